"""What is said as cells of a sheet: real numbers in a format that shows what the pages show."""

import datetime as dt
from dataclasses import replace
from fractions import Fraction

from ntm_analysis.language import Language
from ntm_analysis.model import Figure
from ntm_analysis.publish import sheet
from ntm_analysis.publish.sheet import Look
from ntm_analysis.say.papers.book import Book
from ntm_analysis.say.texts import signed, text_of
from ntm_analysis.say.words import (
    Cell,
    Column,
    Judged,
    Sentence,
    Side,
    Standing,
    Table,
    Weight,
    Words,
    pieces,
)

COUNT, FORMAL, SIGNED = "#,##0", "00", "+#,##0;-#,##0;0"
_PERCENT = 100
_URGENT = {"overdue": Look.NOT_MET, "due_soon": Look.NEARLY_MET}
_LOOKS = {Weight.STRONG: Look.STRONG, Weight.QUIET: Look.QUIET}


def workbook_of(book: Book) -> sheet.Workbook:
    """Sets a workbook: each leaf as a sheet, printed across.

    The rows of a subject's table are numbered, those of a short list are not; a list of sheets leads to them.
    """
    words, sheets = book.words, list[sheet.Sheet]()
    number = Column(words.word("workbook.column.number"), Side.CENTER, 5)
    for leaf in book.leaves:
        grids: list[sheet.Grid] = []
        lead: list[str] = []
        notes: list[str] = []
        for part in leaf.parts:
            if isinstance(part, Sentence):
                (notes if grids else lead).append(part.text)
            elif isinstance(part, Table) and leaf.listed:
                rows = (tuple(cell_of(words, cell) for cell in row) for row in part.rows)
                if part.kind == "sheets":
                    rows = ((replace(first, link=str(first.value)), *rest) for first, *rest in rows)
                grids.append(sheet.Grid(part.kind, part.caption, part.columns, tuple(rows)))
            elif isinstance(part, Table):
                numbered = ((sheet.Cell(n, format=COUNT), row) for n, row in enumerate(part.rows, start=1))
                cells = tuple((n, *_row(words, row)) for n, row in numbered)
                sums = tuple((sheet.Cell(""), *_row(words, row)) for row in part.sums)
                columns = (number, *part.columns)
                grids.append(sheet.Grid(leaf.key, part.caption, columns, cells, sums, leaf.frozen))
        name, said = words.word(f"workbook.sheet.{leaf.key}"), (tuple(lead), tuple(grids), tuple(notes))
        wide = bool(grids) and not (leaf.whole or leaf.listed)  # as a subject's table is
        sheets.append(sheet.Sheet(name, leaf.title, *said, wide, leaf.whole))
    return sheet.Workbook(book, tuple(sheets))


def _row(words: Language, row: tuple[Cell, ...]) -> tuple[sheet.Cell, ...]:
    """Sets a row whose head is strong."""
    head, *rest = (cell_of(words, cell) for cell in row)
    return replace(head, look=Look.STRONG), *rest


def cell_of(words: Language, cell: Cell) -> sheet.Cell:
    """Sets one cell: a date and a figure as themselves, everything else as text."""
    if isinstance(cell, dt.date):
        return sheet.Cell(cell)
    found = pieces(words, cell)
    if len(found) != 1:
        return sheet.Cell(text_of(words, cell))
    piece, look = found[0], Look.PLAIN
    if isinstance(piece, Figure):
        value = piece.value / Fraction(_PERCENT) if piece.percent else piece.value
        if piece.decimals is None:
            # A format of three sections shows the text in the place of any number.
            return sheet.Cell(value, format=";".join([literal(signed(words, piece.text, piece.doubts))] * 3))
        if piece.signed:
            return sheet.Cell(value, format=SIGNED)
        shown = COUNT + ("." + "0" * piece.decimals if piece.decimals else "") + "%" * piece.percent
        pattern = FORMAL if piece.formal else shown
        after = signed(words, piece.after, piece.doubts)
        return sheet.Cell(value, format=literal(piece.before) + pattern + literal(after))
    if isinstance(piece, Words):
        look = _LOOKS.get(piece.weight, Look.PLAIN)
    elif isinstance(piece, Judged):
        look = Look(piece.verdict.value)
    elif isinstance(piece, Standing):
        look = _URGENT.get(piece.status, Look.STRONG)
    return sheet.Cell(text_of(words, cell), look)


def literal(text: str) -> str:
    """Quotes a text for a number format; nothing where there is none."""
    # A quote inside quotes would end them: the format has no way to write one but a backslash outside.
    return '\\"'.join(f'"{part}"' if part else "" for part in text.split('"')) if text else ""
