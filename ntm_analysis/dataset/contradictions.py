"""Warnings: statistics that cannot all be right, such as more poor households than households."""

from __future__ import annotations

from pandas import DataFrame

from ntm_analysis.dataset.findings import Findings
from ntm_analysis.dataset.words import STATISTICS
from ntm_analysis.model import Sex, Status

_POOR = ("poor_households", "near_poor_households")

# The sum of the first is part of the sum of the second.
_WITHIN: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...] = (
    (_POOR, ("households",)),
    (("poor_no_labour",), ("poor_households",)),
    (("near_poor_no_labour",), ("near_poor_households",)),
    (("households",), ("population",)),
    (("cultural_families",), ("households",)),
    (("culture_houses_standard",), ("culture_houses",)),
    (("schools_national_standard",), ("schools",)),
    (("learning_centres_good",), ("learning_centres",)),
    (("trained_women",), ("trained_people",)),
)
_KEY = ["commune", "month"]
_DEPRIVED = "deprived_"


def check_contradictions(findings: Findings, frame: DataFrame) -> None:
    """Warns of parts larger than their whole, and of one sex counting more than both."""
    counted = frame[(frame["status"] != Status.ESTIMATE.value) & frame["num"].notna()]
    statistics = counted[counted["set"] == STATISTICS]
    totals = statistics[statistics["sex"] == Sex.TOTAL.value]
    deprived = [code for code in totals["indicator"].unique() if code.startswith(_DEPRIVED)]
    for parts, whole in (*_WITHIN, *(((code,), _POOR) for code in deprived)):
        _check_within(findings, totals, parts, whole)
    _check_sexes(findings, statistics)


def _check_within(
    findings: Findings, totals: DataFrame, parts: tuple[str, ...], whole: tuple[str, ...]
) -> None:
    """Compares within one commune and month; a blank poverty line goes with every line."""
    pairs = _summed(totals, parts).merge(_summed(totals, whole), on=_KEY, suffixes=("", "_whole"))
    same = (pairs["line"] == pairs["line_whole"]) | (pairs["line"] == "") | (pairs["line_whole"] == "")
    for pair in pairs[same & (pairs["num"] > pairs["num_whole"])].itertuples():
        findings.add(
            findings.rows.index.to_series() == pair.at,
            "value",
            f"{' + '.join(parts)} = {pair.num} lớn hơn {' + '.join(whole)} = {pair.num_whole}",
            "kiểm tra lại cả hai số",
            warning=True,
        )


def _summed(totals: DataFrame, codes: tuple[str, ...]) -> DataFrame:
    """Sums several statistics per commune, month and line, where all of them are given."""
    named = totals[totals["indicator"].isin(codes)].assign(at=lambda rows: rows.index)
    groups = named.groupby([*_KEY, "line"], as_index=False)
    summed = groups.agg(num=("num", "sum"), at=("at", "first"), given=("indicator", "nunique"))
    return summed[summed["given"] == len(codes)]


def _check_sexes(findings: Findings, statistics: DataFrame) -> None:
    key = [*_KEY, "indicator", "line"]
    split = statistics[statistics["sex"] != Sex.TOTAL.value].assign(at=lambda rows: rows.index)
    both = statistics.loc[statistics["sex"] == Sex.TOTAL.value, [*key, "num"]]
    pairs = split.merge(both, on=key, suffixes=("", "_both"))
    more = list(pairs.loc[pairs["num"] > pairs["num_both"], "at"])
    findings.add(
        findings.rows.index.to_series().isin(more),
        "value",
        lambda row: f"{row['indicator']} của {row['sex']} lớn hơn số chung",
        "kiểm tra lại cả hai số",
        warning=True,
    )
