"""What the rules do with tables that pandas has no one word for."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from pandas import DataFrame, Series

Positions = NDArray[np.int64]
Flags = NDArray[np.bool_]
_MONTHS_TO_1970 = 1970 * 12


def taken(table: DataFrame, positions: Positions) -> DataFrame:
    """Gives the rows of a table at positions; -1 gives a row that says nothing.

    Of nothing there is no number, no date and no word, a mark is not set and an integer without gaps is 0.
    """
    found = {}
    for name, column in table.items():
        nothing: Any = "" if isinstance(column.dtype, pd.StringDtype) else None
        if isinstance(column.dtype, np.dtype) and column.dtype.kind in "bi":
            nothing = column.dtype.type(0)
        found[name] = column.array.take(positions, allow_fill=True, fill_value=nothing)
    return DataFrame(found, copy=False)


def months_of(dates: Series) -> Series:
    """Gives the month each date lies in, as Period.number; missing where there is no date."""
    days, missing = dates.to_numpy("datetime64[M]"), dates.isna().to_numpy()
    numbers = np.where(missing, 0, days.astype("int64") + _MONTHS_TO_1970)
    return Series(pd.arrays.IntegerArray(numbers, missing), index=dates.index)


def joined(texts: Series, by: Series, separator: str = ", ") -> Series:
    """Joins the distinct non-empty texts of each group in their order, indexed by group."""
    found: dict[int, dict[str, None]] = {group: {} for group in by.unique().tolist()}
    for group, text in zip(by.tolist(), texts.tolist(), strict=True):
        if text:
            found[group][text] = None
    return Series({group: separator.join(said) for group, said in found.items()}, dtype="str")


def ordered(table: DataFrame, columns: list[str]) -> DataFrame:
    """Sorts a table by columns of whole numbers, days or marks, the first before the second."""
    return table.iloc[np.lexsort([table[name].to_numpy() for name in reversed(columns)])]
