"""What each table of the movement must hold to, row by row."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
from pandas import DataFrame, Series

from ntm_analysis.dataset.contributions import read_contributions
from ntm_analysis.dataset.findings import Findings
from ntm_analysis.dataset.movement_checks import (
    References,
    check_code,
    check_exactly_one,
    check_not_after,
    check_target,
    check_unique,
)
from ntm_analysis.dataset.nearest import nearest
from ntm_analysis.dataset.references import check_no_town
from ntm_analysis.dataset.stated import read_confirmations, read_estimates
from ntm_analysis.dataset.words import BODY_LEVELS


def _registrations(findings: Findings, frame: DataFrame, references: References) -> DataFrame:
    check_no_town(findings, references.known, findings.rows["commune"] != "")
    check_unique(findings, ["year", "commune", "set", "criterion"], "đăng ký này")
    return frame


def _bodies(findings: Findings, frame: DataFrame, _references: References) -> DataFrame:
    check_unique(findings, ["body"], "mã này")
    local = findings.rows["level"].isin([w for w, c in BODY_LEVELS.items() if not c.startswith("district")])
    named = findings.rows["commune"] != ""
    sound = findings.sound("level")
    findings.add(
        sound & local & ~named, "commune", "đơn vị cấp xã, thôn không ghi xã", "mã xã của đơn vị này"
    )
    findings.add(sound & ~local & named, "commune", "đơn vị cấp huyện có ghi xã", "để trống")
    return frame


def _responsibilities(findings: Findings, frame: DataFrame, _references: References) -> DataFrame:
    check_exactly_one(findings, "criterion", "commune")
    without = (findings.rows["criterion"] != "") & (findings.rows["set"] == "")
    findings.add(without, "set", "tiêu chí không ghi bộ tiêu chí", "mã bộ tiêu chí")
    check_unique(findings, ["set", "criterion", "commune", "body"], "phân công này")
    return frame


def _tasks(findings: Findings, frame: DataFrame, references: References) -> DataFrame:
    rows = findings.rows
    check_unique(findings, ["task"], "mã nhiệm vụ này")
    check_target(findings, references)
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
    return frame


def _task_states(findings: Findings, frame: DataFrame, references: References) -> DataFrame:
    check_unique(findings, ["period", "task"], "trạng thái này")
    check_code(findings, "task", references.codes("tasks", "task"), "không có nhiệm vụ")
    done, dated = findings.rows["state"] == "hoàn thành", findings.rows["done_on"] != ""
    findings.add(done & ~dated, "done_on", "nhiệm vụ hoàn thành không ghi ngày", "ngày hoàn thành")
    findings.add(
        dated & ~done, "done_on", "có ngày hoàn thành mà chưa hoàn thành", "để trống, hoặc sửa state"
    )
    check_not_after(findings, frame, "done_on")
    return frame


def _model_areas(findings: Findings, frame: DataFrame, references: References) -> DataFrame:
    check_no_town(findings, references.known, findings.rows["commune"] != "")
    check_unique(findings, ["commune", "village"], "khu dân cư này")
    decided = findings.rows["decision"] != ""
    dated = findings.rows["recognised_on"] != ""
    findings.add(decided != dated, "decision", "chỉ ghi một trong decision, recognised_on", "ghi cả hai")
    earlier = frame["recognised_on"] < frame["registered_on"]
    findings.add(earlier, "recognised_on", "công nhận trước khi đăng ký", "ngày từ registered_on trở đi")
    return frame


def _model_area_items(findings: Findings, frame: DataFrame, references: References) -> DataFrame:
    check_unique(findings, ["period", "commune", "village", "item"], "nội dung này")
    listed = references.codes("model_areas", "commune", "village")
    pairs = pd.MultiIndex.from_frame(findings.rows[["commune", "village"]])
    findings.add(
        findings.sound("commune", "village") & ~Series(pairs.isin(listed), findings.rows.index),
        "village",
        lambda row: f"không có khu dân cư “{row['village']}” của xã này trong model_areas",
        lambda row: nearest(row["village"], [v for c, v in sorted(listed) if c == row["commune"]]),
    )
    return frame


def _commendations(findings: Findings, frame: DataFrame, _references: References) -> DataFrame:
    rows = findings.rows
    named = rows["recipient"] != ""
    findings.add(
        named & (rows["decision"] == ""),
        "recipient",
        "có tên mà không có quyết định",
        "ghi decision hoặc bỏ tên",
    )
    personal = rows["kind"].isin(["cá nhân", "hộ gia đình"])
    findings.add(
        named & personal & (rows["illustrative"] == "có"),
        "recipient",
        "dòng minh họa có tên người",
        "để trống",
    )
    return frame


def _activities(findings: Findings, frame: DataFrame, references: References) -> DataFrame:
    check_unique(findings, ["period", "commune", "kind"], "hoạt động này")
    kinds = references.items.kinds
    check_code(findings, "kind", {(kind,) for kind in kinds}, "không có loại hoạt động")
    item = frame["kind"].map({code: kind.item for code, kind in kinds.items()}).astype("Int64")
    return frame.assign(item=item)


def _submissions(findings: Findings, frame: DataFrame, _references: References) -> DataFrame:
    check_exactly_one(findings, "commune", "body")
    check_unique(findings, ["period", "commune", "body"], "lần nộp này")
    return frame


def _unit_changes(findings: Findings, frame: DataFrame, _references: References) -> DataFrame:
    for column in ("area_share", "pop_share"):
        outside = ~frame[column].between(0, 1) & findings.sound(column)
        findings.add(outside, column, "tỷ lệ ngoài khoảng", "một tỷ lệ từ 0 đến 1")
    check_unique(findings, ["effective_date", "from_code", "to_code"], "thay đổi này")
    return frame


def _contributions(findings: Findings, frame: DataFrame, _references: References) -> DataFrame:
    check_not_after(findings, frame, "given_on")
    return read_contributions(findings, frame)


READERS: dict[str, Callable[[Findings, DataFrame, References], DataFrame]] = {
    "registrations": _registrations,
    "bodies": _bodies,
    "responsibilities": _responsibilities,
    "tasks": _tasks,
    "task_states": _task_states,
    "confirmations": read_confirmations,
    "estimates": read_estimates,
    "contributions": _contributions,
    "model_areas": _model_areas,
    "model_area_items": _model_area_items,
    "commendations": _commendations,
    "activities": _activities,
    "submissions": _submissions,
    "unit_changes": _unit_changes,
}
