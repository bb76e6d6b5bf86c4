"""The facts of a task, each one cell: page, papers and workbook choose the columns they show."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any

import pandas as pd
from pandas import DataFrame

from ntm_analysis.model import Figure
from ntm_analysis.say.marks import records
from ntm_analysis.say.names import body_name, place_name, targets_named
from ntm_analysis.say.subjects import Subject
from ntm_analysis.say.view import View
from ntm_analysis.say.words import Cell, Side, Standing, Weight, Words

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


def _caused_state(view: View, row: Any) -> str:
    """Writes a task's state with the cause its body stated."""
    return f"{state(view, row)}: {row.cause}" if row.cause else state(view, row)


def _noted_due(view: View, row: Any) -> str:
    """Writes the day a task is due, with the days since then where it is overdue."""
    due = view.words.date(row.due.date())
    if not row.overdue:
        return due
    return view.words.word("task.days_overdue", due=due, days=view.words.number(int(row.days_overdue)))


def _days(view: View, row: Any) -> Cell:
    days = int(row.days_overdue)
    return Figure(days, view.words.number(days), decimals=0) if row.overdue else ""


def _serves(view: View, row: Any) -> str:
    """Names the targets a task serves, else its criterion."""
    if row.serves:
        return targets_named(view, row.serves)
    return view.words.word("task.criterion", code=row.criterion) if row.criterion else ""


def _all_served(view: View, row: Any) -> str:
    """Names the targets a task endangers, else the one it is for, and its criterion."""
    targets = targets_named(view, row.endangered or ((row.target,) if row.target else ()))
    criterion = view.words.word("task.criterion", code=row.criterion) if row.criterion else ""
    return "; ".join(text for text in (targets, criterion) if text)


def _urgency(view: View, row: Any) -> Cell:
    """Says whether a task is overdue or due soon."""
    kind = "overdue" if row.overdue else "due_soon" if row.due_soon else ""
    return Standing(kind, view.words.word(f"task.load_{kind}")) if kind else ""


def _source(_view: View, row: Any) -> str:
    return f"tasks.csv:{row.row}" + (f", task_states.csv:{row.state_row}" if row.state_row else "")


def _noted_name(view: View, row: Any) -> Cell:
    return Words(f"{row.name} "), Words(f"{row.task}, {_source(view, row)}", weight=Weight.SMALL)


def _day(moment: Any) -> dt.date | str:
    return "" if pd.isna(moment) else moment.date()


FACTS: Mapping[str, Callable[[View, Any], Cell]] = {
    "code": lambda _view, row: str(row.task),
    "name": lambda _view, row: str(row.name),
    "noted_name": _noted_name,
    "place": lambda view, row: place_name(view, row.commune),
    "body": lambda view, row: body_name(view, row.body),
    "due": lambda _view, row: _day(row.due),
    "noted_due": _noted_due,
    "days": _days,
    "state": state,
    "bare_state": lambda view, row: view.words.word(f"task.state_{state_of(row)}"),
    "caused_state": _caused_state,
    "done_on": lambda _view, row: _day(row.done_on),
    "urgency": _urgency,
    "cause": lambda _view, row: str(row.cause),
    "serves": _serves,
    "endangered": lambda view, row: targets_named(view, row.endangered),
    "all_served": _all_served,
    "document": lambda _view, row: str(row.document),
    "remark": lambda view, row: view.words.word("workbook.illustrative_row") if row.illustrative else "",
    "source": _source,
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
