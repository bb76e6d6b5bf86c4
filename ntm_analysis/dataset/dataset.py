"""One folder of data about one district, read and checked."""

from __future__ import annotations

import datetime as dt
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cached_property
from pathlib import Path

from pandas import DataFrame

from ntm_analysis.dataset.movement import Movement
from ntm_analysis.errors import NtmError, Problem
from ntm_analysis.model import (
    Criteria,
    Period,
    Place,
    PlaceKind,
    SetInForce,
    SourceFile,
    Target,
    Text,
    slug_of,
)

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


@dataclass(frozen=True)
class Province:
    """The province the district belongs to; no page is about it."""

    code: str
    name: str


@dataclass(frozen=True, eq=False)
class Dataset:
    """A district's data. The tables are shared and read only: whoever changes one makes a copy first."""

    folder: Path
    name: str
    title: Text
    office: Text
    province: Province
    district: Place
    region: str
    cut_off_day: int
    illustrative: bool
    poverty_line: str
    criteria: Criteria
    rules: DataFrame
    thresholds: DataFrame
    sets: tuple[SetInForce, ...]
    targets: tuple[Target, ...]
    target_document: str
    communes: DataFrame
    observations: DataFrame
    verdicts: DataFrame
    recognitions: DataFrame
    movement: Movement
    closed: tuple[Period, ...]
    adjustments: DataFrame
    boundaries: Path | None
    files: tuple[SourceFile, ...]
    warnings: tuple[Problem, ...]

    @cached_property
    def periods(self) -> tuple[Period, ...]:
        """Lists the months with observations or verdicts, the earliest first."""
        months = {*self.observations["month"], *self.verdicts["month"]}
        return tuple(Period.from_number(int(month)) for month in sorted(months))

    @property
    def latest(self) -> Period:
        """Gives the last month there is anything of."""
        return self.periods[-1]

    @cached_property
    def places(self) -> tuple[Place, ...]:
        """Lists the district, then the communes by code, then the town."""
        listed = zip(self.communes["code"], self.communes["name"], self.communes["kind"], strict=True)
        units = [Place(code, name, PlaceKind(kind)) for code, name, kind in listed]
        return (self.district, *sorted(units, key=lambda unit: (unit.kind is PlaceKind.TOWN, unit.code)))

    def place(self, text: str) -> Place:
        """Finds a place by code, name or slug, with or without xã, thị trấn, huyện before the name."""
        wanted = unicodedata.normalize("NFC", text).strip()
        by_code = [place for place in self.places if place.code == wanted]
        found = by_code or [place for place in self.places if slug_of(wanted) in _slugs(place)]
        if len(found) > 1:
            raise AmbiguousPlaceError(text, found)
        if not found:
            raise UnknownPlaceError(text, list(self._near(wanted)))
        return found[0]

    def period(self, text: str) -> Period:
        """Reads a period there are data of; raises NtmError naming those there are."""
        period = Period.parse(text.strip())
        if period not in self.periods:
            raise NoSuchPeriodError(period, self.periods)
        return period

    @property
    def unit_changes(self) -> DataFrame:
        """Gives the mergers and splits of communes with their shares."""
        return self.movement.unit_changes

    def is_draft(self, period: Period) -> bool:
        """Tells whether neither a month nor a later one is closed: figures may change without being told."""
        return all(closed < period for closed in self.closed)

    def cut_off(self, period: Period) -> dt.date:
        """Gives the day a month's data are closed, its last day where the month is shorter."""
        day = min(self.cut_off_day, period.last_day.day)
        return dt.date(period.year, period.month, day)

    def _near(self, text: str) -> Iterator[Place]:
        known = {slug: place for place in self.places for slug in (*_slugs(place), place.code)}
        close = get_close_matches(slug_of(text), known, n=5, cutoff=0.5)
        yield from list(dict.fromkeys(known[slug] for slug in close))[:3]


def _slugs(place: Place) -> tuple[str, str]:
    return place.slug, slug_of(f"{_KIND_WORDS[place.kind]} {place.name}")


def _shown(place: Place) -> str:
    return f"{place.code} ({_KIND_WORDS[place.kind]} {place.name})"
