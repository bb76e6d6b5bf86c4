"""Targets on the mean number of criteria per commune, and on its gain."""

from __future__ import annotations

from fractions import Fraction

from ntm_analysis.model import Period, Target, TargetKind
from ntm_analysis.targets.tally import (
    ResultFrames,
    Tally,
    denominator_note,
    reading_at,
    series_of,
    since_baseline,
    standard_set,
)


def mean(target: Target, results: ResultFrames, period: Period) -> Tally:
    """Divides the criteria met by all communes by the target's denominator, less the baseline for a gain."""
    set_id = target.set or standard_set(results, period)
    rows = since_baseline(results.counts, target, period)
    rows = rows[rows["set"] == set_id]
    now = rows[rows["month"] == period.number]
    communes = int(now["commune"].nunique())
    denominator = target.denominator or max(communes, 1)
    start = None if target.baseline.value is None else whole_criteria(target.baseline.value, denominator)
    is_gain = target.kind is TargetKind.MEAN_GAIN
    origin = (start or Fraction(0)) if is_gain else Fraction(0)
    # A month in which nothing is known of any commune has no mean, and not a mean of nought.
    met = rows[rows["no_data"] < rows["total"]].groupby("month")["met"].sum()
    months = () if is_gain and start is None else tuple(rows["month"].unique())
    series = series_of({m: Fraction(int(met[m]), denominator) - origin if m in met else None for m in months})
    most = Fraction(int(rows["total"].max())) if len(rows) else Fraction(0)
    return Tally(
        now=reading_at(series, period),
        series=series,
        baseline=None if start is None else start - origin,
        goal=whole_criteria(target.value, denominator),
        lowest=-origin,
        highest=most - origin,
        step=Fraction(1, denominator),
        provisional=bool((now["met_provisional"] > 0).any()),
        illustrative=_illustrative(results, set_id, period),
        denominator_note=denominator_note(target, communes, "communes"),
    )


def whole_criteria(printed: Fraction, denominator: int) -> Fraction:
    """Turns a mean printed with two decimals back into criteria counted: 14,19 of 16 is 227/16.

    Held to the letter, 14,19 could never be reached by 227 criteria (14,1875), which is what it prints.
    """
    return Fraction((2 * printed * denominator + 1) // 2, denominator)


def _illustrative(results: ResultFrames, set_id: str, period: Period) -> bool:
    rows = results.criteria
    counted = rows[(rows["month"] == period.number) & (rows["set"] == set_id) & rows["met"]]
    return bool(counted["illustrative"].any())
