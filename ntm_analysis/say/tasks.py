"""The tasks of the roadmap on a page: overdue, due and done, and the load of each body."""

from __future__ import annotations

import pandas as pd
from pandas import DataFrame

from ntm_analysis.judge.movement.tasks import load_by_body
from ntm_analysis.say.marks import records
from ntm_analysis.say.names import body_name
from ntm_analysis.say.task_facts import TASKS
from ntm_analysis.say.units import followed
from ntm_analysis.say.view import View
from ntm_analysis.say.words import Choice, Column, Part, Sentence, Shown, Side, Table


def tasks(view: View) -> Shown | None:
    """Shows every task: the district's overdue, soon due, later and done apart, a commune's in one table."""
    rows = followed(view)
    if rows.empty:
        return None
    parts, found = list[Part]([Sentence(counts_told(view, rows))]), _parts(rows)
    if not view.is_district:
        parts.append(_on_page(view, "own", pd.concat(found.values())))
    else:
        parts += [_on_page(view, kind, mine) for kind, mine in found.items() if len(mine)]
    return Shown(tuple(parts), view.words)


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


def _on_page(view: View, kind: str, rows: DataFrame) -> Table:
    by_place = view.is_district or bool((rows["commune"] != view.place.code).any())
    chosen = [
        Choice("noted_name", "task.name"),
        *([Choice("place", "table.commune")] if by_place else []),
        Choice("body", "task.body"),
        Choice("noted_due", "task.due"),
        Choice("caused_state", "task.state"),
        Choice("serves", "task.endangered" if kind == "overdue" else "task.serves"),
    ]
    return TASKS.table(
        view, records(rows), view.words.word(f"task.caption_{kind}"), chosen, folded=kind == "done"
    )


def load(view: View) -> Shown | None:
    """Shows how many tasks each body has open, overdue, due soon and done; on the district's page."""
    rows = followed(view)
    if not view.is_district or rows.empty:
        return None
    words, keys = view.words, ("open", "overdue", "due_soon", "done")
    heads = (Column(words.word(f"task.load_{key}"), Side.RIGHT) for key in keys)
    body = (
        (body_name(view, row.body), *(words.number(int(getattr(row, key))) for key in keys))
        for row in records(load_by_body(rows, view.data.movement.bodies))
    )
    table = Table(
        "load", words.word("task.caption_load"), (Column(words.word("task.body")), *heads), tuple(body)
    )
    return Shown((table,), words)
