"""The evaluation from observations to verdicts, step by step, and what was concluded of closed months.

Rows that change after a closing are told by the dataset itself. A threshold, a criteria file or a rule can
change what unchanged rows come to: that is told here.
"""

from dataclasses import replace

import pandas as pd
from pandas import DataFrame

from ntm_analysis.judge import official
from ntm_analysis.judge.columns import typed
from ntm_analysis.judge.mergers import shape_months, shaped
from ntm_analysis.judge.poverty import computed_values, counted, found_at, poverty
from ntm_analysis.judge.recognition import OF_COUNTS, assessed, counts, recognised, units_alive
from ntm_analysis.judge.sexes import decided
from ntm_analysis.judge.targets.progress import follow_targets
from ntm_analysis.judge.values import countable, recorded_values
from ntm_analysis.judge.verdicts import by_sex, cells, judged, numbered
from ntm_analysis.model import Period
from ntm_analysis.model.dataset import CONCLUDED, Dataset, Results, once

_WORDS = ["verdict", "confidence"]
_WORDS_OF_CRITERIA = ["computed", "level", "basis", "discrepancy"]
# Verdicts: official, computed from the figures, of an indicator; criteria met; a target's value and status.
OF_CRITERIA = VERDICT, COMPUTED, INDICATOR = ("verdict", "computed", "indicator")
COUNT, TARGET, STATUS = "count", "target", "status"


def evaluate(data: Dataset, until: Period) -> Results:
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

    tables = (data.observations, data.verdicts, data.recognitions, data.communes, data.rules, data.thresholds)
    return once(data, ("results", until), (*tables, data.unit_changes), across_mergers)


def course_of(data: Dataset, code: str, until: Period) -> Results:
    """Evaluates one commune in its present shape also before its last merger, for its course.

    Of months before it only values mean anything: verdicts and recognitions are not carried.
    """
    opened = data.communes["valid_from"].where(
        data.communes["code"] != code, data.communes["valid_from"].min()
    )
    communes = data.communes.assign(valid_from=opened)
    return _evaluate(replace(shaped(data, until, {code}), communes=communes), until)


def _evaluate(data: Dataset, until: Period) -> Results:
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


def conclusions(data: Dataset, results: Results, period: Period) -> DataFrame:
    """Lists what is concluded of a month: verdicts of criteria, criteria met, targets with their status."""
    rows: list[tuple[object, ...]] = []
    of_criteria = (results.criteria, "criterion", {VERDICT: "verdict", COMPUTED: "computed"})
    for table, key, kinds in (of_criteria, (results.indicators, "indicator", {INDICATOR: "verdict"})):
        mine = table[table["month"] == period.number]
        columns = (mine[name] for name in ("commune", "set", key, *kinds.values()))
        for commune, set_id, code, *verdicts in zip(*columns, strict=True):
            rows += [(kind, commune, set_id, code, v) for kind, v in zip(kinds, verdicts, strict=True)]
    counts = results.counts[results.counts["month"] == period.number]
    rows += [
        (COUNT, c, s, "", str(n))
        for c, s, n in zip(*(counts[k] for k in ("commune", "set", "met")), strict=True)
    ]
    for progress in follow_targets(data, results, period):
        exact = "" if progress.value is None else str(progress.value)
        rows.append((TARGET, "", "", progress.target.id, exact))
        rows.append((STATUS, "", "", progress.target.id, str(progress.status)))
    return DataFrame(rows, columns=list(CONCLUDED), dtype="str")


def reopened(data: Dataset, results: Results, until: Period) -> DataFrame:
    """Lists the conclusions of closed months up to ``until`` that are other ones now.

    ``month`` is the closed one, ``concluded`` what was said then, ``now`` what is said now, "" for nothing.
    What follows is left out: a count where a verdict says so, a computed verdict where an indicator does.
    """
    kept = data.concluded
    parts = []
    for month in sorted(kept.loc[kept["month"] <= until.number, "month"].unique()):
        then = kept[kept["month"] == month].drop(columns="month")
        now = conclusions(data, results, Period.from_number(int(month)))
        now = now.rename(columns={"concluded": "now"})
        both = then.merge(now, on=["kind", "commune", "set", "code"], how="outer").fillna("")
        parts.append(both[both["concluded"] != both["now"]].assign(month=int(month)))
    found = [part for part in parts if len(part)]
    if not found:
        return DataFrame(columns=[*CONCLUDED, "now", "month"])
    rows = pd.concat(found, ignore_index=True)
    keys = [*zip(*(rows[name] for name in ("kind", "month", "commune", "set", "code")), strict=True)]
    said = {(*key[:-1], code) for key in keys for code in ("", key[-1].split(".")[0])}
    implied_by = {COUNT: VERDICT, COMPUTED: INDICATOR}
    told: DataFrame = rows[[(implied_by.get(kind), *rest) not in said for kind, *rest in keys]]
    return told
