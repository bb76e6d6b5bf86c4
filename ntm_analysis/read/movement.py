"""The movement's tables, read and checked: registrations, tasks, resources, commendations and the rest."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from functools import cache

from pandas import DataFrame, Series

from ntm_analysis.errors import Problem
from ntm_analysis.model import Items
from ntm_analysis.read.cells import exact, month_numbers, month_of
from ntm_analysis.read.contributions import (
    read_commendations,
    read_contributions,
    read_model_area_items,
    read_model_areas,
)
from ntm_analysis.read.csv_files import empty_table
from ntm_analysis.read.findings import Findings
from ntm_analysis.read.references import (
    References,
    check_code,
    check_exactly_one,
    check_no_town,
    check_shared,
)
from ntm_analysis.read.schema import MOVEMENT, column_names, typed
from ntm_analysis.read.tasks import read_confirmations, read_estimates, read_task_states, read_tasks
from ntm_analysis.read.words import BODY_LEVELS


@dataclass(frozen=True, eq=False)
class Movement:
    """The tables of the movement, typed; each empty where its file is missing."""

    registrations: DataFrame
    bodies: DataFrame
    responsibilities: DataFrame
    tasks: DataFrame
    task_states: DataFrame
    confirmations: DataFrame
    estimates: DataFrame
    contributions: DataFrame
    model_areas: DataFrame
    model_area_items: DataFrame
    commendations: DataFrame
    activities: DataFrame
    submissions: DataFrame
    unit_changes: DataFrame
    items: Items


def read_movement(references: References) -> tuple[Movement, list[Problem]]:
    """Gives the movement's tables and every problem in them."""
    frames: dict[str, DataFrame] = {}
    problems: list[Problem] = []
    for name in MOVEMENT:
        if name not in references.tables:  # broken, and reported as such
            continue
        if not len(references.tables[name]):
            frames[name] = empty_movement(name)
            continue
        findings = Findings(name, references.tables[name])
        columns = findings.cells.keys()
        months = month_numbers(findings.cells["period"]) if "period" in columns else None
        check_shared(findings, references.known, months)
        if "body" in columns and name != "bodies" and references.knows("bodies"):
            check_code(findings, "body", references.codes("bodies", "body"), "không có đơn vị")
        frame = typed(name, findings.table)
        frame = frame if months is None else frame.assign(month=months)
        frames[name] = _READERS[name](findings, frame, references)
        problems += findings.problems
    missing = {name: DataFrame() for name in MOVEMENT if name not in frames}
    return Movement(**frames, **missing, items=references.items or Items()), problems


@cache
def empty_movement(name: str) -> DataFrame:
    """Gives a table without rows with the columns that reading adds: most districts lack most tables."""
    frame = typed(name, empty_table(name, column_names(name)))
    added = ["month"] if "period" in frame.columns else []
    added += {"contributions": ["amount"], "activities": ["item"]}.get(name, [])
    return frame.assign(**{column: Series(dtype="Int64") for column in added})


def read_registrations(findings: Findings, frame: DataFrame, references: References) -> DataFrame:
    """Checks which criteria communes promise, each once a year."""
    check_no_town(findings, references.known)
    findings.add_duplicates(["year", "commune", "set", "criterion"], "đăng ký này")
    return frame


def read_bodies(findings: Findings, frame: DataFrame, _references: References) -> DataFrame:
    """Checks who does the work: those of a commune name it, those of the district none."""
    findings.add_duplicates(["body"], "mã này")
    local = findings.rows["level"].isin([w for w, c in BODY_LEVELS.items() if not c.startswith("district")])
    named, sound = findings.rows["commune"] != "", findings.sound("level")
    found = "đơn vị cấp xã, thôn không ghi xã"
    findings.add(sound & local & ~named, "commune", found, "mã xã của đơn vị này")
    findings.add(sound & ~local & named, "commune", "đơn vị cấp huyện có ghi xã", "để trống")
    return frame


