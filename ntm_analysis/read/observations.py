"""observations.csv: the measured values, each with its own date, reference year and status.

A value becomes an exact fraction in its indicator's unit.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from pandas import DataFrame, Series

from ntm_analysis.errors import Problem
from ntm_analysis.model import Status
from ntm_analysis.model.dataset import months_of
from ntm_analysis.read import cells as texts
from ntm_analysis.read import words
from ntm_analysis.read.csv_files import TextTable
from ntm_analysis.read.doubtful import ask, check_contradictions, check_sexes, check_shared_denominators
from ntm_analysis.read.findings import Findings
from ntm_analysis.read.known import Known, Measures
from ntm_analysis.read.movement import check_shared
from ntm_analysis.read.schema import MEASURED, typed_columns

_WHOLE, _PERCENT, _YES_NO = (*words.STATISTIC_UNITS, "level"), "percent", "yes_no"
_WORDS = {words.MET: 1, words.NOT_MET: 0}
_KEY = ("period", "commune", "set", "indicator", "sex", "line")
_COLUMNS = (
    "period", "month", "commune", "set", "indicator", "sex", "num", "den", "numerator", "denominator",
    "not_applicable", "text", "measured_on", "reference_year", "status", "line", "source", "note",
    "illustrative", "asked", "row", "rows",
)  # fmt: skip


def read_observations(table: TextTable, known: Known) -> tuple[DataFrame, list[Problem]]:
    """Gives the observations and every problem of their table, warnings among them.

    ``asked`` marks rows that are not plausible and were not confirmed: they decide nothing.
    """
    findings = Findings("observations", table)
    cells, measures = findings.cells, known.standards.measures
    months = Series(cells["period"].numbers(texts.month_number))
    of_criteria = cells["set"].isin(known.standards.criteria.sets)
    check_shared(findings, known, months, [words.STATISTICS], of_criteria)
    measure = cells["set"].paired(cells["indicator"], measures.numbers)
    findings.add(
        findings.sound("set", "indicator") & (measure < 0),
        "indicator",
        lambda row: known.what_is(row["set"], row["indicator"]),
        lambda row: known.what_to_record(row["set"], row["indicator"]),
    )
    # Excel may have made 17.1 of 17.10 where the code is a number.
    codes = {code for _, code in measures.numbers}
    longer = cells["indicator"].are(lambda code: f"{code}0" in codes)
    longer &= of_criteria & np.isin(table.lines, list(table.numeric_indicators))
    found = "ô số {indicator} có thể là {indicator} hoặc {indicator}0"
    findings.check((longer, "indicator", found, "định dạng ô là Text rồi gõ lại mã"))
    split = cells["sex"].isin([words.MALE, words.FEMALE]) & ~cells["set"].isin([words.STATISTICS])
    split &= findings.sound("set", "indicator", "sex") & (measure >= 0) & ~measures.both_sexes[measure]
    findings.check((split, "sex", "chỉ tiêu {indicator} không xét riêng nam, nữ", "chung"))
    recorded = _Measured(findings, measures, measure)
    for check in (recorded.check_values, recorded.check_counts, recorded.check_agreement):
        check()
    given = typed_columns("observations", table)
    values = recorded.values()
    rows = pd.array([f"{table.file}:{line}" for line in table.lines.tolist()], dtype="str")
    frame = DataFrame({**given, **values, "text": given["value"], "row": table.lines, "rows": rows})
    frame = frame.assign(month=months, reference_year=frame["reference_year"].fillna(months // 12))
    recorded.check_times(frame)
    findings.add_duplicates(_KEY, "số liệu này", "indicator", cells["status"].isin([words.ESTIMATE]))
    check_shared_denominators(findings, frame, known.standards.shared)
    check_contradictions(findings, frame)
    check_sexes(findings, frame)
    return frame.assign(asked=ask(findings, frame, known, measure))[list(_COLUMNS)], findings.problems


@dataclass(frozen=True, eq=False)
class _Measured:
    """The rows with the number of what each records, -1 where that may not be recorded."""

    findings: Findings
    measures: Measures
    measure: texts.Integers

    def sound(self, *columns: str) -> texts.Flags:
        """Tells which rows record something, without a fault in it or in some other columns."""
        return self.findings.sound("set", "indicator", *columns) & (self.measure >= 0)

    def is_in(self, *units: str) -> texts.Flags:
        """Tells which rows record something in one of these units."""
        return self.measures.in_units(self.measure, *units)

    def check_times(self, frame: DataFrame) -> None:
        """Reports days and years after the month they are told in, and warns of rows without a value."""
        sound = self.findings.sound("period", "measured_on", "reference_year")
        ahead = (frame["status"] != Status.ESTIMATE.value) & (frame["reference_year"] > frame["month"] // 12)
        self.findings.check(
            (
                sound & (months_of(frame["measured_on"]) > frame["month"]),
                "measured_on",
                "{measured_on} sau kỳ {period}",
                "một ngày trong kỳ hoặc trước kỳ",
            ),
            (
                sound & ahead,
                "reference_year",
                "năm {reference_year} sau kỳ {period}",
                "năm của kỳ hoặc trước đó; chỉ số liệu “ước” được nói về năm sau",
            ),
        )
        empty = frame["num"].isna().to_numpy() & ~frame["not_applicable"].to_numpy()
        empty &= self.findings.sound("value", "numerator", "denominator")
        right = "ghi giá trị, hoặc bỏ dòng: chưa có số liệu thì không cần dòng"
        self.findings.check((empty, "value", "dòng không có giá trị", right), warning=True)

    def check_values(self) -> None:
        """Reports values that the unit of their indicator does not allow."""
        value = self.findings.cells["value"]
        known = self.sound()
        judged = self.is_in(_YES_NO)
        filled = known & ~judged & ~value.isin(["", words.NOT_APPLICABLE])
        number = value.are(texts.is_number)
        read = filled & number & self.findings.sound("value")
        millionths = value.mapped(texts.scaled, "int64")
        above = read & (millionths > 100 * texts.SCALE) & self.is_in(_PERCENT)
        parted = read & (millionths % texts.SCALE != 0) & self.is_in(*_WHOLE)
        no_word = known & judged & ~value.isin(["", words.NOT_APPLICABLE, *_WORDS])
        applies = known & ~self.measures.if_any[self.measure] & value.isin([words.NOT_APPLICABLE])
        whole = "một số nguyên, không có dấu ngăn cách hàng nghìn"
        blank = "giá trị của chỉ tiêu, hoặc để trống khi chưa có số liệu"
        self.findings.check(
            (no_word, "value", "“{value}”", f"một trong: {words.MET}, {words.NOT_MET}"),
            (applies, "value", "“{value}” chỉ dùng cho chỉ tiêu có ghi “nếu có”", blank),
            (filled & ~number, "value", "“{value}” không phải là số", MEASURED.right),
            (read & (millionths < 0), "value", "“{value}” là số âm", "một số từ 0 trở lên"),
            (above, "value", "“{value}” ngoài khoảng 0–100", "tỷ lệ phần trăm từ 0 đến 100"),
            (parted, "value", "“{value}” không phải là số nguyên", whole),
        )

    def check_counts(self) -> None:
        """Reports numerators and denominators that stand alone, where none may be, or that make no rate."""
        cells = self.findings.cells
        known = self.sound()
        alone = self.is_in(*_WHOLE, _YES_NO) | cells["value"].isin([words.NOT_APPLICABLE])
        given = {name: known & ~cells[name].isin([""]) for name in ("numerator", "denominator")}
        for name, other in (("numerator", "denominator"), ("denominator", "numerator")):
            lone = given[name] & ~given[other] & ~alone
            self.findings.check(
                (given[name] & alone, name, f"“{{{name}}}”", "để trống: chỉ ghi cột value"),
                (lone, other, f"để trống trong khi có {name}", "ghi cả numerator và denominator"),
            )
        pair = self.sound("numerator", "denominator") & given["numerator"] & given["denominator"] & ~alone
        above, below = (texts.whole_numbers(cells[name]) for name in given)
        larger = pair & (below > 0) & (above > below) & self.is_in(_PERCENT)
        zero = "số lớn hơn 0; khi không có đối tượng nào thì để trống cả numerator, denominator"
        found = "tử số {numerator} lớn hơn mẫu số {denominator}"
        self.findings.check(
            (pair & (below == 0), "denominator", "mẫu số bằng 0", zero),
            (larger, "numerator", found, "tử số không quá mẫu số"),
        )

    def check_agreement(self) -> None:
        """Reports a value that is not the rounding of its own numerator and denominator."""
        value, *parts = (self.findings.cells[name] for name in ("value", "numerator", "denominator"))
        known = self.sound("value", "numerator", "denominator")
        few = np.flatnonzero(known & ~parts[0].isin([""]) & ~parts[1].isin([""]) & value.are(texts.is_number))
        if not len(few):
            return
        # Python's own integers: these products may pass 64 bits.
        above, below = (
            part.mapped(lambda text: int(text) if text.isdecimal() else 0, object)[few] for part in parts
        )
        written, decimals = (value.mapped(read, object)[few] for read in (texts.scaled, texts.decimals_of))
        times = np.where(self.is_in(_PERCENT)[few], 100, 1).astype(object)
        off = np.zeros(len(self.findings.table), dtype=bool)
        unit = 10 ** (texts.DECIMALS - decimals)  # of the last decimal that is written
        off[few] = abs(written * below - times * above * texts.SCALE) * 2 > below * unit
        right = "sửa lại, hoặc để trống value: phần mềm tự tính"
        self.findings.check((off, "value", "“{value}” khác {numerator}/{denominator}", right))

    def values(self) -> dict[str, Any]:
        """Gives num, den, numerator, denominator and not_applicable; num missing where there is no value."""
        value, *counts = (self.findings.cells[name] for name in ("value", "numerator", "denominator"))
        above, below = map(texts.whole_numbers, counts)
        ratio = ~above.isna() & ~below.isna() & (below != 0).fillna(value=False).to_numpy(dtype=bool)
        number = value.are(texts.is_number) & ~ratio
        word = value.isin(_WORDS) & ~ratio
        num = np.where(
            number, value.mapped(texts.scaled, "int64"), value.mapped(lambda t: _WORDS.get(t, 0), "int64")
        )
        den = np.where(number, texts.SCALE, 1)
        whole = above.to_numpy("int64", na_value=0)
        num = np.where(ratio, whole * np.where(self.is_in(_PERCENT), 100, 1), num)
        den = np.where(ratio, below.to_numpy("int64", na_value=1), den)
        num, den = texts.lowest_terms(num, den)
        missing = ~(ratio | number | word)
        return {
            "num": pd.arrays.IntegerArray(num, missing),
            "den": pd.arrays.IntegerArray(den, missing),
            "numerator": above,
            "denominator": below,
            "not_applicable": value.isin([words.NOT_APPLICABLE]),
        }
