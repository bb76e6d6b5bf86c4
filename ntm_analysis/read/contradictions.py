"""Warnings: statistics that cannot all be right, such as more poor households than households."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from pandas import DataFrame

from ntm_analysis.model import Sex, Status
from ntm_analysis.read.cells import Cells, Flags, Integers, keys_of
from ntm_analysis.read.findings import Findings
from ntm_analysis.read.words import SEXES, STATISTICS, STATUSES

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
_DEPRIVED = "deprived_"
_NONE = -1
_TOTAL, _MALE, _FEMALE = (next(word for word, sex in SEXES.items() if sex is one) for one in Sex)
_ESTIMATE = next(word for word, status in STATUSES.items() if status is Status.ESTIMATE)


def check_contradictions(findings: Findings, frame: DataFrame) -> None:
    """Warns of parts larger than their whole, and of one sex counting more than both."""
    cells = findings.cells
    sound = findings.sound("period", "commune", "set", "indicator", "sex", "line", "value", "status")
    counted = sound & ~cells["status"].isin([_ESTIMATE]) & ~frame["num"].isna().to_numpy()
    statistics = counted & cells["set"].isin([STATISTICS])
    rows_of = _rows_of(cells, np.flatnonzero(statistics & cells["sex"].isin([_TOTAL])))
    numbers = frame["num"].to_numpy("int64", na_value=0)
    deprived = [code for code in rows_of if code.startswith(_DEPRIVED)]
    for parts, whole in (*_WITHIN, *(((code,), _POOR) for code in deprived)):
        if {*parts, *whole} <= rows_of.keys():
            _check_within(findings, numbers, rows_of, parts, whole)
    _check_sexes(findings, numbers, statistics)
    _check_rates_of_sexes(findings, frame, counted & ~statistics)


def _rows_of(cells: Mapping[str, Cells], rows: Integers) -> dict[str, Integers]:
    """Gives for each statistic its row in every commune, month and poverty line, _NONE where there is none.

    A value that carries no line is read with the values of every line.
    """
    line, code = cells["line"], cells["indicator"]
    numbered = np.where(line.isin([""]), 0, line.codes + 1)[rows]
    lines = len(line.texts) + 1
    place = (cells["commune"].codes * (len(cells["period"].texts) + 1) + cells["period"].codes)[rows]
    groups, group = np.unique(place * lines + numbered, return_inverse=True)
    found = np.full((len(groups), len(code.texts)), _NONE, dtype="int64")
    found[group[::-1], code.codes[rows][::-1]] = rows[::-1]  # the first of several rows counts
    general = np.minimum(np.searchsorted(groups, groups // lines * lines), max(len(groups) - 1, 0))
    shared = np.where((groups[general] % lines == 0)[:, None], found[general], _NONE)
    found = np.where(found == _NONE, shared, found)
    recorded = set(code.codes[rows].tolist())
    return {code.texts[number]: found[:, number] for number in recorded}


def _check_within(
    findings: Findings,
    numbers: Integers,
    rows_of: dict[str, Integers],
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


def _by_sex(findings: Findings, rows: Flags, *keys: str) -> dict[str, Integers]:
    """Gives the rows of each sex side by side for all that is given by sex, _NONE where there is none."""
    cells = findings.cells
    key, sex = keys_of([cells[name] for name in keys], len(rows)), cells["sex"]
    split = np.unique(key[rows & ~sex.isin([_TOTAL])])
    found = {}
    for word in (_TOTAL, _MALE, _FEMALE):
        mine = np.flatnonzero(rows & sex.isin([word]) & np.isin(key, split))
        found[word] = np.full(len(split), _NONE, dtype="int64")
        found[word][np.searchsorted(split, key[mine])] = mine
    return found


def _check_sexes(findings: Findings, numbers: Integers, statistics: Flags) -> None:
    rows = _by_sex(findings, statistics, "commune", "period", "indicator", "line")
    more = np.zeros(len(numbers), dtype=bool)
    for word in (_MALE, _FEMALE):
        one, both = (rows[each][(rows[word] != _NONE) & (rows[_TOTAL] != _NONE)] for each in (word, _TOTAL))
        more[one] = numbers[one] > numbers[both]
    findings.add(
        more,
        "value",
        lambda row: f"{row['indicator']} của {row['sex']} lớn hơn số chung",
        "kiểm tra lại cả hai số",
        warning=True,
    )


def _check_rates_of_sexes(findings: Findings, frame: DataFrame, rates: Flags) -> None:
    """Warns of a rate of everybody that is below, or above, both that of men and that of women."""
    rows = _by_sex(findings, rates, "commune", "period", "set", "indicator")
    given = np.logical_and.reduce([found != _NONE for found in rows.values()])
    # Python's own integers: these products may pass 64 bits.
    num, den = (
        {
            sex: frame[part].to_numpy("int64", na_value=0)[found[given]].astype(object)
            for sex, found in rows.items()
        }
        for part in ("num", "den")
    )
    below = above = np.ones(int(given.sum()), dtype=bool)
    for sex in (_MALE, _FEMALE):
        ours, theirs = num[_TOTAL] * den[sex], num[sex] * den[_TOTAL]
        below, above = below & (ours < theirs).astype(bool), above & (ours > theirs).astype(bool)
    outside = np.zeros(len(rates), dtype=bool)
    outside[rows[_TOTAL][given][below | above]] = True
    findings.add(
        outside,
        "value",
        lambda row: f"{row['indicator']} chung nằm ngoài khoảng giữa nam và nữ",
        "kiểm tra lại cả ba số; xã chỉ đạt khi cả ba đạt",
        warning=True,
    )


def check_shared_denominators(
    findings: Findings, frame: DataFrame, shared: Mapping[tuple[str, str], list[int]]
) -> None:
    """Reports components whose rule depends on their number of schools and which give different numbers.

    ``shared`` says by (set, code) to which composites, by number, a component belongs.
    """
    cells = findings.cells
    sound = findings.sound("period", "commune", "set", "indicator", "sex", "line", "denominator", "status")
    given = sound & ~cells["status"].isin([_ESTIMATE]) & ~frame["denominator"].isna().to_numpy()
    denominator = frame["denominator"].to_numpy("int64", na_value=0)
    key = keys_of([cells[name] for name in ("commune", "period", "set", "sex")], len(given))
    other = np.zeros(len(given), dtype=bool)
    for whole in {number for numbers in shared.values() for number in numbers}:
        parts = {part: 1 for part, numbers in shared.items() if whole in numbers}
        rows = np.flatnonzero(given & (cells["set"].paired(cells["indicator"], parts) == 1))
        _, first, group = np.unique(key[rows], return_index=True, return_inverse=True)
        other[rows] |= denominator[rows] != denominator[rows[first]][group]
    findings.add(
        other,
        "denominator",
        lambda row: (
            f"{row['indicator']} có mẫu số {row['denominator']}, khác với thành phần kia của chỉ tiêu"
        ),
        "cùng một số trường ở các thành phần",
    )
