"""Who promises, does, confirms, expects and reports what.

registrations.csv, bodies.csv, responsibilities.csv, tasks.csv, task_states.csv, confirmations.csv,
estimates.csv, activities.csv and submissions.csv.
"""

import math

from pandas import DataFrame, Series

from ntm_analysis.model import TargetKind
from ntm_analysis.model.dataset import months_of
from ntm_analysis.read.findings import Findings
from ntm_analysis.read.known import Known, check_no_town, check_target
from ntm_analysis.read.words import BODY_LEVELS

# Targets of which a commune can say its own part: whether it will count, or how many criteria it will meet.
_YES_OR_NO = {TargetKind.RECOGNISED, TargetKind.CRITERION, TargetKind.MODEL_AREAS}
_CRITERIA, _PERCENT = 19, 100
_SATISFIED = 0.5  # of those asked; fewer are no “hài lòng” under any rule


def check_registrations(findings: Findings, _frame: DataFrame, known: Known) -> None:
    """Checks which criteria communes promise, each once a year."""
    check_no_town(findings, known)
    findings.add_duplicates(["year", "commune", "set", "criterion"], "đăng ký này")


def check_bodies(findings: Findings, _frame: DataFrame, _known: Known) -> None:
    """Checks who does the work: those of a commune name it, those of the district none."""
    findings.add_duplicates(["body"], "mã này")
    local = findings.rows["level"].isin([w for w, c in BODY_LEVELS.items() if not c.startswith("district")])
    named, sound = findings.rows["commune"] != "", findings.sound("level")
    findings.check(
        (sound & local & ~named, "commune", "đơn vị cấp xã, thôn không ghi xã", "mã xã của đơn vị này"),
        (sound & ~local & named, "commune", "đơn vị cấp huyện có ghi xã", "để trống"),
    )


def check_responsibilities(findings: Findings, _frame: DataFrame, _known: Known) -> None:
    """Checks which body answers for a criterion or for a commune."""
    findings.check_exactly_one("criterion", "commune")
    without = (findings.rows["criterion"] != "") & (findings.rows["set"] == "")
    findings.check((without, "set", "tiêu chí không ghi bộ tiêu chí", "mã bộ tiêu chí"))
    findings.add_duplicates(["set", "criterion", "commune", "body"], "phân công này")


def check_tasks(findings: Findings, frame: DataFrame, known: Known) -> None:
    """Checks what a task is for, who has it and when; a body of another commune is not to do it."""
    rows, names, targets = findings.rows, known.names, known.targets or ()
    findings.add_duplicates(["task"], "mã nhiệm vụ này")
    check_target(findings, known)
    check_no_town(findings, known, ~findings.cells["criterion"].isin([""]))
    half = (rows["criterion"] != "") != (rows["set"] != "")
    without = (rows["criterion"] == "") & (rows["target"] == "")
    of = known.said("bodies", "body", "commune")
    body_of = Series([of.get(body, "") for body in rows["body"]], rows.index, dtype="str")
    foreign = (body_of != "") & (rows["commune"] != "") & (body_of != rows["commune"])
    on = {t.id: (t.set, t.criterion) for t in targets if t.kind is TargetKind.CRITERION}
    asked = zip(rows["target"], rows["set"], rows["criterion"], strict=True)
    other = [bool(code) and on.get(target, (own, code)) != (own, code) for target, own, code in asked]
    unlike = Series(other, rows.index, dtype=bool) & ~half & findings.sound("set", "criterion", "target")
    findings.check(
        (
            without,
            "criterion",
            "nhiệm vụ không ghi tiêu chí, không ghi mục tiêu",
            "ghi tiêu chí hoặc mục tiêu mà nhiệm vụ phục vụ",
        ),
        (half, "set", "chỉ ghi một trong set, criterion", "ghi cả hai hoặc để trống cả hai"),
        (frame["due"] < frame["start"], "due", "“{due}” trước ngày bắt đầu {start}", "ngày từ start trở đi"),
        (
            foreign,
            "body",
            lambda row: f"“{row['body']}” là đơn vị của xã {names.get(of[row['body']], of[row['body']])}",
            lambda row: f"đơn vị của xã {names.get(row['commune'], row['commune'])} hoặc đơn vị cấp huyện",
        ),
        (
            unlike,
            "target",
            "nhiệm vụ về tiêu chí {criterion} mà mục tiêu “{target}” về tiêu chí khác",
            "mục tiêu về cùng tiêu chí, hoặc để trống target",
        ),
    )


def check_task_states(findings: Findings, frame: DataFrame, known: Known) -> None:
    """Checks the states of known tasks and the days they were done."""
    rows = findings.rows
    findings.add_duplicates(["period", "task"], "trạng thái này")
    if "tasks" in known.tables:
        findings.check_code("task", known.codes("tasks", "task"), "không có nhiệm vụ")
    done, dated = rows["state"] == "hoàn thành", rows["done_on"] != ""
    findings.check(
        (done & ~dated, "done_on", "nhiệm vụ hoàn thành không ghi ngày", "ngày hoàn thành"),
        (dated & ~done, "done_on", "có ngày hoàn thành mà chưa hoàn thành", "để trống, hoặc sửa state"),
    )
    findings.check_not_after(frame, "done_on")
    starts = known.said("tasks", "task", "start")
    begun = Series([starts.get(task, "") for task in rows["task"]], rows.index, dtype="str")
    early = dated & findings.sound("done_on") & (rows["done_on"] < begun)
    findings.add(
        early,
        "done_on",
        lambda row: f"“{row['done_on']}” trước ngày bắt đầu {starts[row['task']]}",
        "ngày từ start của nhiệm vụ trở đi",
    )
    # A task that was done in an earlier month and no longer is, without a word why.
    first = frame["month"].where(done).groupby(rows["task"]).transform("min")
    undone = ~done & (frame["month"] > first) & (rows["note"] == "")
    said = "nhiệm vụ “{task}” đã hoàn thành ở kỳ trước, nay “{state}”"
    findings.check((undone, "state", said, "sửa state, hoặc ghi lý do ở cột note"), warning=True)


