"""Which communes are recognised, and which wait for their decision (rule 12)."""

from __future__ import annotations

import pandas as pd
from pandas import DataFrame, Series

COLUMNS = [
    "period",
    "month",
    "commune",
    "level",
    "credited_year",
    "decision",
    "decision_date",
    "basis",
    "awaiting",
    "illustrative",
]
_DECIDED = "decided"
_AWAITING = "awaiting_decision"
_NTM_LEVELS_ABOVE = ("advanced", "model")


def recognised(recognitions: DataFrame, units: DataFrame) -> DataFrame:
    """Lists per period the recognitions in force and those awaiting a decision.

    A recognition holds from the month of its decision, or from December of its credited year
    where no date is given. It does not pass through a merger: one dated before the unit was
    formed counts only if the unit did not change then.
    """
    known = recognitions.assign(effective=_effective(recognitions), awaiting=_is_awaiting(recognitions))
    decided = _is_decided(recognitions) & known["effective"].notna()
    rows = units.merge(known[decided | known["awaiting"]], on="commune", how="inner")
    begun = rows["effective"].isna() | (rows["effective"] <= rows["end"])
    own = ~rows["changed"] | rows["effective"].isna() | (rows["effective"] >= rows["valid_from"])
    held = rows["awaiting"] | (begun & own)
    in_year = rows["credited_year"].isna() | (rows["credited_year"] <= rows["end"].dt.year)
    shown = rows[held & (in_year | ~rows["awaiting"])]
    ordered = shown.sort_values(["month", "commune", "awaiting", "effective", "level"], kind="stable")
    return DataFrame(ordered[COLUMNS].reset_index(drop=True))


def _effective(recognitions: DataFrame) -> Series:
    """Gives the date from which a recognition holds; a credited year alone counts at its end."""
    year = pd.to_numeric(recognitions["credited_year"]).astype("Int64")
    parts = DataFrame({"year": year.fillna(1970), "month": 12, "day": 31}).astype("int64")
    year_end = pd.to_datetime(parts).where(year.notna().to_numpy()).astype("datetime64[ns]")
    dated = recognitions["decision_date"].astype("datetime64[ns]")
    return dated.fillna(year_end)


def _is_decided(recognitions: DataFrame) -> Series:
    """Tells which rows say that there is a decision: by their stage, its number or its date."""
    stage, number = recognitions["dossier_stage"], recognitions["decision"]
    named = (number != "") | recognitions["decision_date"].notna()
    return (stage == _DECIDED) | ((stage == "") & named)


def _is_awaiting(recognitions: DataFrame) -> Series:
    """Tells which complete dossiers have no decision yet (chờ quyết định công nhận)."""
    return (recognitions["dossier_stage"] == _AWAITING) & recognitions["decision_date"].isna()


def holders(recognised_rows: DataFrame) -> DataFrame:
    """Gives per period each recognised commune, and whether at the advanced level or above."""
    held = recognised_rows[~recognised_rows["awaiting"]]
    marked = held[["month", "commune"]].assign(advanced=held["level"].isin(_NTM_LEVELS_ABOVE))
    return marked.groupby(["month", "commune"], sort=False)["advanced"].any().reset_index()
