"""Excel workbooks → sheets of text, numbered as Excel numbers its rows."""

import datetime as dt
from collections.abc import Container, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from itertools import zip_longest
from pathlib import Path
from typing import Any

from ntm_analysis.errors import InputError, Problem
from ntm_analysis.read.cells import cleaned

# Excel keeps 06298 as the number 6298; GSO codes of communes have five digits.
_CODE_COLUMNS = {"commune", "code", "from_code", "to_code"}
_CODE_DIGITS = 5
_INDICATOR = "indicator"
_MOST_NAMED = 5


@dataclass(frozen=True)
class SheetCells:
    """The rows of a sheet from the first on, with what stands in no cell or is no value. Rows count from 1.

    A cell is text, True or False, a float, a date or, where it shows a percentage, a Decimal of hundreds;
    ``""`` is a blank one. ``wrong`` are cells that are no value, an error or a formula that nobody has
    calculated: row, column, what was found. ``merged`` are ranges: last row, name.
    """

    rows: list[list[Any]]
    wrong: tuple[tuple[int, int, str], ...] = ()
    merged: tuple[tuple[int, str], ...] = ()
    hidden: frozenset[int] = frozenset()  # rows
    hidden_columns: frozenset[int] = frozenset()

    @cached_property
    def top(self) -> int:
        """Gives the number of the header's row, 0 in an empty sheet."""
        return next((number for number, row in enumerate(self.rows, start=1) if any(row)), 0)

    @cached_property
    def header(self) -> list[str]:
        """Lists the names of the columns."""
        return [str(value).strip() for value in self.rows[self.top - 1]] if self.top else []

    @property
    def numeric_indicators(self) -> frozenset[int]:
        """Gives the rows whose indicator was typed as a number.

        Excel keeps 17.10 as the number 17.1, so that only text tells the two indicators apart.
        """
        at = self.header.index(_INDICATOR) if _INDICATOR in self.header else len(self.header)
        reach = len(self.header)
        numbered = enumerate(self.rows, start=1)
        return frozenset(n for n, row in numbered if at < min(len(row), reach) and type(row[at]) is float)

    @property
    def texts(self) -> Iterator[list[str]]:
        """Gives the rows as text, each as long as the header at least."""
        for row in self.rows:
            named = zip_longest(row, self.header[: len(row)], fillvalue="")
            yield [cell_text(*each) for each in named] + [""] * (len(self.header) - len(row))

    def problems(self, file: str) -> Iterator[Problem]:
        """Names cells that show an error or were never calculated, and merged ones below the header."""
        for row, at, found in self.wrong:
            column = self.header[at - 1] if at <= len(self.header) else ""
            right = "sửa công thức, hoặc gõ lại giá trị"
            if not found.startswith("ô hiện lỗi"):
                right = "mở trong Excel để tính, rồi lưu lại"
            yield Problem(file, row, column, found, right)
        merged = [name for last, name in self.merged if last > self.top]
        if merged:
            named = ", ".join(merged[:_MOST_NAMED])
            more = f" và {len(merged) - _MOST_NAMED} vùng khác" if len(merged) > _MOST_NAMED else ""
            yield Problem(file, 0, "", f"có ô gộp: {named}{more}", "bỏ gộp ô, ghi giá trị ở từng dòng")


def read_workbook(path: Path, tables: Container[str]) -> tuple[dict[str, SheetCells], list[Problem]]:
    """Reads the sheets named like a table; gives an empty sheet for every other, and warnings.

    A number becomes the shortest decimal that Excel would keep as the same number, a percentage the hundreds
    it shows. Raises InputError for a file that is no workbook.
    """
    from ntm_analysis.read.xlsx import WorkbookError, XlsxFile  # noqa: PLC0415 - only where there is one

    sheets: dict[str, SheetCells] = {}
    warnings = []
    try:
        book = XlsxFile(path)
        for name in book.names:
            known = name.strip() in tables
            sheets[name] = book.cells(name) if known else SheetCells([])
            if known and name in book.hidden:
                found = f"trang “{name}” bị ẩn mà vẫn được đọc"
                right = "bỏ ẩn để kiểm tra, hoặc xóa"
                warnings.append(Problem(path.name, 0, "", found, right, warning=True))
    except WorkbookError as error:
        found = f"không đọc được sổ Excel ({error})"
        right = "mở lại trong Excel và lưu thành .xlsx"
        raise InputError([Problem(path.name, 0, "", found, right)]) from None
    return sheets, warnings


def cell_text(value: Any, column: str) -> str:
    """Gives a cell as it would be typed into a CSV file under this column."""
    if isinstance(value, bool):
        return "có" if value else "không"
    if isinstance(value, float) and column in _CODE_COLUMNS and value.is_integer():
        return f"{int(value):0{_CODE_DIGITS}d}"
    if isinstance(value, float | Decimal):
        exact = value if isinstance(value, Decimal) else Decimal(repr(value))
        return format(exact.quantize(1) if exact == exact.to_integral_value() else exact.normalize(), "f")
    if isinstance(value, dt.datetime | dt.date):
        # Excel turns 2022-09 into the first day of the month.
        return value.strftime("%Y-%m" if column == "period" else "%Y-%m-%d")
    return cleaned(str(value))
