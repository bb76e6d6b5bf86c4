"""Mergers and splits: values before are the sums of what a commune came from; what was decided is not."""

import pandas as pd
import pytest

from ntm_analysis.judge import course_of, merged_in
from ntm_analysis.judge.mergers import carry_over
from ntm_analysis.model import Period

APRIL, MAY = Period(2022, 4), Period(2022, 5)


def joined(world, *others, since="2020-01-01", **rule):
    """Lets communes join c1 in May 2022, which was there before or began with it."""
    world.commune("c1", start=since).rule(**rule)
    for code in others:
        world.commune(code, end="2022-04-30").merge(code, "c1")
    return world


@pytest.fixture
def merger(world):
    """Gives communes c1, c2, c3, of which c2 and c3 join c1 in May 2022."""
    joined(world, "c2", "c3").periods.add("2022-05")
    for code, count in (("c1", 95), ("c2", 80), ("c3", 70)):
        world.observe(of=(count, 100), period="2022-04", commune=code)
    return world


def value(results, commune, period):
    rows = results.parts[(results.parts["commune"] == commune) & (results.parts["period"] == period)]
    return [(row.numerator, row.denominator, row.verdict) for row in rows.itertuples()]


def test_a_unit_that_the_merger_founds_has_the_sum_of_its_parts_from_its_month_on(world):
    joined(world, "c2", "c3", since="2022-05-01").periods.add("2022-04")
    for code, count in (("c2", 96), ("c3", 89)):
        world.observe(of=(count, 100), period="2022-04", commune=code)
    results = world.observe(of=(170, 200), period="2022-06").evaluate("2022-06")
    assert value(results, "c1", "2022-04") == []
    assert value(results, "c2", "2022-04") == [(96, 100, "met")]
    assert value(world.evaluate("2022-05"), "c1", "2022-05") == [(185, 200, "met")]
    assert value(results, "c1", "2022-06") == [(170, 200, "not_met")]


def test_of_a_unit_that_a_merger_founds_what_was_said_of_its_code_before_does_not_count(world):
    joined(world, "c2", since="2022-05-01").rule("2").report("met", period="2022-04", criterion="2")
    world.recognise("c1", 2022, "2022-04-30")
    assert world.verdict(frame="criteria", criterion="2") == "no_data"
    assert world.now().recognised.empty


@pytest.mark.parametrize(("period", "verdict"), [("2022-02", "no_data"), ("2022-03", "met")])
def test_a_unit_that_others_join_brings_nothing_of_the_time_before_it_was_formed(world, period, verdict):
    joined(world, "c2", since="2022-03-01", frequency="year")
    for code in ("c1", "c2"):
        world.observe(of=(95, 100), period=period, commune=code)
    assert world.verdict() == verdict


def test_the_households_of_a_district_stay_complete_where_a_merger_founds_a_unit(world):
    joined(world, "c2", "c3", since="2022-05-01")
    for code, poor in (("c2", 8), ("c3", 4)):
        counts = {"poor_households": poor, "near_poor_households": 5, "households": 100}
        world.statistic(commune=code, **counts)
    rows = world.now().poverty.set_index("place")
    assert rows.loc[["c1", "d"], ["poor", "households"]].to_numpy().tolist() == [[12, 200], [12, 200]]
    assert bool(rows.loc["d", "complete"])


def test_before_the_merger_each_commune_stands_for_itself(merger):
    results = merger.evaluate("2022-09")
    assert value(results, "c1", "2022-04") == [(95, 100, "met")]
    assert value(results, "c2", "2022-04") == [(80, 100, "not_met")]


def test_from_its_month_on_the_value_is_the_sum_of_the_predecessors(merger):
    results = merger.evaluate("2022-09")
    assert value(results, "c1", "2022-05") == [(245, 300, "not_met")]
    assert value(results, "c2", "2022-05") == []


def test_a_page_of_before_does_not_know_of_the_merger(merger):
    assert value(merger.evaluate("2022-04"), "c1", "2022-04") == [(95, 100, "met")]


def test_a_value_of_the_new_commune_counts_from_its_month_on(merger):
    merger.observe(of=(285, 300), period="2022-06")
    results = merger.evaluate("2022-09")
    assert value(results, "c1", "2022-05") == [(245, 300, "not_met")]
    assert value(results, "c1", "2022-06") == [(285, 300, "met")]


