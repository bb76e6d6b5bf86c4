"""Tidy tables of what was computed: names beside codes, numbers beside exact fractions, doubts, source rows.

Each takes a view of the whole locality and gives the rows of its month; the columns are those of ``schema``.
"""

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any

import numpy as np
import pandas as pd
from pandas import DataFrame, Series

from ntm_analysis.judge.targets.status import estimates_of
from ntm_analysis.model import Period, Sex, Verdict
from ntm_analysis.say.doubtful import doubts, value_doubts
from ntm_analysis.say.marks import records, state_of
from ntm_analysis.say.texts import body_name, holding
from ntm_analysis.say.units import followed, place_names
from ntm_analysis.say.view import View
from ntm_analysis.say.words import Doubt


def indicators(view: View) -> DataFrame:
    """Gives what counts of each indicator, and of each component of one, in each commune (rules 1 to 10)."""
    parts, whole = view.now.parts, view.now.indicators
    rows = pd.concat([whole, parts[parts["part"] != parts["indicator"]]], ignore_index=True)
    keys = ["commune", "set", "indicator"]
    at = {key: number for number, key in enumerate(whole[keys].itertuples(index=False, name=None))}
    place = [at[key] for key in rows[keys].itertuples(index=False, name=None)]
    rows = rows.iloc[np.argsort(place, kind="stable")].reset_index(drop=True)
    names = {
        (set_id, each.code): view.words.text(each.name)
        for set_id, of in view.data.criteria.sets.items()
        for indicator in of.indicators
        for each in (indicator, *indicator.components)
    }
    titles = [names.get(key, "") for key in zip(rows["set"], rows["part"], strict=True)]
    # Where one sex alone fails, all that are missing are of it.
    count, women = rows["gap_count"], rows["gap_women"]
    women = women.mask(women.isna() & (rows["sex"] == Sex.FEMALE.value), count)
    women = women.mask(women.isna() & (rows["sex"] == Sex.MALE.value) & count.notna(), 0)
    return _placed(view, rows).assign(
        title=titles,
        # Two due dates past it is no value (rule 4); what was recorded stays in num and den.
        value=_number(rows, "num", "den").mask(rows["stale"]),
        threshold=_number(rows, "threshold_num", "threshold_den"),
        gap=_number(rows, "gap_num", "gap_den"),
        gap_women=women,
        gap_men=(count - women).where(women.notna()),
        doubts=value_doubts(view, rows),
        **{name: first_days(rows[name]) for name in ("value_month", "sent_month", "counts_from")},
    )


def criteria(view: View) -> DataFrame:
    """Gives the verdict on each criterion in each commune (rules 2 and 6)."""
    rows = view.now.criteria
    names = {
        (set_id, each.code): view.words.text(each.name)
        for set_id, of in view.data.criteria.sets.items()
        for each in of.criteria
    }
    return _placed(view, rows).assign(
        title=[names[key] for key in zip(rows["set"], rows["criterion"], strict=True)],
        counted=rows["met"],
        doubts=[", ".join(map(str, doubts(view, row))) for row in records(rows)],
        **{name: first_days(rows[name]) for name in ("reported_month", "self_month")},
    )


def counts(view: View) -> DataFrame:
    """Gives the criteria that each commune meets (rules 6 and 11)."""
    return _placed(view, view.now.counts)


def poverty(view: View) -> DataFrame:
    """Gives the poor and nearly poor households of each place, on each poverty line (rule 13)."""
    rows, district = view.now.poverty, view.data.district
    together = {f"{district.code}-communes": view.words.word("frame.communes_only", name=district.name)}
    households = rows["households"].to_numpy("float64", na_value=np.nan)
    poor, near = (rows[name].to_numpy("float64", na_value=np.nan) for name in ("poor", "near_poor"))
    return rows.assign(
        month=first_days(rows["month"]),
        name=rows["place"].map(place_names(view) | together),
        poor_rate=100 * poor / households,
        near_poor_rate=100 * near / households,
        poverty_rate=100 * (poor + near) / households,
        value_month=first_days(rows["value_month"]),
    )


