"""observations.csv: the measured values, each with its own date, reference year and status."""

from __future__ import annotations

import pandas as pd
from pandas import DataFrame, Series

from ntm_analysis.dataset.contradictions import check_contradictions, check_shared_denominators
from ntm_analysis.dataset.findings import Findings
from ntm_analysis.dataset.known import Known
from ntm_analysis.dataset.read import TextTable
from ntm_analysis.dataset.references import (
    check_communes,
    check_illustrative,
    check_life,
    check_no_town,
    check_sets,
)
from ntm_analysis.dataset.typed import month_numbers, month_of, typed
from ntm_analysis.dataset.values import check_values, value_columns
from ntm_analysis.dataset.words import STATISTICS
from ntm_analysis.errors import Problem
from ntm_analysis.model import Status

_KEY = ["period", "commune", "set", "indicator", "sex", "line"]


def read_observations(table: TextTable, known: Known) -> tuple[DataFrame, list[Problem]]:
    """Gives the observations and every problem of their table, warnings among them."""
    findings = Findings("observations", table)
    rows = table.rows
    months = month_numbers(rows["period"])
    check_communes(findings, known)
    check_sets(findings, [STATISTICS, *known.criteria.sets])
    check_no_town(findings, known, rows["set"].isin(list(known.criteria.sets)))
    check_life(findings, known, months)
    check_illustrative(findings, known)
    _check_indicators(findings, known)
    _check_numeric(findings, known, table.numeric_indicators)
    measures = rows[["set", "indicator"]].merge(known.measures, on=["set", "indicator"], how="left")
    _check_sex(findings, measures)
    check_values(findings, measures)
    frame = _frame(table, months, measures["unit"])
    _check_dates(findings, frame)
    _check_duplicates(findings, frame)
    sound = findings.sound(*_KEY, "denominator", "status")
    check_shared_denominators(findings, frame[sound], known.rules)
    _warn(findings, frame)
    return frame, findings.problems


def _check_indicators(findings: Findings, known: Known) -> None:
    rows = findings.rows
    recordable = pd.MultiIndex.from_frame(known.measures[["set", "indicator"]])
    recorded = pd.MultiIndex.from_frame(rows[["set", "indicator"]]).isin(recordable)
    findings.add(
        findings.sound("set", "indicator") & ~recorded,
        "indicator",
        lambda row: known.what_is(row["set"], row["indicator"]),
        lambda row: known.what_to_record(row["set"], row["indicator"]),
    )


def _check_numeric(findings: Findings, known: Known, numeric: frozenset[int]) -> None:
    """Reports cells where Excel may have made 17.1 of 17.10."""
    longer = findings.rows["indicator"] + "0"
    codes = findings.rows["set"].isin(list(known.criteria.sets)) & longer.isin(
        list(known.measures["indicator"])
    )
    findings.add(
        codes & findings.rows["row"].isin(list(numeric)),
        "indicator",
        lambda row: f"ô số {row['indicator']} có thể là {row['indicator']} hoặc {row['indicator']}0",
        "định dạng ô là Text rồi gõ lại mã",
    )


def _check_sex(findings: Findings, measures: DataFrame) -> None:
    split = findings.rows["sex"].isin(["nam", "nữ"]) & (findings.rows["set"] != STATISTICS)
    findings.add(
        split & findings.sound("set", "indicator", "sex") & (measures["both_sexes"] == False),  # noqa: E712
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


def _check_duplicates(findings: Findings, frame: DataFrame) -> None:
    keys = frame[_KEY].assign(estimate=frame["status"] == Status.ESTIMATE.value)
    findings.add_duplicates(keys[findings.sound(*_KEY, "status")], "indicator", "số liệu này")


def _warn(findings: Findings, frame: DataFrame) -> None:
    sound = findings.sound("value", "numerator", "denominator")
    findings.add(
        sound & frame["num"].isna() & ~frame["not_applicable"],
        "value",
        "dòng không có giá trị",
        "ghi giá trị, hoặc bỏ dòng: chưa có số liệu thì không cần dòng",
        warning=True,
    )
    check_contradictions(findings, frame[findings.sound(*_KEY, "value", "status")])


def _frame(table: TextTable, months: Series, unit: Series[str]) -> DataFrame:
    rows = typed("observations", table.rows)
    values = value_columns(table.rows, unit)
    frame = rows.assign(
        month=months,
        **{str(name): values[name] for name in values},
        text=rows["value"],
        reference_year=rows["reference_year"].fillna(months // 12),
        rows=(f"{table.file}:" + rows["row"].astype("str")).astype("str"),
    )
    return frame[
        [
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
            "row",
            "rows",
        ]
    ]
