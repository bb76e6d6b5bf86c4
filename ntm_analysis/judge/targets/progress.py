"""Holds what a target counts against the target: status, pace and outlook (rule 14 of the method).

Falling targets are mirrored: everything is compared after turning the sign.
"""

from __future__ import annotations

import datetime as dt
import math
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from functools import cache
from itertools import combinations
from statistics import quantiles

from ntm_analysis.judge.targets.communes import criterion, model_areas, recognised
from ntm_analysis.judge.targets.means import mean, mean_gain
from ntm_analysis.judge.targets.obstacles import Obstacle, obstacles, overdue
from ntm_analysis.judge.targets.poverty import poor_rate_change
from ntm_analysis.judge.targets.tally import (
    NamedState,
    RealNumber,
    ResultFrames,
    Series,
    Tally,
    TargetInput,
    as_good,
    base_month,
    falls,
)
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


@dataclass(frozen=True)
class Progress:
    """A target followed to one period. Paces are per month; None where there is nothing to compare.

    ``goal`` and ``baseline`` are in the unit of ``value``: a printed mean of 14,19 is 227/16,
    and a fall of five points is -5 from a baseline of 0.
    """

    target: Target
    value: Fraction | None
    value_date: dt.date | None
    goal: Fraction
    baseline: Fraction | None
    status: TargetStatus
    pace_so_far: Fraction | None
    pace_needed: Fraction | None
    outlook: Outlook | None
    series: Series
    provisional: bool
    preliminary: bool
    illustrative: bool
    named: tuple[NamedState, ...]
    real: RealNumber | None
    beside: Fraction | None
    obstacles: tuple[Obstacle, ...]


def follow_targets(data: TargetInput, results: ResultFrames, period: Period) -> tuple[Progress, ...]:
    """Says of each target where it stands at the period's end."""
    # Once for all of them, and only where one of them asks.
    late = cache(lambda: overdue(data, results, period))
    return tuple(_follow(target, data, results, period, late) for target in data.targets)


def _tally(target: Target, data: TargetInput, results: ResultFrames, period: Period) -> Tally:
    match target.kind:
        case TargetKind.RECOGNISED:
            return recognised(target, results, period)
        case TargetKind.CRITERION:
            return criterion(target, results, period)
        case TargetKind.MEAN_CRITERIA:
            return mean(target, results, period)
        case TargetKind.MEAN_GAIN:
            return mean_gain(target, data.targets, results, period)
        case TargetKind.POOR_RATE_CHANGE:
            return poor_rate_change(target, results, period, data.poverty_line)
        case TargetKind.MODEL_AREAS:
            return model_areas(target, results, period, data.movement.model_areas)


def _follow(
    target: Target,
    data: TargetInput,
    results: ResultFrames,
    period: Period,
    late: Callable[[], Counter[str]],
) -> Progress:
    tally = _tally(target, data, results, period)
    value = tally.now.value
    waits = value is not None and period <= target.end and not as_good(target, value, tally.goal)
    waits = waits and _has_few_steps(tally)
    against = obstacles(target, tally.goal, data, results, period, late=late()[target.id]) if waits else ()
    outlook = _outlook(target, tally, period)
    status = _status(target, tally, outlook, period, is_endangered=bool(against))
    # A range beside "no grounds", or where there is no trend, would say both.
    if status is TargetStatus.NO_GROUNDS or _has_few_steps(tally):
        outlook = None
    return Progress(
        target=target,
        value=tally.now.value,
        # A month's figures are those of its cut-off day, as every page says of itself.
        value_date=data.cut_off(period) if tally.now.date == period.last_day else tally.now.date,
        goal=tally.goal,
        baseline=tally.baseline,
        status=status,
        pace_so_far=_pace_so_far(target, tally),
        pace_needed=_pace_needed(target, tally, period),
        outlook=outlook,
        series=tally.series,
        provisional=tally.provisional,
        preliminary=tally.preliminary,
        illustrative=tally.illustrative,
        named=tally.named,
        real=tally.real,
        beside=tally.beside,
        obstacles=against,
    )


