"""A value among those of the other communes, and its way over the months."""

from fractions import Fraction
from types import SimpleNamespace

import pandas as pd
import pytest

from ntm_analysis.language import Language
from ntm_analysis.model import Period
from ntm_analysis.say.position import course, position

NOW = Period(2022, 9)


def part(
    commune, value, *, month=NOW, verdict="met", rule="at_least", unit="percent", threshold=90, sex="total"
):
    return {
        "commune": commune, "set": "s", "part": "15.1", "month": month.number, "num": value, "den": 1,
        "verdict": verdict, "rule": rule, "unit": unit, "sex": sex, "threshold_num": threshold,
        "threshold_den": 1, "status": "official", "provisional": False, "late": False, "confidence": "high",
        "illustrative": False, "sent_month": month.number,
    }  # fmt: skip


@pytest.fixture
def asked():
    """Asks for the first commune's figure among rows of parts."""

    def run(fact, *rows):
        table = pd.DataFrame(rows).astype({"num": object, "threshold_num": object})
        now = table[table["month"] == NOW.number]
        view = SimpleNamespace(
            now=SimpleNamespace(parts=now), course=SimpleNamespace(parts=table), period=NOW,
            place=SimpleNamespace(code="1"), words=Language.load("vi"),
        )  # fmt: skip
        view.remembered, view.adjusted = {}, frozenset()
        return fact(view, next(now[now["commune"] == "1"].itertuples(index=False)))

    return run


def test_the_best_is_first_where_more_is_better_and_last_where_less_is(asked):
    rows = [(1, 95), (2, 90), (3, 85)]
    assert asked(position, *(part(str(n), v) for n, v in rows)).text == "thứ 1/3"
    shown = asked(position, *(part(str(n), v, rule="at_most") for n, v in rows))
    assert shown.text == "thứ 3/3"
    assert shown.own[0] == 0


def test_from_the_worst_to_the_best_with_the_threshold_where_it_lies(asked):
    shown = asked(position, part("1", 85), part("2", 95), part("3", 80, threshold=90))
    assert [x for x, _ in shown.points] == [Fraction(1, 3), 1, 0]
    assert shown.own[0] == Fraction(1, 3)
    assert shown.line == Fraction(2, 3)
    beyond = asked(position, part("1", 85), part("2", 80))
    assert (beyond.own[0], beyond.line) == (Fraction(1, 2), 1)


def test_equal_values_share_a_rank(asked):
    assert asked(position, part("1", 90), part("2", 90), part("3", 95)).text == "cùng thứ 2/3"
    assert asked(position, part("1", 90), part("2", 90)) == ""


def test_who_has_no_value_or_one_too_old_is_in_no_rank(asked):
    rows = part("2", 99, verdict="no_data"), part("3", None, verdict="no_data"), part("4", 80)
    assert asked(position, part("1", 90), *rows).text == "thứ 1/2"
    assert asked(position, part("1", 90, verdict="no_data"), part("2", 80), part("3", 70)) == ""


@pytest.mark.parametrize("unit", ["yes_no", "level"])
def test_what_is_no_quantity_has_neither_rank_nor_course(asked, unit):
    rows = part("1", 1, unit=unit), part("2", 0, unit=unit), part("1", 0, unit=unit, month=Period(2022, 8))
    assert asked(position, *rows) == asked(course, *rows) == ""


def test_a_course_begins_with_its_first_month_and_ends_with_the_present(asked):
    months = (Period(2022, 7), 80), (Period(2022, 8), 85), (NOW, 90), (Period(2022, 10), 99)
    shown = asked(course, *(part("1", value, month=month) for month, value in months))
    assert shown.text == "từ 80% (7/2022)"
    assert shown.points == ((0, 0), (Fraction(1, 2), Fraction(1, 2)), (1, 1))
    assert shown.own == (1, 1)


def test_a_course_without_movement_says_since_when(asked):
    rows = part("1", 90, month=Period(2022, 7)), part("1", 90)
    assert asked(course, *rows) == "không đổi từ 7/2022"
    assert asked(course, part("1", 90)) == ""


def test_a_course_is_of_one_sex_and_never_leads_from_one_to_the_other(asked):
    rows = (
        part("1", 93, month=Period(2022, 7), sex="male"),
        part("1", 88, month=Period(2022, 8), sex="female"),
        part("1", 89, sex="female"),
    )
    assert asked(course, *rows).text == "từ 88% (8/2022)"
    assert asked(course, *rows[::2]) == ""
