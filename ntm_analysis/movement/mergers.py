"""The movement's rows across mergers and splits: what a unit gave and did is told by what it became.

Counts and money of a unit wholly merged go over wholly, those of one that was split by the share of its
people, rounded so that the parts add up to the whole. What was promised or assigned keeps its unit's name.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from fractions import Fraction
from typing import Any

import pandas as pd
from pandas import DataFrame, Series

from ntm_analysis.model import Period

_SCALE = 10**6  # quantities are read with six decimals


def became(changes: DataFrame, code: str, since: int, month: Period) -> dict[str, Fraction]:
    """Gives the units that the people of a unit of month number ``since`` belong to in a month, by share."""
    months = _months(changes)
    held = {code: Fraction(1)}
    later = changes[(months > since) & (months <= month.number)]
    for _, mine in later.groupby(months, sort=True):
        moved: dict[str, Fraction] = {}
        for unit, part in held.items():
            for target, share in _given(mine, unit).items():
                moved[target] = moved.get(target, Fraction(0)) + part * share
        held = moved
    return held


def former_units(
    changes: DataFrame, code: str, since: int, month: Period, alive: Collection[str]
) -> list[str]:
    """Lists the units that are no more and of whose people some now belong to ``code``."""
    units = [unit for unit in changes["from_code"].drop_duplicates() if unit not in alive and unit != code]
    return [unit for unit in units if code in became(changes, unit, since, month)]


def carried(rows: DataFrame, changes: DataFrame, month: Period, counts: Iterable[str]) -> DataFrame:
    """Gives the rows by the units of a month; ``origin`` keeps the unit that each is of.

    A row of a unit that was split becomes one row a part, its ``counts`` divided.
    """
    pairs = rows[["commune", "month"]].drop_duplicates()
    parts = {
        (str(unit), int(at)): became(changes, str(unit), int(at), month)
        for unit, at in zip(pairs["commune"], pairs["month"], strict=True)
    }
    found = rows.assign(origin=rows["commune"])
    moved = [key for key, shares in parts.items() if list(shares) != [key[0]]]
    if not moved:
        return found
    keys = Series(list(zip(found["commune"], found["month"], strict=True)), found.index, dtype=object)
    kept = [found[~keys.isin(moved)]]
    for key in moved:
        kept += _divided(found[keys == key], parts[key], list(counts))
    return pd.concat(kept).sort_index(kind="stable").reset_index(drop=True)


def carried_contributions(contributions: DataFrame, changes: DataFrame, month: Period) -> DataFrame:
    """Gives contributions by the units of a month.

    A debt is owed by the whole: where one of its parts has stated none, the amount of the others is missing.
    """
    rows = carried(contributions, changes, month, ("quantity", "value", "amount"))
    owed = rows[rows["account"] == "debt"]
    units = {str(unit) for unit in changes["from_code"]}
    for (code, at), mine in owed.groupby(["commune", "month"]):
        asked = {u for u in units | {str(code)} if str(code) in became(changes, u, int(str(at)), month)}
        if not asked <= set(mine["origin"]):
            rows.loc[mine.index, "amount"] = pd.NA
    return rows


def _given(changes: DataFrame, unit: str) -> dict[str, Fraction]:
    """Gives where the people of a unit go at one date; what is not said to go stays."""
    own = changes[changes["from_code"] == unit]
    shares = {
        str(target): Fraction(str(share))
        for target, share in zip(own["to_code"], own["pop_share"], strict=True)
    }
    rest = 1 - sum(shares.values(), Fraction(0))
    if rest > 0 and unit not in shares:
        shares[unit] = rest
    return {target: share for target, share in shares.items() if share > 0}


def _divided(rows: DataFrame, shares: dict[str, Fraction], counts: list[str]) -> list[DataFrame]:
    """Gives the rows once for each part; the parts of a count add up to it."""
    divided, before = [], Fraction(0)
    for code, share in shares.items():
        part = rows.assign(commune=code)
        if share != 1:
            for name in counts:
                part[name] = _part(rows[name], before, before + share)
        divided.append(part)
        before += share
    return divided


def _part(column: Series, start: Fraction, end: Fraction) -> Series:
    scale = _SCALE if column.dtype.kind == "f" else 1
    parts = [_between(number, start, end, scale) for number in column]
    return Series(parts, column.index).astype(column.dtype)


def _between(number: Any, start: Fraction, end: Fraction, scale: int) -> Any:
    if pd.isna(number):
        return number
    whole = round(Fraction(str(number)) * scale)
    part = round(whole * end) - round(whole * start)
    return part if scale == 1 else part / scale


def _months(changes: DataFrame) -> Series[int]:
    dates = changes["effective_date"]
    months: Series[int] = (dates.dt.year * 12 + dates.dt.month - 1).astype("Int64")
    return months
