"""Tables of tasks in a document, and which tasks fall due between two days."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import pandas as pd
from pandas import DataFrame

from ntm_analysis.documents.facts import Facts
from ntm_analysis.documents.sheets import sheet as framed_sheet
from ntm_analysis.publish.docx import grid_of
from ntm_analysis.publish.parts import Align, Appendix, Grid, GridColumn, Paragraph, Part
from ntm_analysis.say.marks import records
from ntm_analysis.say.task_facts import TASKS
from ntm_analysis.say.words import Choice

# The columns of a document's tables by their titles: the fact, and the part of the width.
_COLUMNS = {
    "task": ("name", 23),
    "place": ("place", 11),
    "body": ("body", 16),
    "due": ("due", 15),
    "deadline": ("noted_due", 15),
    "days": ("days", 9),
    "state": ("state", 16),
    "cause": ("cause", 17),
    "endangered": ("endangered", 18),
}
_TO_FILL_IN = {"task": 23, "serves": 16, "place": 11, "body": 16, "start": 13, "due": 15}


def grid(facts: Facts, rows: DataFrame, keys: Sequence[str], caption: str = "") -> Grid:
    """Lists tasks with the columns asked for."""
    chosen = [Choice(_COLUMNS[key][0], f"document.column.{key}", _COLUMNS[key][1]) for key in keys]
    return grid_of(facts.view.words, TASKS.table(facts.view, records(rows), caption, chosen), dense=False)


def blank(facts: Facts, rows: int) -> Grid:
    """Leaves rows for tasks to be written in by hand."""
    words = facts.view.words
    heads = [GridColumn(words.word("document.column.number"), 6, Align.CENTER)]
    heads += [GridColumn(words.word(f"document.column.{key}"), width) for key, width in _TO_FILL_IN.items()]
    return Grid(tuple(heads), (("",) * len(heads),) * rows)


def sheet(facts: Facts) -> Appendix:
    """Lists every overdue task with the cause its body stated and the targets it endangers."""
    keys = ("task", "place", "body", "due", "days", "state", "cause", "endangered")
    none = Paragraph(facts.view.words.word("report.no_overdue"))
    parts: tuple[Part, ...] = (none,) if facts.overdue.empty else (grid(facts, facts.overdue, keys),)
    return framed_sheet(facts, 4, "tasks", parts)


def due_between(facts: Facts, first: dt.date, last: dt.date) -> DataFrame:
    """Lists the tasks not done that fall due from one day to another, the earliest first."""
    tasks = facts.tasks
    day = tasks["due"]
    mine = (tasks["state"] != "done") & (day >= pd.Timestamp(first)) & (day <= pd.Timestamp(last))
    return tasks[mine].sort_values(["due", "task"], kind="stable")
