"""One verdict for each part from the verdicts by sex: áp dụng đạt cho cả nam và nữ (rule 3)."""

from __future__ import annotations

import pandas as pd
from pandas import DataFrame, Series

from ntm_analysis.evaluation.aggregate import joined, weight
from ntm_analysis.model import Rule, Sex, Verdict

_MALE, _FEMALE, _TOTAL = Sex.MALE.value, Sex.FEMALE.value, Sex.TOTAL.value


def by_sex(cells: DataFrame) -> DataFrame:
    """Repeats the cells of indicators that must hold for men and for women, once for each sex."""
    split = cells[cells["both_sexes"]]
    return pd.concat(
        [cells.assign(sex=_TOTAL), split.assign(sex=_MALE), split.assign(sex=_FEMALE)], ignore_index=True
    ).astype({"sex": "str"})


def decided(rows: DataFrame) -> DataFrame:
    """Gives one row per ``cell``: the sex that decides, the failing one first.

    Each sex given must hold. The total stands in for a sex that is not given, and must hold
    too where it is as new as the figures by sex: an older split never hides it, and a total
    that contradicts them cannot be met by them.
    """
    simple, split = rows[~rows["both_sexes"]], rows[rows["both_sexes"]]
    one = simple.assign(no_sex_split=False)
    return pd.concat([one, _worst(split)], ignore_index=True).sort_values("cell").reset_index(drop=True)


def _worst(split: DataFrame) -> DataFrame:
    if split.empty:
        return split.assign(no_sex_split=False)
    table = _consulted(split)
    kept = table[table["consulted"]]
    severity, shortfall = weight(kept["verdict"]), _shortfall(kept)
    ordered = kept.assign(severity=severity, shortfall=shortfall).sort_values(
        ["cell", "severity", "shortfall", "sex"], ascending=[True, False, False, True], kind="stable"
    )
    worst = (
        ordered.drop_duplicates("cell").drop(columns=["severity", "shortfall", "consulted"]).set_index("cell")
    )
    groups = kept.groupby("cell")
    missing = worst["verdict"] == Verdict.NO_DATA.value
    worst["provisional"] |= (worst["verdict"] == Verdict.MET.value) & groups["provisional"].any()
    worst["late"] = groups["late"].any()
    worst["stale"] = table.groupby("cell")["stale"].any() & missing
    worst["illustrative"] = groups["illustrative"].any()
    worst["no_sex_split"] = groups["no_sex_split"].any()
    worst["rows"] = joined(kept, ["cell"], "rows").reindex(worst.index).fillna("")
    worst["gap_count"] = _people_missing(kept).reindex(worst.index)
    return worst.reset_index()


def _consulted(split: DataFrame) -> DataFrame:
    """Marks the rows that take part in the verdict of their cell, and cells without a full split."""
    months = split["value_month"].where(split["given"])
    monthly = split.assign(given_month=months)
    # Each cell has each sex once: there is nothing to aggregate.
    by_cell = monthly.pivot(index="cell", columns="sex", values="given_month")  # noqa: PD010
    male, female = by_cell[_MALE], by_cell[_FEMALE]
    both = male.notna() & female.notna()
    older = male.where(male <= female, female)
    newer_total = (by_cell[_TOTAL] >= older).fillna(value=False).astype(bool)
    any_given = by_cell.notna().any(axis=1)
    cell = split["cell"]
    is_total = split["sex"] == _TOTAL
    total_counts = cell.map(~both | newer_total).astype(bool)
    return split.assign(
        consulted=split["given"].where(~is_total, total_counts),
        no_sex_split=cell.map(~both & any_given).astype(bool),
    )


def _shortfall(rows: DataFrame) -> Series:
    """Orders equally judged sexes by how far they fall short; only for choosing which one to show."""
    value = rows["num"].astype("Float64") / rows["den"].astype("Float64")
    threshold = rows["threshold_num"].astype("Float64") / rows["threshold_den"].astype("Float64")
    short = (threshold - value).astype("Float64")
    return short.where(rows["rule"] != Rule.AT_MOST.value, -short).fillna(0.0)


def _people_missing(kept: DataFrame) -> Series:
    """Counts what closes the gap of a cell: the failing sexes together, or the total where that is more.

    People added for one sex also count in the total; NA where any failing row has no count.
    """
    failing = kept[kept["verdict"] == Verdict.NOT_MET.value]
    total = failing["sex"] == _TOTAL
    sexes = failing[~total].groupby("cell")["gap_count"].sum()
    whole = failing[total].groupby("cell")["gap_count"].sum()
    uncounted = failing.loc[failing["gap_count"].isna(), "cell"]
    both = pd.concat([sexes, whole], axis=1).max(axis=1).astype("Int64")
    return both.mask(both.index.isin(uncounted))
