"""Where a target stands, the range expected at its end, and what the offices themselves expect (rule 14).

Falling targets are mirrored: everything is compared after turning the sign.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from itertools import combinations
from statistics import quantiles

from pandas import DataFrame

from ntm_analysis.judge.targets.course import TargetCourse, as_good, base_month, falls
from ntm_analysis.model import Period, Target, TargetKind, TargetSense

# Fewer values than this give at most three slopes: a range of three says nothing.
MEASURED_VALUES_NEEDED = 4
_FEW_STEPS = 2


class TargetStatus(StrEnum):
    """Where a target stands on the page's date (rule 14)."""

    REACHED = "reached"  # đã đạt: now, at or before its end
    REACHED_LATE = "reached_late"  # đạt sau hạn
    MISSED = "missed"  # không đạt: its end has passed and the figure due then is in
    ON_TRACK = "on_track"
    SLOW = "slow"
    HARD = "hard"
    WAITING = "waiting"  # chờ kết quả: a goal of one or two steps, or the figure of its end, is awaited
    NO_GROUNDS = "no_grounds"
    HELD = "held"
    AT_RISK = "at_risk"


STANDS_WELL = (TargetStatus.REACHED, TargetStatus.REACHED_LATE, TargetStatus.HELD, TargetStatus.ON_TRACK)
# The gravest first; what is slow can still be caught up with.
STANDS_BADLY = (TargetStatus.MISSED, TargetStatus.HARD, TargetStatus.AT_RISK, TargetStatus.SLOW)
URGENT = STANDS_BADLY[:-1]


@dataclass(frozen=True)
class Outlook:
    """The range expected at the target's end; ``method`` is the id of its explanation."""

    low: Fraction
    high: Fraction
    method: str


def status(
    target: Target, course: TargetCourse, outlook: Outlook | None, period: Period, *, is_endangered: bool
) -> TargetStatus:
    """Says where a target stands at the period's end (rule 14)."""
    if course.value is None:
        return TargetStatus.NO_GROUNDS
    is_to_hold = target.sense is TargetSense.HOLD
    well = TargetStatus.HELD if is_to_hold else TargetStatus.REACHED
    is_good_now = as_good(target, course.value, course.goal)
    if period > target.end:  # the figure due at the end decides; what came later came late
        if course.at_end is None:
            return TargetStatus.WAITING
        late = TargetStatus.REACHED_LATE if is_good_now else TargetStatus.MISSED
        return well if as_good(target, course.at_end, course.goal) else late
    if is_good_now:
        return well
    return (
        TargetStatus.AT_RISK
        if is_to_hold
        else _forecast(target, course, outlook, is_endangered=is_endangered)
    )


def _forecast(
    target: Target, course: TargetCourse, outlook: Outlook | None, *, is_endangered: bool
) -> TargetStatus:
    """Judges a target not reached and not ended, as far as there are grounds for it (rule 14).

    The straight line from baseline to target is taken in the month the value belongs to.
    """
    if course.baseline is None or course.value is None:
        return TargetStatus.NO_GROUNDS
    if has_few_steps(course):
        return TargetStatus.AT_RISK if is_endangered else TargetStatus.WAITING
    if len(course.measured) < MEASURED_VALUES_NEEDED:
        return TargetStatus.NO_GROUNDS
    # Four measured values since the baseline: its month and the end's are never the same here.
    months, whole = course.month - base_month(target), target.end.number - base_month(target)
    line = course.baseline + (course.goal - course.baseline) * Fraction(months, whole)
    if as_good(target, course.value, line):
        return TargetStatus.ON_TRACK
    if outlook is None:
        return TargetStatus.NO_GROUNDS
    best = outlook.low if falls(target) else outlook.high
    return TargetStatus.SLOW if as_good(target, best, course.goal) else TargetStatus.HARD


def has_few_steps(course: TargetCourse) -> bool:
    """Tells whether a goal is one or two steps from its baseline, so that no trend leads there (rule 14)."""
    if course.step is None or course.baseline is None:
        return False
    return abs(course.goal - course.baseline) <= _FEW_STEPS * course.step


def expected(target: Target, course: TargetCourse, period: Period) -> Outlook | None:
    """Extends the middle half of the pairwise monthly slopes (after Theil and Sen) to the target's end.

    A commune whose dossier only waits for its decision may still be recognised in time,
    which no slope foresees: it raises the upper bound (rule 14).
    """
    value = course.value
    if value is None or period > target.end or not course.trend:
        return None
    found = extended(course.measured, value, target.end.number - course.month)
    if found is None:
        return None
    low, high = (_possible(target, course, each) for each in found)
    decided = _possible(target, course, value + course.pending)
    if course.pending and decided > high:
        return Outlook(low, decided, "targets.method.dossiers")
    return Outlook(low, high, "targets.method.slopes")


def extended(
    measured: Sequence[tuple[int, Fraction]], value: Fraction, months: int
) -> tuple[Fraction, Fraction] | None:
    """Extends a value by the middle half of the pairwise slopes of what was measured, by so many months.

    None where fewer values were measured than give more than three slopes.
    """
    if len(measured) < MEASURED_VALUES_NEEDED:
        return None
    slopes = [(y - x) / (b - a) for (a, x), (b, y) in combinations(measured, 2)]
    lower, _, upper = quantiles(slopes, n=4, method="inclusive")
    return value + lower * months, value + upper * months


def _possible(target: Target, course: TargetCourse, value: Fraction) -> Fraction:
    """Keeps a forecast to what can be: within its bounds, and only whole communes or criteria.

    A commune half-way there does not count, so a part is dropped on the cautious side.
    """
    if course.step is not None:
        whole = math.ceil if falls(target) else math.floor
        value = whole(value / course.step) * course.step
    return min(max(value, course.lowest), course.highest)


@dataclass(frozen=True)
class Estimate:
    """One "ước thực hiện cả năm": the figure in the unit of the target's value, its month and its row."""

    value: Fraction
    month: int
    row: int
    illustrative: bool


@dataclass(frozen=True)
class Estimates:
    """What is expected of one target: by the district, and by each commune that said so."""

    district: Estimate | None
    communes: dict[str, Estimate]


def estimates_of(target: Target, stated: DataFrame, month: Period) -> Estimates:
    """Gives the latest statements of the month's year, none made later than the month.

    A commune's figure is 1 or 0 where the target counts communes, a number of criteria where it is a mean.
    A fall of the poor rate is stated as the document prints it and is negative here, as its goal is.
    """
    mine = stated[(stated["target"] == target.id) & stated["month"].between(month.year * 12, month.number)]
    sign = -1 if target.kind is TargetKind.POOR_RATE_CHANGE else 1
    latest = mine.sort_values("month", kind="stable").drop_duplicates("commune", keep="last")
    found = {
        row["commune"]: Estimate(
            sign * Fraction(str(row["value"])), int(row["month"]), int(row["row"]), bool(row["illustrative"])
        )
        for row in latest.to_dict("records")
    }
    return Estimates(found.pop("", None), found)


def summed(target: Target, communes: dict[str, Estimate]) -> Fraction:
    """Adds what communes expect of themselves, a mean over the target's denominator."""
    total = sum((estimate.value for estimate in communes.values()), Fraction(0))
    is_mean = target.kind is TargetKind.MEAN_CRITERIA
    return total / (target.denominator or len(communes)) if is_mean and communes else total
