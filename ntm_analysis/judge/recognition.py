"""Which communes are recognised, and which wait for their decision (rule 12)."""

from __future__ import annotations

import pandas as pd
from pandas import DataFrame, Series

_DECIDED = "decided"
_AWAITING = "awaiting_decision"
_TOLD = ["period", "month", "commune", "level", "credited_year", "decision", "decision_date", "basis"]


def recognised(recognitions: DataFrame, units: DataFrame) -> DataFrame:
    """Lists per period the recognitions in force and those awaiting a decision.

    A recognition holds from the day of its decision, or from the end of its credited year where no date
    is given. It does not pass through a merger: one dated before the unit was formed counts only if the
    unit did not change then. A complete dossier without decision awaits it (chờ quyết định công nhận).
    """
    known = recognitions.assign(holds_from=_holds_from(recognitions), awaiting=_is_awaiting(recognitions))
    known = known[_is_decided(known) & known["holds_from"].notna() | known["awaiting"]]
    rows = units.drop(columns="kind").merge(known, on="commune")
    day = rows["holds_from"]
    own = ~rows["changed"] | (day >= rows["valid_from"])
    holds = day.isna() | (day <= rows["end"]) & own
    credited = (rows["credited_year"] <= rows["month"] // 12).fillna(value=True).astype(bool)
    rows = rows[(holds & ~rows["awaiting"]) | (rows["awaiting"] & credited)]
    # Decisions come before dossiers, undated ones last.
    order = ["month", "commune", "awaiting", "holds_from", "level"]
    return rows.sort_values(order, kind="stable", ignore_index=True)[[*_TOLD, "awaiting", "illustrative"]]


def _holds_from(recognitions: DataFrame) -> Series:
    """Gives the date from which a recognition holds; a credited year alone counts at its end."""
    year = recognitions["credited_year"].astype("str")
    year_end = pd.to_datetime(year.where(recognitions["credited_year"].notna()) + "-12-31")
    return recognitions["decision_date"].astype("datetime64[ns]").fillna(year_end.astype("datetime64[ns]"))


def _is_decided(recognitions: DataFrame) -> Series:
    """Tells which rows say that there is a decision: by their stage, its number or its date."""
    stage = recognitions["dossier_stage"]
    named = (recognitions["decision"] != "") | recognitions["decision_date"].notna()
    return (stage == _DECIDED) | (stage == "") & named


def _is_awaiting(recognitions: DataFrame) -> Series:
    return (recognitions["dossier_stage"] == _AWAITING) & recognitions["decision_date"].isna()
