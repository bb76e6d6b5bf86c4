"""Commendations given, and facts that support further ones."""

from __future__ import annotations

import pandas as pd

from ntm_analysis.display import Column, Display, element, lines, table
from ntm_analysis.model import Period
from ntm_analysis.movement.merits import first_to_meet, gains_of_year
from ntm_analysis.movement.resources import by_commune, since_january
from ntm_analysis.tables import marks
from ntm_analysis.view import View

MOST = 3  # communes named for one fact


def commendations(view: View) -> Display | None:
    """Shows the commendations of the year up to the cut-off: for what, how many, by which decision."""
    rows = view.data.movement.commendations
    start = pd.Timestamp(view.period.year, 1, 1)
    given = rows[rows["commended_on"].between(start, pd.Timestamp(view.data.cut_off(view.period)))]
    if not view.is_district:
        given = given[given["commune"] == view.place.code]
    if given.empty:
        return None
    words = view.words
    columns = [Column(words.word(f"merit.{key}")) for key in ("day", "kind", "quantity", "merit", "decision")]
    body: list[list[object]] = [
        [
            words.date(row.commended_on.date()),
            words.word(f"merit.kind_{row.kind}") + (f": {row.recipient}" if row.recipient else ""),
            words.formal(int(row.quantity)),
            f"{view.communes[row.commune]}: {row.merit}" if row.commune in view.communes else row.merit,
            row.decision or words.word("merit.no_decision"),
        ]
        for row in marks.records(given.sort_values(["commended_on", "row"]))
    ]
    return Display(table(words.word("merit.caption"), columns, body, kind="commendations"))


def merits(view: View) -> Display | None:
    """Lists facts that support a proposal; which collective is proposed is the office's decision."""
    criteria_set = view.set_in_force("standard")
    if not view.is_district or criteria_set is None:
        return None
    told = [*_gains(view, criteria_set.id), *_first(view), *_given(view)]
    if not told:
        return None
    words = view.words
    note = element("p", words.word("merit.note"), class_="note")
    return Display(element("h3", words.word("merit.facts")) + lines("ul", told) + note)


def _gains(view: View, set_id: str) -> list[str]:
    rows = gains_of_year(view.results.counts, set_id, view.period)
    rows = rows[rows["gain"] == rows["gain"].max()] if len(rows) else rows
    words = view.words
    return (
        [
            words.word(
                "merit.gain",
                communes=", ".join(view.communes[c] for c in rows["commune"]),
                gain=words.count(int(rows["gain"].iloc[0]), "criteria"),
            )
        ]
        if len(rows)
        else []
    )


def _first(view: View) -> list[str]:
    criteria = view.results.criteria
    january = view.period.year * 12
    of_year_rows = criteria[criteria["month"].between(january - 1, view.period.number)]
    registrations = view.data.movement.registrations
    mine = registrations[(registrations["year"] == view.period.year).fillna(value=False)]
    words = view.words
    return [
        words.word(
            "merit.first",
            commune=view.communes.get(row.commune, row.commune),
            code=row.criterion,
            month=words.month(Period.from_number(int(row.month))),
        )
        for row in marks.records(first_to_meet(mine, of_year_rows))
    ]


def _given(view: View) -> list[str]:
    contributions = view.data.movement.contributions
    communes = view.data.communes.dropna(subset="population")
    people = {c: int(n) for c, n in zip(communes["code"], communes["population"], strict=True)}
    rows = by_commune(
        since_january(contributions, view.period), contributions.head(0), list(view.communes), people
    )
    given = [(row.commune, row.per_head) for row in marks.records(rows) if row.per_head is not None]
    given.sort(key=lambda pair: (-pair[1], pair[0]))
    words = view.words
    said = [
        words.word("merit.per_head_of", commune=view.communes[code], value=words.number(value, decimals=0))
        for code, value in given[:MOST]
    ]
    return [words.word("merit.per_head", told="; ".join(said))] if said else []
