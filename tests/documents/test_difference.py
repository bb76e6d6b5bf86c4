"""What changed between two periods, on a district small enough to count by hand."""

from fractions import Fraction

import pytest
from pandas import DataFrame

from ntm_analysis.documents.difference import Direction, Followed, Kind, Reason, _values, difference
from ntm_analysis.documents.wording import told
from ntm_analysis.judge import evaluate
from ntm_analysis.judge.targets import follow_targets
from ntm_analysis.language import Language
from ntm_analysis.model import Period
from ntm_analysis.say.view import View

BEFORE, NOW = Period(2022, 1), Period(2022, 2)
STANDARD, ADVANCED = "xa_ntm_2021_2025", "xa_ntm_nang_cao_2021_2025"


@pytest.fixture
def compared(tiny_dataset):
    """Compares January and February 2022 of the small district as a test has left it."""

    def compare(before=BEFORE, now=NOW):
        data = tiny_dataset.read()
        results = evaluate(data, until=now)
        followed = [Followed(results.at(p), follow_targets(data, results, p)) for p in (before, now)]
        changes = difference(*followed)
        view = View(data, results, followed[1].targets, data.places[0], now, Language.load("vi"))
        return changes, view

    return compare


def verdict(code, criterion, word, period="2022-02"):
    return f"{period},{code},{STANDARD},{criterion},{word},huyện rà soát,Biên bản,,có"


def of(changes, kind):
    return [change for change in changes if change.kind is kind]


def test_values_that_moved_are_told_exactly_and_those_that_did_not_are_not(compared):
    changes, _ = compared()
    values = of(changes, Kind.VALUE)
    assert {(c.place, c.code) for c in values if c.set == STANDARD} == {
        ("10001", "15.1"),
        ("10002", "15.1"),
        ("10003", "15.1"),
    }
    mine = next(c for c in values if c.place == "10001" and c.set == STANDARD)
    # Both sexes must hold, so the lower value counts: the women's, 891 and then 892 of 1000.
    assert (mine.was_value, mine.now_value) == (Fraction(891, 10), Fraction(892, 10))
    assert not of(changes, Kind.VERDICT)


def test_a_verdict_gained_and_one_lost_are_two_changes(tiny_dataset, compared):
    tiny_dataset.append("verdicts.csv", verdict("10002", 7, "chưa đạt"))
    tiny_dataset.append(
        "verdicts.csv", verdict("10003", 9, "chưa đạt", "2022-01"), verdict("10003", 9, "đạt")
    )
    changes, view = compared()
    found = {(c.place, c.code): c.direction for c in of(changes, Kind.VERDICT)}
    assert found == {("10002", "7"): Direction.LOST, ("10003", "9"): Direction.GAINED}
    lines = list(told(view, changes))
    assert "Kết quả tiêu chí: tăng 1, giảm 1, thay đổi khác 0" in lines
    assert any("Bình Yên, tiêu chí 7" in line and "đạt → chưa đạt (giảm)" in line for line in lines)


def test_nearly_met_is_neither_gained_nor_lost_against_not_met(tiny_dataset, compared):
    tiny_dataset.append(
        "verdicts.csv", verdict("10002", 7, "chưa đạt", "2022-01"), verdict("10002", 7, "cơ bản đạt")
    )
    changes, _ = compared()
    assert [c.direction for c in of(changes, Kind.VERDICT)] == [Direction.OTHER]


def test_a_recognition_and_the_set_it_opens_are_no_gained_criteria(tiny_dataset, compared):
    tiny_dataset.append(
        "recognitions.csv", "10002,ntm,2022,15/QĐ-UBND,2022-02-10,đã có quyết định,văn bản,Quyết định,có"
    )
    changes, view = compared()
    recognised = of(changes, Kind.RECOGNITION)
    assert [(c.place, c.was, c.now, c.direction) for c in recognised] == [
        ("10002", "", "recognised", Direction.GAINED)
    ]
    opened = [c for c in of(changes, Kind.VERDICT) if c.set == ADVANCED]
    assert {c.direction for c in opened} == {Direction.NEW}
    lines = list(told(view, changes))
    assert sum("không tính là tăng" in line for line in lines) == 1
    assert any("tăng 0, giảm 0" in line for line in lines)


def test_a_target_that_moved_is_told_with_both_figures(tiny_dataset, compared):
    tiny_dataset.append("verdicts.csv", verdict("10002", 15, "chưa đạt"))
    changes, view = compared()
    (target,) = of(changes, Kind.TARGET)
    assert (target.code, target.was_value, target.now_value) == ("health", 3, 2)
    assert (target.was, target.now) == ("reached", "waiting")
    assert any("03/03 → 02/03" in line for line in told(view, changes))


@pytest.mark.parametrize(
    ("was", "now", "reason"),
    [
        ({}, {"num": 2}, Reason.NONE),
        ({}, {"stale": True}, Reason.STALE),
        ({}, {"late": True}, Reason.LATE),
        ({"late": True}, {"late": True, "num": 2}, Reason.NONE),
        ({}, {"threshold_num": 96}, Reason.THRESHOLD),
        ({}, {"threshold_num": 96, "num": 2}, Reason.NONE),
    ],
)
def test_a_change_the_value_does_not_explain_has_its_reason(was, now, reason):
    row = {"commune": "c", "set": "s", "indicator": "1", "num": 1, "den": 1, "unit": "percent"}
    row |= {"threshold_num": 95, "threshold_den": 1, "rule": "at_least", "late": False, "stale": False}
    row |= {"provisional": False, "illustrative": False, "verdict": "met"}
    rows = [
        DataFrame([row | {"verdict": verdict} | over]) for verdict, over in (("met", was), ("not_met", now))
    ]
    (change,) = _values(*rows)
    assert change.reason is reason


def test_nothing_changed_is_said(compared):
    _, view = compared()
    assert list(told(view, ())) == ["Không có thay đổi."]


def test_a_value_shown_never_contradicts_its_verdict(tiny_dataset, compared):
    # 908 of 1009 are 89,99%, which rounded to one decimal would be 90,0% and meet the threshold.
    tiny_dataset.replace(
        "observations.csv",
        f"2022-02,10001,{STANDARD},15.1,nữ,,892,1000",
        f"2022-02,10001,{STANDARD},15.1,nữ,,908,1009",
    )
    changes, view = compared()
    line = next(line for line in told(view, changes) if "An Hòa, chỉ tiêu 15.1" in line)
    assert "89,1% → 89,99%; chưa đạt" in line
