"""Criteria registered for the year: đạt, còn, chậm."""

import pandas as pd
import pytest

from ntm_analysis.judge.movement.items import follow_registrations
from ntm_analysis.model import Period


def follow(quarter, verdict, month, year=2022, communes=("c1",)):
    rows = pd.DataFrame(
        {"year": [year], "commune": ["c1"], "set": ["s"], "criterion": ["15"], "quarter": [quarter]}
    ).astype({"year": "Int64"})
    known = [] if verdict is None else [("c1", "s", "15", verdict, verdict == "met", False, False)]
    columns = ["commune", "set", "criterion", "verdict", "met", "provisional", "unchecked"]
    criteria = pd.DataFrame(known, columns=columns).astype(
        {"commune": "str", "set": "str", "criterion": "str"}
    )
    return follow_registrations(rows, criteria, Period(2022, month), communes)


@pytest.mark.parametrize(
    ("quarter", "verdict", "month", "state"),
    [
        ("3", "met", 8, "met"),
        ("3", "not_met", 8, "open"),
        ("3", "not_met", 9, "late"),  # the quarter ends with its month
        ("3", "nearly_met", 9, "late"),  # cơ bản đạt is not đạt
        ("3", "no_data", 9, "late"),
        ("", "not_met", 11, "open"),
        ("", "not_met", 12, "late"),
        ("1", "met", 12, "met"),
    ],
)
def test_a_registration_is_late_once_its_quarter_has_ended_without_it(quarter, verdict, month, state):
    (row,) = follow(quarter, verdict, month).itertuples()
    assert (row.state, row.verdict) == (state, verdict)


def test_without_any_verdict_nothing_is_known_and_nothing_is_met():
    (row,) = follow("4", None, 9).itertuples()
    assert (row.state, row.verdict, row.met) == ("open", "no_data", False)


def test_registrations_of_another_year_are_left_out():
    assert follow("4", "met", 9, year=2021).empty


@pytest.mark.parametrize("verdict", ["met", None])
def test_of_a_commune_that_is_no_more_is_neither_met_nor_late(verdict):
    (row,) = follow("1", verdict, 12, communes=["c2"]).itertuples()
    assert row.state == "ended"
