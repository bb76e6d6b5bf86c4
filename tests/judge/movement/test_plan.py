"""The smallest set of criteria that brings the sum to a goal, held against every possible choice."""

from fractions import Fraction
from itertools import combinations

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pandas import DataFrame

from ntm_analysis.judge.movement.plan import open_criteria, registered_first, unmet

POPULATION = {"c1": 1000, "c2": 2000}
COLUMNS = ["commune", "set", "criterion", "indicator", "verdict", "gap_count", "gap_unit", "denominator"]


def criterion(commune="c1", code="1", verdict="not_met", of_set="s"):
    return {
        "commune": commune,
        "set": of_set,
        "criterion": code,
        "verdict": verdict,
        "illustrative": False,
    }


def part(verdict="not_met", gap=None, unit="people", of=100, **cells):
    row = {"commune": "c1", "set": "s", "criterion": "1", "indicator": "1.1", "verdict": verdict}
    row |= {"gap_count": gap, "gap_unit": unit, "numerator": 1, "denominator": of, "rule": "at_least"}
    row |= {"provisional": False, "illustrative": False} | cells
    return {"part": row["indicator"]} | row


def pairs(criteria, parts, population=None):
    frame = DataFrame(parts or [part()]).astype({"gap_count": "Int64", "denominator": "Int64"})
    frame = frame if parts else frame.head(0)
    return open_criteria(DataFrame(criteria), frame, "s", POPULATION if population is None else population)


def only(criteria, parts, population=None):
    (row,) = pairs(criteria, parts, population).itertuples(index=False)
    return row


@pytest.mark.parametrize(
    ("gap", "unit", "of", "people"),
    [
        (12, "people", 800, Fraction(12)),
        (12, "workers", 800, Fraction(12)),
        (5, "households", 250, Fraction(20)),  # 5 of 250 households of 1000 people
        (1, "villages", 8, Fraction(125)),
        (1, "schools", 3, Fraction(1000, 3)),
    ],
)
def test_a_gap_is_counted_in_people(gap, unit, of, people):
    row = only([criterion()], [part(gap=gap, unit=unit, of=of)])
    assert (row.effort, row.reason) == (people, "")


def test_the_gaps_of_all_failing_parts_are_added():
    row = only(
        [criterion()],
        [part(gap=12), part(gap=5, unit="households", of=250, indicator="1.2"), part("met", indicator="1.3")],
    )
    assert row.effort == 32
    assert row.gaps == (("1.1", 12, "people", "at_least"), ("1.2", 5, "households", "at_least"))


def test_what_a_commune_to_be_recognised_registered_comes_first_and_nothing_else_of_it():
    codes = ("1", "2", "3")
    rows = [criterion(commune=commune, code=code) for commune in ("c1", "c2") for code in codes]
    registered = {("c1", "1"), ("c2", "3")}
    found = registered_first(pairs(rows, [part(gap=1)]), registered, {"c2"})
    order = [(row.commune, row.criterion) for row in found.itertuples()]
    assert order[:2] == [("c2", "3"), ("c1", "1")]
    assert order.index(("c2", "1")) > order.index(("c1", "2"))


def test_what_has_left_school_comes_after_what_lacks_more_figures():
    lacking = [part("no_data", indicator="1.1"), part("no_data", indicator="1.2")]
    left = [part(gap=None, unit="graduates", criterion="2", indicator="2.1")]
    rows = registered_first(pairs([criterion(), criterion(code="2")], [*lacking, *left]), ())
    assert [(row.criterion, row.reason) for row in rows.itertuples()] == [("1", "missing"), ("2", "left")]


def test_a_gap_is_named_by_the_component_that_has_it():
    row = only([criterion()], [part(gap=1, unit="schools", of=2, indicator="5", part="5a")])
    assert row.gaps == (("5a", 1, "schools", "at_least"),)


@pytest.mark.parametrize("missing", ["no_data", "no_threshold"])
def test_a_criterion_that_lacks_data_is_never_cheap(missing):
    row = only([criterion()], [part(gap=1), part(missing, indicator="1.2")])
    assert (row.effort, row.reason, row.unknown) == (None, "missing", 1)


