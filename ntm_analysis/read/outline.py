"""What planning a build needs to know of a dataset: no rows, only what they come to."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ntm_analysis.model import Period, Place, PlaceKind, Text
from ntm_analysis.read.contents import find_period, find_place, is_draft

if TYPE_CHECKING:
    from ntm_analysis.read.dataset import Dataset

_PLAIN = re.compile(r"[A-Za-z0-9_-]+")
WHOLE = ""  # stands for everything where an area's name may stand


@dataclass(frozen=True)
class Outline:
    """Names a dataset, its places and months, and the hash of each part that pages are made from."""

    folder: Path
    name: str
    title: Text
    office: Text
    province: str
    illustrative: bool
    places: tuple[Place, ...]
    periods: tuple[Period, ...]
    closed: tuple[Period, ...]
    areas: tuple[str, ...]
    parts: dict[str, str]  # by area, of everything under WHOLE
    told: dict[str, str]  # the hash of the translations into each language

    @property
    def latest(self) -> Period:
        """Gives the last month there is anything of."""
        return self.periods[-1]

    def place(self, text: str) -> Place:
        """Finds a place by code, name or slug, with or without xã, thị trấn, huyện before the name."""
        return find_place(self.places, text)

    def period(self, text: str) -> Period:
        """Reads a period there are data of; raises NtmError naming those there are."""
        return find_period(self.periods, text)

    def is_draft(self, period: Period) -> bool:
        """Tells whether neither a month nor a later one is closed: figures may change without being told."""
        return is_draft(self.closed, period)


def outline_of(data: Dataset) -> Outline:
    """Takes the outline of a dataset that was read."""
    from ntm_analysis.read.slices import digest, part_of, told_hash  # noqa: PLC0415 (loads pandas)

    areas = tuple(data.criteria.areas)
    return Outline(
        data.folder.resolve(),
        data.name,
        data.title,
        data.office,
        data.province.name,
        data.illustrative,
        data.places,
        data.periods,
        data.closed,
        areas,
        {area: digest(part_of(data, area)) for area in (WHOLE, *areas)},
        {language: told_hash(data, language) for language in sorted(data.translations)},
    )


def as_json(outline: Outline) -> dict[str, Any]:
    """Gives an outline as plain JSON; where the dataset lies is not told."""
    return {
        "name": outline.name,
        "title": [outline.title.vi, outline.title.en],
        "office": [outline.office.vi, outline.office.en],
        "province": outline.province,
        "illustrative": outline.illustrative,
        "places": [
            [place.code, place.name, str(place.kind), *(str(day or "") for day in (place.begun, place.ended))]
            for place in outline.places
        ],
        "periods": list(map(str, outline.periods)),
        "closed": list(map(str, outline.closed)),
        "areas": list(outline.areas),
        "parts": outline.parts,
        "told": outline.told,
    }


@dataclass(frozen=True)
class Stored:
    """An outline as plain JSON has it."""

    name: str
    title: tuple[str, str]
    office: tuple[str, str]
    province: str
    illustrative: bool
    places: tuple[tuple[str, str, PlaceKind, str, str], ...]
    periods: tuple[str, ...]
    closed: tuple[str, ...]
    areas: tuple[str, ...]
    parts: dict[str, str]
    told: dict[str, str]


def from_json(stored: Stored, folder: Path) -> Outline:
    """Gives the outline of the dataset in a folder; raises ValueError or NtmError where it is none.

    Names become folders: one that no dataset may have is refused.
    """
    codes = (code for code, *_ in stored.places)
    if not stored.periods or not all(map(_PLAIN.fullmatch, (stored.name, *codes, *stored.areas))):
        raise ValueError(stored.name)
    return Outline(
        folder.resolve(),
        stored.name,
        Text(*stored.title),
        Text(*stored.office),
        stored.province,
        stored.illustrative,
        tuple(
            Place(code, name, kind, *(dt.date.fromisoformat(day) if day else None for day in life))
            for code, name, kind, *life in stored.places
        ),
        tuple(map(Period.parse, stored.periods)),
        tuple(map(Period.parse, stored.closed)),
        stored.areas,
        stored.parts,
        stored.told,
    )
