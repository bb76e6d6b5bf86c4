"""Words, numbers and dates: complete in both languages, exact at every edge."""

import datetime as dt
import string
from collections import Counter
from enum import StrEnum
from fractions import Fraction
from importlib.resources import files

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from ntm_analysis import model
from ntm_analysis.language import CODES, Language
from ntm_analysis.model import Baseline, Period, Rule, Target, TargetKind, TargetSense, Text, Verdict
from ntm_analysis.model.decimals import decimals_needed, rounded
from ntm_analysis.read.words import GAP_UNITS, INDICATOR_UNITS, STATISTIC_UNITS

VI = Language.load("vi")
EN = Language.load("en")

SECTION_OF = {
    "Verdict": "verdict",
    "Level": "level",
    "Frequency": "frequency",
    "Confidence": "confidence",
    "Sex": "sex",
    "Status": "status",
}
# Lists that pages turn on and do not name.
NEVER_SAID = {"PlaceKind", "Rule", "TargetKind", "TargetSense"}
# Units of indicators, of statistics and of targets.
UNITS = {*INDICATOR_UNITS, *STATISTIC_UNITS, "communes", "criteria", "points", "areas"}


def sources(code):
    folder = files("ntm_analysis").joinpath("languages", code)
    return {file.name: file.read_text(encoding="utf-8") for file in folder.iterdir()}


def placeholders(text):
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def texts_of(node, prefix=""):
    """Walks the parsed nodes, where a key written twice still stands twice."""
    for key, value in node.value:
        if isinstance(value, yaml.MappingNode):
            yield from texts_of(value, f"{prefix}{key.value}.")
        else:
            yield prefix + key.value, value.value


def written(code):
    """Gives every key of a language's files with its text."""
    return [pair for text in sources(code).values() for pair in texts_of(yaml.compose(text))]


def test_both_languages_have_the_same_words_in_the_same_files():
    assert VI.keys == EN.keys == dict(written("vi")).keys()
    assert sorted(sources("vi")) == sorted(sources("en"))


def test_both_languages_fill_the_same_placeholders():
    vi, en = (dict(written(code)) for code in ("vi", "en"))
    assert [key for key in vi if placeholders(vi[key]) != placeholders(en[key])] == []


@pytest.mark.parametrize("code", CODES)
def test_every_word_is_written_once_and_not_empty(code):
    counted = Counter(key for key, _ in written(code))
    assert {key: times for key, times in counted.items() if times > 1} == {}
    assert [key for key, text in written(code) if not text.strip()] == []


@pytest.mark.parametrize("code", CODES)
def test_sections_stand_in_alphabetical_order(code):
    for text in sources(code).values():
        sections = list(yaml.safe_load(text))
        assert sections == sorted(sections)


# Directions of a change that a sentence of their own tells.
UNSAID = {"other", "new", "gone", "merged"}


def test_every_closed_list_of_the_model_is_translated():
    closed = {n: c for n, c in vars(model).items() if isinstance(c, type) and issubclass(c, StrEnum)}
    of_changes = {
        "ChangeKind": "difference.{}_title",
        "ChangeReason": "difference.reason_{}",
        "Direction": "difference.{}",
    }
    assert set(closed) == {*SECTION_OF, *of_changes, *NEVER_SAID}
    closed = {name: members for name, members in closed.items() if name not in NEVER_SAID}
    keys = {name: f"{section}.{{}}" for name, section in SECTION_OF.items()} | of_changes
    said = [keys[n].format(m) for n, c in closed.items() for m in c if m and m not in UNSAID]
    assert [key for key in said if key not in VI] == []


def test_every_unit_has_a_name_and_a_figure():
    shown = {key.partition(".")[2] for key in VI.keys if key.startswith(("unit_value.", "count."))}
    assert {*UNITS, *GAP_UNITS} - shown == {"yes_no"}
    assert [unit for unit in UNITS if f"unit.{unit}" not in VI] == []


def test_every_unit_of_a_gap_has_a_name():
    assert [unit for unit in GAP_UNITS if f"unit.{unit}" not in VI] == []


def test_a_missing_word_is_named():
    with pytest.raises(KeyError, match=r"verdict\.perhaps"):
        VI.word("verdict.perhaps")


def test_a_placeholder_left_unfilled_is_named():
    with pytest.raises(KeyError, match="date"):
        VI.word("page.cut_off")


def test_an_unknown_language_is_named():
    with pytest.raises(KeyError, match="fr"):
        Language.load("fr")


def test_a_language_is_loaded_once():
    assert Language.load("vi") is VI


