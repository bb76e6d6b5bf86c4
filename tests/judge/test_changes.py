"""What changed from one month to a later one: the one comparison that every medium reads."""

from types import SimpleNamespace

import pandas as pd
import pytest
from pandas import DataFrame

from ntm_analysis.judge.changes import Changes
from ntm_analysis.model import ChangeKind, ChangeReason, Direction, Period, SetInForce

BEFORE, NOW = Period(2022, 8), Period(2022, 9)
SETS = (SetInForce("standard", "s", Period(2021, 12), None),)
NOBODY = DataFrame({"effective_date": pd.Series([], dtype="datetime64[s]")})


def verdict(month, word, **cells):
    row = {"month": month.number, "commune": "c1", "set": "s", "criterion": "1", "verdict": word}
    row |= {"met": word == "met", "provisional": False, "illustrative": False, "unchecked": False}
    return row | {"discrepancy": "", "levels_differ": False} | cells


def value(month, verdict, **cells):
    row = {"month": month.number, "commune": "c1", "set": "s", "indicator": "1", "num": 1, "den": 1}
    row |= {"threshold_num": 95, "threshold_den": 1, "rule": "at_least", "late": False, "stale": False}
    return row | {"unit": "percent", "provisional": False, "illustrative": False, "verdict": verdict} | cells


def recognised(month, **cells):
    row = {"month": month.number, "commune": "c1", "level": "ntm", "awaiting": False, "illustrative": False}
    return row | cells


def merged(code, into, day="2022-09-01"):
    """Gives the communes and the merger of one into another."""
    day = pd.Timestamp(day)
    changes = {"effective_date": [day], "from_code": [code], "to_code": [into], "pop_share": [1.0]}
    communes = {"code": [code, into], "valid_from": [pd.NaT, pd.NaT]}
    return DataFrame(changes), DataFrame(communes)


def compared(*rows, table="criteria", sets=SETS, merger=(NOBODY, None)):
    """Compares August with September by the rows of one table."""
    frames = {"criteria": [], "indicators": [], "recognised": []} | {table: list(rows)}
    results = SimpleNamespace(
        named=lambda name: DataFrame(frames[name], columns=None if frames[name] else ["month"]),
        criteria=DataFrame(frames["criteria"]),
    )
    data = SimpleNamespace(sets=sets, unit_changes=merger[0], communes=merger[1])
    return Changes(data, results, BEFORE, NOW)


@pytest.mark.parametrize(
    ("was", "now", "direction"),
    [
        ("not_met", "met", Direction.GAINED),
        ("no_data", "met", Direction.GAINED),
        ("nearly_met", "met", Direction.GAINED),
        ("met", "not_met", Direction.LOST),
        ("met", "nearly_met", Direction.LOST),
        ("met", "no_data", Direction.LOST),
        ("not_met", "nearly_met", Direction.OTHER),
        ("no_data", "not_met", Direction.OTHER),
    ],
)
def test_only_a_verdict_of_met_is_gained_or_lost(was, now, direction):
    (change,) = compared(verdict(BEFORE, was), verdict(NOW, now)).verdicts
    assert (change.direction, change.was, change.now) == (direction, was, now)


@pytest.mark.parametrize("word", ["met", "not_met", "no_data"])
def test_a_verdict_that_stays_is_no_change(word):
    assert compared(verdict(BEFORE, word), verdict(NOW, word)).verdicts == ()


def test_a_loss_is_never_netted_against_a_gain():
    changes = compared(
        verdict(BEFORE, "met"),
        verdict(BEFORE, "not_met", criterion="2"),
        verdict(NOW, "not_met"),
        verdict(NOW, "met", criterion="2"),
    )
    gained, lost = (changes.moved("s", each, "c1") for each in (Direction.GAINED, Direction.LOST))
    assert ([c.code for c in gained], [c.code for c in lost]) == (["2"], ["1"])
    assert changes.ahead("s") == []


