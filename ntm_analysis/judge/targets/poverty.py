"""The target on the poor-household rate: its change in percentage points for the whole district."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction

import pandas as pd
from pandas import DataFrame

from ntm_analysis.judge.targets.tally import Reading, ResultFrames, Series, Tally, base_month, series_of
from ntm_analysis.model import Period, Status, Target

# How the evaluation names the sum of the communes without the town.
_COMMUNES_ONLY = "-communes"


def poor_rate_change(target: Target, results: ResultFrames, period: Period, line: str) -> Tally:
    """Follows the rate since the baseline review, both on the same poverty line; a fall is negative.

    Poor households and households are summed over the units, never rates averaged. A sum
    that lacks a unit is no value, and neither is one carried on from an earlier review.
    """
    base = base_month(target)
    frame = results.poverty
    is_part = frame["place"].str.endswith(_COMMUNES_ONLY)
    # Single communes are left out: the district is the place its part is named after.
    district = set(frame.loc[is_part, "place"].str.removesuffix(_COMMUNES_ONLY))
    usable = (frame["month"] <= period.number) & (frame["line"] == line) & frame["complete"].astype(bool)
    reviewed = (frame["value_month"] >= base) & (frame["households"] > 0)
    usable &= reviewed.fillna(value=False).astype(bool)
    whole, communes = frame[usable & frame["place"].isin(district)], frame[usable & is_part]
    start = _rates(whole).get(base)
    series = _changes(whole, base)
    now = _reading(whole, series, base, period)
    return Tally(
        now=now,
        series=series,
        baseline=None if start is None else Fraction(0),
        goal=-abs(target.value),
        lowest=-(start or Fraction(0)),
        highest=100 - (start or Fraction(0)),
        step=None,
        illustrative=bool(whole.loc[whole["value_month"].isin([base, now.month]), "illustrative"].any()),
        beside=None if now.value is None else _change_in(communes, base, now.month),
        preliminary=now.value is not None and _is_preliminary(whole, now.month),
        at_end=_at_end(whole, series, target),
    )


def _rates(rows: DataFrame) -> dict[int, Fraction]:
    """Gives one rate for each review, in percent; a later page's row for the same review replaces it."""
    reviews = rows.sort_values("month").drop_duplicates("value_month", keep="last")
    columns = zip(reviews["value_month"], reviews["poor"], reviews["households"], strict=True)
    return {int(month): Fraction(100 * int(poor), int(households)) for month, poor, households in columns}


def _changes(rows: DataFrame, base: int) -> Series:
    rates = _rates(rows)
    if base not in rates:
        return ()
    return series_of({month: rate - rates[base] for month, rate in rates.items()})


def _is_preliminary(rows: DataFrame, month: int) -> bool:
    last = rows[rows["value_month"] == month].sort_values("month").iloc[-1]
    return bool(last["status"] == Status.PRELIMINARY.value)


def _at_end(rows: DataFrame, series: Series, target: Target) -> Fraction | None:
    """Gives the change by the official review of the year in which the target ends; no other decides it."""
    official = rows["status"] == Status.OFFICIAL.value
    due = rows[official & (rows["reference_year"] == target.end.year).fillna(value=False)]
    if due.empty or not series:
        return None
    return dict(series)[Period.from_number(int(due["value_month"].max()))]


def _change_in(rows: DataFrame, base: int, month: int) -> Fraction | None:
    return dict(_changes(rows, base)).get(Period.from_number(month))


def _reading(rows: DataFrame, series: Series, base: int, period: Period) -> Reading:
    now = rows[(rows["month"] == period.number) & (rows["value_month"] > base)]
    if now.empty or not series:
        return Reading(None, period.number, None)
    last = now.iloc[-1]
    month = int(last["value_month"])
    return Reading(dict(series)[Period.from_number(month)], month, _day(last["measured_on"]))


def _day(measured_on: object) -> dt.date | None:
    return None if pd.isna(measured_on) else pd.Timestamp(measured_on).date()  # type: ignore[arg-type, call-overload]  # a cell is typed as an object
