"""Which units exist in which period, which are recognised, and by which set each is assessed (rule 12)."""

from collections.abc import Sequence

import numpy as np
import pandas as pd
from pandas import DataFrame

from ntm_analysis.judge.columns import months_of
from ntm_analysis.model import Period, SetInForce, is_list_of_units

STANDARD = "standard"
_TOLD = ["period", "month", "commune", "level", "credited_year", "decision", "decision_date", "basis"]


def units_alive(communes: DataFrame, periods: Sequence[Period]) -> DataFrame:
    """Lists the communes and towns that exist at the end of each period.

    ``unit_since`` is the month the unit was formed: what was recorded under its code before then
    belongs to another unit. ``changed`` tells that it was formed from others.
    """
    months = DataFrame(
        {
            "period": pd.array([str(period) for period in periods], dtype="str"),
            "month": np.array([period.number for period in periods], dtype="int64"),
            "end": np.array([period.last_day for period in periods], dtype="datetime64[ns]"),
        }
    )
    changed = []
    for code, predecessors in zip(communes["code"], communes["predecessors"], strict=True):
        named = str(predecessors).strip()
        # One whole predecessor of the same code is no change; a text that names no codes says nothing.
        same = ";" not in named and "(" not in named and named.split(" ", maxsplit=1)[0] == code
        changed.append(bool(named) and is_list_of_units(named) and not same)
    units = DataFrame(
        {
            "commune": communes["code"],
            "kind": communes["kind"],
            "valid_from": communes["valid_from"].astype("datetime64[ns]"),
            "valid_to": communes["valid_to"].astype("datetime64[ns]"),
            "changed": np.array(changed, dtype=bool),
            "unit_since": months_of(communes["valid_from"]).fillna(0).astype("int64"),
        }
    )
    every = months.merge(units, how="cross")
    # A date that is not given compares as neither before nor after.
    gone = (every["valid_from"] > every["end"]) | (every["valid_to"] < every["end"])
    return every[~gone].reset_index(drop=True)


def recognised(recognitions: DataFrame, units: DataFrame) -> DataFrame:
    """Lists per period the recognitions in force and those awaiting a decision.

    A recognition holds from the day of its decision, or from the end of its credited year where no date
    is given. It does not pass through a merger: one dated before the unit was formed counts only if the
    unit did not change then. A complete dossier without decision awaits it (chờ quyết định công nhận).
    """
    stage, dated, year = (recognitions[name] for name in ("dossier_stage", "decision_date", "credited_year"))
    year_end = pd.to_datetime(year.astype("str").where(year.notna()) + "-12-31").astype("datetime64[ns]")
    known = recognitions.assign(
        holds_from=dated.astype("datetime64[ns]").fillna(year_end),
        awaiting=(stage == "awaiting_decision") & dated.isna(),
    )
    # That there is a decision is said by the stage, or by its number or date.
    is_decided = (stage == "decided") | (stage == "") & ((known["decision"] != "") | dated.notna())
    known = known[is_decided & known["holds_from"].notna() | known["awaiting"]]
    rows = units.drop(columns="kind").merge(known, on="commune")
    day = rows["holds_from"]
    own = ~rows["changed"] | (day >= rows["valid_from"])
    holds = day.isna() | (day <= rows["end"]) & own
    credited = (rows["credited_year"] <= rows["month"] // 12).fillna(value=True).astype(bool)
    rows = rows[(holds & ~rows["awaiting"]) | (rows["awaiting"] & credited)]
    # Decisions come before dossiers, undated ones last.
    order = ["month", "commune", "awaiting", "holds_from", "level"]
    return rows.sort_values(order, kind="stable", ignore_index=True)[[*_TOLD, "awaiting", "illustrative"]]


def assessed(units: DataFrame, sets: Sequence[SetInForce], recognitions: DataFrame) -> DataFrame:
    """Pairs each commune with the sets it is assessed by in each period, numbered by ``pair``.

    The standard set is for every commune, the advanced one for the recognised; a town is no
    NTM commune. Carries ``recognised`` (for the advanced set: at the advanced level or above).
    """
    held = recognitions[~recognitions["awaiting"]]
    above = held[held["level"].isin(["advanced", "model"])]
    at = ["month", "commune"]
    communes = units.loc[units["kind"] == "commune", ["period", *at, "unit_since"]]
    place = pd.MultiIndex.from_frame(communes[at])
    is_held, is_above = (place.isin(pd.MultiIndex.from_frame(rows[at])) for rows in (held, above))
    chosen = []
    for use in sets:
        last = use.end.number if use.end else communes["month"].max()
        inside = (communes["month"] >= use.start.number) & (communes["month"] <= last)
        is_standard = use.role == STANDARD
        mine = communes.assign(set=use.set, recognised=is_held if is_standard else is_above)
        chosen.append(mine[inside if is_standard else inside & is_held])
    found = (
        pd.concat(chosen, ignore_index=True) if chosen else communes.head(0).assign(set="", recognised=False)
    )
    return found.assign(set=found["set"].astype("str"), pair=np.arange(len(found)))
