"""What planning a build needs to know of a dataset, and how datasets, places and months are found.

No rows, only what they come to: nothing here loads pandas.
"""

import datetime as dt
import json
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ntm_analysis.errors import NtmError
from ntm_analysis.model import Period, Place, PlaceKind, Text, slug_of

if TYPE_CHECKING:
    from ntm_analysis.read.dataset import Dataset

_FILE = "dataset.yaml"
_KIND_WORDS = {PlaceKind.COMMUNE: "xã", PlaceKind.TOWN: "thị trấn", PlaceKind.DISTRICT: "huyện"}
_PLAIN = re.compile(r"[A-Za-z0-9_-]+")


class UnknownPlaceError(NtmError):
    """Is raised for a place the dataset does not have; names the nearest."""

    def __init__(self, text: str, near: list[Place]) -> None:
        listed = "; gần nhất: " + ", ".join(map(_shown, near)) if near else ""
        super().__init__(f"không có nơi nào tên hoặc mã “{text}”{listed}")


class AmbiguousPlaceError(NtmError):
    """Is raised for a name several places bear."""

    def __init__(self, text: str, found: list[Place]) -> None:
        super().__init__(f"“{text}” chỉ nhiều nơi; ghi mã: " + ", ".join(map(_shown, found)))


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
            named = ", ".join(map(str, found))
            raise NtmError(f"có nhiều bộ số liệu: {named}; dùng --data để chọn một")
        if found:
            return found[0]
    raise NtmError(
        f"không tìm thấy bộ số liệu nào (data/*/{_FILE}) từ {start} trở lên; dùng --data để chỉ thư mục"
    )


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


def _slugs(place: Place) -> tuple[str, str]:
    return place.slug, slug_of(f"{_KIND_WORDS[place.kind]} {place.name}")


def _shown(place: Place) -> str:
    return f"{place.code} ({_KIND_WORDS[place.kind]} {place.name})"


class Contents:
    """What places and months there are: of a dataset and of its outline alike."""

    places: tuple[Place, ...]
    periods: tuple[Period, ...]
    closed: tuple[Period, ...]

    @property
    def latest(self) -> Period:
        """Gives the last month there is anything of."""
        return self.periods[-1]

    def place(self, text: str) -> Place:
        """Finds a place by code, name or slug, with or without xã, thị trấn, huyện before the name."""
        return find_place(self.places, text)

    def period(self, text: str) -> Period:
        """Reads a period there are data of; raises NtmError naming those there are."""
        period = Period.parse(text.strip())
        if period not in self.periods:
            known = ", ".join(map(str, self.periods))
            raise NtmError(f"không có số liệu kỳ {period}; đang có: {known}")
        return period

    def is_draft(self, period: Period) -> bool:
        """Tells whether neither a month nor a later one is closed: figures may change without being told."""
        return all(each < period for each in self.closed)


@dataclass(frozen=True)
class Outline(Contents):
    """Names a dataset, its places and its months."""

    folder: Path
    name: str
    title: Text
    office: Text
    province: str
    illustrative: bool
    places: tuple[Place, ...]
    periods: tuple[Period, ...]
    closed: tuple[Period, ...]
    areas: dict[str, Text]  # their names, by id


def outline_of(data: "Dataset") -> Outline:
    """Takes the outline of a dataset that was read."""
    same = ("name", "title", "office", "illustrative", "places", "periods", "closed")
    return Outline(
        data.folder.resolve(),
        **{name: getattr(data, name) for name in same},
        province=data.province.name,
        areas={area.id: area.name for area in data.criteria.areas.values()},
    )


def as_json(outline: Outline) -> dict[str, Any]:
    """Gives an outline as plain JSON; where the dataset lies is not told."""

    def plain(value: Any) -> Any:
        return str(value) if isinstance(value, dt.date) else vars(value)

    told: dict[str, Any] = json.loads(json.dumps(vars(outline) | {"folder": "."}, default=plain))
    return told


def found_in(folder: Path, stored: Outline) -> Outline:
    """Gives an outline read from JSON as that of a folder's dataset; raises ValueError or NtmError.

    Names and months become folders: those that no dataset may have are refused.
    """
    names = (stored.name, *(place.code for place in stored.places), *stored.areas)
    if not stored.periods or not all(map(_PLAIN.fullmatch, names)):
        raise ValueError(stored.name)
    for month in (*stored.periods, *stored.closed):
        Period.parse(str(month))
    return replace(stored, folder=folder.resolve())
