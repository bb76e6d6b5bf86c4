"""Plain CSV files, which are most of them, read many times faster than record by record."""

from __future__ import annotations

import io
from collections.abc import Sequence

import numpy as np
import pyarrow as pa
import pyarrow.csv as pc

from ntm_analysis.read.cells import Cells, Integers
from ntm_analysis.read.cleaning import cleaned

_BOM = b"\xef\xbb\xbf"
# Quotes may hold commas and line breaks; the rest breaks lines in ways that editors count differently.
_NOT_PLAIN = (b'"', b"\r", b"\0")


def plain_table(data: bytes, columns: Sequence[str]) -> tuple[dict[str, Cells], Integers] | None:
    """Gives the columns of a table without quotes or blank lines, and the line of each row.

    None for a file that is not plain or not right: it wants a closer look, record by record.
    """
    data = data.removeprefix(_BOM)
    head, _, body = data.partition(b"\n")
    names = head.decode("utf-8", errors="replace").split(",")
    if any(mark in data for mark in _NOT_PLAIN) or sorted(names) != sorted(columns) or not body:
        return None
    try:
        found = pc.read_csv(io.BytesIO(body), *_options(names, len(body)))
    except pa.ArrowInvalid:
        return None
    cells = {name: _cells(found.column(name)) for name in columns}
    rows = found.num_rows
    if rows != body.count(b"\n") + (not body.endswith(b"\n")) or _has_blank_row(cells, rows):
        return None
    return cells, np.arange(2, rows + 2)


def _options(names: list[str], size: int) -> tuple[pc.ReadOptions, pc.ParseOptions, pc.ConvertOptions]:
    texts = pa.dictionary(pa.int32(), pa.string())
    return (
        # One block: each text is then numbered once for the whole file.
        pc.ReadOptions(use_threads=False, block_size=size + 1, column_names=names),
        pc.ParseOptions(quote_char=False, ignore_empty_lines=False),
        pc.ConvertOptions(column_types=dict.fromkeys(names, texts)),
    )


def _cells(column: pa.ChunkedArray) -> Cells:
    (chunk,) = column.chunks
    codes = chunk.indices.to_numpy().astype("int64")
    return Cells(codes, tuple(chunk.dictionary.to_pylist())).cleaned(cleaned)


def _has_blank_row(cells: dict[str, Cells], rows: int) -> bool:
    blank = np.ones(rows, dtype=bool)
    for column in cells.values():
        blank &= column.isin([""])
        if not blank.any():
            return False
    return True
