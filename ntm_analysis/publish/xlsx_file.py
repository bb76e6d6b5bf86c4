"""Sheets as an .xlsx file: styles, frozen panes, filters, and how each sheet is printed."""

import datetime as dt
import io
import math
from collections.abc import Sequence
from fractions import Fraction
from typing import Any

import xlsxwriter

from ntm_analysis.model import Verdict
from ntm_analysis.publish import FORMULA
from ntm_analysis.publish.sheet import Cell, Grid, Look, Sheet, Value, Workbook
from ntm_analysis.say.palette import ACCENT, FAINT, GOOD, GRID, INK, MARKS, QUIET, WARN_SOFT
from ntm_analysis.say.papers.book import Book
from ntm_analysis.say.words import Column, Side, Weight

_A4, _A3 = 9, 8  # as the format numbers paper
_MARGINS = {"left": 0.4, "right": 0.4, "top": 0.6, "bottom": 0.6}  # inches
_ACROSS = {_A4: 11.69 - 0.8, _A3: 16.54 - 0.8}  # inches that can be printed on
_WIDTH, _PADDING = 7 / 96, 0.72  # inches a unit of width; units that each column has besides
_SMALLEST = 8.5  # points; what would be smaller goes on over the next sheets of paper
_LINE = 16  # points
# Spreadsheets other than Excel do not fit rows to wrapped texts, so heights are reckoned: letters are
# narrower than the digits that widths are counted in, but a line that breaks at a word loses some room.
_LETTER, _LOST = 0.8, 3
_LONGEST = 32_767  # characters a cell holds
_BASE = {"font_name": "Times New Roman", "font_size": 11, "valign": "top"}
_BORDER = {"border": 1, "border_color": FAINT}
_QUIET: dict[str, Any] = {"font_color": QUIET, "italic": True}
_LOOKS: dict[Look, dict[str, Any]] = {
    Weight.PLAIN: {},
    Weight.STRONG: {"bold": True},
    Weight.QUIET: _QUIET,
    Verdict.MET: {"font_color": GOOD, "bg_color": MARKS[Verdict.MET].fill},
    Verdict.NOT_MET: {"font_color": INK, "bg_color": MARKS[Verdict.NOT_MET].fill, "bold": True},
    Verdict.NO_DATA: _QUIET,
    Verdict.NO_THRESHOLD: _QUIET | {"bg_color": MARKS[Verdict.NO_THRESHOLD].fill},
    Verdict.NOT_APPLICABLE: {"font_color": QUIET, "bg_color": MARKS[Verdict.NOT_APPLICABLE].fill},
    Verdict.NEARLY_MET: {"font_color": INK, "bg_color": MARKS[Verdict.NEARLY_MET].fill, "bold": True},
}
_TEXTS: dict[str, dict[str, Any]] = {
    "banner": {"bold": True, "font_size": 12, "font_color": INK, "bg_color": WARN_SOFT},
    "title": {"bold": True, "font_size": 14},
    "lead": {},
    "caption": {"bold": True, "font_size": 12},
    "note": {"font_size": 10, "font_color": QUIET},
}
_USUAL_SIZE = 11


class _Styles:
    """Gives the formats of one file."""

    def __init__(self, file: xlsxwriter.Workbook, date_format: str) -> None:
        self._file, self._date_format = file, date_format
        self._made: dict[tuple[tuple[str, Any], ...], Any] = {}

    def line(self, kind: str) -> Any:
        """Gives the format of a text over the whole width."""
        return self._format({"text_wrap": True, "valign": "vcenter", **_TEXTS[kind]})

    def letter(self, kind: str) -> float:
        """Tells how much larger than usual the letters of such a text are."""
        size: int = _TEXTS[kind].get("font_size", _USUAL_SIZE)
        return max(size / _USUAL_SIZE, 1)

    def head(self, column: Column) -> Any:
        """Gives the format of the head of a column."""
        shown = {"bold": True, "text_wrap": True, "valign": "vcenter", "bg_color": GRID, **_BORDER}
        if column.upright:
            shown |= {"rotation": 90, "text_wrap": False}
        return self._format({**shown, "align": "left" if column.side is Side.LEFT else "center"})

    def cell(self, cell: Cell, side: Side, *, total: bool, quoted: bool) -> Any:
        """Gives the format of a cell by its look, its value and the side of its column."""
        shown = {**_BORDER, "align": str(side), **_LOOKS[cell.look]}
        if isinstance(cell.value, str):
            shown["text_wrap"] = True
        else:
            shown["num_format"] = cell.format or self._date_format
        if side is Side.RIGHT:
            shown["indent"] = 1  # or a figure would touch the text of the next column
        if total:
            shown |= {"bold": True, "top": 2}
        if quoted:
            shown["quote_prefix"] = True
        if cell.link:
            shown |= {"font_color": ACCENT, "underline": 1}
        return self._format(shown)

    def _format(self, properties: dict[str, Any]) -> Any:
        key = tuple(sorted(properties.items()))
        if key not in self._made:
            self._made[key] = self._file.add_format({**_BASE, **properties})
        return self._made[key]


def _lines(value: Value, width: float) -> int:
    """Reckons the lines a text takes in a column; a figure takes one."""
    needed = len(value) * _LETTER if isinstance(value, str) else 0
    return 1 if needed <= width else math.ceil(needed / max(width - _LOST, 1))