@pytest.mark.parametrize(
    ("write", "vi", "en"),
    [
        (lambda w: w.percent(Fraction(175, 2)), "87,5%", "87.5%"),
        (lambda w: w.percent(90), "90%", "90%"),
        (lambda w: w.number(Fraction(211, 16)), "13,19", "13.19"),
        (lambda w: w.number(Fraction(27, 2)), "13,5", "13.5"),
        (lambda w: w.number(1234567), "1.234.567", "1,234,567"),
        (lambda w: w.number(Fraction(1, 3), 0), "0", "0"),
        (lambda w: w.number(5, 1), "5,0", "5.0"),
        (lambda w: w.amount(Fraction(-5), "points", 1).text, "-5,0 điểm phần trăm", "-5.0 percentage points"),
        (lambda w: w.count(1234, "households"), "1.234 hộ", "1,234 households"),
        (lambda w: w.count(47, "people"), "47 người", "47 people"),
        (lambda w: w.count(1, "people"), "1 người", "1 person"),
        (lambda w: w.count(0, "villages"), "0 thôn", "0 villages"),
        (lambda w: w.formal(7), "07", "7"),
        (lambda w: w.share(6, 16), "06/16", "6 of 16"),
        (lambda w: w.share(211, 304), "211/304", "211 of 304"),
        (lambda w: w.date(dt.date(2022, 1, 5)), "05/01/2022", "5 January 2022"),
        (lambda w: w.month(Period(2022, 9)), "tháng 9/2022", "September 2022"),
        (lambda w: w.short_month(Period(2022, 9)), "9/2022", "Sept 2022"),
        (lambda w: w.verdict(Verdict.NO_DATA), "chưa có số liệu", "no data"),
        (lambda w: w.text(Text("xã", "commune")), "xã", "commune"),
        (lambda w: w.measured(Fraction(1, 1), "yes_no").text, "đạt", "yes"),
        (lambda w: w.measured(Fraction(0, 1), "yes_no").text, "chưa", "no"),
        (lambda w: w.measured(Fraction(2, 1), "level").text, "mức độ 2", "level 2"),
        (
            lambda w: w.measured(Fraction(75, 2), "million_dong_per_person_year").text,
            "37,5 triệu đồng/người/năm",
            "37.5 million VND per person a year",
        ),
        (lambda w: w.measured(Fraction(1, 1), "households").text, "1 hộ", "1 household"),
        (lambda w: w.threshold(Fraction(13), "percent", Rule.AT_MOST), "≤ 13%", "≤ 13%"),
        (lambda w: w.threshold(Fraction(175, 2), "percent", "at_least"), "≥ 87,5%", "≥ 87.5%"),
        (lambda w: w.threshold(Fraction(1), "yes_no", "is_true"), "đạt", "yes"),
    ],
)
def test_figures_are_written_as_offices_write_them(write, vi, en):
    assert (write(VI), write(EN)) == (vi, en)


@pytest.mark.parametrize(
    ("value", "decimals", "expected"),
    [
        ("0.25", 1, "0.3"),
        ("0.249999", 1, "0.2"),
        ("-0.25", 1, "-0.3"),
        ("2.5", 0, "3"),
        ("0.1", 3, "0.1"),
        ("-0.04", 1, "0"),
    ],
)
def test_halves_are_rounded_away_from_zero(value, decimals, expected):
    assert rounded(Fraction(value), decimals) == Fraction(expected)


def test_a_figure_too_long_for_a_float_is_written_exactly():
    assert VI.number(Fraction(123456789012345678901, 1000), 3) == "123.456.789.012.345.678,901"


@pytest.mark.parametrize(
    ("value", "threshold", "rule", "shown"),
    [
        ("90", "90", "at_least", "90%"),
        ("89.9", "90", "at_least", "89,9%"),
        ("89.95", "90", "at_least", "89,95%"),
        ("89.999", "90", "at_least", "89,999%"),
        ("89.9994", "90", "at_least", "89,999%"),
        ("89.9995", "90", "at_least", "< 90%"),
        ("90.0001", "90", "at_least", "90,0%"),
        ("87.46", "87.5", "at_least", "87,46%"),
        ("87.4999", "87.5", "at_least", "< 87,5%"),
        ("24", "24", "at_most", "24%"),
        ("24.04", "24", "at_most", "24,04%"),
        ("24.0001", "24", "at_most", "> 24%"),
        ("23.99", "24", "at_most", "24,0%"),
        # A threshold finer than the figure: a met value must not look below it.
        ("12.342341", "12.342341", "at_least", "≥ 12,342341%"),
        ("12.345678", "12.345678", "at_most", "12,3%"),
        ("12.3456", "12.3456", "at_most", "12,3%"),
        ("12.36", "12.355", "at_most", "12,4%"),
        ("12.9999", "12.9999", "at_most", "≤ 12,9999%"),
    ],
)
def test_decimals_are_added_until_the_figure_falls_on_its_side(value, threshold, rule, shown):
    exact = Fraction(value)
    assert VI.measured(exact, "percent", Fraction(threshold), rule).text == shown


