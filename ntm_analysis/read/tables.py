"""Finds each table of a dataset, in a CSV file of its name or on a sheet of a workbook."""

from difflib import get_close_matches
from pathlib import Path

from ntm_analysis.errors import InputError, Problem, spelled
from ntm_analysis.read.csv_files import TextTable, empty_table, read_bytes, read_csv, sha256, table_of_sheet
from ntm_analysis.read.excel import SheetCells, read_workbook
from ntm_analysis.read.schema import TABLES, column_names
from ntm_analysis.read.yaml_files import is_there

# A district that begins has neither verdicts nor recognitions.
_OTHER_WORKBOOKS = {".xls", ".xlsm", ".xlsb", ".ods"}
_DATA = {".csv", ".xlsx"}
_TEXTS = {".md", ".py", ".pyc"}
_BOUNDARIES = "boundaries"
_OTHERS = {"dataset.yaml", "targets.yaml", "movement.yaml", f"{_BOUNDARIES}.geojson"}
_CLOSED = "closed"  # what ntm close keeps, see closing.py
_NEEDED = ("communes", "observations")
_UNREAD = ""  # stands for the sheets of a workbook that could not be read


def read_tables(folder: Path) -> tuple[dict[str, TextTable], list[Problem]]:
    """Gives the tables that could be read, as text, and the problems of those that could not.

    Raises InputError for a folder that may not be looked into.
    """
    problems: list[Problem] = []
    tables: dict[str, TextTable] = {}
    paths = _listed(folder)
    mine = [path for path in paths if not _is_companion(path)]
    sheets = _sheets(mine, problems)
    problems += [problem for path in mine if (problem := _unread(path))]
    for path in paths:
        if _is_companion(path) and (path.suffix in _DATA or any(word in path.name for word in TABLES)):
            found = "tệp phụ của macOS, Excel hoặc tệp ẩn, không được đọc"
            problems.append(Problem(spelled(path.name), 0, "", found, "", warning=True))
    for name in sheets:
        near = _like(name)
        if name not in TABLES and near:
            found = f"trang “{name}” không phải bảng nào, không được đọc"
            problems.append(Problem(name, 0, "", found, f"đổi tên trang thành {near}"))
    # Tables in folders below are not read; those kept at a closing are none of them.
    for below in (path for path in mine if path.is_dir() and path.name != _CLOSED):
        names = [f"{below.name}/{path.name}" for path in _listed(below) if path.stem in TABLES]
        if names:
            found = f"bảng trong thư mục con không được đọc: {', '.join(names[:3])}"
            right = "chuyển ra thư mục của bộ số liệu nếu cần"
            problems.append(Problem(below.name, 0, "", found, right, warning=True))
    lost = _UNREAD in sheets  # it may have held any table
    for name in TABLES:
        try:
            tables[name] = _table(folder, name, sheets.get(name, []), lost=lost)
        except InputError as error:
            problems += error.problems
    return tables, problems


def _listed(folder: Path) -> list[Path]:
    try:
        return sorted(folder.iterdir())
    except OSError as error:
        found = f"không xem được thư mục ({error.strerror})"
        raise InputError([Problem(str(folder), 0, "", found, "kiểm tra quyền đọc thư mục")]) from None


def _is_companion(path: Path) -> bool:
    """Tells the files that macOS and Excel lay beside others: of nobody's making, and hidden ones."""
    return path.name.startswith((".", "~$"))


def _sheets(paths: list[Path], problems: list[Problem]) -> dict[str, list[tuple[Path, SheetCells]]]:
    """Lists the sheets by name, those of tables read; tells of a workbook without any."""
    found: dict[str, list[tuple[Path, SheetCells]]] = {}
    for path in paths:
        if path.suffix != ".xlsx":
            continue
        try:
            read_bytes(path)
            book, warnings = read_workbook(path, TABLES)
        except InputError as error:
            problems += error.problems
            found.setdefault(_UNREAD, [])
            continue
        problems += warnings
        if not any(name.strip() in TABLES or _like(name) for name in book):
            told = "sổ Excel không có trang nào là bảng của bộ số liệu, không được đọc"
            right = "đặt tên trang như tên bảng (observations, verdicts…), hoặc chuyển ra ngoài thư mục"
            problems.append(Problem(path.name, 0, "", told, right, warning=True))
        for name, sheet in book.items():
            found.setdefault(name.strip(), []).append((path, sheet))
    return found


def _unread(path: Path) -> Problem | None:
    """Says why a file of the folder is not read, and whether that is a mistake or only to be known."""
    name, suffix = spelled(path.name), path.suffix.lower()
    stem = path.name.split(".")[0]
    if suffix in _OTHER_WORKBOOKS or (suffix == ".xlsx" and path.suffix != ".xlsx"):
        found = "chỉ đọc sổ Excel có đuôi .xlsx viết thường"
        return Problem(name, 0, "", found, "lưu lại thành .xlsx, hoặc chuyển ra ngoài thư mục")
    # What is not read is never passed over in silence where it looks like a table.
    if path.name in {*_OTHERS, *(f"{table}.csv" for table in TABLES)} or suffix == ".xlsx":
        return None
    near = _like(stem)
    found = "không phải bảng nào của bộ số liệu, không được đọc"
    if suffix == ".csv":
        right = f"đổi tên thành {near}.csv" if near else "chuyển ra ngoài thư mục nếu không cần"
        return Problem(name, 0, "", found, right, warning=not near)
    if suffix in _TEXTS and path.is_file():
        return None
    if stem in TABLES or stem == _BOUNDARIES:
        right = f"{stem}.csv hoặc trang {stem} của sổ .xlsx" if stem in TABLES else f"{stem}.geojson"
        found = "tên là của bảng nhưng đuôi khác, không được đọc"
        return Problem(name, 0, "", found, f"lưu lại thành {right}")
    return None


def _like(name: str) -> str:
    close = get_close_matches(name.strip().casefold(), TABLES, n=1, cutoff=0.8)
    return close[0] if close else ""


def _table(folder: Path, name: str, sheets: list[tuple[Path, SheetCells]], *, lost: bool) -> TextTable:
    """Reads a table where it stands; raises InputError, without a problem where it may be ``lost``."""
    columns = column_names(name)
    path = folder / f"{name}.csv"
    places = [path.name] if is_there(path) else []
    places += [f"{book.name}/{name}" for book, _ in sheets]
    if len(places) > 1:
        found = f"bảng {name} có ở nhiều nơi: {'; '.join(places)}"
        raise InputError([Problem(places[0], 0, "", found, "giữ lại một nơi")])
    if is_there(path):
        return read_csv(path, columns)
    if sheets:
        book, sheet = sheets[0]
        return table_of_sheet(f"{book.name}/{name}", sheet, sha256(book.read_bytes()), columns)
    if name in _NEEDED:
        right = f"cần tệp {name}.csv, hoặc trang {name} trong một sổ .xlsx"
        raise InputError([] if lost else [Problem(path.name, 0, "", "không có bảng này", right)])
    return empty_table(path.name, columns)
