"""Conditions of recognition: nothing is met of which the data say nothing."""

from types import SimpleNamespace

import pandas as pd
import pytest
from pandas import DataFrame

from ntm_analysis.judge.movement.conditions import conditions, to_strengthen
from ntm_analysis.model import Period

MONTH = Period(2022, 9)
DEBTS = ["month", "commune", "account", "amount"]
CONFIRMATIONS = ["confirmed_on", "commune", "condition", "verdict", "satisfied", "asked", "body", "row"]
DOSSIERS = ["commune", "level", "credited_year", "dossier_stage"]


def verdicts(commune="c1", **words):
    """Gives 19 criteria met, those named in ``words`` (n17="not_met") excepted."""
    rows = []
    for number in range(1, 20):
        word = words.get(f"n{number}", "met")
        row = {"commune": commune, "criterion": str(number), "verdict": word, "met": word == "met"}
        row |= {"computed": word, "provisional": False, "unchecked": False, "levels_differ": False}
        rows.append(row | {"discrepancy": "", "reported_month": 24260})
    return DataFrame(rows).astype({"reported_month": "Int64"})


def debts(*rows):
    table = DataFrame(rows, columns=DEBTS)
    return table.astype({"month": "Int64", "amount": "Int64"})


def dossiers(*rows):
    return DataFrame(rows, columns=DOSSIERS).astype({"credited_year": "Int64"})


def confirmed(*rows):
    table = DataFrame(rows, columns=CONFIRMATIONS)
    return table.assign(confirmed_on=pd.to_datetime(table["confirmed_on"]))


def judged(criteria, owed=None, recognitions=None, recognised=(), confirmations=None):
    owed = debts() if owed is None else owed
    recognitions = dossiers() if recognitions is None else recognitions
    confirmations = confirmed() if confirmations is None else confirmations
    evidence = SimpleNamespace(contributions=owed, confirmations=confirmations)
    return conditions(criteria, recognised, recognitions, evidence, MONTH)


def only(*args, **kwargs):
    (row,) = judged(*args, **kwargs).itertuples(index=False)
    return row


@pytest.mark.parametrize(("unmet", "listed"), [(0, 1), (2, 1), (3, 1), (4, 0)])
def test_a_commune_is_near_up_to_three_criteria_short(unmet, listed):
    words = {f"n{n}": "not_met" for n in range(1, unmet + 1)}
    assert len(judged(verdicts(**words))) == listed


@pytest.mark.parametrize("word", ["no_data", "no_threshold", "nearly_met"])
def test_what_is_missing_or_nearly_met_makes_no_commune_near(word):
    assert judged(verdicts(**{f"n{n}": word for n in range(1, 5)})).empty


def test_communes_are_listed_in_the_order_of_the_results():
    rows = pd.concat([verdicts("c2"), verdicts("c10"), verdicts("c1")])
    assert list(judged(rows)["commune"]) == ["c2", "c10", "c1"]


def test_a_recognised_commune_is_not_listed():
    assert judged(verdicts(), recognised={"c1"}).empty


def test_criteria_are_met_only_when_all_are():
    assert only(verdicts()).criteria == "met"
    row = only(verdicts(n11="not_met", n17="nearly_met", n16="no_data"))
    assert (row.criteria, row.met, row.total) == ("not_met", 16, 19)
    assert (row.unmet, row.undecided) == (("11", "17"), ("16",))
    assert only(verdicts(n16="no_threshold")).criteria == "no_data"


def test_a_criterion_that_does_not_apply_is_left_out():
    row = only(verdicts(n7="not_applicable"))
    assert (row.met, row.total, row.criteria) == (18, 18, "met")


def test_satisfaction_is_never_met_without_a_survey():
    assert only(verdicts()).satisfaction == "no_data"


@pytest.mark.parametrize(
    ("day", "word", "verdict"),
    [
        ("2022-09-30", "met", "met"),
        ("2022-09-30", "not_met", "not_met"),
        ("2022-10-01", "met", "no_data"),
    ],
)
def test_satisfaction_is_what_was_confirmed_by_the_months_end(day, word, verdict):
    survey = confirmed([day, "c1", "satisfaction", word, 90, 95, "mt", 2])
    assert only(verdicts(), confirmations=survey).satisfaction == verdict


