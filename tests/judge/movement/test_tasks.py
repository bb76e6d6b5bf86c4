"""The roadmap, what is overdue, due soon, done, and which targets that endangers; who owes figures."""

import datetime as dt
from types import SimpleNamespace

import pandas as pd
import pytest

from ntm_analysis.judge.movement.tasks import Goals, follow_tasks, late_submissions, load_by_body
from ntm_analysis.model import Period, TargetKind, TargetSense

SEPTEMBER, CUT_OFF = Period(2022, 9), dt.date(2022, 9, 25)


def target(code, kind, criterion="", communes=(), sense=TargetSense.REACH):
    return SimpleNamespace(id=code, kind=kind, set="s", criterion=criterion, communes=communes, sense=sense)


GOALS = Goals(
    targets=(
        target("recognised", TargetKind.RECOGNISED, communes=("c1",)),
        target("health", TargetKind.CRITERION, "15", ("c1",)),
        target("culture", TargetKind.CRITERION, "16"),
        target("education", TargetKind.CRITERION, "14", sense=TargetSense.HOLD),
        target("mean", TargetKind.MEAN_CRITERIA),
    ),
    met=frozenset({("c1", "s", "15"), ("c1", "s", "16"), ("c2", "s", "14")}),
    standard="s",
)


def task(code="T1", due="2022-09-24", **over):
    row = {"task": code, "name": code, "commune": "c1", "set": "", "criterion": "", "target": "mean"}
    row |= {"body": "b1", "start": "2022-01-01", "due": due, "meeting": "", "row": 2}
    return row | over


def state(code, word, month="2022-09", done=None, cause=""):
    number = Period.parse(month).number
    return {
        "task": code,
        "state": word,
        "month": number,
        "done_on": done,
        "cause": cause,
        "note": "",
        "row": 9,
    }


def follow(*tasks, states=(), month=SEPTEMBER, cut_off=CUT_OFF):
    table = pd.DataFrame(tasks)
    table = table.assign(due=pd.to_datetime(table["due"]), start=pd.to_datetime(table["start"]))
    columns = ["task", "state", "month", "done_on", "cause", "note", "row"]
    given = pd.DataFrame(states, columns=columns).astype({"month": "Int64", "task": "str", "state": "str"})
    return follow_tasks(table, given.assign(done_on=pd.to_datetime(given["done_on"])), GOALS, month, cut_off)


@pytest.mark.parametrize(
    ("due", "overdue", "days", "soon"),
    [
        ("2022-09-24", True, 1, False),
        ("2022-09-25", False, 0, True),
        ("2022-10-25", False, 0, True),
        ("2022-10-26", False, 0, False),
    ],
)
def test_a_task_is_overdue_the_day_after_its_due_day_and_due_soon_for_thirty_days(due, overdue, days, soon):
    (row,) = follow(task(due=due)).itertuples()
    assert (row.overdue, row.days_overdue, row.due_soon) == (overdue, days, soon)


def test_a_task_that_is_done_is_neither_overdue_nor_due_soon():
    rows = follow(task(), task("T2", due="2022-10-01"), states=[state("T1", "done"), state("T2", "done")])
    assert not rows[["overdue", "due_soon"]].to_numpy().any()


def test_the_latest_state_by_the_month_counts():
    states = [
        state("T1", "done", "2022-10"),
        state("T1", "not_started", "2022-03"),
        state("T1", "running", "2022-08"),
    ]
    (row,) = follow(task(), states=states).itertuples()
    assert (row.state, row.overdue) == ("running", True)


def test_a_task_never_reported_has_no_state():
    (row,) = follow(task()).itertuples()
    assert (row.state, row.cause, row.state_row) == ("", "", 0)


@pytest.mark.parametrize(
    ("start", "word", "begun"),
    [
        ("2022-09-25", "", True),
        ("2022-09-26", "", False),
        ("2022-09-26", "not_started", False),
        ("2022-09-26", "running", True),
        ("2022-09-26", "done", True),
    ],
)
def test_a_task_has_begun_on_its_start_or_once_somebody_works_on_it(start, word, begun):
    states = [state("T1", word)] if word else []
    (row,) = follow(task(start=start, due="2022-12-31"), states=states).itertuples()
    assert row.begun == begun


@pytest.mark.parametrize(("meeting", "known"), [("", 1), ("2022-09", 1), ("2022-10", 0)])
def test_a_task_is_known_from_the_meeting_that_set_it(meeting, known):
    assert len(follow(task(meeting=meeting))) == known


@pytest.mark.parametrize(
    ("over", "endangered"),
    [
        ({"target": "mean"}, ("mean",)),
        ({"target": "", "set": "s", "criterion": "15"}, ("health",)),
        ({"target": "", "set": "s", "criterion": "15", "commune": "c2"}, ()),  # the target names c1
        ({"target": "", "set": "s", "criterion": "15", "commune": ""}, ("health",)),
        ({"target": "", "set": "s", "criterion": "16", "commune": "c2"}, ("culture",)),
        ({"target": "", "set": "other", "criterion": "16"}, ()),
        ({"target": "mean", "set": "s", "criterion": "16"}, ("culture", "mean")),
        ({"target": "mean", "due": "2022-09-25"}, ()),  # not overdue
        ({"target": "", "set": "s", "criterion": "11"}, ("recognised",)),  # c1 does not meet it yet
        ({"target": "", "set": "s", "criterion": "11", "commune": "c2"}, ()),
        ({"target": "", "set": "advanced", "criterion": "11"}, ()),
        ({"target": "recognised"}, ("recognised",)),  # the dossier
        ({"target": "", "set": "s", "criterion": "14", "commune": "c2"}, ("education",)),
        ({"target": "education", "set": "s", "criterion": "14", "commune": "c3"}, ()),  # holds nothing
    ],
)
def test_an_overdue_task_endangers_the_targets_it_serves(over, endangered):
    (row,) = follow(task(**over)).itertuples()
    assert row.endangered == endangered


def test_the_load_of_a_body_counts_each_task_once_as_open_or_done():
    bodies = pd.DataFrame({"body": ["b1", "b2"], "name": ["Một", "Hai"], "level": ["x", "y"]})
    rows = follow(
        task("T1"), task("T2", due="2022-10-01"), task("T3"), task("T4", body="b2", due="2023-01-01"),
        states=[state("T3", "done")],
    )  # fmt: skip
    counted = load_by_body(rows, bodies).set_index("body")
    assert counted.loc["b1", ["open", "overdue", "due_soon", "done"]].tolist() == [2, 1, 1, 1]
    assert counted.loc["b2", ["open", "overdue", "due_soon", "done"]].tolist() == [1, 0, 0, 0]
    assert list(counted.index) == ["b1", "b2"]


def test_a_task_that_is_not_overdue_serves_what_it_would_endanger():
    (row,) = follow(task(target="", set="s", criterion="11", due="2022-10-01")).itertuples()
    assert (row.serves, row.endangered) == (("recognised",), ())


# -- the month's figures ------------------------------------------------------------------

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
