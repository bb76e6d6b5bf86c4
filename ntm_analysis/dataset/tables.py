"""Finds each table of a dataset, in a CSV file of its name or on a sheet of a workbook."""

from __future__ import annotations

from pathlib import Path

from ntm_analysis.dataset.excel import Sheet, read_workbook
from ntm_analysis.dataset.read import TextTable, empty_table, read_csv, sha256, table_of_sheet
from ntm_analysis.dataset.schema import TABLES, column_names
from ntm_analysis.errors import InputError, Problem

# A district that begins has neither verdicts nor recognitions.
_NEEDED = ("communes", "observations")


def read_tables(folder: Path) -> tuple[dict[str, TextTable], list[Problem]]:
    """Gives the tables that could be read, as text, and the problems of those that could not."""
    problems: list[Problem] = []
    tables: dict[str, TextTable] = {}
    sheets = _sheets(folder, problems)
    for name in TABLES:
        try:
            tables[name] = _table(folder, name, sheets.get(name, []))
        except InputError as error:
            problems += error.problems
    return tables, problems


def _sheets(folder: Path, problems: list[Problem]) -> dict[str, list[tuple[Path, Sheet]]]:
    """Lists the sheets named like a table; Excel's lock files are no workbooks."""
    found: dict[str, list[tuple[Path, Sheet]]] = {}
    for path in sorted(folder.glob("*.xlsx")):
        if path.name.startswith("~$"):
            continue
        try:
            book = read_workbook(path)
        except InputError as error:
            problems += error.problems
            continue
        for name, sheet in book.items():
            found.setdefault(name.strip(), []).append((path, sheet))
    return found


def _table(folder: Path, name: str, sheets: list[tuple[Path, Sheet]]) -> TextTable:
    columns = column_names(name)
    path = folder / f"{name}.csv"
    places = [path.name] if path.exists() else []
    places += [_sheet_name(book, name) for book, _ in sheets]
    if len(places) > 1:
        found = f"bảng {name} có ở nhiều nơi: {'; '.join(places)}"
        raise InputError([Problem(places[0], 0, "", found, "giữ lại một nơi")])
    if path.exists():
        return _csv(path, columns)
    if sheets:
        book, sheet = sheets[0]
        return table_of_sheet(_sheet_name(book, name), sheet, sha256(book.read_bytes()), columns)
    if name in _NEEDED:
        right = f"cần tệp {name}.csv, hoặc trang {name} trong một sổ .xlsx"
        raise InputError([Problem(path.name, 0, "", "không có bảng này", right)])
    return empty_table(path.name, columns)


def _csv(path: Path, columns: tuple[str, ...]) -> TextTable:
    try:
        return read_csv(path, columns)
    except OSError as error:
        found = f"không đọc được tệp ({error.strerror})"
        raise InputError([Problem(path.name, 0, "", found, "kiểm tra tệp và quyền đọc")]) from None


def _sheet_name(book: Path, name: str) -> str:
    return f"{book.name}/{name}"