def test_other_months_take_no_part():
    between = verdict(Period(2022, 7), "met")
    assert compared(between, verdict(BEFORE, "not_met"), verdict(NOW, "not_met")).verdicts == ()


def test_a_change_is_provisional_when_either_verdict_was():
    (change,) = compared(verdict(BEFORE, "not_met", provisional=True), verdict(NOW, "met")).verdicts
    assert change.provisional


@pytest.mark.parametrize(
    "doubt", [{"unchecked": True}, {"discrepancy": "disagree"}, {"levels_differ": True}], ids=str
)
def test_what_is_not_sure_of_a_verdict_is_carried(doubt):
    (change,) = compared(verdict(BEFORE, "met"), verdict(NOW, "not_met", **doubt)).verdicts
    assert {name: getattr(change, name) for name in doubt} == doubt


def test_what_a_commune_comes_to_say_of_itself_is_a_change_and_nothing_gained():
    (change,) = compared(verdict(BEFORE, "no_data"), verdict(NOW, "no_data", unchecked=True)).verdicts
    assert (change.direction, change.unchecked) == (Direction.OTHER, True)


def test_a_set_a_commune_is_newly_held_against_gains_nothing_and_one_that_ends_loses_nothing():
    (new,) = compared(verdict(NOW, "met", set="advanced")).verdicts
    (gone,) = compared(verdict(BEFORE, "met", set="advanced")).verdicts
    assert (new.direction, gone.direction) == (Direction.NEW, Direction.GONE)


def test_a_new_set_of_a_role_is_named_and_neither_gained_nor_lost():
    sets = (
        SetInForce("standard", "old", Period(2021, 12), BEFORE),
        SetInForce("standard", "s", NOW, None),
    )
    changes = compared(verdict(BEFORE, "met", set="old"), verdict(NOW, "not_met"), sets=sets)
    assert changes.sets == (("old", "s"),)
    assert {change.direction for change in changes.verdicts} == {Direction.NEW, Direction.GONE}
    assert changes.comparable("s") == frozenset()


def test_a_commune_merged_in_between_is_not_compared():
    rows = (verdict(BEFORE, "met"), verdict(NOW, "no_data"))
    (change,) = compared(*rows, merger=merged("c2", "c1")).verdicts
    assert (change.direction, change.reason) == (Direction.MERGED, ChangeReason.MERGED)
    (change,) = compared(*rows, merger=merged("c2", "c1", "2022-08-01")).verdicts
    assert change.direction is Direction.LOST


def test_communes_ahead_gained_more_than_they_lost_the_most_first():
    def course(commune, criterion, was, now):
        cells = {"commune": commune, "criterion": criterion}
        return verdict(BEFORE, was, **cells), verdict(NOW, now, **cells)

    changes = compared(
        *course("c3", "1", "not_met", "met"),
        *course("c1", "3", "not_met", "met"),
        *course("c1", "5", "not_met", "met"),
        *course("c1", "9", "not_met", "met"),
        *course("c1", "17", "met", "not_met"),
        *course("c2", "3", "met", "met"),
        *course("c4", "3", "not_met", "met"),
        *course("c4", "5", "met", "not_met"),
    )
    found = [(c, [g.code for g in gained], [x.code for x in lost]) for c, gained, lost in changes.ahead("s")]
    assert found == [("c1", ["3", "5", "9"], ["17"]), ("c3", ["1"], [])]


@pytest.mark.parametrize(
    ("was", "now", "direction"),
    [
        (None, {}, Direction.GAINED),
        ({"awaiting": True}, {}, Direction.GAINED),
        ({}, None, Direction.LOST),
        ({}, {"awaiting": True}, Direction.LOST),
        (None, {"awaiting": True}, Direction.OTHER),
        ({"awaiting": True}, None, Direction.OTHER),
    ],
)
def test_a_recognition_comes_with_its_decision_and_goes_with_it(was, now, direction):
    rows = [recognised(month, **cells) for month, cells in ((BEFORE, was), (NOW, now)) if cells is not None]
    (change,) = compared(*rows, table="recognised").recognitions
    assert (change.kind, change.direction) == (ChangeKind.RECOGNITION, direction)
    (change,) = compared(*rows, table="recognised", merger=merged("c2", "c1")).recognitions
    assert change.direction is Direction.MERGED


