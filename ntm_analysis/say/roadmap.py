"""The roadmap on the page: tasks overdue, due and done, the load of each body, what was registered."""

from __future__ import annotations

from typing import Any

import pandas as pd
from markupsafe import Markup
from pandas import DataFrame

from ntm_analysis.display import Column, Display, element, table
from ntm_analysis.judge.movement.registrations import STATES, follow_registrations
from ntm_analysis.judge.movement.tasks import Goals, follow_tasks, load_by_body
from ntm_analysis.say import marks
from ntm_analysis.say.units import own_rows
from ntm_analysis.say.view import View, once

_QUARTERS = {"1": "I", "2": "II", "3": "III", "4": "IV", "": "IV"}


@once
def followed(view: View) -> DataFrame:
    """Follows the tasks of the page: all of the district, or those of the commune and its former units."""
    movement = view.data.movement
    rows = follow_tasks(
        movement.tasks,
        movement.task_states,
        goals_of_tasks(view),
        view.period,
        view.data.cut_off(view.period),
    )
    return own_rows(view, rows)


def goals_of_tasks(view: View) -> Goals:
    """Gives the targets that tasks may serve, with what is met at the page's month."""
    met = view.now.criteria[view.now.criteria["met"]]
    standard = view.set_in_force("standard")
    return Goals(
        targets=tuple(progress.target for progress in view.targets),
        met=frozenset(zip(met["commune"], met["set"], met["criterion"], strict=True)),
        standard=standard.id if standard else "",
    )


def tasks(view: View) -> Display | None:
    """Shows every task: the district's overdue, soon due, later and done apart, a commune's in one table."""
    rows = followed(view)
    if rows.empty:
        return None
    words = view.words
    counted = words.word(
        "task.counts",
        overdue=words.number(int(rows["overdue"].sum())),
        soon=words.number(int(rows["due_soon"].sum())),
        done=words.number(int((rows["state"] == "done").sum())),
        all=words.number(len(rows)),
    )
    shown = element("p", counted)
    parts = _parts(rows)
    if not view.is_district:
        return Display(shown + _table(view, "own", pd.concat(parts.values())))
    for kind in ("overdue", "soon", "later"):
        if len(parts[kind]):
            shown += _table(view, kind, parts[kind])
    if len(parts["done"]):
        done = element("summary", words.word("task.caption_done")) + _table(view, "done", parts["done"])
        shown += element("details", done)
    return Display(shown)


def _parts(rows: DataFrame) -> dict[str, DataFrame]:
    """Gives the overdue tasks, the longest overdue first, then those due soon, later, and those done."""
    by_due = rows.sort_values(["due", "task"])
    done = by_due["state"] == "done"
    late, soon = by_due["overdue"], by_due["due_soon"]
    kinds = {"overdue": late, "soon": soon, "later": ~(late | soon | done), "done": done}
    return {kind: by_due[mine] for kind, mine in kinds.items()}


def _table(view: View, kind: str, rows: DataFrame) -> Markup:
    words = view.words
    keys = ["name", "body", "due", "state", "endangered" if kind == "overdue" else "serves"]
    columns = [Column(words.word(f"task.{key}")) for key in keys]
    by_place = view.is_district or bool((rows["commune"] != view.place.code).any())
    if by_place:
        columns.insert(1, Column(words.word("table.commune")))
    body = []
    for row in marks.records(rows):
        name, *cells = _row(view, row)
        body.append([name, *([place_name(view, row.commune)] if by_place else []), *cells])
    return table(words.word(f"task.caption_{kind}"), columns, body, kind="tasks")


def _row(view: View, row: Any) -> list[object]:
    words = view.words
    due = words.date(row.due.date())
    if row.overdue:
        due = words.word("task.days_overdue", due=due, days=words.number(int(row.days_overdue)))
    state = words.word(f"task.state_{row.state or 'unknown'}")
    if row.state == "done":
        state = words.word("task.done_on", state=state, day=words.date(row.done_on.date()))
    said = f"{state}: {row.cause}" if row.cause else state
    return [_named(row), body_name(view, row.body), due, said, _serves(view, row)]


def _named(row: Any) -> Markup:
    source = f"{row.task}, tasks.csv:{row.row}"
    if row.state_row:
        source += f", task_states.csv:{row.state_row}"
    return Markup("{} {}").format(row.name, element("small", source, class_="ratio"))


def _serves(view: View, row: Any) -> str:
    """Names the targets a task serves, else its criterion."""
    if row.serves:
        return targets_named(view, row.serves)
    return view.words.word("task.criterion", code=row.criterion) if row.criterion else ""


def targets_named(view: View, ids: tuple[str, ...]) -> str:
    """Names targets by their ids."""
    names = {p.target.id: view.words.text(p.target.name) for p in view.targets}
    return "; ".join(names[i] for i in ids if i in names)


def body_name(view: View, code: str) -> str:
    """Names a body in charge, with its commune where it is one of a commune."""
    bodies = view.data.movement.bodies
    names = dict(zip(bodies["body"], bodies["name"], strict=True))
    of = dict(zip(bodies["body"], bodies["commune"], strict=True)).get(code, "")
    name = str(names.get(code, code))
    if not (view.is_district and of):
        return name
    return view.words.word("task.body_of", body=name, place=place_name(view, of))


def place_name(view: View, code: str) -> str:
    """Names a commune or the town, alive in the period or not; without a code the whole district."""
    names = {place.code: place.name for place in view.data.places}
    return names.get(code, code) if code else view.words.word("task.whole_district")


def load(view: View) -> Display | None:
    """Shows how many tasks each body has open, overdue, due soon and done; on the district's page."""
    rows = followed(view)
    if not view.is_district or rows.empty:
        return None
    words = view.words
    keys = ("open", "overdue", "due_soon", "done")
    columns = [Column(words.word("task.body"))]
    columns += [Column(words.word(f"task.load_{key}"), numeric=True) for key in keys]
    body = [
        [body_name(view, row.body), *(words.number(int(getattr(row, key))) for key in keys)]
        for row in marks.records(load_by_body(rows, view.data.movement.bodies))
    ]
    return Display(table(words.word("task.caption_load"), columns, body, kind="load"))


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
