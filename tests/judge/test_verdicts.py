"""Design rules 1, 2, 5 and 7: the verdict of an indicator, of a composite and of a criterion."""

import itertools
from fractions import Fraction
from types import SimpleNamespace

import pandas as pd
import pytest

from ntm_analysis.judge.verdicts import spare_count
from ntm_analysis.model import Confidence, Rule, Verdict

# Rule, threshold, (value, verdict) below, on and above the edge, through the whole evaluation.
EDGES = {
    Rule.AT_LEAST: (90, [("89.99", "not_met"), ("90", "met"), ("90.01", "met")]),
    Rule.AT_MOST: (13, [("12.99", "met"), ("13", "met"), ("13.01", "not_met")]),
    Rule.IS_TRUE: (1, [("0", "not_met"), ("1", "met"), ("1", "met")]),
    Rule.LEVEL_AT_LEAST: (2, [("1", "not_met"), ("2", "met"), ("3", "met")]),
}
CASES = [(rule, edge, value, verdict) for rule, (edge, cases) in EDGES.items() for value, verdict in cases]

# How an indicator comes to each verdict; NEARLY_MET is a reported verdict only.
WAYS = {
    Verdict.MET: lambda w: w.rule().observe(90),
    Verdict.NOT_MET: lambda w: w.rule().observe(89),
    Verdict.NO_DATA: lambda w: w.rule(),
    Verdict.NO_THRESHOLD: lambda w: w.rule(threshold=None).observe(100),
    Verdict.NOT_APPLICABLE: lambda w: w.rule(if_any=True).observe(not_applicable=True),
}


def test_every_rule_that_compares_and_every_verdict_has_its_cases():
    assert set(EDGES) == set(Rule) - {Rule.ALL_OF}
    assert set(WAYS) == set(Verdict) - {Verdict.NEARLY_MET}


@pytest.fixture(scope="module")
def edges(new_world):
    """One indicator for each case."""
    world = new_world()
    for number, (rule, edge, value, _) in enumerate(CASES, start=1):
        world.rule(str(number), edge, rule=rule.value).observe(value, indicator=str(number))
    return world.now().indicators.query("commune == 'c1'").set_index("indicator")["verdict"]


@pytest.mark.parametrize(("number", "case"), list(enumerate(CASES, start=1)))
def test_rule_1_an_indicator_is_judged_at_the_edge(edges, number, case):
    assert edges[str(number)] == case[-1]


@pytest.mark.parametrize("verdict", WAYS)
def test_rule_1_each_verdict_is_reached_its_own_way(world, verdict):
    assert WAYS[verdict](world).verdict() == verdict


@pytest.mark.parametrize("frame", ["indicators", "parts"])
def test_rule_1_nearly_met_is_never_computed(world, frame):
    rows = getattr(world.rule().observe(89.99).evaluate(), frame)
    assert Verdict.NEARLY_MET.value not in set(rows["verdict"])


def test_rule_1_does_not_apply_is_accepted_only_where_the_set_says_if_any(world):
    assert world.rule(if_any=False).observe(not_applicable=True).verdict() == "no_data"


def test_rule_1_does_not_apply_replaces_an_earlier_value(world):
    world.rule(if_any=False).observe(95, period="2022-08").observe(not_applicable=True, period="2022-09")
    assert world.verdict() == "no_data"


def test_rule_1_an_unknown_threshold_is_never_met_whatever_the_value(world):
    for code, rule in enumerate(Rule, start=1):
        if rule is not Rule.ALL_OF:
            world.rule(str(code), None, rule=rule.value).observe(10**6, indicator=str(code))
    assert set(world.now().indicators.query("commune == 'c1'")["verdict"]) == {"no_threshold"}


# Verdicts of a criterion's indicators → verdict of the criterion.
_ORDER = ["not_met", "no_data", "no_threshold", "met", "not_applicable"]


_PAIRS = list(itertools.product(_ORDER, repeat=2))


@pytest.fixture(scope="module")
def pairs(new_world):
    """One criterion of two indicators for each pair of verdicts."""
    world = new_world()
    for number, verdicts in enumerate(_PAIRS, start=1):
        for position, verdict in enumerate(verdicts, start=1):
            code = f"{number}.{position}"
            world.rule(code, None if verdict == "no_threshold" else 90, if_any=True)
            value = {"met": 90, "not_met": 89, "no_threshold": 90}.get(verdict)
            if verdict != "no_data":
                world.observe(value, indicator=code, not_applicable=verdict == "not_applicable")
    return world.now().criteria.query("commune == 'c1'").set_index("criterion")["computed"]


