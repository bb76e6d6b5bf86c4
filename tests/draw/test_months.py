"""The course over the months: measured and carried values, gaps, yearly figures."""

from dataclasses import replace
from fractions import Fraction

from ntm_analysis.draw.courses import courses
from ntm_analysis.draw.months import months
from ntm_analysis.judge.targets import Outlook
from ntm_analysis.model import TargetKind, Verdict

from .conftest import PERIOD, Picture, of_sex, part, progress

NOW = PERIOD.number


def test_a_carried_value_is_no_measurement(make_view):
    first = courses(make_view("1"), "standard")[0]
    assert [(point.text, point.measured) for point in first.points] == [
        ("86%", True),
        ("86%", False),
        ("88,2%", True),
    ]


def test_the_finding_tells_where_the_course_began_and_stands(make_view):
    said = "Khánh Khê: chỉ tiêu 15.1 tăng từ 86% (7/2022) lên 88,2% (9/2022) (mức đạt ≥ 90%)."
    assert Picture(months(make_view("1"))).finding == said


def test_a_month_without_data_breaks_the_line_and_is_never_zero(make_view):
    rows = [
        part("1", "15.1", 80, "not_met", month=NOW - 2),
        part("1", "15.1", None, "no_data", month=NOW - 1),
    ]
    found = Picture(months(make_view("1", parts=[*rows, part("1", "15.1", 80, "not_met")])))
    assert "?" in found.texts
    assert "Dấu “?” là chưa có số liệu." in found.notes
    assert found.rows[1] == ["8/2022", "chưa có số liệu"]
    assert found.svg.count("stroke-width: 2.2") == 2


def test_a_stale_value_breaks_the_line(make_view):
    rows = [part("1", "15.1", 80, "not_met", month=NOW - 1), part("1", "15.1", 80, "no_data")]
    points = courses(make_view("1", parts=rows), "standard")[0].points
    assert [point.value is None for point in points] == [False, True]


def test_yearly_figures_have_no_course(make_view):
    rows = [part("1", "16", 80, "met", frequency="year")]
    assert months(make_view("1", "culture", parts=rows)) is None
    assert months(make_view("184", "culture")) is None


def test_a_later_month_than_the_page_is_not_shown(make_view):
    rows = [part("1", "15.1", 80, "not_met"), part("1", "15.1", 99, "met", month=NOW + 1)]
    assert [p.month for p in courses(make_view("1", parts=rows), "standard")[0].points] == [NOW]


def test_the_district_counts_communes_against_the_target(make_view):
    course = courses(make_view("184"), "standard")[0]
    assert [point.text for point in course.points] == ["2 xã", "2 xã"]
    assert course.goal_text == "mục tiêu 16 xã"
    assert course.last_month == NOW + 3
    assert course.points[-1].verdict is None


def test_a_count_that_reached_its_target_is_marked_met(make_view):
    course = courses(make_view("184", targets=(progress(goal=2),)), "standard")[0]
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
    assert (
        said == "Khánh Khê: số tiêu chí đạt tăng từ 11 tiêu chí (8/2022) lên 12 tiêu chí (9/2022) "
        "(đủ 19 tiêu chí)."
    )


def test_the_town_has_no_course(make_view):
    assert months(make_view("9")) is None
    assert months(make_view("9", None)) is None


def test_women_and_men_have_their_own_lines_where_both_must_hold(make_view):
    rows = [
        part("1", "15.1", 90, "not_met", month=NOW - 1, sex="male", threshold=92),
        part("1", "15.1", 91, "not_met", sex="female", threshold=92),
    ]
    by_sex = of_sex("1", "15.1", 90, 93, month=NOW - 1) + of_sex("1", "15.1", 95, 91)
    view = make_view("1", parts=rows, observations=by_sex)
    course = courses(view, "standard")[0]
    assert [p.text for p in course.points] == ["93%", "91%"]
    assert [p.verdict for p in course.points] == [Verdict.MET, Verdict.NOT_MET]
    assert [p.text for p in course.lines[1][1]] == ["90%", "95%"]
    found = Picture(months(view))
    assert {"✗ 91% nữ", "✓ 95% nam"} <= {*found.texts}
    assert "chỉ tiêu 15.1 (nữ) giảm từ 93%" in found.finding


def test_one_line_where_a_month_rests_on_the_total(make_view):
    rows = [part("1", "15.1", 90, "met", month=NOW - 1), part("1", "15.1", 91, "met", sex="female")]
    by_sex = of_sex("1", "15.1", 99, 98, month=NOW - 1) + of_sex("1", "15.1", 95, 91)
    course = courses(make_view("1", parts=rows, observations=by_sex), "standard")[0]
    assert [p.text for p in course.points] == ["90%", "91%"]
    assert len(course.lines) == 1


def test_the_outlook_is_a_band_with_its_range_up_to_the_end_of_the_target(make_view):
    mean = progress(TargetKind.MEAN_CRITERIA, value=13, goal=15, unit="criteria")
    expected = Outlook(Fraction(27, 2), Fraction(15), "targets.method.slopes")
    view = make_view("184", None, targets=(replace(mean, outlook=expected),), estimates=[("health", "14.5")])
    found = Picture(months(view))
    assert {"dự báo 13,50–15,00", "ước cả năm 14,50", "mục tiêu 15,00"} <= {*found.texts}
    assert found.finding.endswith(" Dự báo 13,50–15,00 (12/2022).")
    assert "Dải màu: dự báo nếu giữ nhịp như từ đầu năm." in found.notes
    assert "dự báo" not in months(make_view("184", None, targets=(mean,))).html


def test_the_data_say_when_a_value_was_measured(make_view):
    html = months(make_view("1")).html
    assert "88,2% (ngày 14/09/2022)" in html


def test_only_months_with_a_new_value_are_numbered(make_view):
    rows = [
        part("1", "15.1", 86, "not_met", month=NOW - n, counts_from=NOW - n if n in {5, 0} else NOW - 5)
        for n in range(6)
    ]
    texts = Picture(months(make_view("1", parts=rows))).texts
    assert sorted(text for text in texts if text in {*map(str, range(1, 13))}) == ["4", "9"]
