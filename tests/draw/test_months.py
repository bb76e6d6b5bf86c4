"""The course over the months: criteria met, and counts against their target."""

from dataclasses import replace
from fractions import Fraction

from ntm_analysis.draw.courses import course_of
from ntm_analysis.draw.months import months
from ntm_analysis.judge.targets import Outlook
from ntm_analysis.model import TargetKind, Verdict

from .conftest import PERIOD, Picture, progress

NOW = PERIOD.number


def test_the_district_counts_communes_against_the_target(make_view):
    course = course_of(make_view("184"))
    assert [point.text for point in course.points] == ["2 xã", "2 xã"]
    assert course.goal_text == "mục tiêu 16 xã"
    assert course.last_month == NOW + 3
    assert course.points[-1].verdict is None


def test_a_count_that_reached_its_target_is_marked_met(make_view):
    course = course_of(make_view("184", targets=(progress(goal=2),)))
    assert course.points[-1].verdict is Verdict.MET


def test_the_district_overview_follows_the_mean_of_criteria(make_view):
    mean = progress(TargetKind.MEAN_CRITERIA, value=13, goal=15, unit="criteria")
    assert (
        "bình quân tiêu chí đạt/xã là 13,00"
        in Picture(months(make_view("184", None, targets=(mean,)))).finding
    )
    assert months(make_view("184", None, targets=())) is None


def test_a_commune_overview_follows_criteria_met_against_all_of_them(make_view):
    said = Picture(months(make_view("1", None))).finding
    assert said == "Khánh Khê: số tiêu chí đạt tăng từ 11 tiêu chí (8/2022) lên 12 tiêu chí (9/2022)."


def test_the_town_has_no_course(make_view):
    assert months(make_view("9")) is None
    assert months(make_view("9", None)) is None


def test_the_outlook_is_a_band_with_its_range_up_to_the_end_of_the_target(make_view):
    mean = progress(TargetKind.MEAN_CRITERIA, value=13, goal=15, unit="criteria")
    expected = Outlook(Fraction(27, 2), Fraction(15), "targets.method.slopes")
    view = make_view("184", None, targets=(replace(mean, outlook=expected),), estimates=[("health", "14.5")])
    found = Picture(months(view))
    assert {"dự báo 13,50–15,00", "ước cả năm 14,50", "mục tiêu 15,00"} <= {*found.texts}
    assert found.finding.endswith(" Dự báo 13,50–15,00 (12/2022).")
    assert "Dải màu: dự báo nếu giữ nhịp như từ đầu năm." in found.notes
    assert "dự báo" not in months(make_view("184", None, targets=(mean,))).html


def test_what_is_measured_once_a_year_and_a_commune_s_area_have_no_course(make_view):
    assert months(make_view("184", "culture")) is None
    assert months(make_view("1")) is None
