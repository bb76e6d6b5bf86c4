"""What tasks and their reported states must hold to."""

from __future__ import annotations

from pandas import DataFrame, Series

from ntm_analysis.model import TargetKind
from ntm_analysis.read.findings import Findings
from ntm_analysis.read.movement_checks import (
    References,
    check_code,
    check_not_after,
    check_target,
    check_unique,
)
from ntm_analysis.read.references import check_no_town

_DONE = "hoàn thành"


def read_tasks(findings: Findings, frame: DataFrame, references: References) -> DataFrame:
    """Checks what a task is for, who has it and when."""
    rows = findings.rows
    check_unique(findings, ["task"], "mã nhiệm vụ này")
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
    _check_body(findings, references)
    _check_criterion(findings, references)
    return frame


def _check_body(findings: Findings, references: References) -> None:
    """Reports tasks of one commune that a body of another is to do."""
    rows = findings.rows
    listed = references.codes("bodies", "body", "commune")
    of = {body: commune for body, commune in listed if commune}
    body_of = Series([of.get(body, "") for body in rows["body"]], rows.index, dtype="str")
    names = references.known.names
    findings.add(
        (body_of != "") & (rows["commune"] != "") & (body_of != rows["commune"]),
        "body",
        lambda row: f"“{row['body']}” là đơn vị của xã {names.get(of[row['body']], of[row['body']])}",
        lambda row: f"đơn vị của xã {names.get(row['commune'], row['commune'])} hoặc đơn vị cấp huyện",
    )


def _check_criterion(findings: Findings, references: References) -> None:
    """Reports tasks that name a criterion and a target on another one."""
    rows = findings.rows
    known = references.targets or ()
    on = {t.id: (t.set, t.criterion) for t in known if t.kind is TargetKind.CRITERION}
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
    check_unique(findings, ["period", "task"], "trạng thái này")
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
    _warn_of_undone(findings, frame)
    return frame


def _warn_of_undone(findings: Findings, frame: DataFrame) -> None:
    """Warns of a task that was done in an earlier month and no longer is, without a word why."""
    done = findings.rows["state"] == _DONE
    first = frame["month"].where(done).groupby(findings.rows["task"]).transform("min")
    findings.add(
        ~done & (frame["month"] > first) & (findings.rows["note"] == ""),
        "state",
        lambda row: f"nhiệm vụ “{row['task']}” đã hoàn thành ở kỳ trước, nay “{row['state']}”",
        "sửa state, hoặc ghi lý do ở cột note",
        warning=True,
    )
