"""Who handed in figures late, and who has not."""

import datetime as dt

import pandas as pd
import pytest

from ntm_analysis.judge.movement.tasks import late_submissions
from ntm_analysis.model import Period

SEPTEMBER, CUT_OFF = Period(2022, 9), dt.date(2022, 9, 25)
UNITS = {"10001": "An Hòa", "10002": "Bình Yên", "yt": "Y tế", "vh": "Văn hóa"}


def submitted(*rows):
    columns = ["commune", "body", "month", "received_on", "row"]
    frame = pd.DataFrame(rows, columns=columns).astype({"commune": "str", "body": "str", "month": "Int64"})
    return frame.assign(received_on=pd.to_datetime(frame["received_on"]))


def late(*rows):
    return late_submissions(submitted(*rows), UNITS, SEPTEMBER, CUT_OFF).set_index("unit")


@pytest.mark.parametrize(("day", "days"), [("2022-09-25", 0), ("2022-09-26", 1), ("2022-09-01", 0)])
def test_figures_are_late_from_the_day_after_the_cut_off(day, days):
    row = late(("10001", "", SEPTEMBER.number, day, 2)).loc["10001"]
    assert (row["missing"], row["days_late"]) == (False, days)


def test_what_did_not_come_is_missing_and_not_nought_days_late():
    rows = late(
        ("10001", "", SEPTEMBER.number, None, 2), ("10002", "", SEPTEMBER.number - 1, "2022-08-20", 3)
    )
    assert rows["missing"].tolist() == [True, True]


def test_a_body_is_asked_once_it_has_ever_handed_in():
    rows = late(("", "yt", SEPTEMBER.number - 1, "2022-08-20", 2))
    assert list(rows.index) == ["10001", "10002", "yt"]


def test_where_nothing_was_recorded_nobody_is_late():
    assert late().empty


def test_months_before_the_first_record_have_nobody_late():
    assert late(("10001", "", SEPTEMBER.number + 1, "2022-10-20", 2)).empty


def test_a_body_that_first_handed_in_later_was_not_asked_yet():
    rows = late(
        ("10001", "", SEPTEMBER.number, "2022-09-20", 2), ("", "vh", SEPTEMBER.number + 1, "2022-10-20", 3)
    )
    assert list(rows.index) == ["10001", "10002"]


def test_each_unit_has_its_name_its_day_and_the_line_of_its_row():
    row = late(("10001", "", SEPTEMBER.number, "2022-09-27", 7)).loc["10001"]
    assert (row["name"], row["received_on"], row["days_late"], row["row"]) == (
        "An Hòa",
        pd.Timestamp(2022, 9, 27),
        2,
        7,
    )
