"""``ntm evaluate``: the results as a table for further work."""

# Commands load what they need when they run: the help and a mistyped option come at once.
# ruff: noqa: PLC0415

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING

import typer

from ntm_analysis.cli import options
from ntm_analysis.errors import NtmError
from ntm_analysis.language import Language

if TYPE_CHECKING:
    from pandas import DataFrame

    from ntm_analysis.judge import Results
    from ntm_analysis.read import Dataset

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_TEXTS = {"str", "string", "category"}
TABLES = ("indicators", "criteria", "counts")


def evaluate(  # noqa: PLR0913, PLR0917 (one argument an option)
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
    from ntm_analysis.batch.files import check_outside, write_whole
    from ntm_analysis.cli.project import open_dataset
    from ntm_analysis.cli.several import datasets_in

    folders, words, wanted = datasets_in(data or []), Language.load(lang), WantedResults(table, period)
    check_outside(out, folders)
    if len(folders) > 1:
        from ntm_analysis.cli.together import write_together

        rows = write_together(folders, out, wanted, words, workers)
    else:
        read = open_dataset(folders[0] if folders else None, lang)
        check_outside(out, [read.folder])
        frame = wanted.of(read).named(table)
        banner = words.word("page.illustrative") if read.illustrative else ""
        write_whole(out, content(frame, out.suffix, table, banner))
        rows = len(frame)
    typer.echo(words.word("cli.written", rows=rows, path=out))


@dataclass(frozen=True)
class WantedResults:
    """Which table of results, and of which month where not of all."""

    table: str
    period: str | None

    def of(self, read: Dataset) -> Results:
        """Evaluates a dataset, for all months or for the one wanted."""
        from ntm_analysis.judge import evaluate as evaluate_data

        if self.period is None:
            return evaluate_data(read, until=read.latest)
        month = read.period(self.period)
        return evaluate_data(read, until=month).at(month)


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
    return f"'{text}" if isinstance(text, str) and text.startswith(_FORMULA) else text
