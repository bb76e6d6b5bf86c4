"""Design rules 6 and 8: reported beside computed, discrepancies, sets; what is counted."""

import pytest

from ntm_analysis.model import Level, Period, SetInForce

# Reports as (level, verdict, period) → review that counts, its level, whether levels differ.
REPORTS = [
    ([("commune", "met", "2022-09")], "", "", False),
    ([("commune", "met", "2022-09"), ("district", "not_met", "2022-03")], "not_met", "district", False),
    ([("district", "met", "2022-03"), ("province", "nearly_met", "2022-01")], "met", "district", True),
    ([("district", "met", "2022-03"), ("province", "nearly_met", "2022-03")],
     "nearly_met", "province", False),
    ([("province", "met", "2022-03"), ("province", "not_met", "2022-06")], "not_met", "province", False),
    ([("province", "met", "2022-06"), ("commune", "not_met", "2022-07")], "met", "province", True),
    ([("province", "met", "2022-06"), ("commune", "not_met", "2022-06")], "met", "province", False),
    ([("province", "met", "2022-06"), ("commune", "not_met", "2022-05")], "met", "province", False),
    ([("province", "met", "2021-12"), ("district", "not_met", "2022-08"), ("commune", "met", "2022-09")],
     "not_met", "district", True),
    ([("province", "not_met", "2021-12"), ("district", "met", "2022-08")], "met", "district", True),
    ([("province", "not_met", "2021-12"), ("district", "nearly_met", "2022-08")],
     "nearly_met", "district", False),
    ([("province", "met", "2022-06"), ("district", "met", "2022-07"), ("commune", "not_met", "2022-09")],
     "met", "district", True),
    ([("district", "met", "2022-06"), ("commune", "not_met", "2022-07"), ("commune", "met", "2022-08")],
     "met", "district", False),
    ([("district", "not_met", "2022-06"), ("commune", "not_met", "2022-08")], "not_met", "district", False),
    ([("district", "met", "2022-10")], "", "", False),
]  # fmt: skip


@pytest.fixture(scope="module")
def reported(new_world):
    """One criterion for each case."""
    world = new_world()
    for number, (reports, *_) in enumerate(REPORTS, start=1):
        world.rule(str(number))
        for authority, said, period in reports:
            world.report(said, authority, period, criterion=str(number))
    return world.now().criteria.query("commune == 'c1'").set_index("criterion")


@pytest.mark.parametrize(("number", "case"), list(enumerate(REPORTS, start=1)))
def test_rule_6_the_newest_review_counts_and_another_word_is_flagged(reported, number, case):
    row = reported.loc[str(number)]
    assert (row["reported"], row["level"], bool(row["levels_differ"])) == case[1:]


def test_rule_6_every_level_is_tried():
    assert {level for reports, *_ in REPORTS for level, *_ in reports} == {level.value for level in Level}


# What the commune says, what the data say → official verdict, basis, unchecked, discrepancy.
SELF_ASSESSED = [
    ("met", None, "no_data", "", True, ""),
    ("met", 80, "not_met", "computed", True, "disagree"),
    ("met", 95, "met", "computed", False, ""),
    ("not_met", 95, "met", "computed", False, "disagree"),
    ("not_met", None, "no_data", "", False, ""),
    ("nearly_met", None, "no_data", "", False, ""),
]


@pytest.fixture(scope="module")
def self_assessed(new_world):
    """One commune for each case."""
    world = new_world().communes_named(len(SELF_ASSESSED)).rule()
    for number, (said, value, *_) in enumerate(SELF_ASSESSED):
        world.report(said, "commune", commune=f"c{number}")
        if value is not None:
            world.observe(value, commune=f"c{number}")
    return world


@pytest.mark.parametrize(("number", "case"), list(enumerate(SELF_ASSESSED)))
def test_rule_6_a_self_assessment_stands_beside_and_decides_nothing(self_assessed, number, case):
    said, _, verdict, basis, unchecked, discrepancy = case
    row = self_assessed.row("criteria", commune=f"c{number}")
    assert (row["verdict"], row["basis"], bool(row["unchecked"])) == (verdict, basis, unchecked)
    assert (row["reported"], row["self_assessed"], row["discrepancy"]) == ("", said, discrepancy)
    assert row["self_month"] == 2022 * 12 + 8


# Reported ("" none) and computed → official verdict, basis, counted as met, discrepancy.
OFFICIAL = [
    ("met", 95, "met", "reported", True, ""),
    ("met", 80, "met", "reported", True, "disagree"),
    ("met", None, "met", "reported", True, ""),
    ("not_met", 95, "not_met", "reported", False, "disagree"),
    ("not_met", 80, "not_met", "reported", False, ""),
    ("nearly_met", 95, "nearly_met", "reported", False, "disagree"),
    ("nearly_met", 80, "nearly_met", "reported", False, ""),
    ("not_applicable", 95, "not_applicable", "reported", False, ""),
    ("", 95, "met", "computed", True, ""),
    ("", 80, "not_met", "computed", False, ""),
    ("", None, "no_data", "", False, ""),
]


CONFIDENCES = {"1": "verified", "2": "unverified-medium"}  # of each criterion's threshold


@pytest.fixture(scope="module")
def reported_and_computed(new_world):
    """One commune for each case, one criterion for each confidence."""
    world = new_world().communes_named(len(OFFICIAL))
    for criterion, confidence in CONFIDENCES.items():
        world.rule(criterion, confidence=confidence)
        for number, (reported, value, *_) in enumerate(OFFICIAL):
            if reported:
                world.report(reported, commune=f"c{number}", criterion=criterion)
            if value is not None:
                world.observe(value, commune=f"c{number}", indicator=criterion)
    return world


