"""The tasks of the roadmap, each fact of a task one cell; what each body has to do and answers for."""

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from typing import Any

import pandas as pd
from pandas import DataFrame

from ntm_analysis.judge.movement.tasks import load_by_body
from ntm_analysis.model import CriteriaSet, Period
from ntm_analysis.model.dataset import months_of
from ntm_analysis.say.marks import records, state_of
from ntm_analysis.say.palette import Bar
from ntm_analysis.say.texts import body_name, place_name, targets_named
from ntm_analysis.say.units import followed, of_place, own_rows
from ntm_analysis.say.view import View
from ntm_analysis.say.words import Cell, Sentence, Shown, Side, Standing, Subject, Table, heads

_STATES = ("done", "running", "not_started", "unknown", "ahead")


def state(view: View, row: Any) -> str:
    """Writes a task's state, with the day where it is done."""
    said = view.words.word(f"task.state_{state_of(row)}")
    if row.state != "done" or pd.isna(row.done_on):
        return said
    return view.words.word("task.done_on", state=said, day=view.words.date(row.done_on.date()))


def noted_due(view: View, row: Any) -> str:
    """Writes the day a task is due, with the days it is overdue."""
    due = view.words.date(row.due.date())
    days = view.words.number(int(row.days_overdue)) if row.overdue else ""
    return view.words.word("task.days_overdue", due=due, days=days) if days else due


def _criterion(view: View, row: Any) -> str:
    return view.words.word("task.criterion", code=row.criterion) if row.criterion else ""


def _day(moment: Any) -> dt.date | str:
    return "" if pd.isna(moment) else moment.date()


FACTS: dict[str, Callable[[View, Any], Cell]] = {
    "code": lambda _view, row: str(row.task),
    "name": lambda _view, row: str(row.name),
    "place": lambda view, row: place_name(view, row.commune),
    "body": lambda view, row: body_name(view, row.body),
    "due": lambda _view, row: _day(row.due),
    "noted_due": noted_due,
    "days": lambda view, row: view.words.whole(row.days_overdue) if row.overdue else "",
    "state": state,
    "bare_state": lambda view, row: view.words.word(f"task.state_{state_of(row)}"),
    "caused_state": lambda view, row: f"{state(view, row)}: {row.cause}" if row.cause else state(view, row),
    "done_on": lambda _view, row: _day(row.done_on),
    "urgency": lambda view, row: (
        Standing(kind, view.words.word(f"task.load.{kind}"))
        if (kind := "overdue" if row.overdue else "due_soon" if row.due_soon else "")
        else ""
    ),
    "cause": lambda _view, row: str(row.cause),
    # The targets it serves, else its criterion.
    "serves": lambda view, row: (
        "; ".join(targets_named(view, row.serves)) if row.serves else _criterion(view, row)
    ),
    "endangered": lambda view, row: "; ".join(targets_named(view, row.endangered)),
    # The targets it endangers, else the one it is for, and its criterion.
    "all_served": lambda view, row: "; ".join(
        filter(None, (*targets_named(view, row.endangered or (row.target,)), _criterion(view, row)))
    ),
    "document": lambda _view, row: str(row.document),
    "remark": lambda view, row: view.words.word("workbook.illustrative_row") if row.illustrative else "",
    "source": lambda _view, row: (
        f"tasks.csv:{row.row}" + (f", task_states.csv:{row.state_row}" if row.state_row else "")
    ),
}
TASKS = Subject("tasks", FACTS, {"due": Side.CENTER, "days": Side.RIGHT, "done_on": Side.CENTER})


def task_told(view: View, row: Any) -> str:
    """Tells a task in one line: what, where, who, by when, how long overdue."""
    words, key = view.words, "task.told_overdue" if row.overdue else "task.told"
    of = {"body": body_name(view, row.body), "place": place_name(view, row.commune)}
    days = words.number(int(row.days_overdue)) if row.overdue else ""
    return words.word(key, name=row.name, due=words.date(row.due.date()), days=days, **of)


def states_counted(view: View, rows: DataFrame) -> str:
    """Counts tasks by state, overdue ones within theirs: đang thực hiện 5 (trong đó quá hạn 2)."""
    words, told = view.words, []
    for each in _STATES:
        late = [bool(row.overdue) for row in records(rows) if state_of(row) == each]
        counted = {"n": words.number(len(late)), "overdue": words.number(sum(late))}
        key = "task.n_overdue" if any(late) else "task.n_of_state"
        told += [words.word(key, state=words.word(f"task.state_{each}"), **counted)] if late else []
    return "; ".join(told)


