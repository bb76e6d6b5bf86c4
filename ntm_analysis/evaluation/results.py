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
    def poverty_line(self) -> str:
        """Names the line poverty is counted on."""
        ...


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
