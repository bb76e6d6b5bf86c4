"""Design rule 4: which value counts, when it is late and when it is stale. Rule 10: gaps."""

import pandas as pd
import pytest

from ntm_analysis.judge import evaluate
from ntm_analysis.judge.movement.plan import has_left
from ntm_analysis.model import Period

# frequency, due month, value's month, reference year → last month in time, last month late (status)
DUE = [
    ("month", 12, "2022-01", 2022, "2022-02", "2022-03"),
    ("month", 12, "2021-12", 2021, "2022-01", "2022-02"),
    ("quarter", 12, "2021-12", 2021, "2022-03", "2022-06"),
    ("quarter", 12, "2022-01", 2022, "2022-06", "2022-09"),  # measured inside the quarter: the quarter's
    ("quarter", 12, "2022-03", 2022, "2022-06", "2022-09"),
    ("half_year", 12, "2022-01", 2022, "2022-12", "2023-06"),
    ("half_year", 12, "2022-06", 2022, "2022-12", "2023-06"),
    ("half_year", 12, "2022-07", 2022, "2023-06", "2023-12"),
    ("year", 12, "2021-12", 2021, "2022-12", "2023-12"),
    ("year", 12, "2022-02", 2021, "2022-12", "2023-12"),  # the review of 2021, handed in late
    ("year", 12, "2021-10", 2021, "2022-12", "2023-12"),  # the review of 2021, handed in early
    ("year", 3, "2022-02", 2022, "2023-03", "2024-03"),
    ("school_year", 9, "2021-09", 2021, "2022-09", "2023-09"),
    ("school_year", 9, "2022-05", 2021, "2022-09", "2023-09"),
    ("school_year", 9, "2022-06", 2022, "2022-09", "2023-09"),
    ("school_year", 9, "2022-07", 2022, "2023-09", "2024-09"),  # from July on the new school year's
    ("year", 12, "2022-06", 2022, "2022-12", "2023-12", "preliminary"),  # the review itself is still due
    ("school_year", 9, "2022-05", 2022, "2022-09", "2023-09"),  # the start of the next year is due
    ("year", 12, "2022-02", 2020, "2021-12", "2022-12"),  # an old review entered now is old
    ("school_year", 9, "2021-09", 2022, "2022-09", "2023-09"),  # a school year named by its end
    ("year", 12, "2021-12", 2035, "2022-12", "2023-12"),  # a slip of the pen keeps nothing fresh
]


def following(month: str) -> str:
    year, number = int(month[:4]), int(month[5:])
    return f"{year + number // 12}-{number % 12 + 1:02d}"


@pytest.fixture(scope="module")
def over_time(new_world):
    """One indicator for each case, seen in every month that matters to any of them."""
    world = new_world()
    for number, (frequency, due, recorded, year, in_time, late, *status) in enumerate(DUE, start=1):
        code = str(number)
        world.rule(code, frequency=frequency, due_month=due)
        said = {"status": status[0]} if status else {}
        world.observe(95, indicator=code, period=recorded, reference_year=year, **said)
        world.periods |= {in_time, following(in_time), late, following(late)}
    rows = world.evaluate("2024-12").indicators.query("commune == 'c1'")
    return rows.set_index(["indicator", "period"])


@pytest.mark.parametrize(("number", "case"), list(enumerate(DUE, start=1)))
def test_rule_4_a_value_counts_until_it_is_stale(over_time, number, case):
    in_time, late = case[4:6]
    states = [
        (in_time, "met", False, False),
        (following(in_time), "met", True, False),
        (late, "met", True, False),
        (following(late), "no_data", False, True),
    ]
    for month, verdict, is_late, is_stale in states:
        if month < case[2]:  # before the value was there
            continue
        row = over_time.loc[(str(number), month)]
        assert (row["verdict"], bool(row["late"]), bool(row["stale"])) == (verdict, is_late, is_stale), month


def test_rule_4_every_frequency_has_its_cases():
    assert {case[0] for case in DUE} == {"month", "quarter", "half_year", "school_year", "year"}


def test_rule_4_the_latest_value_at_or_before_the_period_counts(world):
    world.rule(frequency="year")
    for month, value in (("2022-01", 95), ("2022-03", 80), ("2022-06", 92)):
        world.observe(value, period=month)
    world.periods |= {"2021-12", "2022-02", "2022-05"}
    found = world.evaluate("2022-06").indicators.query("commune == 'c1'")["verdict"]
    assert found.tolist() == ["no_data", "met", "met", "not_met", "not_met", "met"]


def test_rule_4_a_carried_value_keeps_its_own_date(world):
    row = world.rule(frequency="year").observe(95, period="2021-12", measured_on="2021-12-14").row()
    assert (row["value_month"], str(row["measured_on"].date())) == (2021 * 12 + 11, "2021-12-14")


