"""Tasks and their states, and what bodies confirm and expect, which no indicator carries.

tasks.csv, task_states.csv, confirmations.csv and estimates.csv.
"""

from __future__ import annotations

import math

from pandas import DataFrame, Series

from ntm_analysis.model import TargetKind
from ntm_analysis.read.findings import Findings
from ntm_analysis.read.references import (
    References,
    check_code,
    check_no_town,
    check_not_after,
    check_target,
)

_DONE = "hoàn thành"
# Targets of which a commune can say its own part: whether it will count, or how many criteria it will meet.
_YES_OR_NO = {TargetKind.RECOGNISED, TargetKind.CRITERION, TargetKind.MODEL_AREAS}
_CRITERIA, _PERCENT = 19, 100
_SATISFIED = 0.5  # of those asked; fewer are no “hài lòng” under any rule


def read_tasks(findings: Findings, frame: DataFrame, references: References) -> DataFrame:
    """Checks what a task is for, who has it and when."""
    rows = findings.rows
    findings.add_duplicates(["task"], "mã nhiệm vụ này")
    check_target(findings, references)
    check_no_town(findings, references.known, ~findings.cells["criterion"].isin([""]))
    findings.add(
        (rows["criterion"] == "") & (rows["target"] == ""),
        "criterion",
        "nhiệm vụ không ghi tiêu chí, không ghi mục tiêu",
        "ghi tiêu chí hoặc mục tiêu mà nhiệm vụ phục vụ",
    )
    half = (rows["criterion"] != "") != (rows["set"] != "")
    findings.add(half, "set", "chỉ ghi một trong set, criterion", "ghi cả hai hoặc để trống cả hai")
    findings.add(
        frame["due"] < frame["start"],
        "due",
        lambda row: f"“{row['due']}” trước ngày bắt đầu {row['start']}",
        "ngày từ start trở đi",
    )
    _check_other(findings, references)
    return frame


def _check_other(findings: Findings, references: References) -> None:
    """Reports tasks that a body of another commune is to do, or whose target is on another criterion."""
    rows, names = findings.rows, references.known.names
    of = {body: commune for body, commune in references.codes("bodies", "body", "commune") if commune}
    body_of = Series([of.get(body, "") for body in rows["body"]], rows.index, dtype="str")
    findings.add(
        (body_of != "") & (rows["commune"] != "") & (body_of != rows["commune"]),
        "body",
        lambda row: f"“{row['body']}” là đơn vị của xã {names.get(of[row['body']], of[row['body']])}",
        lambda row: f"đơn vị của xã {names.get(row['commune'], row['commune'])} hoặc đơn vị cấp huyện",
    )
    targets = references.targets or ()
    on = {t.id: (t.set, t.criterion) for t in targets if t.kind is TargetKind.CRITERION}
    asked = zip(rows["target"], rows["set"], rows["criterion"], strict=True)
    other = [bool(code) and on.get(target, (own, code)) != (own, code) for target, own, code in asked]
    findings.add(
        Series(other, rows.index, dtype=bool) & findings.sound("set", "criterion", "target"),
        "target",
        lambda row: f"nhiệm vụ về tiêu chí {row['criterion']} mà mục tiêu “{row['target']}” về tiêu chí khác",
        "mục tiêu về cùng tiêu chí, hoặc để trống target",
    )


def read_task_states(findings: Findings, frame: DataFrame, references: References) -> DataFrame:
    """Checks the states of known tasks and the days they were done."""
    rows = findings.rows
    findings.add_duplicates(["period", "task"], "trạng thái này")
    if references.knows("tasks"):
        check_code(findings, "task", references.codes("tasks", "task"), "không có nhiệm vụ")
    done, dated = rows["state"] == _DONE, rows["done_on"] != ""
    findings.add(done & ~dated, "done_on", "nhiệm vụ hoàn thành không ghi ngày", "ngày hoàn thành")
    findings.add(
        dated & ~done, "done_on", "có ngày hoàn thành mà chưa hoàn thành", "để trống, hoặc sửa state"
    )
    check_not_after(findings, frame, "done_on")
    starts = {task: start for task, start in references.codes("tasks", "task", "start") if start}
    begun = Series([starts.get(task, "") for task in rows["task"]], rows.index, dtype="str")
    findings.add(
        dated & findings.sound("done_on") & (rows["done_on"] < begun),
        "done_on",
        lambda row: f"“{row['done_on']}” trước ngày bắt đầu {starts[row['task']]}",
        "ngày từ start của nhiệm vụ trở đi",
    )
    # A task that was done in an earlier month and no longer is, without a word why.
    first = frame["month"].where(done).groupby(rows["task"]).transform("min")
    findings.add(
        ~done & (frame["month"] > first) & (rows["note"] == ""),
        "state",
        lambda row: f"nhiệm vụ “{row['task']}” đã hoàn thành ở kỳ trước, nay “{row['state']}”",
        "sửa state, hoặc ghi lý do ở cột note",
        warning=True,
    )
    return frame


def read_confirmations(findings: Findings, frame: DataFrame, references: References) -> DataFrame:
    """Checks surveys of satisfaction and findings on security, each of one commune on one day."""
    rows = findings.rows
    check_no_town(findings, references.known)
    findings.add_duplicates(["confirmed_on", "commune", "condition"], "xác nhận này")
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
    rows, value, targets = findings.rows, frame["value"], references.targets or ()
    check_target(findings, references)
    check_no_town(findings, references.known)
    findings.add_duplicates(["period", "commune", "target"], "ước thực hiện này")
    of_kind = frame["target"].map({target.id: str(target.kind) for target in targets})
    own = (rows["commune"] != "") & of_kind.notna()
    yes_or_no, criteria = of_kind.isin(list(_YES_OR_NO)), of_kind == TargetKind.MEAN_CRITERIA
    findings.add(
        own & ~yes_or_no & ~criteria,
        "commune",
        lambda row: f"mục tiêu “{row['target']}” không cộng được từ các xã",
        "để trống: chỉ huyện ước mục tiêu này",
    )
    # The most that a target can come to: all criteria, all points, its denominator.
    most = {"criteria": _CRITERIA, "points": _PERCENT}
    limits = {t.id: float(most.get(t.unit) or t.denominator or math.inf) for t in targets}
    findings.add(
        (rows["commune"] == "") & (value > frame["target"].map(limits)),
        "value",
        lambda row: f"ước “{row['value']}” lớn hơn mức có thể là {limits[row['target']]:g}",
        "số ước theo đơn vị của mục tiêu",
    )
    whole = (value >= 0) & (value % 1 == 0)
    for wrong, found, right in (
        (own & yes_or_no & ~value.isin([0, 1]), "xã ước “{value}”", "1 nếu xã ước đạt, 0 nếu ước chưa đạt"),
        (value < 0, "ước số âm “{value}”", "số không âm; mức giảm ghi số dương"),
        (own & criteria & (value > _CRITERIA), "xã ước “{value}” tiêu chí", f"nhiều nhất {_CRITERIA}"),
        (own & criteria & ~whole, "xã ước “{value}”", "số tiêu chí xã ước đạt, một số nguyên không âm"),
    ):
        findings.add(wrong, "value", found.format_map, right)
    return frame
