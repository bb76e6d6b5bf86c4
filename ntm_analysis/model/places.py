"""Months and places: what a page is about, and how one is found by what somebody wrote."""

import calendar
import datetime as dt
import re
import sys
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from enum import StrEnum

from ntm_analysis.errors import NtmError


class PlaceKind(StrEnum):
    """What kind of unit a place is."""

    COMMUNE = "commune"  # xã
    TOWN = "town"  # thị trấn: belongs to the district, is no NTM commune
    DISTRICT = "district"  # huyện


_PERIOD = re.compile(r"^([0-9]{4})-(0[1-9]|1[0-2])\Z")
# As people and the pages write it: tháng 9/2022.
_SAID = re.compile(r"(?:tháng\s+)?(0?[1-9]|1[0-2])/([0-9]{4})", re.IGNORECASE)


@dataclass(frozen=True, order=True)
class Period:
    """A calendar month. ``str()`` gives ``2022-09``; ``number`` counts months for arithmetic."""

    year: int
    month: int

    @classmethod
    def parse(cls, text: str) -> "Period":
        """Reads ``2022-09`` as files have it; raises NtmError for anything else."""
        match = _PERIOD.match(text)
        if not match:
            raise NtmError(f"kỳ báo cáo “{text}” không hợp lệ; viết năm-tháng, ví dụ 2022-09")
        return cls(int(match[1]), int(match[2]))

    @classmethod
    def from_number(cls, number: int) -> "Period":
        """Gives the month that ``number`` counts to."""
        return cls(number // 12, number % 12 + 1)

    @property
    def number(self) -> int:
        """Counts months since year 0, so that months can be subtracted."""
        return self.year * 12 + self.month - 1

    @property
    def last_day(self) -> dt.date:
        """Gives the last day of the month."""
        return dt.date(self.year, self.month, calendar.monthrange(self.year, self.month)[1])

    def __str__(self) -> str:
        return f"{self.year:04d}-{self.month:02d}"


def slug_of(name: str) -> str:
    """Turns ``Điềm He`` into ``diem-he``, for file names and for typing without diacritics."""
    plain = unicodedata.normalize("NFD", name.lower().replace("đ", "d"))
    letters = "".join(c for c in plain if not unicodedata.combining(c))
    return re.sub(r"[^a-z0-9]+", "-", letters).strip("-")


_LETTERS = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_TONES = "\u0300\u0309\u0303\u0301\u0323"  # huyền, hỏi, ngã, sắc, nặng


def in_alphabet(name: str) -> tuple[list[int], list[int]]:
    """Gives the place of a name in the order of the Vietnamese alphabet: Đ after D, tones decide last."""
    spelled = unicodedata.normalize("NFD", name.lower())
    letters = unicodedata.normalize("NFC", "".join(c for c in spelled if c not in _TONES))
    # What is no letter, as a figure, stands before all letters, in the order of its code.
    order = [_LETTERS.find(c) if c in _LETTERS else ord(c) - sys.maxunicode - 1 for c in letters]
    return order, [_TONES.find(c) for c in spelled]


_UNIT = re.compile(r"(?:\d{5}|[a-z]\d+)\s+[^\W\d]")


def is_list_of_units(text: str) -> bool:
    """Tells whether a text names units by code, as predecessors are: ``06310 Bình Phúc; 06298 Xuân Mai``."""
    return all(_UNIT.match(part.strip()) for part in text.split(";"))


@dataclass(frozen=True)
class Place:
    """A commune, the town or the district a page is about; with its first and last day, where it has any."""

    code: str
    name: str
    kind: PlaceKind
    begun: dt.date | None = None
    ended: dt.date | None = None

    def exists_in(self, period: Period) -> bool:
        """Tells whether the place exists at the end of a month."""
        day = period.last_day
        return (self.begun is None or self.begun <= day) and (self.ended is None or day <= self.ended)

    @property
    def slug(self) -> str:
        """Writes the name for file names: ``diem-he``."""
        return slug_of(self.name)


_KIND_WORDS = {PlaceKind.COMMUNE: "xã", PlaceKind.TOWN: "thị trấn", PlaceKind.DISTRICT: "huyện"}


def places_named(places: Sequence[Place], text: str | int) -> list[Place]:
    """Lists the places of a code, name or slug, with or without xã, thị trấn, huyện before the name.

    A code that was taken for a number has lost its leading nought: 6301 is 06301.
    """
    wanted = unicodedata.normalize("NFC", str(text)).strip()
    by_code = [place for place in places if place.code == wanted] or [
        place for place in places if wanted.isdecimal() and place.code.lstrip("0") == wanted
    ]
    return by_code or [place for place in places if slug_of(wanted) in _slugs(place)]


def find_place(places: Sequence[Place], text: str | int) -> Place:
    """Finds the one place that is named; raises NtmError with the nearest, or with those that it may be."""
    found = places_named(places, text)
    if len(found) > 1:
        raise NtmError(f"“{text}” chỉ nhiều nơi; ghi mã: " + ", ".join(map(_shown, found)))
    if not found:
        known = {slug: place for place in places for slug in (*_slugs(place), place.code)}
        close = get_close_matches(slug_of(str(text)), known, n=5, cutoff=0.5)
        near = ", ".join(map(_shown, list(dict.fromkeys(known[slug] for slug in close))[:3]))
        listed = f"; gần nhất: {near}" if near else ""
        raise NtmError(f"không có nơi nào tên hoặc mã “{text}”{listed}")
    return found[0]


def _slugs(place: Place) -> tuple[str, str]:
    return place.slug, slug_of(f"{_KIND_WORDS[place.kind]} {place.name}")


def _shown(place: Place) -> str:
    return f"{place.code} ({_KIND_WORDS[place.kind]} {place.name})"


def month_said(text: str) -> Period:
    """Reads a month as files and people write it; raises NtmError."""
    said = _SAID.fullmatch(unicodedata.normalize("NFC", text).strip())
    return Period(int(said[2]), int(said[1])) if said else Period.parse(text.strip())


class Contents:
    """What places and months there are: of a dataset and of its outline alike."""

    places: tuple[Place, ...]
    periods: tuple[Period, ...]
    closed: tuple[Period, ...]

    @property
    def latest(self) -> Period:
        """Gives the last month there is anything of."""
        return self.periods[-1]

    def place(self, text: str | int) -> Place:
        """Finds a place by code (06301, 6301), name or slug, xã, thị trấn, huyện before it or not."""
        return find_place(self.places, text)

    def period(self, text: str) -> Period:
        """Reads a period there are data of: ``2022-09``, ``9/2022`` or ``tháng 9/2022``.

        Raises NtmError naming those there are.
        """
        period = month_said(text)
        if period not in self.periods:
            known = ", ".join(map(str, self.periods))
            raise NtmError(f"không có số liệu kỳ {period}; đang có: {known}")
        return period

    def is_draft(self, period: Period) -> bool:
        """Tells whether neither a month nor a later one is closed: figures may change without being told."""
        return all(each < period for each in self.closed)
