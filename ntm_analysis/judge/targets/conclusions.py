"""What was concluded of a month when it was closed, held against what is concluded of it now.

Rows that change after a closing are told by the dataset itself. A threshold, a criteria file or a rule can
change what unchanged rows come to: that is told here.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from pandas import DataFrame

from ntm_analysis.judge.results import Results
from ntm_analysis.judge.targets.course import TargetInput
from ntm_analysis.judge.targets.progress import follow_targets
from ntm_analysis.model import Period

COLUMNS = ("kind", "commune", "set", "code", "concluded")
# Verdicts: official, computed from the figures, of an indicator; criteria met; a target's value and status.
VERDICT, COMPUTED, INDICATOR, COUNT, TARGET, STATUS = (
    "verdict", "computed", "indicator", "count", "target", "status",
)  # fmt: skip
OF_CRITERIA = (VERDICT, COMPUTED, INDICATOR)


def conclusions(data: TargetInput, results: Results, period: Period) -> DataFrame:
    """Lists what is concluded of a month: verdicts of criteria, criteria met, targets with their status."""
    rows = [*_of_criteria(results, period), *_of_targets(data, results, period)]
    return DataFrame(rows, columns=list(COLUMNS), dtype="str")


def _of_criteria(results: Results, period: Period) -> Iterator[tuple[str, ...]]:
    criteria = results.criteria[results.criteria["month"] == period.number]
    columns = ("commune", "set", "criterion", "verdict", "computed")
    for commune, set_id, code, verdict, computed in zip(*(criteria[name] for name in columns), strict=True):
        yield VERDICT, commune, set_id, code, verdict
        yield COMPUTED, commune, set_id, code, computed
    indicators = results.indicators[results.indicators["month"] == period.number]
    of_indicators = ("commune", "set", "indicator", "verdict")
    for commune, set_id, code, verdict in zip(*(indicators[name] for name in of_indicators), strict=True):
        yield INDICATOR, commune, set_id, code, verdict
    counts = results.counts[results.counts["month"] == period.number]
    for commune, set_id, met in zip(*(counts[name] for name in ("commune", "set", "met")), strict=True):
        yield COUNT, commune, set_id, "", str(met)


def _of_targets(data: TargetInput, results: Results, period: Period) -> Iterator[tuple[str, ...]]:
    for progress in follow_targets(data, results, period):
        yield TARGET, "", "", progress.target.id, _exact(progress.value)
        yield STATUS, "", "", progress.target.id, str(progress.status)


def _exact(value: Fraction | None) -> str:
    return "" if value is None else str(value)


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
    return _without_implied(found)


def _without_implied(parts: list[DataFrame]) -> DataFrame:
    from pandas import concat  # noqa: PLC0415 (needed where something changed, which is seldom)

    rows = concat(parts, ignore_index=True)
    columns = [rows[name] for name in ("kind", "month", "commune", "set", "code")]
    said = set()
    for kind, month, commune, set_id, code in zip(*columns, strict=True):
        said |= {(kind, month, commune, set_id, text) for text in ("", code.split(".")[0])}
    implied_by = {COUNT: VERDICT, COMPUTED: INDICATOR}
    kept = [
        (implied_by.get(kind), month, commune, set_id, code) not in said
        for kind, month, commune, set_id, code in zip(*columns, strict=True)
    ]
    found: DataFrame = rows[kept]
    return found.reset_index(drop=True)
