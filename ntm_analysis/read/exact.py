"""Numbers as officials write them → scaled integers, exactly: no value ever passes through a float."""

from __future__ import annotations

import re
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

DECIMALS = 6
SCALE = 10**DECIMALS
# Nine digits before the mark keep 100 x numerator and every cross-multiplication within 64 bits.
NUMBER = rf"(-?)([0-9]{{1,9}})(?:[.,]([0-9]{{1,{DECIMALS}}}))?"
NUMBER_RIGHT = (
    "một số như 87.5, không có dấu ngăn cách hàng nghìn, tối đa 6 chữ số thập phân (trong Excel: hàm ROUND)"
)
AMOUNT = r"[0-9]{1,15}"  # đồng; a thousand such sums stay within 64 bits
AMOUNT_RIGHT = "số đồng viết liền các chữ số, không âm, ví dụ 12500000"
COUNT = r"[0-9]{1,9}"
COUNT_RIGHT = "một số nguyên không âm, viết liền các chữ số, không có dấu ngăn cách hàng nghìn"

_ONE = re.compile(NUMBER)


def exact(text: str) -> Fraction | None:
    """Reads one number, decimal point or comma; None where the text is no number."""
    match = _ONE.fullmatch(text)
    return Fraction(text.replace(",", ".")) if match else None


def is_number(text: str) -> bool:
    """Tells whether a text is a number as officials write it."""
    return _ONE.fullmatch(text) is not None


def scaled(text: str) -> int:
    """Reads a number as an integer in millionths; the text must match NUMBER."""
    sign, whole, rest = _parts(text)
    millionths: int = int(whole) * SCALE + int(rest.ljust(DECIMALS, "0"))
    return -millionths if sign else millionths


def decimals_of(text: str) -> int:
    """Counts the decimals a number is written with."""
    return len(_parts(text)[2])


def _parts(text: str) -> tuple[str, str, str]:
    match = _ONE.fullmatch(text)
    if not match:
        raise ValueError(text)
    return match[1], match[2], match[3] or ""


def lowest_terms(
    num: NDArray[np.int64], den: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Reduces fractions, so that later products stay small."""
    common = np.gcd(num, den)
    return num // common, den // common
