"""Rows that belong together: what holds for any, for the most, for all of a group."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from ntm_analysis.judge.arrays import Flags, Integers, Numbers, Words

_LAST = np.iinfo("int64").max


class Groups:
    """Groups of rows by number, in the order of the numbers; ``first`` is the first row of each."""

    def __init__(self, ids: Integers) -> None:
        in_order = bool((ids[1:] >= ids[:-1]).all())
        self._order = None if in_order else np.argsort(ids, kind="stable")
        ids = self._sorted(ids)
        begins = np.ones(len(ids), dtype=bool)
        begins[1:] = ids[1:] != ids[:-1]
        self._starts = np.flatnonzero(begins)
        self._of_row = np.cumsum(begins) - 1
        self.ids = ids[self._starts]
        self.first = self._starts if self._order is None else self._order[self._starts]

    def __len__(self) -> int:
        return len(self.ids)

    def of_rows(self) -> Integers:
        """Gives for each row the place of its group."""
        if self._order is None:
            return self._of_row
        of_row = np.empty_like(self._of_row)
        of_row[self._order] = self._of_row
        return of_row

    def any(self, flags: Flags) -> Flags:
        """Tells which groups have a marked row."""
        return np.logical_or.reduceat(self._sorted(flags), self._starts) if len(self) else flags[:0]

    def most(self, values: Integers) -> Integers:
        """Gives the largest value of each group."""
        return np.maximum.reduceat(self._sorted(values), self._starts) if len(self) else values[:0]

    def total(self, values: Integers) -> Integers:
        """Adds the values of each group."""
        return np.add.reduceat(self._sorted(values), self._starts) if len(self) else values[:0]

    def count(self, flags: Flags) -> Integers:
        """Counts the marked rows of each group."""
        return self.total(flags.astype("int64"))

    def least(self, numbers: Numbers, kept: Flags | None = None) -> Numbers:
        """Gives the smallest number of each group, missing where it has none (among the rows kept)."""
        missing = numbers.missing if kept is None else numbers.missing | ~kept
        values = self._sorted(np.where(missing, _LAST, numbers.whole))
        if len(self):
            values = np.minimum.reduceat(values, self._starts)
        return type(numbers)(values, ~self.any(~missing))

    def joined(self, words: Words, kept: Flags, separator: str = ", ") -> Words:
        """Joins the distinct non-empty texts of the rows kept of each group in the order of the rows."""
        codes = self._sorted(np.where(kept & ~words.are(""), words.codes, -1))
        rows = np.flatnonzero(codes >= 0)
        group, codes = self._of_row[rows], codes[rows]
        _, once = np.unique(group * (len(words.words) + 1) + codes, return_index=True)
        group, codes = group[np.sort(once)], codes[np.sort(once)]
        number = np.bincount(group, minlength=len(self))
        found = np.full(len(self), -1, dtype="int64")
        found[group] = codes
        several = np.flatnonzero(number > 1)
        if not len(several):
            return Words(found, words.words)
        texts = words.words.take(pa.array(codes[number[group] > 1])).to_pylist()
        ends = [0, *np.cumsum(number[several]).tolist()]
        found[several] = len(words.words) + np.arange(len(several))
        # Different numbers may stand for one text where words were stacked.
        return words.grown(found, [separator.join(dict.fromkeys(texts[a:b])) for a, b in pairwise(ends)])

    def _sorted(self, values: NDArray[Any]) -> NDArray[Any]:
        return values if self._order is None else values[self._order]
