"""``ntm check`` and ``ntm close``: a dataset held against all it must be, and a month of it closed."""

# Commands load what they need when they run: the help and a mistyped option come at once.
# ruff: noqa: PLC0415

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from ntm_analysis.cli import options
from ntm_analysis.errors import InputError, NtmError, Problem, told
from ntm_analysis.language import CODES, Language
from ntm_analysis.model import Period

if TYPE_CHECKING:
    from ntm_analysis.batch.notebooks import Notebooks
    from ntm_analysis.read import Dataset


def check(
    data: options.SeveralData = None,
    notebooks: options.Notebooks = None,
    lang: options.Language = options.Lang.vi,
    workers: options.Processes = None,
) -> None:
    """Checks datasets, criteria, languages and notebooks without a kernel.

    Raises InputError with the problems of all of them; warnings are printed.
    """
    from ntm_analysis.cli.project import open_dataset
    from ntm_analysis.cli.several import datasets_in

    folders, words = datasets_in(data or []), Language.load(lang)
    if len(folders) > 1:
        _check_several(folders, notebooks, words, workers)
        return
    named, problems, read = folders[0] if folders else None, language_problems(), None
    try:
        read = open_dataset(named)
    except InputError as error:
        problems += error.problems
    found = _notebooks(named or (read.folder if read else Path.cwd()), notebooks, problems)
    if problems or read is None or found is None:
        raise InputError(problems)
    warnings = [*read.warnings, *_reopened(read), *found.warnings]
    for line in told(warnings):
        typer.echo(line)
    facts = {"places": len(read.places), "periods": len(read.periods), "notebooks": len(found.found)}
    typer.echo(words.word("cli.check_ok", name=read.name, **facts, warnings=_counted(len(warnings), words)))


@dataclass(frozen=True)
class _Checked:
    """What is said of a dataset that is right."""

    name: str
    folder: str
    places: int
    told: tuple[str, ...]
    warnings: int

    @classmethod
    def of(cls, folder: Path) -> _Checked:
        """Reads a dataset; raises InputError with what is wrong in it."""
        from ntm_analysis.read import read_dataset

        read = read_dataset(folder)
        warnings = [*read.warnings, *_reopened(read)]
        return cls(read.name, folder.name, len(read.places), tuple(told(warnings)), len(warnings))


def _check_several(
    folders: Sequence[Path], notebooks: Path | None, words: Language, workers: int | None
) -> None:
    from ntm_analysis.cli.several import Refused, RefusedError, each, same_names

    problems = language_problems()
    found = _notebooks(folders[0], notebooks, problems)
    refused, checked = [], list[_Checked]()
    for outcome in each(folders, _Checked.of, workers):
        if isinstance(outcome, Refused):
            refused.append(outcome)
            continue
        checked.append(outcome)
        for said in outcome.told:
            typer.echo(f"{outcome.name}: {said}")
    refused += same_names((each.name, each.folder) for each in checked)
    if problems or found is None:
        raise InputError(problems)
    if refused:
        raise RefusedError(refused)
    for warning in found.warnings:
        typer.echo(str(warning))
    warnings = sum(each.warnings for each in checked) + len(found.warnings)
    places = sum(each.places for each in checked)
    facts = {"datasets": len(checked), "places": places, "notebooks": len(found.found)}
    typer.echo(words.word("cli.check_several_ok", **facts, warnings=_counted(warnings, words)))


def _reopened(read: Dataset) -> Iterator[Problem]:
    """Warns of conclusions of closed months that are other ones now, with no row changed or with some."""
    from ntm_analysis.judge import evaluate
    from ntm_analysis.judge.targets.conclusions import reopened

    if read.concluded.empty:
        return
    found = reopened(read, evaluate(read, until=read.latest), read.latest)
    for month in sorted(found["month"].unique()):
        rows = found[found["month"] == month]
        first = rows.iloc[0]
        where = " ".join(text for text in (first["commune"], first["set"], first["code"]) if text)
        said = f"{len(rows)} kết luận đã chốt nay tính lại khác đi, như {where}: chốt “{first['concluded']}”"
        right = "xem mục điều chỉnh sau khi chốt trên trang; đổi ngưỡng, bộ tiêu chí trở lại nếu nhầm"
        name = f"closed/{Period.from_number(int(month))}/conclusions.csv"
        yield Problem(name, 0, "", f"{said}, nay “{first['now']}”", right, warning=True)


def _notebooks(dataset: Path, named: Path | None, problems: list[Problem]) -> Notebooks | None:
    """Finds the notebooks, or adds what is wrong with them to the problems."""
    from ntm_analysis.batch.notebooks import LEADING, find_notebooks, notebooks_folder

    try:
        return find_notebooks(notebooks_folder(dataset, named), (LEADING,))
    except InputError as error:
        problems += error.problems
        return None


def _counted(warnings: int, words: Language) -> str:
    return words.plural("cli.warnings", warnings) if warnings else words.word("cli.no_warning")


def language_problems() -> list[Problem]:
    """Names every word that one language has and another lacks."""
    keys = {code: Language.load(code).keys for code in CODES}
    every = frozenset().union(*keys.values())
    return [
        Problem(f"languages/{code}", 0, key, "thiếu từ", "thêm từ như ở ngôn ngữ kia")
        for code in CODES
        for key in sorted(every - keys[code])
    ]


def close(
    period: options.Closed, data: options.Data = None, lang: options.Language = options.Lang.vi
) -> None:
    """Closes a month of a dataset and every earlier one."""
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
            told = (
                f"kỳ {month} đã chốt; sửa dòng trong bảng và ghi lý do ở cột note, trang sẽ nêu số điều chỉnh"
            )
            raise NtmError(told)
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
