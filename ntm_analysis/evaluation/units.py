"""Which units exist in which period, and which set each commune is assessed by."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
from pandas import DataFrame, Series

from ntm_analysis.model import Period, SetInForce

STANDARD = "standard"


def units_alive(communes: DataFrame, periods: Sequence[Period]) -> DataFrame:
    """Lists the communes and towns that exist at the end of each period.

    ``since`` is the month the unit was formed: what was recorded under its code before then
    belongs to another unit. ``changed`` tells that it was formed from others.
    """
    months = DataFrame(
        {
            "period": pd.array([str(p) for p in periods], dtype="str"),
            "month": pd.array([p.number for p in periods], dtype="int64"),
            "end": pd.to_datetime([p.last_day for p in periods]).astype("datetime64[ns]"),
        }
    )
    known = DataFrame(
        {
            "commune": communes["code"],
            "kind": communes["kind"],
            "valid_from": communes["valid_from"].astype("datetime64[ns]"),
            "valid_to": communes["valid_to"].astype("datetime64[ns]"),
            "changed": _is_changed(communes),
        }
    )
    begun = known["valid_from"]
    known["since"] = (begun.dt.year * 12 + begun.dt.month - 1).fillna(0).astype("int64")
    pairs = months.merge(known, how="cross")
    alive = ~(pairs["valid_from"] > pairs["end"]) & ~(pairs["valid_to"] < pairs["end"])
    return pairs[alive].reset_index(drop=True)


def _is_changed(communes: DataFrame) -> Series:
    """Tells which units were formed from others; one whole predecessor of the same code is no change."""
    predecessors = communes["predecessors"].astype("str").str.strip()
    same = [text.split(" ")[0] == code for text, code in zip(predecessors, communes["code"], strict=True)]
    whole = ~predecessors.str.contains(r"[;(]", regex=True)
    return (predecessors != "") & ~(whole & Series(same, index=communes.index, dtype=bool))


def assessed(units: DataFrame, sets: Sequence[SetInForce], holders: DataFrame) -> DataFrame:
    """Pairs each commune with the sets it is assessed by in each period.

    The standard set is for every commune, the advanced one for the recognised; a town is no
    NTM commune. Carries ``recognised`` (for the advanced set: at the advanced level or above).
    """
    communes = units[units["kind"] == "commune"]
    marked = communes.merge(holders, on=["month", "commune"], how="left")
    held = marked["advanced"].notna()
    advanced = marked["advanced"].eq(True)  # noqa: FBT003 - a comparison of values, not a flag
    frames = []
    for use in sets:
        last = use.end.number if use.end else int(units["month"].max()) if len(units) else 0
        inside = marked["month"].between(use.start.number, last)
        wanted = inside if use.role == STANDARD else inside & held
        recognised = held if use.role == STANDARD else advanced
        rows = marked[wanted].assign(set=use.set, recognised=recognised[wanted])
        frames.append(rows[["period", "month", "commune", "since", "set", "recognised"]])
    if not frames:
        return marked.head(0).assign(set="", recognised=False)
    return pd.concat(frames, ignore_index=True)


def cells(communes: DataFrame, rules: DataFrame) -> DataFrame:
    """Pairs each assessed commune with the rules of its set, one row per part to be judged.

    ``cell``, ``indicator_id`` and ``criterion_id`` number the parts, indicators and criteria of
    a commune in a period: whole numbers group and join far faster than six columns of text.
    """
    numbered = rules.rename(columns={"formula": "rule_formula"}).assign(
        indicator_id=rules.groupby(["set", "criterion", "indicator"], sort=False).ngroup(),
        criterion_id=rules.groupby(["set", "criterion"], sort=False).ngroup(),
    )
    rows = communes.assign(_pair=range(len(communes))).merge(numbered, on="set", how="inner")
    for column in ("indicator_id", "criterion_id"):
        rows[column] += rows["_pair"] * len(rules)
    return rows.assign(cell=range(len(rows))).drop(columns="_pair")
