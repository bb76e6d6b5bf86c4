"""``ntm close``: ends the editing of a month, so that later changes are told."""

# Commands load what they need when they run: the help and a mistyped option come at once.
# ruff: noqa: PLC0415

from __future__ import annotations

import hashlib
import io
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from ntm_analysis.cli import options
from ntm_analysis.errors import NtmError
from ntm_analysis.language import Language

if TYPE_CHECKING:
    from ntm_analysis.model import Period


class AlreadyClosedError(NtmError):
    """Says that a month was closed before, by itself or with a later one."""

    def __init__(self, period: Period) -> None:
        super().__init__(
            f"kỳ {period} đã chốt; sửa dòng trong bảng và ghi lý do ở cột note, trang sẽ nêu số điều chỉnh"
        )


def close(
    period: options.Closed, data: options.Data = None, lang: options.Language = options.Lang.vi
) -> None:
    """Closes a month of a dataset and every earlier one."""
    from ntm_analysis.model import Period
    from ntm_analysis.read import find_dataset

    folder = data or find_dataset(Path.cwd())
    month = Period.parse(period.strip())
    rows = close_month(folder, month)
    words = Language.load(lang)
    typer.echo(words.word("cli.closed", period=words.month(month), rows=words.number(rows)))


def close_month(folder: Path, month: Period) -> int:
    """Keeps what is known by a month's end and writes its hash to dataset.yaml; gives the number of rows.

    What is concluded of the month is kept with it: verdicts, criteria met, where the targets stand. Of two
    closings at once the second waits for the first. Raises InputError for a dataset with errors, NtmError
    for a month that is closed or has no rows, OutputError where the folder refuses; dataset.yaml is written
    last.
    """
    from ntm_analysis.batch.files import write_whole
    from ntm_analysis.batch.record import waiting_in
    from ntm_analysis.judge import evaluate
    from ntm_analysis.judge.targets.conclusions import conclusions
    from ntm_analysis.read import read_dataset
    from ntm_analysis.read.closing import CONCLUSIONS, FOLDER, csv_of, digest, rows_of
    from ntm_analysis.read.tables import read_tables

    with waiting_in(folder):
        read = read_dataset(folder)
        if not read.is_draft(month):
            raise AlreadyClosedError(month)
        read.period(str(month))
        tables, _ = read_tables(folder)
        rows = rows_of(tables, month)
        for name, frame in rows.items():
            write_whole(folder / FOLDER / str(month) / f"{name}.csv", csv_of(frame))
        concluded = csv_of(conclusions(read, evaluate(read, until=month), month))
        write_whole(folder / FOLDER / str(month) / f"{CONCLUSIONS}.csv", concluded)
        path = folder / "dataset.yaml"
        hashes = {"sha256": digest(rows), "concluded": hashlib.sha256(concluded).hexdigest()}
        write_whole(path, _with_closing(path.read_text("utf-8-sig"), str(month), hashes))
        return sum(len(frame) for frame in rows.values())


def _with_closing(text: str, period: str, hashes: Mapping[str, str]) -> bytes:
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
    document["closed"].append(CommentedMap(period=DoubleQuotedScalarString(period), **hashes))
    buffer = io.StringIO()
    yaml.dump(document, buffer)
    return buffer.getvalue().encode("utf-8")