class _Page:
    """Writes one sheet from the top down."""

    def __init__(self, file: xlsxwriter.Workbook, book: Book, sheet: Sheet, styles: _Styles) -> None:
        self.book, self.sheet, self.styles = book, sheet, styles
        self.made = file.add_worksheet(sheet.name)
        self.row = 0
        columns = max((grid.columns for grid in sheet.grids), key=len, default=(Column("", width=120),))
        self.widths = [column.width for column in columns]

    def write(self) -> None:
        """Writes banners, title, what is said first, the grids and the notes; then sets up the printing."""
        for index, width in enumerate(self.widths):
            self.made.set_column(index, index, width)
        for banner in self.book.banners:
            self._line(banner, "banner")
        self._line(self.sheet.title, "title")
        for text in self.sheet.lead:
            self._line(text, "lead")
        for grid in self.sheet.grids:
            self._grid(grid)
        for text in self.sheet.notes:
            self._line(text, "note")
        made, banner = self.made, " · ".join(self.book.banners).replace("&", "&&")
        made.set_landscape()
        paper = _A3 if self.sheet.wide else _A4
        made.set_paper(paper)
        made.set_margins(**_MARGINS)
        inches = sum(width + _PADDING for width in self.widths) * _WIDTH
        if inches * _SMALLEST <= _ACROSS[paper] * _USUAL_SIZE:
            made.fit_to_pages(1, 1 if self.sheet.whole else 0)
        else:
            made.set_print_scale(math.ceil(100 * _SMALLEST / _USUAL_SIZE))
            made.repeat_columns(0, max(self.sheet.grids[0].frozen, 1) - 1)
        made.print_area(0, 0, max(self.row - 1, 0), len(self.widths) - 1)
        if banner:
            made.set_header(f'&C&"Times New Roman,Bold"&9{banner}')
        foot, page = self.book.foot.replace("&", "&&"), self.book.words.word("workbook.page")
        made.set_footer(f'&L&"Times New Roman"&9{foot}&R&"Times New Roman"&9{page} &P/&N')

    def _line(self, text: str, style: str) -> None:
        """Writes a text over the whole width, as many lines high as it needs."""
        last = len(self.widths) - 1
        if last:
            self.made.merge_range(self.row, 0, self.row, last, "", self.styles.line(style))
        self._text(self.row, 0, text, self.styles.line(style))
        size = self.styles.letter(style)
        self.made.set_row(self.row, _LINE * size * _lines(text, sum(self.widths) / size))
        self.row += 1

    def _grid(self, grid: Grid) -> None:
        self.row += 1 if self.sheet.grids[0] is not grid else 0
        if len(self.sheet.grids) > 1:
            self._line(grid.about, "caption")
        head, last = self.row, len(grid.columns) - 1
        if len(self.sheet.grids) == 1:
            self.made.freeze_panes(head + 1, grid.frozen)
            self.made.repeat_rows(head)
        told = {
            "name": f"ntm_{grid.name}",
            "title": self.sheet.title,
            "description": grid.about,
            "style": None,
        }
        columns = [{"header": c.title, "header_format": self.styles.head(c)} for c in grid.columns]
        self.made.add_table(head, 0, head + len(grid.rows), last, {**told, "columns": columns})
        self._height(["" if column.upright else column.title for column in grid.columns])
        if upright := [len(column.title) for column in grid.columns if column.upright]:
            self.made.set_row(head, _LINE * _LETTER / 2 * max(upright))
        for number, cells in enumerate((*grid.rows, *grid.sums)):
            self.row += 1
            self._cells(grid, cells, total=number >= len(grid.rows))
        self.row += 1

    def _height(self, told: Sequence[Value]) -> None:
        """Makes the row as high as its longest text needs."""
        pairs = zip(told, self.widths, strict=False)
        self.made.set_row(self.row, _LINE * max(_lines(value, width) for value, width in pairs))

    def _cells(self, grid: Grid, cells: tuple[Cell, ...], *, total: bool) -> None:
        self._height([cell.value for cell in cells])
        for index, (column, cell) in enumerate(zip(grid.columns, cells, strict=True)):
            text = isinstance(cell.value, str)
            quoted = text and str(cell.value).startswith(FORMULA)
            style = self.styles.cell(cell, column.side, total=total, quoted=quoted)
            if isinstance(cell.value, str):
                self._text(self.row, index, cell.value, style)
            elif isinstance(cell.value, dt.date):
                self.made.write_datetime(self.row, index, cell.value, style)
            else:
                self.made.write_number(self.row, index, float(Fraction(cell.value)), style)
            if cell.link:
                self.made.write_url(self.row, index, f"internal:'{cell.link}'!A1", style, cell.link)

    def _text(self, row: int, column: int, text: str, style: object) -> None:
        if text:
            self.made.write_string(row, column, text[:_LONGEST], style)
        else:
            self.made.write_blank(row, column, None, style)


def written(workbook: Workbook) -> bytes:
    """Gives the bytes of a workbook; equal values give equal bytes."""
    book, buffer = workbook.book, io.BytesIO()
    # Texts stay texts, whatever they begin with; nothing is written to a temporary folder.
    options = dict.fromkeys(("strings_to_formulas", "strings_to_numbers", "strings_to_urls"), False)
    options["in_memory"] = True
    file = xlsxwriter.Workbook(buffer, options)
    created = dt.datetime.combine(book.created, dt.time(), dt.UTC)
    file.set_properties({"title": book.title, "author": book.author, "created": created})
    styles = _Styles(file, book.words.word("workbook.date_format"))
    for sheet in workbook.sheets:
        _Page(file, book, sheet, styles).write()
    file.close()
    return buffer.getvalue()