def test_a_criterion_without_any_part_in_the_data_lacks_data():
    assert only([criterion()], []).reason == "missing"


def test_a_failing_part_without_a_count_leaves_the_effort_unknown():
    row = only([criterion()], [part(gap=1), part(indicator="1.2")])
    assert (row.effort, row.reason, row.unknown) == (None, "uncounted", 1)


def test_a_village_of_a_commune_without_a_population_is_not_counted():
    assert only([criterion()], [part(gap=1, unit="villages", of=8)], {}).reason == "uncounted"
    assert only([criterion()], [part(gap=1)], {}).effort == 1


def test_a_criterion_reported_as_not_met_though_the_data_meet_it_is_not_free():
    row = only([criterion()], [part("met")])
    assert (row.effort, row.reason) == (None, "disputed")


@pytest.mark.parametrize(("verdict", "listed"), [("nearly_met", 1), ("no_data", 1), ("met", 0)])
def test_everything_that_is_not_met_is_open(verdict, listed):
    assert len(pairs([criterion(verdict=verdict)], [part(gap=1)])) == listed


def test_what_does_not_apply_or_is_of_another_set_is_not_open():
    rows = [criterion(verdict="not_applicable"), criterion(of_set="advanced")]
    assert pairs(rows, [part(gap=1)]).empty


def test_known_efforts_come_first_however_large():
    rows = [criterion(code="1"), criterion(code="2")]
    parts = [part("no_data"), part(gap=999, criterion="2", of=1000)]
    assert pairs(rows, parts)["criterion"].tolist() == ["2", "1"]


def test_equal_efforts_follow_the_order_of_communes_and_numbers():
    rows = [criterion("c2", "2"), criterion("c1", "10"), criterion("c1", "9")]
    parts = [part(gap=4, commune=row["commune"], criterion=row["criterion"]) for row in rows]
    ordered = pairs(rows, parts)[["commune", "criterion"]].to_numpy().tolist()
    assert ordered == [["c1", "9"], ["c1", "10"], ["c2", "2"]]


def test_nobody_can_be_added_to_a_class_that_has_left_school():
    row = only([criterion()], [part(gap=5), part(unit="graduates", indicator="1.2")])
    assert (row.effort, row.reason, row.unknown) == (None, "left", 1)


def test_a_gap_on_an_unchecked_threshold_is_provisional():
    assert only([criterion()], [part(gap=1, provisional=True)]).provisional


def test_what_was_registered_comes_first_then_what_else_is_least_effort_then_what_is_past_changing():
    rows = [criterion(code=str(n)) for n in (1, 2, 3, 4)]
    parts = [
        part(unit="graduates"),
        part(gap=5, criterion="2"),
        part(gap=2, criterion="3"),
        part(gap=9, criterion="4"),
    ]
    found = registered_first(pairs(rows, parts), {("c1", "4"), ("c1", "1")})
    assert list(found["criterion"]) == ["4", "3", "2", "1"]


some_part = st.tuples(
    st.sampled_from(["met", "not_met", "no_data", "no_threshold", "not_applicable"]),
    st.one_of(st.none(), st.integers(1, 6)),
    st.sampled_from(["people", "households", "villages"]),
    st.integers(6, 9),
)
some_district = st.lists(
    st.tuples(
        st.sampled_from(["c1", "c2", "c3"]),
        st.sampled_from(["met", "not_met", "nearly_met", "no_data"]),
        st.lists(some_part, max_size=3),
    ),
    max_size=7,
)


def effort_by_hand(commune, parts):
    """Gives (unknown, effort) of one criterion, written without looking at the module."""
    if not parts or any(verdict in {"no_data", "no_threshold"} for verdict, *_ in parts):
        return 1, Fraction(0)
    failing = [rest for verdict, *rest in parts if verdict == "not_met"]
    if not failing or any(gap is None for gap, *_ in failing):
        return 1, Fraction(0)
    whole = POPULATION.get(commune)
    if whole is None and any(unit != "people" for _, unit, _ in failing):
        return 1, Fraction(0)
    people = {}  # who two parts count out of as many counts once
    for gap, unit, of in failing:
        if unit == "people":
            people[of] = max(gap, people.get(of, 0))
    others = sum((Fraction(gap, of) * whole for gap, unit, of in failing if unit != "people"), Fraction(0))
    return 0, others + sum(people.values())


