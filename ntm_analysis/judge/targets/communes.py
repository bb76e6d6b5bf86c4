"""Targets that count communes: recognised, meeting a criterion, with a model residential area."""

from dataclasses import replace
from fractions import Fraction

from pandas import DataFrame

from ntm_analysis.judge.targets.course import (
    NamedState,
    TargetCourse,
    communes_in,
    course,
    informed_months,
    other_than_printed,
    since_baseline,
    standard_set,
)
from ntm_analysis.model import Frequency, Period, Target, Verdict
from ntm_analysis.model.dataset import Results, months_of

# Verdicts that say nothing of a commune: a month of these alone has no value.
_SILENT = [Verdict.NO_DATA.value, Verdict.NO_THRESHOLD.value]
# Measured once a year: a flat line between two measurements is no trend (rule 14).
_YEARLY = [Frequency.YEAR.value, Frequency.SCHOOL_YEAR.value]


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
    found = course(
        target,
        # A month that was evaluated and has no recognised commune counts none.
        {month: Fraction(int(per_month.get(month, 0))) for month in _evaluated(target, results, period)},
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
    rows = _of_criterion(since_baseline(results.criteria, target, period), target)
    indicators = _of_criterion(results.indicators, target)
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
    months = _evaluated(target, results, period) if len(areas) else []
    counted = areas["commune"].isin(having.loc[having["month"] == period.number, "commune"])
    return course(
        target,
        {month: Fraction(int(per_month.get(month, 0))) for month in months},
        period,
        highest=target.denominator or population,
        illustrative=period.number in months and bool(areas.loc[counted, "illustrative"].any()),
        real=other_than_printed(target, population, "recognised"),
    )


def recognised_now(results: Results, period: Period) -> int:
    """Counts communes recognised at the period's end, whatever year is credited."""
    rows = results.recognised
    held = rows[(rows["month"] == period.number) & (rows["level"] == "ntm") & ~rows["awaiting"]]
    return int(held["commune"].nunique())


def _evaluated(target: Target, results: Results, period: Period) -> list[int]:
    """Lists the months from the baseline on that were evaluated."""
    return [int(month) for month in since_baseline(results.counts, target, period)["month"].unique()]


def _of_criterion(frame: DataFrame, target: Target) -> DataFrame:
    return frame[(frame["set"] == target.set) & (frame["criterion"] == target.criterion)]
