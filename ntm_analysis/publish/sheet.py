"""What a workbook consists of, as plain values: sheets of grids of cells. Knows no file format."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction

from ntm_analysis.say.words import Side


class Look(StrEnum):
    """How a cell looks; those of a verdict are told by their sign, colour only besides."""

    PLAIN = "plain"
    STRONG = "strong"
    QUIET = "quiet"
    MET = "met"
    NOT_MET = "not_met"
    NO_DATA = "no_data"
    NO_THRESHOLD = "no_threshold"
    NOT_APPLICABLE = "not_applicable"
    NEARLY_MET = "nearly_met"


class Paper(StrEnum):
    """The paper a sheet is printed on, lying."""

    A4 = "A4"
    A3 = "A3"


Value = str | int | Fraction | dt.date


@dataclass(frozen=True)
class Cell:
    """A value as it is shown; ``format`` is the number format of a figure, ``link`` the sheet it leads to."""

    value: Value
    look: Look = Look.PLAIN
    format: str = ""
    link: str = ""


EMPTY = Cell("")


@dataclass(frozen=True)
class SheetColumn:
    """Heads a column; its width is in characters."""

    title: str
    width: float
    side: Side = Side.LEFT


@dataclass(frozen=True)
class SheetGrid:
    """A table: ``name`` identifies it in the workbook, ``about`` describes it to who cannot see it.

    ``sums`` are the rows below it that filters and sorting leave alone; ``frozen`` columns stay in view.
    """

    name: str
    about: str
    columns: tuple[SheetColumn, ...]
    rows: tuple[tuple[Cell, ...], ...]
    sums: tuple[tuple[Cell, ...], ...] = ()
    frozen: int = 0


@dataclass(frozen=True)
class Sheet:
    """One sheet: its title, what is said first, its grids one below the other, its notes.

    A ``whole`` one is printed on a single page.
    """

    name: str
    title: str
    lead: tuple[str, ...] = ()
    grids: tuple[SheetGrid, ...] = ()
    notes: tuple[str, ...] = ()
    paper: Paper = Paper.A4
    whole: bool = False


@dataclass(frozen=True)
class Workbook:
    """All sheets, with what each of them carries: banners, the foot of the printed page, how dates look."""

    title: str
    author: str
    created: dt.date  # printed in the file; a fixed day, so that equal inputs give equal bytes
    banners: tuple[str, ...]
    foot: str
    page: str
    date_format: str
    sheets: tuple[Sheet, ...] = field(default=())


def texts(values: Sequence[str]) -> tuple[Cell, ...]:
    """Makes cells of plain texts."""
    return tuple(Cell(value) for value in values)
