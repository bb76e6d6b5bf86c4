"""How datasets, places and months are found: of a dataset and of its outline alike."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from pathlib import Path

from ntm_analysis.errors import NtmError
from ntm_analysis.model import Period, Place, PlaceKind, slug_of

_FILE = "dataset.yaml"
_KIND_WORDS = {PlaceKind.COMMUNE: "xã", PlaceKind.TOWN: "thị trấn", PlaceKind.DISTRICT: "huyện"}


class NoDatasetError(NtmError):
    """Is raised where no dataset lies upward."""

    def __init__(self, start: Path) -> None:
        super().__init__(
            f"không tìm thấy bộ số liệu nào (data/*/{_FILE}) từ {start} trở lên; dùng --data để chỉ thư mục"
        )


class SeveralDatasetsError(NtmError):
    """Is raised where the choice is not ours to make."""

    def __init__(self, found: list[Path]) -> None:
        named = ", ".join(str(folder) for folder in found)
        super().__init__(f"có nhiều bộ số liệu: {named}; dùng --data để chọn một")


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


def find_dataset(start: Path) -> Path:
    """Gives the dataset folder ``start`` lies in, or the only data/*/ with a dataset.yaml upward of it.

    Raises NtmError where there is none, or more than one to choose from.
    """
    start = start.resolve()
    for folder in (start, *start.parents):
        if (folder / _FILE).is_file():
            return folder
        found = sorted(path.parent for path in folder.glob(f"data/*/{_FILE}"))
        if len(found) > 1:
            raise SeveralDatasetsError(found)
        if found:
            return found[0]
    raise NoDatasetError(start)


def find_place(places: Sequence[Place], text: str) -> Place:
    """Finds a place by code, name or slug, with or without xã, thị trấn, huyện before the name."""
    wanted = unicodedata.normalize("NFC", text).strip()
    by_code = [place for place in places if place.code == wanted]
    found = by_code or [place for place in places if slug_of(wanted) in _slugs(place)]
    if len(found) > 1:
        raise AmbiguousPlaceError(text, found)
    if not found:
        known = {slug: place for place in places for slug in (*_slugs(place), place.code)}
        close = get_close_matches(slug_of(wanted), known, n=5, cutoff=0.5)
        raise UnknownPlaceError(text, list(dict.fromkeys(known[slug] for slug in close))[:3])
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


def _slugs(place: Place) -> tuple[str, str]:
    return place.slug, slug_of(f"{_KIND_WORDS[place.kind]} {place.name}")


def _shown(place: Place) -> str:
    return f"{place.code} ({_KIND_WORDS[place.kind]} {place.name})"
