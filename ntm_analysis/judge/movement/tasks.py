"""What bodies and communes owe by a day: the tasks of the roadmap, and the month's figures."""

import datetime as dt
from collections.abc import Mapping
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

    def served_by(self, task: Any) -> tuple[str, ...]:
        """Names the targets a task serves: the one it names, and those its criterion and commune count in."""
        mine = (target for target in self.targets if target.id == task.target or self._is_about(target, task))
        return tuple(target.id for target in mine if not self._is_not_held(target, task))

    def _is_about(self, target: Target, task: Any) -> bool:
        """Tells whether a target counts a task's criterion in its commune.

        Recognition asks every criterion of the set; one that is met already does not stand in its way.
        """
        if not task.criterion:
            return False
        if target.kind is TargetKind.RECOGNISED:
            missing = (task.commune, task.set, task.criterion) not in self.met
            return task.commune in target.communes and task.set == self.standard and missing
        same = (target.set, target.criterion) == (task.set, task.criterion)
        of_place = not task.commune or not target.communes or task.commune in target.communes
        return target.kind is TargetKind.CRITERION and same and of_place

    def _is_not_held(self, target: Target, task: Any) -> bool:
        """Tells whether a target is to hold what the task's commune does not have: it is not lost there."""
        is_to_hold = target.sense is TargetSense.HOLD and target.kind is TargetKind.CRITERION
        return bool(
            is_to_hold and task.commune and (task.commune, target.set, target.criterion) not in self.met
        )


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
    reported = states[states["month"] <= month.number].sort_values("month", kind="stable")
    last = reported.drop_duplicates("task", keep="last")
    last = last[["task", "state", "done_on", "cause", "note", "row"]]
    rows = known.merge(last.rename(columns={"note": "state_note", "row": "state_row"}), on="task", how="left")
    for column in ("state", "cause", "state_note"):
        rows[column] = rows[column].fillna("").astype("str")
    rows["state_row"] = rows["state_row"].fillna(0).astype("int64")
    days_left = (rows["due"] - pd.Timestamp(cut_off)).dt.days
    waiting = rows["state"] != _DONE
    rows["begun"] = (rows["start"] <= pd.Timestamp(cut_off)) | rows["state"].isin([_RUNNING, _DONE])
    rows["overdue"] = waiting & (days_left < 0)
    rows["days_overdue"] = (-days_left).where(rows["overdue"], 0).astype("Int64")
    rows["due_soon"] = waiting & days_left.between(0, DUE_SOON_DAYS)
    served = [goals.served_by(row) for row in rows.itertuples()]
    rows["serves"] = Series(served, rows.index, dtype=object)
    endangered = [each if is_late else () for each, is_late in zip(served, rows["overdue"], strict=True)]
    rows["endangered"] = Series(endangered, rows.index, dtype=object)
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


def late_submissions(
    submissions: DataFrame, units: Mapping[str, str], month: Period, cut_off: dt.date
) -> DataFrame:
    """Gives one row for each unit that is asked for figures: when they came, how many days late, or missing.

    ``units`` names communes and bodies by code; a body is asked once it has handed anything in. Rows of
    later months say nothing of this one. Where nothing was recorded by the month, nobody is said to be
    late.
    """
    known = submissions[submissions["month"] <= month.number]
    columns = ["unit", "name", "received_on", "missing", "days_late", "row"]
    if known.empty:
        return DataFrame(columns=columns)
    rows = known.assign(unit=known["commune"].where(known["commune"] != "", known["body"]))
    asked = set(rows.loc[rows["body"] != "", "body"]) | {code for code in units if code.isdigit()}
    named = [(code, name) for code, name in units.items() if code in asked]
    now = rows.loc[rows["month"] == month.number, ["unit", "received_on", "row"]]
    found = DataFrame(named, columns=["unit", "name"], dtype="str").merge(now, on="unit", how="left")
    days = (found["received_on"] - pd.Timestamp(cut_off)).dt.days.clip(lower=0)
    found["missing"] = found["received_on"].isna()
    found["days_late"] = days.fillna(0).astype("int64")
    found["row"] = found["row"].fillna(0).astype("int64")
    return found[columns]
