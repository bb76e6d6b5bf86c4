"""Design rule 13: criterion 11 computed from households, and poor rates of the district."""

import pandas as pd
import pytest

from ntm_analysis.model import Formula, Period, Sum, Text

NAME = Text("tên", "name")
PLAIN = Formula(NAME, Sum(("poor_households", "near_poor_households")), Sum(("households",)))
WITHOUT = Formula(
    NAME,
    Sum(("poor_households", "near_poor_households"), ("poor_no_labour", "near_poor_no_labour")),
    Sum(("households",), ("poor_no_labour", "near_poor_no_labour")),
)
COUNTS = {"poor_households": 8, "near_poor_households": 5, "households": 100}
OLD_LINE = "QĐ 59/2015"


def criterion_11(world, formula="plain"):
    world.formulas[("s", "11")] = {"plain": PLAIN, "without_no_labour": WITHOUT}
    return world.rule("11", 13, rule="at_most", frequency="year", formula=formula, gap_unit="households")


@pytest.mark.parametrize(("poor", "verdict", "gap"), [(7, "met", None), (8, "met", None), (9, "not_met", 1)])
def test_rule_13_criterion_11_is_poor_and_near_poor_over_households(world, poor, verdict, gap):
    row = criterion_11(world).statistic(**{**COUNTS, "poor_households": poor}).row()
    assert (row["verdict"], row["numerator"], row["denominator"]) == (verdict, poor + 5, 100)
    assert row[["gap_count"]].isna().all() if gap is None else row["gap_count"] == gap
    assert (row["formula"], row["line"]) == ("plain", "NĐ 07/2021")


def test_rule_13_every_source_row_is_named(world):
    row = criterion_11(world).statistic(**COUNTS).row()
    assert sorted(row["rows"].split(", ")) == [f"observations.csv:{line}" for line in (2, 3, 4)]


def test_rule_13_the_chosen_formula_leaves_out_households_unable_to_work(world):
    criterion_11(world, "without_no_labour").statistic(**COUNTS, poor_no_labour=3, near_poor_no_labour=2)
    row = world.row()
    assert (row["numerator"], row["denominator"], row["formula"]) == (8, 95, "without_no_labour")


def test_rule_13_poor_households_of_one_sex_are_not_all_poor_households(world):
    criterion_11(world).statistic(**COUNTS)
    told = {"period": "2021-12", "set": "statistics", "line": "NĐ 07/2021", "sex": "female"}
    row = world.observe(1, indicator="poor_households", **told).row()
    assert row["numerator"] == 8 + 5
    assert poverty_rows(world).loc[("c1", "NĐ 07/2021"), "poor"] == 8


@pytest.mark.parametrize("missing", COUNTS)
def test_rule_13_a_missing_count_is_no_data(world, missing):
    given = {code: count for code, count in COUNTS.items() if code != missing}
    assert criterion_11(world).statistic(**given).verdict() == "no_data"


@pytest.mark.parametrize(
    ("line", "verdict"),
    [("NĐ 07/2021", "met"), (OLD_LINE, "no_data"), ("", "no_data")],
    ids=["new", "old", "unnamed"],
)
def test_rule_13_only_counts_on_the_line_of_the_dataset_are_judged(world, line, verdict):
    assert criterion_11(world).statistic(line=line, **COUNTS).verdict() == verdict


def test_rule_13_counts_of_two_lines_or_months_are_never_mixed(world):
    criterion_11(world).statistic(poor_households=1, near_poor_households=1)
    world.statistic(line=OLD_LINE, households=100).statistic(period="2022-01", households=100)
    assert world.verdict() == "no_data"


def test_rule_13_households_without_a_line_serve_the_line_of_their_month(world):
    criterion_11(world).statistic(poor_households=8, near_poor_households=5).statistic(
        line="", households=100
    )
    assert world.verdict() == "met"


