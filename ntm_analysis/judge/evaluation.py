"""The evaluation from observations to verdicts, as a sequence of steps."""

from dataclasses import replace
from typing import Any, cast

import pandas as pd

from ntm_analysis.judge import official
from ntm_analysis.judge.columns import typed
from ntm_analysis.judge.mergers import shape_months, shaped
from ntm_analysis.judge.poverty import computed_values, counted, found_at, poverty
from ntm_analysis.judge.recognition import OF_COUNTS, assessed, counts, recognised, units_alive
from ntm_analysis.judge.results import EvaluationInput, Results, once
from ntm_analysis.judge.sexes import decided
from ntm_analysis.judge.values import countable, recorded_values
from ntm_analysis.judge.verdicts import by_sex, cells, judged, numbered
from ntm_analysis.model import Period

_WORDS = ["verdict", "confidence"]
_WORDS_OF_CRITERIA = ["computed", "level", "basis", "discrepancy"]


def evaluate(data: EvaluationInput, until: Period) -> Results:
    """Evaluates every period of the data up to ``until``.

    Each period is judged by what was known at its end; nothing recorded later reaches it. From the
    month of a merger on, a commune's values are those of its present shape. Of one dataset the same is
    evaluated once.
    """

    def across_mergers() -> Results:
        results = _evaluate(data, until)
        for month in shape_months(data, until):
            # The months up to the edge stay as they were, the rest is of the new shape.
            after, tables = _evaluate(shaped(data, month), until), {}
            for name in Results.names:
                one, other = results.named(name), after.named(name)
                kept = [one[one["month"] < month.number], other[other["month"] >= month.number]]
                tables[name] = pd.concat(kept, ignore_index=True)
            results = Results(**tables, until=until)
        return results

    return once(data, ("results", until), (), across_mergers)


def course_of(data: EvaluationInput, code: str, until: Period) -> Results:
    """Evaluates one commune in its present shape also before its last merger, for its course.

    Of months before it only values mean anything: verdicts and recognitions are not carried.
    """
    opened = data.communes["valid_from"].where(
        data.communes["code"] != code, data.communes["valid_from"].min()
    )
    inputs = replace(
        cast("Any", shaped(data, until, {code})), communes=data.communes.assign(valid_from=opened)
    )
    return _evaluate(inputs, until)


def _evaluate(data: EvaluationInput, until: Period) -> Results:
    units = units_alive(data.communes, [period for period in data.periods if period <= until])
    recognitions = recognised(data.recognitions, units)
    communes = assessed(units, data.sets, recognitions)
    rules = numbered(data.rules, data.thresholds)
    observations = countable(data.observations, data.communes, data.cut_off_day)
    statistics = counted(observations)
    places = found_at(statistics)
    recorded = recorded_values(observations, rules).assign(formula="")
    computed = computed_values(statistics, places, rules, data.criteria, data.poverty_line)
    values = pd.concat([recorded, *computed], ignore_index=True)
    parts = decided(judged(by_sex(cells(communes, rules)), values, data.thresholds))
    rows = official.indicators(parts)
    criteria = official.official_criteria(official.computed_criteria(rows), data.verdicts)
    return Results(
        parts=typed(parts[official.OF_INDICATORS], "str", _WORDS),
        indicators=typed(rows[official.OF_INDICATORS], "str", _WORDS),
        criteria=typed(criteria[official.OF_CRITERIA], "str", _WORDS_OF_CRITERIA),
        counts=counts(criteria, communes, data.criteria)[OF_COUNTS],
        recognised=recognitions,
        poverty=poverty(statistics, places, units, data.district, data.criteria),
        until=until,
    )
