"""The measured value of each observation as an exact fraction in the indicator's unit."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from ntm_analysis.read.cells import (
    DECIMALS,
    SCALE,
    CellTexts,
    Flags,
    Integers,
    decimals_of,
    is_number,
    lowest_terms,
    scaled,
    whole_numbers,
)
from ntm_analysis.read.criteria import STATISTIC_UNITS
from ntm_analysis.read.findings import Findings
from ntm_analysis.read.known import Measures
from ntm_analysis.read.schema import MEASURED
from ntm_analysis.read.words import MET, NOT_APPLICABLE, NOT_MET

_WHOLE = (*STATISTIC_UNITS, "level")
_PERCENT, _YES_NO = "percent", "yes_no"
_WORDS = {MET: 1, NOT_MET: 0}


def check_values(findings: Findings, measures: Measures, measure: Integers) -> None:
    """Reports values that the unit of their indicator does not allow; ``measure`` numbers each row's own."""
    value = findings.cells["value"]
    known = findings.sound("set", "indicator") & (measure >= 0)
    judged = measures.in_units(measure, _YES_NO)
    filled = known & ~judged & ~value.isin(["", NOT_APPLICABLE])
    number = value.are(is_number)
    read = filled & number & findings.sound("value")
    millionths = value.mapped(scaled, "int64")
    above = read & (millionths > 100 * SCALE) & measures.in_units(measure, _PERCENT)
    parted = read & (millionths % SCALE != 0) & measures.in_units(measure, *_WHOLE)
    no_word = known & judged & ~value.isin(["", NOT_APPLICABLE, *_WORDS])
    applies = known & ~measures.if_any[measure] & value.isin([NOT_APPLICABLE])
    whole = "một số nguyên, không có dấu ngăn cách hàng nghìn"
    blank = "giá trị của chỉ tiêu, hoặc để trống khi chưa có số liệu"
    for wrong, why, right in (
        (no_word, "", f"một trong: {MET}, {NOT_MET}"),
        (applies, "chỉ dùng cho chỉ tiêu có ghi “nếu có”", blank),
        (filled & ~number, "không phải là số", MEASURED.right),
        (read & (millionths < 0), "là số âm", "một số từ 0 trở lên"),
        (above, "ngoài khoảng 0–100", "tỷ lệ phần trăm từ 0 đến 100"),
        (parted, "không phải là số nguyên", whole),
    ):
        findings.add(wrong, "value", f"“{{value}}” {why}".strip().format_map, right)


def check_counts(findings: Findings, measures: Measures, measure: Integers) -> None:
    """Reports numerators and denominators that stand alone, where none may be, or that make no rate."""
    cells = findings.cells
    known = findings.sound("set", "indicator") & (measure >= 0)
    alone = measures.in_units(measure, *_WHOLE, _YES_NO) | cells["value"].isin([NOT_APPLICABLE])
    given = {name: known & ~cells[name].isin([""]) for name in ("numerator", "denominator")}
    for name, other in (("numerator", "denominator"), ("denominator", "numerator")):
        findings.add(given[name] & alone, name, f"“{{{name}}}”".format_map, "để trống: chỉ ghi cột value")
        lone = given[name] & ~given[other] & ~alone
        findings.add(lone, other, f"để trống trong khi có {name}", "ghi cả numerator và denominator")
    pair = given["numerator"] & given["denominator"] & ~alone & findings.sound("numerator", "denominator")
    above, below = (whole_numbers(cells[name]) for name in ("numerator", "denominator"))
    zero = "số lớn hơn 0; khi không có đối tượng nào thì để trống cả numerator, denominator"
    findings.add(pair & (below == 0), "denominator", "mẫu số bằng 0", zero)
    findings.add(
        pair & (below > 0) & (above > below) & measures.in_units(measure, _PERCENT),
        "numerator",
        lambda row: f"tử số {row['numerator']} lớn hơn mẫu số {row['denominator']}",
        "tử số không quá mẫu số",
    )


def check_agreement(findings: Findings, measures: Measures, measure: Integers) -> None:
    """Reports a value that is not the rounding of its own numerator and denominator."""
    value, *parts = (findings.cells[name] for name in ("value", "numerator", "denominator"))
    known = findings.sound("set", "indicator", "value", "numerator", "denominator") & (measure >= 0)
    few = np.flatnonzero(known & ~parts[0].isin([""]) & ~parts[1].isin([""]) & value.are(is_number))
    if not len(few):
        return
    # Python's own integers: these products may pass 64 bits.
    above, below = (
        part.mapped(lambda text: int(text) if text.isdecimal() else 0, object)[few] for part in parts
    )
    written, decimals = (value.mapped(read, object)[few] for read in (scaled, decimals_of))
    times = np.where(measures.in_units(measure[few], _PERCENT), 100, 1).astype(object)
    off = np.zeros(len(findings.table), dtype=bool)
    off[few] = abs(written * below - times * above * SCALE) * 2 > below * (10 ** (DECIMALS - decimals))
    findings.add(
        off,
        "value",
        lambda row: f"“{row['value']}” khác {row['numerator']}/{row['denominator']}",
        "sửa lại, hoặc để trống value: phần mềm tự tính",
    )


def value_columns(cells: Mapping[str, CellTexts], percent: Flags) -> dict[str, Any]:
    """Gives num, den, numerator, denominator and not_applicable; num is missing where there is no value."""
    above, below = (whole_numbers(cells[name]) for name in ("numerator", "denominator"))
    value = cells["value"]
    ratio = ~above.isna() & ~below.isna() & (below != 0).fillna(value=False).to_numpy(dtype=bool)
    number = value.are(is_number) & ~ratio
    word = value.isin(_WORDS) & ~ratio
    judged = value.mapped(lambda text: _WORDS.get(text, 0), "int64")
    num = np.where(number, value.mapped(scaled, "int64"), judged)
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
