"""Which units exist in which period, and which set each commune is assessed by."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
from pandas import DataFrame, Series

from ntm_analysis.judge.arrays import Flags, Words
from ntm_analysis.model import Period, SetInForce, is_list_of_units

STANDARD = "standard"


def units_alive(communes: DataFrame, periods: Sequence[Period]) -> DataFrame:
    """Lists the communes and towns that exist at the end of each period.

    ``since`` is the month the unit was formed: what was recorded under its code before then
    belongs to another unit. ``changed`` tells that it was formed from others.
    """
    end = np.array([p.last_day for p in periods], dtype="datetime64[ns]")
    begun, ended = (communes[edge].to_numpy(dtype="datetime64[ns]") for edge in ("valid_from", "valid_to"))
    # A date that is not given compares as neither before nor after.
    month, unit = np.nonzero(~(begun[None, :] > end[:, None]) & ~(ended[None, :] < end[:, None]))
    numbers = np.array([p.number for p in periods], dtype="int64")
    since = begun.astype("datetime64[M]").astype("int64") + 1970 * 12
    return DataFrame(
        {
            "period": pd.array([str(p) for p in periods], dtype="str").take(month),
            "month": numbers[month],
            "end": end[month],
            "commune": communes["code"].array.take(unit),
            "kind": communes["kind"].array.take(unit),
            "valid_from": begun[unit],
            "valid_to": ended[unit],
            "changed": _is_changed(communes)[unit],
            "since": np.where(np.isnat(begun), 0, since)[unit],
        }
    )


def _is_changed(communes: DataFrame) -> Flags:
    """Tells which units were formed from others; one whole predecessor of the same code is no change.

    A text that names no codes says nothing.
    """
    named = zip(communes["code"].tolist(), communes["predecessors"].tolist(), strict=True)
    return np.array([_is_formed_of_others(code, str(text).strip()) for code, text in named], dtype=bool)


def _is_formed_of_others(code: str, predecessors: str) -> bool:
    if not predecessors or not is_list_of_units(predecessors):
        return False
    whole = ";" not in predecessors and "(" not in predecessors
    return not (whole and predecessors.split(" ", maxsplit=1)[0] == code)


def assessed(units: DataFrame, sets: Sequence[SetInForce], holders: DataFrame) -> DataFrame:
    """Pairs each commune with the sets it is assessed by in each period.

    The standard set is for every commune, the advanced one for the recognised; a town is no
    NTM commune. Carries ``recognised`` (for the advanced set: at the advanced level or above).
    """
    month = units["month"].to_numpy()
    is_commune = Words.of(units["kind"]).are("commune")
    held, advanced = _holding(units, holders)
    last_month = int(month.max()) if len(month) else 0
    rows, recognised, names = [np.zeros(0, dtype="int64")], [np.zeros(0, dtype=bool)], list[str]()
    for use in sets:
        last = use.end.number if use.end else last_month
        inside = is_commune & (month >= use.start.number) & (month <= last)
        found = np.flatnonzero(inside if use.role == STANDARD else inside & held)
        rows.append(found)
        recognised.append((held if use.role == STANDARD else advanced)[found])
        names += [use.set] * len(found)
    chosen = units.loc[:, ["period", "month", "commune", "since"]].take(np.concatenate(rows))
    return chosen.reset_index(drop=True).assign(
        set=Series(names, dtype="str"), recognised=np.concatenate(recognised)
    )


def _holding(units: DataFrame, holders: DataFrame) -> tuple[Flags, Flags]:
    """Tells which units are recognised in their period, and which at the advanced level or above."""
    every = pd.concat([units[["month", "commune"]], holders[["month", "commune"]]])
    number = every.groupby(["month", "commune"], sort=False).ngroup().to_numpy()
    held, advanced = (np.zeros(len(every), dtype=bool) for _ in range(2))
    held[number[len(units) :]] = True
    advanced[number[len(units) :]] = holders["advanced"].to_numpy(dtype=bool)
    return held[number[: len(units)]], advanced[number[: len(units)]]
