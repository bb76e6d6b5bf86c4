"""What communes registered for the year, and what became of it."""

from __future__ import annotations

from typing import Any

from markupsafe import Markup

from ntm_analysis.display import Column, Display, element, table
from ntm_analysis.judge.movement.items import STATES, follow_registrations
from ntm_analysis.say import marks
from ntm_analysis.say.names import place_name
from ntm_analysis.say.units import own_rows
from ntm_analysis.say.view import View

_QUARTERS = {"1": "I", "2": "II", "3": "III", "4": "IV", "": "IV"}


def registrations(view: View) -> Display | None:
    """Shows the criteria registered for the year: registered, met, still open, late."""
    registered, criteria = view.data.movement.registrations, view.now.criteria
    rows = own_rows(view, follow_registrations(registered, criteria, view.period, list(view.communes)))
    if rows.empty:
        return None
    words = view.words
    columns = [Column(words.word("registration.criterion")), Column(words.word("registration.quarter"))]
    columns += [Column(words.word("registration.state")), Column(words.word("registration.document"))]
    by_place = view.is_district or (rows["commune"] != view.place.code).any()
    if by_place:
        columns.insert(0, Column(words.word("table.commune")))
    body = []
    for row in marks.records(rows):
        cells: list[object] = [
            registered_criterion(view, row),
            words.word("registration.in_quarter", quarter=_QUARTERS[row.quarter]),
            registration_state(view, row),
            f"{row.document} (registrations.csv:{row.row})".strip(),
        ]
        body.append([place_name(view, row.commune), *cells] if by_place else cells)
    states = [
        words.word(f"registration.n_{state}", n=words.number(int((rows["state"] == state).sum())))
        for state in STATES
        if state != "ended" or (rows["state"] == state).any()
    ]
    caption = words.word("registration.caption", n=words.number(len(rows)), states=", ".join(states))
    return Display(table(caption, columns, body, kind="registrations"))


def registered_criterion(view: View, row: Any) -> str:
    """Names a registered criterion, one of the advanced set as such."""
    criteria_set = view.data.criteria.sets[row.set]
    name = next(view.words.text(c.name) for c in criteria_set.criteria if c.code == row.criterion)
    standard = view.set_in_force("standard")
    key = "registration.standard" if standard and standard.id == row.set else "registration.advanced"
    return view.words.word(key, code=row.criterion, name=name)


def registration_state(view: View, row: Any) -> Markup:
    """Shows what became of a registration, with the verdict where it is not met."""
    word = view.words.word(f"registration.state_{row.state}")
    shown = element("span", word, class_=f"state {row.state}")
    if row.state not in {"met", "ended"}:
        shown += Markup(" (") + marks.verdict_mark(view, row.verdict) + Markup(")")
    if row.met and row.provisional:
        shown += marks.caveat_mark(view, "provisional")
    return shown + marks.caveat_mark(view, "unchecked") if row.unchecked else shown
