"""What a target counts, month by month since its baseline, as exact fractions."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Protocol

from pandas import DataFrame

from ntm_analysis.model import Period, Target, TargetKind, TargetSense, Verdict

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

    @property
    def tasks(self) -> DataFrame:
        """One row for each task of the roadmap."""

    @property
    def task_states(self) -> DataFrame:
        """One row for each task and month in which its state was reported."""

    @property
    def estimates(self) -> DataFrame:
        """One row for each target, month and place that says what it expects."""

    @property
    def contributions(self) -> DataFrame:
        """Holds unpaid construction debt, by month and commune."""

    @property
    def confirmations(self) -> DataFrame:
        """Holds surveys of satisfaction and findings on security, by day and commune."""


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

    @property
    def recognitions(self) -> DataFrame:
        """Gives the recognitions and the dossiers under way."""

    def cut_off(self, period: Period) -> dt.date:
        """Gives the day a month's data are closed."""


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
    counts communes that only wait for a decision. ``preliminary``: the value of now is (sơ bộ).
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
    preliminary: bool = False
    illustrative: bool = False
    named: tuple[NamedState, ...] = ()
    real: RealNumber | None = None
    beside: Fraction | None = None
    informed: frozenset[int] | None = None  # months with something new; None: every month
    at_end: Fraction | None = None  # the figure due at the target's end, once it is in

    @property
    def measured(self) -> tuple[tuple[int, Fraction], ...]:
        """Gives the months with a measured value, as numbers, with it.

        A month to which only earlier values and reports are carried measures nothing (rule 4).
        """
        known = ((period.number, value) for period, value in self.series if value is not None)
        return tuple((m, value) for m, value in known if self.informed is None or m in self.informed)


def falls(target: Target) -> bool:
    """Tells whether a target asks for less; the poor rate is only ever to fall, whatever word is given."""
    return target.sense is TargetSense.FALL or target.kind is TargetKind.POOR_RATE_CHANGE


def as_good(target: Target, value: Fraction, wanted: Fraction) -> bool:
    """Tells whether a value is what is wanted or better."""
    return value <= wanted if falls(target) else value >= wanted


def value_at_end(series: Series, target: Target) -> Fraction | None:
    """Gives the count at a target's end, None before its month has been evaluated.

    Where that month itself was not, the last count before it stands.
    """
    if all(month < target.end for month, _ in series):
        return None
    counted = [value for month, value in series if month <= target.end and value is not None]
    return counted[-1] if counted else None


def base_month(target: Target) -> int:
    """Numbers the month of the target's baseline."""
    return Period(target.baseline.date.year, target.baseline.date.month).number


def since_baseline(frame: DataFrame, target: Target, period: Period) -> DataFrame:
    """Restricts a frame to the months from the baseline to the period."""
    return frame[frame["month"].between(base_month(target), period.number)]


def informed_months(criteria: DataFrame, indicators: DataFrame) -> frozenset[int]:
    """Finds the months in which anything of the criteria was measured or reported anew."""
    reported = criteria.loc[(criteria["reported_month"] == criteria["month"]).fillna(value=False), "month"]
    fresh = (indicators["counts_from"] == indicators["month"]).fillna(value=False)
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


@dataclass(frozen=True)
class RealNumber:
    """How many there are now of what the document's denominator counts: "communes", or "recognised" ones."""

    of: str
    number: int


def other_than_printed(target: Target, real: int, of: str) -> RealNumber | None:
    """Gives the real number where it is not the denominator that the document prints."""
    moved = target.denominator is not None and real and real != target.denominator
    return RealNumber(of, real) if moved else None