@pytest.mark.parametrize(("number", "verdicts"), list(enumerate(_PAIRS, start=1)))
def test_rule_2_a_criterion_takes_the_first_that_decides(pairs, number, verdicts):
    assert pairs[str(number)] == min(verdicts, key=_ORDER.index)


def test_rule_2_the_indicators_without_data_are_named(world):
    for code in ("1.1", "1.2", "1.3"):
        world.rule(code)
    assert world.observe(95, indicator="1.2").row("criteria")["missing"] == "1.1, 1.3"


def test_rule_2_a_criterion_nothing_of_which_applies_is_not_counted_as_met(world):
    row = world.rule(if_any=True).observe(not_applicable=True).row("criteria")
    assert (row["verdict"], bool(row["met"])) == ("not_applicable", False)


def composite(world, components=("a", "b")):
    for letter in components:
        world.rule("14.1", part=f"14.1{letter}")
    return world


@pytest.mark.parametrize(
    ("values", "verdict"),
    [((90, 90), "met"), ((90, 89), "not_met"), ((90, None), "no_data"), ((89, None), "not_met")],
)
def test_rule_2_a_composite_holds_when_all_its_components_hold(world, values, verdict):
    composite(world)
    for letter, value in zip("ab", values, strict=True):
        if value is not None:
            world.observe(value, indicator=f"14.1{letter}")
    row = world.row("indicators", indicator="14.1")
    assert (row["verdict"], row["rule"], row["part"]) == (verdict, "all_of", "14.1")


def test_rule_2_a_composite_is_one_indicator_and_two_parts(world):
    now = composite(world).now()
    assert len(now.indicators.query("commune == 'c1'")) == 1
    assert len(now.parts.query("commune == 'c1'")) == 2


def test_rule_2_one_failing_component_lends_the_composite_its_count(world):
    composite(world).observe(of=(80, 100), indicator="14.1a").observe(of=(95, 100), indicator="14.1b")
    row = world.row()
    assert (row["gap_count"], row["gap_unit"]) == (10, "people")


def test_rule_2_two_failing_components_have_no_common_count(world):
    composite(world).observe(of=(80, 100), indicator="14.1a").observe(of=(80, 100), indicator="14.1b")
    assert world.row()[["num", "gap_count"]].isna().all()


def schools(world):
    """Criterion 5: more than three schools ask 70 % at level 1, three or fewer ask 50 %."""
    world.rule("5", 100, part="5a")
    world.rule("5", 70, part="5b", condition="more_than", condition_value=3)
    world.rule("5", 50, part="5c", measure="5b", condition="at_most", condition_value=3)
    return world.rule("5", 100, part="5d", measure="5b", applies=False)


# Schools at level 1, all schools → verdict.
SCHOOLS = [
    (2, 3, "met"),  # 66.7 % of three schools
    (1, 3, "not_met"),
    (1, 2, "met"),  # on the edge of 50 %
    (3, 4, "met"),
    (2, 4, "not_met"),  # 50 % is not enough of four schools
    (7, 10, "met"),  # on the edge of 70 %
    (6, 10, "not_met"),
]


@pytest.fixture(scope="module")
def by_schools(new_world):
    """One commune for each case."""
    world = schools(new_world().communes_named(len(SCHOOLS)))
    for case, (good, number, _) in enumerate(SCHOOLS):
        world.observe(of=(number, number), indicator="5a", commune=f"c{case}")
        world.observe(of=(good, number), indicator="5b", commune=f"c{case}")
    return world.now().indicators.set_index("commune")["verdict"]


@pytest.mark.parametrize(("case", "schools_"), list(enumerate(SCHOOLS)))
def test_rule_2_the_number_of_schools_chooses_the_level_asked(by_schools, case, schools_):
    assert by_schools[f"c{case}"] == schools_[-1]


def test_rule_2_a_share_without_the_number_of_schools_is_no_data(world):
    schools(world).observe(of=(3, 3), indicator="5a").observe(100, indicator="5b")
    assert world.verdict() == "no_data"


def test_rule_2_a_part_left_out_by_region_or_condition_does_not_apply(world):
    schools(world).observe(of=(3, 3), indicator="5a").observe(of=(3, 3), indicator="5b")
    parts = world.now().parts.query("commune == 'c1'").set_index("part")["verdict"]
    assert parts.to_dict() == {"5a": "met", "5b": "not_applicable", "5c": "met", "5d": "not_applicable"}


INCOME = {2021: 36, 2022: 39}


