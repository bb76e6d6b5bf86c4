"""Holds what each target counts against the target: status, outlook, and what speaks against it.

A goal of one or two steps (one more commune recognised) has no trend (rule 14): it waits for its result,
or is at risk where something known says so: overdue tasks, unmet conditions, the office's own estimate.
"""

import datetime as dt
from collections import Counter
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from functools import cached_property

from ntm_analysis.judge.movement.conditions import CONDITIONS, conditions
from ntm_analysis.judge.movement.tasks import Goals, follow_tasks
from ntm_analysis.judge.targets import kinds
from ntm_analysis.judge.targets.course import (
    NamedState,
    RealNumber,
    Series,
    TargetCourse,
    as_good,
    standard_set,
)
from ntm_analysis.judge.targets.status import (
    Outlook,
    TargetStatus,
    estimates_of,
    expected,
    has_few_steps,
    status,
)
from ntm_analysis.model import Period, Target, TargetKind, Verdict
from ntm_analysis.model.dataset import Dataset, Results, once

# The movement's tables that say something of a target.
_OF_MOVEMENT = ("model_areas", "tasks", "task_states", "estimates", "contributions", "confirmations")
# What is said of a target as its course has it.
_OF_COURSE = (
    *("value", "goal", "baseline", "series", "provisional", "preliminary", "illustrative", "named", "real"),
    "beside",
)


class ObstacleKind(StrEnum):
    """What speaks against a target."""

    OVERDUE_TASKS = "overdue_tasks"
    UNMET_CONDITION = "unmet_condition"
    OWN_ESTIMATE = "own_estimate"


@dataclass(frozen=True)
class Obstacle:
    """One thing that speaks against a target.

    ``value`` is the number of tasks, or what the office itself expects; ``commune`` and ``condition``
    ("criteria", "debt", "satisfaction", "security") name a condition of recognition that is not met.
    """

    kind: ObstacleKind
    value: Fraction | None = None
    commune: str = ""
    condition: str = ""


@dataclass(frozen=True)
class Progress:
    """A target followed to one period.

    ``goal`` and ``baseline`` are in the unit of ``value``: a printed mean of 14,19 is 227/16,
    and a fall of five points is -5 from a baseline of 0.
    """

    target: Target
    value: Fraction | None
    value_date: dt.date | None
    goal: Fraction
    baseline: Fraction | None
    status: TargetStatus
    outlook: Outlook | None
    series: Series
    provisional: bool
    preliminary: bool
    illustrative: bool
    named: tuple[NamedState, ...]
    real: RealNumber | None
    beside: Fraction | None
    obstacles: tuple[Obstacle, ...]


def follow_targets(data: Dataset, results: Results, period: Period) -> tuple[Progress, ...]:
    """Says of each target where it stands at the period's end; of the same results once."""

    def followed() -> tuple[Progress, ...]:
        return tuple(map(_Known(data, results, period).progress, data.targets))

    tables = [getattr(data.movement, name) for name in _OF_MOVEMENT]
    key = ("targets", period, data.targets, data.cut_off(period), data.poverty_line)
    return once(results, key, (data.recognitions, *tables), followed)


def counted(target: Target, data: Dataset, results: Results, period: Period) -> TargetCourse:
    """Counts what a target's kind asks for, up to a month."""
    match target.kind:
        case TargetKind.RECOGNISED:
            return kinds.recognised(target, results, period)
        case TargetKind.CRITERION:
            return kinds.criterion(target, results, period)
        case TargetKind.MEAN_CRITERIA:
            return kinds.mean(target, results, period)
        case TargetKind.MEAN_GAIN:
            return kinds.mean_gain(target, data.targets, results, period)
        case TargetKind.POOR_RATE_CHANGE:
            return kinds.poor_rate_change(target, results, period, data.poverty_line)
        case TargetKind.MODEL_AREAS:
            return kinds.model_areas(target, results, period, data.movement.model_areas)


@dataclass(frozen=True)
class _Known:
    """What is known at a period's cut-off; what serves several targets is counted once."""

    data: Dataset
    results: Results
    period: Period

    def progress(self, target: Target) -> Progress:
        """Says where a target stands at the period's end."""
        period = self.period
        course = counted(target, self.data, self.results, period)
        value, goal, has_trend = course.value, course.goal, not has_few_steps(course)
        is_short = value is not None and not as_good(target, value, goal)
        waits = is_short and period <= target.end and not has_trend
        against = self._obstacles(target, goal) if waits else ()
        outlook = expected(target, course, period)
        stands = status(target, course, outlook, period, is_endangered=bool(against))
        return Progress(
            target=target,
            # A month's figures are those of its cut-off day, as every page says of itself.
            value_date=self.data.cut_off(period) if course.date == period.last_day else course.date,
            status=stands,
            # A range beside "no grounds", or where there is no trend, would say both.
            outlook=outlook if has_trend and stands is not TargetStatus.NO_GROUNDS else None,
            obstacles=against,
            **{name: getattr(course, name) for name in _OF_COURSE},
        )

    def _obstacles(self, target: Target, goal: Fraction) -> tuple[Obstacle, ...]:
        """Lists what speaks against a target: overdue tasks, unmet conditions, the own estimate (rule 14)."""
        late = self._overdue[target.id]
        found = [Obstacle(ObstacleKind.OVERDUE_TASKS, Fraction(late))] if late else []
        if target.kind is TargetKind.RECOGNISED:
            found += self._unmet(target)
        stated = estimates_of(target, self.data.movement.estimates, self.period).district
        if stated is not None and not as_good(target, stated.value, goal):
            found.append(Obstacle(ObstacleKind.OWN_ESTIMATE, stated.value))
        return tuple(found)

    @cached_property
    def _overdue(self) -> Counter[str]:
        """Counts the overdue tasks that serve each target."""
        now = self.results.criteria[self.results.criteria["month"] == self.period.number]
        now = now[now["met"]]
        met = frozenset(zip(now["commune"], now["set"], now["criterion"], strict=True))
        goals = Goals(self.data.targets, met, standard_set(self.results, self.period))
        movement, cut_off = self.data.movement, self.data.cut_off(self.period)
        rows = follow_tasks(movement.tasks, movement.task_states, goals, self.period, cut_off)
        return Counter(target for served in rows["endangered"] for target in set(served))

    def _unmet(self, target: Target) -> list[Obstacle]:
        """Lists what recognition asks of the communes named and they are known not to meet."""
        criteria, held = self.results.criteria, self.results.recognised
        of_month = criteria["month"] == self.period.number
        named = criteria[of_month & criteria["commune"].isin(list(target.communes))]
        named = named[named["set"] == standard_set(self.results, self.period)]
        recognised = held.loc[(held["month"] == self.period.number) & ~held["awaiting"], "commune"]
        rows = conditions(named, set(recognised), self.data.recognitions, self.data.movement, self.period)
        return [
            Obstacle(ObstacleKind.UNMET_CONDITION, commune=str(row["commune"]), condition=condition)
            for row in rows.to_dict("records")
            for condition in CONDITIONS
            if row[condition] == Verdict.NOT_MET.value
        ]
