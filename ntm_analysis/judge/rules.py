"""The rules of all sets as one table, each part with what is measured, how often and against what."""

from __future__ import annotations

import pandas as pd
from pandas import DataFrame

_STEP = {"month": 1, "quarter": 3, "half_year": 6, "school_year": 12, "year": 12}  # months between due dates
_DECEMBER = 12


def scheduled(rules: DataFrame) -> DataFrame:
    """Adds the months between due dates (``step``) and the month of the year they fall in (``due``).

    December where none is named.
    """
    due = rules["due_month"].replace(0, _DECEMBER).fillna(_DECEMBER)
    return rules.assign(step=rules["frequency"].map(_STEP).astype("int64"), due=due.astype("int64"))


def numbered(rules: DataFrame, thresholds: DataFrame) -> DataFrame:
    """Numbers the measures, indicators and criteria, each of its set, and the parts that have thresholds."""
    return scheduled(rules).assign(
        measure_id=rules.groupby(["set", "measure"], sort=False).ngroup(),
        indicator_id=rules.groupby(["set", "criterion", "indicator"], sort=False).ngroup(),
        criterion_id=rules.groupby(["set", "criterion"], sort=False).ngroup(),
        part_id=judged_parts(thresholds).get_indexer(pd.MultiIndex.from_frame(rules[["set", "part"]])),
    )


def judged_parts(thresholds: DataFrame) -> pd.MultiIndex:
    """Lists the parts that have thresholds; a part's number is its place here, -1 for one that has none."""
    return pd.MultiIndex.from_frame(thresholds[["set", "part"]].drop_duplicates())
