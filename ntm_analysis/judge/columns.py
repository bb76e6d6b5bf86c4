"""What the rules do with columns that pandas has no one word for.

Arithmetic on rational numbers held in integer columns is exact (rules 9 and 10): no floats.
"""

from collections.abc import Iterable
from typing import Any, Literal

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from pandas import DataFrame, Series

from ntm_analysis.model import Rule

Positions = NDArray[np.int64]
Flags = NDArray[np.bool_]
_INT64_MAX = 2**63 - 1
_RISING = [Rule.AT_LEAST.value, Rule.IS_TRUE.value, Rule.LEVEL_AT_LEAST.value]
_PERCENT = 100

Integers = NDArray[Any]  # int64, or Python integers (dtype object) where 64 bits would overflow.


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


def typed(table: DataFrame, kind: Literal["str", "Int64"], names: Iterable[str]) -> DataFrame:
    """Gives a table with some columns of another type; the others are not looked at, as astype does."""
    return table.assign(**{name: table[name].astype(kind) for name in names})


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


def compare(num: Any, den: Any, threshold_num: Any, threshold_den: Any, rule: Any) -> NDArray[np.bool_]:
    """Tells for each row whether the value ``num/den`` holds against its threshold under its rule.

    A missing number, a denominator that is not positive and a rule that compares nothing
    (``all_of``) never hold.
    """
    columns = [pd.array(column, dtype="Int64") for column in (num, den, threshold_num, threshold_den)]
    known = ~np.logical_or.reduce([np.asarray(column.isna()) for column in columns])
    value, value_den, threshold, threshold_den_ = map(_filled, columns)
    left, right = _product(value, threshold_den_), _product(threshold, value_den)
    rules = pd.Series(rule, dtype="str")
    compared = rules.isin(_RISING) & (left >= right) | (rules == Rule.AT_MOST.value) & (left <= right)
    return np.asarray(compared & known & (value_den > 0) & (threshold_den_ > 0), dtype=bool)


def distance(num: Any, den: Any, threshold_num: Any, threshold_den: Any) -> tuple[Integers, Integers]:
    """Gives |value - threshold| as a reduced fraction; every number must be present."""
    value, value_den, threshold, threshold_den_ = map(_filled, (num, den, threshold_num, threshold_den))
    left, right = _product(value, threshold_den_), _product(threshold, value_den)
    bottom = _product(value_den, threshold_den_)
    if left.size and _largest(left) + _largest(right) > _INT64_MAX:
        left, right = left.astype(object), right.astype(object)
    top = np.abs(left - right)
    common = np.gcd(top, bottom)
    return top // common, bottom // common


def closing_count(
    numerator: Any, denominator: Any, threshold_num: Any, threshold_den: Any, rule: Any
) -> Integers:
    """Gives the smallest whole number to add to (take from) the numerator of a percentage that meets it.

    The denominator is held fixed. Every number must be present.
    """
    columns = (numerator, denominator, threshold_num, threshold_den)
    have, of, threshold, threshold_den_ = map(_filled, columns)
    needed = _product(threshold, of)
    scale = _product(threshold_den_, np.full(len(threshold_den_), _PERCENT))
    falling = pd.Series(rule, dtype="str").eq(Rule.AT_MOST.value).to_numpy(dtype=bool)
    return np.asarray(np.where(falling, have - needed // scale, -(-needed // scale) - have))


def _filled(column: Any) -> Integers:
    """Gives a column's whole numbers, 0 where one is missing."""
    return np.asarray(pd.array(column, dtype="Int64").to_numpy(dtype="int64", na_value=0))


def _product(a: Integers, b: Integers) -> Integers:
    """Multiplies exactly: with Python integers where 64 bits could overflow."""
    if a.size == 0 or _largest(a) * _largest(b) <= _INT64_MAX:
        return np.asarray(a * b)
    return np.asarray(a.astype(object) * b.astype(object))


def _largest(a: Integers) -> int:
    return max(int(a.max()), -int(a.min()))
