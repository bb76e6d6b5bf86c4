"""Paragraphs and tables of a .docx: their setting, what is left to fill in, rules, page numbers."""

from __future__ import annotations

import re
from dataclasses import dataclass

from docx.document import Document as File
from docx.enum.table import WD_ROW_HEIGHT_RULE, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_COLOR_INDEX
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Emu, Mm, Pt
from docx.table import Table, _Row
from docx.text.paragraph import Paragraph

from ntm_analysis.publish.parts import Align, Grid

FONT = "Times New Roman"
BODY = 14
INDENT = Mm(10)
# What an official fills in by hand stands out until it is done.
_BLANK = re.compile(r"(\[[^\]]+\])")
# Children of w:pPr that may follow a border (ECMA-376, 17.3.1.26).
_AFTER_BORDER = ("w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:rPr")

SIZE, DENSE = 12, 10
_SIDES = {
    Align.LEFT: WD_ALIGN_PARAGRAPH.LEFT,
    Align.CENTER: WD_ALIGN_PARAGRAPH.CENTER,
    Align.RIGHT: WD_ALIGN_PARAGRAPH.RIGHT,
}
# Rows that are left empty are there to be written in by hand.
_WRITING = Mm(9)
# English Metric Units in a twentieth of a point, in which the format counts cell margins.
_TWENTIETH = 635


@dataclass(frozen=True)
class Setting:
    """How a paragraph is set; ``kept`` stays on the page of what follows. Sizes in points."""

    size: float = BODY
    bold: bool = False
    italic: bool = False
    centred: bool = False
    justified: bool = False
    indented: bool = False
    kept: bool = False
    before: float = 0
    after: float = 0


def add_text(paragraph: Paragraph, text: str, setting: Setting) -> None:
    """Writes a text into a paragraph; blanks in square brackets are highlighted."""
    form = paragraph.paragraph_format
    if setting.centred:
        form.alignment = WD_ALIGN_PARAGRAPH.CENTER
    elif setting.justified:
        form.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
    if setting.indented:
        form.first_line_indent = INDENT
    form.space_before, form.space_after = Pt(setting.before), Pt(setting.after)
    form.line_spacing = 1.0
    form.keep_with_next = setting.kept
    form.widow_control = True
    for piece in filter(None, _BLANK.split(text)):
        run = paragraph.add_run(piece)
        run.bold, run.italic = setting.bold or None, setting.italic or None
        run.font.size = Pt(setting.size)
        if _BLANK.fullmatch(piece):
            run.font.highlight_color = WD_COLOR_INDEX.YELLOW


def rule(paragraph: Paragraph, width: int, part: float, after: float = 0) -> None:
    """Draws a line in the middle, as long as a part of the width, close under the text above."""
    form = paragraph.paragraph_format
    form.left_indent = form.right_indent = Emu(int(width * (1 - part) / 2))
    form.space_before, form.space_after = Pt(2), Pt(after)
    form.line_spacing = Pt(4)
    _border(paragraph, ("bottom",))


def boxed(file: File, text: str) -> None:
    """Puts a warning in a frame, centred and bold."""
    paragraph = file.add_paragraph()
    add_text(paragraph, text, Setting(size=13, bold=True, centred=True, after=6, kept=True))
    _border(paragraph, ("top", "left", "bottom", "right"))


def _border(paragraph: Paragraph, sides: tuple[str, ...]) -> None:
    borders = OxmlElement("w:pBdr")
    for side in sides:
        line = OxmlElement(f"w:{side}")
        for name, value in (("val", "single"), ("sz", "6"), ("space", "1"), ("color", "auto")):
            line.set(qn(f"w:{name}"), value)
        borders.append(line)
    paragraph._p.get_or_add_pPr().insert_element_before(borders, *_AFTER_BORDER)  # noqa: SLF001 (python-docx has no borders)


def page_number(paragraph: Paragraph) -> None:
    """Writes the page's own number, centred."""
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    run = paragraph.add_run()
    run.font.size, run.font.name = Pt(BODY), FONT
    for kind, text in (("begin", ""), ("", " PAGE "), ("end", "")):
        if kind:
            field = OxmlElement("w:fldChar")
            field.set(qn("w:fldCharType"), kind)
        else:
            field = OxmlElement("w:instrText")
            field.set(qn("xml:space"), "preserve")
            field.text = text
        run._r.append(field)  # noqa: SLF001 (python-docx has no fields)


def add_grid(file: File, grid: Grid, width: int) -> Table:
    """Adds a table over the whole width; its caption stays with it."""
    if grid.caption:
        add_text(
            file.add_paragraph(), grid.caption, Setting(size=13, bold=True, before=6, after=3, kept=True)
        )
    table: Table = file.add_table(rows=0, cols=len(grid.columns), style="Table Grid")
    table.alignment, table.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    size, space = (DENSE, 0) if grid.dense else (SIZE, 1)
    whole = sum(column.share for column in grid.columns)
    widths = [Emu(width * column.share // whole) for column in grid.columns]
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
            cell.paragraphs[0].alignment = _SIDES[column.align]
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
