"""How a dataset is opened, or several."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
from pandas import DataFrame, Series

from ntm_analysis.errors import Problem
from ntm_analysis.language import Language
from ntm_analysis.read import find_dataset
from ntm_analysis.read.copies import read_dataset, read_tolerantly
from ntm_analysis.workbench import comparing
from ntm_analysis.workbench.bench import Tables
from ntm_analysis.workbench.scenario import Workbench


def open(  # noqa: A001 (read as ntm.open)
    folder: str | Path | None = None,
    period: str | None = None,
    language: str = "vi",
    *,
    tolerant: bool = False,
) -> Workbench:
    """Opens a dataset at a month, the latest where none is named: nothing recorded later reaches it.

    Without a folder it is the one this folder lies in, or the only one under ``data/``. A folder with
    mistakes raises InputError with all of them; opened ``tolerant`` it is read without the rows that have
    them, which :attr:`Workbench.problems` lists.
    """
    words, where = Language.named(language), find_dataset(Path.cwd()) if folder is None else Path(folder)
    left_out: tuple[Problem, ...] = ()
    if tolerant:
        data, left_out = read_tolerantly(where, words.code)
    else:
        data = read_dataset(where, words.code)
    return Workbench(data, data.period(period) if period else data.latest, words, left_out)


def compare(before: Tables | str, after: Tables | str) -> DataFrame:
    """Gives what changed from one opened dataset to another, or between two months of the dataset here.

    See :func:`ntm_analysis.workbench.comparing.compare`; months are written as for :func:`open`.
    """
    if isinstance(before, str) and isinstance(after, str):
        now = open(period=after)
        return comparing.compare(now.at(before), now)
    first, last = (open(period=each) if isinstance(each, str) else each for each in (before, after))
    return comparing.compare(first, last)


@dataclass(frozen=True)
class Together:
    """Several localities side by side: each table has the name of its dataset before each row."""

    opened: tuple[Workbench, ...]

    def table(self, name: str, months: str | Iterable[str] | None = None) -> DataFrame:
        """Gives a table by its name in the column dictionary, of all of them, with ``dataset`` first."""
        parts = []
        for each in self.opened:
            rows = each.table(name, months)
            named = Series(each.data.name, rows.index, name="dataset", dtype="str")
            parts.append(pd.concat([named, rows], axis=1))
        return pd.concat(parts, ignore_index=True)


def open_all(folders: Iterable[str | Path], period: str | None = None, language: str = "vi") -> Together:
    """Opens several datasets at a month; raises what :func:`open` raises."""
    return Together(tuple(open(folder, period, language) for folder in folders))
