"""Tidy tables of what was computed: names beside codes, numbers beside exact fractions, doubts, source rows.

Each takes a view of the whole locality and gives the rows of months up to its own; the columns are those of
``schema``. What was evaluated up to a month is, of the months before, what was evaluated up to them.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Any, TypeAlias

import numpy as np
import pandas as pd
from pandas import DataFrame, Series

from ntm_analysis.judge.targets import follow_targets
from ntm_analysis.judge.targets.status import estimates_of
from ntm_analysis.model import Period, Sex, Verdict
from ntm_analysis.say.doubtful import doubts, value_doubts
from ntm_analysis.say.marks import records, state_of
from ntm_analysis.say.texts import body_name, holding
from ntm_analysis.say.units import followed, place_names
from ntm_analysis.say.view import View
from ntm_analysis.say.words import Doubt

Months: TypeAlias = Sequence[Period]


def indicators(view: View, months: Months) -> DataFrame:
    """Gives what counts of each indicator in each commune (rules 1 to 10)."""
    return _judged(view, _of(view.results.indicators, months))


def with_components(view: View, months: Months) -> DataFrame:
    """Gives the same with each component of an indicator behind it."""
    parts, whole = _of(view.results.parts, months), _of(view.results.indicators, months)
    rows = pd.concat([whole, parts[parts["part"] != parts["indicator"]]], ignore_index=True)
    keys = ["month", "commune", "set", "indicator"]
    at = whole[keys].assign(at=np.arange(len(whole)))
    place = rows[keys].merge(at, on=keys, how="left", sort=False)["at"].to_numpy()
    return _judged(view, rows.iloc[np.argsort(place, kind="stable")])


def _judged(view: View, rows: DataFrame) -> DataFrame:
    rows = rows.reset_index(drop=True)
    names = {
        (set_id, each.code): view.words.text(each.name)
        for set_id, of in view.data.criteria.sets.items()
        for indicator in of.indicators
        for each in (indicator, *indicator.components)
    }
    # Where one sex alone fails, all that are missing are of it.
    count, women = rows["gap_count"], rows["gap_women"]
    women = women.mask(women.isna() & (rows["sex"] == Sex.FEMALE.value), count)
    women = women.mask(women.isna() & (rows["sex"] == Sex.MALE.value) & count.notna(), 0)
    return _placed(view, rows).assign(
        title=_titles(rows["set"], rows["part"], names),
        # Two due dates past it is no value (rule 4); what was recorded stays in num and den.
        value=_number(rows, "num", "den").mask(rows["stale"]),
        threshold=_number(rows, "threshold_num", "threshold_den"),
        gap=_number(rows, "gap_num", "gap_den"),
        gap_women=women,
        gap_men=(count - women).where(women.notna()),
        doubts=value_doubts(view, rows),
        **{name: first_days(rows[name]) for name in ("value_month", "sent_month", "counts_from")},
    )


def criteria(view: View, months: Months) -> DataFrame:
    """Gives the verdict on each criterion in each commune (rules 2 and 6)."""
    rows = _of(view.results.criteria, months).reset_index(drop=True)
    names = {
        (set_id, each.code): view.words.text(each.name)
        for set_id, of in view.data.criteria.sets.items()
        for each in of.criteria
    }
    unsure = rows[["provisional", "unchecked", "levels_differ"]].any(axis=1) | (rows["discrepancy"] != "")
    unsure |= bool(view.adjusted)
    found = [", ".join(map(str, doubts(view, row))) for row in records(rows[unsure])]
    told = Series(found, rows.index[unsure], dtype="str").reindex(rows.index, fill_value="")
    return _placed(view, rows).assign(
        title=_titles(rows["set"], rows["criterion"], names),
        counted=rows["met"],
        doubts=told,
        **{name: first_days(rows[name]) for name in ("reported_month", "self_month")},
    )


def counts(view: View, months: Months) -> DataFrame:
    """Gives the criteria that each commune meets (rules 6 and 11)."""
    return _placed(view, _of(view.results.counts, months))


def poverty(view: View, months: Months) -> DataFrame:
    """Gives the poor and nearly poor households of each place, on each poverty line (rule 13)."""
    rows, district = _of(view.results.poverty, months), view.data.district
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


def targets(view: View, months: Months) -> DataFrame:
    """Gives where each target of the movement stands (rules 11 to 14)."""
    rows = [_target(at, progress) for at in _views(view, months) for progress in at.targets]
    return DataFrame(rows, columns=_OF_TARGET)


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


def tasks(view: View, months: Months) -> DataFrame:
    """Gives the tasks of the roadmap as they stand at each month's cut-off day."""
    return pd.concat([_tasks(at) for at in _views(view, months)], ignore_index=True)


def _tasks(view: View) -> DataFrame:
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


TABLES: Mapping[str, Callable[[View, Months], DataFrame]] = {
    "indicators": indicators,
    "components": with_components,
    "criteria": criteria,
    "counts": counts,
    "poverty": poverty,
    "targets": targets,
    "tasks": tasks,
}


def _of(rows: DataFrame, months: Months) -> DataFrame:
    mine = rows["month"].isin([month.number for month in months])
    return rows if mine.all() else rows[mine]


def _views(view: View, months: Months) -> Iterator[View]:
    """Gives the view of each month; what was evaluated up to a later one is the same up to it."""
    for month in months:
        told = follow_targets(view.data, view.results, month)
        yield view if month == view.period else replace(view, period=month, targets=told)


def _titles(sets: Series, codes: Series, names: Mapping[tuple[str, str], str]) -> Series:
    """Names each pair of a set and a code."""
    return (sets + "|" + codes).map({f"{of}|{code}": name for (of, code), name in names.items()})


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
