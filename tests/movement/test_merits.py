"""Facts that support a commendation."""

import pandas as pd

from ntm_analysis.model import Period
from ntm_analysis.movement.merits import first_to_meet, gains_of_year

SEPTEMBER = Period(2022, 9)
DECEMBER = Period(2021, 12).number


def test_gains_are_counted_from_the_end_of_the_year_before_and_losses_left_out():
    rows = [
        ("c1", "s", DECEMBER, 10), ("c1", "s", SEPTEMBER.number, 12),
        ("c2", "s", DECEMBER, 10), ("c2", "s", SEPTEMBER.number, 9),
        ("c3", "s", SEPTEMBER.number, 19),  # formed since: no start to count from
        ("c1", "t", DECEMBER, 0), ("c1", "t", SEPTEMBER.number, 9),
    ]  # fmt: skip
    counts = pd.DataFrame(rows, columns=["commune", "set", "month", "met"]).assign(met_unchecked=0)
    gained = gains_of_year(counts, "s", SEPTEMBER)
    assert list(zip(gained["commune"], gained["gain"], strict=True)) == [("c1", 2)]


def test_the_first_to_meet_a_registered_criterion_is_named_with_its_month():
    registered = pd.DataFrame({"commune": ["c1", "c2", "c3"], "set": "s", "criterion": "15"})
    met = {
        "c1": (False, True, True),
        "c2": (False, False, True),
        "c3": (True, True, True),
        "c4": (False, True, True),
    }
    rows = [
        (commune, "s", "15", DECEMBER + month, value)
        for commune, values in met.items()
        for month, value in enumerate(values)
    ]
    criteria = pd.DataFrame(rows, columns=["commune", "set", "criterion", "month", "met"])
    first = first_to_meet(registered, criteria)
    # c3 met it before the year began, c4 did not register it.
    assert list(zip(first["commune"], first["month"], strict=True)) == [("c1", DECEMBER + 1)]
