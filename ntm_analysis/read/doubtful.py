"""Warnings: statistics that cannot all be right, months and days that may be a slip of the finger.

Nothing here reads a clock: what is far off is so from the dataset's own months.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise

import numpy as np
import pandas as pd
from pandas import DataFrame

from ntm_analysis.errors import Problem
from ntm_analysis.model import Period
from ntm_analysis.read.cells import Flags, Integers, keys_of
from ntm_analysis.read.csv_files import TextTable
from ntm_analysis.read.description import FILE, Description
from ntm_analysis.read.findings import Findings
from ntm_analysis.read.schema import DATE, PERIOD, TABLES, YEAR
from ntm_analysis.read.words import ESTIMATE, FEMALE, MALE, STATISTICS, TOTAL
from ntm_analysis.read.yaml_files import YamlFile

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
_GAP_MONTHS = 3  # figures come monthly; a longer silence is told once
_FEW = 10  # percent of what the months before have: a month of so few rows may be mistyped
_YEARS_BEFORE, _YEARS_AFTER = 12, 1
# Where a day far from the months of the dataset is nothing unusual: units lived before and will after, and
# what is planned may lie some years ahead.
_LONG = {"valid_from", "valid_to", "census_date", "effective_date"}
_AHEAD = {"due": 5}


def check_contradictions(findings: Findings, frame: DataFrame) -> None:
    """Warns of parts larger than their whole; a value without a line is read with those of every line."""
    cells = findings.cells
    counted = _counted(findings, frame, "value", "num") & cells["set"].isin([STATISTICS])
    rows, line, code = np.flatnonzero(counted & cells["sex"].isin([TOTAL])), cells["line"], cells["indicator"]
    # The row of each statistic in every commune, month and poverty line, _NONE where there is none.
    numbered = np.where(line.isin([""]), 0, line.codes + 1)[rows]
    lines = len(line.texts) + 1
    place = (cells["commune"].codes * (len(cells["period"].texts) + 1) + cells["period"].codes)[rows]
    groups, group = np.unique(place * lines + numbered, return_inverse=True)
    own = np.full((len(groups), len(code.texts)), _NONE, dtype="int64")
    own[group[::-1], code.codes[rows][::-1]] = rows[::-1]  # the first of several rows counts
    general = np.minimum(np.searchsorted(groups, groups // lines * lines), max(len(groups) - 1, 0))
    shared = np.where((groups[general] % lines == 0)[:, None], own[general], _NONE)
    own = np.where(own == _NONE, shared, own)
    rows_of = {code.texts[number]: own[:, number] for number in set(code.codes[rows].tolist())}
    numbers = _parts(frame, "num")
    deprived = [name for name in rows_of if name.startswith(_DEPRIVED)]
    for parts, whole in (*_WITHIN, *(((name,), _POOR) for name in deprived)):
        if not {*parts, *whole} <= rows_of.keys():
            continue
        given = np.logical_and.reduce([rows_of[name] != _NONE for name in (*parts, *whole)])
        part, limit = (
            np.sum([numbers[rows_of[name][given]] for name in names], axis=0) for names in (parts, whole)
        )
        at = rows_of[parts[0]][given]
        for index, above, below in zip(*(column[part > limit] for column in (at, part, limit)), strict=True):
            found = f"{' + '.join(parts)} = {above} lớn hơn {' + '.join(whole)} = {below}"
            findings.warn(int(index), "value", found, "kiểm tra lại cả hai số")


def _counted(findings: Findings, frame: DataFrame, cell: str, part: str) -> Flags:
    """Tells which rows state a figure that is no estimate, and have no fault in what tells them apart."""
    sound = findings.sound("period", "commune", "set", "indicator", "sex", "line", cell, "status")
    return sound & ~findings.cells["status"].isin([ESTIMATE]) & ~frame[part].isna().to_numpy()


def _by_sex(findings: Findings, rows: Flags, *keys: str) -> dict[str, Integers]:
    """Gives the rows of each sex side by side for all that is given by sex, _NONE where there is none."""
    cells = findings.cells
    key, sex = keys_of([cells[name] for name in keys], len(rows)), cells["sex"]
    split = np.unique(key[rows & ~sex.isin([TOTAL])])
    found = {}
    for word in (TOTAL, MALE, FEMALE):
        mine = np.flatnonzero(rows & sex.isin([word]) & np.isin(key, split))
        found[word] = np.full(len(split), _NONE, dtype="int64")
        found[word][np.searchsorted(split, key[mine])] = mine
    return found


def check_sexes(findings: Findings, frame: DataFrame) -> None:
    """Warns of one sex counting more than both, and of a rate of both that lies outside those of each."""
    counted, statistics = _counted(findings, frame, "value", "num"), findings.cells["set"].isin([STATISTICS])
    numbers = _parts(frame, "num")
    rows = _by_sex(findings, counted & statistics, "commune", "period", "indicator", "line")
    more, outside = np.zeros(len(frame), dtype=bool), np.zeros(len(frame), dtype=bool)
    for word in (MALE, FEMALE):
        one, both = (rows[each][(rows[word] != _NONE) & (rows[TOTAL] != _NONE)] for each in (word, TOTAL))
        more[one] = numbers[one] > numbers[both]
    rows = _by_sex(findings, counted & ~statistics, "commune", "period", "set", "indicator")
    given = np.logical_and.reduce([found != _NONE for found in rows.values()])
    # Python's own integers: these products may pass 64 bits.
    num, den = (
        {sex: _parts(frame, part)[found[given]].astype(object) for sex, found in rows.items()}
        for part in ("num", "den")
    )
    below = above = np.ones(int(given.sum()), dtype=bool)
    for sex in (MALE, FEMALE):
        ours, theirs = num[TOTAL] * den[sex], num[sex] * den[TOTAL]
        below, above = below & (ours < theirs).astype(bool), above & (ours > theirs).astype(bool)
    outside[rows[TOTAL][given][below | above]] = True
    found = "{indicator} chung nằm ngoài khoảng giữa nam và nữ"
    findings.check(
        (more, "value", "{indicator} của {sex} lớn hơn số chung", "kiểm tra lại cả hai số"),
        (outside, "value", found, "kiểm tra lại cả ba số; xã chỉ đạt khi cả ba đạt"),
        warning=True,
    )


def _parts(frame: DataFrame, part: str) -> Integers:
    return np.asarray(frame[part].to_numpy("int64", na_value=0))


def check_shared_denominators(
    findings: Findings, frame: DataFrame, shared: Mapping[tuple[str, str], list[int]]
) -> None:
    """Reports components whose rule depends on their number of schools and which give different numbers.

    ``shared`` says by (set, code) to which composites, by number, a component belongs.
    """
    cells = findings.cells
    given = _counted(findings, frame, "denominator", "denominator")
    denominator = _parts(frame, "denominator")
    key = keys_of([cells[name] for name in ("commune", "period", "set", "sex")], len(given))
    other = np.zeros(len(given), dtype=bool)
    for whole in {number for numbers in shared.values() for number in numbers}:
        parts = {part: 1 for part, numbers in shared.items() if whole in numbers}
        rows = np.flatnonzero(given & (cells["set"].paired(cells["indicator"], parts) == 1))
        _, first, group = np.unique(key[rows], return_index=True, return_inverse=True)
        other[rows] |= denominator[rows] != denominator[rows[first]][group]
    found = "{indicator} có mẫu số {denominator}, khác với thành phần kia của chỉ tiêu"
    findings.check((other, "denominator", found, "cùng một số trường ở các thành phần"))


def doubtful_months(
    document: YamlFile, description: Description, frames: Mapping[str, DataFrame]
) -> Iterator[Problem]:
    """Warns of months far from all others or with hardly a row, and of months without a set."""
    counted = _rows_by_month(frames)
    months = sorted(counted)
    for earlier, later in pairwise(months):
        if later - earlier > _GAP_MONTHS:
            found = f"kỳ {Period.from_number(later)} cách kỳ trước đó {later - earlier} tháng"
            yield Problem("observations.csv", 0, "period", found, "kiểm tra lại kỳ", warning=True)
    before = sorted(counted[month] for month in months[:-1])
    usual = before[len(before) // 2] if before else 0
    # The last month is the one that is built.
    if before and 100 * counted[months[-1]] < _FEW * usual:
        month, last = Period.from_number(months[-1]), counted[months[-1]]
        found = f"kỳ {month} mới có {last} dòng (các kỳ trước thường {usual} dòng) và sẽ là kỳ được lập"
        right = "kiểm tra lại kỳ của các dòng đó; lập kỳ khác bằng --period"
        yield Problem("observations.csv", 0, "period", found, right, warning=True)
    covered = [use for use in description.sets_in_force if use.role == "standard"]
    periods = map(Period.from_number, months)
    bare = [month for month in periods if not any(use.holds_in(month) for use in covered)]
    if bare:
        found = f"chưa có bộ tiêu chí nào cho kỳ {', '.join(map(str, bare))}"
        line = document.lines.get(("sets",), 0)
        yield Problem(FILE, line, "sets", found, "ghi bộ áp dụng cho kỳ đó", warning=True)


def _rows_by_month(frames: Mapping[str, DataFrame]) -> dict[int, int]:
    columns = [frames[name]["month"].dropna() for name in ("observations", "verdicts") if name in frames]
    return {int(month): int(n) for month, n in pd.concat(columns).value_counts().items()} if columns else {}


def far_dates(tables: Mapping[str, TextTable], frames: Mapping[str, DataFrame]) -> Iterator[Problem]:
    """Warns of days, years and months of any table years away from the dataset's own months."""
    months = _rows_by_month(frames)
    if not months:
        return
    usual = sorted(months.values())[len(months) // 2]
    # The last month with more than a few rows: one mistyped row must not excuse another.
    last = max(month for month, n in months.items() if 100 * n >= _FEW * usual) // 12
    earliest = min(months) // 12 - _YEARS_BEFORE
    for name, table in tables.items():
        for column in TABLES[name]:
            if column.kind not in (DATE, YEAR, PERIOD) or column.name in _LONG:
                continue
            cells, latest = table.cells[column.name], last + _AHEAD.get(column.name, _YEARS_AFTER)
            for text in cells.texts:
                year = int(text[:4]) if text[:4].isdecimal() else None
                if year is not None and not earliest <= year <= latest:
                    line = int(table.lines[cells.isin([text])][0])
                    found = f"“{text}” cách xa các kỳ của bộ số liệu"
                    yield Problem(table.file, line, column.name, found, "kiểm tra lại năm", warning=True)
