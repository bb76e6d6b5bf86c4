"""What an evaluation reads and what it gives back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from pandas import DataFrame

from ntm_analysis.model import Criteria, Period, Place, SetInForce


class EvaluationInput(Protocol):
    """The checked tables an evaluation reads; a Dataset is one.

    Exact rationals come as two integer columns ``num`` and ``den``; months as Period.number.
    """

    @property
    def observations(self) -> DataFrame: ...
    @property
    def verdicts(self) -> DataFrame: ...
    @property
    def recognitions(self) -> DataFrame: ...
    @property
    def communes(self) -> DataFrame: ...
    @property
    def rules(self) -> DataFrame: ...
    @property
    def thresholds(self) -> DataFrame: ...
    @property
    def criteria(self) -> Criteria: ...
    @property
    def sets(self) -> tuple[SetInForce, ...]: ...
    @property
    def periods(self) -> Sequence[Period]: ...
    @property
    def district(self) -> Place: ...
    @property
    def poverty_line(self) -> str: ...


@dataclass(frozen=True, eq=False)
class Results:
    """Everything computed for the periods up to ``until``, as tidy tables.

    ``parts`` has a row per component or plain indicator, ``indicators`` per indicator,
    ``criteria`` per criterion, ``counts`` per commune and set, ``recognised`` per recognition
    in force or awaited, ``poverty`` per place and poverty line; all of them per period.
    """

    parts: DataFrame
    indicators: DataFrame
    criteria: DataFrame
    counts: DataFrame
    recognised: DataFrame
    poverty: DataFrame
    until: Period

    def at(self, period: Period) -> Results:
        """Gives the results of one period only."""

        def of_period(frame: DataFrame) -> DataFrame:
            return frame[frame["month"] == period.number].reset_index(drop=True)

        return Results(
            of_period(self.parts),
            of_period(self.indicators),
            of_period(self.criteria),
            of_period(self.counts),
            of_period(self.recognised),
            of_period(self.poverty),
            period,
        )
