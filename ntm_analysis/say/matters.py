"""What leaders must decide: matters chosen by rule and not by taste, the gravest of each kind first."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import chain, islice, zip_longest
from typing import Any

from pandas import DataFrame

from ntm_analysis.judge.targets import URGENT, Progress
from ntm_analysis.model import Period, TargetKind, Verdict
from ntm_analysis.say.marks import coded, records
from ntm_analysis.say.texts import body_name, place_name, small, target_told
from ntm_analysis.say.units import overdue
from ntm_analysis.say.view import View
from ntm_analysis.say.words import Cell, Sentence, Shown, Table, Tone, Weight, Words, heads

MOST = 3  # more than three matters are a list and no longer a decision
_TASKS_NAMED = 2


@dataclass(frozen=True)
class EndangeredTarget:
    """A target that overdue tasks endanger, with those tasks, the longest overdue first."""

    progress: Progress
    tasks: tuple[Any, ...]


@dataclass(frozen=True)
class HardTarget:
    """A target that is missed, hard to reach or at risk, and that no overdue task explains."""

    progress: Progress


@dataclass(frozen=True)
class Disputed:
    """Reported verdicts that the data contradict: rows of criteria.

    Where the threshold itself is not checked yet (rule 6), the office checks it first: nothing to decide.
    """

    rows: DataFrame


Matter = EndangeredTarget | HardTarget | Disputed


def matters(view: View) -> tuple[Matter, ...]:
    """Lists every matter of the district, one of each kind in turn.

    The kinds in order: a target endangered by overdue tasks, a target hard to reach, verdicts disputed.
    A target is a matter once.
    """
    # Hopeless targets first, then by the longest overdue task.
    endangered = endangered_targets(view)
    endangered.sort(key=lambda m: (m.progress.status not in URGENT, -int(m.tasks[0].days_overdue)))
    told = {matter.progress.target.id for matter in endangered}
    hard = sorted(
        (p for p in view.targets if p.status in URGENT and p.target.id not in told),
        key=lambda progress: URGENT.index(progress.status),
    )
    criteria = view.now.criteria
    disputed = criteria[criteria["discrepancy"] == "disagree"]
    kinds: tuple[list[Matter], ...] = (
        [*endangered],
        [HardTarget(progress) for progress in hard],
        [Disputed(disputed)] if len(disputed) else [],
    )
    return tuple(m for m in chain.from_iterable(zip_longest(*kinds)) if m is not None)


def endangered_targets(view: View) -> list[EndangeredTarget]:
    """Pairs each target that overdue tasks endanger with those tasks, in the order of the targets."""
    tasks = list(records(overdue(view)))
    pairs = [(p, tuple(t for t in tasks if p.target.id in t.endangered)) for p in view.targets]
    return [EndangeredTarget(progress, mine) for progress, mine in pairs if mine]


def decisions(view: View) -> Shown | None:
    """Shows at most three matters to decide: what, which body, by when; on the district's page."""
    if not view.is_district:
        return None
    words, rows = view.words, list[tuple[Cell, ...]]()
    for matter in islice(matters(view), MOST):
        match matter:
            case EndangeredTarget():
                rows.append(_endangered(view, matter))
            case HardTarget():
                target, waiting = matter.progress.target, waiting_for(view, matter.progress)
                what = words.word("matter.hard", target=_target(view, matter.progress))
                if waiting:
                    what += " " + words.word("matter.waiting", communes=", ".join(waiting))
                # Who answers for it: by its criterion, else by the communes it names.
                asked = [{"commune": commune} for commune in target.communes]
                if target.kind is TargetKind.CRITERION:
                    asked = [{"set": target.set, "criterion": target.criterion}]
                rows.append((what, _offices(view, asked), target.end.last_day))
            case Disputed():
                found = list(records(matter.rows))
                names = (f"{place_name(view, r.commune)} ({coded(view, r.set, r.criterion)})" for r in found)
                what = words.word("matter.disputed", n=words.number(len(found)), communes=", ".join(names))
                bodies = _offices(view, [{"set": row.set, "criterion": row.criterion} for row in found])
                rows.append((what, bodies, view.data.cut_off(Period.from_number(view.period.number + 1))))
    if not rows:
        return Shown((Sentence(words.word("matter.none")),), words)
    columns = heads(words, "matter", ("what", "body", "by"))
    table = Table("matters", words.word("matter.caption"), columns, tuple(rows))
    return Shown((table, Sentence(words.word("matter.rule"), Tone.NOTE)), words)


def _endangered(view: View, matter: EndangeredTarget) -> tuple[Cell, ...]:
    words, longest, named = view.words, matter.tasks[0], matter.tasks[:_TASKS_NAMED]
    n, target = words.number(len(matter.tasks)), _target(view, matter.progress)
    what = [Words(words.word("matter.endangered", n=n, target=target))]
    for task in named:
        of = {"name": task.name, "place": place_name(view, task.commune), "task": task.task}
        what.append(Words(words.word("matter.task", **of), weight=Weight.ITEM))
    if more := len(matter.tasks) - len(named):
        what.append(Words(words.word("matter.more_tasks", n=words.number(more)), weight=Weight.ITEM))
    bodies = dict.fromkeys(body_name(view, task.body) for task in named)
    due = {"day": words.date(longest.due.date()), "days": words.number(int(longest.days_overdue))}
    end = words.word("matter.target_end", day=words.date(matter.progress.target.end.last_day))
    return tuple(what), "; ".join(bodies), (Words(words.word("matter.was_due", **due)), *small(end))


def waiting_for(view: View, progress: Progress) -> list[str]:
    """Names the communes that a target names and that do not meet it."""
    return [place_name(view, s.commune) for s in progress.named if s.verdict is not Verdict.MET]


def _target(view: View, progress: Progress) -> str:
    return target_told(view, progress, "matter.target", progress.goal)


def _offices(view: View, asked: Iterable[Mapping[str, str]]) -> str:
    """Names the bodies that responsibilities.csv names for criteria or communes."""
    found = dict[str, None]()
    for each in asked:
        rows = view.data.movement.responsibilities
        for column, value in each.items():
            rows = rows[rows[column] == value]
        found |= dict.fromkeys(body_name(view, str(body)) for body in rows["body"])
    return "; ".join(found) or view.words.word("matter.nobody")
