"""``ntm evaluate``: the results as a table for further work."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from ntm_analysis.cli import options
from ntm_analysis.cli.several import OfDataset, datasets_in, work_on
from ntm_analysis.errors import NtmError
from ntm_analysis.language import Language
from ntm_analysis.publish import FORMULA

if TYPE_CHECKING:
    import pyarrow as pa
    from pandas import DataFrame

    from ntm_analysis.read import Dataset

_TEXTS = {"str", "string", "category"}
_ROWS_OF_A_SHEET = 1_048_574  # what Excel holds below a banner and a header
_ROWS_OF_A_GROUP = 200_000
TABLES = ("indicators", "criteria", "counts", "poverty", "targets", "tasks")


def evaluate(
    out: options.Results,
    data: options.SeveralData = None,
    period: options.Month = None,
    table: options.Table = TABLES[0],
    lang: options.Language = options.Lang.vi,
    workers: options.Processes = None,
) -> None:
    """Writes one table of results, of all months or of one; of several datasets with their names."""
    if table not in TABLES:
        raise NtmError(f"không có bảng “{table}”; chọn một trong: {', '.join(TABLES)}")
    if out.suffix not in {".csv", ".parquet", ".xlsx"}:
        formats = ".csv, .parquet hoặc .xlsx"
        raise NtmError(f"không biết ghi tệp “{out.name}”; đặt tên kết thúc bằng {formats}")
    from ntm_analysis.batch.keep import check_outside, replacing, write_whole
    from ntm_analysis.cli.project import open_dataset

    folders, words = datasets_in(data or []), Language.load(lang)
    wanted = WantedResults(table, period, words.code)
    check_outside(out, folders)
    if len(folders) > 1:
        with replacing(out) as temporary:
            parts = work_on(folders, wanted.part, workers)
            rows = write_parts(temporary, out.suffix, parts, table)
    else:
        read = open_dataset(folders[0] if folders else None, lang)
        check_outside(out, [read.folder])
        frame, banner = wanted.of(read)
        write_whole(out, content(frame, out.suffix, table, banner))
        rows = len(frame)
    typer.echo(words.word("cli.written", rows=rows, path=out))


@dataclass(frozen=True)
class ResultsPart(OfDataset):
    """The results of one of several datasets, with its name before each row."""

    banner: str
    table: pa.Table


@dataclass(frozen=True)
class WantedResults:
    """Which table of results, and of which month where not of all."""

    table: str
    period: str | None
    language: str

    def of(self, read: Dataset) -> tuple[DataFrame, str]:
        """Evaluates a dataset, for all months or for the one wanted; with what is to be said of all of it."""
        from ntm_analysis.say.texts import made_up
        from ntm_analysis.workbench.bench import Tables

        words = Language.load(self.language)
        month = read.period(self.period) if self.period else read.latest
        frame = Tables(read, month, words).table(self.table, None if self.period else "all")
        return frame, " – ".join(made_up(read, words))

    def part(self, folder: Path) -> ResultsPart:
        """Reads and evaluates one of several datasets."""
        import pyarrow as pa
        from pandas import Series, concat

        from ntm_analysis.read import read_dataset

        read = read_dataset(folder)
        results, banner = self.of(read)
        named = concat([Series(read.name, results.index, name="dataset", dtype="str"), results], axis=1)
        table = pa.Table.from_pandas(named, preserve_index=False)
        # Names and sources repeat: each text once takes a tenth of the room on its way here.
        packed = [c.dictionary_encode() if pa.types.is_large_string(c.type) else c for c in table.columns]
        table = pa.Table.from_arrays(packed, table.schema.names, metadata=table.schema.metadata)
        return ResultsPart(read.name, folder.name, banner, table)


def write_parts(path: Path, suffix: str, parts: Iterator[ResultsPart], name: str) -> int:
    """Writes the results of several datasets and gives the number of rows.

    Memory holds a few datasets, not all; only a sheet is written at once.
    """
    rows, parts = 0, map(unpacked, parts)
    if suffix == ".csv":
        with path.open("wb") as file:
            for part in parts:
                first = file.tell() == 0
                text = as_text(part.table.to_pandas()).to_csv(index=False, header=first, lineterminator="\n")
                file.write(text.encode("utf-8-sig" if first else "utf-8"))
                rows += part.table.num_rows
    elif suffix == ".parquet":
        import pyarrow as pa
        import pyarrow.parquet as pq

        waiting = [next(parts).table]
        with pq.ParquetWriter(path, waiting[0].schema) as groups:
            for part in parts:
                if (size := sum(table.num_rows for table in waiting)) >= _ROWS_OF_A_GROUP:
                    groups.write_table(pa.concat_tables(waiting))
                    rows, waiting = rows + size, []
                waiting.append(part.table)
            groups.write_table(pa.concat_tables(waiting))
        rows += sum(table.num_rows for table in waiting)
    else:
        from pandas import concat

        frames: list[DataFrame] = []
        banners = dict[str, None]()
        for part in parts:
            frames.append(part.table.to_pandas())
            banners |= {part.banner: None} if part.banner else {}
            rows += part.table.num_rows
            if rows > _ROWS_OF_A_SHEET:
                raise NtmError(f"kết quả dài hơn {_ROWS_OF_A_SHEET:,} dòng của Excel; ghi .parquet hoặc .csv")
        frame = concat(frames, ignore_index=True)
        path.write_bytes(content(frame, suffix, name, " – ".join(banners)))
    return rows


def unpacked(part: ResultsPart) -> ResultsPart:
    """Gives a part with its texts as texts again."""
    import pyarrow as pa

    plain = [c.cast(pa.large_string()) if pa.types.is_dictionary(c.type) else c for c in part.table.columns]
    schema = part.table.schema
    return replace(part, table=pa.Table.from_arrays(plain, schema.names, metadata=schema.metadata))


def content(frame: DataFrame, suffix: str, name: str, banner: str) -> bytes:
    """Gives the bytes of the file; only a sheet has room for the banner, the rest mark each row."""
    buffer = io.BytesIO()
    if suffix == ".csv":
        # With a byte order mark, or Excel shows Vietnamese as rubbish.
        buffer.write(as_text(frame).to_csv(index=False, lineterminator="\n").encode("utf-8-sig"))
    elif suffix == ".parquet":
        frame.to_parquet(buffer, index=False)
    else:
        import pandas as pd

        first = 1 if banner else 0
        # Texts stay texts: neither formulas nor links, of which Excel drops the long ones.
        options = {"strings_to_formulas": False, "strings_to_urls": False}
        with pd.ExcelWriter(buffer, engine="xlsxwriter", engine_kwargs={"options": options}) as writer:
            frame.to_excel(writer, sheet_name=name, index=False, startrow=first)
            sheet = writer.sheets[name]
            if banner:
                sheet.write_string(0, 0, banner)
            sheet.freeze_panes(first + 1, 0)
            sheet.autofilter(first, 0, first + len(frame), len(frame.columns) - 1)
    return buffer.getvalue()


def as_text(frame: DataFrame) -> DataFrame:
    """Gives the frame with its texts as texts: Excel would calculate one that begins as a formula does."""
    texts = [
        name for name in frame.columns if frame[name].dtype.kind in "OUT" or str(frame[name].dtype) in _TEXTS
    ]
    return frame.assign(**{name: frame[name].map(harmless, na_action="ignore") for name in texts})


def harmless(text: object) -> object:
    """Puts an apostrophe before a text that a spreadsheet would take for a formula."""
    return f"'{text}" if isinstance(text, str) and text.startswith(FORMULA) else text
