"""The tasks of the roadmap: each fact of a task is one cell; what is overdue, due, done; each body's load."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any

import pandas as pd
from pandas import DataFrame

from ntm_analysis.judge.movement.tasks import load_by_body
from ntm_analysis.say.marks import records
from ntm_analysis.say.texts import body_name, place_name, targets_named
from ntm_analysis.say.units import followed
from ntm_analysis.say.view import View
from ntm_analysis.say.words import (
    Cell,
    Choice,
    Column,
    Sentence,
    Shown,
    Side,
    Standing,
    Subject,
    Table,
    Weight,
    Words,
)

_STATES = ("done", "running", "not_started", "unknown", "ahead")


def state_of(row: Any) -> str:
    """Gives the code of a task's state: of one not yet begun nothing is owed."""
    return row.state or ("unknown" if row.begun else "ahead")


def state(view: View, row: Any) -> str:
    """Writes a task's state, with the day where it is done."""
    said = view.words.word(f"task.state_{state_of(row)}")
    if row.state != "done" or pd.isna(row.done_on):
        return said
    return view.words.word("task.done_on", state=said, day=view.words.date(row.done_on.date()))


def _criterion(view: View, row: Any) -> str:
    return view.words.word("task.criterion", code=row.criterion) if row.criterion else ""


def _all_served(view: View, row: Any) -> str:
    """Names the targets a task endangers, else the one it is for, and its criterion."""
    targets = targets_named(view, row.endangered or ((row.target,) if row.target else ()))
    return "; ".join(text for text in (*targets, _criterion(view, row)) if text)


def _source(row: Any) -> str:
    return f"tasks.csv:{row.row}" + (f", task_states.csv:{row.state_row}" if row.state_row else "")


def _day(moment: Any) -> dt.date | str:
    return "" if pd.isna(moment) else moment.date()


FACTS: Mapping[str, Callable[[View, Any], Cell]] = {
    "code": lambda _view, row: str(row.task),
    "name": lambda _view, row: str(row.name),
    "noted_name": lambda _view, row: (
        Words(f"{row.name} "),
        Words(f"{row.task}, {_source(row)}", weight=Weight.SMALL),
    ),
    "place": lambda view, row: place_name(view, row.commune),
    "body": lambda view, row: body_name(view, row.body),
    "due": lambda _view, row: _day(row.due),
    "noted_due": lambda view, row: (
        view.words.word(
            "task.days_overdue",
            due=view.words.date(row.due.date()),
            days=view.words.number(int(row.days_overdue)),
        )
        if row.overdue
        else view.words.date(row.due.date())
    ),
    "days": lambda view, row: view.words.whole(row.days_overdue) if row.overdue else "",
    "state": state,
    "bare_state": lambda view, row: view.words.word(f"task.state_{state_of(row)}"),
    "caused_state": lambda view, row: f"{state(view, row)}: {row.cause}" if row.cause else state(view, row),
    "done_on": lambda _view, row: _day(row.done_on),
    "urgency": lambda view, row: (
        Standing(kind, view.words.word(f"task.load_{kind}"))
        if (kind := "overdue" if row.overdue else "due_soon" if row.due_soon else "")
        else ""
    ),
    "cause": lambda _view, row: str(row.cause),
    # The targets it serves, else its criterion.
    "serves": lambda view, row: (
        "; ".join(targets_named(view, row.serves)) if row.serves else _criterion(view, row)
    ),
    "endangered": lambda view, row: "; ".join(targets_named(view, row.endangered)),
    "all_served": _all_served,
    "document": lambda _view, row: str(row.document),
    "remark": lambda view, row: view.words.word("workbook.illustrative_row") if row.illustrative else "",
    "source": lambda _view, row: _source(row),
}
TASKS = Subject("tasks", FACTS, {"due": Side.CENTER, "days": Side.RIGHT, "done_on": Side.CENTER})


def task_told(view: View, row: Any) -> str:
    """Tells a task in one line: what, where, who, by when, how long overdue."""
    words = view.words
    return words.word(
        "task.told_overdue" if row.overdue else "task.told",
        name=row.name,
        body=body_name(view, row.body),
        place=place_name(view, row.commune),
        due=words.date(row.due.date()),
        days=words.number(int(row.days_overdue)) if row.overdue else "",
    )


def states_counted(view: View, rows: DataFrame) -> str:
    """Counts tasks by state, overdue ones within theirs: đang thực hiện 5 (trong đó quá hạn 2)."""
    words, overdue_by_state = view.words, dict[str, list[bool]]()
    for row in records(rows):
        overdue_by_state.setdefault(state_of(row), []).append(bool(row.overdue))
    return "; ".join(
        words.word(
            "task.n_overdue" if any(overdue) else "task.n_of_state",
            state=words.word(f"task.state_{each}"),
            n=words.number(len(overdue)),
            overdue=words.number(sum(overdue)),
        )
        for each in _STATES
        if (overdue := overdue_by_state.get(each, []))
    )


def tasks(view: View) -> Shown | None:
    """Shows every task: the district's overdue, soon due, later and done apart, a commune's in one table."""
    rows, tables = followed(view), list[Table]()
    if rows.empty:
        return None
    found = _parts(rows) if view.is_district else {"own": pd.concat(_parts(rows).values())}
    for kind, mine in found.items():
        by_place = view.is_district or bool((mine["commune"] != view.place.code).any())
        chosen = [
            Choice("noted_name", "task.name"),
            *([Choice("place", "table.commune")] if by_place else []),
            Choice("body", "task.body"),
            Choice("noted_due", "task.due"),
            Choice("caused_state", "task.state"),
            Choice("serves", "task.endangered" if kind == "overdue" else "task.serves"),
        ]
        caption, done = view.words.word(f"task.caption_{kind}"), kind == "done"
        tables += [TASKS.table(view, records(mine), caption, chosen, folded=done)] if len(mine) else []
    return Shown((Sentence(counts_told(view, rows)), *tables), view.words)


def counts_told(view: View, rows: DataFrame) -> str:
    """Counts tasks: all, overdue, due soon, done."""
    counted = {
        "overdue": rows["overdue"],
        "soon": rows["due_soon"],
        "done": rows["state"] == "done",
        "all": rows["task"].notna(),
    }
    return view.words.word("task.counts", **{k: view.words.number(int(n.sum())) for k, n in counted.items()})


def _parts(rows: DataFrame) -> dict[str, DataFrame]:
    """Gives the overdue tasks, the longest overdue first, then those due soon, later, and those done."""
    by_due = rows.sort_values(["due", "task"])
    done = by_due["state"] == "done"
    late, soon = by_due["overdue"], by_due["due_soon"]
    kinds = {"overdue": late, "soon": soon, "later": ~(late | soon | done), "done": done}
    return {kind: by_due[mine] for kind, mine in kinds.items()}


def load(view: View) -> Shown | None:
    """Shows how many tasks each body has open, overdue, due soon and done; on the district's page."""
    rows = followed(view)
    if not view.is_district or rows.empty:
        return None
    words, keys = view.words, ("open", "overdue", "due_soon", "done")
    columns = (
        Column(words.word("task.body")),
        *(Column(words.word(f"task.load_{key}"), Side.RIGHT) for key in keys),
    )
    body = (
        (body_name(view, row.body), *(words.number(int(getattr(row, key))) for key in keys))
        for row in records(load_by_body(rows, view.data.movement.bodies))
    )
    return Shown((Table("load", words.word("task.caption_load"), columns, tuple(body)),), words)