@settings(deadline=None, max_examples=150)
@given(some_district, st.integers(0, 8))
def test_no_other_choice_that_suffices_is_smaller_or_less_effort(district, needed):
    named = [(commune, str(n), *rest) for n, (commune, *rest) in enumerate(district, start=1)]
    criteria = [criterion(commune, code, verdict) for commune, code, verdict, _ in named]
    parts = [
        part(verdict, gap, unit, of, commune=commune, criterion=code, indicator=f"{code}.{number}")
        for commune, code, _, own in named
        for number, (verdict, gap, unit, of) in enumerate(own, start=1)
    ]
    if not criteria:
        return
    chosen = registered_first(pairs(criteria, parts), ()).head(needed)
    efforts = {
        (commune, code): effort_by_hand(commune, own)
        for commune, code, verdict, own in named
        if verdict != "met"
    }
    taken = [(row.commune, row.criterion) for row in chosen.itertuples(index=False)]
    assert len(set(taken)) == len(taken)
    if len(efforts) < needed:
        assert sorted(taken) == sorted(efforts)
        return

    def weight(choice):
        weights = [efforts[key] for key in choice]
        return len(choice), sum(unknown for unknown, _ in weights), sum(effort for _, effort in weights)

    every = (c for size in range(needed, len(efforts) + 1) for c in combinations(efforts, size))
    assert weight(taken) == min(weight(choice) for choice in every)
    for row in chosen.itertuples(index=False):
        unknown, effort = efforts[row.commune, row.criterion]
        assert (row.effort is None) == bool(unknown)
        assert unknown or row.effort == effort


def test_the_order_of_the_rows_does_not_decide():
    rows = [criterion(code=str(n)) for n in range(1, 6)]
    parts = [part(gap=1 + n % 3, criterion=str(n)) for n in range(1, 6)]
    one, other = pairs(rows, parts), pairs(rows[::-1], parts[::-1])
    pd.testing.assert_frame_equal(one, other)


def test_the_same_people_counted_by_two_parts_count_once():
    trained = part(gap=39, unit="workers", of=800, indicator="12.1")
    certified = part(gap=38, unit="workers", of=800, indicator="12.2")
    assert only([criterion()], [trained, certified]).effort == 39
    others = part(gap=38, unit="workers", of=500, indicator="12.2")
    assert only([criterion()], [trained, others]).effort == 77
    children = part(gap=38, unit="children", of=800, indicator="12.2")
    assert only([criterion()], [trained, children]).effort == 77


GAP_COLUMNS = ["commune", "set", "criterion", "part", "verdict", "gap_count", "denominator"]
GAPS = [
    ("1", "s", "6", "6.1", "not_met", 1, 100),
    ("1", "s", "6", "6.2", "no_data", pd.NA, pd.NA),
    ("1", "s", "15", "15.1", "not_met", 50, 100),
    ("2", "s", "15", "15.1", "not_met", 10, 100),
    ("2", "s", "11", "11", "not_met", pd.NA, 100),
    ("2", "s", "12", "12.1", "met", 0, 100),
    ("3", "s", "15", "15.1", "not_met", 1, 100),
    ("2", "other", "15", "15.1", "not_met", 1, 100),
]


def in_order(**asked):
    frame = pd.DataFrame(GAPS, columns=GAP_COLUMNS).convert_dtypes()
    rows = unmet(
        frame, **{"set_id": "s", "criteria": ["6", "11", "12", "15"], "communes": ["1", "2"]} | asked
    )
    return [(row.commune, row.part, row.in_criterion) for row in rows.itertuples()]


def test_what_is_alone_comes_first_then_the_smaller_part_and_what_has_no_count_last():
    assert in_order() == [("2", "15.1", 1), ("1", "15.1", 1), ("2", "11", 1), ("1", "6.1", 2)]


def test_only_the_asked_criteria_and_communes_are_listed():
    assert in_order(criteria=["15"], communes=["3"]) == [("3", "15.1", 1)]
    assert in_order(communes=[]) == []