@pytest.mark.parametrize(
    "counts", [{**COUNTS, "households": 0}, {**COUNTS, "households": 12}, dict.fromkeys(COUNTS, 0)]
)
def test_rule_13_an_impossible_rate_is_no_data(world, counts):
    assert criterion_11(world).statistic(**counts).verdict() == "no_data"


def test_rule_13_a_rate_recorded_directly_is_not_taken_for_a_computed_one(world):
    assert criterion_11(world).observe(1, indicator="11").verdict() == "no_data"


def test_rule_13_a_forecast_of_one_count_makes_no_rate(world):
    criterion_11(world).statistic(poor_households=8, near_poor_households=5)
    world.observe(
        100, period="2021-12", set="statistics", indicator="households", line="NĐ 07/2021", status="estimate"
    )
    assert world.verdict() == "no_data"


def poverty_rows(world, period="2022-09"):
    return world.now(period).poverty.set_index(["place", "line"])


def test_rule_13_the_district_sums_households_town_included(world):
    world.rule().statistic(**COUNTS)
    world.statistic(commune="c2", poor_households=1, near_poor_households=0, households=300)
    world.statistic(commune="t", poor_households=2, near_poor_households=1, households=600)
    rows = poverty_rows(world)[["poor", "near_poor", "households", "complete"]]
    found = {place: tuple(row) for (place, _), row in rows.iterrows()}
    assert found["d"] == (11, 6, 1000, True)
    assert found["d-communes"] == (9, 5, 400, True)
    assert found["t"] == (2, 1, 600, True)


def test_rule_13_a_district_without_one_unit_is_incomplete(world):
    world.rule().statistic(**COUNTS).statistic(commune="c2", **COUNTS)
    rows = poverty_rows(world)["complete"].droplevel("line")
    assert rows.to_dict() == {"c1": True, "c2": True, "d": False, "d-communes": True}


def test_rule_13_a_mixture_of_two_reviews_is_incomplete(world):
    for unit in ("c1", "c2", "t"):
        world.statistic(commune=unit, **COUNTS)
    world.rule().statistic("2022-09", **COUNTS)
    assert not poverty_rows(world).loc[("d", "NĐ 07/2021"), "complete"]


def test_rule_13_each_line_has_its_own_rows(world):
    world.rule().statistic(**COUNTS).statistic(line=OLD_LINE, **{**COUNTS, "poor_households": 3})
    rows = poverty_rows(world)["poor"]
    assert (rows["c1", "NĐ 07/2021"], rows["c1", OLD_LINE]) == (8, 3)


def test_rule_13_counts_two_reviews_old_are_left_out(world):
    world.rule().statistic(**COUNTS)
    assert not world.now("2023-12").poverty.empty
    assert world.now("2024-01").poverty.empty


@pytest.mark.parametrize("told", [{"measured_on": pd.Timestamp("2021-12-20")}, {}], ids=["dated", "undated"])
def test_rule_13_the_review_of_december_is_that_of_december_when_it_is_sent_in_january(world, told):
    for code, count in COUNTS.items():
        statistic = {"commune": "c1", "set": "statistics", "indicator": code, "line": "NĐ 07/2021"}
        world.observe(count, period="2022-01", reference_year=2021, **statistic, **told)
    row = poverty_rows(world.rule()).loc[("c1", "NĐ 07/2021")]
    assert (row["poor"], row["reference_year"]) == (8, 2021)
    assert Period.from_number(int(row["value_month"])) == Period(2021, 12)


def test_rule_13_where_nobody_is_counted_the_table_has_the_same_columns_and_types(world):
    nobody = criterion_11(world).observe(5).evaluate().poverty
    everybody = world.statistic(**COUNTS).evaluate().poverty
    assert nobody.empty
    assert len(everybody) > 0
    assert nobody.dtypes.equals(everybody.dtypes)


def test_rule_13_a_commune_of_one_household_has_a_rate(world):
    counts = {"households": 1, "poor_households": 0, "near_poor_households": 0}
    assert criterion_11(world).statistic(**counts).verdict() == "met"
