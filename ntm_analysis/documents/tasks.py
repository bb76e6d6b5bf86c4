"""Tasks in words and as tables: what is overdue, what falls due, who is in charge."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

import pandas as pd
from pandas import DataFrame

from ntm_analysis.documents.facts import Facts
from ntm_analysis.documents.sheets import columns
from ntm_analysis.documents.sheets import sheet as framed_sheet
from ntm_analysis.publish.parts import Align, Appendix, Grid, GridColumn, Paragraph, Part
from ntm_analysis.say.marks import records

_WIDTHS = {
    "number": (6, Align.CENTER),
    "task": (23, Align.LEFT),
    "serves": (16, Align.LEFT),
    "place": (11, Align.LEFT),
    "body": (16, Align.LEFT),
    "start": (13, Align.CENTER),
    "due": (15, Align.CENTER),
    "deadline": (15, Align.CENTER),
    "days": (9, Align.RIGHT),
    "state": (16, Align.CENTER),
    "cause": (17, Align.LEFT),
    "endangered": (18, Align.LEFT),
}


def grid(facts: Facts, rows: DataFrame, keys: Sequence[str], caption: str = "") -> Grid:
    """Lists tasks with the columns asked for."""
    cells = [_cells(facts, row, n) for n, row in enumerate(records(rows), start=1)]
    body = tuple(tuple(row[key] for key in keys) for row in cells)
    return Grid(heads(facts, keys), body, caption)


def heads(facts: Facts, keys: Sequence[str]) -> tuple[GridColumn, ...]:
    """Heads the columns of a table of tasks."""
    return columns(facts.view, *((key, *_WIDTHS[key]) for key in keys))


def sheet(facts: Facts) -> Appendix:
    """Lists every overdue task with the cause its body stated and the targets it endangers."""
    keys = ("number", "task", "place", "body", "due", "days", "state", "cause", "endangered")
    none = Paragraph(facts.view.words.word("report.no_overdue"))
    parts: tuple[Part, ...] = (none,) if facts.overdue.empty else (grid(facts, facts.overdue, keys),)
    return framed_sheet(facts, 4, "tasks", parts)


def _cells(facts: Facts, row: Any, number: int) -> dict[str, str]:
    words = facts.view.words
    return {
        "number": str(number),
        "task": str(row.name),
        "place": place(facts, row),
        "body": facts.body(row.body),
        "due": words.date(row.due.date()),
        "deadline": _deadline(facts, row),
        "days": words.number(int(row.days_overdue)) if row.overdue else "",
        "state": state(facts, row),
        "cause": str(row.cause),
        "endangered": "; ".join(facts.target_name(target) for target in row.endangered),
    }


def _deadline(facts: Facts, row: Any) -> str:
    """Writes the day a task is due, with the days since then where it is overdue: no column of its own."""
    words, due = facts.view.words, facts.view.words.date(row.due.date())
    if not row.overdue:
        return due
    return words.word("document.due_overdue", due=due, days=words.number(int(row.days_overdue)))


def place(facts: Facts, row: Any) -> str:
    """Names where a task is done: its commune, else the whole district."""
    words = facts.view.words
    return facts.view.data.place(row.commune).name if row.commune else words.word("document.whole_district")


def state(facts: Facts, row: Any) -> str:
    """Writes a task's state; one never reported on says so."""
    words = facts.view.words
    if row.state == "done" and not pd.isna(row.done_on):
        return words.word("document.task_state.done_on", date=words.date(row.done_on.date()))
    return words.word(f"document.task_state.{_state(row)}")


def _state(row: Any) -> str:
    """Gives the word of a task's state: of one not yet begun nothing is owed."""
    return row.state or ("unknown" if row.begun else "ahead")


def told(facts: Facts, row: Any) -> str:
    """Tells a task in one line: what, where, who, by when, how long overdue."""
    words = facts.view.words
    key = "document.task_overdue" if row.overdue else "document.task"
    return words.word(
        key,
        name=row.name,
        body=facts.body(row.body),
        place=place(facts, row),
        due=words.date(row.due.date()),
        days=words.number(int(row.days_overdue)) if row.overdue else "",
    )


def due_between(facts: Facts, first: dt.date, last: dt.date) -> DataFrame:
    """Lists the tasks not done that fall due from one day to another, the earliest first."""
    tasks = facts.tasks
    day = tasks["due"]
    mine = (tasks["state"] != "done") & (day >= pd.Timestamp(first)) & (day <= pd.Timestamp(last))
    return tasks[mine].sort_values(["due", "task"], kind="stable")


def counted(facts: Facts, rows: DataFrame) -> str:
    """Counts tasks by state, overdue ones within theirs: đang thực hiện 5 (trong đó quá hạn 2)."""
    words = facts.view.words
    overdue_by_state: dict[str, list[bool]] = {}
    for row in records(rows):
        overdue_by_state.setdefault(_state(row), []).append(bool(row.overdue))
    return "; ".join(
        words.word(
            "document.state_overdue" if any(overdue) else "document.state_count",
            state=words.word(f"document.task_state.{state}"),
            n=words.number(len(overdue)),
            overdue=words.number(sum(overdue)),
        )
        for state in ("done", "running", "not_started", "unknown", "ahead")
        if (overdue := overdue_by_state.get(state, []))
    )
