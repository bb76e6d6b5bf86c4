"""Targets that count communes: recognised, meeting a criterion, with a model residential area."""

from __future__ import annotations

from fractions import Fraction

from pandas import DataFrame

from ntm_analysis.judge.targets.tally import (
    NamedState,
    ResultFrames,
    Tally,
    communes_in,
    informed_months,
    other_than_printed,
    reading_at,
    series_of,
    since_baseline,
    standard_set,
    value_at_end,
)
from ntm_analysis.model import Frequency, Period, Target, Verdict

# Verdicts that say nothing of a commune: a month of these alone has no value.
_SILENT = [Verdict.NO_DATA.value, Verdict.NO_THRESHOLD.value]
# Measured once a year: a flat line between two measurements is no trend.
_YEARLY = [Frequency.YEAR.value, Frequency.SCHOOL_YEAR.value]


def recognised(target: Target, results: ResultFrames, period: Period) -> Tally:
    """Counts communes with a decision whose credited year is the target's or earlier."""
    rows = since_baseline(results.recognised, target, period)
    rows = rows[rows["level"] == "ntm"]
    credited = (rows["credited_year"] <= target.end.year).fillna(value=False).astype(bool)
    decided = rows[~rows["awaiting"] & credited]
    per_month = decided.groupby("month")["commune"].nunique()
    # A month that was evaluated and has no recognised commune counts none.
    evaluated = since_baseline(results.counts, target, period)["month"].unique()
    series = series_of({int(month): Fraction(int(per_month.get(month, 0))) for month in evaluated})
    held = decided[decided["month"] == period.number]
    now = reading_at(series, period)
    have = set(held["commune"])
    awaiting = set(rows.loc[rows["awaiting"] & (rows["month"] == period.number), "commune"]) - have
    communes = communes_in(results, standard_set(results, period), period)
    # A decision made later may still credit the target's year: nothing is settled while one is awaited.
    at_end = now.value if period > target.end and not awaiting else value_at_end(series, target)
    return Tally(
        now=now,
        series=series,
        baseline=target.baseline.value,
        goal=target.value,
        lowest=Fraction(0),
        highest=Fraction(target.denominator or communes),
        pending=len(awaiting),
        at_end=None if awaiting and period > target.end else at_end,
        illustrative=bool(held["illustrative"].any()),
        named=tuple(
            NamedState(code, Verdict.MET if code in have else Verdict.NOT_MET, code in awaiting)
            for code in target.communes
        ),
        real=other_than_printed(target, communes, "communes"),
    )


def criterion(target: Target, results: ResultFrames, period: Period) -> Tally:
    """Counts communes that meet one criterion of one set."""
    rows = _of_criterion(since_baseline(results.criteria, target, period), target)
    indicators = _of_criterion(results.indicators, target)
    heard = rows[~rows["verdict"].isin(_SILENT)].groupby("month")["met"].sum()
    months = rows["month"].unique()
    series = series_of({m: Fraction(int(heard[m])) if m in heard else None for m in months})
    now = rows[rows["month"] == period.number]
    verdicts = dict(zip(now["commune"], now["verdict"], strict=True))
    of_all = target.set == standard_set(results, period)
    population = communes_in(results, target.set, period) if of_all else recognised_now(results, period)
    return Tally(
        now=reading_at(series, period),
        series=series,
        baseline=target.baseline.value,
        goal=target.value,
        lowest=Fraction(0),
        highest=Fraction(target.denominator or population),
        trend=not _is_yearly(indicators),
        at_end=value_at_end(series, target),
        informed=informed_months(rows, indicators),
        provisional=bool((now["met"] & now["provisional"]).any()),
        illustrative=bool(now["illustrative"].any()),
        named=tuple(NamedState(c, Verdict(verdicts.get(c, Verdict.NO_DATA))) for c in target.communes),
        real=other_than_printed(target, population, "communes" if of_all else "recognised"),
    )


def model_areas(target: Target, results: ResultFrames, period: Period, areas: DataFrame) -> Tally:
    """Counts recognised communes that have a model residential area with a decision.

    Without any row about such areas there is no value: nothing recorded is not none reached.
    """
    population = recognised_now(results, period)
    evaluated = since_baseline(results.counts, target, period)["month"].unique()
    having = _recognised_with_area(results, areas, [int(month) for month in evaluated] if len(areas) else [])
    series = series_of({month: Fraction(len(codes)) for month, codes in having.items()})
    counted = areas["commune"].isin(having.get(period.number, set()))
    return Tally(
        now=reading_at(series, period),
        series=series,
        baseline=target.baseline.value,
        goal=target.value,
        lowest=Fraction(0),
        highest=Fraction(target.denominator or population),
        at_end=value_at_end(series, target),
        illustrative=bool(areas.loc[counted, "illustrative"].any()),
        real=other_than_printed(target, population, "recognised"),
    )


def _recognised_with_area(results: ResultFrames, areas: DataFrame, months: list[int]) -> dict[int, set[str]]:
    """Gives for each month the recognised communes of which an area had a decision by then."""
    rows = results.recognised
    held = rows[(rows["level"] == "ntm") & ~rows["awaiting"]]
    communes: dict[int, set[str]] = {month: set() for month in months}
    for month, commune in zip(held["month"].tolist(), held["commune"].tolist(), strict=True):
        communes.setdefault(month, set()).add(commune)
    decided = areas["recognised_on"]
    since = (decided.dt.year * 12 + decided.dt.month - 1).tolist()  # nothing compares with a day not given
    done = list(zip(since, areas["commune"].tolist(), strict=True))
    return {month: communes[month] & {code for begun, code in done if begun <= month} for month in months}


def recognised_now(results: ResultFrames, period: Period) -> int:
    """Counts communes recognised at the period's end, whatever year is credited."""
    rows = results.recognised
    held = rows[(rows["month"] == period.number) & (rows["level"] == "ntm") & ~rows["awaiting"]]
    return int(held["commune"].nunique())


def _of_criterion(frame: DataFrame, target: Target) -> DataFrame:
    return frame[(frame["set"] == target.set) & (frame["criterion"] == target.criterion)]


def _is_yearly(indicators: DataFrame) -> bool:
    """Tells whether nothing of the criterion is measured within the year: it then has no trend (rule 14)."""
    return len(indicators) > 0 and bool(indicators["frequency"].isin(_YEARLY).all())
