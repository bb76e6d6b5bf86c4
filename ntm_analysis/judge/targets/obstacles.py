"""What speaks against a target that no trend foretells: overdue tasks, unmet conditions, the own estimate.

A goal of one or two steps (one more commune recognised) has no trend (rule 14): it waits for its result,
or is at risk where something known says so.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from ntm_analysis.judge.movement.conditions import conditions
from ntm_analysis.judge.movement.estimates import estimates_of
from ntm_analysis.judge.movement.tasks import Goals, follow_tasks
from ntm_analysis.judge.targets.tally import ResultFrames, TargetInput, as_good, standard_set
from ntm_analysis.model import Period, Target, TargetKind, Verdict

_CONDITIONS = ("criteria", "debt", "satisfaction", "security")


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


def obstacles(  # noqa: PLR0913 (what a target is held against, and what was counted for all of them)
    target: Target, goal: Fraction, data: TargetInput, results: ResultFrames, period: Period, *, late: int
) -> tuple[Obstacle, ...]:
    """Lists what is known at the period's cut-off to speak against a target; ``late`` tasks serve it."""
    found = [Obstacle(ObstacleKind.OVERDUE_TASKS, Fraction(late))] if late else []
    if target.kind is TargetKind.RECOGNISED:
        found += _unmet(target, data, results, period)
    stated = estimates_of(target, data.movement.estimates, period).district
    if stated is not None and not as_good(target, stated.value, goal):
        found.append(Obstacle(ObstacleKind.OWN_ESTIMATE, stated.value))
    return tuple(found)


def overdue(data: TargetInput, results: ResultFrames, period: Period) -> Counter[str]:
    """Counts the overdue tasks that serve each target."""
    now = results.criteria[(results.criteria["month"] == period.number) & results.criteria["met"]]
    met = frozenset(zip(now["commune"], now["set"], now["criterion"], strict=True))
    goals = Goals(data.targets, met, standard_set(results, period))
    movement = data.movement
    rows = follow_tasks(movement.tasks, movement.task_states, goals, period, data.cut_off(period))
    return Counter(target for served in rows["endangered"] for target in set(served))


def _unmet(target: Target, data: TargetInput, results: ResultFrames, period: Period) -> list[Obstacle]:
    """Lists what recognition asks of the communes named and they are known not to meet."""
    criteria = results.criteria
    now = criteria[(criteria["month"] == period.number) & (criteria["set"] == standard_set(results, period))]
    held = results.recognised
    recognised = held.loc[(held["month"] == period.number) & ~held["awaiting"], "commune"]
    named = now[now["commune"].isin(list(target.communes))]
    rows = conditions(named, set(recognised), data.recognitions, data.movement, period)
    return [
        Obstacle(ObstacleKind.UNMET_CONDITION, commune=str(row["commune"]), condition=condition)
        for row in rows.to_dict("records")
        for condition in _CONDITIONS
        if row[condition] == Verdict.NOT_MET.value
    ]