def tasks(view: View) -> Shown | None:
    """Shows every task: the district's overdue, soon due, later and done apart, a commune's in one table."""
    rows, tables = followed(view), list[Table]()
    if rows.empty:
        return None
    # The overdue ones, then those due soon, later, and those done.
    by_due = rows.sort_values(["due", "task"])
    late, soon, done = by_due["overdue"], by_due["due_soon"], by_due["state"] == "done"
    kinds = {"overdue": late, "soon": soon, "later": ~(late | soon | done), "done": done}
    found = {kind: by_due[holds] for kind, holds in kinds.items()}
    for kind, mine in (found if view.is_district else {"own": pd.concat(found.values())}).items():
        place = ["place"] if view.is_district or (mine["commune"] != view.place.code).any() else []
        facts = ["name", *place, "body", "noted_due", "caused_state", "serves"]
        titles = "column.overdue_tasks" if kind == "overdue" else "column.tasks"
        table = TASKS.table(view, records(mine), view.words.word(f"task.caption_{kind}"), titles, facts)
        tables += [replace(table, folded=kind in {"later", "done"})] if len(mine) else []
    return Shown((Sentence(counts_told(view, rows)), *tables), view.words)


def timeline(view: View) -> Shown | None:
    """Shows on the district's page how many tasks come due in each month, how many are done or late."""
    rows = followed(view)
    if not view.is_district or rows.empty:
        return None
    words, kinds = view.words, ("all", "done", "overdue", "due_soon")
    done = rows["state"] == "done"
    counted = DataFrame({"all": True, "done": done, "overdue": rows["overdue"], "due_soon": rows["due_soon"]})
    by_month = counted.astype("int64").groupby(months_of(rows["due"])).sum()
    body = []
    for number, counts in zip(by_month.index.tolist(), by_month.to_dict("records"), strict=True):
        month = words.month(Period.from_number(number))
        share = Fraction(int(counts["done"]), int(counts["all"]))
        bar = Bar(words.word("task.done_share", month=month, share=words.percent(100 * share)), share)
        late = Standing("late", words.number(int(counts["overdue"])), kind="due") if counts["overdue"] else ""
        soon = words.number(int(counts["due_soon"])) if counts["due_soon"] else ""
        body.append(
            (month, bar, words.number(int(counts["all"])), words.number(int(counts["done"])), late, soon)
        )
    columns = heads(words, "task.timeline", ("month", "bar", *kinds), dict.fromkeys(kinds, Side.RIGHT))
    return Shown(
        (Table("progress timeline", words.word("task.timeline.caption"), columns, tuple(body)),), words
    )


def counts_told(view: View, rows: DataFrame) -> str:
    """Counts tasks: all, overdue, due soon, done."""
    done = rows["state"] == "done"
    counted = {"all": len(rows), "overdue": rows["overdue"].sum(), "soon": rows["due_soon"].sum()}
    counted |= {"done": done.sum()}
    return view.words.word("task.counts", **{k: view.words.number(int(n)) for k, n in counted.items()})


def load(view: View) -> Shown | None:
    """Shows how many tasks each body has open, overdue, due soon and done; on the district's page."""
    rows = followed(view)
    if not view.is_district or rows.empty:
        return None
    words, keys = view.words, ("open", "overdue", "due_soon", "done")
    columns = heads(words, "task.load", ("body", *keys), dict.fromkeys(keys, Side.RIGHT))
    body = (
        (body_name(view, row.body), *(words.number(int(getattr(row, key))) for key in keys))
        for row in records(load_by_body(rows, view.data.movement.bodies))
    )
    return Shown((Table("load", words.word("task.caption_load"), columns, tuple(body), folded=True),), words)


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
        now = of_place(view, view.now.criteria, criteria_set.id)
        wanted = offices[offices["criterion"].isin(now.loc[~now["met"], "criterion"])]
        for office, mine in wanted.groupby("body", sort=False):
            criteria = _named(view, criteria_set, mine)
            body.append((words.word("charge.criteria", criteria=criteria), body_name(view, str(office))))
    order, key = (("who", "what"), "") if view.is_district else (("what", "who"), "_commune")
    caption = words.word(f"charge.caption{key}")
    table = Table("charge", caption, heads(words, "charge", order), tuple(body), folded=True)
    return Shown((table,), words) if body else None


def _named(view: View, of: CriteriaSet, offices: DataFrame) -> str:
    asked = set(offices["criterion"])
    return "; ".join(f"{c.code} {view.words.text(c.name)}" for c in of.criteria if c.code in asked)


def _member(view: View, body: str, post: str) -> str:
    name = body_name(view, body)
    return view.words.word("charge.member", body=name, post=post) if post else name