def test_a_value_of_the_very_month_of_the_merger_is_the_new_communes(merger):
    merger.observe(of=(285, 300), period="2022-05")
    assert value(merger.evaluate("2022-05"), "c1", "2022-05") == [(285, 300, "met")]


def test_the_course_before_is_that_of_the_present_shape(merger):
    course = course_of(merger.evaluated_to("2022-05"), "c1", MAY)
    assert value(course, "c1", "2022-04") == [(245, 300, "not_met")]


def test_a_sum_needs_every_predecessor(world):
    joined(world, "c2").observe(of=(95, 100), period="2022-03")
    results = world.evaluate("2022-09")
    assert value(results, "c1", "2022-03") == [(95, 100, "met")]
    assert [row[2] for row in value(results, "c1", "2022-09")] == ["no_data"]


def test_values_reported_in_different_months_are_summed_with_the_latest_of_each(world):
    joined(world, "c2").observe(of=(90, 100), period="2022-03")
    world.observe(of=(50, 100), period="2022-04", commune="c2")
    course = course_of(world.evaluated_to("2022-05"), "c1", MAY)
    assert value(course, "c1", "2022-04") == [(140, 200, "not_met")]
    assert value(course, "c1", "2022-03")[0][2] == "no_data"


def test_a_value_without_counts_is_not_carried(world):
    joined(world, "c2", unit="million_dong", threshold=36).observe(40, period="2022-04")
    world.observe(50, period="2022-04", commune="c2")
    assert [row[2] for row in value(world.evaluate("2022-05"), "c1", "2022-05")] == ["no_data"]


def test_a_split_carries_its_share_rounded_to_whole_people(world):
    world.commune("c1").commune("c2").rule().merge("c2", "c1", share=0.3009)
    world.observe(of=(90, 100), period="2022-04").observe(of=(1000, 1100), period="2022-04", commune="c2")
    course = course_of(world.evaluated_to("2022-05"), "c1", MAY)
    assert value(course, "c1", "2022-04") == [(90 + 301, 100 + 331, "met")]


@pytest.mark.parametrize("alone", ["numerator", "denominator"])
def test_a_value_with_one_count_only_is_not_carried(world, alone):
    joined(world, "c2", unit="million_dong", threshold=36).observe(40, period="2022-04", **{alone: 4})
    world.observe(50, period="2022-04", commune="c2", **{alone: 5})
    assert world.verdict("2022-05") == "no_data"


def test_a_commune_that_gave_a_part_away_brings_what_it_kept(world):
    joined(world, "c2").commune("c3").merge("c1", "c3", share=0.3)
    world.observe(of=(90, 100), period="2022-04").observe(of=(50, 100), period="2022-04", commune="c2")
    course = course_of(world.evaluated_to("2022-05"), "c1", MAY)
    assert value(course, "c1", "2022-04") == [(63 + 50, 70 + 100, "not_met")]


def test_what_others_gave_each_other_in_the_same_month_takes_nothing_from_a_commune(world):
    joined(world, "c2").commune("c5", end="2022-04-30").commune("c9").merge("c5", "c9")
    world.observe(of=(90, 100), period="2022-04").observe(of=(50, 100), period="2022-04", commune="c2")
    assert value(world.evaluate("2022-05"), "c1", "2022-05") == [(140, 200, "not_met")]


@pytest.mark.parametrize(
    ("counts", "found"),
    [((0, 0), [(None, None, "no_data")]), ((1, 1), [(1, 1, "met")])],
    ids=["nobody in either", "one in the other"],
)
def test_a_part_without_anybody_adds_nothing_and_nobody_at_all_is_no_value(world, counts, found):
    joined(world, "c2").observe(of=(0, 0), period="2022-04")
    world.observe(of=counts, period="2022-04", commune="c2")
    rows = value(world.evaluate("2022-05"), "c1", "2022-05")
    assert [tuple(None if cell is pd.NA else cell for cell in row) for row in rows] == found


