"""Who handed in the month's figures, when, and who has not."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

import pandas as pd
from pandas import DataFrame

from ntm_analysis.model import Period

COLUMNS = ("unit", "name", "received_on", "missing", "days_late", "row")


def late_submissions(
    submissions: DataFrame, units: Mapping[str, str], month: Period, cut_off: dt.date
) -> DataFrame:
    """Gives one row for each unit that is asked for figures: when they came, how many days late, or missing.

    ``units`` names communes and bodies by code; a body is asked once it has handed anything in. Rows of
    later months say nothing of this one. Where nothing was recorded by the month, nobody is said to be
    late.
    """
    known = submissions[(submissions["month"] <= month.number).fillna(value=False)]
    if known.empty:
        return DataFrame(columns=list(COLUMNS))
    rows = known.assign(unit=known["commune"].where(known["commune"] != "", known["body"]))
    asked = set(rows.loc[rows["body"] != "", "body"]) | {code for code in units if code.isdigit()}
    listed = DataFrame(
        [(c, n) for c, n in units.items() if c in asked], columns=["unit", "name"], dtype="str"
    )
    now = rows.loc[rows["month"] == month.number, ["unit", "received_on", "row"]]
    found = listed.merge(now, on="unit", how="left")
    missing = found["received_on"].isna()
    days = (found["received_on"] - pd.Timestamp(cut_off)).dt.days.clip(lower=0)
    return found.assign(
        missing=missing, days_late=days.fillna(0).astype("int64"), row=found["row"].fillna(0).astype("int64")
    )[list(COLUMNS)]
