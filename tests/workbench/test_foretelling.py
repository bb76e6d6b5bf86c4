"""The outlook held against what came: only what was known then is used, and what came is measured anew."""

from fractions import Fraction

import pytest

import ntm_analysis as ntm
from ntm_analysis.errors import NtmError
from ntm_analysis.judge.targets.status import extended
from ntm_analysis.workbench.foretelling import outlook_of
from ntm_analysis.workbench.schema import TABLES


def test_the_range_is_the_middle_half_of_all_slopes_from_the_last_value_on():
    measured = [(0, Fraction(10)), (1, Fraction(11)), (2, Fraction(12)), (3, Fraction(13))]
    assert extended(measured, Fraction(13), 3) == (16, 16)
    leap = [*measured[:3], (3, Fraction(18))]
    low, high = extended(leap, Fraction(18), 1)
    assert 19 == low < high <= 24


def test_fewer_than_four_values_have_no_range():
    assert extended([(0, Fraction(1)), (1, Fraction(2)), (2, Fraction(3))], Fraction(3), 1) is None


def test_an_outlook_of_the_past_is_the_one_that_was_made_then(district):
    told = district.backtest("15.1")
    earlier = district.at("6/2022")
    from_june = told[told["made"] == "2022-06-01"].set_index("name")
    again = earlier.data.period("9/2022")
    then = outlook_of(earlier.view, "15.1", again).set_index("name")
    assert len(from_june)
    for name, row in from_june.iterrows():
        assert (row["low"], row["high"]) == (then.loc[name, "low"], then.loc[name, "high"])
    parts = district.view.now.parts.query("part == '15.1' and set == 'xa_ntm_2021_2025'").dropna(subset="num")
    came = {round(float(Fraction(int(row.num), int(row.den))), 6) for row in parts.itertuples()}
    assert set(from_june["actual"].round(6)) <= came


def test_inside_and_how_far_outside_say_the_same(district):
    told = district.backtest()
    assert len(told)
    assert list(told.columns) == TABLES["backtest"][1]
    for row in told.itertuples():
        assert row.inside == (row.low <= row.actual <= row.high) == (row.missed_by == 0)
        outside = max(row.low - row.actual, row.actual - row.high, 0)
        assert row.missed_by == pytest.approx(outside)


def test_a_share_is_never_expected_beyond_all_or_none(district):
    told = district.outlook("15.1")
    assert told["low"].between(0, 100).all()
    assert told["high"].between(0, 100).all()
    assert (told["low"] <= told["high"]).all()


def test_what_was_measured_too_seldom_has_no_outlook(district):
    assert district.outlook("10").empty
    assert district.backtest("10").empty
    assert district.outlook("15.2").empty


def test_an_unknown_indicator_is_refused_with_the_nearest(district):
    with pytest.raises(NtmError, match=r"không có chỉ tiêu “15\.9”; gần nhất: 15"):
        district.backtest("15.9")


def test_a_small_locality_without_a_course_foretells_nothing(tiny):
    assert ntm.open(tiny.path).backtest().empty
