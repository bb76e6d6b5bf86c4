"""At most three questions for the leadership: the matters to decide in sentences, then figures owed."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from ntm_analysis.documents.facts import Facts
from ntm_analysis.documents.heads import listed
from ntm_analysis.documents.results import commune_codes
from ntm_analysis.judge.targets import Progress
from ntm_analysis.model import Verdict
from ntm_analysis.say.matters import MOST, Disputed, EndangeredTarget, HardTarget, Matter, matters
from ntm_analysis.say.targets import missing, value_of
from ntm_analysis.say.task_facts import task_told
from ntm_analysis.say.view import View

_NAMED = 3


def questions(facts: Facts) -> tuple[str, ...]:
    """Asks what only leaders decide, the gravest of each kind first, then the next of each."""
    return tuple(islice(_questions(facts), MOST))


def _questions(facts: Facts) -> Iterator[str]:
    yield from (_question(facts, matter) for matter in matters(facts.view))
    if facts.owed:
        words = facts.view.words
        owing = listed(facts.view, facts.owing)
        yield words.word("meeting.ask_late", n=words.formal(len(facts.owed)), units=owing)


def _question(facts: Facts, matter: Matter) -> str:
    view, words = facts.view, facts.view.words
    match matter:
        case EndangeredTarget(progress, mine):
            told = listed(view, [task_told(facts.view, row) for row in mine], most=_NAMED)
            named = _target(view, progress)
            return words.word("meeting.ask_task", target=named, n=words.formal(len(mine)), tasks=told)
        case HardTarget(progress):
            return _hard(view, progress)
        case Disputed(rows):
            communes = commune_codes(view, rows)
            return words.word("meeting.ask_discrepancy", n=words.formal(len(rows)), communes=communes)


def _hard(view: View, progress: Progress) -> str:
    words = view.words
    waiting = [view.data.place(s.commune).name for s in progress.named if s.verdict is not Verdict.MET]
    named = words.word("meeting.waiting", communes=listed(view, waiting)) if waiting else ""
    return words.word(
        "meeting.ask_target", target=_target(view, progress), gap=missing(view, progress).text, named=named
    )


def _target(view: View, progress: Progress) -> str:
    words = view.words
    return words.word(
        "meeting.target",
        name=words.text(progress.target.name),
        value=value_of(view, progress),
        goal=words.target_figure(progress.target, progress.goal),
        status=words.word(f"target_status.{progress.status}"),
    )
