"""``ntm evaluate``: the results as a table for further work."""

# Commands load what they need when they run: the help and a mistyped option come at once.
# ruff: noqa: PLC0415

from __future__ import annotations

import io
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from ntm_analysis.cli.options import DataOption, Lang, LangOption, PeriodOption, ResultsOption, TableOption
from ntm_analysis.errors import NtmError
from ntm_analysis.language import Language

if TYPE_CHECKING:
    from pandas import DataFrame

TABLES = ("indicators", "criteria", "counts")


class UnknownTableError(NtmError):
    """Names the tables there are."""

    def __init__(self, name: str) -> None:
        super().__init__(f"không có bảng “{name}”; chọn một trong: {', '.join(TABLES)}")


class UnknownFormatError(NtmError):
    """Names the formats there are."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"không biết ghi tệp “{path.name}”; đặt tên kết thúc bằng .csv, .parquet hoặc .xlsx")


def evaluate(
    out: ResultsOption,
    data: DataOption = None,
    period: PeriodOption = None,
    table: TableOption = TABLES[0],
    lang: LangOption = Lang.vi,
) -> None:
    """Writes one table of results, of all months or of one."""
    if table not in TABLES:
        raise UnknownTableError(table)
    if out.suffix not in {".csv", ".parquet", ".xlsx"}:
        raise UnknownFormatError(out)
    from ntm_analysis.cli.project import open_dataset
    from ntm_analysis.evaluation import evaluate as evaluate_data
    from ntm_analysis.reporting.writing import write_whole

    words = Language.load(lang)
    read = open_dataset(data, lang)
    month = read.period(period) if period is not None else read.latest
    results = evaluate_data(read, until=month)
    frame: DataFrame = getattr(results.at(month) if period is not None else results, table)
    banner = words.word("page.illustrative") if read.illustrative else ""
    write_whole(out, content(frame, out.suffix, table, banner))
    typer.echo(words.word("cli.written", rows=len(frame), path=out))


def content(frame: DataFrame, suffix: str, name: str, banner: str) -> bytes:
    """Gives the bytes of the file; only a sheet has room for the banner, the rest mark each row."""
    buffer = io.BytesIO()
    if suffix == ".csv":
        # With a byte order mark, or Excel shows Vietnamese as rubbish.
        buffer.write(frame.to_csv(index=False, lineterminator="\n").encode("utf-8-sig"))
    elif suffix == ".parquet":
        frame.to_parquet(buffer, index=False)
    else:
        _sheet(frame, buffer, name, banner)
    return buffer.getvalue()


def _sheet(frame: DataFrame, buffer: io.BytesIO, name: str, banner: str) -> None:
    import pandas as pd

    first = 1 if banner else 0
    with pd.ExcelWriter(buffer, engine="xlsxwriter") as writer:
        frame.to_excel(writer, sheet_name=name, index=False, startrow=first)
        sheet = writer.sheets[name]
        if banner:
            sheet.write_string(0, 0, banner)
        sheet.freeze_panes(first + 1, 0)
        sheet.autofilter(first, 0, first + len(frame), len(frame.columns) - 1)
