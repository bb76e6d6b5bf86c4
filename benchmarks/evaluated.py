"""Writes everything an evaluation gives, so that two versions of the package are compared by `diff -r`.

    python benchmarks/evaluated.py FOLDER OUT

FOLDER is a dataset, or holds datasets at any depth. OUT gets for each of them a folder with every table of
results, rows and columns in one order whatever order the package gives them: under ``all`` what
``ntm evaluate`` writes of all months, under each month what it writes with ``--period``, with the targets.
A dataset that is refused gets its problems instead. The version compared with is another working copy:

    PYTHONPATH=/other/copy python benchmarks/evaluated.py data/van-quan /tmp/before

The tests make hundreds of small and broken datasets more, in a folder that pytest keeps:

    python -m pytest -q --basetemp /tmp/made -m "not slow" tests/read tests/say
    python benchmarks/evaluated.py /tmp/made /tmp/after
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from enum import Enum
from pathlib import Path
from typing import Any

from pandas import DataFrame

from ntm_analysis.errors import NtmError
from ntm_analysis.judge import Results, evaluate
from ntm_analysis.judge.targets import follow_targets
from ntm_analysis.model import Period, Target
from ntm_analysis.read import Dataset, read_dataset

# What names a row stands first, so that a difference can be read from the left.
_NAMES = ("month", "commune", "place", "level", "set", "criterion", "indicator", "part")


def datasets(folder: Path) -> list[Path]:
    """Lists the datasets in a folder, itself among them; links, as pytest makes them, are not followed."""
    return sorted(path.parent for path in folder.rglob("dataset.yaml"))


def write_evaluated(dataset: Path, out: Path) -> None:
    """Writes all results of one dataset, or the problems it is refused for."""
    out.mkdir(parents=True, exist_ok=True)
    try:
        data = read_dataset(dataset, "vi")
    except NtmError as error:
        (out / "problems.txt").write_text(f"{error}\n", "utf-8")
        return
    (out / "warnings.txt").write_text("".join(f"{problem}\n" for problem in data.warnings), "utf-8")
    _write_tables(evaluate(data, until=data.latest), out / "all")
    for month in data.periods:
        _write_month(data, month, out / str(month))


def _write_month(data: Dataset, month: Period, out: Path) -> None:
    results = evaluate(data, until=month)
    _write_tables(results.at(month), out)
    targets = [plain(progress) for progress in follow_targets(data, results, month)]
    text = json.dumps(targets, ensure_ascii=False, indent=1, sort_keys=True)
    (out / "targets.json").write_text(f"{text}\n", "utf-8")


def _write_tables(results: Results, out: Path) -> None:
    out.mkdir(exist_ok=True)
    for name in results.names:
        (out / f"{name}.csv").write_text(canonical(results.named(name)), "utf-8")


def canonical(table: DataFrame) -> str:
    """Gives a table as CSV with its columns and rows in an order of their own."""
    names = [name for name in _NAMES if name in table.columns]
    columns = [*names, *sorted(set(table.columns) - set(names))]
    ordered = table[columns].sort_values(columns, key=lambda column: column.astype("str"))
    return ordered.to_csv(index=False, lineterminator="\n")


def plain(value: Any) -> Any:
    """Gives a frozen value as plain JSON: a target by its id, fractions, months and days as text."""
    if isinstance(value, Target | Enum):
        return value.id if isinstance(value, Target) else value.value
    if is_dataclass(value) and not isinstance(value, Period):
        return {field.name: plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, Mapping):
        return {str(key): plain(held) for key, held in value.items()}
    if isinstance(value, frozenset | set):
        return sorted(map(plain, value))
    if isinstance(value, list | tuple):
        return [plain(held) for held in value]
    return value if value is None or isinstance(value, bool | int) else str(value)


def main() -> None:
    """Writes the results of every dataset found."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("folder", type=Path, metavar="FOLDER")
    parser.add_argument("out", type=Path, metavar="OUT")
    given = parser.parse_args()
    found = datasets(given.folder)
    for dataset in found:
        write_evaluated(dataset, given.out / dataset.relative_to(given.folder))
    print(f"{len(found)} datasets evaluated into {given.out}")


if __name__ == "__main__":
    main()
