"""Criteria met per commune: counts, groups, what was gained and lost, risk of revocation (rules 6-8, 12)."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pandas as pd
from pandas import DataFrame, Series

from ntm_analysis.evaluation.aggregate import joined
from ntm_analysis.evaluation.indicators import PLACE
from ntm_analysis.model import Criteria, Verdict

_UNIT = ["commune", "since", "set"]
_GROUP_BOUNDS = ((19, "19"), (15, "15-18"), (10, "10-14"), (5, "5-9"))
_LOWEST_GROUP = "<5"
_FAILING = [Verdict.NOT_MET.value, Verdict.NEARLY_MET.value]
COLUMNS = [
    *PLACE,
    "met",
    "met_reported",
    "met_computed",
    "met_unchecked",
    "met_provisional",
    "nearly_met",
    "not_met",
    "no_data",
    "total",
    "group",
    "change",
    "gained",
    "lost",
    "revocation_risk",
    "weak",
]


def counts(criteria_rows: DataFrame, communes: DataFrame, criteria: Criteria) -> DataFrame:
    """Counts the criteria of each commune, set and period.

    ``no_data`` counts what cannot be decided: no data or no threshold. ``communes`` pairs
    communes with sets and carries ``since`` and ``recognised``.
    """
    rows = criteria_rows.merge(communes, on=PLACE, how="left", validate="many_to_one")
    table = _tally(rows)
    table["group"] = np.select(
        [table["met"] >= least for least, _ in _GROUP_BOUNDS],
        [name for _, name in _GROUP_BOUNDS],
        _LOWEST_GROUP,
    )
    table["group"] = table["group"].astype("str")
    table = table.join(_changes(rows))
    for column in ("gained", "lost"):
        table[column] = table[column].astype("str").fillna("")
    table["change"] = table["change"].astype("Int64")
    table[["revocation_risk", "weak"]] = _weakness(rows, criteria, table.index)
    return table.reset_index()[COLUMNS]


def _tally(rows: DataFrame) -> DataFrame:
    verdict, met = rows["verdict"], rows["met"]
    undecided = verdict.isin([Verdict.NO_DATA.value, Verdict.NO_THRESHOLD.value])
    marks = rows[PLACE].assign(
        met=met,
        met_reported=met & (rows["basis"] == "reported"),
        met_computed=met & (rows["basis"] == "computed"),
        met_unchecked=rows["unchecked"],
        met_provisional=met & rows["provisional"],
        nearly_met=verdict == Verdict.NEARLY_MET.value,
        not_met=verdict == Verdict.NOT_MET.value,
        no_data=undecided,
        total=True,
    )
    return marks.groupby(PLACE, sort=False).sum().astype("int64")


def _changes(rows: DataFrame) -> DataFrame:
    """Compares each period with the one before it, for the same unit and the same set only.

    A commune that was not assessed by the set in the period before has no change: a new set,
    a new recognition or a merger is never something gained or lost.
    """
    months = sorted(rows["month"].unique())
    following = dict(pairwise(months))
    keys = [*_UNIT, "criterion"]
    before = rows[[*keys, "month", "met"]].assign(month=rows["month"].map(following)).dropna(subset="month")
    before = before.astype({"month": "int64"}).rename(columns={"met": "met_before"})
    both = rows[[*PLACE, "since", "criterion", "met"]].merge(before, on=[*keys, "month"], how="inner")
    was = both["met_before"].astype(bool)
    gained, lost = both[both["met"] & ~was], both[~both["met"] & was]
    difference = both["met"].astype("int64") - was.astype("int64")
    change = difference.groupby([both[key] for key in PLACE], sort=False).sum()
    table = DataFrame({"change": change})
    table["gained"] = joined(gained, PLACE, "criterion").reindex(table.index).fillna("")
    table["lost"] = joined(lost, PLACE, "criterion").reindex(table.index).fillna("")
    return table


def _weakness(rows: DataFrame, criteria: Criteria, index: pd.Index) -> DataFrame:
    """Names the criteria a recognised commune no longer meets, and whether they put it at risk.

    QĐ 18/2022/QĐ-TTg: half of the criteria or more, or 30 % and more with one that weighs
    (income, environment and food safety, environment, living environment, defence and security).
    Missing data is no failure.
    """
    weighing = {
        (set_id, c.code) for set_id, s in criteria.sets.items() for c in s.criteria if c.weighs_in_revocation
    }
    heavy = Series(list(zip(rows["set"], rows["criterion"], strict=True)), index=rows.index).isin(weighing)
    failing = rows["recognised"] & rows["verdict"].isin(_FAILING)
    marks = rows[PLACE].assign(failing=failing, heavy=failing & heavy, total=1)
    groups = marks.groupby(PLACE, sort=False)
    number, total = groups["failing"].sum(), groups["total"].sum()
    risk = (2 * number >= total) | (10 * number >= 3 * total) & groups["heavy"].any()
    weak = joined(rows[failing], PLACE, "criterion").reindex(index).fillna("")
    return DataFrame({"revocation_risk": risk & (number > 0), "weak": weak}).reindex(index)