@given(
    exact=st.one_of(st.fractions(0, 200, max_denominator=20_000), st.integers(-3000, 3000)),
    threshold=st.one_of(
        st.integers(0, 200).map(Fraction), st.integers(0, 200_000_000).map(lambda n: Fraction(n, 10**6))
    ),
    rule=st.sampled_from([Rule.AT_LEAST, Rule.AT_MOST, Rule.LEVEL_AT_LEAST]),
    words=st.sampled_from([VI, EN]),
)
def test_what_is_shown_never_contradicts_the_verdict(exact, threshold, rule, words):
    if isinstance(exact, int):  # a few millionths beside the threshold
        exact = abs(threshold + Fraction(exact, 10**6))
    met = exact <= threshold if rule is Rule.AT_MOST else exact >= threshold
    shown = words.measured(exact, "percent", threshold, rule).text
    sign, _, figure = shown.rstrip("%").rpartition(" ")
    if words is VI:
        figure = figure.replace(".", "").replace(",", ".")
    read = Fraction(figure.replace(",", ""))
    if sign:
        assert (sign in {"≥", "≤"}) == met
        assert read == threshold
    else:
        assert (read <= threshold if rule is Rule.AT_MOST else read >= threshold) == met
        of_few = (Fraction(exact) / 100).denominator < 100  # then one more is a whole point
        assert abs(read - exact) <= (Fraction(1, 2) if of_few else Fraction(1, 20))


@given(st.integers(-(10**9), 10**9), st.integers(0, 6))
def test_a_value_is_written_with_no_more_decimals_than_it_needs(scaled, places):
    value = Fraction(scaled, 10**places)
    needed = decimals_needed(value, 6)
    assert rounded(value, needed) == value
    assert needed == 0 or rounded(value, needed - 1) != value


def target(unit, value, sense=TargetSense.REACH, denominator=None):
    """Gives a target of which only what its figures need is told."""
    start = Baseline(Fraction(0), dt.date(2021, 12, 31), printed=True)
    kind = {"points": TargetKind.POOR_RATE_CHANGE, "criteria": TargetKind.MEAN_CRITERIA}.get(unit)
    goal = (kind or TargetKind.RECOGNISED, sense, Fraction(value), unit, denominator, start)
    return Target("x", Text("Mục tiêu", "Target"), *goal, Period(2022, 12), "mục 4", "")


FALL = target("points", -5, TargetSense.FALL)
MEAN = target("criteria", "14.19", denominator=16)


@pytest.mark.parametrize(
    ("aim", "value", "goal", "shown"),
    [
        (FALL, "-5", "-5", "giảm 5,0 điểm phần trăm"),
        (FALL, "-4.96", "-5", "giảm 4,96 điểm phần trăm"),
        (FALL, "-4.9996", "-5", "giảm < 5,0 điểm phần trăm"),
        (FALL, "-5.04", "-5", "giảm 5,0 điểm phần trăm"),
        (FALL, "-2.58", "-5", "giảm 2,6 điểm phần trăm"),
        (FALL, "-4.96", None, "giảm 4,96 điểm phần trăm"),
        (target("points", 5, TargetSense.FALL), "-4.96", None, "giảm 4,96 điểm phần trăm"),
        (target("points", "-2.25", TargetSense.FALL), "-2.25", "-2.25", "giảm 2,25 điểm phần trăm"),
        (target("points", "-2.25", TargetSense.FALL), "-2.21", "-2.25", "giảm 2,2 điểm phần trăm"),
        (target("points", "-5.00041", TargetSense.FALL), "-5.000412", None, "giảm ≥ 5,00041 điểm phần trăm"),
        (FALL, "0", "-5", "0,0 điểm phần trăm"),
        (FALL, "0.04", "-5", "0,0 điểm phần trăm"),
        (FALL, "0.3", "-5", "tăng 0,3 điểm phần trăm"),
        (MEAN, "227/16", "227/16", "14,19"),
        (MEAN, "226/16", "227/16", "14,13"),
        (MEAN, "14.1865", "227/16", "14,187"),
        (MEAN, "14.189", "227/16", "14,19"),
        (MEAN, "227/16", None, "14,19"),
        (target("communes", 7, denominator=16), "6", "7", "06/16"),
        (target("communes", 7), "6", "7", "06"),
        (target("communes", 7, denominator=16), "6.5", "7", "6,5"),
        (MEAN, None, "227/16", "chưa có"),
    ],
)
def test_a_target_that_is_not_reached_never_looks_reached(aim, value, goal, shown):
    known = None if value is None else Fraction(value)
    assert VI.target_figure(aim, known, None if goal is None else Fraction(goal)) == shown


def test_a_change_in_points_is_told_by_its_direction_in_english_too():
    assert EN.target_figure(FALL, Fraction("-2.58")) == "down 2.6 percentage points"


@pytest.mark.parametrize(
    ("part", "of", "threshold", "shown"),
    [
        (17, 23, None, "74%"),
        (14, 16, None, "87,5%"),  # written in full
        (415, 471, None, "88,1%"),
        (65, 99, None, "66%"),
        (66, 101, None, "65,3%"),
        (9, 11, 82, "81,8%"),  # on its side of the threshold
        (9, 11, 80, "82%"),
    ],
)
def test_a_share_of_few_has_no_decimal_that_one_more_would_jump_over(part, of, threshold, shown):
    bound = None if threshold is None else Fraction(threshold)
    measured = VI.measured(Fraction(100 * part, of), "percent", bound, "at_least" if bound else None)
    assert measured.text == shown
