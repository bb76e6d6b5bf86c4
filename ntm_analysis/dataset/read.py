"""CSV files and Excel sheets → tables of text that remember where each row stood in its file."""

from __future__ import annotations

import csv
import hashlib
import io
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pandas as pd
from pandas import DataFrame

from ntm_analysis.dataset.excel import Sheet
from ntm_analysis.dataset.nearest import nearest
from ntm_analysis.errors import InputError, Problem
from ntm_analysis.model import SourceFile

Cells = list[str]
_SAVE_AS_UTF8 = "lưu lại bằng mã UTF-8; trong Excel: Save As, chọn loại “CSV UTF-8 (Comma delimited)”"


@dataclass(frozen=True, eq=False)
class TextTable:
    """One table as text, every cell NFC and stripped, with the line of each row in column ``row``."""

    file: str
    rows: DataFrame
    source: SourceFile
    numeric_indicators: frozenset[int] = frozenset()  # lines; see excel.Sheet


def read_csv(path: Path, columns: Sequence[str]) -> TextTable:
    """Reads a CSV file; raises InputError for one that is no table of exactly these columns."""
    data = path.read_bytes()
    text = decode(path.name, data)
    rows = _table(path.name, _csv_rows(path.name, text), columns)
    return TextTable(path.name, rows, SourceFile(path.name, sha256(data), len(rows)))


def table_of_sheet(file: str, sheet: Sheet, digest: str, columns: Sequence[str]) -> TextTable:
    """Gives the table on an Excel sheet, whose rows are numbered as Excel does."""
    rows = _table(file, enumerate(sheet.rows, start=1), columns)
    return TextTable(file, rows, SourceFile(file, digest, len(rows)), sheet.numeric_indicators)


def empty_table(file: str, columns: Sequence[str]) -> TextTable:
    """Gives a table without rows, for one that a dataset may leave out."""
    return TextTable(file, _empty_frame(tuple(columns)), SourceFile(file, "", 0))


def sha256(data: bytes) -> str:
    """Gives the hash that identifies a file's content."""
    return hashlib.sha256(data).hexdigest()


def decode(file: str, data: bytes) -> str:
    """Reads UTF-8 with or without a byte-order mark and gives NFC; raises InputError for anything else."""
    try:
        return unicodedata.normalize("NFC", data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise InputError([Problem(file, line, "", "tệp không phải mã UTF-8", _SAVE_AS_UTF8)]) from None


def _csv_rows(file: str, text: str) -> Iterator[tuple[int, Cells]]:
    """Yields each record with the line it begins on: quoted cells may hold line breaks."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    line = 1
    try:
        for cells in reader:
            yield line, [cell.strip() for cell in cells]
            line = reader.line_num + 1
    except csv.Error:
        problem = Problem(
            file, line, "", "dấu nháy kép mở ra nhưng không đóng", "đóng dấu nháy; nháy trong ô viết hai lần"
        )
        raise InputError([problem]) from None


def _table(file: str, numbered: Iterable[tuple[int, Cells]], columns: Sequence[str]) -> DataFrame:
    filled = [(line, cells) for line, cells in numbered if any(cells)]
    if not filled:
        found = Problem(file, 0, "", "tệp trống", "cần dòng tiêu đề: " + ",".join(columns))
        raise InputError([found])
    (header_line, header), *records = filled
    header = _without_trailing_blanks(header)
    problems = list(_header_problems(file, header_line, header, columns))
    if problems:  # a wrong header makes every row too long or too short
        raise InputError(problems)
    width = len(header)
    problems += [
        Problem(
            file, line, "", f"dòng có {len(cells)} ô", f"đúng {width} ô; ô chứa dấu phẩy đặt trong nháy kép"
        )
        for line, cells in records
        if len(cells) < width or any(cells[width:])
    ]
    if problems:
        raise InputError(problems)
    order = [header.index(name) for name in columns]
    return _frame([[line, *(cells[i] for i in order)] for line, cells in records], columns)


def _frame(records: list[list[int | str]], columns: Sequence[str]) -> DataFrame:
    frame = DataFrame(records, columns=pd.Index(["row", *columns]))
    return frame.astype({"row": "int64", **dict.fromkeys(columns, "str")})


@cache
def _empty_frame(columns: tuple[str, ...]) -> DataFrame:
    return _frame([], columns)


def _without_trailing_blanks(cells: Cells) -> Cells:
    last = max(index for index, cell in enumerate(cells) if cell)
    return cells[: last + 1]


def _header_problems(file: str, line: int, header: Cells, columns: Sequence[str]) -> Iterator[Problem]:
    if len(header) == 1 and ";" in header[0]:
        yield Problem(file, line, "", "các cột ngăn bằng dấu chấm phẩy", "ngăn bằng dấu phẩy")
        return
    for name in dict.fromkeys(header):
        if name not in columns:
            found = "cột không có tiêu đề" if not name else "không có cột này trong định dạng"
            yield Problem(file, line, name, found, nearest(name, columns) if name else "đặt tên hoặc bỏ cột")
        elif header.count(name) > 1:
            yield Problem(file, line, name, "cột viết hai lần", "giữ lại một")
    for name in columns:
        if name not in header:
            yield Problem(file, line, name, "thiếu cột này", "cần đủ các cột: " + ",".join(columns))
