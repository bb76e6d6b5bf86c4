"""What a target counts, month by month since its baseline, as exact fractions."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Protocol

from pandas import DataFrame

from ntm_analysis.model import Period, Target, Verdict

Series = tuple[tuple[Period, Fraction | None], ...]


class ResultFrames(Protocol):
    """The tables of an evaluation that targets read, every period in one frame."""

    @property
    def indicators(self) -> DataFrame:
        """One row for each period, commune, set and indicator."""

    @property
    def criteria(self) -> DataFrame:
        """One row for each period, commune, set and criterion."""

    @property
    def counts(self) -> DataFrame:
        """One row for each period, commune and set."""

    @property
    def recognised(self) -> DataFrame:
        """One row for each period and commune recognised or awaiting its decision."""

    @property
    def poverty(self) -> DataFrame:
        """One row for each period and place, the district's with the town and without."""


class FollowedMovement(Protocol):
    """The movement's own tables that targets count from."""

    @property
    def model_areas(self) -> DataFrame:
        """One row for each model residential area registered or recognised."""


class TargetInput(Protocol):
    """What is to be followed and on which line; a Dataset is one."""

    @property
    def targets(self) -> tuple[Target, ...]:
        """Gives the targets in the order of their document."""

    @property
    def poverty_line(self) -> str:
        """Names the line poverty is counted on."""

    @property
    def movement(self) -> FollowedMovement:
        """Gives the movement's tables."""


@dataclass(frozen=True)
class NamedState:
    """Where a commune stands that the target names; ``awaiting`` a decision of recognition."""

    commune: str
    verdict: Verdict
    awaiting: bool = False


@dataclass(frozen=True)
class Reading:
    """The value that counts now, with the month and the day it belongs to."""

    value: Fraction | None
    month: int
    date: dt.date | None


@dataclass(frozen=True)
class Tally:
    """What a target counts: its course since the baseline, and what is possible.

    ``step`` is the smallest change there can be (one commune, one criterion among the
    communes), None for a rate. ``trend`` is False where the values are yearly; ``pending``
    counts communes that only wait for a decision.
    """

    now: Reading
    series: Series
    baseline: Fraction | None
    goal: Fraction
    lowest: Fraction
    highest: Fraction
    step: Fraction | None = Fraction(1)
    trend: bool = True
    pending: int = 0
    provisional: bool = False
    illustrative: bool = False
    named: tuple[NamedState, ...] = ()
    denominator_note: str = ""
    beside: Fraction | None = None
    informed: frozenset[int] | None = None  # months with something new; None: every month

    @property
    def measured(self) -> tuple[tuple[int, Fraction], ...]:
        """Gives the months with a measured value, as numbers, with it.

        A month to which only earlier values and reports are carried measures nothing (rule 4).
        """
        known = ((period.number, value) for period, value in self.series if value is not None)
        return tuple((m, value) for m, value in known if self.informed is None or m in self.informed)


def base_month(target: Target) -> int:
    """Numbers the month of the target's baseline."""
    return Period(target.baseline.date.year, target.baseline.date.month).number


def since_baseline(frame: DataFrame, target: Target, period: Period) -> DataFrame:
    """Restricts a frame to the months from the baseline to the period."""
    return frame[frame["month"].between(base_month(target), period.number)]


def informed_months(criteria: DataFrame, indicators: DataFrame) -> frozenset[int]:
    """Finds the months in which anything of the criteria was measured or reported anew."""
    reported = criteria.loc[(criteria["reported_month"] == criteria["month"]).fillna(value=False), "month"]
    fresh = (indicators["value_month"] == indicators["month"]).fillna(value=False)
    return frozenset(map(int, {*reported, *indicators.loc[fresh, "month"]}))


def series_of(per_month: Mapping[int, Fraction | None]) -> Series:
    """Puts monthly values in order."""
    return tuple((Period.from_number(int(month)), value) for month, value in sorted(per_month.items()))


def reading_at(series: Series, period: Period) -> Reading:
    """Gives the value of the page's own period; an earlier month's count is not carried into it."""
    value = dict(series).get(period)
    return Reading(value, period.number, None if value is None else period.last_day)


def standard_set(results: ResultFrames, period: Period) -> str:
    """Finds the set every commune is held against: the one with most communes, the first of equals."""
    now = results.counts[results.counts["month"] == period.number]
    sizes = now.groupby("set", sort=False)["commune"].nunique()
    return str(sizes.idxmax()) if len(sizes) else ""


def communes_in(results: ResultFrames, set_id: str, period: Period) -> int:
    """Counts the communes held against a set in the period."""
    counts = results.counts
    rows = counts[(counts["month"] == period.number) & (counts["set"] == set_id)]
    return int(rows["commune"].nunique())


def denominator_note(target: Target, real: int, what: str) -> str:
    """Names the note that the real number has moved from the denominator the document prints."""
    moved = target.denominator is not None and real and real != target.denominator
    return f"targets.denominator.{what}" if moved else ""
