"""Facts that support a commendation."""

from fractions import Fraction

import pandas as pd

from ntm_analysis.judge.movement.items import first_to_meet
from ntm_analysis.judge.movement.resources import given_per_head
from ntm_analysis.model import Period

SEPTEMBER = Period(2022, 9)
DECEMBER = Period(2021, 12).number
COLUMNS = ["commune", "set", "criterion", "month", "met"]


def judged(*rows):
    frame = pd.DataFrame(rows, columns=COLUMNS)
    verdict = frame["met"].map({True: "met", False: "not_met"})
    marks = {"basis": "reported", "provisional": False, "illustrative": False}
    return frame.assign(verdict=verdict, **marks)


def months(commune, marks, criterion="15"):
    """Judges a commune month by month from December on: ✓ met, ✗ not."""
    return [(commune, "s", criterion, DECEMBER + n, mark == "✓") for n, mark in enumerate(marks)]


def first(communes, *rows, criterion="15"):
    registered = pd.DataFrame({"commune": communes, "set": "s", "criterion": criterion})
    found = first_to_meet(registered, judged(*rows))
    return found[["commune", "month", "registered"]].to_numpy().tolist()


class TestFirstToMeet:
    def test_is_the_commune_that_met_it_earliest_of_those_that_registered_it(self):
        rows = [
            *months("c1", "✗✓✓"),
            *months("c2", "✗✗✓"),
            *months("c3", "✓✓✓"),  # met before the year began
            *months("c4", "✗✓✓"),  # did not register it
        ]
        assert first(["c1", "c2", "c3"], *rows) == [["c1", DECEMBER + 1, 3]]

    def test_are_all_that_met_it_in_the_same_month(self):
        rows = [*months("c1", "✗✓"), *months("c2", "✗✓")]
        assert [row[0] for row in first(["c1", "c2"], *rows)] == ["c1", "c2"]

    def test_still_meets_it_and_has_since_without_a_break(self):
        rows = [*months("c1", "✗✓✗✗"), *months("c2", "✗✓✗✓")]
        assert first(["c1", "c2"], *rows) == [["c2", DECEMBER + 3, 2]]

    def test_of_one_commune_alone_says_nothing(self):
        assert first(["c1"], *months("c1", "✗✓")) == []

    def test_is_no_commune_that_alone_has_judged_itself(self):
        rows = judged(*months("c1", "✗✗"), *months("c2", "✗✗"))
        own_word = (rows["commune"] == "c1") & (rows["month"] == DECEMBER + 1)
        registered = pd.DataFrame({"commune": ["c1", "c2"], "set": "s", "criterion": "15"})
        assert first_to_meet(registered, rows.assign(unchecked=own_word)).empty

    def test_of_no_registration_is_nothing(self):
        registered = pd.DataFrame({"commune": [], "set": [], "criterion": []}, dtype="str")
        assert first_to_meet(registered, judged(*months("c1", "✗✓"))).empty

    def test_lists_criteria_in_the_order_of_their_numbers(self):
        registered = pd.DataFrame(
            {"commune": ["c1", "c2"] * 2, "set": "s", "criterion": ["15", "15", "9", "9"]}
        )
        rows = [*months("c1", "✗✓"), *months("c1", "✗✓", criterion="9")]
        assert first_to_meet(registered, judged(*rows))["criterion"].tolist() == ["9", "15"]


def given(*rows):
    columns = ["month", "commune", "account", "kind", "fund", "quantity", "unit", "amount"]
    frame = pd.DataFrame(rows, columns=columns)
    return frame.astype({"month": "Int64", "quantity": "Float64", "amount": "Int64"}).assign(
        illustrative=False
    )


class TestGivenPerHead:
    def test_divides_what_people_enterprises_and_diaspora_gave_since_january(self):
        september = SEPTEMBER.number
        rows = given(
            (september, "c1", "mobilised", "money", "people", 3, "đồng", 3_000_000),
            (september - 8, "c1", "mobilised", "money", "business", 1, "đồng", 1_000_000),
            (september - 9, "c1", "mobilised", "money", "people", 9, "đồng", 9_000_000),  # last year
            (september + 1, "c1", "mobilised", "money", "people", 9, "đồng", 9_000_000),  # not yet
            (september, "c1", "mobilised", "money", "province", 9, "đồng", 9_000_000),  # a budget's
            (september, "c1", "planned", "money", "people", 9, "đồng", 9_000_000),
            (september, "c1", "mobilised", "labour", "people", 600, "công", None),
        )
        (row,) = given_per_head(rows, SEPTEMBER, ["c1"], {"c1": 3000}).itertuples()
        assert (row.money, row.labour) == (Fraction(4000, 3), Fraction(1, 5))

    def test_is_missing_and_not_nought_where_no_row_speaks_of_it(self):
        rows = given((SEPTEMBER.number, "c1", "mobilised", "land", "people", 5, "m²", None))
        (row,) = given_per_head(rows, SEPTEMBER, ["c1"], {"c1": 3000}).itertuples()
        assert (row.money, row.labour) == (None, None)

    def test_leaves_out_a_commune_without_a_population(self):
        rows = given((SEPTEMBER.number, "c1", "mobilised", "money", "people", 5, "đồng", 5))
        assert given_per_head(rows, SEPTEMBER, ["c1"], {}).empty
