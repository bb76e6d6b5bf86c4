"""Tables of a .docx: heads repeat on every page, rows do not break across two."""

from __future__ import annotations

from docx.document import Document as File
from docx.enum.table import WD_ROW_HEIGHT_RULE, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Emu, Mm, Pt
from docx.table import Table, _Row

from ntm_analysis.publish.docx_text import Setting, add_text
from ntm_analysis.publish.grids import TextGrid
from ntm_analysis.say.words import Side

SIZE, DENSE = 12, 10
_SIDES = {
    Side.LEFT: WD_ALIGN_PARAGRAPH.LEFT,
    Side.CENTER: WD_ALIGN_PARAGRAPH.CENTER,
    Side.RIGHT: WD_ALIGN_PARAGRAPH.RIGHT,
}
# Rows that are left empty are there to be written in by hand.
_WRITING = Mm(9)
# English Metric Units in a twentieth of a point, in which the format counts cell margins.
_TWENTIETH = 635


def add_grid(file: File, grid: TextGrid, width: int) -> Table:
    """Adds a table over the whole width; its caption stays with it."""
    if grid.caption:
        add_text(
            file.add_paragraph(), grid.caption, Setting(size=13, bold=True, before=6, after=3, kept=True)
        )
    table: Table = file.add_table(rows=0, cols=len(grid.columns), style="Table Grid")
    table.alignment, table.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    size, space = (DENSE, 0) if grid.dense else (SIZE, 1)
    shares = [round(column.width) for column in grid.columns]
    widths = [Emu(width * share // sum(shares)) for share in shares]
    for column, wide in zip(table.columns, widths, strict=True):
        column.width = wide
    pad(table, Mm(0.6) if grid.dense else Mm(1.2))
    head: _Row = table.add_row()  # type: ignore[no-untyped-call]  # python-docx leaves it untyped
    _flag(head, "w:tblHeader")
    for cell, column in zip(head.cells, grid.columns, strict=True):
        add_text(cell.paragraphs[0], column.title, Setting(size=size, bold=True, centred=True, kept=True))
    for texts in grid.rows:
        row: _Row = table.add_row()  # type: ignore[no-untyped-call]
        if not any(texts):
            row.height, row.height_rule = _WRITING, WD_ROW_HEIGHT_RULE.AT_LEAST
        for cell, column, text in zip(row.cells, grid.columns, texts, strict=True):
            add_text(cell.paragraphs[0], text, Setting(size=size, before=space, after=space))
            cell.paragraphs[0].alignment = _SIDES[column.side]
    for each in table.rows:
        _flag(each, "w:cantSplit")
        for cell, wide in zip(each.cells, widths, strict=True):
            cell.width = wide
    add_text(file.add_paragraph(), "", Setting(size=6))
    file.paragraphs[-1].paragraph_format.line_spacing = Pt(6)
    return table


def _flag(row: _Row, name: str) -> None:
    properties = row._tr.get_or_add_trPr()  # noqa: SLF001 (python-docx has no such property)
    flag = OxmlElement(name)
    properties.append(flag)


def pad(table: Table, side: int) -> None:
    """Sets the space between the edge of a cell and its text, left and right."""
    margins = OxmlElement("w:tblCellMar")
    for name in ("left", "right"):
        edge = OxmlElement(f"w:{name}")
        edge.set(qn("w:w"), str(side // _TWENTIETH))
        edge.set(qn("w:type"), "dxa")
        margins.append(edge)
    table._tbl.tblPr.append(margins)  # noqa: SLF001 (python-docx has no cell margins)