def check_confirmations(findings: Findings, frame: DataFrame, known: Known) -> None:
    """Checks surveys of satisfaction and findings on security, each of one commune on one day."""
    rows, satisfied, asked = findings.rows, frame["satisfied"], frame["asked"]
    check_no_town(findings, known)
    findings.add_duplicates(["confirmed_on", "commune", "condition"], "xác nhận này")
    counted = (rows["satisfied"] != "") | (rows["asked"] != "")
    half = (rows["satisfied"] != "") != (rows["asked"] != "")
    findings.check(
        (half, "asked", "chỉ ghi một trong satisfied, asked", "ghi cả hai hoặc để trống cả hai"),
        (
            counted & (rows["condition"] == "an ninh"),
            "satisfied",
            "an ninh, trật tự không lấy ý kiến hộ dân",
            "để trống satisfied và asked",
        ),
        (
            (satisfied > asked) | (asked == 0),
            "satisfied",
            "{satisfied} hộ hài lòng trên {asked} hộ được hỏi",
            "số hộ hài lòng không lớn hơn số hộ được hỏi, số hộ được hỏi lớn hơn 0",
        ),
    )
    few = (rows["verdict"] == "đạt") & (satisfied / asked.where(asked > 0) < _SATISFIED)
    found = "kết quả đạt mà chỉ {satisfied}/{asked} hộ hài lòng"
    findings.check((few, "satisfied", found, "kiểm tra lại số hộ, hoặc kết quả"), warning=True)


def check_estimates(findings: Findings, frame: DataFrame, known: Known) -> None:
    """Checks what the district or a commune expects a target to be at the year's end."""
    rows, value, targets = findings.rows, frame["value"], known.targets or ()
    check_target(findings, known)
    check_no_town(findings, known)
    findings.add_duplicates(["period", "commune", "target"], "ước thực hiện này")
    of_kind = frame["target"].map({target.id: str(target.kind) for target in targets})
    own = (rows["commune"] != "") & of_kind.notna()
    yes_or_no, criteria = own & of_kind.isin(list(_YES_OR_NO)), own & (of_kind == TargetKind.MEAN_CRITERIA)
    # The most that a target can come to: all criteria, all points, its denominator.
    most = {"criteria": _CRITERIA, "points": _PERCENT}
    limits = {t.id: float(most.get(t.unit) or t.denominator or math.inf) for t in targets}
    whole = (value >= 0) & (value % 1 == 0)
    findings.check(
        (
            own & ~yes_or_no & ~criteria,
            "commune",
            "mục tiêu “{target}” không cộng được từ các xã",
            "để trống: chỉ huyện ước mục tiêu này",
        ),
        (
            (rows["commune"] == "") & (value > frame["target"].map(limits)),
            "value",
            lambda row: f"ước “{row['value']}” lớn hơn mức có thể là {limits[row['target']]:g}",
            "số ước theo đơn vị của mục tiêu",
        ),
        (
            yes_or_no & ~value.isin([0, 1]),
            "value",
            "xã ước “{value}”",
            "1 nếu xã ước đạt, 0 nếu ước chưa đạt",
        ),
        (value < 0, "value", "ước số âm “{value}”", "số không âm; mức giảm ghi số dương"),
        (criteria & (value > _CRITERIA), "value", "xã ước “{value}” tiêu chí", f"nhiều nhất {_CRITERIA}"),
        (criteria & ~whole, "value", "xã ước “{value}”", "số tiêu chí xã ước đạt, một số nguyên không âm"),
    )


def read_activities(findings: Findings, frame: DataFrame, known: Known) -> DataFrame:
    """Checks what was done by kind and month, and adds the ``item`` of movement.yaml it is counted under."""
    findings.add_duplicates(["period", "commune", "kind"], "hoạt động này")
    kinds = known.items.kinds if known.items else {}
    if known.items is not None:
        findings.check_code("kind", {(kind,) for kind in kinds}, "không có loại hoạt động")
    # A plan of a year that stands in more than one row: plans are written once and add up.
    planned = findings.rows["planned"] != ""
    key = [frame["month"] // 12, findings.rows["commune"], findings.rows["kind"]]
    again = planned & (planned.astype("int64").groupby(key).cumsum() > 1)
    found = "kế hoạch năm {period:.4} của “{kind}” ghi nhiều lần, cộng dồn"
    findings.check((again, "planned", found, "ghi kế hoạch cả năm một lần, ở tháng đầu"), warning=True)
    item = frame["kind"].map({code: kind.item for code, kind in kinds.items()}).astype("Int64")
    return frame.assign(item=item)


def check_submissions(findings: Findings, frame: DataFrame, _known: Known) -> None:
    """Checks when communes and bodies sent their figures."""
    findings.check_exactly_one("commune", "body")
    findings.add_duplicates(["period", "commune", "body"], "lần nộp này")
    early = findings.sound("received_on", "period") & (months_of(frame["received_on"]) < frame["month"])
    found = "“{received_on}” trước khi kỳ {period} bắt đầu"
    findings.check((early, "received_on", found, "ngày trong hoặc sau kỳ của dòng"))
