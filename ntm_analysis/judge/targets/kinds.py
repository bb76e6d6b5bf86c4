"""What each kind of target counts: communes, the mean number of criteria and its gain, the poor rate."""

from collections.abc import Iterable
from dataclasses import replace
from fractions import Fraction

import pandas as pd
from pandas import DataFrame

from ntm_analysis.judge.poverty import poor_rates
from ntm_analysis.judge.targets.course import (
    NamedState,
    TargetCourse,
    base_month,
    communes_in,
    course,
    evaluated_months,
    in_order,
    informed_months,
    of_criterion,
    other_than_printed,
    recognised_now,
    since_baseline,
    standard_set,
    whole_criteria,
)
from ntm_analysis.model import Frequency, Period, Status, Target, TargetKind, Verdict
from ntm_analysis.model.dataset import Results, months_of

# Verdicts that say nothing of a commune: a month of these alone has no value.
_SILENT = [Verdict.NO_DATA.value, Verdict.NO_THRESHOLD.value]
# Measured once a year: a flat line between two measurements is no trend (rule 14).
_YEARLY = [Frequency.YEAR.value, Frequency.SCHOOL_YEAR.value]
# How the evaluation names the sum of the communes without the town.
_COMMUNES_ONLY = "-communes"


def recognised(target: Target, results: Results, period: Period) -> TargetCourse:
    """Counts communes with a decision whose credited year is the target's or earlier (rule 12).

    A decision made later may still credit the target's year: nothing is settled while one is awaited.
    """
    rows = since_baseline(results.recognised, target, period)
    rows = rows[rows["level"] == "ntm"]
    credited = (rows["credited_year"] <= target.end.year).fillna(value=False).astype(bool)
    decided = rows[~rows["awaiting"] & credited]
    per_month = decided.groupby("month")["commune"].nunique()
    held = decided[decided["month"] == period.number]
    have = set(held["commune"])
    awaiting = set(rows.loc[rows["awaiting"] & (rows["month"] == period.number), "commune"]) - have
    communes = communes_in(results, standard_set(results, period), period)
    months = evaluated_months(target, results, period)
    found = course(
        target,
        # A month that was evaluated and has no recognised commune counts none.
        {month: Fraction(int(per_month.get(month, 0))) for month in months},
        period,
        highest=target.denominator or communes,
        pending=len(awaiting),
        illustrative=bool(held["illustrative"].any()),
        named=tuple(
            NamedState(code, Verdict.MET if code in have else Verdict.NOT_MET, code in awaiting)
            for code in target.communes
        ),
        real=other_than_printed(target, communes, "communes"),
    )
    if period > target.end:
        return replace(found, at_end=None if awaiting else found.value)
    return found


def criterion(target: Target, results: Results, period: Period) -> TargetCourse:
    """Counts communes that meet one criterion of one set; yearly indicators alone give no trend (rule 14)."""
    rows = of_criterion(since_baseline(results.criteria, target, period), target)
    indicators = of_criterion(results.indicators, target)
    heard = rows[~rows["verdict"].isin(_SILENT)].groupby("month")["met"].sum()
    now = rows[rows["month"] == period.number]
    verdicts = dict(zip(now["commune"], now["verdict"], strict=True))
    of_all = target.set == standard_set(results, period)
    population = communes_in(results, target.set, period) if of_all else recognised_now(results, period)
    return course(
        target,
        {m: Fraction(int(heard[m])) if m in heard else None for m in rows["month"].unique()},
        period,
        highest=target.denominator or population,
        trend=indicators.empty or not indicators["frequency"].isin(_YEARLY).all(),
        informed=informed_months(rows, indicators),
        provisional=bool((now["met"] & now["provisional"]).any()),
        illustrative=bool(now["illustrative"].any()),
        named=tuple(NamedState(c, Verdict(verdicts.get(c, Verdict.NO_DATA))) for c in target.communes),
        real=other_than_printed(target, population, "communes" if of_all else "recognised"),
    )


def model_areas(target: Target, results: Results, period: Period, areas: DataFrame) -> TargetCourse:
    """Counts recognised communes that have a model residential area with a decision by the month.

    Without any row about such areas there is no value: nothing recorded is not none reached.
    """
    population = recognised_now(results, period)
    held = results.recognised
    held = held.loc[(held["level"] == "ntm") & ~held["awaiting"], ["month", "commune"]]
    since = areas.assign(since=months_of(areas["recognised_on"]))  # nothing compares with a day not given
    having = held.merge(since[["commune", "since"]], on="commune")
    having = having[having["since"] <= having["month"]]
    per_month = having.groupby("month")["commune"].nunique()
    months = evaluated_months(target, results, period) if len(areas) else []
    counted = areas["commune"].isin(having.loc[having["month"] == period.number, "commune"])
    return course(
        target,
        {month: Fraction(int(per_month.get(month, 0))) for month in months},
        period,
        highest=target.denominator or population,
        illustrative=period.number in months and bool(areas.loc[counted, "illustrative"].any()),
        real=other_than_printed(target, population, "recognised"),
    )


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
    rates, beside = poor_rates(whole), poor_rates(communes)
    changes = {at: rate - rates[base] for at, rate in rates.items()} if base in rates else {}
    shown = whole[(whole["month"] == period.number) & (whole["value_month"] > base)]
    last = shown.iloc[-1] if changes and len(shown) else None
    month = period.number if last is None else int(last["value_month"])
    official = (whole["status"] == Status.OFFICIAL.value) & (whole["reference_year"] == target.end.year)
    due = whole.loc[official, "value_month"]
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
        beside=beside[month] - beside[base] if last is not None and {base, month} <= beside.keys() else None,
        preliminary=last is not None and last["status"] == Status.PRELIMINARY.value,
        at_end=changes[int(due.max())] if changes and len(due) else None,
    )
