"""Checks that tables share: the commune exists in that month, the set exists, illustrative is allowed."""

from __future__ import annotations

from pandas import Series

from ntm_analysis.model import Period
from ntm_analysis.read.cells import Flags
from ntm_analysis.read.findings import Findings
from ntm_analysis.read.known import Known
from ntm_analysis.read.nearest import nearest, nearest_named


def check_communes(findings: Findings, known: Known) -> None:
    """Reports codes of communes that are not in communes.csv; a blank one stands for the district."""
    unknown = findings.cells["commune"].are(lambda code: code != "" and code not in known.names)
    findings.add(
        findings.sound("commune") & unknown,
        "commune",
        lambda row: f"không có xã mã “{row['commune']}”",
        lambda row: nearest_named(row["commune"], known.names),
    )


def check_no_town(findings: Findings, known: Known, mask: Flags | None = None) -> None:
    """Reports rows of criteria sets about a town; ``mask`` marks these rows where not all are."""
    town = findings.sound("commune") & findings.cells["commune"].isin(known.towns)
    findings.add(
        town if mask is None else town & mask,
        "commune",
        "thị trấn không xét theo bộ tiêu chí xã",
        "ghi xã, hoặc số liệu bổ trợ (statistics)",
    )


def check_life(findings: Findings, known: Known, months: Series) -> None:
    """Reports months before a commune was formed or after it ended; the district has no such limits."""
    commune = findings.cells["commune"]
    sound = findings.sound("commune", "period")
    first, last = (commune.numbers(known.life[edge].get) for edge in ("first", "last"))
    findings.add(
        sound & (months < first),
        "period",
        lambda row: f"xã {known.names[row['commune']]} chưa thành lập",
        lambda row: f"kỳ từ {_month(known, row, 'first')} trở đi",
    )
    findings.add(
        sound & (months > last),
        "period",
        lambda row: f"xã {known.names[row['commune']]} không còn tồn tại",
        lambda row: f"kỳ đến {_month(known, row, 'last')} trở về trước",
    )


def check_sets(findings: Findings, allowed: list[str]) -> None:
    """Reports sets that do not exist; where the column may be blank, blank ones are left alone."""
    findings.add(
        findings.sound("set") & ~findings.cells["set"].isin(["", *allowed]),
        "set",
        lambda row: f"không có bộ tiêu chí “{row['set']}”",
        lambda row: nearest(row["set"], allowed),
    )


def check_criteria(findings: Findings, known: Known) -> None:
    """Reports criteria that their set does not have; blank ones are left alone."""
    codes = known.criterion_codes
    criterion = findings.cells["criterion"]
    unknown = findings.cells["set"].paired(criterion, codes) < 0
    findings.add(
        findings.sound("set", "criterion") & ~criterion.isin([""]) & unknown,
        "criterion",
        lambda row: f"không có tiêu chí “{row['criterion']}” trong bộ này",
        lambda row: nearest(row["criterion"], [code for of, code in codes if of == row["set"]]),
    )


def check_illustrative(findings: Findings, known: Known) -> None:
    """Reports illustrative rows in a dataset that says it has none."""
    if known.illustrative:
        return
    findings.add(
        findings.cells["illustrative"].isin(["có"]),
        "illustrative",
        "dòng minh họa trong bộ số liệu có illustrative: false",
        "bỏ dòng này, hoặc ghi illustrative: true trong dataset.yaml",
    )


def _month(known: Known, row: Series, edge: str) -> Period:
    return Period.from_number(known.life[edge][row["commune"]])
