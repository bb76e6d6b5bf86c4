"""Whether what a notebook shows stands alone: it fetches nothing, runs nothing, leads nowhere by itself.

Read as a browser reads it, and stricter: entities are resolved, white space and slashes separate, and
what cannot be told counts against the page.
"""

from __future__ import annotations

import re
from html import unescape

_OPENING = re.compile(r"<([a-z][^\s/>\"']*)((?:[^>\"']|\"[^\"]*\"|'[^']*')*)", re.IGNORECASE)
_ELEMENTS = frozenset(
    {"script", "link", "iframe", "frame", "frameset", "object", "embed", "applet", "base", "meta", "form"}
)
_HANDLER = re.compile(r"[\s/\"']on[a-z]+\s*=", re.IGNORECASE)
_ADDRESS = re.compile(
    r"[\s/\"'](?:xlink:)?(src|srcset|poster|data|background|action|formaction|href)\s*=\s*"
    r"(\"[^\"]*\"|'[^']*'|[^\s>]*)",
    re.IGNORECASE,
)
_PROGRAM = re.compile(r"(?:java|vb)script:", re.IGNORECASE)
_UNSEEN = re.compile(r"[\x00-\x20]+")
_STYLE = re.compile(r"@import\b|url\(\s*[\"']?(?!data:|#)", re.IGNORECASE)


def not_contained(html: str) -> str:
    """Names the first thing that a page cannot carry, "" for a page that stands alone."""
    if _STYLE.search(html):
        return "url()"
    for name, rest in dict.fromkeys(_OPENING.findall(html)):
        element = str(name).lower()
        if element.rpartition(":")[2] in _ELEMENTS:
            return element
        if found := _in_attributes(element, unescape(rest)):
            return found
    return ""


def _in_attributes(element: str, attributes: str) -> str:
    if "=" not in attributes:
        return ""
    if _HANDLER.search(attributes):
        return "on…="
    if _PROGRAM.search(_UNSEEN.sub("", attributes)):
        return "javascript:"
    if _STYLE.search(attributes):
        return "url()"
    for name, value in _ADDRESS.findall(attributes):
        leads = name.lower() == "href" and element == "a"  # a reader follows it, or not
        address = _UNSEEN.sub("", value.strip("\"'")).lower()
        if not leads and not address.startswith(("data:image/", "#")):
            return str(name).lower()
    return ""
