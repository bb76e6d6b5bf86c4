"""The movement in the workbook: its targets and the tasks of the roadmap."""

from __future__ import annotations

from typing import Any

from pandas import DataFrame

from ntm_analysis.publish.sheet import EMPTY, Cell, Grid, Look, Paper, Sheet
from ntm_analysis.publish.xlsx import count, grid_of
from ntm_analysis.say import marks
from ntm_analysis.say.roadmap import body_name, followed, place_name, targets_named
from ntm_analysis.say.targets import Choice, table_of
from ntm_analysis.say.view import View
from ntm_analysis.say.words import Side
from ntm_analysis.workbook.frame import NUMBER, columns, date, name_of, title_of

_TARGET = (
    Choice("name", "workbook.column.target", 38),
    Choice("paragraph", "workbook.column.paragraph", 14),
    Choice("baseline", "workbook.column.baseline", 18),
    Choice("goal", "workbook.column.goal", 18),
    Choice("now", "workbook.column.now", 18),
    Choice("missing", "workbook.column.missing", 18),
    Choice("estimate", "workbook.column.estimate", 18),
    Choice("low", "workbook.column.low", 18),
    Choice("high", "workbook.column.high", 18),
    Choice("status", "workbook.column.status", 18),
    Choice("day", "workbook.column.day", 12),
    Choice("named", "workbook.column.named", 30),
    Choice("remarks", "workbook.column.remark", 36),
    Choice("quote", "workbook.column.quote", 40),
)
_TASK = (
    NUMBER,
    ("task", 9, Side.LEFT),
    ("task_name", 40, Side.LEFT),
    ("place", 14, Side.LEFT),
    ("body", 26, Side.LEFT),
    ("due", 12, Side.CENTER),
    ("state", 18, Side.LEFT),
    ("done_on", 12, Side.CENTER),
    ("standing", 18, Side.LEFT),
    ("days", 9, Side.RIGHT),
    ("cause", 30, Side.LEFT),
    ("serves", 36, Side.LEFT),
    ("document", 20, Side.LEFT),
    ("remark", 18, Side.LEFT),
    ("source_row", 22, Side.LEFT),
)


def targets(view: View) -> Sheet:
    """Lists every target of the movement: where it began, stands and is going."""
    title, words = title_of(view, "targets"), view.words
    if not view.targets:
        return Sheet(name_of(view, "targets"), title, lead=(words.word("report.no_targets"),))
    grid = grid_of(words, table_of(view, view.targets, title, _TARGET))
    document = words.word("goal.document", document=view.data.target_document)
    return Sheet(name_of(view, "targets"), title, grids=(grid,), notes=(document,), paper=Paper.A3)


def tasks(view: View) -> Sheet:
    """Lists every task of the roadmap, the longest overdue first, then what is due next."""
    title, words = title_of(view, "tasks"), view.words
    known = followed(view)
    if known.empty:
        return Sheet(name_of(view, "tasks"), title, lead=(words.word("workbook.none.tasks"),))
    ordered = enumerate(marks.records(_in_order(known)), start=1)
    rows = tuple((count(n), *_task(view, row)) for n, row in ordered)
    grid = Grid("tasks", title, columns(view, *_TASK), rows, frozen=3)
    lead = words.word(
        "task.counts",
        overdue=words.number(int(known["overdue"].sum())),
        soon=words.number(int(known["due_soon"].sum())),
        done=words.number(int((known["state"] == "done").sum())),
        all=words.number(len(known)),
    )
    return Sheet(name_of(view, "tasks"), title, lead=(lead,), grids=(grid,), paper=Paper.A3)


def _in_order(known: DataFrame) -> DataFrame:
    return known.assign(done=known["state"] == "done").sort_values(
        ["days_overdue", "done", "due", "task"], ascending=[False, True, True, True], kind="stable"
    )


def _task(view: View, row: Any) -> tuple[Cell, ...]:
    words = view.words
    standing = "load_overdue" if row.overdue else "load_due_soon" if row.due_soon else ""
    served = targets_named(view, row.endangered or ((row.target,) if row.target else ()))
    criterion = words.word("task.criterion", code=row.criterion) if row.criterion else ""
    source = f"tasks.csv:{row.row}" + (f", task_states.csv:{row.state_row}" if row.state_row else "")
    return (
        Cell(row.task),
        Cell(row.name),
        Cell(place_name(view, row.commune)),
        Cell(body_name(view, row.body)),
        date(row.due),
        Cell(words.word(f"task.state_{row.state or 'unknown'}")),
        date(row.done_on),
        Cell(words.word(f"task.{standing}"), Look.NOT_MET if row.overdue else Look.NEARLY_MET)
        if standing
        else EMPTY,
        count(row.days_overdue) if row.overdue else EMPTY,
        Cell(row.cause),
        Cell("; ".join(text for text in (served, criterion) if text)),
        Cell(row.document),
        Cell(words.word("workbook.illustrative_row") if row.illustrative else ""),
        Cell(source),
    )
