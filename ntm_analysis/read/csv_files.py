"""CSV files → tables of text that remember where each row stood in its file; sheets become the same.

Plain files, which are most of them, are read many times faster than record by record.
"""

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
import pyarrow as pa
import pyarrow.csv as pc
from pandas import DataFrame

from ntm_analysis.errors import InputError, Problem
from ntm_analysis.model import SourceFile
from ntm_analysis.read.cells import CellTexts, Integers, cleaned
from ntm_analysis.read.excel import SheetCells
from ntm_analysis.read.spelling import nearest

_SAVE_AS_UTF8 = "lưu lại bằng mã UTF-8; trong Excel: Save As, chọn loại “CSV UTF-8 (Comma delimited)”"
_BOM = b"\xef\xbb\xbf"
# Quotes may hold commas and line breaks; the rest breaks lines in ways that editors count differently.
_NOT_PLAIN = (b'"', b"\r", b"\0")
_SEPARATORS = {";": "dấu chấm phẩy", "\t": "dấu tab", "|": "dấu |"}


@dataclass(frozen=True, eq=False)
class TextTable:
    """One table as text, every cell NFC and stripped, with the line of each row."""

    file: str
    cells: Mapping[str, CellTexts]
    lines: Integers
    source: SourceFile
    numeric_indicators: frozenset[int] = frozenset()  # lines; see excel.SheetCells

    def __len__(self) -> int:
        return len(self.lines)

    @cached_property
    def rows(self) -> DataFrame:
        """Gives the texts as a frame, with the line of each row in column ``row``."""
        return DataFrame({"row": self.lines, **{name: cells.column() for name, cells in self.cells.items()}})


def read_csv(path: Path, columns: Sequence[str]) -> TextTable:
    """Reads a CSV file; raises InputError for one that is no table of exactly these columns."""
    data = read_bytes(path)
    found = _plain(data, columns)
    if found is None:
        reader = csv.reader(io.StringIO(decode(path.name, data), newline=""), strict=True)
        records, line = [], 1  # each with the line it begins on: quoted cells may hold line breaks
        try:
            for texts in reader:
                records.append((line, [cleaned(text) for text in texts]))
                line = reader.line_num + 1
        except csv.Error:
            wrong, right = "dấu nháy kép mở ra nhưng không đóng", "đóng dấu nháy; nháy trong ô viết hai lần"
            raise InputError([Problem(path.name, line, "", wrong, right)]) from None
        found = _table(path.name, records, columns)
    cells, lines = found
    return TextTable(path.name, cells, lines, SourceFile(path.name, sha256(data), len(lines)))


def table_of_sheet(file: str, sheet: SheetCells, digest: str, columns: Sequence[str]) -> TextTable:
    """Gives the table on an Excel sheet, whose rows are numbered as Excel does; raises InputError."""
    problems = list(sheet.problems(file))
    if problems:
        raise InputError(problems)
    cells, lines = _table(file, enumerate(sheet.texts, start=1), columns)
    return TextTable(file, cells, lines, SourceFile(file, digest, len(lines)), sheet.numeric_indicators)


def empty_table(file: str, columns: Sequence[str]) -> TextTable:
    """Gives a table without rows, for one that a dataset may leave out."""
    cells = {name: CellTexts.of(()) for name in columns}
    return TextTable(file, cells, np.array([], dtype="int64"), SourceFile(file, "", 0))


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


def _plain(data: bytes, columns: Sequence[str]) -> tuple[dict[str, CellTexts], Integers] | None:
    """Gives the columns of a table without quotes or blank lines, and the line of each row.

    None for a file that is not plain or not right: it wants a closer look, record by record.
    """
    data = data.removeprefix(_BOM)
    head, _, body = data.partition(b"\n")
    names = head.decode("utf-8", errors="replace").split(",")
    if any(mark in data for mark in _NOT_PLAIN) or sorted(names) != sorted(columns) or not body:
        return None
    try:
        found = pc.read_csv(
            io.BytesIO(body),
            # One block: each text is then numbered once for the whole file.
            pc.ReadOptions(use_threads=False, block_size=len(body) + 1, column_names=names),
            pc.ParseOptions(quote_char=False, ignore_empty_lines=False),
            pc.ConvertOptions(column_types=dict.fromkeys(names, pa.dictionary(pa.int32(), pa.string()))),
        )
    except pa.ArrowInvalid:
        return None
    cells = {}
    blank = np.ones(found.num_rows, dtype=bool)
    for name in columns:
        (chunk,) = found.column(name).chunks
        codes = chunk.indices.to_numpy().astype("int64")
        cells[name] = CellTexts(codes, tuple(chunk.dictionary.to_pylist())).cleaned(cleaned)
        blank &= cells[name].isin([""]) if blank.any() else False
    if found.num_rows != body.count(b"\n") + (not body.endswith(b"\n")) or blank.any():
        return None
    return cells, np.arange(2, found.num_rows + 2)


def _table(
    file: str, numbered: Iterable[tuple[int, list[str]]], columns: Sequence[str]
) -> tuple[dict[str, CellTexts], Integers]:
    filled = [(line, cells) for line, cells in numbered if any(cells)]
    if not filled:
        right = "cần dòng tiêu đề: " + ",".join(columns)
        raise InputError([Problem(file, 0, "", "tệp trống", right)])
    (header_line, header), *records = filled
    header = header[: max(index for index, cell in enumerate(header) if cell) + 1]
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
    texts = list(zip(*(cells for _, cells in records), strict=False)) or [()] * width
    found = {name: CellTexts.of(texts[header.index(name)]) for name in columns}
    return found, np.array([line for line, _ in records], dtype="int64")


def _header_problems(file: str, line: int, header: list[str], columns: Sequence[str]) -> Iterator[Problem]:
    """Says what stands where the names of columns should, or which of them are wrong, twice or missing."""
    first = header[0]
    mark = next((mark for mark in _SEPARATORS if mark in first), "") if len(header) == 1 else ""
    if first.lower().startswith("sep="):
        right = "xóa dòng này; ngăn các cột bằng dấu phẩy"
        yield Problem(file, line, "", "dòng “sep=” của Excel", right)
    elif mark:
        yield Problem(file, line, "", f"các cột ngăn bằng {_SEPARATORS[mark]}", "ngăn bằng dấu phẩy")
    elif not set(header) & set(columns):
        shown = first[:60] + ("…" if len(first) > 60 else "")  # noqa: PLR2004 (as much as fits a line)
        right = f"dòng đầu là tên các cột: {','.join(columns)}; xóa các dòng phía trên nó"
        yield Problem(file, line, "", f"“{shown}” không phải dòng tên cột", right)
    else:
        for name in dict.fromkeys(header):
            if name not in columns:
                found = "cột không có tiêu đề" if not name else "không có cột này trong định dạng"
                right = nearest(name, columns) if name else "đặt tên hoặc bỏ cột"
                yield Problem(file, line, name, found, right)
            elif header.count(name) > 1:
                yield Problem(file, line, name, "cột viết hai lần", "giữ lại một")
        for name in columns:
            if name not in header:
                yield Problem(file, line, name, "thiếu cột này", "cần đủ các cột: " + ",".join(columns))
