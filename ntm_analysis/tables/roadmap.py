"""The roadmap on the page: tasks overdue and due soon, the load of each body, what was registered."""

from __future__ import annotations

from typing import Any

from markupsafe import Markup
from pandas import DataFrame

from ntm_analysis.display import Column, Display, element, table
from ntm_analysis.movement.registrations import follow_registrations
from ntm_analysis.movement.tasks import follow_tasks, load_by_body
from ntm_analysis.tables import marks
from ntm_analysis.view import View

_QUARTERS = {"1": "I", "2": "II", "3": "III", "4": "IV", "": "IV"}


def followed(view: View) -> DataFrame:
    """Follows the tasks of the page: all of the district, or those of the commune."""
    movement = view.data.movement
    goals = [progress.target for progress in view.targets]
    rows = follow_tasks(
        movement.tasks, movement.task_states, goals, view.period, view.data.cut_off(view.period)
    )
    return rows if view.is_district else rows[rows["commune"] == view.place.code]


def tasks(view: View) -> Display | None:
    """Shows overdue tasks, the longest overdue first, then those due within 30 days."""
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
    late = rows[rows["overdue"]].sort_values(["days_overdue", "task"], ascending=[False, True])
    soon = rows[rows["due_soon"]].sort_values(["due", "task"])
    for kind, part in (("overdue", late), ("soon", soon)):
        if len(part):
            shown += _table(view, kind, part)
    return Display(shown)


def _table(view: View, kind: str, rows: DataFrame) -> Markup:
    words = view.words
    keys = ["name", "body", "due", "state"] + (["endangered"] if kind == "overdue" else ["serves"])
    columns = [Column(words.word(f"task.{key}")) for key in keys]
    if view.is_district:
        columns.insert(1, Column(words.word("table.commune")))
    body = [_row(view, row) for row in marks.records(rows)]
    return table(words.word(f"task.caption_{kind}"), columns, body, kind="tasks")


def _row(view: View, row: Any) -> list[object]:
    words = view.words
    due = words.date(row.due.date())
    if row.overdue:
        due = words.word("task.days_overdue", due=due, days=words.number(int(row.days_overdue)))
    state = words.word(f"task.state_{row.state or 'unknown'}")
    said = f"{state}: {row.cause}" if row.cause else state
    cells: list[object] = [
        _named(row),
        body_name(view, row.body),
        due,
        said,
        targets_named(view, row.endangered) or _serves(view, row),
    ]
    if view.is_district:
        cells.insert(1, place_name(view, row.commune))
    return cells


def _named(row: Any) -> Markup:
    source = f"{row.task}, tasks.csv:{row.row}"
    if row.state_row:
        source += f", task_states.csv:{row.state_row}"
    return Markup("{} {}").format(row.name, element("small", source, class_="ratio"))


def _serves(view: View, row: Any) -> str:
    """Names the target a task names, else its criterion."""
    if row.target:
        return targets_named(view, (row.target,))
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
    name = names.get(code, code)
    return f"{name} {place_name(view, of)}" if view.is_district and of else name


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
    rows = follow_registrations(view.data.movement.registrations, view.now.criteria, view.period)
    if not view.is_district:
        rows = rows[rows["commune"] == view.place.code]
    if rows.empty:
        return None
    words = view.words
    columns = [Column(words.word("registration.criterion")), Column(words.word("registration.quarter"))]
    columns += [Column(words.word("registration.state")), Column(words.word("registration.document"))]
    if view.is_district:
        columns.insert(0, Column(words.word("table.commune")))
    body = []
    for row in marks.records(rows):
        cells: list[object] = [
            registered_criterion(view, row),
            words.word("registration.in_quarter", quarter=_QUARTERS[row.quarter]),
            registration_state(view, row),
            f"{row.document} (registrations.csv:{row.row})".strip(),
        ]
        body.append([place_name(view, row.commune), *cells] if view.is_district else cells)
    states = [
        words.word(f"registration.n_{state}", n=words.number(int((rows["state"] == state).sum())))
        for state in ("met", "open", "late")
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
    if row.state != "met":
        shown += Markup(" (") + marks.verdict_mark(view, row.verdict) + Markup(")")
    for caveat in ("provisional", "unchecked"):
        if row.met and getattr(row, caveat):
            shown += marks.caveat_mark(view, caveat)
    return shown
