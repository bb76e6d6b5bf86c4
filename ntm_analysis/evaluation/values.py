"""Which recorded value counts at which month (rule 4)."""

from __future__ import annotations

import pandas as pd
from pandas import DataFrame

from ntm_analysis.model import Status

STATISTICS = "statistics"
KEYS = ["commune", "set", "measure", "sex"]
_CARRIED = [
    "num",
    "den",
    "numerator",
    "denominator",
    "not_applicable",
    "measured_on",
    "reference_year",
    "status",
    "line",
    "source",
    "illustrative",
    "rows",
]


def countable(observations: DataFrame) -> DataFrame:
    """Keeps the rows that may be assessed: with a value or "không áp dụng", and no estimate."""
    given = observations["num"].notna() & (observations["den"] > 0).fillna(value=False)
    kept = (given | observations["not_applicable"]) & (observations["status"] != Status.ESTIMATE.value)
    return observations[kept.astype(bool)]


def indicator_values(observations: DataFrame) -> DataFrame:
    """Gives the countable values of indicators, one per commune, indicator, sex and month.

    Of two rows of one month the official one counts before the preliminary, then the one
    measured later, then the later row; the order of rows plays no part.
    """
    rows = countable(observations)
    rows = rows[rows["set"] != STATISTICS].rename(columns={"indicator": "measure"})
    preferred = one_per_month(rows, KEYS)
    return preferred[[*KEYS, "month", *_CARRIED]]


def one_per_month(rows: DataFrame, keys: list[str]) -> DataFrame:
    """Keeps the preferred row of each key and month."""
    official = (rows["status"] == Status.OFFICIAL.value).astype("int64")
    ordered = rows.assign(official=official).sort_values(
        ["month", "official", "measured_on", "row"], na_position="first", kind="stable"
    )
    return ordered.drop_duplicates([*keys, "month"], keep="last").drop(columns="official")


def latest(cells: DataFrame, values: DataFrame, keys: list[str]) -> DataFrame:
    """Puts beside each cell its latest value at or before the cell's month, in the cells' order.

    ``value_month`` is the value's own month. What was recorded before ``since``, when the
    unit was formed, belongs to another unit and is no value. Cells without one hold NA.
    """
    left = cells.assign(_order=range(len(cells)), month=cells["month"].astype("int64"))
    right = values.assign(value_month=values["month"].astype("int64"))
    right["month"] = right["value_month"]
    found = pd.merge_asof(
        left.sort_values("month", kind="stable"),
        right.sort_values("month", kind="stable"),
        on="month",
        by=keys,
    )
    found = found.sort_values("_order").drop(columns="_order").set_axis(cells.index)
    found["value_month"] = found["value_month"].astype("Int64")
    foreign = (found["value_month"] < found["since"]).fillna(value=False).astype(bool)
    carried = [column for column in values.columns if column not in {*keys, "month", "value_month"}]
    for column in (*carried, "value_month"):
        found[column] = found[column].mask(foreign)
    return _typed(found, values, carried)


def _typed(found: DataFrame, values: DataFrame, carried: list[str]) -> DataFrame:
    """Gives texts and flags of cells without a value their neutral word, and every column its type."""
    for column in carried:
        kind = values[column].dtype
        if pd.api.types.is_bool_dtype(kind):
            found[column] = found[column].astype("boolean").fillna(value=False).astype(bool)
        elif pd.api.types.is_string_dtype(kind):
            found[column] = found[column].astype("str").fillna("")
        else:
            found[column] = found[column].astype(kind)
    return found
