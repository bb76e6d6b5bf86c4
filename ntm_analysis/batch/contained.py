"""Whether what a notebook shows stands alone: it fetches nothing, runs nothing, leads nowhere by itself.

Stricter than any browser reads it: where a tag does not plainly end, everything up to the next ``<`` may be
inside of it, whatever quotes and comments stand around, and what cannot be told counts against the page.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

_PLAIN = re.compile(r"(?:[^>\"'=]|=\s*\"[^\"]*\"|=\s*'[^']*'|=)*>")
_NAME = re.compile(r"/?([a-z][^\s/>\"']*)", re.IGNORECASE)
_ELEMENTS = frozenset(
    {
        *(
            "script",
            "link",
            "iframe",
            "frame",
            "frameset",
            "object",
            "embed",
            "applet",
            "base",
            "meta",
            "form",
        ),
        *("set", "animate", "animatemotion", "animatetransform"),  # they change an address later
    }
)
_HANDLER = re.compile(r"[\s/\"']on[a-z]+\s*=", re.IGNORECASE)
_ADDRESS = re.compile(
    r"[\s/\"'](?:xlink:)?(srcset|src|poster|data|background|action|formaction|ping|href)\s*=\s*"
    r"(\"[^\"]*\"|'[^']*'|[^\s>]*)",
    re.IGNORECASE,
)
_PROGRAM = re.compile(r"(?:java|vb)script:", re.IGNORECASE)
_UNSEEN = re.compile(r"[\x00-\x20]+")
_STYLE = re.compile(
    r"@import\b|url\((?!\s*[\"']?(?:data:|#))|\bimage-set\(|(?<![\w-])src\(|style[^<]*\\[0-9a-f]",
    re.IGNORECASE,
)


def not_contained(html: str) -> str:
    """Names the first thing that a page cannot carry, "" for a page that stands alone."""
    for part in dict.fromkeys(_tags(html)):
        named = _NAME.match(part)
        element = named[1].lower() if named else ""
        if element.rpartition(":")[2] in _ELEMENTS:
            return element
        if found := _in_attributes(element, unescape(part)):
            return found
    return ""


def _tags(html: str) -> Iterator[str]:
    """Gives what is or may be in tags; a ``<`` in a text that no tag is open at begins none."""
    is_open = False
    for part in html.split("<")[1:]:
        if not is_open and not part[:1].isalpha() and part[:1] not in {"/", "!", "?"}:
            continue
        plain, end = _PLAIN.match(part), part.find(">") + 1
        is_open = plain is None or plain.end() != end
        yield part if is_open or part[:5].lower() == "style" else part[:end]


def _in_attributes(element: str, part: str) -> str:
    if _STYLE.search(part):
        return "url()"
    if "=" not in part:
        return ""
    if _HANDLER.search(part):
        return "on…="
    if _PROGRAM.search(_UNSEEN.sub("", part)):
        return "javascript:"
    for name, value in _ADDRESS.findall(part):
        if name.lower() == "href" and element == "a":  # a reader follows it, or not
            continue
        address = _UNSEEN.sub("", value.strip("\"'")).lower()
        if name.lower() == "srcset" or not address.startswith(("data:image/", "#")):
            return str(name).lower()
    return ""
