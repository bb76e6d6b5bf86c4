"""``ntm check`` and ``ntm close``: a dataset held against all it must be, and a month of it closed."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from ntm_analysis.cli import options
from ntm_analysis.cli.several import OfDataset, RefusedError, datasets_in, work_on
from ntm_analysis.errors import InputError, NtmError, Problem, told
from ntm_analysis.language import CODES, Language
from ntm_analysis.model import Period

if TYPE_CHECKING:
    from ntm_analysis.batch.plan.notebooks import Notebooks
    from ntm_analysis.read import Dataset


def check(
    data: options.SeveralData = None,
    notebooks: options.Notebooks = None,
    lang: options.Language = options.Lang.vi,
    workers: options.Processes = None,
) -> None:
    """Checks datasets, criteria, languages and notebooks without a kernel; raises all problems at once."""
    from ntm_analysis.batch.plan.notebooks import notebooks_folder
    from ntm_analysis.cli.project import open_dataset

    folders, words = datasets_in(data or []), Language.load(lang)
    named, several = folders[0] if folders else None, len(folders) > 1
    problems, checked, refused, found = language_problems(), list[CheckedDataset](), None, None
    try:
        if several:
            notebooks_folder(folders[0], notebooks)  # where there is none it is told before all are read
            for each in work_on(folders, CheckedDataset.at, workers):
                checked.append(each)
                for line in told(each.warnings):
                    typer.echo(f"{each.name}: {line}")
        else:
            read = open_dataset(named)
            checked.append(CheckedDataset.of(read))
            named = named or read.folder
    except InputError as error:
        problems += error.problems
    except RefusedError as error:
        refused = error
    try:
        found = _notebooks_in(notebooks_folder(named or Path.cwd(), notebooks))
        problems += chain.from_iterable(each.unknown(found) for each in checked)
    except InputError as error:
        problems += error.problems
    if problems or found is None:
        raise InputError(problems)
    if refused is not None:
        raise refused
    for line in map(str, found.warnings) if several else told([*checked[0].warnings, *found.warnings]):
        typer.echo(line)
    typer.echo(_summary(checked, found, words))


def _notebooks_in(folder: Path) -> Notebooks:
    """Finds the notebooks of a folder; warns also of pictures that have no finding."""
    from ntm_analysis.batch.plan.asked_for import unexplained
    from ntm_analysis.batch.plan.notebooks import find_notebooks

    found = find_notebooks(folder)
    of_pictures = chain.from_iterable(unexplained(notebook.path) for notebook in found.found)
    return replace(found, warnings=(*found.warnings, *of_pictures))


def _summary(checked: Sequence[CheckedDataset], found: Notebooks, words: Language) -> str:
    """Says of what is right how much it is, and how many warnings there were."""
    warnings = sum(len(each.warnings) for each in checked) + len(found.warnings)
    facts = {
        "places": sum(each.places for each in checked),
        "notebooks": len(found.found),
        "warnings": words.plural("cli.warnings", warnings) if warnings else words.word("cli.no_warning"),
    }
    if len(checked) > 1:
        return words.word("cli.check_several_ok", datasets=len(checked), **facts)
    return words.word("cli.check_ok", name=checked[0].name, periods=checked[0].periods, **facts)


@dataclass(frozen=True)
class CheckedDataset(OfDataset):
    """How much there is in a dataset that is right, what is to be confirmed, what may be asked of it."""

    places: int
    periods: int
    warnings: tuple[Problem, ...]
    areas: tuple[str, ...]
    codes: frozenset[str]

    @classmethod
    def at(cls, folder: Path) -> CheckedDataset:
        """Reads a dataset; raises InputError with what is wrong in it."""
        from ntm_analysis.read import read_dataset

        return cls.of(read_dataset(folder))

    def unknown(self, notebooks: Notebooks) -> Iterator[Problem]:
        """Tells what notebooks ask of the dataset by name that it does not have."""
        from ntm_analysis.batch.plan.asked_for import unknown_names

        for notebook in notebooks.found:
            yield from unknown_names(notebook.path, self.areas, self.codes)

    @classmethod
    def of(cls, read: Dataset) -> CheckedDataset:
        """Takes what was read; warns also of conclusions of closed months that are other ones now."""
        from ntm_analysis.judge import evaluate
        from ntm_analysis.judge.evaluation import reopened

        warnings, found = [*read.warnings], read.concluded
        if not found.empty:
            found = reopened(read, evaluate(read, until=read.latest), read.latest)
        for _, rows in found.groupby("month"):
            first = rows.iloc[0]
            where = " ".join(text for text in (first["commune"], first["set"], first["code"]) if text)
            said = (
                f"{len(rows)} kết luận đã chốt nay tính lại khác đi, như {where}: chốt “{first['concluded']}”"
            )
            right = "xem mục điều chỉnh sau khi chốt trên trang; đổi ngưỡng, bộ tiêu chí trở lại nếu nhầm"
            name = f"closed/{Period.from_number(int(first['month']))}/conclusions.csv"
            warnings.append(Problem(name, 0, "", f"{said}, nay “{first['now']}”", right, warning=True))
        codes = frozenset(read.rules["part"]) | read.criteria.statistics.keys()
        sizes, areas = (len(read.places), len(read.periods)), tuple(read.criteria.areas)
        return cls(read.name, read.folder.name, *sizes, tuple(warnings), areas, codes)


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
    from ntm_analysis.batch.keep import write_whole
    from ntm_analysis.batch.keep.record import waiting_in
    from ntm_analysis.judge import evaluate
    from ntm_analysis.judge.evaluation import conclusions
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
