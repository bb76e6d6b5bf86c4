"""Which units exist in which period, and which set each commune is assessed by."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
from pandas import DataFrame

from ntm_analysis.judge.frames import months_of
from ntm_analysis.model import Period, SetInForce, is_list_of_units

STANDARD = "standard"


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
    units = DataFrame(
        {
            "commune": communes["code"],
            "kind": communes["kind"],
            "valid_from": communes["valid_from"].astype("datetime64[ns]"),
            "valid_to": communes["valid_to"].astype("datetime64[ns]"),
            "changed": [
                _is_formed_of_others(*unit)
                for unit in zip(communes["code"], communes["predecessors"], strict=True)
            ],
            "unit_since": months_of(communes["valid_from"]).fillna(0).astype("int64"),
        }
    )
    every = months.merge(units.astype({"changed": bool}), how="cross")
    # A date that is not given compares as neither before nor after.
    gone = (every["valid_from"] > every["end"]) | (every["valid_to"] < every["end"])
    return every[~gone].reset_index(drop=True)


def _is_formed_of_others(code: str, predecessors: str) -> bool:
    """Tells whether a unit was formed from others; one whole predecessor of the same code is no change.

    A text that names no codes says nothing.
    """
    named = str(predecessors).strip()
    if not named or not is_list_of_units(named):
        return False
    whole = ";" not in named and "(" not in named
    return not (whole and named.split(" ", maxsplit=1)[0] == code)


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
    return found.astype({"set": "str"}).assign(pair=np.arange(len(found)))
