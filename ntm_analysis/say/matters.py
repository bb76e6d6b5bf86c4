"""What leaders must decide: matters chosen by rule and not by taste, the gravest of each kind first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain, islice, zip_longest
from typing import Any

from pandas import DataFrame

from ntm_analysis.judge.targets import URGENT, Progress
from ntm_analysis.model import Period, TargetKind, Verdict
from ntm_analysis.say.marks import coded, records
from ntm_analysis.say.texts import body_name, place_name, value_of
from ntm_analysis.say.units import followed
from ntm_analysis.say.view import View
from ntm_analysis.say.words import Cell, Column, Sentence, Shown, Table, Tone, Weight, Words

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
    rows = followed(view)
    late = rows[rows["overdue"]].sort_values(["days_overdue", "task"], ascending=[False, True], kind="stable")
    tasks = list(records(late))
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
                rows.append(_hard(view, matter.progress))
            case Disputed():
                found = list(records(matter.rows))
                names = (
                    f"{place_name(view, row.commune)} ({coded(view, row.set, row.criterion)})"
                    for row in found
                )
                what = words.word("matter.disputed", n=words.number(len(found)), communes=", ".join(names))
                offices = (o for row in found for o in _offices(view, set=row.set, criterion=row.criterion))
                bodies = "; ".join(dict.fromkeys(offices)) or words.word("matter.nobody")
                rows.append((what, bodies, view.data.cut_off(Period.from_number(view.period.number + 1))))
    if not rows:
        return Shown((Sentence(words.word("matter.none")),), words)
    columns = tuple(Column(words.word(f"matter.{key}")) for key in ("what", "body", "by"))
    table = Table("matters", words.word("matter.caption"), columns, tuple(rows))
    return Shown((table, Sentence(words.word("matter.rule"), Tone.NOTE)), words)


def _endangered(view: View, matter: EndangeredTarget) -> tuple[Cell, ...]:
    words, named = view.words, matter.tasks[:_TASKS_NAMED]
    more = len(matter.tasks) - len(named)
    items = [
        words.word("matter.task", name=task.name, place=place_name(view, task.commune), task=task.task)
        for task in named
    ]
    items += [words.word("matter.more_tasks", n=words.number(more))] if more else []
    n, target = words.number(len(matter.tasks)), _target(view, matter.progress)
    what = Words(words.word("matter.endangered", n=n, target=target))
    bodies = dict.fromkeys(body_name(view, task.body) for task in named)
    longest = matter.tasks[0]
    by = words.word(
        "matter.was_due", day=words.date(longest.due.date()), days=words.number(int(longest.days_overdue))
    )
    end = words.word("matter.target_end", day=words.date(matter.progress.target.end.last_day))
    listed = (Words(item, weight=Weight.ITEM) for item in items)
    return (what, *listed), "; ".join(bodies), (Words(by), Words(end, weight=Weight.SMALL))


def _hard(view: View, progress: Progress) -> tuple[Cell, ...]:
    """Names who answers for a target: by its criterion, else by the communes it names."""
    words = view.words
    waiting = [place_name(view, s.commune) for s in progress.named if s.verdict is not Verdict.MET]
    what = words.word("matter.hard", target=_target(view, progress))
    if waiting:
        what += " " + words.word("matter.waiting", communes=", ".join(waiting))
    target = progress.target
    if target.kind is TargetKind.CRITERION:
        offices = list(_offices(view, set=target.set, criterion=target.criterion))
    else:
        offices = [o for commune in target.communes for o in _offices(view, commune=commune)]
    return what, "; ".join(dict.fromkeys(offices)) or view.words.word("matter.nobody"), target.end.last_day


def _target(view: View, progress: Progress) -> str:
    words, target = view.words, progress.target
    return words.word(
        "matter.target",
        name=words.text(target.name),
        value=value_of(view, progress),
        goal=words.target_figure(target, progress.goal, progress.goal),
        status=words.word(f"target_status.{progress.status}"),
    )


def _offices(view: View, **asked: str) -> Iterator[str]:
    """Finds the bodies that responsibilities.csv names for a criterion or a commune."""
    rows = view.data.movement.responsibilities
    for column, value in asked.items():
        rows = rows[rows[column] == value]
    yield from (body_name(view, str(body)) for body in rows["body"])
