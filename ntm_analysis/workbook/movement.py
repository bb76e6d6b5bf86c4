"""The movement in the workbook: its targets and the tasks of the roadmap."""

from __future__ import annotations

from dataclasses import replace

from pandas import DataFrame

from ntm_analysis.publish.sheet import Paper, Sheet
from ntm_analysis.publish.xlsx import grid_of
from ntm_analysis.say.marks import records
from ntm_analysis.say.targets import TARGETS
from ntm_analysis.say.task_facts import TASKS
from ntm_analysis.say.tasks import counts_told, followed
from ntm_analysis.say.view import View
from ntm_analysis.say.words import Choice
from ntm_analysis.workbook.frame import name_of, title_of

_TARGET = (
    Choice("name", "workbook.column.target", 38),
    Choice("paragraph", "workbook.column.paragraph", 14),
    Choice("baseline", "workbook.column.baseline", 18),
    Choice("goal", "workbook.column.goal", 18),
    Choice("now", "workbook.column.now", 32),
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
    Choice("code", "workbook.column.task", 9),
    Choice("name", "workbook.column.task_name", 40),
    Choice("place", "workbook.column.place", 14),
    Choice("body", "workbook.column.body", 26),
    Choice("due", "workbook.column.due", 12),
    Choice("bare_state", "workbook.column.state", 18),
    Choice("done_on", "workbook.column.done_on", 12),
    Choice("urgency", "workbook.column.standing", 18),
    Choice("days", "workbook.column.days", 9),
    Choice("cause", "workbook.column.cause", 30),
    Choice("all_served", "workbook.column.serves", 36),
    Choice("document", "workbook.column.document", 20),
    Choice("remark", "workbook.column.remark", 18),
    Choice("source", "workbook.column.source_row", 22),
)


def targets(view: View) -> Sheet:
    """Lists every target of the movement: where it began, stands and is going."""
    title, words = title_of(view, "targets"), view.words
    if not view.targets:
        return Sheet(name_of(view, "targets"), title, lead=(words.word("report.no_targets"),))
    grid = grid_of(words, TARGETS.table(view, view.targets, title, _TARGET))
    document = words.word("goal.document", document=view.data.target_document)
    return Sheet(name_of(view, "targets"), title, grids=(grid,), notes=(document,), paper=Paper.A3)


def tasks(view: View) -> Sheet:
    """Lists every task of the roadmap, the longest overdue first, then what is due next."""
    title, words = title_of(view, "tasks"), view.words
    known = followed(view)
    if known.empty:
        return Sheet(name_of(view, "tasks"), title, lead=(words.word("workbook.none.tasks"),))
    grid = replace(grid_of(words, TASKS.table(view, records(_in_order(known)), title, _TASK)), frozen=3)
    lead = counts_told(view, known)
    return Sheet(name_of(view, "tasks"), title, lead=(lead,), grids=(grid,), paper=Paper.A3)


def _in_order(known: DataFrame) -> DataFrame:
    return known.assign(done=known["state"] == "done").sort_values(
        ["days_overdue", "done", "due", "task"], ascending=[False, True, True, True], kind="stable"
    )
