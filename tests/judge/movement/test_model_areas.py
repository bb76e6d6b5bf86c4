"""Model residential areas: recognised, registered, none; who owes one."""

import pandas as pd
import pytest

from ntm_analysis.judge.movement.items import follow_model_areas
from ntm_analysis.model import Period

SEPTEMBER = Period(2022, 9)
DATES = ["registered_on", "recognised_on"]


def follow(registered="2022-03-01", recognised=None, decision="", checks=()):
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
    row = follow(recognised=recognised, decision="12/QĐ" if recognised else "").loc["c1"]
    assert row["state"] == state
    assert bool(row["decision"]) == (state == "recognised")


def test_an_area_registered_later_is_not_there_yet():
    assert follow(registered="2022-10-01").loc["c1", "state"] == "none"


def test_a_recognised_commune_without_an_area_owes_one():
    rows = follow()
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
    row = follow(checks=checks).loc["c1"]
    assert (row["met"], row["items"]) == (1, 2)
    assert pd.isna(follow().loc["c1", "items"])
