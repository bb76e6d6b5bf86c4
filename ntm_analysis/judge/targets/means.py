"""Targets on the mean number of criteria per commune, and on its gain."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from fractions import Fraction

from ntm_analysis.judge.targets.tally import (
    ResultFrames,
    Tally,
    informed_months,
    other_than_printed,
    reading_at,
    series_of,
    since_baseline,
    standard_set,
    value_at_end,
)
from ntm_analysis.model import Period, Target, TargetKind


def mean(target: Target, results: ResultFrames, period: Period) -> Tally:
    """Divides the criteria met by all communes by the target's denominator."""
    set_id = target.set or standard_set(results, period)
    rows = since_baseline(results.counts, target, period)
    rows = rows[rows["set"] == set_id]
    now = rows[rows["month"] == period.number]
    communes = int(now["commune"].nunique())
    denominator = target.denominator or max(communes, 1)
    # A month in which nothing is known of any commune has no mean, and not a mean of nought.
    met = rows[rows["no_data"] < rows["total"]].groupby("month")["met"].sum()
    months = rows["month"].unique()
    series = series_of({m: Fraction(int(met[m]), denominator) if m in met else None for m in months})
    start = target.baseline.value
    return Tally(
        now=reading_at(series, period),
        series=series,
        baseline=None if start is None else whole_criteria(start, denominator),
        goal=whole_criteria(target.value, denominator),
        lowest=Fraction(0),
        highest=Fraction(int(rows["total"].max())) if len(rows) else Fraction(0),
        step=Fraction(1, denominator),
        at_end=value_at_end(series, target),
        provisional=bool((now["met_provisional"] > 0).any()),
        illustrative=_illustrative(results, set_id, period),
        real=other_than_printed(target, communes, "communes"),
        informed=informed_months(*(f[f["set"] == set_id] for f in (results.criteria, results.indicators))),
    )


def mean_gain(target: Target, targets: Iterable[Target], results: ResultFrames, period: Period) -> Tally:
    """Counts the mean less the mean it started from; without that it has no value."""
    started = replace(target.baseline, value=_starting_mean(target, targets))
    whole = mean(replace(target, baseline=started), results, period)
    if whole.baseline is None:
        return replace(whole, now=reading_at((), period), series=())
    series = tuple(
        (month, None if value is None else value - whole.baseline) for month, value in whole.series
    )
    return replace(
        whole,
        now=reading_at(series, period),
        series=series,
        at_end=value_at_end(series, target),
        baseline=Fraction(0),
        lowest=-whole.baseline,
        highest=whole.highest - whole.baseline,
    )


def _starting_mean(target: Target, targets: Iterable[Target]) -> Fraction | None:
    """Finds the mean a gain is counted from.

    A baseline of nought is the gain itself at its start: the mean is then the baseline of
    the target on the mean, so that both speak of one figure. Any other baseline is the mean.
    """
    if target.baseline.value != 0:
        return target.baseline.value
    means = (t.baseline for t in targets if t.kind is TargetKind.MEAN_CRITERIA and t.set == target.set)
    return next((start.value for start in means if start.date == target.baseline.date), None)


def whole_criteria(printed: Fraction, denominator: int) -> Fraction:
    """Turns a mean printed with two decimals back into criteria counted: 14,19 of 16 is 227/16.

    Held to the letter, 14,19 could never be reached by 227 criteria (14,1875), which is what it prints.
    A figure that no whole number of criteria prints is rounded up: the goal is never lowered.
    """
    nearest = Fraction((2 * printed * denominator + 1) // 2, denominator)
    if _printed(nearest) == printed:
        return nearest
    return Fraction(-((-printed * denominator) // 1), denominator)


def _printed(mean: Fraction) -> Fraction:
    return Fraction((200 * mean + 1) // 2, 100)


def _illustrative(results: ResultFrames, set_id: str, period: Period) -> bool:
    rows = results.criteria
    counted = rows[(rows["month"] == period.number) & (rows["set"] == set_id) & rows["met"]]
    return bool(counted["illustrative"].any())