@pytest.mark.parametrize(("number", "case"), list(enumerate(OFFICIAL)))
@pytest.mark.parametrize(("criterion", "confidence"), CONFIDENCES.items())
def test_rule_6_the_report_counts_and_the_difference_is_shown(
    reported_and_computed, number, case, criterion, confidence
):
    _, _, verdict, basis, met, discrepancy = case
    row = reported_and_computed.row("criteria", commune=f"c{number}", criterion=criterion)
    note = "check_threshold" if discrepancy and confidence != "verified" else discrepancy
    assert (row["verdict"], row["basis"], bool(row["met"]), row["discrepancy"]) == (verdict, basis, met, note)
    assert bool(row["provisional"]) is (basis == "computed" and confidence != "verified")


@pytest.mark.parametrize(
    ("level", "met", "unchecked"), [("commune", 0, 1), ("district", 1, 0), ("province", 1, 0)]
)
def test_rule_6_a_self_assessed_criterion_nobody_checked_has_its_own_subtotal(world, level, met, unchecked):
    row = world.rule().report("met", level).row("counts")
    assert (row["met"], row["met_reported"], row["met_unchecked"]) == (met, met, unchecked)


def test_rule_6_and_7_the_count_says_what_it_rests_on(world):
    for code, confidence in (
        ("1", "verified"),
        ("2", "verified"),
        ("3", "unverified-low"),
        ("4", "unverified-low"),
    ):
        world.rule(code, confidence=confidence).observe(95, indicator=code)
    row = (
        world.report("met", criterion="1")
        .report("nearly_met", criterion="4")
        .rule("5")
        .rule("6", None)
        .observe(95, indicator="6")
        .rule("7")
        .observe(1, indicator="7")
        .row("counts")
    )
    expected = {
        "met": 3, "met_reported": 1, "met_computed": 2, "met_unchecked": 0, "met_provisional": 1,
        "nearly_met": 1, "not_met": 1, "no_data": 2, "total": 7, "group": "<5",
    }  # fmt: skip
    assert {key: row[key] for key in expected} == expected


def test_rule_8_a_verdict_is_not_carried_into_another_set(world):
    world.sets = (
        SetInForce("standard", "s", Period(2021, 12), Period(2022, 6)),
        SetInForce("standard", "n", Period(2022, 7), None),
    )
    world.rule().rule(set="n").report("met", period="2022-05").observe(95, period="2022-06")
    results = world.evaluate()
    assert results.at(Period(2022, 6)).criteria["set"].unique().tolist() == ["s"]
    row = world.row("criteria")
    assert (row["set"], row["reported"], row["verdict"]) == ("n", "", "no_data")


def test_a_set_is_in_force_from_its_first_to_its_last_month(world):
    world.sets = (SetInForce("standard", "s", Period(2022, 2), Period(2022, 3)),)
    world.periods |= {"2022-01", "2022-02", "2022-03", "2022-04"}
    assert world.rule().evaluate().criteria["period"].unique().tolist() == ["2022-02", "2022-03"]


def test_a_criterion_whose_data_went_stale_is_lost_from_the_count(world):
    world.rule().observe(95, period="2022-06").periods |= {"2022-08"}
    row = world.row("counts")
    assert (row["met"], row["no_data"], row["not_met"]) == (0, 1, 0)


GROUPS = {0: "<5", 4: "<5", 5: "5-9", 9: "5-9", 10: "10-14", 14: "10-14", 15: "15-18", 18: "15-18", 19: "19"}


def test_rule_11_communes_are_grouped_by_criteria_met(world):
    world.communes_named(len(GROUPS))
    for code in map(str, range(1, 20)):
        world.rule(code)
        for case, met in enumerate(GROUPS):
            world.report("met" if int(code) <= met else "not_met", criterion=code, commune=f"c{case}")
    counts = world.now().counts
    assert dict(zip(counts["met"], counts["group"], strict=True)) == GROUPS
    assert set(counts["total"]) == {19}


# The two components of a composite, each as (value, month) → verdict, stale.
COMPONENTS = [
    ((95, "2022-06"), (95, "2022-09"), "no_data", True),
    ((95, "2022-06"), (80, "2022-09"), "not_met", False),
    ((95, "2022-06"), None, "no_data", True),
    (None, (95, "2022-09"), "no_data", False),
    ((95, "2022-09"), (95, "2022-09"), "met", False),
]


@pytest.fixture(scope="module")
def composites(new_world):
    """One commune for each case."""
    world = new_world().communes_named(len(COMPONENTS)).rule("5", part="5a").rule("5", part="5b")
    for number, (*components, _, _) in enumerate(COMPONENTS):
        for code, said in zip(("5a", "5b"), components, strict=True):
            if said is not None:
                world.observe(said[0], period=said[1], indicator=code, commune=f"c{number}")
    return world


@pytest.mark.parametrize(("number", "case"), list(enumerate(COMPONENTS)))
def test_rule_4_a_composite_is_stale_only_where_it_has_no_data_because_a_component_is(
    composites, number, case
):
    row = composites.row(commune=f"c{number}")
    assert (row["verdict"], bool(row["stale"])) == case[2:]


@pytest.mark.parametrize(("of_value", "of_report"), [(True, False), (False, True)])
def test_a_verdict_is_illustrative_where_its_values_or_its_report_are(world, of_value, of_report):
    world.rule().observe(95, illustrative=of_value).report("met", illustrative=of_report)
    assert bool(world.row("criteria")["illustrative"])
