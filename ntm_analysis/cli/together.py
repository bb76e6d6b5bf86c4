"""The results of several datasets in one file, written part by part: memory holds a few datasets, not all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
from pandas import DataFrame, Series, concat

from ntm_analysis.batch.files import replacing
from ntm_analysis.cli.evaluate import WantedResults, as_text, content
from ntm_analysis.cli.several import Refused, RefusedError, each, same_names
from ntm_analysis.errors import NtmError
from ntm_analysis.language import Language
from ntm_analysis.read import read_dataset

_ROWS_OF_A_SHEET = 1_048_574  # what Excel holds below a banner and a header
_ROWS_OF_A_GROUP = 200_000


@dataclass(frozen=True)
class _Part:
    """The results of one dataset, as bytes that another process can read."""

    name: str
    folder: str
    illustrative: bool
    table: bytes

    @classmethod
    def of(cls, folder: Path, wanted: WantedResults) -> _Part:
        """Evaluates a dataset."""
        read = read_dataset(folder)
        results = wanted.of(read).named(wanted.table)
        named = concat([Series(read.name, results.index, name="dataset", dtype="str"), results], axis=1)
        table = pa.Table.from_pandas(named, preserve_index=False)
        buffer = pa.BufferOutputStream()
        with pa.ipc.new_stream(buffer, table.schema) as stream:
            stream.write_table(table)
        return cls(read.name, folder.name, read.illustrative, buffer.getvalue().to_pybytes())


def write_together(
    folders: Sequence[Path], out: Path, wanted: WantedResults, words: Language, workers: int | None
) -> int:
    """Writes the results of every dataset and gives the number of rows.

    Raises RefusedError with the problems of all datasets; the file then stays as it was.
    """
    refused, names, rows = list[Refused](), list[tuple[str, str]](), 0
    with replacing(out) as temporary:
        if out.suffix == ".parquet":
            writer: _Parquet | _Csv | _Workbook = _Parquet(temporary)
        elif out.suffix == ".csv":
            writer = _Csv(temporary)
        else:
            writer = _Workbook(temporary, wanted.table, words.word("page.illustrative"))
        try:
            for outcome in each(folders, partial(_Part.of, wanted=wanted), workers):
                if isinstance(outcome, Refused):
                    refused.append(outcome)
                    continue
                names.append((outcome.name, outcome.folder))
                table = pa.ipc.open_stream(outcome.table).read_all()
                rows += table.num_rows
                if not refused:  # nothing more is written that would be thrown away
                    writer.add(table, illustrative=outcome.illustrative)
            refused += same_names(names)
            if refused:
                raise RefusedError(refused)
        finally:
            writer.close()
    return rows


class _Parquet:
    """Writes groups of rows as they come."""

    def __init__(self, path: Path) -> None:
        self._path, self._waiting = path, list[pa.Table]()
        self._file: pq.ParquetWriter | None = None

    def add(self, table: pa.Table, *, illustrative: bool) -> None:  # noqa: ARG002 - each row is marked
        self._waiting.append(table)
        if sum(waiting.num_rows for waiting in self._waiting) >= _ROWS_OF_A_GROUP:
            self._write()

    def _write(self) -> None:
        table = pa.concat_tables(self._waiting)
        self._waiting = []
        if self._file is None:
            self._file = pq.ParquetWriter(self._path, table.schema)
        self._file.write_table(table)

    def close(self) -> None:
        if self._waiting:
            self._write()
        if self._file is not None:
            self._file.close()


class _Csv:
    """Adds the rows to a file as they come; only the first part has the header."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def add(self, table: pa.Table, *, illustrative: bool) -> None:  # noqa: ARG002 - each row is marked
        first = not self._path.exists()
        part = as_text(table.to_pandas()).to_csv(index=False, header=first, lineterminator="\n")
        with self._path.open("ab") as file:
            file.write(part.encode("utf-8-sig" if first else "utf-8"))

    def close(self) -> None: ...


class _Workbook:
    """Keeps the rows to the end, for a sheet is written at once."""

    def __init__(self, path: Path, name: str, banner: str) -> None:
        self._path, self._name, self._banner = path, name, banner
        self._frames, self._illustrative = list[DataFrame](), False

    def add(self, table: pa.Table, *, illustrative: bool) -> None:
        self._frames.append(table.to_pandas())
        self._illustrative |= illustrative
        if sum(map(len, self._frames)) > _ROWS_OF_A_SHEET:
            raise NtmError(f"kết quả dài hơn {_ROWS_OF_A_SHEET:,} dòng của Excel; ghi .parquet hoặc .csv")

    def close(self) -> None:
        if self._frames:
            frame = concat(self._frames, ignore_index=True)
            banner = self._banner if self._illustrative else ""
            self._path.write_bytes(content(frame, ".xlsx", self._name, banner))
