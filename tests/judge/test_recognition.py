"""Design rule 12: recognition, the advanced set, mergers, risk of revocation; who is assessed at all."""

import pytest

from ntm_analysis.model import Period, SetInForce

ADVANCED = (
    SetInForce("standard", "s", Period(2021, 12), None),
    SetInForce("advanced", "a", Period(2021, 12), None),
)


@pytest.mark.parametrize(
    ("year", "date", "before", "first"),
    [
        (2021, None, "2021-11", "2021-12"),  # a credited year alone counts at its end
        (2021, "2022-03-15", "2022-02", "2022-03"),  # a dated decision counts from its date
        (2022, "2022-03-31", "2022-02", "2022-03"),
        (None, "2022-04-01", "2022-03", "2022-04"),
    ],
)
def test_rule_12_a_recognition_holds_from_its_decision(world, year, date, before, first):
    world.rule().recognise(year=year, date=date).periods |= {before, first}
    held = world.evaluate("2022-09").recognised
    months = set(held["period"])
    assert before not in months
    assert {first, "2022-09"} <= months
    assert not held["awaiting"].any()


@pytest.mark.parametrize(
    ("stage", "awaiting"),
    [("awaiting_decision", [True]), ("under_review", []), ("preparing", []), ("decided", [False])],
)
def test_rule_12_a_dossier_without_decision_waits(world, stage, awaiting):
    world.rule().recognise(dossier_stage=stage)
    assert world.now().recognised["awaiting"].tolist() == awaiting


@pytest.mark.parametrize(
    ("over", "held"),
    [
        ({}, False),
        ({"decision": "12/QĐ-UBND"}, True),
        ({"date": "2021-12-30"}, True),
    ],
    ids=["nothing", "number", "date"],
)
def test_rule_12_a_row_that_names_no_decision_recognises_nothing(world, over, held):
    rows = world.rule().recognise(dossier_stage="", **over).now().recognised
    assert (not rows.empty) is held


def test_rule_12_nineteen_of_nineteen_is_no_recognition(world):
    for code in range(1, 20):
        world.rule(str(code)).report("met", "province", criterion=str(code))
    assert world.now().recognised.empty


def test_rule_12_neither_no_year_nor_no_date_recognises(world):
    assert world.rule().recognise(year=None).now().recognised.empty


@pytest.mark.parametrize(
    ("before", "date", "held"),
    [
        ("c1 Cũ", "2016-05-01", True),  # the same unit, only the table starts later
        ("", "2016-05-01", True),
        ("c1 Cũ; c9 Khác", "2018-10-31", False),  # formed from two: the old decision is another unit's
        ("c1 Cũ (một phần)", "2018-10-31", False),
        ("c8 Khác", "2018-10-31", False),
        ("c1 Cũ; c9 Khác", "2020-01-01", True),
    ],
)
def test_rule_12_a_recognition_does_not_pass_through_a_merger(world, before, date, held):
    world.commune("c1", before=before).rule().recognise(year=None, date=date)
    assert len(world.now().recognised) == int(held)


def test_a_value_or_verdict_does_not_pass_through_a_merger(world):
    world.commune("c1", end="2022-05-31").commune("c1", start="2022-06-01", before="c1 Cũ; c9 Khác")
    world.rule(frequency="year").rule("2").observe(95, period="2022-05").report(
        "met", period="2022-05", criterion="2"
    )
    world.periods |= {"2022-05", "2022-06"}
    counts = world.evaluate().counts.set_index("period")
    assert counts["met"].to_dict() == {"2022-05": 2, "2022-06": 0, "2022-09": 0}


def test_only_communes_alive_at_the_periods_end_are_assessed_and_no_town(world):
    world.commune("c1").commune("c2", start="2022-09-01").commune("c3", end="2022-08-31").commune(
        "t", kind="town"
    )
    world.rule().periods |= {"2022-08"}
    counts = world.evaluate().counts
    assert counts.groupby("period")["commune"].agg(list).to_dict() == {
        "2022-08": ["c1", "c3"],
        "2022-09": ["c1", "c2"],
    }


def test_rule_8_the_advanced_set_is_for_recognised_communes_from_their_recognition(world):
    world.sets = ADVANCED
    world.rule().rule(set="a").recognise(date="2022-03-10").recognise("c2", dossier_stage="awaiting_decision")
    world.periods |= {"2022-02", "2022-03"}
    rows = world.evaluate().criteria.query("set == 'a'")
    assert list(zip(rows["period"], rows["commune"], strict=True)) == [("2022-03", "c1"), ("2022-09", "c1")]


def revoked(world, failing, *, heavy=(), recognised=True, total=20, verdict="not_met"):
    world.weighing = {str(code) for code in heavy}
    for code in range(1, total + 1):
        world.rule(str(code)).report(verdict if code <= failing else "met", criterion=str(code))
    if recognised:
        world.recognise()
    return bool(world.row("counts")["revocation_risk"])


@pytest.mark.parametrize(
    ("failing", "heavy", "risk"),
    [
        (9, (), False),
        (10, (), True),  # half of twenty
        (11, (), True),
        (5, (1,), False),
        (6, (1,), True),  # 30 % of twenty, one of them weighing
        (7, (1,), True),
        (7, (20,), False),  # the weighing criterion still holds
        (6, (), False),
    ],
)
def test_rule_12_revocation_threatens_from_half_or_from_30_percent_with_one_that_weighs(
    world, failing, heavy, risk
):
    assert revoked(world, failing, heavy=heavy) is risk


@pytest.mark.parametrize(("failing", "risk"), [(9, False), (10, True)])
def test_rule_12_half_of_nineteen_is_ten(world, failing, risk):
    assert revoked(world, failing, total=19) is risk


def test_rule_12_only_a_recognised_commune_can_lose_its_recognition(world):
    assert not revoked(world, 20, recognised=False)
    assert world.row("counts")["weak"] == ""


def test_rule_12_missing_data_threatens_no_recognition(world):
    for code in range(1, 20):
        world.rule(str(code))
    row = world.recognise().row("counts")
    assert (bool(row["revocation_risk"]), row["weak"]) == (False, "")


def test_rule_12_the_criteria_to_strengthen_are_named(world):
    world.rule("1").rule("2").rule("3").report("not_met").report("nearly_met", criterion="2").report(
        "met", criterion="3"
    )
    assert world.recognise().row("counts")["weak"] == "1, 2"


@pytest.mark.parametrize(("level", "risk"), [("ntm", False), ("advanced", True), ("model", True)])
def test_rule_12_the_advanced_set_threatens_only_an_advanced_recognition(world, level, risk):
    world.sets = ADVANCED
    world.rule(set="a").recognise(level=level).report("not_met", set="a")
    assert bool(world.row("counts", set="a")["revocation_risk"]) is risk


def test_a_commune_formed_on_the_last_day_of_a_month_is_assessed_in_it(world):
    world.commune("c1").commune("c2", start="2022-08-31").rule().periods |= {"2022-08"}
    assert set(world.evaluate().counts.query("period == '2022-08'")["commune"]) == {"c1", "c2"}


def test_rule_12_a_recognition_of_the_year_waits_for_its_december_and_no_longer(world):
    world.rule().recognise(year=2022).periods |= {"2022-12"}
    assert world.evaluate("2022-12").recognised.query("period == '2022-12'")["commune"].tolist() == ["c1"]
    assert world.evaluate("2022-09").recognised.empty


def test_counts_have_the_columns_that_are_documented_and_no_other(world):
    assert "index" not in world.rule().report("met").evaluate().counts
