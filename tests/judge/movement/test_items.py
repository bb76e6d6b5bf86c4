"""The numbered items: what was counted, recognised, registered and first met; missing is not nought."""

import pandas as pd
import pytest

from ntm_analysis.judge.movement.items import (
    first_to_meet,
    follow_items,
    follow_model_areas,
    follow_registrations,
)
from ntm_analysis.model import Period

SEPTEMBER = Period(2022, 9)
KINDS = [(1, "sessions"), (1, "audience"), (7, "appeals")]


def counted(communes=None):
    rows = [
        ("2021-12", "c1", "sessions", 100, None),
        ("2022-01", "c1", "sessions", 3, None),
        ("2022-09", "c1", "sessions", 4, None),
        ("2022-09", "c2", "sessions", 5, None),
        ("2022-10", "c1", "sessions", 50, None),
        ("2022-02", "", "sessions", 1, 40),
        ("2022-02", "c2", "audience", 0, None),
    ]
    frame = pd.DataFrame(rows, columns=["period", "commune", "kind", "quantity", "planned"])
    frame = frame.assign(month=[Period.parse(p).number for p in frame["period"]], row=range(2, 9))
    frame = frame.astype({"quantity": "Int64", "planned": "Int64", "month": "Int64"})
    return follow_items(frame, KINDS, SEPTEMBER, communes).set_index("kind")


def test_the_district_sums_its_communes_and_its_own_rows_of_the_year():
    row = counted().loc["sessions"]
    assert (row["now"], row["so_far"], row["planned"], row["rows"]) == (9, 13, 40, "3, 4, 5, 7")


def test_the_places_that_have_a_row_in_the_month_are_named():
    assert counted()["places"].to_dict() == {"sessions": ("c1", "c2"), "audience": (), "appeals": ()}
    assert counted(["c1"]).loc["sessions", "places"] == ("c1",)


def test_a_commune_sees_its_own_rows():
    row = counted(["c1"]).loc["sessions"]
    assert (row["now"], row["so_far"]) == (4, 7)
    assert pd.isna(row["planned"])


def test_a_place_without_rows_has_its_kinds_without_figures():
    rows = counted(["c9"])
    assert rows[["now", "so_far", "planned"]].isna().all(axis=None)
    assert rows["rows"].tolist() == ["", "", ""]


def test_nought_is_a_figure_and_nothing_is_none():
    rows = counted()
    assert rows.loc["audience", "so_far"] == 0
    assert pd.isna(rows.loc["appeals", "so_far"])
    assert list(rows["item"]) == [1, 1, 7]


# -- model residential areas --------------------------------------------------------------

DATES = ["registered_on", "recognised_on"]


def areas_followed(registered="2022-03-01", recognised=None, decision="", checks=()):
    areas = pd.DataFrame(
        [("c1", "Thôn Hai", registered, recognised, decision, 2)],
        columns=["commune", "village", *DATES, "decision", "row"],
    )
    areas = areas.assign(**{name: pd.to_datetime(areas[name]) for name in DATES})
    checklist = pd.DataFrame(checks, columns=["commune", "village", "item", "verdict", "month"])
    checklist = checklist.astype({"commune": "str", "village": "str", "item": "str", "month": "Int64"})
    return follow_model_areas(areas, checklist, ["c1", "c2"], ["c2"], SEPTEMBER).set_index("commune")


@pytest.mark.parametrize(
    ("recognised", "state"),
    [("2022-09-30", "recognised"), ("2022-10-01", "registered"), (None, "registered")],
)
def test_an_area_is_recognised_from_the_month_of_its_decision(recognised, state):
    row = areas_followed(recognised=recognised, decision="12/QĐ" if recognised else "").loc["c1"]
    assert row["state"] == state
    assert bool(row["decision"]) == (state == "recognised")


def test_an_area_registered_later_is_not_there_yet():
    assert areas_followed(registered="2022-10-01").loc["c1", "state"] == "none"


def test_a_recognised_commune_without_an_area_owes_one():
    rows = areas_followed()
    assert rows["obliged"].to_dict() == {"c1": False, "c2": True}
    assert rows.loc["c2", "state"] == "none"


def test_the_latest_checklist_counts_item_by_item():
    august, september = SEPTEMBER.number - 1, SEPTEMBER.number
    checks = [
        ("c1", "Thôn Hai", "Nước sạch", "not_met", august),
        ("c1", "Thôn Hai", "Nước sạch", "met", september),
        ("c1", "Thôn Hai", "Nhà văn hóa", "not_met", august),
        ("c1", "Thôn Hai", "Điện", "met", september + 1),
    ]
    row = areas_followed(checks=checks).loc["c1"]
    assert (row["met"], row["items"]) == (1, 2)
    assert pd.isna(areas_followed().loc["c1", "items"])


# -- registrations ------------------------------------------------------------------------


def registered_in(quarter, verdict, month, year=2022, communes=("c1",)):
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
    (row,) = registered_in(quarter, verdict, month).itertuples()
    assert (row.state, row.verdict) == (state, verdict)


def test_without_any_verdict_nothing_is_known_and_nothing_is_met():
    (row,) = registered_in("4", None, 9).itertuples()
    assert (row.state, row.verdict, row.met) == ("open", "no_data", False)


def test_registrations_of_another_year_are_left_out():
    assert registered_in("4", "met", 9, year=2021).empty


@pytest.mark.parametrize("verdict", ["met", None])
def test_of_a_commune_that_is_no_more_is_neither_met_nor_late(verdict):
    (row,) = registered_in("1", verdict, 12, communes=["c2"]).itertuples()
    assert row.state == "ended"


# -- the first to meet a criterion --------------------------------------------------------

DECEMBER = Period(2021, 12).number
JUDGED = ["commune", "set", "criterion", "month", "met"]


def judged(*rows):
    frame = pd.DataFrame(rows, columns=JUDGED)
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
