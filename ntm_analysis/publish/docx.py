"""What is said as tables of a Word document: doubts as signs, explained by a key under the table."""

from __future__ import annotations

from ntm_analysis.language import Language
from ntm_analysis.publish.parts import Align, Grid, GridColumn
from ntm_analysis.say.words import Table, text_of


def grid_of(words: Language, table: Table) -> Grid:
    """Sets a table as a grid whose rows are numbered."""
    heads = [GridColumn(words.word("document.column.number"), 3, Align.CENTER)]
    for column in table.columns:
        side = Align.RIGHT if column.numeric else Align.LEFT
        heads.append(GridColumn(column.title, int(column.width), side))
    rows = ((str(n), *(text_of(words, cell) for cell in row)) for n, row in enumerate(table.rows, start=1))
    return Grid(tuple(heads), tuple(rows), dense=True)
