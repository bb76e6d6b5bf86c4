"""observations.csv: the measured values, each with its own date, reference year and status."""

from __future__ import annotations

import numpy as np
import pandas as pd
from pandas import DataFrame, Series

from ntm_analysis.errors import Problem
from ntm_analysis.model import Status
from ntm_analysis.read.cells import Flags, month_numbers, month_of
from ntm_analysis.read.contradictions import check_contradictions, check_shared_denominators
from ntm_analysis.read.csv_files import TextTable
from ntm_analysis.read.findings import Findings
from ntm_analysis.read.known import Known
from ntm_analysis.read.plausible import ask
from ntm_analysis.read.references import check_shared
from ntm_analysis.read.schema import typed_columns
from ntm_analysis.read.values import check_agreement, check_counts, check_values, value_columns
from ntm_analysis.read.words import ESTIMATE, FEMALE, MALE, STATISTICS

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
    cells, measures = findings.cells, known.measures
    months = month_numbers(cells["period"])
    check_shared(findings, known, months, [STATISTICS], cells["set"].isin(known.criteria.sets))
    measure = cells["set"].paired(cells["indicator"], measures.numbers)
    findings.add(
        findings.sound("set", "indicator") & (measure < 0),
        "indicator",
        lambda row: known.what_is(row["set"], row["indicator"]),
        lambda row: known.what_to_record(row["set"], row["indicator"]),
    )
    _check_numeric(findings, known)
    split = cells["sex"].isin([MALE, FEMALE]) & ~cells["set"].isin([STATISTICS]) & (measure >= 0)
    findings.add(
        split & findings.sound("set", "indicator", "sex") & ~measures.both_sexes[measure],
        "sex",
        lambda row: f"chỉ tiêu {row['indicator']} không xét riêng nam, nữ",
        "chung",
    )
    for check in (check_values, check_counts, check_agreement):
        check(findings, measures, measure)
    frame = _frame(table, months, measures.in_units(measure, "percent"))
    _check_times(findings, frame)
    findings.add_duplicates(_KEY, "số liệu này", "indicator", cells["status"].isin([ESTIMATE]))
    check_shared_denominators(findings, frame, known.standards.shared)
    check_contradictions(findings, frame)
    return frame.assign(asked=ask(findings, frame, known, measure))[list(_COLUMNS)], findings.problems


def _check_numeric(findings: Findings, known: Known) -> None:
    """Reports cells where Excel may have made 17.1 of 17.10."""
    numeric = findings.table.numeric_indicators
    if not numeric:
        return
    codes = {code for _, code in known.measures.numbers}
    longer = findings.cells["indicator"].are(lambda code: f"{code}0" in codes)
    longer &= np.isin(findings.table.lines, list(numeric))
    findings.add(
        findings.cells["set"].isin(known.criteria.sets) & longer,
        "indicator",
        lambda row: f"ô số {row['indicator']} có thể là {row['indicator']} hoặc {row['indicator']}0",
        "định dạng ô là Text rồi gõ lại mã",
    )


def _check_times(findings: Findings, frame: DataFrame) -> None:
    """Reports days and years after the month they are told in, and warns of rows without a value."""
    sound = findings.sound("period", "measured_on", "reference_year")
    findings.add(
        sound & (month_of(frame["measured_on"]) > frame["month"]),
        "measured_on",
        lambda row: f"{row['measured_on']} sau kỳ {row['period']}",
        "một ngày trong kỳ hoặc trước kỳ",
    )
    measured = frame["status"] != Status.ESTIMATE.value
    findings.add(
        sound & measured & (frame["reference_year"] > frame["month"] // 12),
        "reference_year",
        lambda row: f"năm {row['reference_year']} sau kỳ {row['period']}",
        "năm của kỳ hoặc trước đó; chỉ số liệu “ước” được nói về năm sau",
    )
    sound = findings.sound("value", "numerator", "denominator")
    findings.add(
        sound & frame["num"].isna().to_numpy() & ~frame["not_applicable"].to_numpy(),
        "value",
        "dòng không có giá trị",
        "ghi giá trị, hoặc bỏ dòng: chưa có số liệu thì không cần dòng",
        warning=True,
    )


def _frame(table: TextTable, months: Series, percent: Flags) -> DataFrame:
    given = typed_columns("observations", table)
    columns = {
        **given,
        **value_columns(table.cells, percent),
        "month": months,
        "text": given["value"],
        "reference_year": Series(given["reference_year"]).fillna(months // 12),
        "row": table.lines,
        "rows": pd.array([f"{table.file}:{line}" for line in table.lines.tolist()], dtype="str"),
    }
    return DataFrame({name: columns[name] for name in _COLUMNS if name != "asked"})
