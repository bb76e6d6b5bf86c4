"""Excel workbooks → sheets of text, numbered as Excel numbers its rows."""

from __future__ import annotations

import datetime as dt
import unicodedata
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from ntm_analysis.errors import InputError, Problem

# Excel keeps 06298 as the number 6298; GSO codes of communes have five digits.
_CODE_COLUMNS = {"commune", "code", "from_code", "to_code"}
_CODE_DIGITS = 5
_INDICATOR = "indicator"


@dataclass(frozen=True)
class Sheet:
    """The rows of a sheet as text, and the rows whose indicator was typed as a number.

    Excel keeps 17.10 as the number 17.1, so that only text tells the two indicators apart.
    """

    rows: list[list[str]]
    numeric_indicators: frozenset[int]


def read_workbook(path: Path) -> dict[str, Sheet]:
    """Reads every sheet; raises InputError for a file that is no workbook.

    A number becomes the shortest decimal that Excel would keep as the same number. A cell formatted
    as a percentage holds 0.875 for 87,5% and cannot be told from one that holds 0.875. A cell that
    shows an error stays that error ("#DIV/0!"), which no column of figures, dates or words accepts.
    """
    import python_calamine  # noqa: PLC0415 - only datasets with a workbook need it

    try:
        with python_calamine.CalamineWorkbook.from_path(path) as book:
            sheets = {
                name: book.get_sheet_by_name(name).to_python(skip_empty_area=False)
                for name in book.sheet_names
            }
    except (python_calamine.CalamineError, OSError) as error:
        found = f"không đọc được sổ Excel ({error})"
        raise InputError(
            [Problem(path.name, 0, "", found, "mở lại trong Excel và lưu thành .xlsx")]
        ) from None
    for (name, row, column), shown in _error_cells(path):
        sheets[name][row][column] = shown
    return {name: _sheet(values) for name, values in sheets.items()}


def _error_cells(path: Path) -> Iterator[tuple[tuple[str, int, int], str]]:
    """Finds the cells that show an error: calamine gives them as blanks, and a blank means no figure."""
    with zipfile.ZipFile(path) as parts:
        names = [name for name in parts.namelist() if name.startswith("xl/worksheets/")]
        if not any(b't="e"' in parts.read(name) for name in names):
            return
    # Slow to read with, so only where there is an error to find.
    import openpyxl  # noqa: PLC0415

    book = openpyxl.load_workbook(path, data_only=True)
    for sheet in book.worksheets:
        for cell in (cell for row in sheet.iter_rows() for cell in row if cell.data_type == "e"):
            yield (sheet.title, cell.row - 1, cell.column - 1), str(cell.value)


def _sheet(values: list[list[Any]]) -> Sheet:
    header = next(([str(value).strip() for value in row] for row in values if any(row)), [])
    indicator = header.index(_INDICATOR) if _INDICATOR in header else None
    numeric = (
        frozenset(n for n, row in enumerate(values, start=1) if isinstance(row[indicator], float))
        if indicator is not None
        else frozenset[int]()
    )
    rows = [[cell_text(value, name) for value, name in zip(row, header, strict=False)] for row in values]
    return Sheet(rows, numeric)


def cell_text(value: Any, column: str) -> str:
    """Gives a cell as it would be typed into a CSV file under this column."""
    if isinstance(value, bool):
        return "có" if value else "không"
    if isinstance(value, float) and column in _CODE_COLUMNS and value.is_integer():
        return f"{int(value):0{_CODE_DIGITS}d}"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else format(Decimal(repr(value)), "f")
    if isinstance(value, dt.datetime | dt.date):
        # Excel turns 2022-09 into the first day of the month.
        return value.strftime("%Y-%m" if column == "period" else "%Y-%m-%d")
    return unicodedata.normalize("NFC", str(value)).strip()
