"""Holds what each target counts against the target: status, pace and outlook."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from fractions import Fraction

from pandas import DataFrame

from ntm_analysis.judge.results import Results, once
from ntm_analysis.judge.targets.communes import criterion, model_areas, recognised
from ntm_analysis.judge.targets.course import (
    NamedState,
    RealNumber,
    Series,
    TargetCourse,
    TargetInput,
    as_good,
    base_month,
)
from ntm_analysis.judge.targets.locality import mean, mean_gain, poor_rate_change
from ntm_analysis.judge.targets.obstacles import KnownAgainst, Obstacle
from ntm_analysis.judge.targets.status import Outlook, TargetStatus, expected, has_few_steps, status
from ntm_analysis.model import Period, Target, TargetKind


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


def follow_targets(data: TargetInput, results: Results, period: Period) -> tuple[Progress, ...]:
    """Says of each target where it stands at the period's end; of a dataset's own results once."""

    def followed() -> tuple[Progress, ...]:
        known = KnownAgainst(data, results, period)
        return tuple(_follow(target, known) for target in data.targets)

    if all(known is not results for _, known in data.remembered.values()):
        return followed()
    tables = [table for table in vars(data.movement).values() if isinstance(table, DataFrame)]
    return once(data, ("targets", results.until, period), tables, followed)


def _follow(target: Target, known: KnownAgainst) -> Progress:
    period, course = known.period, _course(target, known)
    value, goal, has_trend = course.value, course.goal, not has_few_steps(course)
    gap = None if value is None or as_good(target, value, goal) else goal - value
    waits = gap is not None and period <= target.end and not has_trend
    against = known.obstacles(target, goal) if waits else ()
    outlook = expected(target, course, period)
    stands = status(target, course, outlook, period, is_endangered=bool(against))
    since, left = course.month - base_month(target), target.end.number - period.number
    moved = None if value is None or course.baseline is None else value - course.baseline
    return Progress(
        target=target,
        value=value,
        # A month's figures are those of its cut-off day, as every page says of itself.
        value_date=known.data.cut_off(period) if course.date == period.last_day else course.date,
        goal=goal,
        baseline=course.baseline,
        status=stands,
        pace_so_far=moved / since if moved is not None and since > 0 else None,
        pace_needed=gap / left if gap is not None and left > 0 else None,
        # A range beside "no grounds", or where there is no trend, would say both.
        outlook=outlook if has_trend and stands is not TargetStatus.NO_GROUNDS else None,
        series=course.series,
        provisional=course.provisional,
        preliminary=course.preliminary,
        illustrative=course.illustrative,
        named=course.named,
        real=course.real,
        beside=course.beside,
        obstacles=against,
    )


def _course(target: Target, known: KnownAgainst) -> TargetCourse:
    """Counts what the target's kind asks for."""
    data, results, period = known.data, known.results, known.period
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
