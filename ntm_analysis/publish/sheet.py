"""What a workbook and a table of a paper consist of, as plain values. Knows no file format."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING

from ntm_analysis.language import Language
from ntm_analysis.say.texts import text_of
from ntm_analysis.say.words import Column, Side, Table

if TYPE_CHECKING:
    from ntm_analysis.say.papers.book import Book

# More columns than these have small letters on a page that lies across.
_WIDE = 9


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


Value = str | int | Fraction | dt.date


@dataclass(frozen=True)
class Cell:
    """A value as it is shown; ``format`` is the number format of a figure, ``link`` the sheet it leads to."""

    value: Value
    look: Look = Look.PLAIN
    format: str = ""
    link: str = ""


@dataclass(frozen=True)
class Grid:
    """A table: ``name`` identifies it in the workbook, ``about`` describes it to who cannot see it.

    ``sums`` are the rows below it that filters and sorting leave alone; ``frozen`` columns stay in view.
    """

    name: str
    about: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    sums: tuple[tuple[Cell, ...], ...] = ()
    frozen: int = 0


@dataclass(frozen=True)
class Sheet:
    """One sheet: its title, what is said first, its grids one below the other, its notes.

    It is printed lying, a ``wide`` one on A3, a ``whole`` one on a single page.
    """

    name: str
    title: str
    lead: tuple[str, ...] = ()
    grids: tuple[Grid, ...] = ()
    notes: tuple[str, ...] = ()
    wide: bool = False
    whole: bool = False


@dataclass(frozen=True)
class Workbook:
    """All sheets, and the book that says what each of them carries."""

    book: Book
    sheets: tuple[Sheet, ...]


@dataclass(frozen=True)
class TextGrid:
    """A table of texts; rows without any text are left to be written in by hand."""

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    dense: bool


def grid_of(words: Language, table: Table) -> TextGrid:
    """Sets a table as texts behind the numbers of its rows; doubts are signs, and sums have no number."""
    dense = len(table.columns) + 1 > _WIDE
    number = Column(words.word("document.column.number"), Side.CENTER, 3 if dense else 6)
    texts = [tuple(text_of(words, cell) for cell in row) for row in (*table.rows, *table.sums)]
    rows = tuple(
        (str(n) if any(row) and n <= len(table.rows) else "", *row) for n, row in enumerate(texts, start=1)
    )
    return TextGrid(table.caption, (number, *table.columns), rows, dense)
