"""The evaluation from observations to verdicts, as a sequence of steps."""

from __future__ import annotations

import pandas as pd
from pandas import DataFrame

from ntm_analysis.evaluation.counts import counts
from ntm_analysis.evaluation.indicators import COLUMNS, computed_criteria, indicators
from ntm_analysis.evaluation.judge import judge
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

    Each period is judged by what was known at its end; nothing recorded later reaches it.
    """
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