def test_the_latest_confirmation_of_the_commune_itself_counts():
    survey = confirmed(
        ["2022-09-20", "c1", "satisfaction", "met", 90, 95, "mt", 3],
        ["2022-08-20", "c1", "satisfaction", "not_met", 60, 95, "mt", 2],
        ["2022-09-25", "c2", "satisfaction", "not_met", 60, 95, "mt", 4],
    )
    row = only(verdicts(), confirmations=survey)
    assert (row.satisfaction, row.satisfaction_satisfied, row.satisfaction_row) == ("met", 90, 3)
    assert row.security == "no_data"


@pytest.mark.parametrize(
    ("word", "criterion", "verdict"),
    [
        ("met", "met", "met"),
        ("met", "no_data", "met"),
        ("met", "not_met", "not_met"),
        ("not_met", "met", "not_met"),
    ],
)
def test_a_failing_criterion_19_outweighs_the_polices_word(word, criterion, verdict):
    said = confirmed(["2022-09-14", "c1", "security", word, None, None, "ca", 2])
    assert only(verdicts(n19=criterion), confirmations=said).security == verdict


@pytest.mark.parametrize(
    ("word", "verdict"), [("met", "no_data"), ("no_data", "no_data"), ("not_met", "not_met")]
)
def test_criterion_19_alone_never_makes_security_met(word, verdict):
    row = only(verdicts(n19=word))
    assert (row.security, row.security_criterion) == (verdict, word)


@pytest.mark.parametrize(
    ("rows", "verdict", "amount"),
    [
        ([], "no_data", None),
        ([[MONTH.number, "c2", "debt", 5]], "no_data", None),
        ([[MONTH.number, "c1", "debt", 0]], "met", 0),
        ([[MONTH.number, "c1", "debt", 5], [MONTH.number, "c1", "debt", 7]], "not_met", 12),
        ([[MONTH.number, "c1", "debt", None]], "no_data", None),
        ([[MONTH.number, "c1", "planned", 5]], "no_data", None),
        # A stock: the latest month holds, also where it no longer speaks of the commune.
        ([[MONTH.number - 1, "c1", "debt", 5], [MONTH.number, "c1", "debt", 0]], "met", 0),
        ([[MONTH.number - 1, "c1", "debt", 0], [MONTH.number, "c2", "debt", 5]], "no_data", None),
        ([[MONTH.number + 1, "c1", "debt", 0]], "no_data", None),
        ([[MONTH.number - 11, "c1", "debt", 0]], "met", 0),
        ([[MONTH.number - 12, "c1", "debt", 0]], "no_data", None),
    ],
)
def test_no_debt_is_met_only_where_a_recent_row_says_nought(rows, verdict, amount):
    row = only(verdicts(), debts(*rows))
    assert row.debt == verdict
    assert (None if pd.isna(row.debt_amount) else row.debt_amount) == amount


@pytest.mark.parametrize(
    ("dossier", "stage"),
    [
        (["c1", "ntm", 2022, "preparing"], "preparing"),
        (["c1", "ntm", None, "under_review"], "under_review"),
        (["c1", "ntm", 2023, "preparing"], ""),
        (["c1", "advanced", 2022, "preparing"], ""),
        (["c1", "ntm", 2022, "decided"], ""),
        (["c2", "ntm", 2022, "preparing"], ""),
    ],
)
def test_the_stage_is_that_of_the_communes_own_dossier_of_the_year(dossier, stage):
    assert only(verdicts(), recognitions=dossiers(dossier)).stage == stage


def signs(criteria, recognised=("c1",)):
    return dict(to_strengthen(criteria, recognised)[["criterion", "sign"]].to_numpy().tolist())


def test_criteria_of_recognised_communes_no_longer_met_are_to_be_strengthened():
    rows = verdicts(n10="not_met", n11="nearly_met", n12="no_data", n13="not_applicable")
    assert signs(rows) == {"10": "failing", "11": "failing", "12": "undecided"}
    assert signs(rows, recognised=()) == {}


def test_a_criterion_still_met_is_to_be_strengthened_when_a_sign_speaks_against_it():
    rows = verdicts()
    rows.loc[rows["criterion"] == "15", ["computed", "discrepancy"]] = ["not_met", "disagree"]
    rows.loc[rows["criterion"] == "11", ["computed", "discrepancy"]] = ["not_met", "check_threshold"]
    rows.loc[rows["criterion"] == "17", "levels_differ"] = True
    assert signs(rows) == {"15": "disagree", "11": "check_threshold", "17": "levels_differ"}


def test_nothing_is_to_be_strengthened_where_everything_holds():
    assert to_strengthen(verdicts(), ["c1"]).empty
