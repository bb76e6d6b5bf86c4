"""Text tables → typed columns; a cell that is not what it should be becomes a missing value.

Such cells are reported elsewhere and stop the reading; here they must only not get in the way of
the other checks.
"""

from __future__ import annotations

import pandas as pd
from pandas import DataFrame, Series

from ntm_analysis.dataset.exact import COUNT, NUMBER
from ntm_analysis.dataset.schema import COUNTED, DATE, MEASURED, TABLES, YEAR, YES_NO_COLUMN, Column


def typed(table: str, rows: DataFrame) -> DataFrame:
    """Gives the table with dates, whole numbers, codes for words and true or false for có and không."""
    return rows.assign(**{column.name: _typed(column, rows[column.name]) for column in TABLES[table]})


def _typed(column: Column, cells: Series[str]) -> Series:
    if column.name == YES_NO_COLUMN:
        return cells.map(column.words) == "yes"
    if column.words:
        return cells.map({word: str(code) for word, code in column.words.items()}).fillna("").astype("str")
    if column.kind is DATE:
        return pd.to_datetime(cells, format="%Y-%m-%d", errors="coerce").astype("datetime64[us]")
    if column.kind in (COUNTED, YEAR):
        return whole_numbers(cells)
    if column.kind is MEASURED:
        return cells.where(cells.str.fullmatch(NUMBER)).str.replace(",", ".").astype("Float64")
    return cells


def whole_numbers(cells: Series[str]) -> Series:
    """Reads counts as Int64, missing where a cell is blank or no count."""
    good = cells.str.fullmatch(COUNT)
    return cells[good].astype("int64").astype("Int64").reindex(cells.index)


def month_numbers(periods: Series[str]) -> Series:
    """Counts months as Period.number does, missing where a cell is no period."""
    parts = periods.str.extract(r"^([0-9]{4})-(0[1-9]|1[0-2])$")
    return whole_numbers(parts[0].fillna("")) * 12 + whole_numbers(parts[1].fillna("")) - 1


def month_of(dates: Series) -> Series:
    """Gives the month a date lies in, counted as Period.number does."""
    month: Series = dates.dt.year * 12 + dates.dt.month - 1
    return month.astype("Int64")
