"""Text tables → typed columns; a cell that is not what it should be becomes a missing value.

Such cells are reported elsewhere and stop the reading; here they must only not get in the way of
the other checks.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from typing import Any

import numpy as np
import pandas as pd
from pandas import DataFrame, Series

from ntm_analysis.read.cells import Cells
from ntm_analysis.read.columns import AMOUNT, COUNTED, DATE, MEASURED, YEAR, YES_NO_COLUMN, Column, is_date
from ntm_analysis.read.exact import AMOUNT as AMOUNT_TEXT
from ntm_analysis.read.exact import COUNT, NUMBER
from ntm_analysis.read.read import TextTable
from ntm_analysis.read.schema import TABLES

_PERIOD = re.compile(r"([0-9]{4})-(0[1-9]|1[0-2])")


def typed(name: str, table: TextTable) -> DataFrame:
    """Gives the table with dates, whole numbers, codes for words and true or false for có and không."""
    return DataFrame({"row": table.lines, **typed_columns(name, table)})


def typed_columns(name: str, table: TextTable) -> dict[str, Any]:
    """Gives the columns of the typed table one by one."""
    return {column.name: _typed(column, table.cells[column.name]) for column in TABLES[name]}


def _typed(column: Column, cells: Cells) -> Any:
    if column.name == YES_NO_COLUMN:
        return cells.are(lambda text: column.words.get(text) == "yes")
    if column.words:
        return cells.cleaned(lambda text: str(column.words.get(text, ""))).column()
    read = _TYPES.get(column.kind.name)
    return read(cells) if read else cells.column()


def _dates(cells: Cells) -> Any:
    return cells.mapped(lambda text: text if is_date(text) else "NaT", "datetime64[us]")


def _decimals(cells: Cells) -> Any:
    number = re.compile(NUMBER)
    read = [float(text.replace(",", ".")) if number.fullmatch(text) else None for text in cells.texts]
    return pd.array(read, dtype="Float64").take(cells.codes)


@lru_cache(maxsize=4)  # several checks of one table ask for the same two columns
def whole_numbers(cells: Cells, pattern: str = COUNT) -> Any:
    """Reads counts as Int64, missing where a cell is blank or no count."""
    count = re.compile(pattern)
    return cells.numbers(lambda text: int(text) if count.fullmatch(text) else None)


def month_numbers(periods: Cells) -> Series:
    """Counts months as Period.number does, missing where a cell is no period."""
    return Series(periods.numbers(month_number))


def month_number(text: str) -> int | None:
    """Counts a month as Period.number does, None for a text that is no period."""
    found = _PERIOD.fullmatch(text)
    return int(found[1]) * 12 + int(found[2]) - 1 if found else None


def month_of(dates: Series) -> Series:
    """Gives the month a date lies in, counted as Period.number does."""
    days = dates.to_numpy("datetime64[us]")
    months = np.where(np.isnat(days), 0, days.astype("datetime64[M]").astype("int64")) + 1970 * 12
    return Series(pd.arrays.IntegerArray(months, np.isnat(days)), index=dates.index)


_TYPES: dict[str, Callable[[Cells], Any]] = {
    DATE.name: _dates,
    COUNTED.name: whole_numbers,
    YEAR.name: whole_numbers,
    AMOUNT.name: lambda cells: whole_numbers(cells, AMOUNT_TEXT),
    MEASURED.name: _decimals,
}
