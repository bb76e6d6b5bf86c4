"""Targets on a figure of the whole locality: the mean number of criteria, its gain, the poor rate."""

from collections.abc import Iterable
from dataclasses import replace
from fractions import Fraction

import pandas as pd
from pandas import DataFrame

from ntm_analysis.judge.targets.course import (
    TargetCourse,
    base_month,
    course,
    in_order,
    informed_months,
    other_than_printed,
    since_baseline,
    standard_set,
)
from ntm_analysis.model import Period, Status, Target, TargetKind
from ntm_analysis.model.dataset import Results

# How the evaluation names the sum of the communes without the town.
_COMMUNES_ONLY = "-communes"


def mean(target: Target, results: Results, period: Period) -> TargetCourse:
    """Divides the criteria met by all communes by the target's denominator (rule 11).

    A month in which nothing is known of any commune has no mean, and not a mean of nought.
    """
    set_id = target.set or standard_set(results, period)
    rows = since_baseline(results.counts, target, period)
    rows = rows[rows["set"] == set_id]
    now = rows[rows["month"] == period.number]
    communes = int(now["commune"].nunique())
    denominator = target.denominator or max(communes, 1)
    met = rows[rows["no_data"] < rows["total"]].groupby("month")["met"].sum()
    start, criteria = target.baseline.value, results.criteria[results.criteria["set"] == set_id]
    counted = criteria[(criteria["month"] == period.number) & criteria["met"]]
    return course(
        target,
        {m: Fraction(int(met[m]), denominator) if m in met else None for m in rows["month"].unique()},
        period,
        baseline=None if start is None else whole_criteria(start, denominator),
        goal=whole_criteria(target.value, denominator),
        highest=int(rows["total"].max()) if len(rows) else 0,
        step=Fraction(1, denominator),
        provisional=bool((now["met_provisional"] > 0).any()),
        illustrative=bool(counted["illustrative"].any()),
        real=other_than_printed(target, communes, "communes"),
        informed=informed_months(criteria, results.indicators[results.indicators["set"] == set_id]),
    )


def mean_gain(target: Target, targets: Iterable[Target], results: Results, period: Period) -> TargetCourse:
    """Counts the mean less the mean it started from; without that it has no value.

    A baseline of nought is the gain itself at its start: the mean is then the baseline of
    the target on the mean, so that both speak of one figure. Any other baseline is the mean.
    """
    printed = target.baseline.value
    if printed == 0:
        means = (t.baseline for t in targets if t.kind is TargetKind.MEAN_CRITERIA and t.set == target.set)
        printed = next((start.value for start in means if start.date == target.baseline.date), None)
    whole = mean(replace(target, baseline=replace(target.baseline, value=printed)), results, period)
    start = whole.baseline
    if start is None:
        return replace(whole, value=None, date=None, series=())

    def gained(value: Fraction | None) -> Fraction | None:
        return None if value is None else value - start

    return replace(
        whole,
        value=gained(whole.value),
        series=tuple((month, gained(value)) for month, value in whole.series),
        at_end=gained(whole.at_end),
        baseline=Fraction(0),
        lowest=-start,
        highest=whole.highest - start,
    )


def whole_criteria(printed: Fraction, denominator: int) -> Fraction:
    """Turns a mean printed with two decimals back into criteria counted: 14,19 of 16 is 227/16 (rule 11).

    Held to the letter, 14,19 could never be reached by 227 criteria (14,1875), which is what it prints.
    A figure that no whole number of criteria prints is rounded up: the goal is never lowered.
    """
    nearest = Fraction((2 * printed * denominator + 1) // 2, denominator)
    if Fraction((200 * nearest + 1) // 2, 100) == printed:
        return nearest
    return Fraction(-((-printed * denominator) // 1), denominator)


def poor_rate_change(target: Target, results: Results, period: Period, line: str) -> TargetCourse:
    """Follows the rate since the baseline review (rule 13); a fall is negative.

    Reviews are on one poverty line, of the whole district and of its communes alone; a sum that lacks a unit
    is no value, and neither is one carried on from an earlier review. The end is decided by the official
    review of its year and by no other (rule 14).
    """
    base, frame = base_month(target), results.poverty
    is_part = frame["place"].str.endswith(_COMMUNES_ONLY)
    # Single communes are left out: the district is the place its part is named after.
    is_whole = frame["place"].isin(frame.loc[is_part, "place"].str.removesuffix(_COMMUNES_ONLY))
    usable = (frame["month"] <= period.number) & (frame["line"] == line) & frame["complete"].astype(bool)
    reviewed = (frame["value_month"] >= base) & (frame["households"] > 0)
    usable &= reviewed.fillna(value=False).astype(bool)
    whole, communes = frame[usable & is_whole], frame[usable & is_part]
    rates = _rates(whole)
    changes, beside = _since(rates, base), _since(_rates(communes), base)
    shown = whole[(whole["month"] == period.number) & (whole["value_month"] > base)]
    last = shown.iloc[-1] if changes and len(shown) else None
    month = period.number if last is None else int(last["value_month"])
    official = (whole["status"] == Status.OFFICIAL.value) & (whole["reference_year"] == target.end.year)
    due = whole.loc[official.fillna(value=False), "value_month"]
    start = rates.get(base, Fraction(0))
    return TargetCourse(
        value=None if last is None else changes[month],
        month=month,
        date=None if last is None or pd.isna(last["measured_on"]) else last["measured_on"].date(),
        series=in_order(changes),
        baseline=Fraction(0) if base in rates else None,
        goal=-abs(target.value),
        lowest=-start,
        highest=100 - start,
        step=None,
        illustrative=bool(whole.loc[whole["value_month"].isin([base, month]), "illustrative"].any()),
        beside=None if last is None else beside.get(month),
        preliminary=last is not None and last["status"] == Status.PRELIMINARY.value,
        at_end=changes[int(due.max())] if changes and len(due) else None,
    )


def _rates(rows: DataFrame) -> dict[int, Fraction]:
    """Gives one rate for each review, in percent; a later page's row for the same review replaces it."""
    reviews = rows.sort_values("month").drop_duplicates("value_month", keep="last")
    columns = zip(reviews["value_month"], reviews["poor"], reviews["households"], strict=True)
    return {int(month): Fraction(100 * int(poor), int(households)) for month, poor, households in columns}


def _since(rates: dict[int, Fraction], base: int) -> dict[int, Fraction]:
    """Gives the change of each rate since the baseline's, nothing without one."""
    return {month: rate - rates[base] for month, rate in rates.items()} if base in rates else {}
