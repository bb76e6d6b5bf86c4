"""The evaluation from observations to verdicts, as a sequence of steps."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
from pandas import DataFrame

from ntm_analysis.evaluation.counts import counts
from ntm_analysis.evaluation.indicators import COLUMNS, computed_criteria, indicators
from ntm_analysis.evaluation.judge import judge
from ntm_analysis.evaluation.mergers import shape_months, shaped
from ntm_analysis.evaluation.official import official_criteria
from ntm_analysis.evaluation.poverty import poverty
from ntm_analysis.evaluation.recognition import holders, recognised
from ntm_analysis.evaluation.results import EvaluationInput, Results
from ntm_analysis.evaluation.sexes import by_sex, decided
from ntm_analysis.evaluation.statistics import computed_values, statistics_by_line
from ntm_analysis.evaluation.units import assessed, cells, units_alive
from ntm_analysis.evaluation.values import indicator_values
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
    frames = {}
    for name in ("parts", "indicators", "criteria", "counts", "recognised", "poverty"):
        one, other = getattr(before, name), getattr(after, name)
        kept = [one[one["month"] < month.number], other[other["month"] >= month.number]]
        frames[name] = pd.concat(kept, ignore_index=True)
    return Results(**frames, until=before.until)


def _evaluate(data: EvaluationInput, until: Period) -> Results:
    periods = [period for period in data.periods if period <= until]
    units = units_alive(data.communes, periods)
    recognitions = recognised(data.recognitions, units)
    communes = assessed(units, data.sets, holders(recognitions))
    statistics = statistics_by_line(data.observations)
    parts = _parts(data, communes, statistics)
    rows = indicators(parts)
    criteria_rows = official_criteria(computed_criteria(rows), data.verdicts)
    return Results(
        parts=parts[COLUMNS],
        indicators=rows[COLUMNS],
        criteria=criteria_rows,
        counts=counts(criteria_rows, communes, data.criteria),
        recognised=recognitions,
        poverty=poverty(statistics, units, data.district, data.criteria),
        until=until,
    )


def _parts(data: EvaluationInput, communes: DataFrame, statistics: DataFrame) -> DataFrame:
    """Judges every part of every applicable set, for each commune and period."""
    candidates = by_sex(cells(communes, data.rules))
    return decided(judge(candidates, _values(data, statistics), data.thresholds))


def _values(data: EvaluationInput, statistics: DataFrame) -> DataFrame:
    """Gives recorded and computed values; an indicator with a formula is never taken as recorded."""
    recorded = indicator_values(data.observations).assign(formula="")
    computed = computed_values(statistics, data.rules, data.criteria, data.poverty_line)
    formulas = data.rules.loc[data.rules["formula"] != "", ["set", "measure"]]
    by_formula = pd.MultiIndex.from_frame(recorded[["set", "measure"]]).isin(
        pd.MultiIndex.from_frame(formulas)
    )
    recorded = recorded[~by_formula]
    if computed.empty:
        return recorded
    computed = computed[recorded.columns].astype(recorded.dtypes.to_dict())
    return pd.concat([recorded, computed], ignore_index=True)
