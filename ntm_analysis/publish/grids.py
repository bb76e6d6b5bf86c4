"""A table of a paper as texts: rows are numbered, doubts are signs, many columns have small letters."""

from __future__ import annotations

from dataclasses import dataclass

from ntm_analysis.language import Language
from ntm_analysis.say.texts import text_of
from ntm_analysis.say.words import Column, Side, Table

# More columns than these have small letters on a page that lies across.
_WIDE = 9


@dataclass(frozen=True)
class TextGrid:
    """A table of texts; rows without any text are left to be written in by hand."""

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    dense: bool


def grid_of(words: Language, table: Table) -> TextGrid:
    """Sets a table as texts behind the numbers of its rows; sums have none."""
    dense = len(table.columns) + 1 > _WIDE
    number = Column(words.word("document.column.number"), Side.CENTER, 3 if dense else 6)
    texts = [tuple(text_of(words, cell) for cell in row) for row in (*table.rows, *table.sums)]
    rows = tuple(
        (str(n) if any(row) and n <= len(table.rows) else "", *row) for n, row in enumerate(texts, start=1)
    )
    return TextGrid(table.caption, (number, *table.columns), rows, dense)
