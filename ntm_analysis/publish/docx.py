"""What is said as tables of a Word document: doubts as signs, explained by a key under the table."""

from __future__ import annotations

from ntm_analysis.language import Language
from ntm_analysis.publish.parts import Align, Grid, GridColumn
from ntm_analysis.say.words import Table, text_of


def grid_of(words: Language, table: Table, *, dense: bool = True) -> Grid:
    """Sets a table as a grid whose rows are numbered; a ``dense`` one has smaller letters."""
    heads = [GridColumn(words.word("document.column.number"), 3 if dense else 6, Align.CENTER)]
    heads += [GridColumn(c.title, round(c.width), Align(c.side.value)) for c in table.columns]
    numbered = ((str(n), row) for n, row in enumerate(table.rows, start=1))
    rows = [*numbered, *(("", row) for row in table.sums)]
    texts = ((number, *(text_of(words, cell) for cell in row)) for number, row in rows)
    return Grid(tuple(heads), tuple(texts), table.caption, dense=dense)
