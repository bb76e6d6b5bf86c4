"""confirmations.csv and estimates.csv: what bodies confirm and expect, which no indicator carries."""

from __future__ import annotations

from pandas import DataFrame

from ntm_analysis.dataset.findings import Findings
from ntm_analysis.dataset.movement_checks import References, check_target, check_unique
from ntm_analysis.dataset.references import check_no_town
from ntm_analysis.model import TargetKind

# Targets of which a commune can say its own part: whether it will count, or how many criteria it will meet.
_YES_OR_NO = {TargetKind.RECOGNISED, TargetKind.CRITERION, TargetKind.MODEL_AREAS}


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
    return frame


def read_estimates(findings: Findings, frame: DataFrame, references: References) -> DataFrame:
    """Checks what the district or a commune expects a target to be at the year's end."""
    rows = findings.rows
    check_target(findings, references)
    check_no_town(findings, references.known)
    check_unique(findings, ["period", "commune", "target"], "ước thực hiện này")
    of_kind = frame["target"].map({target.id: str(target.kind) for target in references.targets})
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
    whole = (frame["value"] >= 0) & (frame["value"] % 1 == 0)
    findings.add(
        own & criteria & ~whole,
        "value",
        lambda row: f"xã ước “{row['value']}”",
        "số tiêu chí xã ước đạt, một số nguyên không âm",
    )
    return frame
