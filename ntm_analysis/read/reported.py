"""verdicts.csv and recognitions.csv: what authorities wrote and decided."""

from __future__ import annotations

from pandas import DataFrame

from ntm_analysis.errors import Problem
from ntm_analysis.read.findings import Findings
from ntm_analysis.read.known import Known
from ntm_analysis.read.read import TextTable
from ntm_analysis.read.references import (
    check_communes,
    check_criteria,
    check_illustrative,
    check_life,
    check_no_town,
    check_sets,
)
from ntm_analysis.read.typed import month_numbers, typed

_VERDICT_KEY = ["period", "commune", "set", "criterion", "level"]
_RECOGNITION_KEY = ["commune", "level"]


def read_verdicts(table: TextTable, known: Known) -> tuple[DataFrame, list[Problem]]:
    """Gives the reported verdicts and every problem of their table."""
    findings = Findings("verdicts", table)
    months = month_numbers(table.cells["period"])
    check_communes(findings, known)
    check_no_town(findings, known)
    check_life(findings, known, months)
    check_sets(findings, list(known.criteria.sets))
    check_illustrative(findings, known)
    check_criteria(findings, known)
    frame = typed("verdicts", table).assign(month=months)
    findings.add_duplicates(_VERDICT_KEY, "criterion", "kết quả này")
    order = ["period", "month", *[c for c in table.cells if c != "period"], "row"]
    return frame[order], findings.problems


def read_recognitions(table: TextTable, known: Known) -> tuple[DataFrame, list[Problem]]:
    """Gives the recognitions and every problem of their table."""
    findings = Findings("recognitions", table)
    check_communes(findings, known)
    check_no_town(findings, known)
    check_illustrative(findings, known)
    _check_decisions(findings)
    _check_basis(findings, known)
    _warn_of_levels(findings)
    frame = typed("recognitions", table)
    findings.add_duplicates(_RECOGNITION_KEY, "level", "xã này với cấp độ này")
    return frame[[*[c for c in frame.columns if c != "row"], "row"]], findings.problems


def _check_basis(findings: Findings, known: Known) -> None:
    """Reports recognitions that are made up in a dataset that says it holds real figures only."""
    if not known.illustrative:
        findings.add(
            findings.cells["basis"].isin(["minh họa"]),
            "basis",
            "công nhận minh họa trong bộ số liệu có illustrative: false",
            "bỏ dòng này, hoặc ghi illustrative: true trong dataset.yaml",
        )


def _warn_of_levels(findings: Findings) -> None:
    """Warns of communes recognised at a higher level without the standard that it rests on."""
    rows = findings.rows
    standard = set(rows.loc[rows["level"] == "ntm", "commune"])
    findings.add(
        rows["level"].isin(["nâng cao", "kiểu mẫu"]) & ~rows["commune"].isin(list(standard)),
        "level",
        lambda row: f"xã {row['commune']} có {row['level']} mà không có dòng ntm: không tính là đạt chuẩn",
        "thêm dòng ntm với quyết định đạt chuẩn của xã",
        warning=True,
    )


def _check_decisions(findings: Findings) -> None:
    """Reports stages that contradict the decision named beside them; a row must say what it rests on."""
    cells = findings.cells
    named = ~cells["decision"].isin([""]) | ~cells["decision_date"].isin([""])
    stage = cells["dossier_stage"]
    decided, blank = stage.isin(["đã có quyết định"]), stage.isin([""])
    findings.add(
        findings.sound("dossier_stage") & named & ~decided & ~blank,
        "dossier_stage",
        lambda row: f"“{row['dossier_stage']}” mà có số hoặc ngày quyết định",
        "đã có quyết định, hoặc để trống decision và decision_date",
    )
    findings.add(
        decided & ~named & cells["source"].isin([""]),
        "decision",
        "đã có quyết định mà không ghi số, ngày, nguồn",
        "ghi decision, decision_date, hoặc nguồn cho biết xã đã được công nhận",
    )
    findings.add(
        blank & ~named,
        "dossier_stage",
        "không nêu quyết định, không nêu giai đoạn hồ sơ: không tính là được công nhận",
        "ghi decision và decision_date, hoặc dossier_stage",
        warning=True,
    )
