"""Criteria gained and lost since the month looked back to, and those that changed and changed back."""

from __future__ import annotations

from collections.abc import Iterator

from ntm_analysis.documents.facts import Facts
from ntm_analysis.documents.heads import listed
from ntm_analysis.model import Change, CriteriaSet, Direction
from ntm_analysis.say.changes import apart, by_commune, signs_told, steps_told


def changes(facts: Facts, standard: CriteriaSet) -> Iterator[str]:
    """Tells gained and lost criteria apart, never one less the other."""
    words, compared = facts.view.words, facts.changes
    if compared is None:
        yield words.word("report.no_earlier")
        return
    yield from apart(facts.view, compared)
    if any(now == standard.id for _, now in compared.sets):
        return
    for direction in (Direction.GAINED, Direction.LOST):
        moved = compared.moved(standard.id, direction)
        if moved:
            yield moved_told(facts, direction, moved)
        else:
            yield words.word(f"report.none_{direction}", since=words.month(compared.before))
    yield from back_and_forth_told(facts, standard)


def moved_told(facts: Facts, direction: Direction, moved: list[Change]) -> str:
    """Tells the criteria gained, or those lost, with what a sign at one of them means."""
    view, words = facts.view, facts.view.words
    told = words.word(
        f"report.{direction}",
        since=words.month(facts.before) if facts.before else "",
        n=words.count(len(moved), "criteria"),
        communes=listed(view, by_commune(view, moved, "report.commune_codes"), most=len(moved)),
    )
    return " ".join([told, *(f"{sign}." for sign in signs_told(view, moved))])


def back_and_forth_told(facts: Facts, standard: CriteriaSet) -> Iterator[str]:
    """Tells what was lost and met again, then what was met and lost again, each with its months."""
    view, words = facts.view, facts.view.words
    found = facts.changes.back_and_forth(standard.id) if facts.changes else ()
    for key, met in (("lost_first", True), ("gained_first", False)):
        mine = [steps_told(view, one) for one in found if one.met is met]
        if mine:
            n, communes = words.count(len(mine), "criteria"), listed(view, mine, most=len(mine))
            yield words.word(f"report.{key}", n=n, communes=communes)
