"""Warnings: statistics that cannot all be right, such as more poor households than households."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
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
_PLACE = ["commune", "month"]
_DEPRIVED = "deprived_"
_NONE = -1
Rows = npt.NDArray[np.int64]


def check_contradictions(findings: Findings, frame: DataFrame) -> None:
    """Warns of parts larger than their whole, and of one sex counting more than both."""
    counted = frame[(frame["status"] != Status.ESTIMATE.value) & frame["num"].notna()]
    statistics = counted[counted["set"] == STATISTICS].assign(at=lambda rows: rows.index)
    rows_of = _rows_of(statistics[statistics["sex"] == Sex.TOTAL.value])
    numbers = statistics["num"].reindex(findings.rows.index).fillna(0).to_numpy("int64")
    deprived = [code for code in rows_of if code.startswith(_DEPRIVED)]
    for parts, whole in (*_WITHIN, *(((code,), _POOR) for code in deprived)):
        if {*parts, *whole} <= rows_of.keys():
            _check_within(findings, numbers, rows_of, parts, whole)
    _check_sexes(findings, statistics)
    _check_rates_of_sexes(findings, counted[counted["set"] != STATISTICS].assign(at=lambda rows: rows.index))


def _rows_of(totals: DataFrame) -> dict[str, Rows]:
    """Gives for each statistic its row in every commune, month and poverty line, _NONE where there is none.

    A value that carries no line is read with the values of every line.
    """
    keyed = totals.drop_duplicates([*_PLACE, "line", "indicator"]).set_index([*_PLACE, "line", "indicator"])
    wide = keyed["at"].unstack("indicator", fill_value=_NONE)  # noqa: PD010 - pivot has no fill value
    without_line = wide[wide.index.get_level_values("line") == ""].droplevel("line")
    spread = without_line.reindex(wide.reset_index("line").index, fill_value=_NONE)
    rows = wide.where(wide != _NONE, spread.set_axis(wide.index))
    return {str(code): rows[code].to_numpy("int64") for code in rows}


def _check_within(
    findings: Findings,
    numbers: Rows,
    rows_of: dict[str, Rows],
    parts: tuple[str, ...],
    whole: tuple[str, ...],
) -> None:
    given = np.logical_and.reduce([rows_of[code] != _NONE for code in (*parts, *whole)])
    part, limit = (
        np.sum([numbers[rows_of[code][given]] for code in codes], axis=0) for codes in (parts, whole)
    )
    at = rows_of[parts[0]][given]
    for index, above, below in zip(*(column[part > limit] for column in (at, part, limit)), strict=True):
        found = f"{' + '.join(parts)} = {above} lớn hơn {' + '.join(whole)} = {below}"
        findings.warn(int(index), "value", found, "kiểm tra lại cả hai số")


def _check_sexes(findings: Findings, statistics: DataFrame) -> None:
    key = [*_PLACE, "indicator", "line"]
    split = statistics[statistics["sex"] != Sex.TOTAL.value]
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


def _check_rates_of_sexes(findings: Findings, rates: DataFrame) -> None:
    """Warns of a rate of everybody that is below, or above, both that of men and that of women."""
    key = [*_PLACE, "set", "indicator"]
    exact = rates[[*key, "sex", "at", "num", "den"]].astype({"num": object, "den": object})
    of = {sex: exact[exact["sex"] == sex.value].drop(columns="sex") for sex in Sex}
    both = of[Sex.TOTAL].merge(of[Sex.MALE], on=key, suffixes=("", "_m"))
    both = both.merge(of[Sex.FEMALE], on=key, suffixes=("", "_f"))
    below, above = (
        (sign * both["num"] * both["den_m"] < sign * both["num_m"] * both["den"])
        & (sign * both["num"] * both["den_f"] < sign * both["num_f"] * both["den"])
        for sign in (1, -1)
    )
    findings.add(
        findings.rows.index.to_series().isin(list(both.loc[below | above, "at"])),
        "value",
        lambda row: f"{row['indicator']} chung nằm ngoài khoảng giữa nam và nữ",
        "kiểm tra lại cả ba số; xã chỉ đạt khi cả ba đạt",
        warning=True,
    )


def check_shared_denominators(findings: Findings, frame: DataFrame, rules: DataFrame) -> None:
    """Reports components whose rule depends on their number of schools and which give different numbers."""
    conditional = rules.loc[rules["condition"] != "", ["set", "indicator"]].drop_duplicates()
    measures = rules.merge(conditional, on=["set", "indicator"])[["set", "indicator", "measure"]]
    named = measures.drop_duplicates().rename(columns={"indicator": "whole", "measure": "indicator"})
    given = frame[frame["denominator"].notna() & (frame["status"] != Status.ESTIMATE.value)]
    parts = given.assign(at=given.index).merge(named, on=["set", "indicator"])
    key = [*_PLACE, "set", "whole", "sex"]
    first = parts.groupby(key)["denominator"].transform("first")
    other = parts.loc[parts["denominator"] != first, "at"]
    findings.add(
        findings.rows.index.to_series().isin(list(other)),
        "denominator",
        lambda row: (
            f"{row['indicator']} có mẫu số {row['denominator']}, khác với thành phần kia của chỉ tiêu"
        ),
        "cùng một số trường ở các thành phần",
    )
