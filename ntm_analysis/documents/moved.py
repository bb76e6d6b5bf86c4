"""Criteria gained and lost since the month looked back to, and those that changed and changed back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from ntm_analysis.documents.difference import Change, Direction, Kind
from ntm_analysis.documents.facts import Facts
from ntm_analysis.documents.heads import listed
from ntm_analysis.judge.movement.mergers import reshaped
from ntm_analysis.model import CriteriaSet, Period
from ntm_analysis.say.marks import coded
from ntm_analysis.say.units import mergers_told
from ntm_analysis.say.view import View

# A criterion that changed once between the ends differs at them, and is told there.
_TWICE = 2


def changes(facts: Facts, standard: CriteriaSet) -> Iterator[str]:
    """Tells gained and lost criteria apart, never one less the other."""
    words = facts.view.words
    if facts.before is None:
        yield words.word("report.no_earlier")
        return
    yield from mergers_told(facts.view, facts.before)
    since = words.month(facts.before)
    before = facts.view.set_in_force("standard", facts.before)
    if before is not None and before.id != standard.id:
        was, now = (words.text(each.title) for each in (before, standard))
        yield words.word("change.set_changed", was=was, now=now)
        return
    moved = [c for c in facts.changes if c.kind is Kind.VERDICT and c.set == standard.id]
    for direction in (Direction.GAINED, Direction.LOST):
        mine = [change for change in moved if change.direction is direction]
        if mine:
            yield moved_told(facts, direction, mine)
        else:
            yield words.word(f"report.none_{direction}", since=since)
    yield from back_and_forth_told(facts, standard)


def moved_told(facts: Facts, direction: Direction, moved: list[Change]) -> str:
    """Tells the criteria gained, or those lost, with what a sign at one of them means."""
    words, communes = facts.view.words, _by_commune(facts.view, moved)
    told = words.word(
        f"report.{direction}",
        since=words.month(facts.before) if facts.before else "",
        n=words.count(len(moved), "criteria"),
        communes=communes,
    )
    if not any(change.provisional for change in moved):
        return told
    return f"{told} {words.word('difference.provisional_note')}"


def _by_commune(view: View, moved: list[Change]) -> str:
    """Lists communes with their criteria: ``Bình Phúc (6, 13*)``; the signs are those of the pages."""
    codes: dict[str, list[str]] = {}
    for change in moved:
        code = coded(view, change.set, change.code)
        if change.provisional:
            code += view.words.word("mark.provisional")
        codes.setdefault(change.place, []).append(code)
    named = [
        view.words.word(
            "report.commune_codes", commune=view.data.place(place).name, codes=", ".join(of_place)
        )
        for place, of_place in codes.items()
    ]
    return listed(view, named, most=len(named))


@dataclass(frozen=True)
class BackAndForth:
    """A commune's criterion that changed more than once: ``met`` at first, and the months it changed in."""

    commune: str
    criterion: str
    met: bool
    months: tuple[Period, ...]


def back_and_forth(facts: Facts, criteria_set: CriteriaSet) -> tuple[BackAndForth, ...]:
    """Finds what the two ends of the time do not show, month by month, in the order of the communes."""
    if facts.before is None:
        return ()
    rows = facts.view.results.criteria
    mine = rows[
        (rows["set"] == criteria_set.id)
        & rows["month"].between(facts.before.number, facts.view.period.number)
        & rows["commune"].isin(list(facts.view.communes))
        & ~rows["commune"].isin(reshaped(facts.view.data, facts.before, facts.view.period))
    ].sort_values("month", kind="stable")
    found = []
    for (commune, criterion), course in mine.groupby(["commune", "criterion"], sort=False):
        states = list(zip(course["month"], course["met"].astype(bool), strict=True))
        moved = tuple(Period.from_number(int(now[0])) for was, now in pairwise(states) if was[1] != now[1])
        if len(moved) >= _TWICE:
            found.append(BackAndForth(str(commune), str(criterion), states[0][1], moved))
    codes = [c.code for c in criteria_set.criteria]
    places = list(facts.view.communes)
    return tuple(sorted(found, key=lambda one: (places.index(one.commune), codes.index(one.criterion))))


def back_and_forth_told(facts: Facts, criteria_set: CriteriaSet) -> Iterator[str]:
    """Tells what was lost and met again, then what was met and lost again, each with its months."""
    view, words = facts.view, facts.view.words
    found = back_and_forth(facts, criteria_set)
    for key, mine in (
        ("lost_first", [one for one in found if one.met]),
        ("gained_first", [one for one in found if not one.met]),
    ):
        if mine:
            named = [_steps(facts, one) for one in mine]
            yield words.word(
                f"report.{key}",
                n=words.count(len(mine), "criteria"),
                communes=listed(view, named, most=len(named)),
            )


def _steps(facts: Facts, one: BackAndForth) -> str:
    words, lost = facts.view.words, one.met
    told = []
    for number, month in enumerate(one.months):
        # A second change is the first loss, but never the first time a criterion is met.
        key = ("lost", "lost", "lost_again") if lost else ("gained", "gained_again", "gained_again")
        told.append(words.word(f"report.step_{key[min(number, 2)]}", month=words.month(month)))
        lost = not lost
    return words.word(
        "report.commune_steps",
        commune=facts.view.communes[one.commune],
        code=one.criterion,
        steps=", ".join(told),
    )
