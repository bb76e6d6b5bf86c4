"""Exact arithmetic on rational numbers held in integer columns (rules 9 and 10); no floats."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from ntm_analysis.model import Rule

_INT64_MAX = 2**63 - 1
RISING = (Rule.AT_LEAST.value, Rule.IS_TRUE.value, Rule.LEVEL_AT_LEAST.value)
_PERCENT = 100

Integers = NDArray[Any]  # int64, or Python integers (dtype object) where 64 bits would overflow.


def compare(num: Any, den: Any, threshold_num: Any, threshold_den: Any, rule: Any) -> NDArray[np.bool_]:
    """Tells for each row whether the value ``num/den`` holds against its threshold under its rule.

    A missing number, a denominator that is not positive and a rule that compares nothing
    (``all_of``) never hold.
    """
    columns = (num, den, threshold_num, threshold_den)
    known = ~np.logical_or.reduce([_missing(column) for column in columns])
    rules = np.asarray(rule, dtype=str)
    sense = Sense(np.isin(rules, RISING), rules == Rule.AT_MOST.value)
    value, value_den, threshold, threshold_den_ = map(_filled, columns)
    return np.asarray(known & holds(value, value_den, threshold, threshold_den_, sense))


@dataclass(frozen=True, eq=False)
class Sense:
    """Which rows must be at least their threshold, and which at most; what is neither never holds."""

    rising: NDArray[np.bool_]
    falling: NDArray[np.bool_]


def holds(
    num: Integers, den: Integers, threshold_num: Integers, threshold_den: Integers, sense: Sense
) -> NDArray[np.bool_]:
    """Tells for each row whether a value lies on the right side of its threshold.

    Nothing holds with a denominator that is not positive.
    """
    left, right = _product(num, threshold_den), _product(threshold_num, den)
    compared = sense.rising & (left >= right) | sense.falling & (left <= right)
    return np.asarray(compared & (den > 0) & (threshold_den > 0), dtype=bool)


def distance(num: Any, den: Any, threshold_num: Any, threshold_den: Any) -> tuple[Integers, Integers]:
    """Gives |value - threshold| as a reduced fraction; every number must be present."""
    value, value_den, threshold, threshold_den_ = (
        _filled(column) for column in (num, den, threshold_num, threshold_den)
    )
    left, right = _product(value, threshold_den_), _product(threshold, value_den)
    bottom = _product(value_den, threshold_den_)
    if not _fit(left, right):
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
    falling = np.asarray(rule, dtype=str) == Rule.AT_MOST.value
    columns = (numerator, denominator, threshold_num, threshold_den)
    have, of, threshold, threshold_den_ = map(_filled, columns)
    return closing(have, of, threshold, threshold_den_, falling)


def closing(
    have: Integers,
    of: Integers,
    threshold_num: Integers,
    threshold_den: Integers,
    falling: NDArray[np.bool_],
) -> Integers:
    """Gives what closes the gap of ``have`` people ``of`` all to a percentage; see `closing_count`."""
    needed = _product(threshold_num, of)
    scale = _product(threshold_den, np.full(len(threshold_den), _PERCENT))
    return np.asarray(np.where(falling, have - needed // scale, -(-needed // scale) - have))


def _filled(column: Any) -> Integers:
    return np.asarray(pd.array(column, dtype="Int64").to_numpy(dtype="int64", na_value=0))


def _missing(column: Any) -> NDArray[np.bool_]:
    return np.asarray(pd.isna(pd.array(column, dtype="Int64")), dtype=bool)


def _product(a: Integers, b: Integers) -> Integers:
    """Multiplies exactly: with Python integers where 64 bits could overflow."""
    if a.size == 0 or _largest(a) * _largest(b) <= _INT64_MAX:
        return np.asarray(a * b)
    return np.asarray(a.astype(object) * b.astype(object))


def _fit(a: Integers, b: Integers) -> bool:
    """Tells whether the difference of two columns stays within 64 bits."""
    return a.size == 0 or _largest(a) + _largest(b) <= _INT64_MAX


def _largest(a: Integers) -> int:
    return max(int(a.max()), -int(a.min()))