@pytest.mark.parametrize(
    ("year", "value", "verdict", "shown"),
    [(2021, 36, "met", 36), (2022, 36, "not_met", 39), (2022, 39, "met", 39), (2021, 35, "not_met", 36)],
)
def test_rule_5_a_value_is_judged_by_the_threshold_of_its_own_year(world, year, value, verdict, shown):
    world.rule(threshold=INCOME, frequency="year", unit="million_dong_per_person_year")
    row = world.observe(value, reference_year=year, period="2022-03").row()
    assert (row["verdict"], row["threshold_num"]) == (verdict, shown)


@pytest.mark.parametrize("year", [2020, 2023])
def test_rule_5_a_year_without_threshold_cannot_be_judged(world, year):
    world.rule(threshold=INCOME, frequency="year").observe(100, reference_year=year, period="2022-03")
    row = world.row()
    assert (row["verdict"], row["confidence"]) == ("no_threshold", "unknown")


def test_rule_5_a_threshold_of_one_year_leaves_the_others_to_the_general_one(world):
    world.rule(threshold={0: 90, 2021: 50}, frequency="year")
    world.observe(60, reference_year=2021, period="2022-03")
    world.observe(60, reference_year=2022, period="2022-03", commune="c2")
    assert world.verdict() == "met"
    assert world.verdict(commune="c2") == "not_met"


CONFIDENCE = {
    "verified": False,
    "override": False,
    "unverified-high": True,
    "unverified-medium": True,
    "unverified-low": True,
    "unknown": True,
}


def test_rule_7_every_confidence_has_its_case():
    assert set(CONFIDENCE) == {confidence.value for confidence in Confidence}


def test_rule_7_a_verdict_on_an_open_threshold_is_provisional(world):
    for number, confidence in enumerate(CONFIDENCE, start=1):
        world.rule(str(number), confidence=confidence)
        world.observe(90, indicator=str(number)).observe(89, indicator=str(number), commune="c2")
    now = world.now()
    for commune, verdict in (("c1", "met"), ("c2", "not_met")):
        rows = now.indicators[now.indicators["commune"] == commune]
        assert set(rows["verdict"]) == {verdict}
        assert rows["provisional"].tolist() == list(CONFIDENCE.values())
        criteria = now.criteria[now.criteria["commune"] == commune]
        assert criteria["computed_provisional"].tolist() == list(CONFIDENCE.values())


def test_rule_7_what_has_no_value_is_not_provisional(world):
    assert not world.rule(confidence="unverified-low").row()["provisional"]


@pytest.mark.parametrize(
    ("firm", "open_", "verdict", "provisional"),
    [
        (90, 90, "met", True),
        (89, 90, "not_met", False),
        (90, 89, "not_met", True),
        (89, 89, "not_met", False),
    ],
)
def test_rule_7_a_failure_on_a_final_threshold_stands_firm(world, firm, open_, verdict, provisional):
    world.rule("1.1").observe(firm, indicator="1.1")
    world.rule("1.2", confidence="unverified-medium").observe(open_, indicator="1.2")
    row = world.row("criteria")
    assert (row["computed"], bool(row["computed_provisional"])) == (verdict, provisional)


@pytest.mark.parametrize(
    ("rule", "threshold", "of", "numbers"),
    [
        ("at_least", 90, 839, range(750, 840)),
        ("at_most", 13, 1012, range(140)),
        ("at_least", "16.5", 7, range(8)),
    ],
)
def test_rule_10_so_many_may_be_lost_and_not_one_more(rule, threshold, of, numbers):
    bound = Fraction(str(threshold))
    step = -1 if rule == "at_least" else 1

    def holds(n):
        return Fraction(100 * n, of) >= bound if rule == "at_least" else Fraction(100 * n, of) <= bound

    for number in filter(holds, numbers):
        part = SimpleNamespace(
            verdict="met", unit="percent", gap_unit="people", rule=rule, numerator=number, denominator=of,
            threshold_num=bound.numerator, threshold_den=bound.denominator,
        )  # fmt: skip
        spare = spare_count(part)
        assert spare >= 0
        assert holds(number + step * spare)
        assert not holds(number + step * (spare + 1))


@pytest.mark.parametrize(
    "other",
    [
        {"verdict": "not_met"},
        {"unit": "level"},
        {"gap_unit": ""},
        {"gap_unit": "graduates"},
        {"numerator": pd.NA},
    ],
)
def test_rule_10_where_nothing_is_counted_nothing_may_be_lost(other):
    part = {"verdict": "met", "unit": "percent", "gap_unit": "people", "rule": "at_least", "numerator": 95}
    part |= {"denominator": 100, "threshold_num": 90, "threshold_den": 1}
    assert spare_count(SimpleNamespace(**part | other)) is None
