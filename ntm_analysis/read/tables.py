"""Finds each table of a dataset, in a CSV file of its name or on a sheet of a workbook."""

from collections.abc import Iterator
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
    problems += [problem for path in paths for problem in _unread(path)]
    # Tables in folders below are not read; those kept at a closing are none of them.
    for below in (path for path in mine if path.is_dir() and path.name != _CLOSED):
        names = [f"{below.name}/{path.name}" for path in _listed(below) if path.stem in TABLES]
        if names:
            found = f"bảng trong thư mục con không được đọc: {', '.join(names[:3])}"
            right = "chuyển ra thư mục của bộ số liệu nếu cần"
            problems.append(Problem(below.name, 0, "", found, right, warning=True))
    for name in TABLES:
        path, columns, own = folder / f"{name}.csv", column_names(name), sheets.get(name, [])
        places = [path.name] if is_there(path) else []
        places += [f"{book.name}/{name}" for book, _ in own]
        try:
            if len(places) > 1:
                found = f"bảng {name} có ở nhiều nơi: {'; '.join(places)}"
                problems.append(Problem(places[0], 0, "", found, "giữ lại một nơi"))
            elif own:
                book, sheet = own[0]
                tables[name] = table_of_sheet(places[0], sheet, sha256(book.read_bytes()), columns)
            elif places:
                tables[name] = read_csv(path, columns)
            elif name not in _NEEDED:
                tables[name] = empty_table(path.name, columns)
            elif _UNREAD not in sheets:  # a workbook that could not be read may have held any table
                right = f"cần tệp {name}.csv, hoặc trang {name} trong một sổ .xlsx"
                problems.append(Problem(path.name, 0, "", "không có bảng này", right))
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
    """Lists sheets by name, those of tables read; tells of a workbook without any and of misspelt ones."""
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
            word = name.strip()
            if word not in found and word not in TABLES and _like(word):
                told = f"trang “{word}” không phải bảng nào, không được đọc"
                problems.append(Problem(word, 0, "", told, f"đổi tên trang thành {_like(word)}"))
            found.setdefault(word, []).append((path, sheet))
    return found


def _unread(path: Path) -> Iterator[Problem]:
    """Says why a file of the folder is not read, and whether that is a mistake or only to be known.

    What looks like a table is never passed over in silence.
    """
    name, suffix, stem = spelled(path.name), path.suffix.lower(), path.name.split(".")[0]
    is_read = path.suffix == ".xlsx" or path.name in {*_OTHERS, *(f"{table}.csv" for table in TABLES)}
    if _is_companion(path):
        if path.suffix in _DATA or any(word in path.name for word in TABLES):
            found = "tệp phụ của macOS, Excel hoặc tệp ẩn, không được đọc"
            yield Problem(name, 0, "", found, "", warning=True)
    elif suffix in _OTHER_WORKBOOKS or (suffix == ".xlsx" and not is_read):
        found = "chỉ đọc sổ Excel có đuôi .xlsx viết thường"
        yield Problem(name, 0, "", found, "lưu lại thành .xlsx, hoặc chuyển ra ngoài thư mục")
    elif suffix == ".csv" and not is_read:
        found, near = "không phải bảng nào của bộ số liệu, không được đọc", _like(stem)
        right = f"đổi tên thành {near}.csv" if near else "chuyển ra ngoài thư mục nếu không cần"
        yield Problem(name, 0, "", found, right, warning=not near)
    elif stem in {*TABLES, _BOUNDARIES} and not is_read and not (suffix in _TEXTS and path.is_file()):
        found = "tên là của bảng nhưng đuôi khác, không được đọc"
        right = f"{stem}.csv hoặc trang {stem} của sổ .xlsx" if stem in TABLES else f"{stem}.geojson"
        yield Problem(name, 0, "", found, f"lưu lại thành {right}")


def _like(name: str) -> str:
    close = get_close_matches(name.strip().casefold(), TABLES, n=1, cutoff=0.8)
    return close[0] if close else ""
