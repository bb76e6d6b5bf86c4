"""Parts put together into indicators, and indicators into the computed verdict of a criterion (rule 2)."""

from __future__ import annotations

import pandas as pd
from pandas import DataFrame

from ntm_analysis.evaluation.aggregate import all_of, joined
from ntm_analysis.model import Confidence, Rule, Sex, Verdict

PLACE = ["period", "month", "commune", "set"]
COLUMNS = [
    *PLACE,
    "criterion",
    "indicator",
    "part",
    "rule",
    "unit",
    "verdict",
    "num",
    "den",
    "numerator",
    "denominator",
    "sex",
    "threshold_num",
    "threshold_den",
    "confidence",
    "threshold_source",
    "provisional",
    "value_month",
    "measured_on",
    "reference_year",
    "status",
    "line",
    "frequency",
    "late",
    "stale",
    "no_sex_split",
    "gap_num",
    "gap_den",
    "gap_count",
    "gap_unit",
    "formula",
    "source",
    "rows",
    "illustrative",
]
_NUMBERS = ["num", "den", "numerator", "denominator", "threshold_num", "threshold_den", "gap_num", "gap_den"]
# Numbers that stand for one indicator, or one criterion, of one commune in one period; see `cells`.
INDICATOR, CRITERION = "indicator_id", "criterion_id"
_LABELS = [*PLACE, "since", "criterion", "indicator", "cell", CRITERION]
_CONFIDENCE = {confidence.value: rank for rank, confidence in enumerate(Confidence)}
_CONFIDENCE_AT = {rank: confidence for confidence, rank in _CONFIDENCE.items()}


def indicators(parts: DataFrame) -> DataFrame:
    """Gives one row per indicator: its only part as it is, or all of its components."""
    component = parts["part"] != parts["indicator"]
    whole = pd.concat([parts[~component], _composites(parts[component])], ignore_index=True)
    in_order = whole.sort_values("cell", kind="stable").reset_index(drop=True)
    return in_order.astype({column: parts[column].dtype for column in COLUMNS})


def _composites(parts: DataFrame) -> DataFrame:
    """Joins components by all_of; those that do not apply leave no trace but in ``parts``."""
    if parts.empty:
        return parts
    rows = parts.drop_duplicates(INDICATOR).set_index(INDICATOR)[_LABELS]
    rows["part"] = rows["indicator"]
    rows = rows.join(all_of(parts, INDICATOR))
    applied = parts[parts["verdict"] != Verdict.NOT_APPLICABLE.value]
    rows = rows.join(_common(applied))
    rows["confidence"] = rows.pop("rank").map(_CONFIDENCE_AT).astype("str").fillna(Confidence.UNKNOWN.value)
    for column in ("late", "stale", "no_sex_split", "illustrative"):
        rows[column] = rows[column].astype("boolean").fillna(value=False).astype(bool)
    rows["stale"] &= rows["verdict"] == Verdict.NO_DATA.value
    for column in ("rows", "source", "line", "threshold_source"):
        rows[column] = joined(applied, [INDICATOR], column).reindex(rows.index).fillna("")
    rows[["gap_count", "gap_unit"]] = _only_gap(parts).reindex(rows.index)
    for column in ("gap_unit", "frequency", "status"):
        rows[column] = rows[column].astype("str").fillna("")
    rows[_NUMBERS] = pd.NA
    return rows.reset_index().assign(rule=Rule.ALL_OF.value, unit="", sex=Sex.TOTAL.value, formula="")


def _common(applied: DataFrame) -> DataFrame:
    """Gives what holds for a composite as a whole: the oldest dates, any mark, the weakest threshold."""
    groups = applied.assign(rank=applied["confidence"].map(_CONFIDENCE)).groupby(INDICATOR, sort=False)
    return groups.agg(
        rank=("rank", "max"),
        frequency=("frequency", "first"),
        status=("status", "max"),  # "preliminary" comes after "official" and after ""
        measured_on=("measured_on", "min"),
        value_month=("value_month", "min"),
        reference_year=("reference_year", "min"),
        late=("late", "any"),
        stale=("stale", "any"),
        no_sex_split=("no_sex_split", "any"),
        illustrative=("illustrative", "any"),
    )


def _only_gap(parts: DataFrame) -> DataFrame:
    """Gives the count that closes a composite where one component alone fails."""
    failing = parts[parts["verdict"] == Verdict.NOT_MET.value]
    alone = ~failing.duplicated(INDICATOR, keep=False)
    return failing[alone].set_index(INDICATOR)[["gap_count", "gap_unit"]]


def computed_criteria(rows: DataFrame) -> DataFrame:
    """Gives the computed verdict of each criterion and the indicators it lacks data for."""
    labels = rows.drop_duplicates(CRITERION).set_index(CRITERION)[[*PLACE, "since", "criterion"]]
    found = all_of(rows, CRITERION)
    computed = labels.assign(computed=found["verdict"], computed_provisional=found["provisional"])
    lacking = rows[rows["verdict"] == Verdict.NO_DATA.value]
    computed["missing"] = joined(lacking, [CRITERION], "indicator").reindex(computed.index).fillna("")
    computed["illustrative"] = rows.groupby(CRITERION, sort=False)["illustrative"].any()
    return computed.reset_index(drop=True)
