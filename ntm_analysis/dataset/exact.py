"""Numbers as officials write them → scaled integers, exactly: no value ever passes through a float."""

from __future__ import annotations

import re
from fractions import Fraction

import numpy as np
from pandas import Series

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


def scaled(texts: Series[str]) -> Series[int]:
    """Reads numbers as integers in millionths; every text must match NUMBER."""
    parts = texts.str.extract(f"^{NUMBER}$")
    whole: Series[int] = parts[1].astype("int64") * SCALE
    rest = parts[2].fillna("").str.pad(DECIMALS, side="right", fillchar="0").astype("int64")
    sign = (parts[0] == "-").map({True: -1, False: 1}).astype("int64")
    return (whole + rest) * sign


def decimals_of(texts: Series[str]) -> Series[int]:
    """Counts the decimals each number is written with."""
    return texts.str.extract(f"^{NUMBER}$")[2].fillna("").str.len().astype("int64")


def lowest_terms(num: Series[int], den: Series[int]) -> tuple[Series[int], Series[int]]:
    """Reduces fractions, so that later products stay small."""
    common = np.gcd(num.to_numpy(), den.to_numpy())
    return num // common, den // common
