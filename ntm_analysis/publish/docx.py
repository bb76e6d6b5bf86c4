"""A document as .docx: a template that an office edits in Word is filled in and its styles are used.

The template that stands beside this module has the form of Nghị định 30/2020/NĐ-CP on clerical work
(annex I): A4, the margins, the head, the signature. In double braces stand the names of what is
filled in: ``{{marks}}``, ``{{superior}}``, …, ``{{body}}``.
"""

import datetime as dt
import io
import zipfile
from dataclasses import dataclass
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
from ntm_analysis.publish.sheet import grid_of
from ntm_analysis.say.papers import Appendix, Block, Heading, OfficialPaper
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
TITLES = {CAPTION, _SHEET}  # stand above a table and say what it is
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
    paper = _Paper(file, document)
    paper.describe(made_on)
    # The parts go where the body stands: what follows it is put behind them again.
    body = next(line for line in file.paragraphs if names_in(line) == ["body"])
    behind = [each for each in body._p.itersiblings() if each.tag != qn("w:sectPr")]  # noqa: SLF001 (no such method)
    for each in (body._p, *behind):  # noqa: SLF001
        file.element.body.remove(each)
    paper.add_parts(document.parts, end=True)
    for each in behind:
        file.element.body.sectPr.addprevious(each)
    for appendix in document.appendices:
        paper.add_sheet(appendix)
    saved, packed = io.BytesIO(), io.BytesIO()
    file.save(saved)
    # Packed again with one fixed date, so that equal documents are equal files.
    with zipfile.ZipFile(saved) as before, zipfile.ZipFile(packed, "w") as after:
        for name in before.namelist():
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            after.writestr(entry, before.read(name))
    return packed.getvalue()


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


@dataclass(frozen=True)
class _Paper:
    """A file and the document that is set in it."""

    file: File
    document: OfficialPaper

    def describe(self, made_on: dt.date) -> None:
        """Writes what Word shows of a file, and the language it checks spelling in."""
        properties = self.file.styles["Normal"].element.get_or_add_rPr()
        language = properties.find(qn("w:lang"))
        if language is None:
            language = OxmlElement("w:lang")
            properties.append(language)
        language.set(qn("w:val"), _LANGUAGES[self.document.words.code])
        about = self.file.core_properties
        about.title = shorten(f"{self.document.name} {self.document.subject}", _PROPERTY, placeholder=" …")
        about.author = shorten(self.document.letterhead.issuer, _PROPERTY, placeholder=" …")
        about.comments = about.last_modified_by = ""
        about.keywords = self.document.origin
        about.created = about.modified = dt.datetime.combine(made_on, dt.time())
        about.language = _LANGUAGES[self.document.words.code]

    def add_parts(self, parts: tuple[Block, ...], *, end: bool = False) -> None:
        """Sets the parts one after the other; the last paragraph of the body ends with ``./.``."""
        words = self.document.words
        for number, part in enumerate(parts, start=1):
            match part:
                case Heading():
                    add_text(self.file, part.text, _HEADINGS[part.level])
                case Sentence():
                    last = end and number == len(parts) and part.tone is Tone.PLAIN
                    text = signed(words, part.text, part.doubts)
                    text = text.removesuffix(".") + _END if last else text
                    add_text(self.file, text, _STYLES[part.tone])
                case Table():
                    add_grid(self.file, grid_of(words, part))

    def add_sheet(self, appendix: Appendix) -> None:
        """Opens a page of its own for a sheet, across where it is wide; its marks are said again."""
        section = self.file.add_section(WD_SECTION.NEW_PAGE)
        section.different_first_page_header_footer = False
        sides = sorted((section.page_width or Emu(0), section.page_height or Emu(0)), reverse=appendix.wide)
        section.page_width, section.page_height = sides
        section.orientation = WD_ORIENT.LANDSCAPE if appendix.wide else WD_ORIENT.PORTRAIT
        add_text(self.file, appendix.number, _SHEET)
        add_text(self.file, appendix.title, _SHEET)
        add_text(self.file, appendix.attached, _ATTACHED)
        line = self.file.add_paragraph(style=_RULE).paragraph_format
        width = sides[0] - (section.left_margin or 0) - (section.right_margin or 0)
        line.left_indent = line.right_indent = Emu(int(width * (1 - _LINE_PART) / 2))
        for mark in self.document.marks:
            add_text(self.file, mark, _MARK)
        self.add_parts(appendix.parts)
