"""``ntm import``: files as offices send them become rows of the dataset, whole or not at all."""

from __future__ import annotations

import csv
import hashlib
import io
import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from ntm_analysis.cli import options
from ntm_analysis.errors import ExitCode, InputError, NtmError, spelled
from ntm_analysis.language import Language
from ntm_analysis.model.places import month_said

if TYPE_CHECKING:
    from ntm_analysis.read import Dataset
    from ntm_analysis.read.intake.intake import Intake

FOLDER = ".imports"  # beside the tables: what each import changed, and the table as it was
_REPORT = "report.json"


def take_in(
    files: options.Files = None,
    data: options.Data = None,
    period: options.ImportMonth = None,
    marks: options.Marks = None,
    replace: options.Replace = False,
    reason: options.Reason = None,
    dry_run: options.DryRun = False,
    undo: options.Undo = False,
    lang: options.Language = options.Lang.vi,
) -> None:
    """Reads sheets as offices send them and adds what they say to the dataset."""
    from ntm_analysis.cli.project import open_dataset
    from ntm_analysis.read.intake.intake import take_in as read_in
    from ntm_analysis.read.intake.marks import given_marks

    words, read = Language.load(lang), open_dataset(data, lang)
    if undo:
        typer.echo(take_back(read.folder, words))
        return
    if not files:
        raise NtmError("thiếu tệp; ví dụ: ntm import bang-tong-hop.xlsx --period 2022-10")
    found = read_in(
        read, files, month_said(period) if period else None, given_marks(marks) if marks else None
    )
    for line in report(found, words):
        typer.echo(spelled(line))
    rows = [*found.new, *(each.entry for each in found.others)]
    check(read, found, reason, may_write=replace or dry_run)
    if dry_run or not rows:
        key = "intake.dry" if rows else "intake.nothing"
        typer.echo(words.word(key, new=len(found.new), same=found.same))
        return
    write(read, found, reason or "")
    counts = {"new": len(found.new), "changed": len(found.others), "same": found.same}
    typer.echo(words.word("intake.written", **counts))


def check(read: Dataset, found: Intake, reason: str | None, *, may_write: bool) -> None:
    """Refuses what has mistakes, what changes a closed month without a reason, what needs a word more."""
    if found.problems:
        raise InputError(found.problems)
    months = {entry.row["period"] for entry in (*found.new, *(each.entry for each in found.others))}
    if (closed := sorted(months & {str(each) for each in read.closed})) and not reason:
        raise NtmError(f"kỳ {', '.join(closed)} đã chốt; ghi lý do bằng --reason")
    if found.others and not may_write:
        raise typer.Exit(int(ExitCode.BAD_INPUT))


def report(found: Intake, words: Language) -> Iterator[str]:
    """Tells of each sheet what was read, converted, left out and is to be confirmed."""
    for reading in found.readings:
        where = f"{reading.file}, trang “{reading.sheet}”" if reading.sheet else reading.file
        yield words.word("intake.sheet", where=where, title=reading.title)
        counted = Counter(entry.row["verdict"] for entry in reading.entries if "verdict" in entry.row)
        read = "".join(f"{', ' if place else ': '}{n} {v}" for place, (v, n) in enumerate(counted.items()))
        yield words.word("intake.read", n=words.number(len(reading.entries)), read=read, blank=reading.blank)
        parts = (
            ("converted", reading.converted),
            ("left_out", reading.left_out),
            ("asked", reading.questions),
        )
        for kind, listed in parts:
            for each in listed:
                yield words.word(f"intake.{kind}", place=each.place, text=each.text)
    for each in found.passed_over:
        yield words.word("intake.left_out", place=each.place, text=each.text)
    for other in found.others:
        yield words.word("intake.other", place=other.entry.row["source"], was=other.was, now=other.now)


def write(read: Dataset, found: Intake, reason: str) -> None:
    """Writes the rows into their tables and keeps these as they were; raises NtmError, OutputError."""
    from ntm_analysis.batch.keep import as_json, write_whole

    tables = sorted({entry.table for entry in (*found.new, *(each.entry for each in found.others))})
    paths = {name: read.folder / f"{name}.csv" for name in tables}
    for name, path in paths.items():
        if not path.is_file():
            raise NtmError(f"bộ số liệu không có {name}.csv; bảng trong sổ Excel phải sửa trong Excel")
    before = {name: path.read_bytes() for name, path in paths.items()}
    after = {name: changed(name, before[name], found, reason) for name in tables}
    kept = read.folder / FOLDER
    number = 1 + max((int(each.name) for each in kept.glob("[0-9]*")), default=0)
    place = kept / f"{number:04d}"
    told_of = [
        {"sheet": r.sheet, "file": r.file, "title": r.title, "read": len(r.entries), "blank": r.blank}
        | {kind: [vars(each) for each in getattr(r, kind)] for kind in ("converted", "left_out", "questions")}
        for r in found.readings
    ]
    others = [{"was": each.was, "now": each.now, **each.entry.row} for each in found.others]
    rows = {"new": [dict(entry.row) for entry in found.new], "changed": others}
    hashes = {name: hashlib.sha256(content).hexdigest() for name, content in after.items()}
    for name in tables:
        write_whole(place / f"{name}.csv", before[name])
    write_whole(place / _REPORT, as_json({"after": hashes, "reason": reason, "sheets": told_of, **rows}))
    for name, path in paths.items():
        write_whole(path, after[name])


def changed(table: str, before: bytes, found: Intake, reason: str) -> bytes:
    """Gives a table with the new rows at its end and the others in their places."""
    reader = csv.reader(io.StringIO(before.decode("utf-8-sig"), newline=""))
    names = next(reader)
    others = {each.line: each.entry.row for each in found.others if each.entry.table == table}
    lines, line = [names], reader.line_num  # each row by the line that it begins on
    for row in reader:
        place, line = line + 1, reader.line_num
        lines.append(_as_row(names, others[place], reason, row) if place in others else row)
    lines += [_as_row(names, entry.row, reason) for entry in found.new if entry.table == table]
    buffer = io.StringIO()
    csv.writer(buffer, lineterminator="\n").writerows(lines)
    return buffer.getvalue().encode("utf-8")


def _as_row(names: Sequence[str], row: Mapping[str, str], reason: str, was: Sequence[str] = ()) -> list[str]:
    note = {"note": reason} if reason else {}
    old: dict[str, Any] = dict(zip(names, was, strict=False))
    return [{**old, **row, **note}.get(name, "") for name in names]


def take_back(folder: Path, words: Language) -> str:
    """Takes the last import back; raises NtmError where the table was changed since, or there is none."""
    from ntm_analysis.batch.keep import remove, write_whole

    kept = sorted((folder / FOLDER).glob("[0-9]*"))
    if not kept:
        raise NtmError("chưa có lần nhập nào để lấy lại")
    last = kept[-1]
    after = json.loads((last / _REPORT).read_text("utf-8"))["after"]
    for name, digest in after.items():
        path = folder / f"{name}.csv"
        if hashlib.sha256(path.read_bytes()).hexdigest() != digest:
            raise NtmError(f"{path.name} đã được sửa sau lần nhập cuối; không lấy lại để khỏi mất phần sửa")
    for name in after:
        write_whole(folder / f"{name}.csv", (last / f"{name}.csv").read_bytes())
    for each in sorted(last.iterdir()):
        remove(each)
    last.rmdir()
    return words.word("intake.undone", tables=", ".join(f"{name}.csv" for name in after))
