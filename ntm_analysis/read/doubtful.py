"""Warnings about time: months and days that may be a slip of the finger, and months without a set.

Nothing here reads a clock: what is far off is so from the dataset's own months.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise

import pandas as pd
from pandas import DataFrame

from ntm_analysis.errors import Problem
from ntm_analysis.model import Period
from ntm_analysis.read.csv_files import TextTable
from ntm_analysis.read.description import FILE, Description
from ntm_analysis.read.schema import DATE, PERIOD, TABLES, YEAR
from ntm_analysis.read.yaml_files import YamlFile

_GAP_MONTHS = 3  # figures come monthly; a longer silence is told once
_FEW = 10  # percent of what the months before have: a month of so few rows may be mistyped
_YEARS_BEFORE, _YEARS_AFTER = 12, 1
# Where a day far from the months of the dataset is nothing unusual: units lived before and will after, and
# what is planned may lie some years ahead.
_LONG = {"valid_from", "valid_to", "census_date", "effective_date"}
_AHEAD = {"due": 5}
_TIMES = (DATE, YEAR, PERIOD)


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
            if column.kind not in _TIMES or column.name in _LONG:
                continue
            cells, latest = table.cells[column.name], last + _AHEAD.get(column.name, _YEARS_AFTER)
            for text in cells.texts:
                year = int(text[:4]) if text[:4].isdecimal() else None
                if year is not None and not earliest <= year <= latest:
                    line = int(table.lines[cells.isin([text])][0])
                    found = f"“{text}” cách xa các kỳ của bộ số liệu"
                    yield Problem(table.file, line, column.name, found, "kiểm tra lại năm", warning=True)
