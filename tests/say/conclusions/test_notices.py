"""Communes whose own estimate of the year is below what they meet now."""

import pytest

from ntm_analysis.say.conclusions import estimates_told, findings


def concluded(view):
    """Gives every sentence of the conclusion."""
    return " ".join(part.text for part in findings(view).parts)


def test_communes_that_meet_income_now_and_estimate_less_for_the_year_are_named(view_of):
    (said,) = estimates_told(view_of("184", "poverty"))
    assert "tiêu chí 10 (mức ≥ 39 triệu đồng/người/năm *)" in said
    assert "Lương Năng 38,9" in said
    assert "Yên Phúc 38,8" in said


def test_a_commune_that_does_not_meet_the_criterion_now_is_not_said_to_lose_it(view_of):
    (said,) = estimates_told(view_of("184", "poverty"))
    assert "Tràng Các" not in said
    assert "Tân Đoàn" not in said


@pytest.mark.parametrize(("place", "told"), [("06292", True), ("06256", False)])
def test_a_commune_is_told_of_its_own_estimate_only(view_of, place, told):
    said = list(estimates_told(view_of(place, "poverty")))
    assert bool(said) is told
    assert ("có thể không giữ được" in concluded(view_of(place, "poverty"))) is told


def test_other_areas_have_nothing_of_income(view_of):
    assert list(estimates_told(view_of("184", "health"))) == []


def test_figures_too_old_to_count_stand_on_the_first_screen(view_of):
    for place in ("184", "06283"):
        assert "An Sơn (15.1, số liệu tháng 6/2022)" in concluded(view_of(place, "health"))
    assert "quá cũ" not in concluded(view_of("06298", "health"))
