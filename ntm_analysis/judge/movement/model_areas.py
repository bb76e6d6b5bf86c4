"""Model residential areas: every recognised commune has one, others are encouraged (item 2)."""

from __future__ import annotations

from collections.abc import Collection

import pandas as pd
from pandas import DataFrame

from ntm_analysis.model import Period

COLUMNS = ("commune", "village", "state", "obliged", "met", "items", "decision", "recognised_on", "row")


def follow_model_areas(
    areas: DataFrame,
    checklist: DataFrame,
    communes: Collection[str],
    recognised: Collection[str],
    month: Period,
) -> DataFrame:
    """Gives one row for each area of each commune; a commune without any has one with ``state`` none.

    ``state`` is recognised (a decision by the month's end), registered or none; ``obliged`` tells that the
    commune is recognised and owes an area; ``met`` of ``items`` are from the latest checklist.
    """
    end = pd.Timestamp(month.last_day)
    known = areas[areas["registered_on"].isna() | (areas["registered_on"] <= end)]
    listed = DataFrame({"commune": list(communes)}, dtype="str").merge(known, on="commune", how="left")
    decided = (listed["recognised_on"] <= end).fillna(value=False)
    state = decided.map({True: "recognised", False: "registered"}).where(listed["village"].notna(), "none")
    rows = listed.assign(
        state=state.astype("str"),
        obliged=listed["commune"].isin(list(recognised)),
        village=listed["village"].fillna("").astype("str"),
        row=listed["row"].fillna(0).astype("int64"),
        decision=listed["decision"].where(decided, "").fillna("").astype("str"),
    )
    counted = _checked(checklist, month)
    rows = rows.merge(counted, on=["commune", "village"], how="left")
    return rows.astype({"met": "Int64", "items": "Int64"})[list(COLUMNS)]


def _checked(checklist: DataFrame, month: Period) -> DataFrame:
    """Counts the items met of each area in its latest checklist by the month."""
    known = checklist[(checklist["month"] <= month.number).fillna(value=False)].sort_values(
        "month", kind="stable"
    )
    last = known.drop_duplicates(["commune", "village", "item"], keep="last")
    groups = last.assign(is_met=last["verdict"] == "met").groupby(["commune", "village"])["is_met"]
    return groups.agg(met="sum", items="size").reset_index()
