"""Commendations given, and facts that support further ones."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import Any

import pandas as pd
from markupsafe import Markup
from pandas import DataFrame

from ntm_analysis.display import Column, Display, element, lines, table
from ntm_analysis.judge.movement.items import first_to_meet
from ntm_analysis.judge.movement.resources import given_per_head
from ntm_analysis.model import Change, Period
from ntm_analysis.say.changes import doubts
from ntm_analysis.say.marks import records
from ntm_analysis.say.names import place_name
from ntm_analysis.say.units import contributions, own_rows, population
from ntm_analysis.say.view import View, once
from ntm_analysis.say.words import signed

MOST = 3  # communes named for one fact
# Whose recipients are people: their names stay in the decision.
_PERSONAL = ("household", "person", "newcomer")


def commendations(view: View) -> Display | None:
    """Shows the commendations of the year up to the cut-off: for what, how many, by which decision."""
    rows = view.data.movement.commendations
    start = pd.Timestamp(view.period.year, 1, 1)
    given = rows[rows["commended_on"].between(start, pd.Timestamp(view.data.cut_off(view.period)))]
    given = own_rows(view, given)
    if given.empty:
        return None
    words = view.words
    columns = [Column(words.word(f"merit.{key}")) for key in ("day", "kind", "quantity", "merit", "decision")]
    body = [_commended(view, row) for row in records(given.sort_values(["commended_on", "row"]))]
    return Display(table(words.word("merit.caption"), columns, body, kind="commendations"))


def _commended(view: View, row: Any) -> list[object]:
    words = view.words
    kind = words.word(f"merit.kind_{row.kind}")
    of_place = row.commune not in {"", view.place.code}
    decision = row.decision or words.word("merit.no_decision")
    return [
        words.date(row.commended_on.date()),
        f"{kind}: {row.recipient}" if row.recipient and row.kind not in _PERSONAL else kind,
        words.formal(int(row.quantity)),
        f"{place_name(view, row.commune)}: {row.merit}" if of_place else row.merit,
        Markup("{}{}").format(decision, element("small", f"commendations.csv:{row.row}", class_="ratio")),
    ]


@once
def merits(view: View) -> Display | None:
    """Lists facts that support a proposal; which collective is proposed is the office's decision."""
    judged, given = supporting_facts(view) if view.is_district else ([], [])
    if not judged and not given:
        return None
    note = element("p", " ".join(notes(view, given)), class_="note")
    title = element("h3", view.words.word("merit.facts"))
    return Display(title + lines("ul", [*judged, *given]) + note)


def supporting_facts(view: View) -> tuple[list[Markup], list[Markup]]:
    """Gives the district's facts on criteria, then those on what was given."""
    criteria_set = view.set_in_force("standard")
    if criteria_set is None:
        return [], []
    return [*_gains(view, criteria_set.id), *_first(view)], _given(view)


def notes(view: View, given: list[Markup]) -> list[str]:
    """Says what the facts are not, and what their figures rest on."""
    words = view.words
    told = [words.word("merit.note")]
    told += [words.word("merit.census", date=_census(view))] if given else []
    return told


def _gains(view: View, set_id: str) -> list[Markup]:
    """Names the communes that gained most since the last December; what they lost is said beside."""
    ahead = view.since(Period(view.period.year - 1, 12)).ahead(set_id)
    if not ahead:
        return []
    most = max(len(gained) - len(lost) for _, gained, lost in ahead)
    told = []
    for commune, *moved in ahead:
        gained, lost = (", ".join(_codes(view, changed)) for changed in moved)
        if len(moved[0]) - len(moved[1]) == most:
            key = "merit.gain_lost" if lost else "merit.gain_of"
            told.append(view.words.word(key, commune=view.communes[commune], gained=gained, lost=lost))
    return [_filled(view, "merit.gain", communes="; ".join(told), gain=view.words.count(most, "criteria"))]


def _codes(view: View, changed: Iterable[Change]) -> list[str]:
    return [signed(view.words, change.code, doubts(view, change)) for change in changed]


def _first(view: View) -> list[Markup]:
    criteria, movement = view.results.criteria, view.data.movement
    january = view.period.year * 12
    of_year = criteria[criteria["month"].between(january - 1, view.period.number)]
    registered = movement.registrations
    mine = registered[(registered["year"] == view.period.year).fillna(value=False)]
    alive = mine[mine["commune"].isin(list(view.communes))]
    found = first_to_meet(alive, of_year)
    return [_earliest(view, rows) for _, rows in found.groupby(["set", "criterion"], sort=False)]


def _earliest(view: View, rows: DataFrame) -> Markup:
    """Tells which communes met one criterion first; they did so in the same month."""
    words, row = view.words, next(records(rows))
    standard = view.set_in_force("standard")
    criteria = view.data.criteria.sets[row.set].criteria
    name = next(words.text(c.name) for c in criteria if c.code == row.criterion)
    named = [view.communes[r.commune] for r in records(rows)]
    return _filled(
        view,
        "merit.first" if standard and row.set == standard.id else "merit.first_advanced",
        communes=", ".join(named),
        code=row.criterion,
        name=name,
        month=words.month(Period.from_number(int(row.month))),
        n=words.number(int(row.registered)),
    )


def _given(view: View) -> list[Markup]:
    """Names the communes that gave most a head, in money and in days of work."""
    rows = given_per_head(contributions(view), view.period, list(view.communes), population(view))
    facts = ((rows["commune"], rows[key], key, decimals) for key, decimals in (("money", 0), ("labour", 2)))
    told = (_most(view, list(zip(*fact[:2], strict=True)), *fact[2:]) for fact in facts)
    return [fact for fact in told if fact]


def _most(view: View, pairs: Sequence[tuple[str, Fraction | None]], key: str, decimals: int) -> Markup:
    given = [(code, value) for code, value in pairs if value]
    given.sort(key=lambda pair: (-pair[1], pair[0]))
    words = view.words
    said: Iterable[str] = (
        words.word(f"merit.{key}_of", commune=view.communes[code], value=words.number(value, decimals))
        for code, value in given[:MOST]
    )
    return _filled(view, f"merit.{key}", told="; ".join(said)) if given else Markup("")


def _census(view: View) -> str:
    """Writes the days of the census the populations come from."""
    days = sorted(view.data.communes["census_date"].dropna().unique())
    return ", ".join(view.words.date(day.date()) for day in days) or view.words.word("table.no_value")


def _filled(view: View, key: str, **values: object) -> Markup:
    """Gives words with values that may carry marks."""
    return Markup(view.words.word(key, **{name: f"{{{name}}}" for name in values})).format(**values)  # noqa: S704 (words of the language files)
