"""The movement's targets: which belong on a page, their figures, a value that is missing."""

from dataclasses import replace
from fractions import Fraction

import pytest

from ntm_analysis.draw.bullet import TargetWay, bullet
from ntm_analysis.judge.targets import TargetStatus
from ntm_analysis.model import TargetKind, TargetSense
from ntm_analysis.say.palette import STATUS_MARKS

from .conftest import Picture, progress

POOR = progress(
    TargetKind.POOR_RATE_CHANGE,
    value="-2.6",
    goal=-5,
    unit="points",
    denominator=None,
    baseline=0,
    communes=(),
)


def test_one_target_is_stated_in_full(make_view):
    said = "Số xã đạt tiêu chí 15: hiện nay 14/16, mục tiêu 16/16 – chậm."
    assert Picture(bullet(make_view("184"))).finding == said


def test_several_targets_are_counted_by_status(make_view):
    targets = (progress(), progress(status=TargetStatus.REACHED), progress())
    assert (
        Picture(bullet(make_view("184", None, targets=targets))).finding == "03 mục tiêu: 01 đã đạt; 02 chậm."
    )


def test_a_missing_value_is_said_and_never_zero(make_view):
    found = Picture(bullet(make_view("184", targets=(progress(value=None, status=TargetStatus.NO_GROUNDS),))))
    assert "chưa có số liệu" in found
    assert "00/16" not in found.html


def test_targets_that_call_for_a_decision_are_named(make_view):
    hard = progress(status=TargetStatus.HARD, name="Số xã đạt tiêu chí 16")
    said = Picture(bullet(make_view("184", None, targets=(progress(), hard, progress())))).finding
    assert said == "03 mục tiêu: 02 chậm; 01 khó đạt (Số xã đạt tiêu chí 16)."


@pytest.mark.parametrize(
    ("value", "baseline", "goal", "share"),
    [
        (15, 14, 16, "1/2"),
        (16, 14, 16, 1),
        (20, 14, 16, 1),
        (13, 14, 16, 0),
        (2, None, 7, "2/7"),
        (14, 14, 14, 1),
    ],
    ids=["half the way", "there", "beyond", "the wrong way", "without a start", "held"],
)
def test_a_bar_is_the_way_done_from_start_to_goal(make_view, value, baseline, goal, share):
    start = None if baseline is None else Fraction(baseline)
    one = replace(progress(value=value, goal=goal), baseline=start)
    assert TargetWay(make_view(), one).share(Fraction(value)) == Fraction(share)


def test_the_time_passed_and_the_own_estimate_stand_beside_the_way(make_view):
    found = Picture(bullet(make_view("184", estimates=[("health", "15")], targets=(progress(),))))
    assert found.notes[1:3] == [
        "Vạch đứt: phần thời gian đã qua (75%).",
        "Vòng tròn rỗng: huyện tự ước cả năm.",
    ]
    alone = Picture(bullet(make_view("184", targets=(replace(progress(), baseline=None),))))
    assert not any("Vạch đứt" in note or "Vòng tròn" in note for note in alone.notes)


def test_value_status_and_goal_stand_beside_the_bar(make_view):
    assert Picture(bullet(make_view("184"))).texts[2:] == [
        "→",
        "Số xã đạt tiêu chí 15",
        "14/16 chậm",
        "16/16",
    ]


@pytest.mark.parametrize(
    ("place", "area", "targets", "shown"),
    [
        ("1", "health", (progress(),), True),
        ("3", "health", (progress(),), False),
        ("184", "culture", (progress(),), False),
        ("184", "health", (POOR,), False),
        ("184", "poverty", (POOR,), True),
        ("184", None, (), False),
    ],
    ids=[
        "named commune",
        "commune not named",
        "other area",
        "poor rate elsewhere",
        "poor rate",
        "no targets",
    ],
)
def test_a_page_shows_the_targets_that_concern_it(make_view, place, area, targets, shown):
    assert (bullet(make_view(place, area, targets=targets)) is not None) == shown


def test_every_status_has_a_sign():
    assert set(STATUS_MARKS) == set(TargetStatus)


def test_a_value_just_short_of_its_goal_does_not_look_like_it(make_view):
    near = progress(
        TargetKind.POOR_RATE_CHANGE,
        value="-4.96",
        goal=-5,
        unit="points",
        denominator=None,
        baseline=0,
        communes=(),
        sense=TargetSense.FALL,
    )
    said = Picture(bullet(make_view("184", "poverty", targets=(near,)))).finding
    assert "hiện nay giảm 4,96 điểm phần trăm, mục tiêu giảm 5,0 điểm phần trăm" in said


def test_a_long_value_and_its_status_stand_on_two_lines_the_goal_without_its_unit(make_view):
    poor = replace(POOR, status=TargetStatus.NO_GROUNDS)
    texts = Picture(bullet(make_view("184", "poverty", targets=(poor,)))).texts
    assert texts[-3:] == ["giảm 2,6", "chưa dự báo được", "5,0"]
