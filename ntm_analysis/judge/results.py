"""What an evaluation reads and what it gives back."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property, partial
from typing import Protocol

import pyarrow as pa
from pandas import DataFrame

from ntm_analysis.judge.arrays import Columns
from ntm_analysis.model import Criteria, Period, Place, SetInForce


class EvaluationInput(Protocol):
    """The checked tables an evaluation reads; a Dataset is one.

    Exact rationals come as two integer columns ``num`` and ``den``; months as Period.number.
    """

    @property
    def observations(self) -> DataFrame:
        """Gives every recorded value of indicators and statistics."""
        ...

    @property
    def verdicts(self) -> DataFrame:
        """Gives the verdicts authorities reported, by criterion and level."""
        ...

    @property
    def recognitions(self) -> DataFrame:
        """Gives the recognitions and the dossiers under way."""
        ...

    @property
    def communes(self) -> DataFrame:
        """Gives the communes and towns with the dates they existed."""
        ...

    @property
    def rules(self) -> DataFrame:
        """Gives one row per part of every set: what is measured and how it is judged."""
        ...

    @property
    def thresholds(self) -> DataFrame:
        """Gives the thresholds by part and reference year; year 0 stands for every other year."""
        ...

    @property
    def criteria(self) -> Criteria:
        """Gives the sets with their formulas and the criteria that weigh in a revocation."""
        ...

    @property
    def sets(self) -> tuple[SetInForce, ...]:
        """Gives which set plays which role in which periods."""
        ...

    @property
    def periods(self) -> Sequence[Period]:
        """Gives the periods with data, in order."""
        ...

    @property
    def district(self) -> Place:
        """Gives the district the units belong to."""
        ...

    @property
    def unit_changes(self) -> DataFrame:
        """Gives the mergers and splits of communes with their shares."""
        ...

    @property
    def cut_off_day(self) -> int:
        """Gives the day of the month up to which its data count."""
        ...

    @property
    def poverty_line(self) -> str:
        """Names the line poverty is counted on."""
        ...


Maker = Callable[[], DataFrame]


class Results:
    """Everything computed for the periods up to ``until``, as tidy tables made when first asked for.

    ``parts`` has a row per component or plain indicator, ``indicators`` per indicator,
    ``criteria`` per criterion, ``counts`` per commune and set, ``recognised`` per recognition
    in force or awaited, ``poverty`` per place and poverty line; all of them per period.
    """

    names = ("parts", "indicators", "criteria", "counts", "recognised", "poverty")

    def __init__(self, tables: Mapping[str, Columns | Maker], until: Period) -> None:
        self._tables = tables
        self.until = until

    @cached_property
    def parts(self) -> DataFrame:
        """Gives one row per component or plain indicator."""
        return self._frame("parts")

    @cached_property
    def indicators(self) -> DataFrame:
        """Gives one row per indicator."""
        return self._frame("indicators")

    @cached_property
    def criteria(self) -> DataFrame:
        """Gives one row per criterion."""
        return self._frame("criteria")

    @cached_property
    def counts(self) -> DataFrame:
        """Gives one row per commune and set."""
        return self._frame("counts")

    @cached_property
    def recognised(self) -> DataFrame:
        """Gives one row per recognition in force or awaited."""
        return self._frame("recognised")

    @cached_property
    def poverty(self) -> DataFrame:
        """Gives one row per place and poverty line."""
        return self._frame("poverty")

    def _frame(self, name: str) -> DataFrame:
        table = self._tables[name]
        return table.frame() if isinstance(table, Columns) else table()

    def named(self, name: str) -> DataFrame:
        """Gives a table by its name."""
        found: DataFrame = getattr(self, name)
        return found

    def arrow(self, name: str) -> pa.Table:
        """Gives a table as Arrow holds it, texts by number where they were never put into words."""
        table = self._tables[name]
        if isinstance(table, Columns):
            return table.arrow()
        return pa.Table.from_pandas(self.named(name), preserve_index=False)

    def at(self, period: Period) -> Results:
        """Gives the results of one period only."""
        return Results({name: partial(self._at, name, period) for name in self.names}, period)

    def _at(self, name: str, period: Period) -> DataFrame:
        frame = self.named(name)
        return frame[frame["month"] == period.number].reset_index(drop=True)
