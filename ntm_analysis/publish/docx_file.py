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
from docx.shared import Mm, Pt

from ntm_analysis.publish.docx_blocks import letterhead, signature
from ntm_analysis.publish.docx_grid import add_grid
from ntm_analysis.publish.docx_text import BODY, FONT, Setting, add_text, boxed, page_number, rule
from ntm_analysis.publish.grids import grid_of
from ntm_analysis.say.papers.paper import Appendix, Block, Heading, OfficialPaper
from ntm_analysis.say.texts import signed
from ntm_analysis.say.words import Sentence, Table, Tone

A4 = Mm(210), Mm(297)
# Annex I asks for 20-25 above and below, 30-35 to the left, 15-20 to the right.
TOP, BOTTOM, LEFT, RIGHT = Mm(20), Mm(20), Mm(30), Mm(16)
HEADER = Mm(10)
LANGUAGES = {"vi": "vi-VN", "en": "en-GB"}

_STYLES = {
    Tone.PLAIN: Setting(justified=True, indented=True, before=3, after=3),
    Tone.LEAD: Setting(bold=True, justified=True, indented=True, before=3, after=3),
    Tone.NOTE: Setting(size=12, italic=True, justified=True, before=3, after=3),
}
_HEADINGS = {
    1: Setting(bold=True, indented=True, before=9, after=3, kept=True),
    2: Setting(bold=True, indented=True, before=6, after=3, kept=True),
}
_END = "./."
_PROPERTY = 255  # characters, in what Word shows of a file without opening it


def as_docx(document: OfficialPaper, made_on: dt.date) -> bytes:
    """Gives the bytes of the file; the same document always gives the same bytes."""
    file = docx.Document()
    _describe(file, document, made_on)
    _first_section(file.sections[0])
    for mark in (*document.marks, document.draft):
        if mark:
            boxed(file, mark)
    letterhead(file, document.letterhead, _width(file.sections[0]))
    _title(file, document)
    _parts(file, document, document.parts, end=True)
    signature(file, document.signature, _width(file.sections[0]))
    for appendix in document.appendices:
        _appendix(file, document, appendix)
    buffer = io.BytesIO()
    file.save(buffer)
    return _without_clock(buffer.getvalue())


def _describe(file: File, document: OfficialPaper, made_on: dt.date) -> None:
    normal = file.styles["Normal"]
    normal.font.name, normal.font.size = FONT, Pt(BODY)
    properties = normal.element.get_or_add_rPr()
    fonts = properties.find(qn("w:rFonts"))
    for script in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
        fonts.set(qn(script), FONT)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), LANGUAGES[document.words.code])
    properties.append(language)
    about = file.core_properties
    about.title = shorten(f"{document.name} {document.subject}", _PROPERTY, placeholder=" …")
    about.author = shorten(document.letterhead.issuer, _PROPERTY, placeholder=" …")
    about.comments, about.keywords = "", ""
    about.last_modified_by = ""
    about.created = about.modified = dt.datetime.combine(made_on, dt.time())
    about.language = LANGUAGES[document.words.code]


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


def _title(file: File, document: OfficialPaper) -> None:
    add_text(file.add_paragraph(), document.name, Setting(bold=True, centred=True, before=12, kept=True))
    add_text(file.add_paragraph(), document.subject, Setting(bold=True, centred=True, kept=True))
    rule(file.add_paragraph(), _width(file.sections[-1]), part=0.3, after=12)


def _parts(file: File, document: OfficialPaper, parts: tuple[Block, ...], *, end: bool = False) -> None:
    """Sets the parts one after the other; the last paragraph of the body ends with ``./.``."""
    for number, part in enumerate(parts, start=1):
        match part:
            case Heading():
                add_text(file.add_paragraph(), part.text, _HEADINGS[part.level])
            case Sentence():
                last = end and number == len(parts) and part.tone is Tone.PLAIN
                text = signed(document.words, part.text, part.doubts)
                text = text.removesuffix(".") + _END if last else text
                add_text(file.add_paragraph(), text, _STYLES[part.tone])
            case Table():
                add_grid(file, grid_of(document.words, part), _width(file.sections[-1]))


def _appendix(file: File, document: OfficialPaper, appendix: Appendix) -> None:
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
    _parts(file, document, appendix.parts)


def _without_clock(content: bytes) -> bytes:
    """Packs the file again with one fixed date, so that equal documents are equal files."""
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as before, zipfile.ZipFile(packed, "w") as after:
        for name in before.namelist():
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            after.writestr(entry, before.read(name))
    return packed.getvalue()
