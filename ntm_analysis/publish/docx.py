"""A document as .docx: a template that an office edits in Word is filled in and its styles are used.

The template that stands beside this module has the form of Nghị định 30/2020/NĐ-CP on clerical work
(annex I): A4, the margins, the head, the signature. In double braces stand the names of what is
filled in: ``{{marks}}``, ``{{superior}}``, …, ``{{body}}``.
"""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from pathlib import Path
from textwrap import shorten
from zipfile import BadZipFile

import docx
from docx.document import Document as File
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Emu
from docx.text.paragraph import Paragraph as Line

from ntm_analysis.errors import NtmError
from ntm_analysis.publish.docx_text import CAPTION, CELL, DENSE_CELL, add_grid, add_text, fill, names_in
from ntm_analysis.publish.grids import grid_of
from ntm_analysis.say.papers.paper import Appendix, Block, Heading, OfficialPaper
from ntm_analysis.say.texts import signed
from ntm_analysis.say.words import Sentence, Table, Tone

TEMPLATE = Path(__file__).parent / "template" / "document.docx"

_LANGUAGES = {"vi": "vi-VN", "en": "en-GB"}
# The styles of the template by the names they have in Word.
_STYLES = {Tone.PLAIN: "NTM Nội dung", Tone.LEAD: "NTM Kết luận", Tone.NOTE: "NTM Ghi chú"}
_HEADINGS = {1: "Heading 1", 2: "Heading 2"}
_SHEET, _ATTACHED, _MARK, _RULE = "NTM Biểu", "NTM Kèm theo", "NTM Dấu", "NTM Gạch"
_NEEDED_STYLES = {*_STYLES.values(), *_HEADINGS.values(), _SHEET, _ATTACHED, _MARK, _RULE}
_NEEDED_STYLES |= {CAPTION, CELL, DENSE_CELL}
# Without these a document would lose its text, or the word that its data are illustrative.
_NEEDED = {"marks", "body"}
_END = "./."
_PROPERTY = 255  # characters, in what Word shows of a file without opening it
_LINE_PART = 0.2  # of the width, the line under the head of a sheet


class TemplateError(NtmError):
    """Says what is wrong with a template of Word papers."""

    def __init__(self, template: Path, wrong: str) -> None:
        super().__init__(f"mẫu văn bản “{template.name}”: {wrong}")


def as_docx(document: OfficialPaper, made_on: dt.date, template: Path = TEMPLATE) -> bytes:
    """Fills in a template; the same document and template always give the same bytes.

    Raises TemplateError where a style or a place is missing or a place is not known.
    """
    texts: dict[str, str | tuple[str, ...]] = {"name": document.name, "subject": document.subject}
    texts |= vars(document.letterhead) | vars(document.signature)
    texts["marks"] = tuple(mark for mark in (*document.marks, document.draft) if mark)
    file, places = _opened(template, {*texts, "body"})
    for place in places:
        fill(place, texts)
    _describe(file, document, made_on)
    # The parts go where the body stands: what follows it is put behind them again.
    body = next(line for line in file.paragraphs if names_in(line) == ["body"])
    behind = [each for each in body._p.itersiblings() if each.tag != qn("w:sectPr")]  # noqa: SLF001 (no such method)
    for each in (body._p, *behind):  # noqa: SLF001
        file.element.body.remove(each)
    _add_parts(file, document, document.parts, end=True)
    for each in behind:
        file.element.body.sectPr.addprevious(each)
    for appendix in document.appendices:
        _add_sheet(file, document, appendix)
    buffer = io.BytesIO()
    file.save(buffer)
    return _without_clock(buffer.getvalue())


