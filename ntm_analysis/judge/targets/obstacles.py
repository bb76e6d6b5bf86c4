"""What speaks against a target that no trend foretells: overdue tasks, unmet conditions, the own estimate.

A goal of one or two steps (one more commune recognised) has no trend (rule 14): it waits for its result,
or is at risk where something known says so.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from functools import cached_property

from ntm_analysis.judge.movement.conditions import CONDITIONS, conditions
from ntm_analysis.judge.movement.estimates import estimates_of
from ntm_analysis.judge.movement.tasks import Goals, follow_tasks
from ntm_analysis.judge.results import Results
from ntm_analysis.judge.targets.course import TargetInput, as_good, standard_set
from ntm_analysis.model import Period, Target, TargetKind, Verdict


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
class KnownAgainst:
    """What is known at a period's cut-off; what serves several targets is counted once."""

    data: TargetInput
    results: Results
    period: Period

    def obstacles(self, target: Target, goal: Fraction) -> tuple[Obstacle, ...]:
        """Lists what speaks against a target: overdue tasks, unmet conditions, the own estimate (rule 14)."""
        late = self.overdue[target.id]
        found = [Obstacle(ObstacleKind.OVERDUE_TASKS, Fraction(late))] if late else []
        if target.kind is TargetKind.RECOGNISED:
            found += self._unmet(target)
        stated = estimates_of(target, self.data.movement.estimates, self.period).district
        if stated is not None and not as_good(target, stated.value, goal):
            found.append(Obstacle(ObstacleKind.OWN_ESTIMATE, stated.value))
        return tuple(found)

    @cached_property
    def overdue(self) -> Counter[str]:
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
