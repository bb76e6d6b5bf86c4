"""The blocks at both ends of an official document: its head, and its signature with the recipients."""

from __future__ import annotations

from docx.document import Document as File
from docx.oxml import OxmlElement
from docx.shared import Emu, Pt
from docx.table import Table, _Cell

from ntm_analysis.publish.docx_grid import pad
from ntm_analysis.publish.docx_text import BODY, Setting, add_text, rule
from ntm_analysis.say.papers.paper import Letterhead, Signature

# The state's name and the superior body 12-13, everything else of the head 13-14.
_SMALL = 12.0
_LEFT = 0.43
# Lines left for the hand that signs.
_SIGNING = 5


def letterhead(file: File, head: Letterhead, width: int) -> None:
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


def signature(file: File, signed: Signature, width: int) -> None:
    """Writes the recipients to the left and the authority and post to the right, the name left blank."""
    table = _plain_table(file, 1, (width // 2, width - width // 2))
    recipients, signer = table.rows[0].cells
    listed = ((f"- {line}", Setting(11)) for line in signed.recipients)
    _lines(recipients, ((signed.recipients_title, Setting(12, bold=True, italic=True)), *listed))
    bold = Setting(BODY, bold=True, centred=True)
    _lines(signer, ((signed.authority, bold), (signed.post, bold), *(("", bold),) * _SIGNING))


def _plain_table(file: File, rows: int, widths: tuple[int, int]) -> Table:
    table: Table = file.add_table(rows=rows, cols=2)
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
