"""A document as .docx in the form of Nghị định 30/2020/NĐ-CP on clerical work (annex I)."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from textwrap import shorten

import docx
from docx.document import Document as File
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.section import Section
from docx.shared import Emu, Mm, Pt
from docx.table import Table as FileTable
from docx.table import _Cell

from ntm_analysis.language import Language
from ntm_analysis.publish.docx_text import (
    BODY,
    FONT,
    Setting,
    add_grid,
    add_text,
    boxed,
    pad,
    page_number,
    rule,
)
from ntm_analysis.publish.parts import (
    Align,
    Appendix,
    Document,
    Grid,
    GridColumn,
    Heading,
    Letterhead,
    Paragraph,
    Part,
    Signature,
    Style,
)
from ntm_analysis.say.words import Table, text_of

A4 = Mm(210), Mm(297)
# Annex I asks for 20-25 above and below, 30-35 to the left, 15-20 to the right.
TOP, BOTTOM, LEFT, RIGHT = Mm(20), Mm(20), Mm(30), Mm(16)
HEADER = Mm(10)
LANGUAGES = {"vi": "vi-VN", "en": "en-GB"}

_STYLES = {
    Style.BODY: Setting(justified=True, indented=True, before=3, after=3),
    Style.LEAD: Setting(bold=True, justified=True, indented=True, before=3, after=3),
    Style.NOTE: Setting(size=12, italic=True, justified=True, before=3, after=3),
}
_HEADINGS = {
    1: Setting(bold=True, indented=True, before=9, after=3, kept=True),
    2: Setting(bold=True, indented=True, before=6, after=3, kept=True),
}
# The state's name and the superior body 12-13, everything else of the head 13-14.
_SMALL = 12.0
_LEFT = 0.43  # of the width
_SIGNING = 5  # lines left for the hand that signs
_END = "./."
_PROPERTY = 255  # characters, in what Word shows of a file without opening it


def grid_of(words: Language, table: Table, *, dense: bool = True) -> Grid:
    """Sets a table as a grid whose rows are numbered; a ``dense`` one has smaller letters."""
    heads = [GridColumn(words.word("document.column.number"), 3 if dense else 6, Align.CENTER)]
    heads += [GridColumn(c.title, round(c.width), Align(c.side.value)) for c in table.columns]
    numbered = ((str(n), row) for n, row in enumerate(table.rows, start=1))
    rows = [*numbered, *(("", row) for row in table.sums)]
    texts = ((number, *(text_of(words, cell) for cell in row)) for number, row in rows)
    return Grid(tuple(heads), tuple(texts), table.caption, dense=dense)


def as_docx(document: Document, made_on: dt.date) -> bytes:
    """Gives the bytes of the file; the same document always gives the same bytes."""
    file = docx.Document()
    _describe(file, document, made_on)
    _first_section(file.sections[0])
    for mark in (*document.marks, document.draft):
        if mark:
            boxed(file, mark)
    _letterhead(file, document.letterhead, _width(file.sections[0]))
    _title(file, document)
    _parts(file, document.parts, end=True)
    _signature(file, document.signature, _width(file.sections[0]))
    for appendix in document.appendices:
        _appendix(file, document, appendix)
    buffer = io.BytesIO()
    file.save(buffer)
    return _without_clock(buffer.getvalue())


def _describe(file: File, document: Document, made_on: dt.date) -> None:
    normal = file.styles["Normal"]
    normal.font.name, normal.font.size = FONT, Pt(BODY)
    properties = normal.element.get_or_add_rPr()
    fonts = properties.find(qn("w:rFonts"))
    for script in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
        fonts.set(qn(script), FONT)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), LANGUAGES[document.language])
    properties.append(language)
    about = file.core_properties
    about.title = shorten(f"{document.name} {document.subject}", _PROPERTY, placeholder=" …")
    about.author = shorten(document.letterhead.issuer, _PROPERTY, placeholder=" …")
    about.comments, about.keywords = "", ""
    about.last_modified_by = ""
    about.created = about.modified = dt.datetime.combine(made_on, dt.time())
    about.language = LANGUAGES[document.language]


def _first_section(section: Section) -> None:
    section.page_width, section.page_height = A4
    section.top_margin, section.bottom_margin = TOP, BOTTOM
    section.left_margin, section.right_margin = LEFT, RIGHT
    section.header_distance = section.footer_distance = HEADER
    # Page numbers stand in the top margin from the second page on.
    section.different_first_page_header_footer = True
    page_number(section.header.paragraphs[0])


def _width(section: Section) -> int:
    return int(section.page_width or 0) - int(section.left_margin or 0) - int(section.right_margin or 0)


def _title(file: File, document: Document) -> None:
    add_text(file.add_paragraph(), document.name, Setting(bold=True, centred=True, before=12, kept=True))
    add_text(file.add_paragraph(), document.subject, Setting(bold=True, centred=True, kept=True))
    rule(file.add_paragraph(), _width(file.sections[-1]), part=0.3, after=12)


def _letterhead(file: File, head: Letterhead, width: int) -> None:
    """Writes the issuing bodies to the left, the state's name and motto to the right, rules beneath."""
    left, right = int(width * _LEFT), width - int(width * _LEFT)
    table = _plain_table(file, 2, (left, right))
    bodies, state = table.rows[0].cells
    _lines(
        bodies,
        (
            (head.superior, Setting(_SMALL, centred=True)),
            (head.issuer, Setting(_SMALL, bold=True, centred=True)),
        ),
    )
    rule(bodies.add_paragraph(), left, part=0.4)
    _lines(
        state,
        (
            (head.state, Setting(_SMALL, bold=True, centred=True)),
            (head.motto, Setting(13, bold=True, centred=True)),
        ),
    )
    # As long as the motto itself.
    rule(state.add_paragraph(), right, part=0.62)
    number, place = table.rows[1].cells
    _lines(number, ((head.number, Setting(13, centred=True, before=6)),))
    _lines(place, ((head.place_and_date, Setting(13, italic=True, centred=True, before=6)),))


