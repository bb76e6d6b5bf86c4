"""Criteria gained and lost between two months."""

import pytest
from pandas import DataFrame

from ntm_analysis.judge.movement.changes import changes, tally
from ntm_analysis.model import Period, SetInForce

BEFORE, NOW = Period(2022, 8), Period(2022, 9)
SETS = (SetInForce("standard", "s", Period(2021, 12), None),)


def verdict(month, word, **cells):
    row = {"month": month.number, "commune": "c1", "set": "s", "criterion": "1", "verdict": word}
    row |= {"met": word == "met", "basis": "reported", "provisional": False, "illustrative": False}
    return row | cells


def compared(*rows, sets=SETS, reshaped=()):
    return changes(DataFrame(rows), BEFORE, NOW, sets, reshaped)


@pytest.mark.parametrize(
    ("was", "now", "change"),
    [
        ("not_met", "met", "gained"),
        ("no_data", "met", "gained"),
        ("nearly_met", "met", "gained"),
        ("met", "not_met", "lost"),
        ("met", "nearly_met", "lost"),
        ("met", "no_data", "lost"),
        ("not_met", "nearly_met", "other"),
        ("no_data", "not_met", "other"),
    ],
)
def test_only_a_verdict_of_met_is_gained_or_lost(was, now, change):
    table = compared(verdict(BEFORE, was), verdict(NOW, now))
    assert table[["change", "was", "now"]].to_numpy().tolist() == [[change, was, now]]


@pytest.mark.parametrize("word", ["met", "not_met", "no_data"])
def test_a_verdict_that_stays_is_no_change(word):
    assert compared(verdict(BEFORE, word), verdict(NOW, word)).empty


def test_a_loss_is_never_netted_against_a_gain():
    table = compared(
        verdict(BEFORE, "met"),
        verdict(BEFORE, "not_met", criterion="2"),
        verdict(NOW, "not_met"),
        verdict(NOW, "met", criterion="2"),
    )
    (row,) = tally(table).itertuples(index=False)
    assert (row.commune, row.gained, row.lost) == ("c1", ("2",), ("1",))


def test_other_months_take_no_part():
    between = verdict(Period(2022, 7), "met")
    assert compared(between, verdict(BEFORE, "not_met"), verdict(NOW, "not_met")).empty


def test_a_change_is_provisional_when_either_verdict_was():
    table = compared(verdict(BEFORE, "not_met", provisional=True), verdict(NOW, "met"))
    assert table["provisional"].tolist() == [True]


def test_a_newly_recognised_commune_gains_nothing_in_the_advanced_set():
    assert compared(verdict(NOW, "met", set="advanced")).empty


def test_a_new_set_of_a_role_is_named_and_neither_gained_nor_lost():
    sets = (
        SetInForce("standard", "old", Period(2021, 12), BEFORE),
        SetInForce("standard", "s", NOW, None),
    )
    table = compared(verdict(BEFORE, "met", set="old"), verdict(NOW, "not_met"), sets=sets)
    assert table[["commune", "criterion", "change", "was", "now"]].to_numpy().tolist() == [
        ["c1", "", "set_changed", "old", "s"]
    ]
    assert tally(table).empty


def test_a_commune_merged_in_between_is_not_compared():
    rows = (verdict(BEFORE, "met"), verdict(NOW, "no_data"))
    table = compared(*rows, reshaped=["c1"])
    assert table["change"].tolist() == ["unit_changed"]
    assert compared(*rows, reshaped=["c2"])["change"].tolist() == ["lost"]


def test_nothing_known_gives_an_empty_table_with_its_columns():
    none = DataFrame([verdict(NOW, "met")]).head(0)
    assert list(changes(none, BEFORE, NOW).columns)[:4] == ["commune", "set", "criterion", "change"]


def test_what_the_commune_comes_to_say_of_itself_is_no_change():
    rows = [verdict(BEFORE, "no_data", unchecked=False), verdict(NOW, "no_data", unchecked=True)]
    assert compared(*rows).empty
