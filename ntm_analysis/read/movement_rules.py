"""What each table of the movement must hold to, row by row."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

import pandas as pd
from pandas import DataFrame, Series

from ntm_analysis.model import slug_of
from ntm_analysis.read.contributions import read_contributions
from ntm_analysis.read.exact import exact
from ntm_analysis.read.findings import Findings
from ntm_analysis.read.movement_checks import (
    References,
    check_code,
    check_exactly_one,
    check_not_after,
    check_unique,
)
from ntm_analysis.read.nearest import nearest
from ntm_analysis.read.references import check_no_town
from ntm_analysis.read.stated import read_confirmations, read_estimates
from ntm_analysis.read.task_rules import read_task_states, read_tasks
from ntm_analysis.read.words import BODY_LEVELS


def _registrations(findings: Findings, frame: DataFrame, references: References) -> DataFrame:
    check_no_town(findings, references.known)
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


def _model_areas(findings: Findings, frame: DataFrame, references: References) -> DataFrame:
    check_no_town(findings, references.known)
    check_unique(findings, ["commune", "village"], "khu dân cư này")
    _warn_of_twins(findings)
    decided = findings.rows["decision"] != ""
    dated = findings.rows["recognised_on"] != ""
    findings.add(decided != dated, "decision", "chỉ ghi một trong decision, recognised_on", "ghi cả hai")
    earlier = frame["recognised_on"] < frame["registered_on"]
    findings.add(earlier, "recognised_on", "công nhận trước khi đăng ký", "ngày từ registered_on trở đi")
    return frame


def _warn_of_twins(findings: Findings) -> None:
    """Warns of villages of one commune whose names differ in capitals or in where the accent stands."""
    rows = findings.rows
    alike = rows.assign(slug=rows["village"].map(slug_of)).duplicated(["commune", "slug"])
    exact = rows.duplicated(["commune", "village"])
    findings.add(
        alike & ~exact,
        "village",
        lambda row: f"“{row['village']}” giống tên một khu dân cư khác của xã",
        "nếu là một thì bỏ một dòng, viết tên như nhau",
        warning=True,
    )


def _model_area_items(findings: Findings, frame: DataFrame, references: References) -> DataFrame:
    check_unique(findings, ["period", "commune", "village", "item"], "nội dung này")
    if not references.knows("model_areas"):
        return frame
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
    findings.add(
        frame["quantity"] == 0, "quantity", "khen thưởng 0", "số lớn hơn 0, hoặc bỏ dòng", warning=True
    )
    about = ["commended_on", "commune", "kind", "recipient", "merit"]
    findings.add(
        rows.duplicated(about),
        "merit",
        "giống một dòng khen thưởng trước đó",
        "bỏ một dòng, hoặc ghi rõ thành tích",
        warning=True,
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
    kinds = references.items.kinds if references.items else {}
    if references.items is not None:
        check_code(findings, "kind", {(kind,) for kind in kinds}, "không có loại hoạt động")
    _warn_of_plans(findings, frame)
    item = frame["kind"].map({code: kind.item for code, kind in kinds.items()}).astype("Int64")
    return frame.assign(item=item)


def _warn_of_plans(findings: Findings, frame: DataFrame) -> None:
    """Warns of a plan of a year that stands in more than one row: plans are written once and add up."""
    planned = findings.rows["planned"] != ""
    year = frame["month"] // 12
    key = [year, findings.rows["commune"], findings.rows["kind"]]
    before = planned.astype("int64").groupby(key).cumsum()
    findings.add(
        planned & (before > 1),
        "planned",
        lambda row: f"kế hoạch năm {row['period'][:4]} của “{row['kind']}” ghi nhiều lần, cộng dồn",
        "ghi kế hoạch cả năm một lần, ở tháng đầu",
        warning=True,
    )


def _submissions(findings: Findings, frame: DataFrame, _references: References) -> DataFrame:
    check_exactly_one(findings, "commune", "body")
    check_unique(findings, ["period", "commune", "body"], "lần nộp này")
    received = frame["received_on"].dt.year * 12 + frame["received_on"].dt.month - 1
    findings.add(
        findings.sound("received_on", "period") & (received < frame["month"]),
        "received_on",
        lambda row: f"“{row['received_on']}” trước khi kỳ {row['period']} bắt đầu",
        "ngày trong hoặc sau kỳ của dòng",
    )
    return frame


def _unit_changes(findings: Findings, frame: DataFrame, references: References) -> DataFrame:
    for column in ("area_share", "pop_share"):
        outside = ~frame[column].between(0, 1) & findings.sound(column)
        findings.add(outside, column, "tỷ lệ ngoài khoảng", "một tỷ lệ từ 0 đến 1")
        _check_sum(findings, frame, column, references)
    check_unique(findings, ["effective_date", "from_code", "to_code"], "thay đổi này")
    return frame


def _check_sum(findings: Findings, frame: DataFrame, column: str, references: References) -> None:
    """Reports units of which more than the whole goes at one date, or less although they are no more."""
    rows, lives = findings.rows, references.known.life["last"]
    exact_shares = rows[column].map(exact).map(lambda share: share or Fraction(0))
    total = exact_shares.groupby([rows["effective_date"], rows["from_code"]]).transform("sum")
    month = frame["effective_date"].dt.year * 12 + frame["effective_date"].dt.month - 1
    last = findings.cells["from_code"].numbers(lives.get)
    ended = ((last < month) | ~rows["from_code"].isin(list(references.known.names))).fillna(value=False)
    findings.add(
        findings.sound(column, "effective_date", "from_code") & ((total > 1) | (ended & (total < 1))),
        column,
        lambda row: f"các phần của {row['from_code']} ngày {row['effective_date']} cộng lại không bằng 1",
        "chia hết đơn vị đã kết thúc, không quá 1",
    )


def _contributions(findings: Findings, frame: DataFrame, references: References) -> DataFrame:
    check_not_after(findings, frame, "given_on")
    return read_contributions(findings, frame, references.items.goods_units if references.items else None)


READERS: dict[str, Callable[[Findings, DataFrame, References], DataFrame]] = {
    "registrations": _registrations,
    "bodies": _bodies,
    "responsibilities": _responsibilities,
    "tasks": read_tasks,
    "task_states": read_task_states,
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
