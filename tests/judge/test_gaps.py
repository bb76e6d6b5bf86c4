"""Gaps in the order of least effort: alone in their criterion first, then by what part is missing."""

import pandas as pd

from ntm_analysis.judge.gaps import unmet

COLUMNS = ["commune", "set", "criterion", "part", "verdict", "gap_count", "denominator"]
ROWS = [
    ("1", "s", "6", "6.1", "not_met", 1, 100),
    ("1", "s", "6", "6.2", "no_data", pd.NA, pd.NA),
    ("1", "s", "15", "15.1", "not_met", 50, 100),
    ("2", "s", "15", "15.1", "not_met", 10, 100),
    ("2", "s", "11", "11", "not_met", pd.NA, 100),
    ("2", "s", "12", "12.1", "met", 0, 100),
    ("3", "s", "15", "15.1", "not_met", 1, 100),
    ("2", "other", "15", "15.1", "not_met", 1, 100),
]


def told(**asked):
    frame = pd.DataFrame(ROWS, columns=COLUMNS).convert_dtypes()
    rows = unmet(
        frame, **{"set_id": "s", "criteria": ["6", "11", "12", "15"], "communes": ["1", "2"]} | asked
    )
    return [(row.commune, row.part, row.in_criterion) for row in rows.itertuples()]


def test_what_is_alone_comes_first_then_the_smaller_part_and_what_has_no_count_last():
    assert told() == [("2", "15.1", 1), ("1", "15.1", 1), ("2", "11", 1), ("1", "6.1", 2)]


def test_only_the_asked_criteria_and_communes_are_listed():
    assert told(criteria=["15"], communes=["3"]) == [("3", "15.1", 1)]
    assert told(communes=[]) == []
