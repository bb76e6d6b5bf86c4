"""The movement's targets: which belong on a page, their figures, a value that is missing."""

import re
from dataclasses import replace
from fractions import Fraction

import pytest

from ntm_analysis.draw.bullet import bullet
from ntm_analysis.draw.style import LEFT, RIGHT, text_width
from ntm_analysis.judge.targets import TargetStatus
from ntm_analysis.model import TargetKind, TargetSense
from ntm_analysis.say.palette import STATUS_MARKS

from .conftest import progress

POOR = progress(
    TargetKind.POOR_RATE_CHANGE,
    value="-2.6",
    goal=-5,
    unit="points",
    denominator=None,
    baseline=0,
    communes=(),
)


def finding(display):
    return re.search("<figcaption>(.*)</figcaption>", display.html)[1]


def test_one_target_is_stated_in_full(make_view):
    said = "Số xã đạt tiêu chí 15: hiện nay 14/16, mục tiêu 16/16 – chậm."
    assert finding(bullet(make_view("184"))) == said


def test_several_targets_are_counted_by_status(make_view):
    targets = (progress(), progress(status=TargetStatus.REACHED), progress())
    assert finding(bullet(make_view("184", None, targets=targets))) == "03 mục tiêu: 01 đã đạt; 02 chậm."


def test_a_missing_value_is_hatched_and_said_never_zero(make_view):
    html = bullet(make_view("184", targets=(progress(value=None, status=TargetStatus.NO_GROUNDS),))).html
    assert "<pattern" in html
    assert ">chưa có số liệu<" in html
    assert "00/16" not in html


def test_targets_that_call_for_a_decision_are_named(make_view):
    hard = progress(status=TargetStatus.HARD, name="Số xã đạt tiêu chí 16")
    said = finding(bullet(make_view("184", None, targets=(progress(), hard, progress()))))
    assert said == "03 mục tiêu: 02 chậm; 01 khó đạt (Số xã đạt tiêu chí 16)."


def bars(html):
    """Gives start and length of each track and of the bar in it."""
    return [
        (float(x), float(n)) for x, n in re.findall(r'<rect x="([\d.]+)" y="[\d.]+" width="([\d.]+)"', html)
    ]


def test_all_goals_stand_in_one_line_and_bars_are_shares_of_them(make_view):
    html = bullet(make_view("184", "poverty", targets=(POOR, progress(criterion="11", value=8)))).html
    (start, goal), (_, fall), (_, whole), (_, half) = bars(html)
    assert whole == goal
    assert [fall / goal, half / goal] == pytest.approx([2.6 / 5, 0.5], abs=0.01)
    assert set(re.findall(r'M([\d.]+) [\d.]+L\1 [\d.]+"/></g><g fill="#26436b"', html)) == {
        f"{start + goal:.1f}".removesuffix(".0")
    }


@pytest.mark.parametrize(("value", "share"), [(24, 1.5), (80, 1.5), (20, 1.25)])
def test_a_value_beyond_its_goal_runs_on_and_is_cut_off_where_far(make_view, value, share):
    html = bullet(make_view("184", targets=(progress(value=value, status=TargetStatus.REACHED),))).html
    (_, goal), (_, bar) = bars(html)
    assert bar / goal == pytest.approx(share, abs=0.01)


def test_a_value_that_moved_the_wrong_way_has_no_bar(make_view):
    html = bullet(make_view("184", "poverty", targets=(replace(POOR, value=Fraction(1)),))).html
    assert bars(html)[1][1] == 0


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
    said = finding(bullet(make_view("184", "poverty", targets=(near,))))
    assert "hiện nay giảm 4,96 điểm phần trăm, mục tiêu giảm 5,0 điểm phần trăm" in said


def test_a_goal_too_long_for_its_place_keeps_its_number_and_the_value_leaves_room_for_the_status(make_view):
    poor = replace(POOR, status=TargetStatus.NO_GROUNDS)
    html = bullet(make_view("184", "poverty", targets=(poor,))).html
    texts = re.findall(r"<text[^>]*>([^<]*)</text>", html)
    assert "5,0" in texts or "-5,0" in texts
    (value,) = [text for text in texts if "2,6" in text]
    status = "chưa dự báo được"
    assert status in texts
    assert text_width(value, bold=True) + text_width(status, bold=True) <= RIGHT - LEFT - 16
