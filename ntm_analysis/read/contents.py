"""Which places and months there are, and how they are found: of a dataset and of its outline alike."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from difflib import get_close_matches

from ntm_analysis.errors import NtmError
from ntm_analysis.model import Period, Place, PlaceKind, slug_of

_KIND_WORDS = {PlaceKind.COMMUNE: "xã", PlaceKind.TOWN: "thị trấn", PlaceKind.DISTRICT: "huyện"}


class UnknownPlaceError(NtmError):
    """Is raised for a place the dataset does not have; names the nearest."""

    def __init__(self, text: str, near: list[Place]) -> None:
        listed = "; gần nhất: " + ", ".join(map(_shown, near)) if near else ""
        super().__init__(f"không có nơi nào tên hoặc mã “{text}”{listed}")


class AmbiguousPlaceError(NtmError):
    """Is raised for a name several places bear."""

    def __init__(self, text: str, found: list[Place]) -> None:
        super().__init__(f"“{text}” chỉ nhiều nơi; ghi mã: " + ", ".join(map(_shown, found)))


class NoSuchPeriodError(NtmError):
    """Is raised for a month without data; names the months there are."""

    def __init__(self, period: Period, known: tuple[Period, ...]) -> None:
        super().__init__(f"không có số liệu kỳ {period}; đang có: {', '.join(map(str, known))}")


def find_place(places: Sequence[Place], text: str) -> Place:
    """Finds a place by code, name or slug, with or without xã, thị trấn, huyện before the name."""
    wanted = unicodedata.normalize("NFC", text).strip()
    by_code = [place for place in places if place.code == wanted]
    found = by_code or [place for place in places if slug_of(wanted) in _slugs(place)]
    if len(found) > 1:
        raise AmbiguousPlaceError(text, found)
    if not found:
        raise UnknownPlaceError(text, list(_near(places, wanted)))
    return found[0]


def find_period(periods: tuple[Period, ...], text: str) -> Period:
    """Reads a period there are data of; raises NtmError naming those there are."""
    period = Period.parse(text.strip())
    if period not in periods:
        raise NoSuchPeriodError(period, periods)
    return period


def is_draft(closed: Iterable[Period], period: Period) -> bool:
    """Tells whether neither a month nor a later one is closed: figures may change without being told."""
    return all(each < period for each in closed)


def _near(places: Sequence[Place], text: str) -> Iterator[Place]:
    known = {slug: place for place in places for slug in (*_slugs(place), place.code)}
    close = get_close_matches(slug_of(text), known, n=5, cutoff=0.5)
    yield from list(dict.fromkeys(known[slug] for slug in close))[:3]


def _slugs(place: Place) -> tuple[str, str]:
    return place.slug, slug_of(f"{_KIND_WORDS[place.kind]} {place.name}")


def _shown(place: Place) -> str:
    return f"{place.code} ({_KIND_WORDS[place.kind]} {place.name})"
