"""The targets as ways from start to goal: what is done, the time gone, what the office expects."""

from dataclasses import replace
from fractions import Fraction

import pytest

from ntm_analysis.model import TargetKind
from ntm_analysis.say.first.ways import TargetWay, differing, expects_to_miss, ways
from ntm_analysis.say.palette import Bar


@pytest.fixture(scope="module")
def view(view_of):
    return view_of("184")


def way(view, target_id):
    (progress,) = [p for p in view.targets if p.target.id == target_id]
    return TargetWay(view, progress)


def bars(view):
    return {row[0][0].text: row[1] for row in ways(view).parts[0].rows}


def test_a_way_begins_at_its_start_and_not_at_nought(view):
    assert bars(view)["Y tế (15)"] == Bar(
        "Xã đạt tiêu chí số 15 (Y tế): 15/16 → 16/16", Fraction(1, 2), Fraction(3, 4), Fraction(1), "at_risk"
    )


def test_a_mean_and_its_gain_are_one_way(view):
    assert len(bars(view)) == len(view.targets) - 1 == 8
    assert bars(view)["Tiêu chí bình quân/xã, mức tăng"].done == Fraction(3, 8)


def test_a_fall_is_a_way_too(view):
    bar = bars(view)["Giảm hộ nghèo"]
    assert round(float(bar.done), 2) == 0.5
    assert bar.expected == Fraction(9, 10)


def test_what_is_to_be_held_has_no_time(view):
    bar = bars(view)["Giữ Giáo dục (14)"]
    assert (bar.done, bar.gone) == (1, None)


def test_a_target_without_a_start_begins_at_nought_and_has_no_time(view):
    bar = bars(view)["Khu dân cư kiểu mẫu"]
    assert (bar.done, bar.gone, bar.expected) == (Fraction(2, 7), None, None)


@pytest.mark.parametrize(("value", "done"), [(13, 0), (14, 0), (16, 1), (17, 1)])
def test_a_way_is_never_less_than_nothing_nor_more_than_whole(view, value, done):
    assert way(view, "health_15").share(Fraction(value)) == done


def test_of_a_target_without_a_value_nothing_is_drawn(view):
    (progress,) = [p for p in view.targets if p.target.id == "health_15"]
    unknown = replace(view, targets=(replace(progress, value=None),))
    assert bars(unknown)["Y tế (15)"].done is None


def test_the_key_says_how_much_time_has_gone(view):
    assert "phần thời gian đã qua (75%)" in ways(view).parts[1].text


def test_the_targets_that_the_district_expects_to_miss(view):
    kinds = {p.target.id for p in expects_to_miss(view)}
    assert kinds == {"mean_criteria", "mean_gain", "poor_rate", "advanced_health_14"}


def test_where_estimate_and_outlook_disagree_a_sentence_says_so(view):
    assert differing(view) == [
        "Huyện ước sẽ đạt nhưng số liệu chưa cho thấy: Xã được công nhận, Y tế (15), Văn hóa (16)."
    ]


def test_an_area_shows_its_own_and_a_commune_none(view_of):
    assert list(bars(view_of("184", "health"))) == ["Y tế (15)", "Y tế nâng cao (14)"]
    assert ways(view_of("06286")) is None


def test_without_targets_there_is_nothing(view):
    assert ways(replace(view, targets=())) is None
    of_gain = [p for p in view.targets if p.target.kind is TargetKind.MEAN_GAIN]
    assert list(bars(replace(view, targets=tuple(of_gain)))) == ["Tăng bình quân/xã"]
