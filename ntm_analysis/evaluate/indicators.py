"""Parts put together into indicators, and indicators into the computed verdict of a criterion (rule 2)."""

from __future__ import annotations

import pandas as pd
from pandas import DataFrame

from ntm_analysis.evaluate.aggregate import all_of, joined
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
_KEYS = [*PLACE, "criterion", "indicator"]
_CONFIDENCE = {confidence.value: rank for rank, confidence in enumerate(Confidence)}
_CONFIDENCE_AT = {rank: confidence for confidence, rank in _CONFIDENCE.items()}


def indicators(parts: DataFrame) -> DataFrame:
    """Gives one row per indicator: its only part as it is, or all of its components."""
    component = parts["part"] != parts["indicator"]
    whole = pd.concat([parts[~component], _composites(parts[component])], ignore_index=True)
    order = parts[_KEYS].drop_duplicates()
    return order.merge(whole, on=_KEYS, how="left", validate="one_to_one")[COLUMNS].astype(
        {column: parts[column].dtype for column in COLUMNS}
    )


def _composites(parts: DataFrame) -> DataFrame:
    """Joins components by all_of; those that do not apply leave no trace but in ``parts``."""
    if parts.empty:
        return parts
    verdicts = all_of(parts, _KEYS).set_index(_KEYS)
    applied = parts[parts["verdict"] != Verdict.NOT_APPLICABLE.value]
    known = (
        applied.assign(rank=applied["confidence"].map(_CONFIDENCE))
        .groupby(_KEYS, sort=False)
        .agg(
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
    )
    rows = verdicts.join(known)
    rows["confidence"] = rows.pop("rank").map(_CONFIDENCE_AT).astype("str").fillna(Confidence.UNKNOWN.value)
    for column in ("late", "stale", "no_sex_split", "illustrative"):
        rows[column] = rows[column].astype("boolean").fillna(value=False).astype(bool)
    rows["stale"] &= rows["verdict"] == Verdict.NO_DATA.value
    for column in ("rows", "source", "line", "threshold_source"):
        rows[column] = joined(applied, _KEYS, column).reindex(rows.index).fillna("")
    rows[["gap_count", "gap_unit"]] = _only_gap(parts).reindex(rows.index)
    for column in ("gap_unit", "frequency", "status"):
        rows[column] = rows[column].astype("str").fillna("")
    rows[_NUMBERS] = pd.NA
    rows = rows.reset_index()
    return rows.assign(
        part=rows["indicator"], rule=Rule.ALL_OF.value, unit="", sex=Sex.TOTAL.value, formula=""
    )


def _only_gap(parts: DataFrame) -> DataFrame:
    """Gives the count that closes a composite where one component alone fails."""
    failing = parts[parts["verdict"] == Verdict.NOT_MET.value]
    alone = ~failing.duplicated(_KEYS, keep=False)
    return failing[alone].set_index(_KEYS)[["gap_count", "gap_unit"]]


def computed_criteria(rows: DataFrame) -> DataFrame:
    """Gives the computed verdict of each criterion and the indicators it lacks data for."""
    keys = [*PLACE, "criterion"]
    computed = all_of(rows, keys).rename(
        columns={"verdict": "computed", "provisional": "computed_provisional"}
    )
    computed = computed.set_index(keys)
    lacking = rows[rows["verdict"] == Verdict.NO_DATA.value]
    computed["missing"] = joined(lacking, keys, "indicator").reindex(computed.index).fillna("")
    computed["illustrative"] = rows.groupby(keys, sort=False)["illustrative"].any()
    return computed.reset_index()
