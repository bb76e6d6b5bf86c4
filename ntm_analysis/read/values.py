"""The measured value of each observation as an exact fraction in the indicator's unit."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
import pandas as pd
from pandas import Series

from ntm_analysis.read.cells import Cells, Flags, Integers
from ntm_analysis.read.criteria import STATISTIC_UNITS
from ntm_analysis.read.exact import (
    DECIMALS,
    NUMBER_RIGHT,
    SCALE,
    decimals_of,
    is_number,
    lowest_terms,
    scaled,
)
from ntm_analysis.read.findings import Findings
from ntm_analysis.read.standards import Measures
from ntm_analysis.read.typed import whole_numbers
from ntm_analysis.read.words import MET, NOT_APPLICABLE, NOT_MET

_WHOLE = (*STATISTIC_UNITS, "level")
_PERCENT, _YES_NO = "percent", "yes_no"
_WORDS = {MET: 1, NOT_MET: 0}


def check_values(findings: Findings, measures: Measures, measure: Integers) -> None:
    """Reports values that the unit of their indicator does not allow; ``measure`` numbers each row's own."""
    value = findings.cells["value"]
    known = findings.sound("set", "indicator") & (measure >= 0)
    judged = known & measures.in_units(measure, _YES_NO)
    counted = known & ~measures.in_units(measure, _YES_NO)
    _check_words(findings, known & ~measures.if_any[measure], judged)
    filled = counted & value.are(lambda text: text not in {"", NOT_APPLICABLE})
    percent, whole = measures.in_units(measure, _PERCENT), measures.in_units(measure, *_WHOLE)
    _check_numbers(findings, filled, percent, whole)
    alone = judged | whole | value.isin([NOT_APPLICABLE])
    _check_parts(findings, known, alone, percent)
    _check_agreement(findings, known, percent)


def _check_words(findings: Findings, always: Flags, judged: Flags) -> None:
    value = findings.cells["value"]
    findings.add(
        always & value.isin([NOT_APPLICABLE]),
        "value",
        f"“{NOT_APPLICABLE}” chỉ dùng cho chỉ tiêu có ghi “nếu có”",
        "giá trị của chỉ tiêu, hoặc để trống khi chưa có số liệu",
    )
    findings.add(
        judged & ~value.isin(["", NOT_APPLICABLE, *_WORDS]),
        "value",
        _written("value"),
        f"một trong: {MET}, {NOT_MET}",
    )


def _check_numbers(findings: Findings, filled: Flags, percent: Flags, whole: Flags) -> None:
    value = findings.cells["value"]
    number = value.are(is_number)
    findings.add(filled & ~number, "value", _written("value", "không phải là số"), NUMBER_RIGHT)
    read = filled & number & findings.sound("value")
    millionths = value.mapped(_scaled, "int64")
    findings.add(read & (millionths < 0), "value", _written("value", "là số âm"), "một số từ 0 trở lên")
    findings.add(
        read & (millionths > 100 * SCALE) & percent,
        "value",
        _written("value", "ngoài khoảng 0–100"),
        "tỷ lệ phần trăm từ 0 đến 100",
    )
    findings.add(
        read & (millionths % SCALE != 0) & whole,
        "value",
        _written("value", "không phải là số nguyên"),
        "một số nguyên, không có dấu ngăn cách hàng nghìn",
    )


def _check_parts(findings: Findings, known: Flags, alone: Flags, percent: Flags) -> None:
    cells = findings.cells
    given = {name: known & ~cells[name].isin([""]) for name in ("numerator", "denominator")}
    for name, other in (("numerator", "denominator"), ("denominator", "numerator")):
        findings.add(given[name] & alone, name, _written(name), "để trống: chỉ ghi cột value")
        lone = given[name] & ~given[other] & ~alone
        findings.add(lone, other, f"để trống trong khi có {name}", "ghi cả numerator và denominator")
    pair = given["numerator"] & given["denominator"] & ~alone & findings.sound("numerator", "denominator")
    above, below = (whole_numbers(cells[name]) for name in ("numerator", "denominator"))
    zero = "số lớn hơn 0; khi không có đối tượng nào thì để trống cả numerator, denominator"
    findings.add(pair & (below == 0), "denominator", "mẫu số bằng 0", zero)
    findings.add(
        pair & (below > 0) & (above > below) & percent,
        "numerator",
        lambda row: f"tử số {row['numerator']} lớn hơn mẫu số {row['denominator']}",
        "tử số không quá mẫu số",
    )


def _check_agreement(findings: Findings, known: Flags, percent: Flags) -> None:
    """Reports a value that is not the rounding of its own numerator and denominator."""
    value, *parts = (findings.cells[name] for name in ("value", "numerator", "denominator"))
    all_given = ~parts[0].isin([""]) & ~parts[1].isin([""]) & value.are(is_number)
    few = np.flatnonzero(known & all_given & findings.sound("value", "numerator", "denominator"))
    if not len(few):
        return
    # Python's own integers: these products may pass 64 bits.
    above, below = (part.mapped(_count, object)[few] for part in parts)
    written, decimals = (value.mapped(read, object)[few] for read in (_scaled, _decimals))
    times = np.where(percent[few], 100, 1).astype(object)
    off = np.zeros(len(findings.table), dtype=bool)
    off[few] = abs(written * below - times * above * SCALE) * 2 > below * (10 ** (DECIMALS - decimals))
    findings.add(
        off,
        "value",
        lambda row: f"“{row['value']}” khác {row['numerator']}/{row['denominator']}",
        "sửa lại, hoặc để trống value: phần mềm tự tính",
    )


def value_columns(cells: Mapping[str, Cells], percent: Flags) -> dict[str, Any]:
    """Gives num, den, numerator, denominator and not_applicable; num is missing where there is no value."""
    above, below = (whole_numbers(cells[name]) for name in ("numerator", "denominator"))
    value = cells["value"]
    ratio = ~above.isna() & ~below.isna() & (below != 0).fillna(value=False).to_numpy(dtype=bool)
    number = value.are(is_number) & ~ratio
    word = value.isin(_WORDS) & ~ratio
    num = np.where(
        number, value.mapped(_scaled, "int64"), value.mapped(lambda text: _WORDS.get(text, 0), "int64")
    )
    den = np.where(number, SCALE, 1)
    whole = above.to_numpy("int64", na_value=0)
    num = np.where(ratio, whole * np.where(percent, 100, 1), num)
    den = np.where(ratio, below.to_numpy("int64", na_value=1), den)
    num, den = lowest_terms(num, den)
    missing = ~(ratio | number | word)
    return {
        "num": pd.arrays.IntegerArray(num, missing),
        "den": pd.arrays.IntegerArray(den, missing),
        "numerator": above,
        "denominator": below,
        "not_applicable": value.isin([NOT_APPLICABLE]),
    }


def _scaled(text: str) -> int:
    return scaled(text) if is_number(text) else 0


def _decimals(text: str) -> int:
    return decimals_of(text) if is_number(text) else 0


def _count(text: str) -> int:
    return int(text) if text.isdecimal() else 0


def _written(column: str, why: str = "") -> Callable[[Series], str]:
    return lambda row: f"“{row[column]}” {why}".strip()
