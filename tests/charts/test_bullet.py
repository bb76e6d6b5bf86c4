"""The movement's targets: which belong on a page, their figures, a value that is missing."""

import re

import pytest

from ntm_analysis.charts.bullet import _LOOKS, bullet
from ntm_analysis.model import TargetKind, TargetSense
from ntm_analysis.targets import TargetStatus

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
    assert finding(bullet(make_view("184", None, targets=targets))) == "03 mục tiêu: 01 đã đạt, 02 chậm."


def test_a_missing_value_is_hatched_and_said_never_zero(make_view):
    html = bullet(make_view("184", targets=(progress(value=None, status=TargetStatus.NO_GROUNDS),))).html
    assert "<pattern" in html
    assert ">chưa có số liệu<" in html
    assert "00/16" not in html


def test_a_fall_grows_to_the_right(make_view):
    html = bullet(make_view("184", "poverty", targets=(POOR,))).html
    track, bar = [float(end) for end in re.findall(r"M6 [\d.]+L([\d.]+) ", html)][:2]
    assert [track, bar] == pytest.approx([394, 6 + 386 * 2.6 / 5], abs=0.2)


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
    assert set(_LOOKS) == set(TargetStatus)


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
    assert "hiện nay -4,96 điểm phần trăm, mục tiêu -5,0 điểm phần trăm" in said
