"""What is said as cells of a sheet: real numbers in a format that shows what the pages show."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from fractions import Fraction

from ntm_analysis.language import Language
from ntm_analysis.model import Figure
from ntm_analysis.publish import sheet
from ntm_analysis.publish.sheet import Look
from ntm_analysis.say.words import Cell, Judged, Side, Standing, Table, Weight, Words, pieces, signed, text_of

COUNT, FORMAL, SIGNED = "#,##0", "00", "+#,##0;-#,##0;0"
_PERCENT = 100
_URGENT = {"overdue": Look.NOT_MET, "due_soon": Look.NEARLY_MET}
_LOOKS = {Weight.STRONG: Look.STRONG, Weight.QUIET: Look.QUIET}


def grid_of(words: Language, table: Table, name: str = "") -> sheet.SheetGrid:
    """Sets a table as a grid whose rows are numbered, the head of each row in view and strong."""
    heads = [sheet.SheetColumn(words.word("workbook.column.number"), 5, Side.CENTER)]
    heads += [sheet.SheetColumn(column.title, column.width, column.side) for column in table.columns]
    numbers = (count(n) for n in range(1, len(table.rows) + 1))
    return sheet.SheetGrid(
        name or table.kind,
        table.caption,
        tuple(heads),
        tuple((n, *_row(words, row)) for n, row in zip(numbers, table.rows, strict=True)),
        sums=tuple((sheet.EMPTY, *_row(words, row)) for row in table.sums),
        frozen=2,
    )


def _row(words: Language, row: tuple[Cell, ...]) -> tuple[sheet.Cell, ...]:
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
            return sheet.Cell(value, format=instead(signed(words, piece.text, piece.doubts)))
        if piece.signed:
            return sheet.Cell(value, format=SIGNED)
        pattern = FORMAL if piece.formal else digits(piece.decimals, percent=piece.percent)
        after = signed(words, piece.after, piece.doubts)
        return sheet.Cell(value, format=literal(piece.before) + pattern + literal(after))
    if isinstance(piece, Words):
        look = _LOOKS.get(piece.weight, Look.PLAIN)
    elif isinstance(piece, Judged):
        look = Look(piece.verdict.value)
    elif isinstance(piece, Standing):
        look = _URGENT.get(piece.status, Look.STRONG)
    return sheet.Cell(text_of(words, cell), look)


def digits(decimals: int, *, percent: bool = False) -> str:
    """Gives the format of a figure with so many decimals."""
    shown = "#,##0" + ("." + "0" * decimals if decimals else "")
    return shown + "%" if percent else shown


def literal(text: str) -> str:
    """Quotes a text for a number format; nothing where there is none."""
    # A quote inside quotes would end them: the format has no way to write one but a backslash outside.
    return '\\"'.join(f'"{part}"' if part else "" for part in text.split('"')) if text else ""


def instead(text: str) -> str:
    """Gives the format that shows a text in the place of any number."""
    return ";".join([literal(text)] * 3)


def around(text: str, figure: str, pattern: str) -> str:
    """Gives the format that shows a text with the number in it where the text has its figure."""
    before, found, after = text.partition(figure)
    return literal(before) + pattern + literal(after) if found else instead(text)


def count(n: int) -> sheet.Cell:
    """Shows a count."""
    return sheet.Cell(int(n), format=COUNT)
