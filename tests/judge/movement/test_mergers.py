"""What units gave and did is told by what they became; parts of a whole add up to it."""

import datetime as dt
from fractions import Fraction
from types import SimpleNamespace

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ntm_analysis.judge.movement.mergers import Moves, carried, carried_contributions, mergers
from ntm_analysis.model import Period

JUNE, DECEMBER = Period(2024, 6), Period(2024, 12)


def changes(*rows, day=dt.date(2024, 12, 1)):
    table = pd.DataFrame(
        [(pd.Timestamp(day), *row) for row in rows],
        columns=["effective_date", "from_code", "to_code", "pop_share"],
    )
    return table.astype({"from_code": "str", "to_code": "str", "pop_share": "float64"})


MERGER = changes(("c2", "c1", 1), ("c3", "c1", 1))
SPLIT = changes(("c2", "c1", 0.3), ("c2", "c3", 0.7))


def gifts(*rows, account="mobilised"):
    table = pd.DataFrame(rows, columns=["commune", "month", "quantity", "amount"]).assign(
        account=account, value=pd.NA
    )
    types = {"commune": "str", "month": "Int64", "quantity": "float64", "amount": "Int64", "value": "Int64"}
    return table.astype(types)


def test_a_unit_merged_wholly_goes_over_wholly_from_the_month_of_the_merger():
    assert Moves.of(MERGER).became("c2", JUNE.number, DECEMBER) == {"c1": 1}
    assert Moves.of(MERGER).became("c2", JUNE.number, Period(2024, 11)) == {"c2": 1}
    assert Moves.of(MERGER).became("c2", DECEMBER.number, DECEMBER) == {"c2": 1}


def test_what_is_not_said_to_go_stays():
    assert Moves.of(changes(("c2", "c1", 0.25))).became("c2", JUNE.number, DECEMBER) == {
        "c1": Fraction(1, 4),
        "c2": Fraction(3, 4),
    }


def test_changes_follow_one_another():
    later = changes(("c1", "c9", 1), day=dt.date(2025, 7, 1))
    assert Moves.of(pd.concat([SPLIT, later])).became("c2", JUNE.number, Period(2025, 7)) == {
        "c9": Fraction(3, 10),
        "c3": Fraction(7, 10),
    }


def test_former_units_are_those_that_are_no_more():
    assert Moves.of(MERGER).former_units(JUNE.number, DECEMBER, ["c1"]) == {"c1": ["c2", "c3"]}
    assert Moves.of(MERGER).former_units(JUNE.number, Period(2024, 11), ["c1", "c2", "c3"]) == {}
    assert Moves.of(SPLIT).former_units(JUNE.number, DECEMBER, ["c1", "c2", "c3"]) == {}


def test_gifts_of_merged_communes_are_those_of_the_new_one_and_say_whose_they_were():
    rows = carried(
        gifts(("c1", JUNE.number, 1, 10), ("c2", JUNE.number, 2, 20), ("", JUNE.number, 4, 40)),
        MERGER,
        DECEMBER,
        ("quantity", "amount"),
    )
    assert rows[["commune", "origin", "amount"]].to_numpy().tolist() == [
        ["c1", "c1", 10],
        ["c1", "c2", 20],
        ["", "", 40],
    ]


@settings(deadline=None)  # a busy machine is no fault
@given(st.integers(0, 10**12), st.integers(0, 100))
def test_the_parts_of_a_split_gift_add_up_to_it(amount, hundredths):
    table = changes(("c2", "c1", hundredths / 100), ("c2", "c3", 1 - hundredths / 100))
    rows = carried(gifts(("c2", JUNE.number, 1, amount)), table, DECEMBER, ("quantity", "amount"))
    assert int(rows["amount"].sum()) == amount
    assert rows["quantity"].sum() == pytest.approx(1)


def test_a_split_gift_is_divided_by_the_share_of_people():
    rows = carried(gifts(("c2", JUNE.number, 10, 101)), SPLIT, DECEMBER, ("quantity", "amount"))
    assert rows[["commune", "quantity", "amount"]].to_numpy().tolist() == [["c1", 3.0, 30], ["c3", 7.0, 71]]


@pytest.mark.parametrize(("stated", "known"), [(["c1", "c2", "c3"], True), (["c1", "c3"], False)])
def test_a_debt_is_known_only_where_every_part_stated_its_own(stated, known):
    owed = gifts(*((code, JUNE.number, 0, 0) for code in stated), account="debt")
    rows = carried_contributions(owed, MERGER, DECEMBER)
    assert rows["amount"].notna().all() == known


FOUNDED = {"there before": "2020-01-01", "founded by the merger": "2024-12-01"}


@pytest.mark.parametrize(
    ("start", "rows", "parts"),
    [
        ("there before", MERGER, [("c1", True), ("c2", True), ("c3", True)]),
        ("founded by the merger", MERGER, [("c2", True), ("c3", True)]),
        ("there before", changes(("c2", "c1", 0.4)), [("c1", True), ("c2", False)]),
        (
            "there before",
            changes(("c2", "c1", 1), ("c1", "c9", 0.3)),
            [("c1", False), ("c2", True)],
        ),
        ("there before", changes(("c1", "c1", 0.7), ("c2", "c1", 1)), [("c1", False), ("c2", True)]),
        (
            "there before",
            changes(("c2", "c1", 1), ("c1", "c8", 0.4), ("c1", "c9", 0.6)),
            [("c2", True)],
        ),
    ],
    ids=["wholes", "founded", "a part", "gave a part away", "told of itself", "given away whole"],
)
def test_a_merger_names_what_the_unit_was_made_of_itself_where_it_was_there_before(start, rows, parts):
    communes = pd.DataFrame({"code": ["c1"], "valid_from": [pd.Timestamp(FOUNDED[start])]})
    data = SimpleNamespace(unit_changes=rows, communes=communes)
    found = [each for each in mergers(data, JUNE, DECEMBER) if each.code == "c1"]
    assert [(each.day, list(each.parts)) for each in found] == [(dt.date(2024, 12, 1), parts)]
    assert mergers(data, JUNE, Period(2024, 11)) == mergers(data, DECEMBER, Period(2025, 1)) == ()
