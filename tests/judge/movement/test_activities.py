"""The numbered items: this month, since January, planned; missing is not nought."""

import pandas as pd

from ntm_analysis.judge.movement.items import follow_items
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
