"""What an evaluation gives, computed once of a dataset."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import ClassVar, Self, TypeVar, cast

from pandas import DataFrame
from pandas.util import hash_pandas_object

from ntm_analysis.model import Period
from ntm_analysis.model.dataset import Dataset

T = TypeVar("T")


def once(data: Dataset, key: tuple[object, ...], more: Iterable[DataFrame], make: Callable[[], T]) -> T:
    """Gives what was computed of a dataset before, or computes it.

    Where a row was changed since, in a table an evaluation reads or in one of ``more``, it is computed anew.
    """
    tables = (data.observations, data.verdicts, data.recognitions, data.communes, data.rules, data.thresholds)
    rows = [hash_pandas_object(table, index=False).sum() for table in (*tables, data.unit_changes, *more)]
    if key not in data.remembered or data.remembered[key][0] != rows:
        data.remembered[key] = (rows, make())
    return cast("T", data.remembered[key][1])


@dataclass(frozen=True, eq=False)
class Results:
    """Everything computed for the periods up to ``until``, as tidy tables, all of them per period."""

    parts: DataFrame  # one row per component or plain indicator
    indicators: DataFrame  # one row per indicator
    criteria: DataFrame  # one row per criterion
    counts: DataFrame  # one row per commune and set
    recognised: DataFrame  # one row per recognition in force or awaited
    poverty: DataFrame  # one row per place and poverty line
    until: Period

    names: ClassVar = ("parts", "indicators", "criteria", "counts", "recognised", "poverty")

    def named(self, name: str) -> DataFrame:
        """Gives a table by its name."""
        found: DataFrame = getattr(self, name)
        return found

    def at(self, period: Period) -> Self:
        """Gives the results of one period only."""
        every = {name: self.named(name) for name in self.names}
        now = {name: table[table["month"] == period.number] for name, table in every.items()}
        return type(self)(**{name: table.reset_index(drop=True) for name, table in now.items()}, until=period)