def test_a_unit_that_was_given_away_whole_has_no_part_in_the_one_that_bears_its_code_since(world):
    world.commune("c1", end="2022-04-30").commune("c1", start="2022-05-01").commune("c9").rule()
    world.commune("c2", end="2022-04-30").merge("c2", "c1").merge("c1", "c9")
    world.observe(of=(50, 100), period="2022-04", commune="c2")
    assert value(world.evaluate("2022-05"), "c1", "2022-05") == [(50, 100, "not_met")]


def test_counts_of_statistics_are_summed(merger):
    merger.statistic("2022-04", "c1", poor_households=10).statistic("2022-04", "c2", poor_households=20)
    merger.statistic("2022-04", "c3", poor_households=5)
    for code in ("c1", "c2", "c3"):
        merger.statistic("2022-04", code, households=100)  # not named as a count below
    data = merger.data()
    rows = carry_over(data.observations, data.unit_changes, "c1", ["poor_households"])
    (row,) = rows.query("set == 'statistics'").itertuples()
    assert (row.num, row.den, row.carried) == (35, 1, True)
    assert row.rows.count("observations.csv") == 3


def test_a_verdict_on_the_former_commune_does_not_count_for_the_new_one(merger):
    merger.report("met", period="2022-04")
    rows = (
        merger.evaluate("2022-09").criteria.query("commune == 'c1' and criterion == '1'").set_index("period")
    )
    assert (rows.loc["2022-04", "verdict"], rows.loc["2022-04", "basis"]) == ("met", "reported")
    assert (rows.loc["2022-05", "verdict"], rows.loc["2022-05", "basis"]) == ("not_met", "computed")


def test_a_verdict_of_the_very_month_of_the_merger_is_the_new_communes(merger):
    row = merger.report("met", period="2022-05").row("criteria")
    assert (row["verdict"], row["basis"]) == ("met", "reported")


def test_of_a_commune_that_did_not_change_a_verdict_holds_through_the_mergers_of_others(merger):
    row = merger.commune("c4").report("met", period="2022-04", commune="c4").row("criteria", commune="c4")
    assert (row["verdict"], row["basis"]) == ("met", "reported")


@pytest.mark.parametrize(
    ("year", "date", "held"), [(2022, "2022-04-30", False), (2022, "2022-05-01", True), (2021, None, False)]
)
def test_a_recognition_does_not_pass_through_a_merger(merger, year, date, held):
    merger.recognise("c1", year, date)
    rows = merger.evaluate("2022-09").recognised
    assert (not rows.query("commune == 'c1' and period == '2022-09'").empty) is held


@pytest.mark.parametrize(("period", "since"), [(APRIL, None), (MAY, MAY)])
def test_a_commune_has_its_shape_since_the_month_of_the_change(merger, period, since):
    assert merged_in(merger.data().unit_changes, "c1", period) == since


def test_changes_that_follow_each_other_are_carried_through(world):
    world.commune("c1").commune("c2", end="2022-04-30").commune("c3", end="2022-02-28").rule()
    world.merge("c3", "c2", month="2022-03").merge("c2", "c1", month="2022-05")
    for code, count in (("c1", 1), ("c2", 2), ("c3", 4)):
        world.observe(of=(count, 100), period="2022-02", commune=code)
    course = course_of(world.evaluated_to("2022-05"), "c1", MAY)
    assert value(course, "c1", "2022-02") == [(7, 300, "not_met")]


@pytest.mark.parametrize(
    ("since", "verdict"),
    [("2022-05-01", "not_met"), ("2020-01-01", "no_data")],
    ids=["a unit that the merger founds has no part of its own", "one that was there before must be known"],
)
def test_a_sum_needs_the_part_of_a_unit_that_was_there_before(world, since, verdict):
    joined(world, "c2", "c3", since=since).observe(of=(90, 100), period="2022-04", commune="c2")
    world.observe(of=(50, 100), period="2022-04", commune="c3")
    (found,) = value(course_of(world.evaluated_to("2022-05"), "c1", MAY), "c1", "2022-04")
    assert found[2] == verdict
    assert verdict == "no_data" or found[:2] == (140, 200)


def test_an_undated_recognition_of_an_earlier_merger_outlives_a_later_one_of_others(merger):
    merger.commune("c4").merge("c5", "c4", month="2020-01").recognise("c4", 2021, None)
    rows = merger.evaluate("2022-09").recognised
    assert not rows.query("commune == 'c4' and period == '2022-09'").empty
