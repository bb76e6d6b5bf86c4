"""Criteria gained and lost since the month looked back to, and those that changed and changed back."""

from __future__ import annotations

from collections.abc import Iterator

from ntm_analysis.model import Change, CriteriaSet, Direction
from ntm_analysis.say.changes import apart, by_commune, signs_told, steps_told
from ntm_analysis.say.papers.facts import PaperFacts


def changes(facts: PaperFacts, standard: CriteriaSet) -> Iterator[str]:
    """Tells gained and lost criteria apart, never one less the other."""
    compared = facts.changes
    if compared is None:
        yield facts.say("report.no_earlier")
        return
    yield from apart(facts.view, compared)
    if any(now == standard.id for _, now in compared.sets):
        return
    for direction in (Direction.GAINED, Direction.LOST):
        none = facts.say(f"report.none_{direction}", since=facts.view.words.month(compared.before))
        yield moved_told(facts, direction, compared.moved(standard.id, direction)) or none
    yield from back_and_forth_told(facts, standard)


def moved_told(facts: PaperFacts, direction: Direction, moved: list[Change]) -> str:
    """Tells the criteria gained, or those lost, with what a sign at one of them means; empty where none."""
    view, words = facts.view, facts.view.words
    if not moved or facts.before is None:
        return ""
    told = words.word(
        f"report.{direction}",
        since=words.month(facts.before),
        n=words.count(len(moved), "criteria"),
        communes="; ".join(by_commune(view, moved, "report.commune_codes")),
    )
    return " ".join([told, *(f"{sign}." for sign in signs_told(view, moved))])


def back_and_forth_told(facts: PaperFacts, standard: CriteriaSet) -> Iterator[str]:
    """Tells what was lost and met again, then what was met and lost again, each with its months."""
    found = facts.changes.back_and_forth(standard.id) if facts.changes else ()
    for key, met in (("lost_first", True), ("gained_first", False)):
        mine = [steps_told(facts.view, one) for one in found if one.met is met]
        if mine:
            n = facts.view.words.count(len(mine), "criteria")
            yield facts.say(f"report.{key}", n=n, communes="; ".join(mine))
