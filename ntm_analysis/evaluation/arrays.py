"""Columns as plain arrays: an evaluation works on these and builds its tables at the end.

Texts are numbered, because comparing, grouping and moving whole numbers is many times faster. Wherever
rows are named by position, -1 names none: it gives no number, no word and no mark.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from pandas import DataFrame, Series

Integers = NDArray[np.int64]
Flags = NDArray[np.bool_]
_NO_DATE = np.datetime64("NaT", "us")


def picked(values: NDArray[Any], positions: Integers, nothing: Any) -> NDArray[Any]:
    """Gives what stands at positions, ``nothing`` at -1."""
    if not len(values):
        return np.full(len(positions), nothing, dtype=values.dtype)
    return np.where(positions < 0, nothing, values[positions])


@dataclass(frozen=True, eq=False)
class Numbers:
    """Whole numbers with gaps; what ``whole`` holds where one is missing means nothing."""

    whole: Integers
    missing: Flags

    @classmethod
    def of(cls, column: Series) -> Numbers:
        """Reads a column of whole numbers."""
        return cls(column.to_numpy(dtype="int64", na_value=0), column.isna().to_numpy())

    @classmethod
    def none(cls, size: int) -> Numbers:
        """Gives numbers that are all missing."""
        return cls(np.zeros(size, dtype="int64"), np.ones(size, dtype=bool))

    def at(self, positions: Integers) -> Numbers:
        """Gives the numbers at positions."""
        return type(self)(picked(self.whole, positions, 0), picked(self.missing, positions, nothing=True))

    def stacked(self, other: Numbers) -> Numbers:
        """Puts other numbers below these."""
        values = np.concatenate([self.whole, other.whole])
        return type(self)(values, np.concatenate([self.missing, other.missing]))

    def column(self) -> Any:
        """Gives the numbers as pandas holds them."""
        return pd.arrays.IntegerArray(self.whole, self.missing)


class Days(Numbers):
    """Dates, as the whole numbers that stand for them."""

    @classmethod
    def of(cls, column: Series) -> Days:
        """Reads a column of dates."""
        days = column.to_numpy(dtype="datetime64[us]")
        return cls(days.view("int64"), np.isnat(days))

    def column(self) -> Any:
        """Gives the dates as pandas holds them."""
        return np.where(self.missing, _NO_DATE, self.whole.view("datetime64[us]"))


@cache
def _array(words: tuple[str, ...]) -> Any:
    return pd.array(words, dtype="str")


@dataclass(frozen=True, eq=False)
class Words:
    """Texts by number: ``codes`` says which of ``words`` each is; -1 is the empty text.

    ``grown_from`` are the words that ``words`` begin with, where some were added to others.
    """

    codes: Integers
    words: Any  # an array of pandas
    grown_from: Any = None

    @classmethod
    def of(cls, column: Series) -> Words:
        """Reads a column of texts."""
        codes, words = pd.factorize(column)
        return cls(codes, words.array)

    @classmethod
    def fixed(cls, codes: Integers, words: Iterable[str]) -> Words:
        """Gives texts of a closed list, already numbered; stacking keeps the numbers of such texts."""
        return cls(codes, _array(tuple(map(str, words))))

    @classmethod
    def same(cls, word: str, size: int) -> Words:
        """Gives one text many times."""
        return cls.fixed(np.zeros(size, dtype="int64"), [word])

    def at(self, positions: Integers) -> Words:
        """Gives the texts at positions."""
        return Words(picked(self.codes, positions, -1), self.words, self.grown_from)

    def stacked(self, other: Words) -> Words:
        """Puts other texts below these."""
        if self.words is other.words or self.words is other.grown_from:
            return Words(np.concatenate([self.codes, other.codes]), other.words)
        moved = np.where(other.codes < 0, -1, other.codes + len(self.words))
        words = pd.concat([Series(self.words), Series(other.words)], ignore_index=True).array
        return Words(np.concatenate([self.codes, moved]), words)

    def grown(self, codes: Integers, more: list[str]) -> Words:
        """Gives texts by these codes after adding more words."""
        words = pd.concat([Series(self.words), Series(more, dtype="str")], ignore_index=True)
        return Words(codes, words.array, self.words)

    def are(self, *wanted: str) -> Flags:
        """Tells which texts are one of those wanted."""
        among = np.zeros(len(self.words) + 1, dtype=bool)
        for word in wanted:
            among[:-1] |= np.asarray(self.words == word, dtype=bool)
        among[-1] = "" in wanted
        return among[self.codes]

    def numbers(self, known: Mapping[str, int]) -> Integers:
        """Gives the number that each text has among ``known``, -1 for one it does not hold."""
        numbers = [known.get(word, -1) for word in (*self.words.tolist(), "")]
        return np.array(numbers, dtype="int64")[self.codes]

    def texts(self) -> list[str]:
        """Gives the texts themselves."""
        return list(self.column())

    def column(self) -> Any:
        """Gives the texts as pandas holds them."""
        if len(self.codes) and not len(self.words):
            return pd.array([""] * len(self.codes), dtype="str")
        return self.words.take(self.codes, allow_fill=True, fill_value="")


# Columns by name: Numbers, Words, or plain arrays without gaps.
Table = dict[str, Any]


def at(table: Table, positions: Integers) -> Table:
    """Gives the rows of a table at positions, none of them -1."""
    return {
        name: column.at(positions) if isinstance(column, Numbers | Words) else column[positions]
        for name, column in table.items()
    }


def stacked(above: Table, below: Table) -> Table:
    """Puts one table below another with the same columns."""
    return {name: _stacked(column, below[name]) for name, column in above.items()}


def _stacked(above: Any, below: Any) -> Any:
    is_plain = isinstance(above, np.ndarray)
    return np.concatenate([above, below]) if is_plain else above.stacked(below)


def frame(table: Table, columns: Iterable[str]) -> DataFrame:
    """Gives some columns of a table as a frame."""
    arrays = {name: table[name] for name in columns}
    return DataFrame(
        {
            name: column.column() if isinstance(column, Numbers | Words) else column
            for name, column in arrays.items()
        },
        copy=False,
    )


def pair_numbers(first: Words, second: Words, known: Mapping[tuple[str, str], int]) -> Integers:
    """Gives the number that each pair of texts has among ``known``, -1 for one it does not hold."""
    table = np.full((len(first.words) + 1, len(second.words) + 1), -1, dtype="int64")
    firsts, seconds = first.words.tolist(), second.words.tolist()
    for row, one in enumerate(firsts):
        table[row, :-1] = [known.get((one, other), -1) for other in seconds]
    return table[first.codes, second.codes]
