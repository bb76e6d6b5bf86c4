"""observations.csv: the measured values, each with its own date, reference year and status."""

from __future__ import annotations

import numpy as np
import pandas as pd
from pandas import DataFrame, Series

from ntm_analysis.errors import Problem
from ntm_analysis.model import Status
from ntm_analysis.read.cells import Flags, Integers
from ntm_analysis.read.contradictions import check_contradictions, check_shared_denominators
from ntm_analysis.read.findings import Findings
from ntm_analysis.read.known import Known
from ntm_analysis.read.plausible import ask
from ntm_analysis.read.read import TextTable
from ntm_analysis.read.references import (
    check_communes,
    check_illustrative,
    check_life,
    check_no_town,
    check_sets,
)
from ntm_analysis.read.typed import month_numbers, month_of, typed_columns
from ntm_analysis.read.values import check_values, value_columns
from ntm_analysis.read.words import STATISTICS, STATUSES

_KEY = ("period", "commune", "set", "indicator", "sex", "line")
_ESTIMATE = next(word for word, status in STATUSES.items() if status is Status.ESTIMATE)
_COLUMNS = (
    "period",
    "month",
    "commune",
    "set",
    "indicator",
    "sex",
    "num",
    "den",
    "numerator",
    "denominator",
    "not_applicable",
    "text",
    "measured_on",
    "reference_year",
    "status",
    "line",
    "source",
    "note",
    "illustrative",
    "asked",
    "row",
    "rows",
)


def read_observations(table: TextTable, known: Known) -> tuple[DataFrame, list[Problem]]:
    """Gives the observations and every problem of their table, warnings among them.

    ``asked`` marks rows that are not plausible and were not confirmed: they decide nothing.
    """
    findings = Findings("observations", table)
    cells = findings.cells
    months = month_numbers(cells["period"])
    check_communes(findings, known)
    check_sets(findings, [STATISTICS, *known.criteria.sets])
    check_no_town(findings, known, cells["set"].isin(known.criteria.sets))
    check_life(findings, known, months)
    check_illustrative(findings, known)
    measure = cells["set"].paired(cells["indicator"], known.measures.numbers)
    _check_indicators(findings, known, measure)
    _check_numeric(findings, known, table.numeric_indicators)
    _check_sex(findings, known, measure)
    check_values(findings, known.measures, measure)
    frame = _frame(table, months, known.measures.in_units(measure, "percent"))
    _check_dates(findings, frame)
    findings.add_duplicates(_KEY, "indicator", "số liệu này", cells["status"].isin([_ESTIMATE]))
    check_shared_denominators(findings, frame, known.standards.shared)
    _warn(findings, frame)
    return frame.assign(asked=ask(findings, frame, known, measure))[list(_COLUMNS)], findings.problems


def _check_indicators(findings: Findings, known: Known, measure: Integers) -> None:
    findings.add(
        findings.sound("set", "indicator") & (measure < 0),
        "indicator",
        lambda row: known.what_is(row["set"], row["indicator"]),
        lambda row: known.what_to_record(row["set"], row["indicator"]),
    )


def _check_numeric(findings: Findings, known: Known, numeric: frozenset[int]) -> None:
    """Reports cells where Excel may have made 17.1 of 17.10."""
    if not numeric:
        return
    codes = {code for _, code in known.measures.numbers}
    longer = findings.cells["indicator"].are(lambda code: f"{code}0" in codes)
    findings.add(
        findings.cells["set"].isin(known.criteria.sets)
        & longer
        & np.isin(findings.table.lines, list(numeric)),
        "indicator",
        lambda row: f"ô số {row['indicator']} có thể là {row['indicator']} hoặc {row['indicator']}0",
        "định dạng ô là Text rồi gõ lại mã",
    )


def _check_sex(findings: Findings, known: Known, measure: Integers) -> None:
    split = findings.cells["sex"].isin(["nam", "nữ"]) & ~findings.cells["set"].isin([STATISTICS])
    findings.add(
        split
        & findings.sound("set", "indicator", "sex")
        & (measure >= 0)
        & ~known.measures.both_sexes[measure],
        "sex",
        lambda row: f"chỉ tiêu {row['indicator']} không xét riêng nam, nữ",
        "chung",
    )


def _check_dates(findings: Findings, frame: DataFrame) -> None:
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


def _warn(findings: Findings, frame: DataFrame) -> None:
    sound = findings.sound("value", "numerator", "denominator")
    findings.add(
        sound & frame["num"].isna().to_numpy() & ~frame["not_applicable"].to_numpy(),
        "value",
        "dòng không có giá trị",
        "ghi giá trị, hoặc bỏ dòng: chưa có số liệu thì không cần dòng",
        warning=True,
    )
    check_contradictions(findings, frame)


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
