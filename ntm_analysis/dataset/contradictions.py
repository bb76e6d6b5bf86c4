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
