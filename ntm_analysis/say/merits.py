"""Commendations given, and facts that support further ones."""

from collections.abc import Iterator
from typing import Any

import pandas as pd
from pandas import DataFrame

from ntm_analysis.judge.movement.items import first_to_meet
from ntm_analysis.judge.movement.resources import given_per_head
from ntm_analysis.model import Figure, Period
from ntm_analysis.say.doubtful import doubts
from ntm_analysis.say.marks import criterion_name, month_of, records
from ntm_analysis.say.texts import place_name, signed
from ntm_analysis.say.units import census, contributions, own_rows, population
from ntm_analysis.say.view import View, once
from ntm_analysis.say.words import Group, Listing, Sentence, Shown, Subject, Tone

MOST = 3  # communes named for one fact
# Whose recipients are people: their names stay in the decision.
_PERSONAL = ("household", "person", "newcomer")
_CHOSEN = ("day", "kind", "quantity", "merit", "decision")


COMMENDATIONS = Subject[Any](
    "commendations",
    {
        "day": lambda _view, row: row.commended_on.date(),
        "kind": lambda view, row: (
            view.words.word(f"merit.kind_{row.kind}")
            + (f": {row.recipient}" if row.recipient and row.kind not in _PERSONAL else "")
        ),
        "quantity": lambda view, row: Figure(
            int(row.quantity), view.words.formal(int(row.quantity)), decimals=0, formal=True
        ),
        "merit": lambda view, row: (
            f"{place_name(view, row.commune)}: {row.merit}"
            if row.commune not in {"", view.place.code}
            else str(row.merit)
        ),
        "decision": lambda view, row: row.decision or view.words.word("merit.no_decision"),
    },
)


def commendations(view: View) -> Shown | None:
    """Shows the commendations of the year up to the cut-off: for what, how many, by which decision."""
    rows = view.data.movement.commendations
    start = pd.Timestamp(view.period.year, 1, 1)
    given = rows[rows["commended_on"].between(start, pd.Timestamp(view.data.cut_off(view.period)))]
    given = own_rows(view, given)
    if given.empty:
        return None
    sorted_rows = records(given.sort_values(["commended_on", "row"]))
    table = COMMENDATIONS.table(view, sorted_rows, view.words.word("merit.caption"), "merit", _CHOSEN)
    return Shown((table,), view.words)


def commended(view: View, first: Period) -> Iterator[str]:
    """Counts who was commended from a month on, by kind; names stay in the decisions."""
    rows = view.data.movement.commendations
    mine = rows[rows["commended_on"].between(f"{first}-01", view.period.last_day.isoformat())]
    for kind, n in mine.groupby("kind", sort=False)["quantity"].sum().items():
        yield view.words.word(f"report.commended.{kind}", n=view.words.number(int(n)))


@once
def merits(view: View) -> Shown | None:
    """Lists facts that support a proposal; which collective is proposed is the office's decision."""
    facts, note = supporting_facts(view) if view.is_district else ((), "")
    if not facts:
        return None
    parts = (Listing("", facts), Sentence(note, Tone.NOTE))
    return Shown((Group(view.words.word("merit.facts"), parts),), view.words)


def supporting_facts(view: View) -> tuple[tuple[str, ...], str]:
    """Gives the district's facts on criteria and on what was given; and what their figures rest on."""
    criteria_set, words = view.set_in_force("standard"), view.words
    if criteria_set is None:
        return (), ""
    told = list(_gains(view, criteria_set.id))
    # The communes that met a registered criterion first; they did so in the same month.
    criteria, registered = view.results.criteria, view.data.movement.registrations
    of_year = criteria[criteria["month"].between(view.period.year * 12 - 1, view.period.number)]
    mine = registered[(registered["year"] == view.period.year).fillna(value=False)]
    alive: DataFrame = mine[mine["commune"].isin(list(view.communes))]
    for _, met in first_to_meet(alive, of_year).groupby(["set", "criterion"], sort=False):
        row = next(records(met))
        key = "merit.first" if view.is_standard(row.set) else "merit.first_advanced"
        named = {"code": row.criterion, "name": criterion_name(view, row.set, row.criterion)}
        named |= {"month": month_of(view, row.month), "n": words.number(int(row.registered))}
        communes = ", ".join(view.communes[each.commune] for each in records(met))
        told.append(words.word(key, communes=communes, **named))
    # The communes that gave most a head, in money and in days of work.
    of_giving, people = list[str](), population(view)
    rows = given_per_head(contributions(view), view.period, list(view.communes), people)
    for key, decimals in (("money", 0), ("labour", 2)):
        given = [(-value, code) for code, value in zip(rows["commune"], rows[key], strict=True) if value]
        most = "; ".join(
            words.word(f"merit.{key}_of", commune=view.communes[code], value=words.number(-value, decimals))
            for value, code in sorted(given)[:MOST]
        )
        of_giving += [words.word(f"merit.{key}", told=most)] if most else []
    census_day = words.word("merit.census", date=census(view)) if of_giving else ""
    return (*told, *of_giving), f"{words.word('merit.note')} {census_day}".strip()


def _gains(view: View, set_id: str) -> Iterator[str]:
    """Names the communes that gained most since the last December; what they lost is said beside."""
    ahead = view.since(Period(view.period.year - 1, 12)).ahead(set_id)
    most = max((len(gained) - len(lost) for _, gained, lost in ahead), default=0)
    told = []
    for commune, *moved in ahead:
        gained, lost = (
            ", ".join(signed(view.words, change.code, doubts(view, change)) for change in changed)
            for changed in moved
        )
        if len(moved[0]) - len(moved[1]) == most:
            key = "merit.gain_lost" if lost else "merit.gain_of"
            told.append(view.words.word(key, commune=view.communes[commune], gained=gained, lost=lost))
    if told:
        gain = view.words.count(most, "criteria")
        yield view.words.word("merit.gain", communes="; ".join(told), gain=gain)
