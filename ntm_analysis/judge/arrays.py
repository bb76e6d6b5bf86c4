"""Columns as plain arrays: an evaluation works on these and builds its tables at the end.

Texts are numbered, because comparing, grouping and moving whole numbers is many times faster. Wherever
rows are named by position, -1 names none: it gives no number, no word and no mark.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
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
        array = column.array
        return cls(array.to_numpy(dtype="int64", na_value=0), np.asarray(array.isna()))

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

    def arrow(self) -> pa.Array:
        """Gives the numbers as Arrow holds them."""
        return pa.array(self.whole, mask=self.missing)


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

    def arrow(self) -> pa.Array:
        """Gives the dates as Arrow holds them."""
        return pa.array(self.whole.view("datetime64[us]"), mask=self.missing)


_TEXT = pa.large_string()
_FEW = 200  # texts are compared one by one in Python, where there are no more than these


@cache
def _array(words: tuple[str, ...]) -> pa.Array:
    return pa.array(words, type=_TEXT)


@dataclass(frozen=True, eq=False)
class Words:
    """Texts by number: ``codes`` says which of ``words`` each is; -1 is the empty text.

    ``grown_from`` are the words that ``words`` begin with, where some were added to others.
    """

    codes: Integers
    words: pa.Array
    grown_from: pa.Array | None = None

    @classmethod
    def of(cls, column: Series) -> Words:
        """Reads a column of texts."""
        numbered = _whole(pa.array(column, type=_TEXT)).dictionary_encode()
        return cls(numbered.indices.fill_null(-1).to_numpy().astype("int64"), numbered.dictionary)

    @classmethod
    def each(cls, column: Series) -> Words:
        """Reads a column of texts that are all different, which need no finding out."""
        return cls(np.arange(len(column)), _whole(pa.array(column, type=_TEXT)))

    @classmethod
    def fixed(cls, codes: Integers, words: Iterable[str]) -> Words:
        """Gives texts of a closed list, already numbered; stacking keeps the numbers of such texts."""
        return cls(codes, _array(tuple(map(str, words))))

    @classmethod
    def same(cls, word: str, size: int) -> Words:
        """Gives one text many times."""
        return cls.fixed(np.zeros(size, dtype="int64"), [word])

    @cached_property
    def known(self) -> tuple[str, ...]:
        """Gives the words themselves."""
        return tuple(self.words.to_pylist())

    def at(self, positions: Integers) -> Words:
        """Gives the texts at positions."""
        return Words(picked(self.codes, positions, -1), self.words, self.grown_from)

    def stacked(self, other: Words) -> Words:
        """Puts other texts below these."""
        if self.words is other.words or self.words is other.grown_from:
            return Words(np.concatenate([self.codes, other.codes]), other.words)
        moved = np.where(other.codes < 0, -1, other.codes + len(self.words))
        return Words(np.concatenate([self.codes, moved]), pa.concat_arrays([self.words, other.words]))

    def grown(self, codes: Integers, more: list[str]) -> Words:
        """Gives texts by these codes after adding more words."""
        return Words(codes, pa.concat_arrays([self.words, pa.array(more, type=_TEXT)]), self.words)

    def are(self, *wanted: str) -> Flags:
        """Tells which texts are one of those wanted."""
        among = np.zeros(len(self.words) + 1, dtype=bool)
        if len(self.words) <= _FEW:
            among[:-1] = [word in wanted for word in self.known]
        else:
            among[:-1] = pc.is_in(self.words, pa.array(wanted, type=_TEXT)).to_numpy(zero_copy_only=False)
        among[-1] = "" in wanted
        return among[self.codes]

    def numbers(self, known: Mapping[str, int]) -> Integers:
        """Gives the number that each text has among ``known``, -1 for one it does not hold."""
        numbers = [known.get(word, -1) for word in (*self.known, "")]
        return np.array(numbers, dtype="int64")[self.codes]

    def texts(self) -> list[str]:
        """Gives the texts themselves."""
        words = (*self.known, "")
        return [words[code] for code in self.codes]

    def column(self) -> Any:
        """Gives the texts as pandas holds them."""
        codes, words = self._without_gaps()
        return pd.array(words.take(pa.array(codes)), dtype="str")

    def arrow(self) -> pa.DictionaryArray:
        """Gives the texts as Arrow holds them by number."""
        codes, words = self._without_gaps()
        once = words.dictionary_encode()  # the same text may have come from two tables
        if len(once.dictionary) < len(words):
            codes, words = once.indices.to_numpy()[codes], once.dictionary
        return pa.DictionaryArray.from_arrays(codes.astype("int32"), words)

    def _without_gaps(self) -> tuple[Integers, pa.Array]:
        """Numbers the empty text as well."""
        if len(self.codes) and self.codes.min() < 0:
            words = pa.concat_arrays([self.words, _array(("",))])
            return np.where(self.codes < 0, len(self.words), self.codes), words
        return self.codes, self.words


def _whole(texts: pa.Array | pa.ChunkedArray) -> pa.Array:
    return texts if isinstance(texts, pa.Array) else texts.combine_chunks()


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


@dataclass(frozen=True, eq=False)
class Columns:
    """Some columns of a table, in order."""

    table: Table
    names: Sequence[str]

    def frame(self) -> DataFrame:
        """Gives the columns as pandas holds them."""
        columns = {name: self.table[name] for name in self.names}
        is_plain = {name: isinstance(column, np.ndarray) for name, column in columns.items()}
        return DataFrame(
            {name: column if is_plain[name] else column.column() for name, column in columns.items()},
            copy=False,
        )

    def arrow(self) -> pa.Table:
        """Gives the columns as Arrow holds them, texts by number; only columns with gaps may have nulls."""
        arrays, fields = [], []
        for name in self.names:
            column = self.table[name]
            is_plain = isinstance(column, np.ndarray)
            arrays.append(pa.array(column) if is_plain else column.arrow())
            fields.append(pa.field(name, arrays[-1].type, nullable=not is_plain))
        return pa.table(arrays, schema=pa.schema(fields))


def pair_numbers(first: Words, second: Words, known: Mapping[tuple[str, str], int]) -> Integers:
    """Gives the number that each pair of texts has among ``known``, -1 for one it does not hold."""
    table = np.full((len(first.words) + 1, len(second.words) + 1), -1, dtype="int64")
    for row, one in enumerate(first.known):
        table[row, :-1] = [known.get((one, other), -1) for other in second.known]
    return table[first.codes, second.codes]
