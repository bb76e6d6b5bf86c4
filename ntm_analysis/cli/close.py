"""``ntm close``: ends the editing of a month, so that later changes are told."""

# Commands load what they need when they run: the help and a mistyped option come at once.
# ruff: noqa: PLC0415

from __future__ import annotations

import io
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ntm_analysis.cli.options import HELP, DataOption, Lang, LangOption
from ntm_analysis.errors import NtmError
from ntm_analysis.language import Language

if TYPE_CHECKING:
    from ntm_analysis.model import Period

PeriodArgument = Annotated[str, typer.Argument(help=HELP.word("cli.close_period"), metavar="KỲ")]


class AlreadyClosedError(NtmError):
    """Says that a month was closed before, by itself or with a later one."""

    def __init__(self, period: Period) -> None:
        super().__init__(
            f"kỳ {period} đã chốt; sửa dòng trong bảng và ghi lý do ở cột note, trang sẽ nêu số điều chỉnh"
        )


def close(period: PeriodArgument, data: DataOption = None, lang: LangOption = Lang.vi) -> None:
    """Closes a month of a dataset and every earlier one."""
    from ntm_analysis.dataset import find_dataset
    from ntm_analysis.model import Period

    folder = data or find_dataset(Path.cwd())
    month = Period.parse(period.strip())
    rows = close_month(folder, month)
    words = Language.load(lang)
    typer.echo(words.word("cli.closed", period=words.month(month), rows=words.number(rows)))


def close_month(folder: Path, month: Period) -> int:
    """Keeps what is known by a month's end and writes its hash to dataset.yaml; gives the number of rows.

    Raises InputError for a dataset with errors, NtmError for a month that is closed or has no rows,
    OutputError where the folder refuses; dataset.yaml is written last.
    """
    from ntm_analysis.dataset import read_dataset
    from ntm_analysis.dataset.closing import FOLDER, csv_of, digest, rows_of
    from ntm_analysis.dataset.tables import read_tables
    from ntm_analysis.reporting.writing import write_whole

    read = read_dataset(folder)
    if not read.is_draft(month):
        raise AlreadyClosedError(month)
    read.period(str(month))
    tables, _ = read_tables(folder)
    rows = rows_of(tables, month)
    for name, frame in rows.items():
        write_whole(folder / FOLDER / str(month) / f"{name}.csv", csv_of(frame))
    path = folder / "dataset.yaml"
    write_whole(path, _with_closing(path.read_text("utf-8-sig"), str(month), digest(rows)))
    return sum(len(frame) for frame in rows.values())


def _with_closing(text: str, period: str, sha256: str) -> bytes:
    """Adds the closing to the description and leaves everything else, comments too, as it is."""
    from ruamel.yaml import YAML
    from ruamel.yaml.comments import CommentedMap
    from ruamel.yaml.scalarstring import DoubleQuotedScalarString

    yaml = YAML()
    yaml.preserve_quotes = True
    yaml.width = 4096  # long lines stay as they were
    yaml.indent(mapping=2, sequence=4, offset=2)
    document = yaml.load(text)
    document.setdefault("closed", [])
    document["closed"].append(CommentedMap(period=DoubleQuotedScalarString(period), sha256=sha256))
    buffer = io.StringIO()
    yaml.dump(document, buffer)
    return buffer.getvalue().encode("utf-8")
