"""The cells of a column, each distinct text once: what is asked of cells is asked of few texts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

Integers = NDArray[np.int64]
Flags = NDArray[np.bool_]
_MOST = 2**62


@dataclass(frozen=True, eq=False)
class Cells:
    """``texts`` holds each text of a column once, ``codes`` says which of them each row has."""

    codes: Integers
    texts: tuple[str, ...]

    @classmethod
    def of(cls, column: Iterable[str]) -> Cells:
        """Numbers the texts of a column in the order they appear."""
        numbers: dict[str, int] = {}
        codes = [numbers.setdefault(text, len(numbers)) for text in column]
        return cls(np.array(codes, dtype="int64"), tuple(numbers))

    def cleaned(self, clean: Callable[[str], str]) -> Cells:
        """Gives the column with every text cleaned; two that become alike become one."""
        texts = tuple(map(clean, self.texts))
        if len(set(texts)) == len(texts):
            return Cells(self.codes, texts)
        again = Cells.of(texts)
        return Cells(again.codes[self.codes], again.texts)

    def are(self, holds: Callable[[str], bool]) -> Flags:
        """Tells of each row whether something holds for its text."""
        return self.mapped(holds, bool)

    def isin(self, wanted: Iterable[str]) -> Flags:
        """Tells of each row whether it has one of the texts wanted."""
        return self.are(set(wanted).__contains__)

    def mapped(self, value: Callable[[str], Any], kind: Any) -> NDArray[Any]:
        """Gives for each row what its text stands for."""
        return np.array([value(text) for text in self.texts], dtype=kind)[self.codes]

    def numbers(self, value: Callable[[str], int | None]) -> Any:
        """Gives whole numbers for the texts, missing where one stands for none."""
        found = [value(text) for text in self.texts]
        whole = np.array([number or 0 for number in found], dtype="int64")
        missing = np.array([number is None for number in found], dtype=bool)
        return pd.arrays.IntegerArray(whole[self.codes], missing[self.codes])

    def paired(self, other: Cells, known: Mapping[tuple[str, str], int]) -> Integers:
        """Gives the number that each pair of texts has among ``known``, -1 for one it does not hold."""
        table = [[known.get((one, another), -1) for another in other.texts] for one in self.texts]
        numbers = np.array(table, dtype="int64").reshape(len(self.texts), len(other.texts))
        return numbers[self.codes, other.codes]

    def column(self) -> Any:
        """Gives the texts as pandas holds them."""
        return pd.array(self.texts, dtype="str").take(self.codes)


def keys_of(columns: Iterable[Cells | Flags], rows: int) -> Integers:
    """Numbers rows so that those alike in every column, and only those, have the same number."""
    keys, size = np.zeros(rows, dtype="int64"), 1
    for column in columns:
        codes, kinds = (column.codes, len(column.texts)) if isinstance(column, Cells) else (column, 2)
        if size * kinds > _MOST:
            _, keys = np.unique(keys, return_inverse=True)
            size = rows
        keys, size = keys * kinds + codes, size * kinds
    return keys