def _status(
    target: Target, tally: Tally, outlook: Outlook | None, period: Period, *, is_endangered: bool
) -> TargetStatus:
    value = tally.now.value
    if value is None:
        return TargetStatus.NO_GROUNDS
    hold = target.sense is TargetSense.HOLD
    if period > target.end:
        return _at_its_end(target, tally, value)
    if as_good(target, value, tally.goal):
        return TargetStatus.HELD if hold else TargetStatus.REACHED
    return TargetStatus.AT_RISK if hold else _forecast(target, tally, outlook, is_endangered=is_endangered)


def _at_its_end(target: Target, tally: Tally, value: Fraction) -> TargetStatus:
    """Judges a target whose end has passed by the figure due then; what came later came late."""
    if tally.at_end is None:
        return TargetStatus.WAITING
    if as_good(target, tally.at_end, tally.goal):
        return TargetStatus.HELD if target.sense is TargetSense.HOLD else TargetStatus.REACHED
    is_good_now = as_good(target, value, tally.goal)
    return TargetStatus.REACHED_LATE if is_good_now else TargetStatus.MISSED


def _forecast(target: Target, tally: Tally, outlook: Outlook | None, *, is_endangered: bool) -> TargetStatus:
    """Judges a target not reached and not ended, as far as there are grounds for it."""
    value = tally.now.value
    if tally.baseline is None or value is None:
        return TargetStatus.NO_GROUNDS
    if _has_few_steps(tally):
        return TargetStatus.AT_RISK if is_endangered else TargetStatus.WAITING
    if len(tally.measured) < MEASURED_VALUES_NEEDED:
        return TargetStatus.NO_GROUNDS
    if as_good(target, value, _line(target, tally, tally.baseline)):
        return TargetStatus.ON_TRACK
    if outlook is None:
        return TargetStatus.NO_GROUNDS
    best = outlook.low if falls(target) else outlook.high
    return TargetStatus.SLOW if as_good(target, best, tally.goal) else TargetStatus.HARD


def _has_few_steps(tally: Tally) -> bool:
    """Tells whether a goal is one or two steps from its baseline, so that no trend leads there."""
    if tally.step is None or tally.baseline is None:
        return False
    return abs(tally.goal - tally.baseline) <= _FEW_STEPS * tally.step


def _line(target: Target, tally: Tally, baseline: Fraction) -> Fraction:
    """Gives the straight line from baseline to target in the month the value belongs to."""
    whole = target.end.number - base_month(target)
    if whole <= 0:
        return tally.goal
    return baseline + (tally.goal - baseline) * Fraction(tally.now.month - base_month(target), whole)


def _pace_so_far(target: Target, tally: Tally) -> Fraction | None:
    months = tally.now.month - base_month(target)
    if tally.now.value is None or tally.baseline is None or months <= 0:
        return None
    return (tally.now.value - tally.baseline) / months


def _pace_needed(target: Target, tally: Tally, period: Period) -> Fraction | None:
    months = target.end.number - period.number
    if tally.now.value is None or months <= 0 or as_good(target, tally.now.value, tally.goal):
        return None
    return (tally.goal - tally.now.value) / months


def _outlook(target: Target, tally: Tally, period: Period) -> Outlook | None:
    """Extends the middle half of the pairwise monthly slopes (after Theil and Sen) to the target's end.

    A commune whose dossier only waits for its decision may still be recognised in time,
    which no slope foresees: it raises the upper bound.
    """
    value = tally.now.value
    ended = period > target.end
    if value is None or ended or not tally.trend or len(tally.measured) < MEASURED_VALUES_NEEDED:
        return None
    slopes = [(y - x) / (b - a) for (a, x), (b, y) in combinations(tally.measured, 2)]
    lower, _, upper = quantiles(slopes, n=4, method="inclusive")
    months = target.end.number - tally.now.month
    low, high = (_possible(target, tally, value + slope * months) for slope in (lower, upper))
    decided = _possible(target, tally, value + tally.pending)
    if tally.pending and decided > high:
        return Outlook(low, decided, "targets.method.dossiers")
    return Outlook(low, high, "targets.method.slopes")


def _possible(target: Target, tally: Tally, value: Fraction) -> Fraction:
    """Keeps a forecast to what can be: within its bounds, and only whole communes or criteria.

    A commune half-way there does not count, so a part is dropped on the cautious side.
    """
    if tally.step is not None:
        whole = math.ceil if falls(target) else math.floor
        value = whole(value / tally.step) * tally.step
    return min(max(value, tally.lowest), tally.highest)
