"""Exact comparison: below, on and above the edge for every rule."""

from fractions import Fraction

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ntm_analysis.judge import compare
from ntm_analysis.judge.columns import closing_count, distance
from ntm_analysis.model import Rule

# Rule, threshold, (value, holds) just below, on and just above the edge.
EDGES = {
    Rule.AT_LEAST: (Fraction(90), [("89.999999", False), ("90", True), ("90.000001", True)]),
    Rule.AT_MOST: (Fraction(13), [("12.999999", True), ("13", True), ("13.000001", False)]),
    Rule.IS_TRUE: (Fraction(1), [("0", False), ("1", True), ("2", True)]),
    Rule.LEVEL_AT_LEAST: (Fraction(2), [("1", False), ("2", True), ("3", True)]),
    Rule.ALL_OF: (Fraction(1), [("0", False), ("1", False), ("2", False)]),  # compares nothing itself
}
CASES = [(rule, edge, value, holds) for rule, (edge, cases) in EDGES.items() for value, holds in cases]


def test_every_rule_has_cases_below_on_and_above_its_edge() -> None:
    assert set(EDGES) == set(Rule)
    for edge, cases in EDGES.values():
        distances = [Fraction(value) - edge for value, _ in cases]
        assert [(d > 0) - (d < 0) for d in distances] == [-1, 0, 1]


@pytest.mark.parametrize(("rule", "edge", "value", "holds"), CASES)
def test_a_value_is_held_against_its_threshold_exactly(
    rule: Rule,
    edge: Fraction,
    value: str,
    holds: bool,  # noqa: FBT001
) -> None:
    exact = Fraction(value)
    found = compare([exact.numerator], [exact.denominator], [edge.numerator], [edge.denominator], [rule])
    assert found.tolist() == [holds]


@pytest.mark.parametrize("missing", range(4))
def test_a_missing_number_never_holds(missing: int) -> None:
    columns = [pd.array([1], dtype="Int64") for _ in range(4)]
    columns[missing] = pd.array([pd.NA], dtype="Int64")
    for rule in Rule:
        assert not compare(*columns, [rule.value]).any()


@pytest.mark.parametrize(("den", "threshold_den"), [(0, 1), (-1, 1), (1, 0), (1, -1)])
def test_a_denominator_that_is_not_positive_never_holds(den: int, threshold_den: int) -> None:
    for rule in Rule:
        assert not compare([1], [den], [1], [threshold_den], [rule.value]).any()


def test_numbers_beyond_64_bits_in_the_product_are_compared_exactly() -> None:
    big = 10**15
    found = compare([big, big - 1], [10**6] * 2, [big] * 2, [10**6] * 2, ["at_least"] * 2)
    assert found.tolist() == [True, False]


def test_no_rows_give_no_verdicts() -> None:
    assert compare([], [], [], [], []).tolist() == []


whole = st.integers(-(10**15), 10**15)
positive = st.integers(1, 10**9)


@given(whole, positive, whole, positive, st.sampled_from([Rule.AT_LEAST, Rule.AT_MOST]))
def test_comparing_agrees_with_fractions(
    num: int, den: int, threshold_num: int, threshold_den: int, rule: Rule
) -> None:
    value, edge = Fraction(num, den), Fraction(threshold_num, threshold_den)
    expected = value >= edge if rule is Rule.AT_LEAST else value <= edge
    assert compare([num], [den], [threshold_num], [threshold_den], [rule.value]).tolist() == [expected]


@given(whole, st.integers(1, 10**4), whole, st.integers(1, 10**4))
def test_the_distance_is_the_difference_reduced(
    num: int, den: int, threshold_num: int, threshold_den: int
) -> None:
    top, bottom = distance([num], [den], [threshold_num], [threshold_den])
    expected = abs(Fraction(num, den) - Fraction(threshold_num, threshold_den))
    assert (top[0], bottom[0]) == (expected.numerator, expected.denominator)


@given(
    st.integers(1, 10**6).flatmap(lambda of: st.tuples(st.integers(0, of), st.just(of))),
    st.fractions(0, 100, max_denominator=1000),
    st.sampled_from([Rule.AT_LEAST, Rule.AT_MOST]),
)
def test_the_counted_gap_applied_closes_the_gap_and_one_less_does_not(
    counted: tuple[int, int], edge: Fraction, rule: Rule
) -> None:
    have, of = counted
    sign = 1 if rule is Rule.AT_LEAST else -1

    def holds(change: int) -> bool:
        value = 100 * (have + sign * change)
        return bool(compare([value], [of], [edge.numerator], [edge.denominator], [rule.value])[0])

    if holds(0):
        return
    needed = int(closing_count([have], [of], [edge.numerator], [edge.denominator], [rule.value])[0])
    assert needed >= 1
    assert holds(needed)
    assert not holds(needed - 1)
