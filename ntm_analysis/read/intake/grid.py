"""A sheet as a grid of texts that know their cell: merged cells repeated, percentages and dates as shown."""

import csv
import datetime as dt
import io
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from openpyxl.utils.cell import get_column_letter, range_boundaries

from ntm_analysis.errors import InputError, Problem, spelled
from ntm_analysis.read.cells import cleaned
from ntm_analysis.read.csv_files import read_bytes
from ntm_analysis.read.xlsx import WorkbookError, XlsxFile

_ENCODINGS = ("utf-8-sig", "cp1258")
_WIDE = (b"\xff\xfe", b"\xfe\xff")  # how UTF-16 begins
_MOST_CELLS = 1_000_000  # of a sheet; what an office sends has some thousands
_SEPARATORS = ",;\t"


@dataclass(frozen=True)
class OfficeSheet:
    """A sheet; rows and columns count from 1, as Excel counts them. ``sheet`` is "" of a text file."""

    file: str
    sheet: str
    rows: tuple[tuple[str, ...], ...]
    hidden: frozenset[int] = frozenset()  # rows
    wrong: tuple[tuple[int, int, str], ...] = ()
    spread: frozenset[tuple[int, int]] = frozenset()  # cells of a merge
    hidden_columns: frozenset[int] = frozenset()
    numbers: frozenset[tuple[int, int]] = frozenset()  # cells of a number that was not typed as text

    def at(self, row: int, column: int) -> str:
        """Gives the text of a cell, "" outside the sheet."""
        cells = self.rows[row - 1] if 0 < row <= len(self.rows) else ()
        return cells[column - 1] if 0 < column <= len(cells) else ""

    @property
    def first(self) -> tuple[str, ...]:
        """Gives the first row, that of the title; empty of an empty sheet."""
        return self.rows[0] if self.rows else ()

    @property
    def width(self) -> int:
        """Gives the number of the last column."""
        return max(map(len, self.rows), default=0)

    def numbered(self) -> Iterator[tuple[int, tuple[str, ...]]]:
        """Walks over the rows with their numbers."""
        yield from enumerate(self.rows, start=1)

    def place(self, row: int, column: int) -> str:
        """Names a cell as people find it: ``trang “TC”, ô D14``."""
        cell = f"ô {get_column_letter(column)}{row}"
        return f"trang “{self.sheet}”, {cell}" if self.sheet else cell

    def problem(self, row: int, column: int, found: str, right: str) -> Problem:
        """Says what is wrong in a cell."""
        return Problem(self.file, row, self.place(row, column), found, right)


def read_grids(path: Path) -> tuple[list[OfficeSheet], list[str]]:
    """Reads the sheets of a workbook that are seen, or a text file; names the sheets that are hidden.

    Raises InputError for a file that is neither.
    """
    data, file = read_bytes(path), spelled(path.name)
    if path.suffix.lower() in {".csv", ".txt", ".tsv"}:
        return [_of_text(file, data)], []
    if path.suffix.lower() != ".xlsx":
        right = "lưu thành .xlsx hoặc .csv (trong Excel: Save As)"
        found = f"chưa đọc được tệp {path.suffix or 'không có đuôi'}"
        raise InputError([Problem(file, 0, "", found, right)])
    try:
        book = XlsxFile(path)
        seen = [name for name in book.names if name not in book.hidden]
        return [_of_sheet(file, name, book) for name in seen], sorted(map(spelled, book.hidden))
    except WorkbookError as error:
        found = f"không đọc được sổ Excel ({error})"
        right = "mở lại trong Excel và lưu thành .xlsx"
        raise InputError([Problem(file, 0, "", found, right)]) from None


def _of_sheet(file: str, name: str, book: XlsxFile) -> OfficeSheet:
    cells = book.cells(name)
    width = max(map(len, cells.rows), default=0)
    if len(cells.rows) * width > _MOST_CELLS:
        raise WorkbookError(f"trang “{name}” rộng {len(cells.rows)} dòng, {width} cột; xóa dòng, cột thừa")
    rows = [[_text(value) for value in row] + [""] * (width - len(row)) for row in cells.rows]
    numbers = {
        (row, column)
        for row, values in enumerate(cells.rows, start=1)
        for column, value in enumerate(values, start=1)
        if isinstance(value, float)
    }
    spread = set[tuple[int, int]]()
    for _, reference in cells.merged:
        left, top, right, bottom = (int(edge or 1) for edge in range_boundaries(reference))
        columns = range(left, min(right, width) + 1)
        inner = {(r, c) for r in range(top, min(bottom, len(rows)) + 1) for c in columns}
        if spread & inner:
            raise WorkbookError(f"trang “{name}” có ô gộp chồng lên nhau")
        spread |= inner
        for r, c in inner:
            rows[r - 1][c - 1] = rows[top - 1][left - 1]
    told = tuple(map(tuple, rows))
    sets = (frozenset(spread), cells.hidden_columns, frozenset(numbers))
    return OfficeSheet(file, spelled(name), told, cells.hidden, cells.wrong, *sets)


def _of_text(file: str, data: bytes) -> OfficeSheet:
    for encoding in ("utf-16",) if data.startswith(_WIDE) else _ENCODINGS:
        try:
            text = data.decode(encoding)
            break
        except UnicodeDecodeError:
            continue
    else:
        raise InputError([Problem(file, 0, "", "không nhận ra bảng mã của tệp", "lưu lại thành CSV UTF-8")])
    lines = text.splitlines()
    separator = max(_SEPARATORS, key=lambda each: sum(line.count(each) for line in lines))
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    try:
        rows = tuple(tuple(map(cleaned, row)) for row in reader)
    except csv.Error:
        found = "dấu nháy kép không đóng, hoặc một ô quá dài"
        right = "sửa dòng đó, hoặc lưu lại thành .xlsx"
        raise InputError([Problem(file, reader.line_num, "", found, right)]) from None
    if sum(map(len, rows)) > _MOST_CELLS:
        raise InputError([Problem(file, 0, "", f"có {len(rows)} dòng", "chỉ giữ bảng cần nhập trong tệp")])
    if long := next((n for n, row in enumerate(rows, start=1) if any("\n" in cell for cell in row)), 0):
        right = "đóng dấu nháy kép của ô trước đó"
        raise InputError([Problem(file, long, "", "một ô chứa nhiều dòng", right)])
    return OfficeSheet(file, "", rows)


def _text(value: Any) -> str:
    """Gives a cell as its reader sees it."""
    match value:
        case bool():
            return "có" if value else "không"
        case Decimal():
            return f"{value.normalize():f}%"
        case float():
            return str(int(value)) if value.is_integer() else repr(value)
        case dt.datetime() | dt.date():
            return value.strftime("%d/%m/%Y")
    return cleaned(str(value))
