"""The official verdict of a criterion: reported beside computed, neither hiding the other (rule 6)."""

from __future__ import annotations

import pandas as pd
from pandas import DataFrame, Series

from ntm_analysis.evaluation.indicators import PLACE
from ntm_analysis.evaluation.values import latest
from ntm_analysis.model import Level, Verdict

_KEYS = ["commune", "set", "criterion"]
_COMPUTED_BASIS = [Verdict.MET.value, Verdict.NOT_MET.value, Verdict.NOT_APPLICABLE.value]
_DECIDED = [Verdict.MET.value, Verdict.NOT_MET.value]
COLUMNS = [
    *PLACE,
    "criterion",
    "computed",
    "computed_provisional",
    "reported",
    "level",
    "reported_month",
    "lower_not_met",
    "verdict",
    "basis",
    "met",
    "unchecked",
    "discrepancy",
    "provisional",
    "missing",
    "illustrative",
]


def official_criteria(computed: DataFrame, verdicts: DataFrame) -> DataFrame:
    """Adds the reported verdict that holds, the official one, its basis and any discrepancy.

    ``computed`` carries ``since``, so that no verdict passes through a merger.
    """
    rows = _with_reported(computed, verdicts)
    by_report = rows["reported"] != ""
    rows["verdict"] = rows["reported"].where(by_report, rows["computed"])
    by_data = ~by_report & rows["computed"].isin(_COMPUTED_BASIS)
    rows["basis"] = (
        Series("", index=rows.index, dtype="str").mask(by_report, "reported").mask(by_data, "computed")
    )
    rows["met"] = rows["verdict"] == Verdict.MET.value
    rows["unchecked"] = rows["met"] & by_report & (rows["level"] == Level.COMMUNE.value)
    rows["provisional"] = by_data & rows["computed_provisional"]
    rows["discrepancy"] = _discrepancy(rows)
    rows["illustrative"] |= by_report & rows["reported_illustrative"]
    return rows[COLUMNS]


def _with_reported(rows: DataFrame, verdicts: DataFrame) -> DataFrame:
    """Finds the latest verdict of each level; the highest level wins.

    ``lower_not_met`` tells that a lower level has since written "chưa đạt".
    """
    reported = Series("", index=rows.index, dtype="str")
    level, month = reported.copy(), Series(pd.NA, index=rows.index, dtype="Int64")
    illustrative = Series(data=False, index=rows.index)
    objection = Series(pd.NA, index=rows.index, dtype="Int64")
    by_level = _latest_by_level(rows, verdicts)
    for authority in Level:  # Lowest first: each higher level overwrites what lower ones said.
        found = by_level[authority]
        objects = reported == Verdict.NOT_MET.value
        later = objection.isna() | (month > objection).fillna(value=False).astype(bool)
        objection = objection.mask(objects & later, month)
        given = found["reported"] != ""
        reported = reported.mask(given, found["reported"])
        level = level.mask(given, authority.value)
        month = month.mask(given, found["value_month"])
        illustrative = illustrative.mask(given, found["reported_illustrative"])
    lower = (objection > month).fillna(value=False).astype(bool) & (reported != Verdict.NOT_MET.value)
    return rows.assign(
        reported=reported,
        level=level,
        reported_month=month,
        reported_illustrative=illustrative,
        lower_not_met=lower,
    )


def _latest_by_level(rows: DataFrame, verdicts: DataFrame) -> dict[Level, DataFrame]:
    """Gives for each level its latest verdicts, in the order and with the index of ``rows``."""
    keys = [*_KEYS, "level"]
    given = verdicts.sort_values(["month", "row"], kind="stable").drop_duplicates(
        [*keys, "month"], keep="last"
    )
    values = given[[*keys, "month"]].assign(
        reported=given["verdict"].astype("str"), reported_illustrative=given["illustrative"].astype(bool)
    )
    wanted = rows[[*_KEYS, "month", "since"]]
    asked = pd.concat([wanted.assign(level=level.value) for level in Level], ignore_index=True)
    found = latest(asked.astype({"level": "str"}), values, keys)
    size = len(rows)
    return {
        level: found.iloc[n * size : (n + 1) * size].set_axis(rows.index) for n, level in enumerate(Level)
    }


def _discrepancy(rows: DataFrame) -> Series:
    """Names where the report and the data say different things; cơ bản đạt is not đạt."""
    comparable = rows["computed"].isin(_DECIDED) & rows["reported"].isin(
        [*_DECIDED, Verdict.NEARLY_MET.value]
    )
    differs = (rows["computed"] == Verdict.MET.value) != (rows["reported"] == Verdict.MET.value)
    kind = Series("disagree", index=rows.index, dtype="str").mask(
        rows["computed_provisional"], "check_threshold"
    )
    return kind.where(comparable & differs, "")
