"""At most three questions for the leadership, chosen by rule and not by taste."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain, islice, zip_longest

from ntm_analysis.documents import tasks
from ntm_analysis.documents.facts import Facts
from ntm_analysis.documents.heads import listed
from ntm_analysis.documents.results import commune_codes
from ntm_analysis.documents.sheets import gap_told
from ntm_analysis.model import Verdict
from ntm_analysis.targets import Progress, TargetStatus
from ntm_analysis.view import View

MOST = 3
_NAMED = 3
# The worst first; a target not reached any more needs a decision on what follows.
_HOPELESS = (TargetStatus.MISSED, TargetStatus.HARD, TargetStatus.AT_RISK)


def questions(facts: Facts) -> tuple[str, ...]:
    """Asks what only leaders decide: the gravest of each kind first, then the next of each.

    The kinds in order: a target endangered by overdue tasks, a target hard to reach (told once),
    figures disputed or owed.
    """
    endangered = [(progress, _endangered(facts, progress, mine)) for progress, mine in _by_gravity(facts)]
    asked = {progress.target.id for progress, _ in endangered}
    kinds = (
        [question for _, question in endangered],
        [_hard(facts.view, p) for p in _hopeless(facts.view) if p.target.id not in asked],
        list(_figures(facts)),
    )
    in_turn = (q for q in chain.from_iterable(zip_longest(*kinds)) if q is not None)
    return tuple(islice(in_turn, MOST))


def _by_gravity(facts: Facts) -> list[tuple[Progress, list[object]]]:
    """Orders endangered targets: hopeless ones first, then by the longest overdue task."""
    pairs = tasks.endangered(facts)

    def gravity(pair: tuple[Progress, list[object]]) -> tuple[bool, int]:
        progress, mine = pair
        return progress.status not in _HOPELESS, -max(int(row.days_overdue) for row in mine)  # type: ignore[attr-defined]  # rows of a frame

    return sorted(pairs, key=gravity)


def _endangered(facts: Facts, progress: Progress, mine: list[object]) -> str:
    view = facts.view
    return view.words.word(
        "meeting.ask_task",
        target=_target(view, progress),
        n=view.words.formal(len(mine)),
        tasks=listed(view, [tasks.told(facts, row) for row in mine], most=_NAMED),
    )


def _hopeless(view: View) -> list[Progress]:
    found = [progress for progress in view.targets if progress.status in _HOPELESS]
    return sorted(found, key=lambda progress: _HOPELESS.index(progress.status))


def _hard(view: View, progress: Progress) -> str:
    words = view.words
    gap = gap_told(view, progress)
    waiting = [view.data.place(s.commune).name for s in progress.named if s.verdict is not Verdict.MET]
    named = words.word("meeting.waiting", communes=listed(view, waiting)) if waiting else ""
    return words.word("meeting.ask_target", target=_target(view, progress), gap=gap, named=named)


def _target(view: View, progress: Progress) -> str:
    words = view.words
    return words.word(
        "meeting.target",
        name=words.text(progress.target.name),
        value=words.target_figure(progress.target, progress.value),
        goal=words.target_figure(progress.target, progress.goal),
        status=words.word(f"target_status.{progress.status}"),
    )


def _figures(facts: Facts) -> Iterator[str]:
    """Asks about verdicts that contradict the data, then about figures owed."""
    view, words = facts.view, facts.view.words
    rows = view.now.criteria
    disputed = rows[rows["discrepancy"] != ""]
    if len(disputed):
        yield words.word(
            "meeting.ask_discrepancy",
            n=words.formal(len(disputed)),
            communes=commune_codes(view, disputed),
        )
    if facts.owed:
        yield words.word("meeting.ask_late", n=words.formal(len(facts.owed)), units=listed(view, facts.owing))
