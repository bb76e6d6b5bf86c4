"""What somebody may have meant by a code or a name that does not exist."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from difflib import get_close_matches

from ntm_analysis.model import slug_of

_MOST = 12  # codes named where none is close


def nearest(text: str, known: Iterable[str]) -> str:
    """Names up to three codes close to a text, those beginning with it first; else the first of all."""
    codes = list(known)
    begun = [code for code in codes if text and code.startswith((f"{text}.", text))]
    close = get_close_matches(text, codes, n=3, cutoff=0.5)
    found = list(dict.fromkeys(begun[:6] or close))
    if found:
        return "gần nhất: " + ", ".join(found)
    more = len(codes) - _MOST
    return "một trong: " + ", ".join(codes[:_MOST]) + (f" và {more} mã khác" if more > 0 else "")


def nearest_named(text: str, names: Mapping[str, str]) -> str:
    """Names up to three codes close to a text, which may be a mistyped code or a name; ``names`` by code."""
    by_slug = {slug_of(name): code for code, name in names.items()}
    close = get_close_matches(slug_of(text), by_slug, n=3, cutoff=0.6)
    codes = [by_slug[slug] for slug in close] or get_close_matches(text, names, n=3, cutoff=0.5)
    if not codes:
        return "dùng mã có trong communes.csv"
    return "gần nhất: " + ", ".join(f"{code} {names[code]}" for code in codes)
