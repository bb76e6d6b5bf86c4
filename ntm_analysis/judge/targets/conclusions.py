"""What was concluded of a month when it was closed, held against what is concluded of it now.

Rows that change after a closing are told by the dataset itself. A threshold, a criteria file or a rule can
change what unchanged rows come to: that is told here.
"""

import pandas as pd
from pandas import DataFrame

from ntm_analysis.judge.results import Results, TargetInput
from ntm_analysis.judge.targets.progress import follow_targets
from ntm_analysis.model import Period

COLUMNS = ("kind", "commune", "set", "code", "concluded")
# Verdicts: official, computed from the figures, of an indicator; criteria met; a target's value and status.
OF_CRITERIA = VERDICT, COMPUTED, INDICATOR = ("verdict", "computed", "indicator")
COUNT, TARGET, STATUS = "count", "target", "status"


def conclusions(data: TargetInput, results: Results, period: Period) -> DataFrame:
    """Lists what is concluded of a month: verdicts of criteria, criteria met, targets with their status."""
    rows: list[tuple[object, ...]] = []
    of_criteria = (results.criteria, "criterion", {VERDICT: "verdict", COMPUTED: "computed"})
    for table, key, kinds in (of_criteria, (results.indicators, "indicator", {INDICATOR: "verdict"})):
        mine = table[table["month"] == period.number]
        columns = (mine[name] for name in ("commune", "set", key, *kinds.values()))
        for commune, set_id, code, *verdicts in zip(*columns, strict=True):
            rows += [(kind, commune, set_id, code, v) for kind, v in zip(kinds, verdicts, strict=True)]
    counts = results.counts[results.counts["month"] == period.number]
    rows += [
        (COUNT, c, s, "", str(n))
        for c, s, n in zip(*(counts[k] for k in ("commune", "set", "met")), strict=True)
    ]
    for progress in follow_targets(data, results, period):
        exact = "" if progress.value is None else str(progress.value)
        rows.append((TARGET, "", "", progress.target.id, exact))
        rows.append((STATUS, "", "", progress.target.id, str(progress.status)))
    return DataFrame(rows, columns=list(COLUMNS), dtype="str")


def reopened(data: TargetInput, results: Results, until: Period) -> DataFrame:
    """Lists the conclusions of closed months up to ``until`` that are other ones now.

    ``month`` is the closed one, ``concluded`` what was said then, ``now`` what is said now, "" for nothing.
    What follows is left out: a count where a verdict says so, a computed verdict where an indicator does.
    """
    kept = data.concluded
    parts = []
    for month in sorted(kept.loc[kept["month"] <= until.number, "month"].unique()):
        then = kept[kept["month"] == month].drop(columns="month")
        now = conclusions(data, results, Period.from_number(int(month)))
        now = now.rename(columns={"concluded": "now"})
        if set(then["kind"]) <= set(OF_CRITERIA):  # the part of an area
            now = now[now["kind"].isin(OF_CRITERIA)].merge(then[["set", "code"]].drop_duplicates())
        both = then.merge(now, on=["kind", "commune", "set", "code"], how="outer").fillna("")
        parts.append(both[both["concluded"] != both["now"]].assign(month=int(month)))
    found = [part for part in parts if len(part)]
    if not found:
        return DataFrame(columns=[*COLUMNS, "now", "month"])
    rows = pd.concat(found, ignore_index=True)
    keys = [*zip(*(rows[name] for name in ("kind", "month", "commune", "set", "code")), strict=True)]
    said = {(*key[:-1], code) for key in keys for code in ("", key[-1].split(".")[0])}
    implied_by = {COUNT: VERDICT, COMPUTED: INDICATOR}
    told: DataFrame = rows[[(implied_by.get(kind), *rest) not in said for kind, *rest in keys]]
    return told.reset_index(drop=True)