def targets(view: View) -> DataFrame:
    """Gives where each target of the movement stands (rules 11 to 14)."""
    return DataFrame([_target(view, progress) for progress in view.targets], columns=_OF_TARGET)


_OF_TARGET = [
    *("period", "month", "target", "title", "set", "criterion", "unit", "value", "num", "den"),
    *("goal", "goal_num", "goal_den", "goal_printed", "denominator", "baseline", "status", "low", "high"),
    *("own_estimate", "end", "value_date", "not_yet", "provisional", "preliminary", "doubts", "illustrative"),
]


def _target(view: View, progress: Any) -> list[Any]:
    target, names = progress.target, place_names(view)
    stated = estimates_of(target, view.data.movement.estimates, view.period).district
    wanting = [names[state.commune] for state in progress.named if state.verdict is not Verdict.MET]
    held = holding(
        {
            Doubt.PROVISIONAL: progress.provisional,
            Doubt.ADJUSTED: target.id in view.adjusted_targets,
            Doubt.PRELIMINARY: progress.preliminary,
        }
    )
    outlook, value, goal = progress.outlook, progress.value, progress.goal
    return [
        *(str(view.period), _first_day(view.period), target.id, view.words.text(target.name)),
        *(target.set, target.criterion, target.unit, _float(value)),
        *((None, None) if value is None else (value.numerator, value.denominator)),
        *(_float(goal), goal.numerator, goal.denominator, _float(target.value), target.denominator),
        *(_float(progress.baseline), str(progress.status)),
        *((None, None) if outlook is None else (_float(outlook.low), _float(outlook.high))),
        *(None if stated is None else _float(stated.value), _first_day(target.end)),
        *(progress.value_date, ", ".join(wanting), progress.provisional, progress.preliminary),
        *(", ".join(map(str, held)), progress.illustrative),
    ]


def tasks(view: View) -> DataFrame:
    """Gives the tasks of the roadmap as they stand at the month's cut-off day."""
    rows, names = followed(view), place_names(view)
    states = Series([state_of(row) for row in records(rows)], rows.index, dtype="str")
    for urgent in ("overdue", "due_soon"):
        states = states.mask(rows[urgent].astype(bool), urgent)
    return rows.rename(columns={"name": "title"}).assign(
        period=str(view.period),
        month=_first_day(view.period),
        name=rows["commune"].map(lambda code: names.get(code, view.data.district.name)),
        body=[body_name(view, body) for body in rows["body"]],
        state=states,
        overdue=rows["overdue"].astype(bool),
    )


TABLES: Mapping[str, Callable[[View], DataFrame]] = {
    "indicators": indicators,
    "criteria": criteria,
    "counts": counts,
    "poverty": poverty,
    "targets": targets,
    "tasks": tasks,
}


def _placed(view: View, rows: DataFrame) -> DataFrame:
    return rows.assign(month=first_days(rows["month"]), name=rows["commune"].map(place_names(view)))


def _number(rows: DataFrame, num: str, den: str) -> Series:
    top, bottom = (rows[name].to_numpy("float64", na_value=np.nan) for name in (num, den))
    return Series(top / bottom, rows.index)


def _float(value: Fraction | None) -> float | None:
    return None if value is None else float(value)


def _first_day(month: Period) -> pd.Timestamp:
    return pd.Timestamp(month.year, month.month, 1)


def first_days(months: Series) -> Series:
    """Gives the first day of each month that is given by its number; missing where there is none."""
    numbers = months.astype("Int64")
    days = (numbers.fillna(0) - 1970 * 12).to_numpy("int64").astype("datetime64[M]").astype("datetime64[us]")
    return Series(days, months.index).mask(numbers.isna())
