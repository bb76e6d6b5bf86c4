"""A number with its format shows what the page shows, and is the exact value all the same."""

from fractions import Fraction
from types import SimpleNamespace

import pandas as pd
import pytest

from ntm_analysis.language import Language
from ntm_analysis.publish.sheet import cell_of, literal
from ntm_analysis.say import marks
from ntm_analysis.say.indicators import FACTS
from ntm_analysis.say.targets import FACTS as OF_TARGETS
from ntm_analysis.say.texts import text_of
from ntm_analysis.say.words import Weight
from tests.spreadsheet import shown

WORDS = Language.load("vi")
VIEW = SimpleNamespace(words=WORDS, adjusted=frozenset())


def row(num, den=1, *, threshold=90, rule="at_least", unit="percent", **more):
    columns = {
        "num": num,
        "den": den,
        "threshold_num": threshold,
        "threshold_den": 1,
        "rule": rule,
        "unit": unit,
        **dict.fromkeys(("sent_month", "commune", "set", "part"), ""),
    }
    return SimpleNamespace(**columns, **more)


@pytest.mark.parametrize(
    ("measured", "value", "told"),
    [
        (row(175, 2), Fraction(7, 8), "87,5%"),
        (row(90), Fraction(9, 10), "90%"),
        (row(8999, 100), Fraction(8999, 10000), "89,99%"),
        (row(899999, 10000), Fraction(899999, 1000000), "< 90%"),
        (row(130001, 10000, threshold=13, rule="at_most"), Fraction(130001, 1000000), "> 13%"),
        (
            row(284, 10, unit="million_dong_per_person_year", threshold=36),
            Fraction(284, 10),
            "28,4 triệu đồng/người/năm",
        ),
        (row(1, unit="yes_no", rule="is_true", threshold=1), "đạt", "đạt"),
        (row(pd.NA, pd.NA), "chưa có số liệu", "chưa có số liệu"),
    ],
)
def test_a_value_is_exact_and_shown_on_its_side_of_the_threshold(measured, value, told):
    cell = cell_of(WORDS, marks.measured(VIEW, measured))
    assert (cell.value, shown(cell)) == (value, told)


def test_missing_is_words_and_never_nought():
    cell = cell_of(WORDS, marks.measured(VIEW, row(pd.NA, pd.NA)))
    assert (cell.value, cell.look) == ("chưa có số liệu", Weight.QUIET)


@pytest.mark.parametrize(
    ("confidence", "threshold", "rule", "told"),
    [
        ("verified", 90, "at_least", "≥ 90%"),
        ("unverified-high", 13, "at_most", "≤ 13%*"),
        ("unknown", pd.NA, "at_least", "chưa rõ"),
    ],
)
def test_a_threshold_shows_its_direction_and_whether_it_was_checked(confidence, threshold, rule, told):
    bound = marks.threshold(VIEW, row(50, threshold=threshold, rule=rule, confidence=confidence))
    assert shown(cell_of(WORDS, bound)) == told


@pytest.mark.parametrize(
    ("gap", "value", "told", "unit"),
    [
        ({"gap_count": 13, "gap_unit": "people"}, 13, "thiếu 13 người", "người"),
        (
            {"gap_count": 13, "gap_unit": "people", "gap_women": 11},
            13,
            "thiếu 13 người (11 nữ, 2 nam)",
            "người",
        ),
        ({"gap_count": 1234, "gap_unit": "households"}, 1234, "thiếu 1.234 hộ", "hộ"),
        ({"gap_num": 21, "gap_den": 4}, Fraction(53, 10), "thiếu 5,3 điểm phần trăm", "điểm phần trăm"),
        ({}, "", "", ""),
    ],
)
def test_a_gap_is_a_number_with_its_unit_beside(gap, value, told, unit):
    none = dict.fromkeys(("gap_count", "gap_women", "gap_num", "gap_den"), pd.NA) | {"gap_unit": ""}
    part = row(80, **none | gap)
    cell = cell_of(WORDS, marks.gap(VIEW, part))
    assert (cell.value, shown(cell), FACTS["gap_unit"](VIEW, part)) == (value, told, unit)


@pytest.mark.parametrize("text", ['đạt "mức" 2', "", "100%", "a;b"])
def test_any_text_can_stand_in_a_format(text):
    assert shown(SimpleNamespace(value=5, format=literal(text) + "0")) == f"{text}5"


def test_every_value_of_the_shipped_data_is_shown_as_on_the_pages(van_quan_book):
    view, words = van_quan_book.view, van_quan_book.view.words
    parts = view.now.parts
    rows = list(marks.records(parts[parts["num"].notna()]))
    assert len(rows) > 300
    for each in rows:
        for fact in ("value", "threshold", "gap"):
            cell = FACTS[fact](view, each)
            assert shown(cell_of(words, cell)) == text_of(words, cell)


def test_every_target_s_figure_is_shown_as_on_the_pages(van_quan_book):
    view, words = van_quan_book.view, van_quan_book.view.words
    for progress in view.targets:
        for fact in ("baseline", "goal", "now", "missing", "estimate"):
            cell = OF_TARGETS[fact](view, progress)
            assert shown(cell_of(words, cell)) == text_of(words, cell)
