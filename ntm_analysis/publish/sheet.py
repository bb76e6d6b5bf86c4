"""What is said as cells of a workbook and as texts of a table; plain values that know no file format.

Figures are real numbers in a format that shows what the pages show.
"""

import datetime as dt
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TypeAlias, cast

from ntm_analysis.language import Language
from ntm_analysis.model import Figure, Verdict
from ntm_analysis.say.papers.book import Book
from ntm_analysis.say.texts import pieces, signed, text_of
from ntm_analysis.say.words import Cell as Said
from ntm_analysis.say.words import Column, Judged, Sentence, Side, Standing, Table, Weight, Words

# More columns than these have small letters on a page that lies across.
_WIDE = 9
COUNT, FORMAL, SIGNED = "#,##0", "00", "+#,##0;-#,##0;0"
_PERCENT = 100


Look: TypeAlias = Weight | Verdict  # of a verdict its sign tells, colour only besides
_URGENT = {"overdue": Verdict.NOT_MET, "due_soon": Verdict.NEARLY_MET}
Value = str | int | Fraction | dt.date


@dataclass(frozen=True)
class Cell:
    """A value as it is shown; ``format`` is the number format of a figure, ``link`` the sheet it leads to."""

    value: Value
    look: Look = Weight.PLAIN
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


def workbook_of(book: Book) -> Workbook:
    """Sets a workbook: each leaf as a sheet, printed across.

    The rows of a subject's table are numbered, those of a short list are not; a list of sheets leads to them.
    """
    words, sheets = book.words, list[Sheet]()
    number = Column(words.word("workbook.column.number"), Side.CENTER, 5)
    for leaf in book.leaves:
        grids: list[Grid] = []
        lead: list[str] = []
        notes: list[str] = []
        for part in leaf.parts:
            if isinstance(part, Sentence):
                (notes if grids else lead).append(part.text)
            elif isinstance(part, Table) and leaf.listed:
                rows = (tuple(cell_of(words, cell) for cell in row) for row in part.rows)
                if part.kind == "sheets":
                    rows = ((replace(first, link=str(first.value)), *rest) for first, *rest in rows)
                grids.append(Grid(part.kind, part.caption, part.columns, tuple(rows)))
            elif isinstance(part, Table):
                numbered = ((Cell(n, format=COUNT), row) for n, row in enumerate(part.rows, start=1))
                cells = tuple((n, *_row(words, row)) for n, row in numbered)
                sums = tuple((Cell(""), *_row(words, row)) for row in part.sums)
                columns = (number, *part.columns)
                grids.append(Grid(leaf.key, part.caption, columns, cells, sums, leaf.frozen))
        name, said = words.word(f"workbook.sheet.{leaf.key}"), (tuple(lead), tuple(grids), tuple(notes))
        wide = bool(grids) and not (leaf.whole or leaf.listed)  # as a subject's table is
        sheets.append(Sheet(name, leaf.title, *said, wide, leaf.whole))
    return Workbook(book, tuple(sheets))


def _row(words: Language, row: tuple[Said, ...]) -> tuple[Cell, ...]:
    """Sets a row whose head is strong."""
    head, *rest = (cell_of(words, cell) for cell in row)
    return replace(head, look=Weight.STRONG), *rest


def cell_of(words: Language, cell: Said) -> Cell:
    """Sets one cell: a date and a figure as themselves, everything else as text."""
    if isinstance(cell, dt.date):
        return Cell(cell)
    found = pieces(words, cell)
    if len(found) != 1:
        return Cell(text_of(words, cell))
    piece, look = found[0], cast("Look", Weight.PLAIN)
    if isinstance(piece, Figure):
        value = piece.value / Fraction(_PERCENT) if piece.percent else piece.value
        if piece.decimals is None:
            # A format of three sections shows the text in the place of any number.
            return Cell(value, format=";".join([literal(signed(words, piece.text, piece.doubts))] * 3))
        if piece.signed:
            return Cell(value, format=SIGNED)
        shown = COUNT + ("." + "0" * piece.decimals if piece.decimals else "") + "%" * piece.percent
        pattern = FORMAL if piece.formal else shown
        after = signed(words, piece.after, piece.doubts)
        return Cell(value, format=literal(piece.before) + pattern + literal(after))
    if isinstance(piece, Words) and piece.weight in {Weight.STRONG, Weight.QUIET}:
        look = piece.weight
    elif isinstance(piece, Judged):
        look = piece.verdict
    elif isinstance(piece, Standing):
        look = _URGENT.get(piece.status, Weight.STRONG)
    return Cell(text_of(words, cell), look)


def literal(text: str) -> str:
    """Quotes a text for a number format; nothing where there is none."""
    # A quote inside quotes would end them: the format has no way to write one but a backslash outside.
    return '\\"'.join(f'"{part}"' if part else "" for part in text.split('"'))


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