@pytest.mark.parametrize(
    ("was", "now", "reason"),
    [
        ({}, {"num": 2}, ChangeReason.NONE),
        ({}, {"stale": True}, ChangeReason.STALE),
        ({}, {"late": True}, ChangeReason.LATE),
        ({"late": True}, {"late": True, "num": 2}, ChangeReason.NONE),
        ({}, {"threshold_num": 96}, ChangeReason.THRESHOLD),
        ({}, {"threshold_num": 96, "num": 2}, ChangeReason.NONE),
    ],
)
def test_a_change_the_value_does_not_explain_has_its_reason(was, now, reason):
    rows = value(BEFORE, "met", **was), value(NOW, "not_met", **now)
    (change,) = compared(*rows, table="indicators").measured
    assert change.reason is reason


def test_a_value_of_one_month_only_or_of_a_merged_commune_is_not_compared():
    assert compared(value(NOW, "met"), table="indicators").measured == ()
    rows = value(BEFORE, "met"), value(NOW, "not_met")
    assert compared(*rows, table="indicators", merger=merged("c2", "c1")).measured == ()


@pytest.mark.parametrize(
    ("course", "months"),
    [("✓✗✓", [8, 9]), ("✗✓✗", [8, 9]), ("✓✗✗", None), ("✗✗✓", None), ("✓✓✓", None)],
)
def test_what_changed_and_changed_back_is_found_between_the_ends(course, months):
    rows = [
        verdict(Period(2022, 7 + n), "met" if mark == "✓" else "not_met") for n, mark in enumerate(course)
    ]
    changes = compared(*rows)
    found = Changes(changes.data, changes.results, Period(2022, 7), NOW).back_and_forth("s")
    assert [[month.month for month in one.months] for one in found] == ([months] if months else [])
    assert all(one.met is (course[0] == "✓") for one in found)


def course_of(marks, first=6, **cells):
    """Gives a criterion's verdicts month by month from June on: ✓ met, ✗ not."""
    return [
        verdict(Period(2022, first + n), "met" if mark == "✓" else "not_met", **cells)
        for n, mark in enumerate(marks)
    ]


@pytest.mark.parametrize(
    ("rows", "merger"),
    [
        (course_of("✗✓✓✓✗", first=5), None),  # what changed before the first month is none of it
        (course_of("✓✓✓✗✓"), None),  # nor is what changes after the last
        (course_of("✓✗✓✓", set="other"), None),
        (course_of("✓✗✓"), None),  # of a commune that is no more
        (course_of("✓✗✓✓"), merged("c2", "c1")),
    ],
    ids=["before", "after", "another set", "no more", "merged"],
)
def test_back_and_forth_is_looked_for_between_the_months_in_the_set_and_in_units_that_stayed(rows, merger):
    merger = merger or (NOBODY, None)
    other = verdict(NOW, "met", commune="c9")
    changes = compared(*rows, other, merger=merger)
    assert Changes(changes.data, changes.results, Period(2022, 6), NOW).back_and_forth("s") == ()


def test_back_and_forth_is_told_in_the_order_of_the_results():
    courses = [("c2", "9"), ("c2", "15"), ("c1", "9")]
    rows = [row for c, code in courses for row in course_of("✓✗✓✓", commune=c, criterion=code)]
    changes = compared(*rows)
    found = Changes(changes.data, changes.results, Period(2022, 6), NOW).back_and_forth("s")
    assert [(one.commune, one.criterion) for one in found] == courses


