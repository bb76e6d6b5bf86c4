"""The roadmap followed to one day: what is done, overdue or due soon, and what that endangers."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

import pandas as pd
from pandas import DataFrame, Series

from ntm_analysis.model import Period, Target, TargetKind, TargetSense

DUE_SOON_DAYS = 30
_RUNNING, _DONE = "running", "done"


@dataclass(frozen=True)
class Goals:
    """The targets that tasks may serve, and what is met: commune, set and criterion.

    ``standard`` is the set that recognition asks for.
    """

    targets: tuple[Target, ...]
    met: frozenset[tuple[str, str, str]] = frozenset()
    standard: str = ""


def follow_tasks(
    tasks: DataFrame, states: DataFrame, goals: Goals, month: Period, cut_off: dt.date
) -> DataFrame:
    """Gives one row a task known by the month, with its latest reported state and where it stands.

    ``state`` is "" where none was ever reported, which is not "chưa bắt đầu". ``begun`` tells whether its
    start has come by the cut-off or somebody has worked on it: before, nobody can owe a report on it. A
    task is overdue when it is not done and its due day has passed at the cut-off; ``serves`` names the
    targets that would suffer without it and ``endangered`` those of an overdue task.
    """
    known = tasks[(tasks["meeting"] == "") | (tasks["meeting"] <= str(month))]
    rows = known.merge(_latest(states, month), on="task", how="left")
    for column in ("state", "cause", "state_note"):
        rows[column] = rows[column].fillna("").astype("str")
    rows["state_row"] = rows["state_row"].fillna(0).astype("int64")
    days_left = (rows["due"] - pd.Timestamp(cut_off)).dt.days
    waiting = rows["state"] != _DONE
    rows["begun"] = (rows["start"] <= pd.Timestamp(cut_off)) | rows["state"].isin([_RUNNING, _DONE])
    rows["overdue"] = waiting & (days_left < 0)
    rows["days_overdue"] = (-days_left).where(rows["overdue"], 0).astype("Int64")
    rows["due_soon"] = waiting & days_left.between(0, DUE_SOON_DAYS)
    served = [_served(row, goals) for row in rows.itertuples(index=False)]
    rows["serves"] = Series(served, rows.index, dtype=object)
    rows["endangered"] = rows["serves"].where(
        rows["overdue"], Series([()] * len(rows), rows.index, dtype=object)
    )
    return rows


def load_by_body(followed: DataFrame, bodies: DataFrame) -> DataFrame:
    """Counts the tasks of each body in charge: open, overdue, due soon and done, the most overdue first."""
    waiting = followed["state"] != _DONE
    marks = followed[["body"]].assign(
        open=waiting, overdue=followed["overdue"], due_soon=followed["due_soon"], done=~waiting
    )
    counted = marks.groupby("body", sort=True).sum().astype("int64").reset_index()
    named = counted.merge(bodies[["body", "name", "level"]], on="body", how="left")
    ordered = named.sort_values(["overdue", "open", "body"], ascending=[False, False, True], kind="stable")
    columns = ["body", "name", "level", "open", "overdue", "due_soon", "done"]
    return ordered[columns].reset_index(drop=True)


def _latest(states: DataFrame, month: Period) -> DataFrame:
    """Gives the last state reported of each task by the month."""
    known = states[states["month"] <= month.number].sort_values("month", kind="stable")
    last = known.drop_duplicates("task", keep="last")
    return last[["task", "state", "done_on", "cause", "note", "row"]].rename(
        columns={"note": "state_note", "row": "state_row"}
    )


def _served(task: Any, goals: Goals) -> tuple[str, ...]:
    """Names the targets a task serves: the one it names, and those its criterion and commune count in."""
    return tuple(
        target.id
        for target in goals.targets
        if (target.id == task.target or _is_about(target, task, goals)) and not _not_held(target, task, goals)
    )


def _is_about(target: Target, task: Any, goals: Goals) -> bool:
    if not task.criterion:
        return False
    if target.kind is TargetKind.RECOGNISED:
        # Recognition asks every criterion of the set; one that is met already does not stand in its way.
        missing = (task.commune, task.set, task.criterion) not in goals.met
        return task.commune in target.communes and task.set == goals.standard and missing
    same = (target.set, target.criterion) == (task.set, task.criterion)
    of_place = not task.commune or not target.communes or task.commune in target.communes
    return target.kind is TargetKind.CRITERION and same and of_place


def _not_held(target: Target, task: Any, goals: Goals) -> bool:
    """Tells whether a target is to hold what the task's commune does not have: it cannot be lost there."""
    if target.sense is not TargetSense.HOLD or target.kind is not TargetKind.CRITERION or not task.commune:
        return False
    return (task.commune, target.set, target.criterion) not in goals.met