def read_responsibilities(findings: Findings, frame: DataFrame, _references: References) -> DataFrame:
    """Checks which body answers for a criterion or for a commune."""
    check_exactly_one(findings, "criterion", "commune")
    without = (findings.rows["criterion"] != "") & (findings.rows["set"] == "")
    findings.add(without, "set", "tiêu chí không ghi bộ tiêu chí", "mã bộ tiêu chí")
    findings.add_duplicates(["set", "criterion", "commune", "body"], "phân công này")
    return frame


def read_activities(findings: Findings, frame: DataFrame, references: References) -> DataFrame:
    """Checks what was done by kind and month, and adds the ``item`` of movement.yaml it is counted under."""
    findings.add_duplicates(["period", "commune", "kind"], "hoạt động này")
    kinds = references.items.kinds if references.items else {}
    if references.items is not None:
        check_code(findings, "kind", {(kind,) for kind in kinds}, "không có loại hoạt động")
    # A plan of a year that stands in more than one row: plans are written once and add up.
    planned = findings.rows["planned"] != ""
    key = [frame["month"] // 12, findings.rows["commune"], findings.rows["kind"]]
    findings.add(
        planned & (planned.astype("int64").groupby(key).cumsum() > 1),
        "planned",
        lambda row: f"kế hoạch năm {row['period'][:4]} của “{row['kind']}” ghi nhiều lần, cộng dồn",
        "ghi kế hoạch cả năm một lần, ở tháng đầu",
        warning=True,
    )
    item = frame["kind"].map({code: kind.item for code, kind in kinds.items()}).astype("Int64")
    return frame.assign(item=item)


def read_submissions(findings: Findings, frame: DataFrame, _references: References) -> DataFrame:
    """Checks when communes and bodies sent their figures."""
    check_exactly_one(findings, "commune", "body")
    findings.add_duplicates(["period", "commune", "body"], "lần nộp này")
    findings.add(
        findings.sound("received_on", "period") & (month_of(frame["received_on"]) < frame["month"]),
        "received_on",
        lambda row: f"“{row['received_on']}” trước khi kỳ {row['period']} bắt đầu",
        "ngày trong hoặc sau kỳ của dòng",
    )
    return frame


def read_unit_changes(findings: Findings, frame: DataFrame, references: References) -> DataFrame:
    """Reports shares that are none, and units of which more than the whole goes at one date.

    Less than the whole may go of a unit that lives on.
    """
    rows, known = findings.rows, references.known
    last = findings.cells["from_code"].numbers(known.life["last"].get)
    ended = (last < month_of(frame["effective_date"])) | ~rows["from_code"].isin(list(known.names))
    for column in ("area_share", "pop_share"):
        outside = ~frame[column].between(0, 1) & findings.sound(column)
        findings.add(outside, column, "tỷ lệ ngoài khoảng", "một tỷ lệ từ 0 đến 1")
        shares = rows[column].map(exact).map(lambda share: share or Fraction(0))
        total = shares.groupby([rows["effective_date"], rows["from_code"]]).transform("sum")
        wrong = (total > 1) | (ended.fillna(value=False) & (total < 1))
        findings.add(
            findings.sound(column, "effective_date", "from_code") & wrong,
            column,
            lambda row: f"các phần của {row['from_code']} ngày {row['effective_date']} cộng lại không bằng 1",
            "chia hết đơn vị đã kết thúc, không quá 1",
        )
    findings.add_duplicates(["effective_date", "from_code", "to_code"], "thay đổi này")
    return frame


_READERS: dict[str, Callable[[Findings, DataFrame, References], DataFrame]] = {
    "registrations": read_registrations,
    "bodies": read_bodies,
    "responsibilities": read_responsibilities,
    "tasks": read_tasks,
    "task_states": read_task_states,
    "confirmations": read_confirmations,
    "estimates": read_estimates,
    "contributions": read_contributions,
    "model_areas": read_model_areas,
    "model_area_items": read_model_area_items,
    "commendations": read_commendations,
    "activities": read_activities,
    "submissions": read_submissions,
    "unit_changes": read_unit_changes,
}