def test_communes_are_comparable_that_the_set_held_in_both_months():
    rows = [
        *course_of("✓✓", first=8, commune="c1"),
        *course_of("✓", first=8, commune="c2"),
        *course_of("✓", first=9, commune="c3"),
        *course_of("✓✓", first=8, commune="c4", set="other"),
        *course_of("✓✓", first=8, commune="c5"),
        *course_of("✓✓", first=7, commune="c7"),
    ]
    assert compared(*rows).comparable("s") == {"c1", "c5"}
    assert compared(*rows, merger=merged("c6", "c5")).comparable("s") == {"c1"}


@pytest.mark.parametrize(
    ("now", "changed"), [({}, 0), ({"num": 2}, 1), ({"verdict": "not_met"}, 1), ({"num": 2, "den": 2}, 0)]
)
def test_an_indicator_changes_with_its_value_or_its_verdict(now, changed):
    rows = value(BEFORE, "met"), value(NOW, "met") | now
    assert len(compared(*rows, table="indicators").measured) == changed


@pytest.mark.parametrize("missing", ["num", "den"])
def test_a_value_of_which_one_number_is_missing_is_none(missing):
    rows = value(BEFORE, "no_data", **{missing: None}), value(NOW, "met", num=2)
    (change,) = compared(*rows, table="indicators").measured
    assert (change.was_value, change.now_value) == (None, 2)


def test_of_a_merged_commune_nothing_is_told_of_the_threshold():
    rows = verdict(BEFORE, "met", provisional=True), verdict(NOW, "no_data", provisional=True)
    (change,) = compared(*rows, merger=merged("c2", "c1")).verdicts
    assert not change.provisional


def progress(value=1, status="slow", **doubts):
    """Gives a target followed to a month."""
    shown = {"provisional": False, "illustrative": False, "preliminary": False} | doubts
    target = SimpleNamespace(id="t", set="s", unit="communes")
    return SimpleNamespace(target=target, value=value, status=status, **shown)


def targets_compared(monkeypatch, was, now, merger=(NOBODY, None)):
    followed = {BEFORE: (was,), NOW: (now,)}
    monkeypatch.setattr("ntm_analysis.judge.changes.follow_targets", lambda *of: followed[of[-1]])
    data = SimpleNamespace(sets=SETS, unit_changes=merger[0], communes=merger[1])
    return Changes(data, SimpleNamespace(), BEFORE, NOW).targets


@pytest.mark.parametrize(
    ("now", "changed"), [({}, 0), ({"value": 2}, 1), ({"status": "hard"}, 1), ({"provisional": True}, 0)]
)
def test_a_target_changes_with_its_value_or_its_status(monkeypatch, now, changed):
    assert len(targets_compared(monkeypatch, progress(), progress(**now))) == changed


@pytest.mark.parametrize("doubt", ["provisional", "illustrative"])
@pytest.mark.parametrize("marked", [(True, False), (False, True), (False, False)])
def test_a_targets_change_has_the_doubts_of_either_month(monkeypatch, doubt, marked):
    was, now = (progress(number, **{doubt: is_marked}) for number, is_marked in enumerate(marked))
    (change,) = targets_compared(monkeypatch, was, now)
    assert getattr(change, doubt) is any(marked)


def test_a_targets_change_says_that_units_merged_in_between(monkeypatch):
    moved = progress(1), progress(2)
    (change,) = targets_compared(monkeypatch, *moved, merger=merged("c2", "c1"))
    assert change.reason is ChangeReason.MERGED
    (change,) = targets_compared(monkeypatch, *moved)
    assert change.reason is ChangeReason.NONE


@pytest.mark.parametrize("which", [0, 1])
def test_a_measured_change_is_provisional_when_either_verdict_was(which):
    rows = [value(BEFORE, "not_met"), value(NOW, "met", num=2)]
    rows[which]["provisional"] = True
    (change,) = compared(*rows, table="indicators").measured
    assert change.provisional