def test_rule_4_a_value_says_when_it_was_measured_sent_and_first_counted(world):
    row = world.rule(frequency="year").observe(95, period="2022-06", measured_on="2022-06-28").row()
    june = 2022 * 12 + 5
    assert (row["value_month"], row["sent_month"], row["counts_from"]) == (june, june, june + 1)


@pytest.mark.parametrize(
    "ignored",
    [{"value": 99, "status": "estimate"}, {"value": None}, {"of": (9, 0)}],
    ids=["ước", "trống", "trên 0"],
)
def test_rule_4_a_forecast_or_an_empty_row_never_counts(world, ignored):
    world.rule().observe(80, period="2022-08").observe(**ignored)
    row = world.row()
    assert (row["verdict"], row["num"]) == ("not_met", 80)


# (month sent, day measured, value, reference year) … → what counts in 2022-09
WHICH = {
    "the one measured last": ([("2022-07", "2022-07-20", 80, None), ("2022-08", "2022-08-20", 95, None)], 95),
    "an older one sent later replaces nothing": (
        [("2022-08", "2022-08-20", 95, None), ("2022-09", "2022-03-20", 80, None)], 95),
    "of one day the one sent later, a correction": (
        [("2022-08", "2022-08-20", 80, None), ("2022-09", "2022-08-20", 95, None)], 95),
    "one measured on the cut-off day": ([("2022-08", "", 80, None), ("2022-09", "2022-09-25", 95, None)], 95),
    "one measured after it counts later": (
        [("2022-08", "", 80, None), ("2022-09", "2022-09-26", 95, None)], 80),
    "measured after the cut-off of the month before": (
        [("2022-08", "2022-08-26", 95, None)], 95),
    "measured long ago": ([("2022-09", "2021-03-20", 95, None)], None),
    "of a year long past": ([("2022-09", "2022-09-20", 95, 2019)], None),
}  # fmt: skip


@pytest.fixture(scope="module")
def whenever_sent(new_world):
    """One commune for each case."""
    world = new_world().communes_named(len(WHICH)).rule()
    for number, (sent, _) in enumerate(WHICH.values()):
        for period, day, value, year in sent:
            over = {"reference_year": year} if year else {}
            world.observe(value, period=period, measured_on=day or None, commune=f"c{number}", **over)
    return world


@pytest.mark.parametrize("case", WHICH)
def test_rule_4_a_value_belongs_to_the_month_it_was_measured_in_whenever_it_was_sent(whenever_sent, case):
    row = whenever_sent.row(commune=f"c{list(WHICH).index(case)}")
    _, counts = WHICH[case]
    assert (row["verdict"] == "no_data") is (counts is None)
    assert counts is None or row["num"] == counts


def test_rule_4_a_newer_reference_year_is_not_replaced_by_an_older_one_sent_later(world):
    world.rule("15.3", 24, rule="at_most", frequency="year")
    world.observe(30, indicator="15.3", period="2022-01", reference_year=2021)
    world.observe(20, indicator="15.3", period="2022-03", reference_year=2020)
    row = world.row()
    assert (row["verdict"], row["num"], row["reference_year"]) == ("not_met", 30, 2021)


def test_rule_4_an_official_review_replaces_the_preliminary_one_of_its_year_and_not_the_other_way(world):
    world.rule(frequency="year")
    world.observe(80, period="2022-06", status="preliminary")
    world.observe(95, period="2022-08", reference_year=2022).observe(
        70, period="2022-09", status="preliminary"
    )
    assert world.row()["num"] == 95


def test_rule_4_does_not_apply_holds_until_something_else_is_said(world):
    world.rule(if_any=True).observe(period="2021-12", not_applicable=True)
    row = world.row()
    assert (row["verdict"], bool(row["late"]), bool(row["stale"])) == ("not_applicable", False, False)
    assert world.observe(80, period="2022-09").verdict() == "not_met"


def test_rule_4_a_preliminary_value_counts_until_the_official_one_of_its_month(world):
    world.rule().observe(95, status="official").observe(80, status="preliminary")
    assert world.row()["status"] == "official"


def test_rule_4_a_value_of_another_commune_set_or_indicator_is_not_taken(world):
    world.rule().rule("2")
    world.observe(95, commune="c2").observe(95, set="x").observe(95, indicator="2")
    assert world.verdict(indicator="1") == "no_data"


def test_rule_4_a_late_value_is_seen_at_the_criterions_indicator_only_where_it_is_used(world):
    world.rule("5", part="5a").rule("5", part="5b").observe(95, indicator="5a", period="2022-07")
    row = world.observe(95, indicator="5b").row()
    assert (row["verdict"], bool(row["late"])) == ("met", True)


