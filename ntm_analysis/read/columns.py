"""What the cells of a column may hold."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from ntm_analysis.read.exact import AMOUNT as AMOUNT_TEXT
from ntm_analysis.read.exact import AMOUNT_RIGHT, COUNT, COUNT_RIGHT, NUMBER, NUMBER_RIGHT
from ntm_analysis.read.words import YES_NO

_PERIOD = r"[0-9]{4}-(?:0[1-9]|1[0-2])"
FIRST_YEAR, LAST_YEAR = 1900, 2100
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


@dataclass(frozen=True)
class Kind:
    """What the cells of a column are; ``name`` is the word of the data dictionary."""

    name: str
    right: str
    fits: Callable[[str], bool]


def _like(pattern: str) -> Callable[[str], bool]:
    whole = re.compile(pattern)
    return lambda text: whole.fullmatch(text) is not None


def is_date(text: str) -> bool:
    """Tells whether a text is a day written year-month-day, of a year that any of the files can mean."""
    if not _DATE.fullmatch(text):
        return False
    try:
        return FIRST_YEAR <= dt.date.fromisoformat(text).year <= LAST_YEAR
    except ValueError:
        return False


def _any(_text: str) -> bool:
    return True


TEXT = Kind("chữ", "một dòng chữ", _any)
CODE = Kind("mã xã", "mã xã gồm 5 chữ số của Tổng cục Thống kê, ví dụ 06298", _like(r"[0-9]{5}"))
PERIOD = Kind("kỳ", "năm-tháng, ví dụ 2022-09", _like(_PERIOD))
DATE = Kind("ngày", f"năm-tháng-ngày từ {FIRST_YEAR} đến {LAST_YEAR}, ví dụ 2022-09-24", is_date)
YEAR = Kind("năm", "năm gồm bốn chữ số, ví dụ 2022", _like(r"(?:19|20)[0-9]{2}"))
COUNTED = Kind("số nguyên", COUNT_RIGHT, _like(COUNT))
MEASURED = Kind("số", NUMBER_RIGHT, _like(NUMBER))
AMOUNT = Kind("số tiền", AMOUNT_RIGHT, _like(AMOUNT_TEXT))
WORD = Kind("từ", "", _any)


@dataclass(frozen=True)
class Column:
    """One column. ``words`` are the only words allowed (an empty one: the cell may be blank).

    ``prose`` marks free text that a page shows, which another language has to translate.
    """

    name: str
    kind: Kind = TEXT
    required: bool = False
    words: Mapping[str, str] = field(default_factory=dict)
    prose: bool = False

    @property
    def right(self) -> str:
        """Says what would be right in a cell."""
        if self.words:
            return "một trong: " + ", ".join(word or "(để trống)" for word in self.words)
        return self.kind.right if self.required else f"{self.kind.right}, hoặc để trống"

    def admits(self, text: str) -> bool:
        """Tells whether a cell may hold a text."""
        if self.words:
            return text in self.words
        return not self.required if text == "" else self.kind.fits(text)


def word(name: str, allowed: Mapping[str, str]) -> Column:
    """Gives a column that holds one of the words allowed."""
    return Column(name, WORD, words=allowed)


def prose(name: str, *, required: bool = False) -> Column:
    """Gives a column of free text."""
    return Column(name, TEXT, required=required, prose=True)


SOURCE, NOTE = prose("source"), prose("note")
YES_NO_COLUMN = "illustrative"
ILLUSTRATIVE = word(YES_NO_COLUMN, YES_NO)