def _opened(template: Path, known: set[str]) -> tuple[File, list[Line]]:
    """Opens a template and finds its places, in text, tables, text boxes, heads and feet of pages."""
    try:
        file = docx.Document(str(template))
    except (PackageNotFoundError, BadZipFile, KeyError, ValueError) as error:
        raise TemplateError(template, "không đọc được; hãy lưu lại thành tệp .docx trong Word") from error
    ends = (
        end
        for section in file.sections
        for end in (section.header, section.first_page_header, section.footer, section.first_page_footer)
    )
    shown = [file.element.body, *(end._element for end in ends if not end.is_linked_to_previous)]  # noqa: SLF001 (python-docx walks no text boxes)
    lines = [Line(line, file) for element in shown for line in element.iter(qn("w:p"))]
    places = [line for line in lines if names_in(line)]
    found = {name for place in places for name in names_in(place)}
    if unknown := sorted(found - known):
        listed = ", ".join(f"{{{{{name}}}}}" for name in sorted(known))
        raise TemplateError(template, f"không có chỗ điền {{{{{unknown[0]}}}}}; các chỗ điền: {listed}")
    alone = {line.text.strip("{} \t") for line in file.paragraphs if names_in(line)}
    if missing := sorted(_NEEDED - alone):
        raise TemplateError(template, f"thiếu một đoạn riêng chỉ có {{{{{missing[0]}}}}}")
    if lost := sorted(_NEEDED_STYLES - {style.name for style in file.styles}):
        raise TemplateError(template, f"thiếu kiểu chữ “{lost[0]}”; chép từ mẫu gốc")
    return file, places


def _describe(file: File, document: OfficialPaper, made_on: dt.date) -> None:
    """Writes what Word shows of a file, and the language it checks spelling in."""
    properties = file.styles["Normal"].element.get_or_add_rPr()
    language = properties.find(qn("w:lang"))
    if language is None:
        language = OxmlElement("w:lang")
        properties.append(language)
    language.set(qn("w:val"), _LANGUAGES[document.words.code])
    about = file.core_properties
    about.title = shorten(f"{document.name} {document.subject}", _PROPERTY, placeholder=" …")
    about.author = shorten(document.letterhead.issuer, _PROPERTY, placeholder=" …")
    about.comments = about.keywords = about.last_modified_by = ""
    about.created = about.modified = dt.datetime.combine(made_on, dt.time())
    about.language = _LANGUAGES[document.words.code]


def _add_parts(file: File, document: OfficialPaper, parts: tuple[Block, ...], *, end: bool = False) -> None:
    """Sets the parts one after the other; the last paragraph of the body ends with ``./.``."""
    for number, part in enumerate(parts, start=1):
        match part:
            case Heading():
                add_text(file, part.text, _HEADINGS[part.level])
            case Sentence():
                last = end and number == len(parts) and part.tone is Tone.PLAIN
                text = signed(document.words, part.text, part.doubts)
                text = text.removesuffix(".") + _END if last else text
                add_text(file, text, _STYLES[part.tone])
            case Table():
                add_grid(file, grid_of(document.words, part))


def _add_sheet(file: File, document: OfficialPaper, appendix: Appendix) -> None:
    """Opens a page of its own for a sheet, across where it is wide; its marks are said again."""
    section = file.add_section(WD_SECTION.NEW_PAGE)
    section.different_first_page_header_footer = False
    sides = sorted((section.page_width or Emu(0), section.page_height or Emu(0)), reverse=appendix.wide)
    section.page_width, section.page_height = sides
    section.orientation = WD_ORIENT.LANDSCAPE if appendix.wide else WD_ORIENT.PORTRAIT
    add_text(file, appendix.number, _SHEET)
    add_text(file, appendix.title, _SHEET)
    add_text(file, appendix.attached, _ATTACHED)
    line = file.add_paragraph(style=_RULE).paragraph_format
    width = sides[0] - (section.left_margin or 0) - (section.right_margin or 0)
    line.left_indent = line.right_indent = Emu(int(width * (1 - _LINE_PART) / 2))
    for mark in document.marks:
        add_text(file, mark, _MARK)
    _add_parts(file, document, appendix.parts)


def _without_clock(content: bytes) -> bytes:
    """Packs the file again with one fixed date, so that equal documents are equal files."""
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as before, zipfile.ZipFile(packed, "w") as after:
        for name in before.namelist():
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            after.writestr(entry, before.read(name))
    return packed.getvalue()