def _signature(file: File, signed: Signature, width: int) -> None:
    """Writes the recipients to the left and the authority and post to the right, the name left blank."""
    table = _plain_table(file, 1, (width // 2, width - width // 2))
    recipients, signer = table.rows[0].cells
    listed = ((f"- {line}", Setting(11)) for line in signed.recipients)
    _lines(recipients, ((signed.recipients_title, Setting(12, bold=True, italic=True)), *listed))
    bold = Setting(BODY, bold=True, centred=True)
    _lines(signer, ((signed.authority, bold), (signed.post, bold), *(("", bold),) * _SIGNING))


def _plain_table(file: File, rows: int, widths: tuple[int, int]) -> FileTable:
    table: FileTable = file.add_table(rows=rows, cols=2)
    table.autofit = False
    pad(table, 0)
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Emu(width)
    for row in table.rows:
        # A signature alone on the next page, without its recipients, would be no document.
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))  # noqa: SLF001 (python-docx has none)
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = Emu(width)
    return table


def _lines(cell: _Cell, lines: tuple[tuple[str, Setting], ...]) -> None:
    for number, (text, setting) in enumerate(lines):
        paragraph = cell.add_paragraph() if number else cell.paragraphs[0]
        add_text(paragraph, text, setting)
        if not text:
            paragraph.paragraph_format.line_spacing = Pt(setting.size)


def _parts(file: File, parts: tuple[Part, ...], *, end: bool = False) -> None:
    """Sets the parts one after the other; the last paragraph of the body ends with ``./.``."""
    for number, part in enumerate(parts, start=1):
        match part:
            case Heading():
                add_text(file.add_paragraph(), part.text, _HEADINGS[part.level])
            case Paragraph():
                last = end and number == len(parts) and part.style is Style.BODY
                text = part.text.removesuffix(".") + _END if last else part.text
                add_text(file.add_paragraph(), text, _STYLES[part.style])
            case Grid():
                add_grid(file, part, _width(file.sections[-1]))


def _appendix(file: File, document: Document, appendix: Appendix) -> None:
    """Opens a page of its own for a sheet, across where it is wide; its marks are said again."""
    section = file.add_section(WD_SECTION.NEW_PAGE)
    section.different_first_page_header_footer = False
    upright, across = A4, (A4[1], A4[0])
    section.orientation = WD_ORIENT.LANDSCAPE if appendix.wide else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = across if appendix.wide else upright
    centred = Setting(bold=True, centred=True, kept=True)
    add_text(file.add_paragraph(), appendix.number, centred)
    add_text(file.add_paragraph(), appendix.title, centred)
    add_text(file.add_paragraph(), appendix.attached, Setting(italic=True, centred=True, kept=True))
    rule(file.add_paragraph(), _width(section), part=0.2, after=6)
    for mark in document.marks:
        boxed(file, mark)
    _parts(file, appendix.parts)


def _without_clock(content: bytes) -> bytes:
    """Packs the file again with one fixed date, so that equal documents are equal files."""
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as before, zipfile.ZipFile(packed, "w") as after:
        for name in before.namelist():
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            after.writestr(entry, before.read(name))
    return packed.getvalue()
