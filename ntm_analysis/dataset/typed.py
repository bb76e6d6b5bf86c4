"""Text tables → typed columns; a cell that is not what it should be becomes a missing value.

Such cells are reported elsewhere and stop the reading; here they must only not get in the way of
the other checks.
"""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
from pandas import DataFrame, Series

from ntm_analysis.dataset.columns import AMOUNT, COUNTED, DATE, MEASURED, YEAR, YES_NO_COLUMN, Column
from ntm_analysis.dataset.exact import AMOUNT as AMOUNT_TEXT
from ntm_analysis.dataset.exact import COUNT, NUMBER
from ntm_analysis.dataset.schema import TABLES


def typed(table: str, rows: DataFrame) -> DataFrame:
    """Gives the table with dates, whole numbers, codes for words and true or false for có and không."""
    return rows.assign(**{column.name: _typed(column, rows[column.name]) for column in TABLES[table]})


def _typed(column: Column, cells: Series[str]) -> Series:
    if column.name == YES_NO_COLUMN:
        return cells.map(column.words) == "yes"
    if column.words:
        return cells.map({word: str(code) for word, code in column.words.items()}).fillna("").astype("str")
    read = _TYPES.get(column.kind.name)
    return read(cells) if read else cells


def _dates(cells: Series[str]) -> Series:
    return pd.to_datetime(cells, format="%Y-%m-%d", errors="coerce").astype("datetime64[us]")


def _decimals(cells: Series[str]) -> Series:
    return cells.where(cells.str.fullmatch(NUMBER)).str.replace(",", ".").astype("Float64")


def whole_numbers(cells: Series[str], pattern: str = COUNT) -> Series:
    """Reads counts as Int64, missing where a cell is blank or no count."""
    good = cells.str.fullmatch(pattern)
    return cells[good].astype("int64").astype("Int64").reindex(cells.index)


def month_numbers(periods: Series[str]) -> Series:
    """Counts months as Period.number does, missing where a cell is no period."""
    parts = periods.str.extract(r"^([0-9]{4})-(0[1-9]|1[0-2])$")
    return whole_numbers(parts[0].fillna("")) * 12 + whole_numbers(parts[1].fillna("")) - 1


def month_of(dates: Series) -> Series:
    """Gives the month a date lies in, counted as Period.number does."""
    month: Series = dates.dt.year * 12 + dates.dt.month - 1
    return month.astype("Int64")


_TYPES: dict[str, Callable[[Series[str]], Series]] = {
    DATE.name: _dates,
    COUNTED.name: whole_numbers,
    YEAR.name: whole_numbers,
    AMOUNT.name: lambda cells: whole_numbers(cells, AMOUNT_TEXT),
    MEASURED.name: _decimals,
}
