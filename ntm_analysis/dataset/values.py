"""The measured value of each observation as an exact fraction in the indicator's unit."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
from pandas import DataFrame, Series

from ntm_analysis.criteria import STATISTIC_UNITS
from ntm_analysis.dataset.exact import (
    DECIMALS,
    NUMBER,
    NUMBER_RIGHT,
    SCALE,
    decimals_of,
    lowest_terms,
    scaled,
)
from ntm_analysis.dataset.findings import Findings
from ntm_analysis.dataset.typed import whole_numbers
from ntm_analysis.dataset.words import MET, NOT_APPLICABLE, NOT_MET

_WHOLE = {*STATISTIC_UNITS, "level"}
_PERCENT, _YES_NO = "percent", "yes_no"
_WORDS = {MET: 1, NOT_MET: 0}


def check_values(findings: Findings, measures: DataFrame) -> None:
    """Reports values that the unit of their indicator does not allow."""
    rows, unit = findings.rows, measures["unit"]
    known = findings.sound("set", "indicator") & unit.notna()
    _check_words(findings, known, unit, measures["if_any"] == True)  # noqa: E712 - missing is not true
    _check_numbers(findings, known & (rows["value"] != "") & (rows["value"] != NOT_APPLICABLE), unit)
    _check_parts(findings, known, unit)
    _check_agreement(findings, known, unit)


def _check_words(findings: Findings, known: Series[bool], unit: Series[str], if_any: Series[bool]) -> None:
    value = findings.rows["value"]
    findings.add(
        known & (value == NOT_APPLICABLE) & ~if_any,
        "value",
        f"“{NOT_APPLICABLE}” chỉ dùng cho chỉ tiêu có ghi “nếu có”",
        "giá trị của chỉ tiêu, hoặc để trống khi chưa có số liệu",
    )
    judged = known & (unit == _YES_NO) & (value != "") & (value != NOT_APPLICABLE)
    findings.add(
        judged & ~value.isin(list(_WORDS)), "value", _written("value"), f"một trong: {MET}, {NOT_MET}"
    )


def _check_numbers(findings: Findings, filled: Series[bool], unit: Series[str]) -> None:
    value = findings.rows["value"]
    filled &= unit != _YES_NO
    findings.add(
        filled & ~value.str.fullmatch(NUMBER), "value", _written("value", "không phải là số"), NUMBER_RIGHT
    )
    numbers = scaled(value[filled & findings.sound("value")]).reindex(value.index)
    findings.add(numbers < 0, "value", _written("value", "là số âm"), "một số từ 0 trở lên")
    over = (numbers > 100 * SCALE) & (unit == _PERCENT)
    findings.add(over, "value", _written("value", "ngoài khoảng 0–100"), "tỷ lệ phần trăm từ 0 đến 100")
    broken = (numbers % SCALE != 0) & numbers.notna() & unit.isin(_WHOLE)
    whole = "một số nguyên, không có dấu ngăn cách hàng nghìn"
    findings.add(broken, "value", _written("value", "không phải là số nguyên"), whole)


def _check_parts(findings: Findings, known: Series[bool], unit: Series[str]) -> None:
    rows = findings.rows
    given = {name: known & (rows[name] != "") for name in ("numerator", "denominator")}
    pair = given["numerator"] & given["denominator"]
    alone = unit.isin({*_WHOLE, _YES_NO}) | (rows["value"] == NOT_APPLICABLE)
    for name, other in (("numerator", "denominator"), ("denominator", "numerator")):
        findings.add(given[name] & alone, name, _written(name), "để trống: chỉ ghi cột value")
        lone = given[name] & ~given[other] & ~alone
        findings.add(lone, other, f"để trống trong khi có {name}", "ghi cả numerator và denominator")
    pair &= ~alone & findings.sound("numerator", "denominator")
    above, below = (whole_numbers(rows[name]) for name in ("numerator", "denominator"))
    zero = "số lớn hơn 0; khi không có đối tượng nào thì để trống cả numerator, denominator"
    findings.add(pair & (below == 0), "denominator", "mẫu số bằng 0", zero)
    findings.add(
        pair & (below > 0) & (above > below) & (unit == _PERCENT),
        "numerator",
        lambda row: f"tử số {row['numerator']} lớn hơn mẫu số {row['denominator']}",
        "tử số không quá mẫu số",
    )


def _check_agreement(findings: Findings, known: Series[bool], unit: Series[str]) -> None:
    """Reports a value that is not the rounding of its own numerator and denominator."""
    rows = findings.rows
    sound = findings.sound("value", "numerator", "denominator")
    all_given = (rows[["value", "numerator", "denominator"]] != "").all(axis=1)
    few = rows[known & sound & all_given & rows["value"].str.fullmatch(NUMBER)]
    if few.empty:
        return
    # Python's own integers: these products may pass 64 bits.
    value, decimals = (part.astype(object) for part in (scaled(few["value"]), decimals_of(few["value"])))
    times = (unit[few.index] == _PERCENT).map({True: 100, False: 1}).astype(object)
    above, below = (few[name].astype("int64").astype(object) for name in ("numerator", "denominator"))
    off = (value * below - times * above * SCALE).abs() * 2 > below * (10 ** (DECIMALS - decimals))
    findings.add(
        off.astype(bool).reindex(rows.index, fill_value=False),
        "value",
        lambda row: f"“{row['value']}” khác {row['numerator']}/{row['denominator']}",
        "sửa lại, hoặc để trống value: phần mềm tự tính",
    )


def value_columns(rows: DataFrame, unit: Series[str]) -> DataFrame:
    """Gives num, den, numerator, denominator and not_applicable; num is missing where there is no value."""
    numerator, denominator = (whole_numbers(rows[name]) for name in ("numerator", "denominator"))
    value = rows["value"]
    ratio = numerator.notna() & denominator.notna() & (denominator != 0).fillna(value=False)
    number = value.str.fullmatch(NUMBER) & ~ratio
    word = value.isin(list(_WORDS)) & ~ratio
    num, den = (Series(pd.NA, index=rows.index, dtype="Int64") for _ in range(2))
    times = (unit[ratio] == _PERCENT).map({True: 100, False: 1}).astype("int64")
    num[ratio], den[ratio] = lowest_terms(
        numerator[ratio].astype("int64") * times, denominator[ratio].astype("int64")
    )
    num[number], den[number] = lowest_terms(*_over_scale(value[number]))
    num[word], den[word] = value[word].map(_WORDS).astype("int64"), 1
    return DataFrame(
        {
            "num": num,
            "den": den,
            "numerator": numerator,
            "denominator": denominator,
            "not_applicable": value == NOT_APPLICABLE,
        }
    )


def _over_scale(values: Series[str]) -> tuple[Series[int], Series[int]]:
    numbers = scaled(values)
    return numbers, Series(SCALE, index=numbers.index, dtype="int64")


def _written(column: str, why: str = "") -> Callable[[Series], str]:
    return lambda row: f"“{row[column]}” {why}".strip()
