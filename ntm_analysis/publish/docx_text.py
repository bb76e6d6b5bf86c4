"""Texts and tables of a .docx in the styles of its template: places filled in, blanks left for the hand."""

import re
from collections.abc import Mapping
from copy import deepcopy

from docx.document import Document as File
from docx.enum.table import WD_ROW_HEIGHT_RULE, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_COLOR_INDEX
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Emu, Mm, Pt
from docx.table import Table, _Row
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from ntm_analysis.publish.sheet import TextGrid
from ntm_analysis.say.papers import BLANK
from ntm_analysis.say.words import Side

CAPTION, CELL, DENSE_CELL = "Caption", "NTM Ô", "NTM Ô nhỏ"

_PLACE = re.compile(r"\{\{\s*(\w+)\s*\}\}")
_SIDES = {
    Side.LEFT: WD_ALIGN_PARAGRAPH.LEFT,
    Side.CENTER: WD_ALIGN_PARAGRAPH.CENTER,
    Side.RIGHT: WD_ALIGN_PARAGRAPH.RIGHT,
}
# Rows that are left empty are there to be written in by hand.
_WRITING = Mm(9)
# English Metric Units in a twentieth of a point, in which the format counts cell margins.
_TWENTIETH = 635


def names_in(paragraph: Paragraph) -> list[str]:
    """Lists the names of what is to be filled in."""
    return _PLACE.findall("".join(run.text for run in paragraph.runs))


def fill(paragraph: Paragraph, texts: Mapping[str, str | tuple[str, ...]]) -> None:
    """Fills in a paragraph, which stands once for each of several texts; other names are left.

    A text looks like the first letter of its place, which Word may have cut into several runs.
    """
    for name in names_in(paragraph):
        lines = texts.get(name)
        if isinstance(lines, tuple):
            for line in lines:
                copy = deepcopy(paragraph._p)  # noqa: SLF001 (python-docx copies nothing)
                paragraph._p.addprevious(copy)  # noqa: SLF001
                fill(Paragraph(copy, paragraph._parent), {**texts, name: line})  # noqa: SLF001
            paragraph._p.getparent().remove(paragraph._p)  # noqa: SLF001
            return
    runs = paragraph.runs
    whole = "".join(run.text for run in runs)
    for place in reversed(list(_PLACE.finditer(whole))):
        text, at = texts.get(place[1], place[0]), 0
        for run in runs:
            start, end = max(place.start() - at, 0), min(place.end() - at, len(run.text))
            at += len(run.text)
            if start < end:
                run.text, text = f"{run.text[:start]}{text}{run.text[end:]}", ""
    for run in runs:
        _mark_blanks(run)


def add_text(file: File, text: str, style: str) -> None:
    """Adds a paragraph; blanks in square brackets are highlighted."""
    _mark_blanks(file.add_paragraph(style=style).add_run(text))


def _mark_blanks(run: Run) -> None:
    """Highlights what is to be filled in by hand, each piece a run that looks like the whole."""
    pieces = [piece for piece in BLANK.split(run.text) if piece]
    for number, piece in enumerate(pieces):
        if number < len(pieces) - 1:
            cut = Run(deepcopy(run._r), run._parent)  # noqa: SLF001 (python-docx copies nothing)
            run._r.addprevious(cut._r)  # noqa: SLF001
        else:
            cut = run
        if len(pieces) > 1:
            cut.text = piece
        if BLANK.fullmatch(piece):
            cut.font.highlight_color = WD_COLOR_INDEX.YELLOW


def add_grid(file: File, grid: TextGrid) -> None:
    """Adds a table over the whole width; caption and head stay with it, rows do not break across pages."""
    if grid.caption:
        add_text(file, grid.caption, CAPTION)
    section = file.sections[-1]
    width = (section.page_width or 0) - (section.left_margin or 0) - (section.right_margin or 0)
    style = file.styles[DENSE_CELL if grid.dense else CELL]
    table: Table = file.add_table(rows=0, cols=len(grid.columns), style="Table Grid")
    table.alignment, table.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    shares = [round(column.width) for column in grid.columns]
    widths = [Emu(width * share // sum(shares)) for share in shares]
    for column, wide in zip(table.columns, widths, strict=True):
        column.width = wide
    margins = OxmlElement("w:tblCellMar")  # between the edge of a cell and its text
    for name in ("left", "right"):
        edge = OxmlElement(f"w:{name}")
        edge.set(qn("w:w"), str((Mm(0.6) if grid.dense else Mm(1.2)) // _TWENTIETH))
        edge.set(qn("w:type"), "dxa")
        margins.append(edge)
    table._tbl.tblPr.append(margins)  # noqa: SLF001 (python-docx has no cell margins)
    for number, texts in enumerate([tuple(column.title for column in grid.columns), *grid.rows]):
        row: _Row = table.add_row()  # type: ignore[no-untyped-call]  # python-docx leaves it untyped
        properties = row._tr.get_or_add_trPr()  # noqa: SLF001 (python-docx has no such properties)
        if number == 0:
            properties.append(OxmlElement("w:tblHeader"))
        elif not any(texts):
            row.height, row.height_rule = _WRITING, WD_ROW_HEIGHT_RULE.AT_LEAST
        properties.append(OxmlElement("w:cantSplit"))
        for cell, column, wide, text in zip(row.cells, grid.columns, widths, texts, strict=True):
            cell.width, paragraph = wide, cell.paragraphs[0]
            paragraph.style = style
            run = paragraph.add_run(text)
            if number == 0:
                run.bold, paragraph.alignment = True, WD_ALIGN_PARAGRAPH.CENTER
                paragraph.paragraph_format.keep_with_next = True
            else:
                paragraph.alignment = _SIDES[column.side]
            _mark_blanks(run)
    file.add_paragraph(style=DENSE_CELL).paragraph_format.line_spacing = Pt(6)
