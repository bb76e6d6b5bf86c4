"""Text as people paste it: what is taken for a blank, and what no text may hold."""

from __future__ import annotations

import re
import unicodedata

# Blanks that look like one: no-break spaces of Word and web pages among them.
_BLANKS = re.compile("[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")
# Control characters but tab and line breaks; zero-width, soft-hyphen and direction marks; private use.
_UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff0-\ufffb]"
)


def cleaned(text: str) -> str:
    """Gives a cell's text composed (NFC), blanks as plain ones, none at its ends."""
    return _BLANKS.sub(" ", unicodedata.normalize("NFC", text)).strip()


def unseen(text: str) -> str:
    """Names the first character of a text that nobody sees and no text may hold; "" where there is none."""
    found = _UNSEEN.search(text)
    return f"U+{ord(found[0]):04X}" if found else ""
