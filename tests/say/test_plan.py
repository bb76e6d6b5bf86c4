"""Phương án đạt 14,19 as it is shown, on the shipped data of September 2022."""

import dataclasses
from fractions import Fraction

import pytest

from ntm_analysis.model import TargetKind
from ntm_analysis.say.plan import plan


@pytest.fixture(scope="module")
def district(view_of):
    return plan(view_of("184"))


def with_mean(view, value):
    """Gives the view with another mean of criteria met."""
    progress = [
        dataclasses.replace(p, value=value) if p.target.kind is TargetKind.MEAN_CRITERIA else p
        for p in view.targets
    ]
    return dataclasses.replace(view, targets=tuple(progress))


def test_it_takes_as_many_criteria_as_the_target_still_needs(district, view_of, told):
    (missing,) = [
        (p.goal - p.value) * 16 for p in view_of("184").targets if p.target.kind is TargetKind.MEAN_CRITERIA
    ]
    assert len(told.rows(district)) == missing == 10
    assert "cần thêm 10 tiêu chí" in told.text(district)


def test_the_mean_grows_to_the_target_with_each_criterion(district, told):
    means = ["13,63", "13,69", "13,75", "13,81", "13,88", "13,94", "14,00", "14,06", "14,13", "14,19"]
    assert [row[-1] for row in told.rows(district)] == means


def test_what_communes_registered_comes_first_the_least_effort_on_top(district, told):
    rows = told.rows(district)
    # Before all others what the commune that is to be recognised lacks.
    assert [row[:2] for row in rows[:2]] == [
        ["Bình Phúc", "11 Nghèo đa chiều"],
        ["Bình Phúc", "17 Môi trường và an toàn thực phẩm"],
    ]
    assert rows[2][:5] == [
        "Tú Xuyên",
        "5 Trường học",
        "; ".join(
            f"trường đạt cơ sở vật chất mức {level}: thiếu 1 trường" for level in ("tối thiểu", "độ 1")
        ),
        "875",
        "quý III",
    ]
    assert all(row[4] != "chưa đăng ký" for row in rows)


def test_after_what_was_registered_comes_what_else_is_least_effort(view_of, told):
    rows = told.rows(plan(with_mean(view_of("184"), Fraction(227 - 60, 16))))
    registered = [row[4] != "chưa đăng ký" for row in rows]
    assert registered == sorted(registered, reverse=True)
    assert sum(registered) == 16
    assert rows[16][:4] == [
        "Hòa Bình",
        "12 Lao động",
        "lao động qua đào tạo: thiếu 39 lao động; lao động có bằng cấp, chứng chỉ: thiếu 38 lao động*",
        "39",
    ]


def test_a_class_that_left_school_cannot_be_changed_any_more_and_is_not_chosen(view_of, told):
    rows = told.rows(plan(with_mean(view_of("184"), Fraction(227 - 80, 16))))
    assert [row for row in rows if row[1].startswith("14 ")] == []


def test_it_names_a_reserve_and_what_is_left_out(district, told):
    html = told.text(district)
    assert "Dự phòng, theo thứ tự: Hòa Bình tiêu chí 12; Khánh Khê tiêu chí 12;" in html
    reasons = "38 thiếu số liệu hoặc mức đạt chuẩn, 2 chờ khóa học sinh sau, 16 có phần việc không đếm được"
    assert f"chưa rõ khối lượng ({reasons}" in html


def test_nobody_is_to_be_added_to_pupils_who_left_school_last_year(district, told):
    assert "tốt nghiệp" not in told.text(district)


def test_what_rests_on_an_unchecked_threshold_says_so(view_of, district, told):
    many = plan(with_mean(view_of("184"), Fraction(227 - 60, 16)))
    assert "mức đạt chuẩn chưa đối chiếu với văn bản" in told.text(many)
    assert "mức đạt chuẩn chưa đối chiếu với văn bản" not in told.text(district)


def test_a_commune_sees_its_part_of_the_plan(view_of, told):
    assert [row[0] for row in told.rows(plan(view_of("06277")))] == ["5 Trường học", "16 Văn hóa"]
    assert plan(view_of("06313")) is None
    assert plan(view_of("06253")) is None


@pytest.mark.parametrize("met", [Fraction(227, 16), Fraction(230, 16)])
def test_a_target_that_is_reached_needs_no_plan(view_of, met, told):
    view = with_mean(view_of("184"), met)
    assert "không cần thêm tiêu chí nào" in told.text(plan(view))


def test_one_criterion_short_needs_one(view_of, told):
    assert len(told.rows(plan(with_mean(view_of("184"), Fraction(226, 16))))) == 1


def test_without_a_mean_there_is_no_plan(view_of, told):
    assert "chưa lập được phương án" in told.text(plan(with_mean(view_of("184"), None)))


def test_criteria_of_unknown_effort_come_after_those_of_known_and_are_said(view_of, told):
    html = plan(with_mean(view_of("184"), Fraction(227 - 60, 16)))
    others = [row[3] == "chưa rõ" for row in told.rows(html) if row[4] == "chưa đăng ký"]
    assert others == sorted(others)
    assert "phải lấy thêm" in told.text(html)


def test_without_a_target_on_the_mean_nothing_is_shown(view_of):
    assert plan(dataclasses.replace(view_of("184"), targets=())) is None
