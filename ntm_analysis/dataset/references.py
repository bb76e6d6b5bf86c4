"""Checks that tables share: the commune exists in that month, the set exists, illustrative is allowed."""

from __future__ import annotations

import pandas as pd
from pandas import DataFrame, Series

from ntm_analysis.dataset.findings import Findings
from ntm_analysis.dataset.known import Known
from ntm_analysis.dataset.nearest import nearest, nearest_named
from ntm_analysis.model import Period


def check_communes(findings: Findings, known: Known) -> None:
    """Reports codes of communes that are not in communes.csv; a blank one stands for the district."""
    column = findings.rows["commune"]
    unknown = findings.sound("commune") & (column != "") & ~column.isin(list(known.names))
    findings.add(
        unknown,
        "commune",
        lambda row: f"không có xã mã “{row['commune']}”",
        lambda row: nearest_named(row["commune"], known.names),
    )


def check_no_town(findings: Findings, known: Known, mask: Series[bool]) -> None:
    """Reports rows of criteria sets about a town."""
    town = findings.sound("commune") & findings.rows["commune"].isin(known.towns)
    findings.add(
        town & mask,
        "commune",
        "thị trấn không xét theo bộ tiêu chí xã",
        "ghi xã, hoặc số liệu bổ trợ (statistics)",
    )


def check_life(findings: Findings, known: Known, months: Series) -> None:
    """Reports months before a commune was formed or after it ended."""
    commune = findings.rows["commune"]
    sound = findings.sound("commune", "period")
    first, last = (commune.map(known.life[edge]).astype("Int64") for edge in ("first", "last"))
    findings.add(
        sound & (months < first),
        "period",
        lambda row: f"xã {known.names[row['commune']]} chưa thành lập",
        lambda row: f"kỳ từ {_month(known.life, row, 'first')} trở đi",
    )
    findings.add(
        sound & (months > last),
        "period",
        lambda row: f"xã {known.names[row['commune']]} không còn tồn tại",
        lambda row: f"kỳ đến {_month(known.life, row, 'last')} trở về trước",
    )


def check_sets(findings: Findings, allowed: list[str]) -> None:
    """Reports sets that do not exist; where the column may be blank, blank ones are left alone."""
    unknown = findings.sound("set") & (findings.rows["set"] != "") & ~findings.rows["set"].isin(allowed)
    findings.add(
        unknown,
        "set",
        lambda row: f"không có bộ tiêu chí “{row['set']}”",
        lambda row: nearest(row["set"], allowed),
    )


def check_criteria(findings: Findings, known: Known) -> None:
    """Reports criteria that their set does not have; blank ones are left alone."""
    rows = findings.rows
    codes = known.criterion_codes
    exists = pd.MultiIndex.from_frame(rows[["set", "criterion"]]).isin(pd.MultiIndex.from_frame(codes))
    findings.add(
        findings.sound("set", "criterion") & (rows["criterion"] != "") & ~exists,
        "criterion",
        lambda row: f"không có tiêu chí “{row['criterion']}” trong bộ này",
        lambda row: nearest(row["criterion"], codes.loc[codes["set"] == row["set"], "criterion"]),
    )


def check_illustrative(findings: Findings, known: Known) -> None:
    """Reports illustrative rows in a dataset that says it has none."""
    if known.illustrative:
        return
    findings.add(
        findings.rows["illustrative"] == "có",
        "illustrative",
        "dòng minh họa trong bộ số liệu có illustrative: false",
        "bỏ dòng này, hoặc ghi illustrative: true trong dataset.yaml",
    )


def _month(life: DataFrame, row: Series, edge: str) -> Period:
    return Period.from_number(int(life[edge][row["commune"]]))
