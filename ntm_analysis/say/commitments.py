"""Who answers for what, and what communes registered for the year with what became of it."""

from __future__ import annotations

from typing import Any

from pandas import DataFrame

from ntm_analysis.judge.movement.registrations import STATES, follow_registrations
from ntm_analysis.model import CriteriaSet, Verdict
from ntm_analysis.say.marks import records
from ntm_analysis.say.names import body_name, place_name
from ntm_analysis.say.subjects import Subject
from ntm_analysis.say.units import own_rows
from ntm_analysis.say.view import View, once
from ntm_analysis.say.words import Choice, Column, Doubt, Judged, Piece, Shown, Standing, Table, Words

_QUARTERS = {"1": "I", "2": "II", "3": "III", "4": "IV", "": "IV"}
_CHOSEN = (
    Choice("criterion", "registration.criterion"),
    Choice("quarter", "registration.quarter"),
    Choice("state", "registration.state"),
    Choice("document", "registration.document"),
)


@once
def registered(view: View) -> DataFrame:
    """Follows the criteria registered for the year by the communes of the page's month."""
    registrations, criteria = view.data.movement.registrations, view.now.criteria
    rows: DataFrame = follow_registrations(registrations, criteria, view.period, list(view.communes))
    return rows


def registrations(view: View) -> Shown | None:
    """Shows the criteria registered for the year: registered, met, still open, late."""
    rows = own_rows(view, registered(view))
    if rows.empty:
        return None
    words = view.words
    by_place = view.is_district or (rows["commune"] != view.place.code).any()
    chosen = (Choice("place", "table.commune"), *_CHOSEN) if by_place else _CHOSEN
    counts = {state: int((rows["state"] == state).sum()) for state in STATES}
    states = [
        words.word(f"registration.n_{state}", n=words.number(n))
        for state, n in counts.items()
        if n or state != "ended"
    ]
    caption = words.word("registration.caption", n=words.number(len(rows)), states=", ".join(states))
    return Shown((REGISTRATIONS.table(view, records(rows), caption, chosen),), words)


def registered_criterion(view: View, row: Any) -> str:
    """Names a registered criterion, one of the advanced set as such."""
    criteria = view.data.criteria.sets[row.set].criteria
    name = next(view.words.text(c.name) for c in criteria if c.code == row.criterion)
    standard = view.set_in_force("standard")
    key = "registration.standard" if standard and standard.id == row.set else "registration.advanced"
    return view.words.word(key, code=row.criterion, name=name)


def registration_state(view: View, row: Any) -> tuple[Piece, ...]:
    """Says what became of a registration, with the verdict where it is not met."""
    said = Standing(row.state, view.words.word(f"registration.state_{row.state}"), kind="state")
    held: tuple[Piece, ...] = ()
    if row.state not in {"met", "ended"}:
        held = Words(" ("), Judged(Verdict(row.verdict)), Words(")")
    found = {Doubt.PROVISIONAL: row.met and row.provisional, Doubt.UNCHECKED: row.unchecked}
    return said, *held, Words("", tuple(doubt for doubt, holds in found.items() if holds))


REGISTRATIONS = Subject[Any](
    "registrations",
    {
        "place": lambda view, row: place_name(view, row.commune),
        "criterion": registered_criterion,
        "quarter": lambda view, row: view.words.word(
            "registration.in_quarter", quarter=_QUARTERS[row.quarter]
        ),
        "state": registration_state,
        "document": lambda _view, row: f"{row.document} (registrations.csv:{row.row})".strip(),
    },
)


def responsibilities(view: View) -> Shown | None:
    """Shows who is in charge: of the district's criteria and communes, or of a commune and what it misses."""
    words, rows = view.words, view.data.movement.responsibilities
    criteria_set = view.set_in_force("standard")
    # The district's own list is on the movement's page; a commune's belongs to its sheet too.
    elsewhere = view.is_district and view.notebook != "movement"
    if rows.empty or criteria_set is None or elsewhere:
        return None
    body = list[tuple[str, str]]()
    offices = rows[rows["set"] == criteria_set.id]
    if view.is_district:
        for office, mine in offices.groupby("body", sort=False):
            body.append((body_name(view, str(office)), _named(view, criteria_set, mine)))
        members = rows[rows["commune"].isin(list(view.communes))]
        for (member, post), mine in members.groupby(["body", "post"], sort=False):
            communes = ", ".join(place_name(view, code) for code in mine["commune"])
            body.append((_member(view, str(member), str(post)), communes))
    else:
        for row in records(own_rows(view, rows)):
            commune = words.word("charge.commune", name=place_name(view, row.commune))
            body.append((commune, _member(view, row.body, row.post)))
        now = view.now.criteria
        lacking = (now["commune"] == view.place.code) & (now["set"] == criteria_set.id) & ~now["met"]
        wanted = offices[offices["criterion"].isin(now.loc[lacking, "criterion"])]
        for office, mine in wanted.groupby("body", sort=False):
            criteria = _named(view, criteria_set, mine)
            body.append((words.word("charge.criteria", criteria=criteria), body_name(view, str(office))))
    order, key = (("who", "what"), "") if view.is_district else (("what", "who"), "_commune")
    columns = tuple(Column(words.word(f"charge.{key}")) for key in order)
    table = Table("charge", words.word(f"charge.caption{key}"), columns, tuple(body))
    return Shown((table,), words) if body else None


def _named(view: View, of: CriteriaSet, offices: DataFrame) -> str:
    asked = set(offices["criterion"])
    return "; ".join(f"{c.code} {view.words.text(c.name)}" for c in of.criteria if c.code in asked)


def _member(view: View, body: str, post: str) -> str:
    name = body_name(view, body)
    return view.words.word("charge.member", body=name, post=post) if post else name
