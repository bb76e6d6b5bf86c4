"""Matters to decide: at most three, the gravest of each kind in turn, each with its body and its day."""

import pytest

from ntm_analysis.say.matters import Disputed, EndangeredTarget, HardTarget, decisions, matters

TASK = "{},{},10003,,,health,yt,2022-01-01,{},,,Lộ trình,,có"
LOST = "2022-01,10003,xa_ntm_2021_2025,15,chưa đạt,huyện rà soát,B,,có"


def tasks(*lines):
    return [TASK.format(*line) for line in lines]


def test_the_kinds_come_in_turn(view_of):
    kinds = [type(matter) for matter in matters(view_of("184"))]
    assert kinds[:3] == [EndangeredTarget, HardTarget, Disputed]


def test_a_target_is_a_matter_once(view_of):
    ids = [m.progress.target.id for m in matters(view_of("184")) if not isinstance(m, Disputed)]
    assert len(ids) == len(set(ids))


def test_the_page_shows_three_at_the_most(view_of, told):
    assert len(told.rows(decisions(view_of("184")))) == 3


def test_overdue_tasks_are_named_with_body_old_day_and_the_targets_end(small, told):
    late = tasks(("NV-1", "Vận động", "2022-02-10"), ("NV-2", "Tập huấn", "2022-02-20"))
    (row, *_) = told.rows(decisions(small("999", tasks=late)))
    assert row[0].startswith(
        "Thời hạn mới và biện pháp cho 2 nhiệm vụ quá hạn ảnh hưởng mục tiêu: Xã đạt tiêu chí 15"
    )
    assert "Vận động, Cao Sơn (NV-1)" in row[0]
    assert row[1] == "Trung tâm Y tế"
    assert row[2] == "hạn cũ 10/02/2022, quá 15 ngày mục tiêu đến 31/12/2022"


def test_more_tasks_than_two_are_counted(small, told):
    late = tasks(*((f"NV-{n}", f"Việc {n}", "2022-02-10") for n in range(1, 5)))
    (row, *_) = told.rows(decisions(small("999", tasks=late)))
    assert "và 2 nhiệm vụ khác" in row[0]


@pytest.mark.parametrize(
    ("lines", "body"),
    [(["xa_ntm_2021_2025,15,,yt,cơ quan chủ trì,,,có"], "Trung tâm Y tế"), ([], "chưa phân công")],
)
def test_a_hard_target_is_asked_of_the_office_of_its_criterion_or_nobody(
    tiny_dataset, small, told, lines, body
):
    tiny_dataset.append("verdicts.csv", LOST)
    tiny_dataset.replace("targets.yaml", 'end: "2022-12"', 'end: "2022-01"')  # its end has passed
    view = small("999", responsibilities=lines)
    row = next(r for r in told.rows(decisions(view)) if r[0].startswith("Biện pháp bổ sung"))
    assert row[1] == body
    assert row[2] == "31/01/2022"


def test_the_town_and_communes_decide_nothing_here(view_of):
    assert decisions(view_of("06298")) is None
    assert decisions(view_of("06253")) is None


def test_a_month_without_matters_says_so(tiny_dataset, small, told):
    tiny_dataset.cut("verdicts.csv", 1)  # nothing reported, so nothing disputed
    view = small("999")
    assert told.text(decisions(view)) == "Số liệu trong kỳ không có nội dung nào phải quyết định."
