"""confirmations.csv and estimates.csv: what bodies confirm and expect, which no indicator carries."""

from __future__ import annotations

import math

from pandas import DataFrame

from ntm_analysis.model import Target, TargetKind
from ntm_analysis.read.findings import Findings
from ntm_analysis.read.movement_checks import References, check_target, check_unique
from ntm_analysis.read.references import check_no_town

# Targets of which a commune can say its own part: whether it will count, or how many criteria it will meet.
_CRITERIA, _PERCENT = 19, 100
_SATISFIED = 0.5  # of those asked; fewer are no “hài lòng” under any rule
_YES_OR_NO = {TargetKind.RECOGNISED, TargetKind.CRITERION, TargetKind.MODEL_AREAS}


def _most(target: Target) -> float:
    """Gives the most that a target can come to: its denominator, all criteria, all points."""
    if target.unit == "criteria":
        return _CRITERIA
    return _PERCENT if target.unit == "points" else float(target.denominator or math.inf)


def read_confirmations(findings: Findings, frame: DataFrame, references: References) -> DataFrame:
    """Checks surveys of satisfaction and findings on security, each of one commune on one day."""
    rows = findings.rows
    check_no_town(findings, references.known)
    check_unique(findings, ["confirmed_on", "commune", "condition"], "xác nhận này")
    counted = (rows["satisfied"] != "") | (rows["asked"] != "")
    half = (rows["satisfied"] != "") != (rows["asked"] != "")
    findings.add(half, "asked", "chỉ ghi một trong satisfied, asked", "ghi cả hai hoặc để trống cả hai")
    findings.add(
        counted & (rows["condition"] == "an ninh"),
        "satisfied",
        "an ninh, trật tự không lấy ý kiến hộ dân",
        "để trống satisfied và asked",
    )
    findings.add(
        (frame["satisfied"] > frame["asked"]) | (frame["asked"] == 0),
        "satisfied",
        lambda row: f"{row['satisfied']} hộ hài lòng trên {row['asked']} hộ được hỏi",
        "số hộ hài lòng không lớn hơn số hộ được hỏi, số hộ được hỏi lớn hơn 0",
    )
    share = frame["satisfied"] / frame["asked"].where(frame["asked"] > 0)
    findings.add(
        (rows["verdict"] == "đạt") & (share < _SATISFIED),
        "satisfied",
        lambda row: f"kết quả đạt mà chỉ {row['satisfied']}/{row['asked']} hộ hài lòng",
        "kiểm tra lại số hộ, hoặc kết quả",
        warning=True,
    )
    return frame


def read_estimates(findings: Findings, frame: DataFrame, references: References) -> DataFrame:
    """Checks what the district or a commune expects a target to be at the year's end."""
    rows = findings.rows
    check_target(findings, references)
    check_no_town(findings, references.known)
    check_unique(findings, ["period", "commune", "target"], "ước thực hiện này")
    of_kind = frame["target"].map({target.id: str(target.kind) for target in references.targets or ()})
    own = (rows["commune"] != "") & of_kind.notna()
    yes_or_no, criteria = of_kind.isin(list(_YES_OR_NO)), of_kind == TargetKind.MEAN_CRITERIA
    findings.add(
        own & ~yes_or_no & ~criteria,
        "commune",
        lambda row: f"mục tiêu “{row['target']}” không cộng được từ các xã",
        "để trống: chỉ huyện ước mục tiêu này",
    )
    findings.add(
        own & yes_or_no & ~frame["value"].isin([0, 1]),
        "value",
        lambda row: f"xã ước “{row['value']}”",
        "1 nếu xã ước đạt, 0 nếu ước chưa đạt",
    )
    findings.add(
        frame["value"] < 0,
        "value",
        lambda row: f"ước số âm “{row['value']}”",
        "số không âm; mức giảm ghi số dương",
    )
    limits = {target.id: _most(target) for target in references.targets or ()}
    most = frame["target"].map(limits)
    findings.add(
        (rows["commune"] == "") & (frame["value"] > most),
        "value",
        lambda row: f"ước “{row['value']}” lớn hơn mức có thể là {limits[row['target']]:g}",
        "số ước theo đơn vị của mục tiêu",
    )
    findings.add(
        own & criteria & (frame["value"] > _CRITERIA),
        "value",
        lambda row: f"xã ước “{row['value']}” tiêu chí",
        f"nhiều nhất {_CRITERIA}",
    )
    whole = (frame["value"] >= 0) & (frame["value"] % 1 == 0)
    findings.add(
        own & criteria & ~whole,
        "value",
        lambda row: f"xã ước “{row['value']}”",
        "số tiêu chí xã ước đạt, một số nguyên không âm",
    )
    return frame
