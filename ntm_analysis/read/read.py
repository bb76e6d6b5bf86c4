"""CSV files and Excel sheets → tables of text that remember where each row stood in its file."""

from __future__ import annotations

import csv
import hashlib
import io
import stat
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
from pandas import DataFrame

from ntm_analysis.errors import InputError, Problem
from ntm_analysis.model import SourceFile
from ntm_analysis.read.cells import Cells, Integers
from ntm_analysis.read.cleaning import cleaned
from ntm_analysis.read.excel import Sheet
from ntm_analysis.read.nearest import nearest
from ntm_analysis.read.plain import plain_table

_SAVE_AS_UTF8 = "lưu lại bằng mã UTF-8; trong Excel: Save As, chọn loại “CSV UTF-8 (Comma delimited)”"


@dataclass(frozen=True, eq=False)
class TextTable:
    """One table as text, every cell NFC and stripped, with the line of each row."""

    file: str
    cells: Mapping[str, Cells]
    lines: Integers
    source: SourceFile
    numeric_indicators: frozenset[int] = frozenset()  # lines; see excel.Sheet

    def __len__(self) -> int:
        return len(self.lines)

    @cached_property
    def rows(self) -> DataFrame:
        """Gives the texts as a frame, with the line of each row in column ``row``."""
        return DataFrame({"row": self.lines, **{name: cells.column() for name, cells in self.cells.items()}})


def read_csv(path: Path, columns: Sequence[str]) -> TextTable:
    """Reads a CSV file; raises InputError for one that is no table of exactly these columns."""
    data = read_bytes(path)
    found = plain_table(data, columns)
    if found is None:
        found = _table(path.name, _csv_rows(path.name, decode(path.name, data)), columns)
    cells, lines = found
    return TextTable(path.name, cells, lines, SourceFile(path.name, sha256(data), len(lines)))


def table_of_sheet(file: str, sheet: Sheet, digest: str, columns: Sequence[str]) -> TextTable:
    """Gives the table on an Excel sheet, whose rows are numbered as Excel does; raises InputError."""
    if sheet.problems:
        raise InputError(list(sheet.problems))
    cells, lines = _table(file, enumerate(sheet.rows, start=1), columns)
    return TextTable(file, cells, lines, SourceFile(file, digest, len(lines)), sheet.numeric_indicators)


def empty_table(file: str, columns: Sequence[str]) -> TextTable:
    """Gives a table without rows, for one that a dataset may leave out."""
    return TextTable(file, *_frame([], [], columns), SourceFile(file, "", 0))


def read_bytes(path: Path, name: str = "") -> bytes:
    """Reads a plain file; raises InputError for one that is none or that may not be read."""
    shown = name or path.name
    try:
        if not stat.S_ISREG(path.stat().st_mode):  # a pipe or a device would be waited for
            raise InputError([Problem(shown, 0, "", "không phải một tệp thường", "thay bằng tệp số liệu")])
        return path.read_bytes()
    except OSError as error:
        found = f"không đọc được tệp ({error.strerror})"
        raise InputError([Problem(shown, 0, "", found, "kiểm tra tệp và quyền đọc")]) from None


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


def _csv_rows(file: str, text: str) -> Iterator[tuple[int, list[str]]]:
    """Yields each record with the line it begins on: quoted cells may hold line breaks."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    line = 1
    try:
        for cells in reader:
            yield line, [cleaned(cell) for cell in cells]
            line = reader.line_num + 1
    except csv.Error:
        problem = Problem(
            file, line, "", "dấu nháy kép mở ra nhưng không đóng", "đóng dấu nháy; nháy trong ô viết hai lần"
        )
        raise InputError([problem]) from None


def _table(
    file: str, numbered: Iterable[tuple[int, list[str]]], columns: Sequence[str]
) -> tuple[dict[str, Cells], Integers]:
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
    return _frame([cells for _, cells in records], [line for line, _ in records], columns, order)


def _frame(
    records: list[list[str]], lines: list[int], columns: Sequence[str], order: Sequence[int] = ()
) -> tuple[dict[str, Cells], Integers]:
    texts = list(zip(*records, strict=False)) if records else [()] * len(columns)
    places = order if records else range(len(columns))
    cells = {name: Cells.of(texts[place]) for name, place in zip(columns, places, strict=True)}
    return cells, np.array(lines, dtype="int64")


def _without_trailing_blanks(cells: list[str]) -> list[str]:
    last = max(index for index, cell in enumerate(cells) if cell)
    return cells[: last + 1]


_SEPARATORS = {";": "dấu chấm phẩy", "\t": "dấu tab", "|": "dấu |"}


def _not_a_header(header: list[str], columns: Sequence[str]) -> tuple[str, str] | None:
    """Says in one sentence what stands where the names of columns should, and what would be right."""
    first = header[0]
    if first.lower().startswith("sep="):
        return "dòng “sep=” của Excel", "xóa dòng này; ngăn các cột bằng dấu phẩy"
    for mark, name in _SEPARATORS.items():
        if len(header) == 1 and mark in first:
            return f"các cột ngăn bằng {name}", "ngăn bằng dấu phẩy"
    if not set(header) & set(columns):
        shown = first[:60] + ("…" if len(first) > 60 else "")  # noqa: PLR2004 (as much as fits a line)
        right = f"dòng đầu là tên các cột: {','.join(columns)}; xóa các dòng phía trên nó"
        return f"“{shown}” không phải dòng tên cột", right
    return None


def _header_problems(file: str, line: int, header: list[str], columns: Sequence[str]) -> Iterator[Problem]:
    unlike = _not_a_header(header, columns)
    if unlike:
        yield Problem(file, line, "", *unlike)
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
