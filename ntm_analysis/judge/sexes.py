"""One verdict for each part from the verdicts by sex: áp dụng đạt cho cả nam và nữ (rule 3)."""

import numpy as np
import pandas as pd
from pandas import DataFrame

from ntm_analysis.judge.columns import joined
from ntm_analysis.model import Rule, Verdict

_SEXES = ["total", "male", "female"]
# In the order in which equally short sexes are shown.
_SHOWN_FIRST = {"female": 0, "male": 1, "total": 2}
_READ = [
    *("cell", "sex", "given", "value_month", "verdict", "rule", "num", "den", "threshold_num"),
    *("threshold_den", "provisional", "late", "stale", "illustrative", "rows", "gap_count"),
]


def decided(judged: DataFrame) -> DataFrame:
    """Decides each cell: by the value of everybody, or by one sex, the failing one first.

    ``no_sex_split`` marks what has no figures of both sexes; ``gap_women`` are the women in a gap that
    women and men close together, and nobody besides.
    """
    cells = int(judged["cell"].max()) + 1 if len(judged) else 0
    split = judged.loc[judged["both_sexes"], _READ]
    row, worst = np.arange(cells), DataFrame()  # the values of everybody come first, by cell
    if len(split):
        worst = _worst(_consulted(split))
        row[worst.index] = worst.pop("shown")
    none = pd.array([pd.NA] * cells, dtype="Int64")
    table = judged.iloc[row].reset_index(drop=True).assign(no_sex_split=False, gap_women=none)
    for name in worst:
        table.loc[worst.index, name] = worst[name].array
    return table


def _consulted(split: DataFrame) -> DataFrame:
    """Keeps the figures that take part in the verdict of their cell (rule 3).

    Each sex given must hold. The total stands in for a sex that is not given, and must hold
    too where it is as new as the figures by sex: an older split never hides it, and a total
    that contradicts them cannot be met by them.
    """
    given = split.pivot(index="cell", columns="sex", values="given")
    month = split.pivot(index="cell", columns="sex", values="value_month").fillna(0).astype("int64")
    both = given["male"] & given["female"]
    newer = given["total"] & (month["total"] >= month[["male", "female"]].min(axis=1))
    kept = given.assign(total=~both | newer).melt(ignore_index=False).set_index("sex", append=True)["value"]
    marked = split.assign(
        consulted=kept.reindex(pd.MultiIndex.from_frame(split[["cell", "sex"]])).to_numpy(bool),
        split_given=split["cell"].map(both),
        any_given=split["cell"].map(given.any(axis=1)),
        any_stale=split["cell"].map(split["stale"].groupby(split["cell"]).any()),
    )
    return marked[marked["consulted"]]


def _worst(consulted: DataFrame) -> DataFrame:
    """Shows of each cell the gravest verdict, of these the one that falls shortest, with all doubts (rule 3).

    ``shown`` is the row of the figure to show.
    """
    by = consulted["cell"]
    # Floats will do: they only choose which of two that fail is shown.
    names = ("num", "den", "threshold_num", "threshold_den")
    num, den, asked, of = (consulted[name].to_numpy("float64", na_value=np.nan) for name in names)
    with np.errstate(divide="ignore", invalid="ignore"):
        short = asked / of - num / den
    short = np.where(consulted["rule"] == Rule.AT_MOST.value, -short, short)
    shown = consulted.assign(
        grave=-consulted["verdict"].cat.codes.to_numpy(),
        short=-np.where(np.isnan(short), 0.0, short),
        first=consulted["sex"].map(_SHOWN_FIRST),
        shown=consulted.index,
    )
    shown = shown.sort_values(["cell", "grave", "short", "first"]).drop_duplicates("cell").set_index("cell")
    any_of = consulted[["provisional", "late", "illustrative"]].groupby(by).any()
    is_met = shown["verdict"] == Verdict.MET.value
    found = shown[["shown"]].assign(
        provisional=shown["provisional"] | is_met & any_of["provisional"],
        late=any_of["late"],
        stale=shown["any_stale"] & (shown["verdict"] == Verdict.NO_DATA.value),
        illustrative=any_of["illustrative"],
        no_sex_split=shown["any_given"] & ~shown["split_given"],
        rows=joined(consulted["rows"], by),
    )
    return found.join(_people_missing(consulted))


def _people_missing(consulted: DataFrame) -> DataFrame:
    """Counts what closes the gap of a cell, and the women among them (rule 10).

    The failing sexes together, or the total where that is more: people added for one sex also count in the
    total. Missing where any failing row has no count.
    """
    failing = consulted[consulted["verdict"] == Verdict.NOT_MET.value]
    missing = failing.pivot(index="cell", columns="sex", values="gap_count").reindex(columns=_SEXES)
    of_sexes = missing[["male", "female"]].sum(axis=1, min_count=1)
    people = DataFrame({"sexes": of_sexes, "total": missing["total"]}).max(axis=1)
    counted = failing["gap_count"].notna().groupby(failing["cell"]).all()
    more_in_total = (missing["total"] > of_sexes).fillna(value=False)
    both = missing[["male", "female"]].notna().all(axis=1) & ~more_in_total
    found = DataFrame({"gap_count": people.where(counted), "gap_women": missing["female"].where(both)})
    return found.astype("Int64").reindex(consulted["cell"].unique())
