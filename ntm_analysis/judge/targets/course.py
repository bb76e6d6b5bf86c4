"""What a target counts, month by month since its baseline, as exact fractions."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from pandas import DataFrame

from ntm_analysis.model import Period, Target, TargetKind, TargetSense, Verdict
from ntm_analysis.model.dataset import Results

Series = tuple[tuple[Period, Fraction | None], ...]


@dataclass(frozen=True)
class NamedState:
    """Where a commune stands that the target names; ``awaiting`` a decision of recognition."""

    commune: str
    verdict: Verdict
    awaiting: bool = False


@dataclass(frozen=True)
class RealNumber:
    """How many there are now of what the document's denominator counts: "communes", or "recognised" ones."""

    of: str
    number: int


@dataclass(frozen=True)
class TargetCourse:
    """What a target counts: the value that counts now, the course up to it, and what is possible.

    ``month`` and ``date`` are those the value belongs to. ``step`` is the smallest change there can be
    (one commune, one criterion among the communes), None for a rate. ``trend`` is False where the values
    are yearly; ``pending`` counts communes that only wait for a decision. ``preliminary``: the value of now
    is (sơ bộ). ``informed`` names the months with something new, None stands for every month; ``at_end`` is
    the figure due at the target's end, once it is in.
    """

    value: Fraction | None
    month: int
    date: dt.date | None
    series: Series
    baseline: Fraction | None
    goal: Fraction
    lowest: Fraction
    highest: Fraction
    at_end: Fraction | None
    step: Fraction | None = Fraction(1)
    trend: bool = True
    pending: int = 0
    provisional: bool = False
    preliminary: bool = False
    illustrative: bool = False
    named: tuple[NamedState, ...] = ()
    real: RealNumber | None = None
    beside: Fraction | None = None
    informed: frozenset[int] | None = None

    @property
    def measured(self) -> tuple[tuple[int, Fraction], ...]:
        """Gives the months with a measured value, as numbers, with it.

        A month to which only earlier values and reports are carried measures nothing (rule 4).
        """
        known = ((period.number, value) for period, value in self.series if value is not None)
        return tuple((m, value) for m, value in known if self.informed is None or m in self.informed)


def course(
    target: Target, per_month: Mapping[int, Fraction | None], period: Period, *, highest: int, **more: Any
) -> TargetCourse:
    """Puts what a target counts each month in order; the page's own period has its value and no other's.

    ``more`` are the fields in which a kind of target differs from this.
    """
    series = in_order(per_month)
    value = dict(series).get(period)
    # The figure due at the end, none before its month has been evaluated (rule 14); where that month itself
    # was not, the last count before it stands.
    has_ended = any(month >= target.end for month, _ in series)
    counted = [each for month, each in series if month <= target.end and each is not None]
    given: dict[str, Any] = {
        "baseline": target.baseline.value,
        "goal": target.value,
        "lowest": Fraction(0),
        "highest": Fraction(highest),
        "at_end": counted[-1] if has_ended and counted else None,
    }
    day = None if value is None else period.last_day
    return TargetCourse(value, period.number, day, series, **given | more)


def in_order(per_month: Mapping[int, Fraction | None]) -> Series:
    """Puts monthly values in order."""
    return tuple((Period.from_number(int(month)), value) for month, value in sorted(per_month.items()))


def falls(target: Target) -> bool:
    """Tells whether a target asks for less; the poor rate is only ever to fall, whatever word is given."""
    return target.sense is TargetSense.FALL or target.kind is TargetKind.POOR_RATE_CHANGE


def as_good(target: Target, value: Fraction, wanted: Fraction) -> bool:
    """Tells whether a value is what is wanted or better, mirrored for a target that falls (rule 14)."""
    return value <= wanted if falls(target) else value >= wanted


def base_month(target: Target) -> int:
    """Numbers the month of the target's baseline."""
    return Period(target.baseline.date.year, target.baseline.date.month).number


def since_baseline(frame: DataFrame, target: Target, period: Period) -> DataFrame:
    """Restricts a frame to the months from the baseline to the period."""
    return frame[frame["month"].between(base_month(target), period.number)]


def informed_months(criteria: DataFrame, indicators: DataFrame) -> frozenset[int]:
    """Finds the months in which anything of the criteria was measured or reported anew (rule 4)."""
    reported = criteria.loc[criteria["reported_month"] == criteria["month"], "month"]
    measured = indicators.loc[indicators["counts_from"] == indicators["month"], "month"]
    return frozenset(map(int, {*reported, *measured}))


def standard_set(results: Results, period: Period) -> str:
    """Finds the set every commune is held against: the one with most communes, the first of equals."""
    now = results.counts[results.counts["month"] == period.number]
    sizes = now.groupby("set", sort=False)["commune"].nunique()
    return str(sizes.idxmax()) if len(sizes) else ""


def communes_in(results: Results, set_id: str, period: Period) -> int:
    """Counts the communes held against a set in the period."""
    counts = results.counts
    rows = counts[(counts["month"] == period.number) & (counts["set"] == set_id)]
    return int(rows["commune"].nunique())


def other_than_printed(target: Target, real: int, of: str) -> RealNumber | None:
    """Gives the real number where it is not the denominator that the document prints (rule 11)."""
    moved = target.denominator is not None and real and real != target.denominator
    return RealNumber(of, real) if moved else None


def recognised_now(results: Results, period: Period) -> int:
    """Counts communes recognised at the period's end, whatever year is credited."""
    rows = results.recognised
    held = rows[(rows["month"] == period.number) & (rows["level"] == "ntm") & ~rows["awaiting"]]
    return int(held["commune"].nunique())


def whole_criteria(printed: Fraction, denominator: int) -> Fraction:
    """Turns a mean printed with two decimals back into criteria counted: 14,19 of 16 is 227/16 (rule 11).

    Held to the letter, 14,19 could never be reached by 227 criteria (14,1875), which is what it prints.
    A figure that no whole number of criteria prints is rounded up: the goal is never lowered.
    """
    nearest = Fraction((2 * printed * denominator + 1) // 2, denominator)
    if Fraction((200 * nearest + 1) // 2, 100) == printed:
        return nearest
    return Fraction(-((-printed * denominator) // 1), denominator)


def evaluated_months(target: Target, results: Results, period: Period) -> list[int]:
    """Lists the months from the baseline on that were evaluated."""
    return [int(month) for month in since_baseline(results.counts, target, period)["month"].unique()]


def of_criterion(frame: DataFrame, target: Target) -> DataFrame:
    """Keeps the rows of the criterion a target is about."""
    return frame[(frame["set"] == target.set) & (frame["criterion"] == target.criterion)]
