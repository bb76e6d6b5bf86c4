"""Estimates of a target by the district and its communes: the latest of the year, never a later month's."""

import datetime as dt
from dataclasses import replace
from fractions import Fraction

import pytest
from pandas import DataFrame

from ntm_analysis.judge.targets.status import estimates_of, summed
from ntm_analysis.model import Baseline, Period, Target, TargetKind, TargetSense

MONTH = Period(2022, 9)
BASELINE = Baseline(Fraction(8), dt.date(2021, 12, 31), printed=False)
TARGET = Target(
    "culture", {}, TargetKind.CRITERION, TargetSense.REACH, Fraction(10), "communes", 16, BASELINE,
    Period(2022, 12), "", "",
)  # fmt: skip


def stated(*rows):
    columns = ["month", "commune", "target", "value", "row", "illustrative"]
    table = DataFrame([[m.number, *rest, False] for m, *rest in rows], columns=columns)
    return table.astype({"value": "Float64"})


@pytest.mark.parametrize(
    ("month", "value"),
    [(Period(2022, 1), 9), (Period(2022, 9), 9), (Period(2022, 10), None), (Period(2021, 12), None)],
)
def test_a_statement_counts_from_its_month_to_the_end_of_its_year(month, value):
    found = estimates_of(TARGET, stated((month, "", "culture", 9, 2)), MONTH).district
    assert (found and found.value) == value


def test_the_latest_statement_counts_and_others_targets_do_not():
    rows = stated(
        (Period(2022, 9), "", "culture", 10, 3),
        (Period(2022, 6), "", "culture", 9, 2),
        (Period(2022, 9), "", "health", 16, 4),
        (Period(2022, 9), "c1", "culture", 1, 5),
    )
    found = estimates_of(TARGET, rows, MONTH)
    assert (found.district.value, found.district.row) == (10, 3)
    assert {code: estimate.value for code, estimate in found.communes.items()} == {"c1": 1}


def test_a_fall_is_negative_as_its_goal_is():
    target = replace(TARGET, kind=TargetKind.POOR_RATE_CHANGE, sense=TargetSense.FALL)
    rows = stated((MONTH, "", "culture", 4.5, 2))
    assert estimates_of(target, rows, MONTH).district.value == Fraction(-9, 2)


@pytest.mark.parametrize(
    ("kind", "denominator", "total"),
    [
        (TargetKind.CRITERION, 16, Fraction(30)),
        (TargetKind.MEAN_CRITERIA, 16, Fraction(30, 16)),
        (TargetKind.MEAN_CRITERIA, None, Fraction(15)),
    ],
)
def test_communes_are_added_and_a_mean_is_taken_over_the_targets_denominator(kind, denominator, total):
    target = replace(TARGET, kind=kind, denominator=denominator)
    rows = stated((MONTH, "c1", "culture", 19, 2), (MONTH, "c2", "culture", 11, 3))
    assert summed(target, estimates_of(target, rows, MONTH).communes) == total
