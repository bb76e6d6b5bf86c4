"""Finds each table of a dataset, in a CSV file of its name or on a sheet of a workbook."""

from __future__ import annotations

from collections.abc import Mapping
from difflib import get_close_matches
from pathlib import Path

from ntm_analysis.dataset.excel import Sheet, read_workbook
from ntm_analysis.dataset.read import TextTable, empty_table, read_csv, sha256, table_of_sheet
from ntm_analysis.dataset.schema import TABLES, column_names
from ntm_analysis.errors import InputError, Problem

# A district that begins has neither verdicts nor recognitions.
_OTHER_WORKBOOKS = {".xls", ".xlsm", ".xlsb", ".ods"}
_NEEDED = ("communes", "observations")


def read_tables(folder: Path) -> tuple[dict[str, TextTable], list[Problem]]:
    """Gives the tables that could be read, as text, and the problems of those that could not."""
    problems: list[Problem] = []
    tables: dict[str, TextTable] = {}
    sheets = _sheets(folder, problems)
    problems += _misnamed(folder, sheets)
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


def _misnamed(folder: Path, sheets: Mapping[str, object]) -> list[Problem]:
    """Reports files and sheets that look like a table but are none: what is not read is never passed over."""
    problems = []
    for path in sorted(folder.iterdir()):
        suffix = path.suffix.lower()
        if suffix in _OTHER_WORKBOOKS or (suffix == ".xlsx" and path.suffix != ".xlsx"):
            found = "chỉ đọc sổ Excel có đuôi .xlsx viết thường"
            problems.append(
                Problem(path.name, 0, "", found, "lưu lại thành .xlsx, hoặc chuyển ra ngoài thư mục")
            )
        elif suffix == ".csv" and (path.stem not in TABLES or path.suffix != ".csv"):
            near = _like(path.stem)
            found = "không phải bảng nào của bộ số liệu, không được đọc"
            right = f"đổi tên thành {near}.csv" if near else "chuyển ra ngoài thư mục nếu không cần"
            problems.append(Problem(path.name, 0, "", found, right, warning=not near))
    for name in sheets:
        near = _like(name)
        if name not in TABLES and near:
            found = f"trang “{name}” không phải bảng nào, không được đọc"
            problems.append(Problem(name, 0, "", found, f"đổi tên trang thành {near}"))
    return problems


def _like(name: str) -> str:
    close = get_close_matches(name.strip().casefold(), TABLES, n=1, cutoff=0.8)
    return close[0] if close else ""


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
