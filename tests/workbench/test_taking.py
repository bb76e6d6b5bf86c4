"""What would it take: the least that reaches a target, held against every other way on small cases."""

from fractions import Fraction
from itertools import combinations

import pytest

import ntm_analysis as ntm
from ntm_analysis.errors import NtmError
from ntm_analysis.judge.movement.plan import open_criteria
from ntm_analysis.say.units import population


@pytest.mark.parametrize("month", ["2022-03", "2022-06", "2022-09"])
def test_no_other_choice_of_as_many_criteria_takes_fewer_people(district, month):
    then = district.at(month)
    taken = then.would_take("mean_criteria")
    every = then.verdicts().query("set == 'xa_ntm_2021_2025' and not counted and verdict != 'not_applicable'")
    known = then.would_take("mean_criteria")["effort"].dropna()
    pairs = set(zip(every["commune"], every["criterion"], strict=True))
    assert set(zip(taken["commune"], taken["criterion"], strict=True)) <= pairs
    goal, met = 227, int(then.counts()["met"].sum())
    assert len(taken) == goal - met
    # The people that any other criteria with a number would take, from the plan's own list.
    efforts = open_criteria(
        then.view.now.criteria, then.view.now.parts, "xa_ntm_2021_2025", population(then.view)
    )
    numbers = [float(effort) for effort in efforts["effort"] if effort is not None][:12]
    few = min(len(known), 4)
    assert sum(sorted(known)[:few]) == pytest.approx(min(map(sum, combinations(numbers, few))))


def test_the_criteria_it_names_reach_the_target_once_they_are_met(district):
    taken = district.would_take("mean_criteria")
    steps = [(row.commune, row.criterion, "đạt") for row in taken.itertuples()]
    assert district.what_if(*steps).targets().set_index("target").loc["mean_criteria", "status"] == "reached"
    assert (
        district.what_if(*steps[:-1]).targets().set_index("target").loc["mean_criteria", "status"]
        != "reached"
    )


def test_as_many_poor_households_fewer_just_reach_the_goal(district):
    fewer = int(district.would_take("poor_rate")["effort"].iloc[0])
    whole = district.poverty(places="184").iloc[0]
    target = next(p for p in district.view.targets if p.target.id == "poor_rate")
    start = target.value - 0  # the change so far, negative
    households = int(whole["households"])
    assert start - Fraction(100 * fewer, households) <= target.goal
    assert start - Fraction(100 * (fewer - 1), households) > target.goal


def test_a_target_that_is_reached_takes_nothing(district):
    assert district.targets().set_index("target").loc["education_14", "status"] in {"held", "reached"}
    assert district.would_take("education_14").empty


def test_what_has_no_number_says_why(district):
    row = district.would_take("Xã đạt tiêu chí số 15 (Y tế)").iloc[0]
    assert (row["name"], row["reason"]) == ("Khánh Khê", "uncounted")
    assert row[["effort"]].isna().all()
    assert "13 người" in row["lacks"]


def test_recognition_takes_the_criteria_of_the_communes_named_and_model_areas_the_communes_without(district):
    assert set(district.would_take("recognised")["name"]) == {"Bình Phúc"}
    assert len(district.would_take("model_areas")) == 4


def test_an_unknown_target_is_refused_with_the_nearest(district):
    with pytest.raises(NtmError, match="không có mục tiêu “health”; gần nhất: health_15"):
        district.would_take("health")


def test_without_a_value_nothing_is_reckoned(tiny):
    tiny.fill("verdicts")
    tiny.fill(
        "observations",
        *[r for r in (tiny.path / "observations.csv").read_text("utf-8").splitlines() if "statistics" in r],
    )
    with pytest.raises(NtmError, match="chưa có số liệu của kỳ"):
        ntm.open(tiny.path).would_take("health")
