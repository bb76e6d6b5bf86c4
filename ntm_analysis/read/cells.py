"""The cells of a column, each distinct text once: what is asked of cells is asked of few texts.

Numbers as officials write them become scaled integers, exactly: no value ever passes through a float.
"""

import datetime as dt
import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

Integers = NDArray[np.int64]
Flags = NDArray[np.bool_]
_MOST = 2**62

DECIMALS = 6
SCALE = 10**DECIMALS
# Nine digits before the mark keep 100 x numerator and every cross-multiplication within 64 bits.
NUMBER = rf"(-?)([0-9]{{1,9}})(?:[.,]([0-9]{{1,{DECIMALS}}}))?"
AMOUNT = r"[0-9]{1,15}"  # đồng; a thousand such sums stay within 64 bits
COUNT = r"[0-9]{1,9}"
FIRST_YEAR, LAST_YEAR = 1900, 2100
_ONE = re.compile(NUMBER)
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_PERIOD = re.compile(r"([0-9]{4})-(0[1-9]|1[0-2])")

# Blanks that look like one: no-break spaces of Word and web pages among them.
_BLANKS = re.compile("[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")


def cleaned(text: str) -> str:
    """Gives a cell's text composed (NFC), blanks as plain ones, none at its ends."""
    return _BLANKS.sub(" ", unicodedata.normalize("NFC", text)).strip()


@dataclass(frozen=True, eq=False)
class CellTexts:
    """``texts`` holds each text of a column once, ``codes`` says which of them each row has."""

    codes: Integers
    texts: tuple[str, ...]

    @classmethod
    def of(cls, column: Iterable[str]) -> "CellTexts":
        """Numbers the texts of a column in the order they appear."""
        numbers: dict[str, int] = {}
        codes = [numbers.setdefault(text, len(numbers)) for text in column]
        return cls(np.array(codes, dtype="int64"), tuple(numbers))

    def cleaned(self, clean: Callable[[str], str]) -> "CellTexts":
        """Gives the column with every text cleaned; two that become alike become one."""
        texts = tuple(map(clean, self.texts))
        if len(set(texts)) == len(texts):
            return CellTexts(self.codes, texts)
        again = CellTexts.of(texts)
        return CellTexts(again.codes[self.codes], again.texts)

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

    def paired(self, other: "CellTexts", known: Mapping[tuple[str, str], int]) -> Integers:
        """Gives the number that each pair of texts has among ``known``, -1 for one it does not hold."""
        table = [[known.get((one, another), -1) for another in other.texts] for one in self.texts]
        numbers = np.array(table, dtype="int64").reshape(len(self.texts), len(other.texts))
        return numbers[self.codes, other.codes]

    def column(self) -> Any:
        """Gives the texts as pandas holds them."""
        return pd.array(self.texts, dtype="str").take(self.codes)


def keys_of(columns: Iterable[CellTexts | Flags], rows: int) -> Integers:
    """Numbers rows so that those alike in every column, and only those, have the same number."""
    keys, size = np.zeros(rows, dtype="int64"), 1
    for column in columns:
        codes, kinds = (column.codes, len(column.texts)) if isinstance(column, CellTexts) else (column, 2)
        if size * kinds > _MOST:
            _, keys = np.unique(keys, return_inverse=True)
            size = rows
        keys, size = keys * kinds + codes, size * kinds
    return keys


def exact(text: str) -> Fraction | None:
    """Reads one number, decimal point or comma; None where the text is no number."""
    return Fraction(text.replace(",", ".")) if is_number(text) else None


def is_number(text: str) -> bool:
    """Tells whether a text is a number as officials write it."""
    return _ONE.fullmatch(text) is not None


def scaled(text: str) -> int:
    """Reads a number as an integer in millionths, 0 for a text that is none."""
    match = _ONE.fullmatch(text)
    if not match:
        return 0
    millionths: int = int(match[2]) * SCALE + int((match[3] or "").ljust(DECIMALS, "0"))
    return -millionths if match[1] else millionths


def decimals_of(text: str) -> int:
    """Counts the decimals a number is written with, 0 for a text that is none."""
    match = _ONE.fullmatch(text)
    return len(match[3] or "") if match else 0


def lowest_terms(num: Integers, den: Integers) -> tuple[Integers, Integers]:
    """Reduces fractions, so that later products stay small."""
    common = np.gcd(num, den)
    return num // common, den // common


@lru_cache(maxsize=4)  # several checks of one table ask for the same two columns
def whole_numbers(cells: CellTexts, pattern: str = COUNT) -> Any:
    """Reads counts as Int64, missing where a cell is blank or no count."""
    count = re.compile(pattern)
    return cells.numbers(lambda text: int(text) if count.fullmatch(text) else None)


def decimals(cells: CellTexts) -> Any:
    """Reads numbers as Float64, missing where a cell is none; only for asking, never for a verdict."""
    read = [float(text.replace(",", ".")) if is_number(text) else None for text in cells.texts]
    return pd.array(read, dtype="Float64").take(cells.codes)


def is_date(text: str) -> bool:
    """Tells whether a text is a day written year-month-day, of a year that any of the files can mean."""
    if not _DATE.fullmatch(text):
        return False
    try:
        return FIRST_YEAR <= dt.date.fromisoformat(text).year <= LAST_YEAR
    except ValueError:
        return False


def days(cells: CellTexts) -> Any:
    """Reads days, missing where a cell is none."""
    return cells.mapped(lambda text: text if is_date(text) else "NaT", "datetime64[us]")


def month_number(text: str) -> int | None:
    """Counts a month as Period.number does, None for a text that is no period."""
    found = _PERIOD.fullmatch(text)
    return int(found[1]) * 12 + int(found[2]) - 1 if found else None
