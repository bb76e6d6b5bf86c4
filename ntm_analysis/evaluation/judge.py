"""Judges the value of every part against its threshold (rules 1, 3, 5, 7, 10)."""

from __future__ import annotations

import numpy as np
import pandas as pd
from pandas import DataFrame, Series

from ntm_analysis.evaluation.exact import closing_count, compare, distance
from ntm_analysis.evaluation.lateness import lateness
from ntm_analysis.evaluation.values import KEYS, latest
from ntm_analysis.model import Confidence, Rule, Verdict

_FINAL = [c.value for c in Confidence if c.is_final]
_THRESHOLD = ["threshold_num", "threshold_den", "confidence", "threshold_source"]


def judge(cells: DataFrame, values: DataFrame, thresholds: DataFrame) -> DataFrame:
    """Gives each cell (part of a commune in a period, of one sex) its value, threshold and verdict."""
    rows = latest(cells, values, KEYS)
    rows[["late", "stale"]] = lateness(rows)
    rows = _with_threshold(rows, thresholds)
    rows["given"] = rows["value_month"].notna() & ~rows["stale"]
    rows["verdict"] = _verdict(rows)
    judged = rows["verdict"].isin([Verdict.MET.value, Verdict.NOT_MET.value])
    rows["provisional"] = judged & ~rows["confidence"].isin(_FINAL)
    return _with_gaps(rows)


def _with_threshold(rows: DataFrame, thresholds: DataFrame) -> DataFrame:
    """Finds the threshold of the value's own reference year, else the one for every year (rule 5).

    An indicator that rises by year has no threshold for every year: a year it does not name
    stays without. Where there is no value the page's year is shown.
    """
    keys = ["set", "part", "year"]
    known = thresholds.rename(
        columns={"num": "threshold_num", "den": "threshold_den", "source": "threshold_source"}
    )[[*keys, *_THRESHOLD]]
    known = known.assign(year=known["year"].astype("Int64"))
    page_year = Series(rows["month"] // 12, index=rows.index, dtype="Int64")
    year = rows["reference_year"].astype("Int64").fillna(page_year)
    wanted = rows[["set", "part"]].assign(year=year)
    exact = wanted.merge(known, on=keys, how="left", validate="many_to_one", indicator=True)
    always = (
        wanted.assign(year=0)
        .astype({"year": "Int64"})
        .merge(known, on=keys, how="left", validate="many_to_one")
    )
    found = exact[_THRESHOLD].where(exact["_merge"] == "both", always[_THRESHOLD]).set_axis(rows.index)
    return rows.assign(
        threshold_num=found["threshold_num"].astype("Int64"),
        threshold_den=found["threshold_den"].astype("Int64"),
        confidence=found["confidence"].astype("str").fillna(Confidence.UNKNOWN.value),
        threshold_source=found["threshold_source"].astype("str").fillna(""),
    )


def _verdict(rows: DataFrame) -> Series:
    """Decides each row; the first case that holds is the verdict, đạt being what is left last."""
    open_threshold = rows["threshold_num"].isna() | rows["threshold_den"].isna()
    holds = compare(rows["num"], rows["den"], rows["threshold_num"], rows["threshold_den"], rows["rule"])
    condition_open, condition_fails = _condition(rows)
    cases = [
        (~rows["applies"], Verdict.NOT_APPLICABLE),
        (~rows["given"], Verdict.NO_DATA),
        (rows["not_applicable"] & rows["if_any"], Verdict.NOT_APPLICABLE),
        (rows["not_applicable"] | rows["num"].isna(), Verdict.NO_DATA),
        (condition_open, Verdict.NO_DATA),
        (condition_fails, Verdict.NOT_APPLICABLE),
        (open_threshold, Verdict.NO_THRESHOLD),
        (Series(holds, index=rows.index), Verdict.MET),
    ]
    chosen = np.select(
        [case.to_numpy(dtype=bool) for case, _ in cases],
        [verdict.value for _, verdict in cases],
        default=Verdict.NOT_MET.value,
    )
    return Series(chosen, index=rows.index, dtype="str")


def _condition(rows: DataFrame) -> tuple[Series, Series]:
    """Tells where the condition on the denominator cannot be checked, and where it does not hold."""
    conditional = rows["condition"] != ""
    count, limit = rows["denominator"].astype("Int64"), rows["condition_value"].astype("Int64")
    small = (count <= limit).fillna(value=False).astype(bool)
    holds = small.where(rows["condition"] == "at_most", ~small)
    return conditional & count.isna(), conditional & count.notna() & ~holds


def _with_gaps(rows: DataFrame) -> DataFrame:
    """Adds the distance to the threshold, and the smallest whole count that closes it."""
    failing = rows["verdict"] == Verdict.NOT_MET.value
    countable = (
        failing
        & (rows["unit"] == "percent")
        & (rows["gap_unit"] != "")
        & rows["rule"].isin([Rule.AT_LEAST.value, Rule.AT_MOST.value])
        & rows["numerator"].notna()
        & rows["denominator"].notna()
    )
    rows = rows.assign(
        **{name: pd.array([pd.NA] * len(rows), dtype="Int64") for name in ("gap_num", "gap_den", "gap_count")}
    )
    far = rows[failing]
    top, bottom = distance(far["num"], far["den"], far["threshold_num"], far["threshold_den"])
    rows.loc[failing, "gap_num"] = pd.array(top.astype("int64"), dtype="Int64")
    rows.loc[failing, "gap_den"] = pd.array(bottom.astype("int64"), dtype="Int64")
    few = rows[countable]
    count = closing_count(
        few["numerator"], few["denominator"], few["threshold_num"], few["threshold_den"], few["rule"]
    )
    rows.loc[countable, "gap_count"] = pd.array(count.astype("int64"), dtype="Int64")
    return rows
