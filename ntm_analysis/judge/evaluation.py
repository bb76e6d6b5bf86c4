"""The evaluation from observations to verdicts, as a sequence of steps."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import pandas as pd
from pandas import DataFrame

from ntm_analysis.judge import counts as counted
from ntm_analysis.judge import official
from ntm_analysis.judge import poverty as reviewed
from ntm_analysis.judge.arrays import Columns, Table
from ntm_analysis.judge.cells import Cells
from ntm_analysis.judge.counts import counts
from ntm_analysis.judge.indicators import COLUMNS, computed_criteria, indicators, parts_table
from ntm_analysis.judge.judge import judge
from ntm_analysis.judge.mergers import shape_months, shaped
from ntm_analysis.judge.official import official_criteria
from ntm_analysis.judge.poverty import poverty
from ntm_analysis.judge.recognition import holders, recognised
from ntm_analysis.judge.results import EvaluationInput, Results
from ntm_analysis.judge.rules import Rules, Thresholds
from ntm_analysis.judge.sexes import by_sex, decided
from ntm_analysis.judge.statistics import Statistics, computed_values
from ntm_analysis.judge.units import assessed, units_alive
from ntm_analysis.judge.values import Observed, Values, recorded_values
from ntm_analysis.model import Period


def evaluate(data: EvaluationInput, until: Period) -> Results:
    """Evaluates every period of the data up to ``until``.

    Each period is judged by what was known at its end; nothing recorded later reaches it. From the
    month of a merger on, a commune's values are those of its present shape.
    """
    results = _evaluate(data, until)
    for month in shape_months(data, until):
        results = _spliced(results, _evaluate(shaped(data, month), until), month)
    return results


def course_of(data: EvaluationInput, code: str, until: Period) -> Results:
    """Evaluates one commune in its present shape also before its last merger, for its course.

    Of months before it only values mean anything: verdicts and recognitions are not carried.
    """
    opened = data.communes["valid_from"].where(
        data.communes["code"] != code, data.communes["valid_from"].min()
    )
    inputs = replace(shaped(data, until, {code}), communes=data.communes.assign(valid_from=opened))
    return _evaluate(inputs, until)


def _spliced(before: Results, after: Results, month: Period) -> Results:
    """Takes the months up to an edge from one evaluation and the rest from another."""
    return Results({name: partial(_both, name, before, after, month) for name in Results.names}, before.until)


def _both(name: str, before: Results, after: Results, month: Period) -> DataFrame:
    one, other = before.named(name), after.named(name)
    kept = [one[one["month"] < month.number], other[other["month"] >= month.number]]
    return pd.concat(kept, ignore_index=True)


def _evaluate(data: EvaluationInput, until: Period) -> Results:
    periods = [period for period in data.periods if period <= until]
    units = units_alive(data.communes, periods)
    numbered = {code: number for number, code in enumerate(data.communes["code"])}
    recognitions = recognised(data.recognitions, units)
    rules = Rules.of(data.rules)
    cells = Cells.of(assessed(units, data.sets, holders(recognitions)), numbered, rules)
    observed = Observed.of(data.observations, data.communes, data.cut_off_day)
    statistics = Statistics(observed, numbered)
    parts = _parts(data, cells, observed, statistics)
    rows = indicators(parts)
    criteria_rows = official_criteria(computed_criteria(rows), cells, data.verdicts)
    households = poverty(statistics, units, numbered, data.district, data.criteria)
    return Results(
        {
            "parts": Columns(parts, COLUMNS),
            "indicators": Columns(rows, COLUMNS),
            "criteria": Columns(criteria_rows, official.COLUMNS),
            "counts": Columns(counts(criteria_rows, cells, data.criteria), counted.COLUMNS),
            "recognised": lambda: recognitions,
            "poverty": Columns(households, reviewed.COLUMNS),
        },
        until,
    )


def _parts(data: EvaluationInput, cells: Cells, observed: Observed, statistics: Statistics) -> Table:
    """Judges every part of every applicable set, for each commune and period."""
    recorded = recorded_values(observed, cells.units, cells.rules)
    computed = computed_values(statistics, cells.rules, data.criteria, data.poverty_line)
    values = Values.joined([recorded, *computed])
    thresholds = Thresholds(data.thresholds, cells.rules)
    judged = judge(cells, *by_sex(cells), values, thresholds)
    return parts_table(cells, decided(judged, len(cells), values.rows), values, thresholds)
