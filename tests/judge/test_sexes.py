"""Design rule 3: áp dụng đạt cho cả nam và nữ."""

import pytest

# total, male, female (None: not given) → verdict, deciding sex, caveat that the split is missing
CASES = [
    (None, 90, 90, "met", None, False),
    (None, 89, 90, "not_met", "male", False),
    (None, 90, 89, "not_met", "female", False),
    (95, 90, 89, "not_met", "female", False),
    (85, 90, 90, "not_met", "total", False),  # a total that cannot be of these two must hold too
    (90, 90, 90, "met", None, False),
    (90, None, None, "met", "total", True),
    (89, None, None, "not_met", "total", True),
    (95, 89, None, "not_met", "male", True),
    (89, 95, None, "not_met", "total", True),
    (90, None, 90, "met", None, True),
    (None, 95, None, "no_data", "total", True),
    (None, None, 89, "not_met", "female", True),
    (None, None, None, "no_data", "total", False),
]


@pytest.fixture(scope="module")
def by_case(new_world):
    """One commune for each case."""
    world = new_world().communes_named(len(CASES)).rule(both_sexes=True)
    for case, values in enumerate(CASES):
        for sex, value in zip(("total", "male", "female"), values, strict=False):
            if value is not None:
                world.observe(value, sex=sex, commune=f"c{case}")
    return world.now().indicators.set_index("commune")


@pytest.mark.parametrize(
    ("case", "expected"), [(n, case[3:]) for n, case in enumerate(CASES)], ids=map(str, CASES)
)
def test_rule_3_each_sex_given_must_hold(by_case, case, expected):
    row = by_case.loc[f"c{case}"]
    verdict, sex, caveat = expected
    assert (row["verdict"], bool(row["no_sex_split"])) == (verdict, caveat)
    assert sex in (None, row["sex"])


def test_rule_3_the_total_decides_where_the_set_does_not_ask_for_both(world):
    row = world.rule().observe(95).observe(10, sex="female").row()
    assert (row["verdict"], row["sex"], bool(row["no_sex_split"])) == ("met", "total", False)


def test_rule_3_the_worse_of_two_failing_sexes_is_shown(world):
    assert (
        world.rule(both_sexes=True).observe(80, sex="male").observe(85, sex="female").row()["sex"] == "male"
    )


def test_rule_3_the_higher_rate_is_the_worse_one_of_at_most(world):
    world.rule(both_sexes=True, rule="at_most", threshold=10)
    assert world.observe(12, sex="male").observe(15, sex="female").row()["sex"] == "female"


def test_rule_3_each_sex_is_taken_at_its_own_latest_month(world):
    world.rule(both_sexes=True, frequency="quarter").observe(95, sex="male", period="2022-06")
    world.observe(95, sex="female", period="2022-06").observe(80, sex="female", period="2022-09")
    row = world.row()
    assert (row["verdict"], row["sex"]) == ("not_met", "female")


@pytest.mark.parametrize(("total", "verdict"), [(89, "not_met"), (90, "met")])
def test_rule_3_an_older_split_does_not_hide_a_newer_total(world, total, verdict):
    world.rule(both_sexes=True, frequency="quarter")
    for sex in ("male", "female"):
        world.observe(95, sex=sex, period="2022-06")
    assert world.observe(total, period="2022-09").verdict() == verdict


def test_rule_3_a_newer_total_does_not_excuse_a_failing_sex(world):
    world.rule(both_sexes=True, frequency="quarter").observe(95, sex="male", period="2022-06")
    world.observe(80, sex="female", period="2022-06").observe(99, period="2022-09")
    assert world.verdict() == "not_met"


def test_rule_3_a_stale_split_counts_as_not_given(world):
    world.rule(both_sexes=True)
    for sex in ("male", "female"):
        world.observe(80, sex=sex, period="2022-01")
    row = world.observe(95).row()
    assert (row["verdict"], bool(row["no_sex_split"])) == ("met", True)


def test_rule_3_the_source_rows_of_both_sexes_are_named(world):
    row = world.rule(both_sexes=True).observe(95, sex="male").observe(96, sex="female").row()
    assert row["rows"] == "observations.csv:2, observations.csv:3"


def test_rule_10_the_count_that_closes_the_gap_adds_both_failing_sexes(world):
    world.rule(both_sexes=True).observe(of=(80, 100), sex="male").observe(of=(85, 100), sex="female")
    assert world.row()["gap_count"] == 15


def test_rule_10_people_of_one_sex_also_count_in_the_total(world):
    world.rule(both_sexes=True).observe(of=(170, 200)).observe(of=(80, 100), sex="female")
    assert world.row()["gap_count"] == 10


def test_rule_10_a_failing_sex_without_people_leaves_the_count_open(world):
    world.rule(both_sexes=True).observe(80, sex="male").observe(of=(85, 100), sex="female")
    assert world.row()[["gap_count"]].isna().all()


@pytest.mark.parametrize(
    ("men", "women", "of_women"),
    [((80, 100), (85, 100), 5), ((95, 100), (85, 100), None), ((80, 100), (95, 100), None)],
)
def test_rule_10_of_a_gap_of_both_sexes_the_women_are_counted_apart(world, men, women, of_women):
    world.rule(both_sexes=True).observe(of=men, sex="male").observe(of=women, sex="female")
    found = world.row()[["gap_women"]]
    assert found.isna().all() if of_women is None else found["gap_women"] == of_women


def test_rule_10_a_gap_that_the_total_makes_larger_is_not_said_to_be_the_sexes(world):
    world.rule(both_sexes=True).observe(of=(150, 200)).observe(of=(80, 100), sex="male")
    world.observe(of=(85, 100), sex="female")
    assert world.row()["gap_count"] == 30
    assert world.row()[["gap_women"]].isna().all()


def test_rule_3_of_two_sexes_that_fall_as_short_the_women_are_shown(world):
    row = world.rule(both_sexes=True).observe(80, sex="male").observe(80, sex="female").row()
    assert row["sex"] == "female"


def test_rule_3_a_total_that_was_not_given_does_not_stand_beside_the_sexes(world):
    row = world.rule(both_sexes=True).observe(95, sex="male").observe(95, sex="female").row()
    assert (row["verdict"], row["rows"].count("observations.csv")) == ("met", 2)
