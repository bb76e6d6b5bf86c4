"""A number with its format shows what the page shows, and is the exact value all the same."""

from fractions import Fraction
from types import SimpleNamespace

import pandas as pd
import pytest

from ntm_analysis.language import Language
from ntm_analysis.publish.sheet import Look
from ntm_analysis.publish.xlsx import cell_of, literal
from ntm_analysis.say import marks
from ntm_analysis.say.targets import FACTS
from ntm_analysis.say.words import text_of
from ntm_analysis.workbook import figures
from tests.spreadsheet import shown

WORDS = SimpleNamespace(words=Language.load("vi"))


def row(num, den=1, *, threshold=90, rule="at_least", unit="percent", **more):
    columns = {
        "num": num,
        "den": den,
        "threshold_num": threshold,
        "threshold_den": 1,
        "rule": rule,
        "unit": unit,
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
        (row(284, 10, unit="million_dong_per_person_year", threshold=36), Fraction(284, 10), "28,4"),
        (row(1, unit="yes_no", rule="is_true", threshold=1), "có", "có"),
        (row(pd.NA, pd.NA), "chưa có số liệu", "chưa có số liệu"),
    ],
)
def test_a_value_is_exact_and_shown_on_its_side_of_the_threshold(measured, value, told):
    cell = figures.measured(WORDS, measured)
    assert (cell.value, shown(cell)) == (value, told)


def test_missing_is_words_and_never_nought():
    cell = figures.measured(WORDS, row(pd.NA, pd.NA))
    assert (cell.value, cell.look) == ("chưa có số liệu", Look.QUIET)


@pytest.mark.parametrize(
    ("confidence", "threshold", "rule", "told"),
    [
        ("verified", 90, "at_least", "≥ 90%"),
        ("unverified-high", 13, "at_most", "≤ 13%*"),
        ("unknown", pd.NA, "at_least", "chưa rõ"),
    ],
)
def test_a_threshold_shows_its_direction_and_whether_it_was_checked(confidence, threshold, rule, told):
    cell = figures.threshold(WORDS, row(50, threshold=threshold, rule=rule, confidence=confidence))
    assert shown(cell) == told


@pytest.mark.parametrize(
    ("gap", "told"),
    [
        ({"gap_count": 13, "gap_unit": "people", "gap_num": 1, "gap_den": 2}, ("thêm 13", "người")),
        ({"gap_count": 1234, "gap_unit": "households", "gap_num": 1, "gap_den": 2}, ("thêm 1.234", "hộ")),
        ({"gap_count": pd.NA, "gap_unit": "", "gap_num": 21, "gap_den": 4}, ("thêm 5,3", "điểm phần trăm")),
        ({"gap_count": pd.NA, "gap_unit": "", "gap_num": pd.NA, "gap_den": pd.NA}, ("", "")),
    ],
)
def test_a_gap_is_a_number_with_its_unit_beside(gap, told):
    cell, unit = figures.gap(WORDS, row(80, **gap))
    assert (shown(cell), unit.value) == told


@pytest.mark.parametrize("text", ['đạt "mức" 2', "", "100%", "a;b"])
def test_any_text_can_stand_in_a_format(text):
    assert shown(SimpleNamespace(value=5, format=literal(text) + "0")) == f"{text}5"


def test_every_value_of_the_shipped_data_is_shown_as_on_the_pages(van_quan_book):
    view = van_quan_book.view
    parts = view.now.parts
    rows = list(marks.records(parts[parts["num"].notna()]))
    assert len(rows) > 300
    for each in rows:
        page = marks.shown_value(view, each)
        told = shown(figures.measured(view, each))
        assert page == told or page.startswith(f"{told} ") or page.endswith(f" {told}"), (page, told)


def test_every_target_s_figure_is_shown_as_on_the_pages(van_quan_book):
    view, words = van_quan_book.view, van_quan_book.view.words
    for progress in view.targets:
        for fact in ("baseline", "goal", "now", "missing", "estimate"):
            cell = FACTS[fact](view, progress)
            assert shown(cell_of(words, cell)) == text_of(words, cell)