@pytest.mark.parametrize(("period", "verdict"), [("2022-04", "no_data"), ("2022-05", "met")])
def test_a_value_counts_from_the_very_month_the_commune_was_formed_in(world, period, verdict):
    world.commune("c1", start="2022-05-10").rule(frequency="year").observe(95, period=period)
    assert world.verdict() == verdict


# rule, threshold, (numerator, denominator) → gap in points as a fraction, people
GAPS = [
    ("at_least", 90, (80, 100), (10, 1), 10),
    ("at_least", 90, (89, 99), (10, 99), 1),
    ("at_least", "66.6", (2, 4), (83, 5), 1),
    ("at_most", 13, (14, 100), (1, 1), 1),
    ("at_most", 13, (27, 200), (1, 2), 1),
    ("at_most", "0.5", (3, 100), (5, 2), 3),
]


@pytest.fixture(scope="module")
def gaps(new_world):
    """One indicator for each case."""
    world = new_world()
    for number, (rule, edge, counted, *_) in enumerate(GAPS, start=1):
        world.rule(str(number), edge, rule=rule).observe(of=counted, indicator=str(number))
    return world


@pytest.mark.parametrize(("number", "case"), list(enumerate(GAPS, start=1)))
def test_rule_10_the_gap_is_given_in_the_unit_and_in_people(gaps, number, case):
    row = gaps.row(indicator=str(number))
    *_, gap, people = case
    assert (row["gap_num"], row["gap_den"], row["gap_count"]) == (*gap, people)


@pytest.mark.parametrize(("year", "count"), [(2022, 10), (2021, None)])
def test_rule_10_a_class_that_left_in_an_earlier_year_has_no_count(world, year, count):
    world.rule(gap_unit="graduates", frequency="year", due_month=6)
    row = world.observe(of=(80, 100), period="2022-06", reference_year=year).row()
    assert (row["verdict"], row["gap_num"], has_left(row)) == ("not_met", 10, count is None)
    assert row[["gap_count"]].isna().all() if count is None else row["gap_count"] == count


def test_rule_10_what_is_met_has_no_gap(world):
    assert world.rule().observe(of=(90, 100)).row()[["gap_num", "gap_den", "gap_count"]].isna().all()


@pytest.mark.parametrize(
    ("over", "value"),
    [({"gap_unit": ""}, {"of": (80, 100)}), ({}, {"value": 80}), ({"unit": "level"}, {"value": 1})],
    ids=["nothing countable closes it", "no people given", "not a share"],
)
def test_rule_10_no_count_is_made_up(world, over, value):
    row = world.rule(**over).observe(**value).row()
    assert row["gap_count"] is not None
    assert row[["gap_count"]].isna().all()
    assert row["gap_num"] > 0


def test_a_row_changed_in_place_is_evaluated_anew(world):
    data = world.rule().observe(89).evaluated_to("2022-09")
    before = evaluate(data, Period(2022, 9))
    assert evaluate(data, Period(2022, 9)) is before
    data.observations.loc[0, "num"] = 90
    after = evaluate(data, Period(2022, 9))
    assert [set(found.indicators.query("commune == 'c1'")["verdict"]) for found in (before, after)] == [
        {"not_met"},
        {"met"},
    ]


@pytest.mark.parametrize(
    ("august", "september", "counts"),
    [
        ("2022-07-15", None, "september"),  # without a day it is of the month it was sent for
        (None, "2022-07-15", "august"),
        (None, "2022-08-10", "september"),  # of one month the one that names its day
        ("2022-08-10", "2022-07-15", "august"),
        ("2022-07-15", "2022-07-16", "september"),
    ],
)
def test_rule_4_of_two_values_of_a_quarter_the_one_measured_later_counts(world, august, september, counts):
    world.rule(frequency="quarter")
    for period, day, value in (("2022-08", august, 80), ("2022-09", september, 95)):
        world.observe(value, period=period, measured_on=pd.NaT if day is None else day)
    assert world.verdict() == {"august": "not_met", "september": "met"}[counts]


def test_rule_4_a_yearly_value_without_a_reference_year_answers_for_its_own_month(world):
    data = world.rule(frequency="year").observe(95, period="2022-03").evaluated_to("2022-09")
    data.observations["reference_year"] = pd.array([pd.NA], dtype="Int64")
    found = evaluate(data, Period(2022, 9)).indicators.query("commune == 'c1' and period == '2022-09'")
    assert list(found["verdict"]) == ["met"]


def test_rule_4_a_yearly_value_without_a_month_named_is_due_in_december(world):
    world.rule(frequency="year", due_month=0).observe(95, period="2021-12", reference_year=2021)
    assert world.row(until="2022-12")["verdict"] == "met"
    assert bool(world.row(until="2022-12")["late"]) is False
