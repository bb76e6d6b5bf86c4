"""The commune among the communes: the finding on either side of the threshold, missing values."""

import pytest

from ntm_analysis.draw.strip import strip

from .conftest import NAMES, Picture, of_sex, part


def one(value, verdict, **given):
    return [part("1", "15.1", value, verdict, **given), part("2", "15.1", "93.1", "met")]


@pytest.mark.parametrize(
    ("value", "verdict", "said"),
    [
        ("88.2", "not_met", "88,2%, thấp hơn mức 90%; một nửa số xã từ 90,7% trở lên"),
        ("90", "met", "90%, bằng mức 90%; một nửa số xã từ 91,6% trở lên"),
        ("90.5", "met", "90,5%, cao hơn mức 90%; một nửa số xã từ 91,8% trở lên"),
        ("89.999999", "not_met", "< 90%, thấp hơn mức 90%; một nửa số xã từ 91,5% trở lên"),
        (None, "no_data", "chưa có số liệu; một nửa số xã từ 93,1% trở lên"),
    ],
)
def test_the_finding_states_value_threshold_and_median(make_view, value, verdict, said):
    found = Picture(strip(make_view("1", parts=one(value, verdict))))
    assert found.finding == f"Khánh Khê, chỉ tiêu 15.1: {said}."


def test_an_indicator_with_a_ceiling_is_missed_above_it(make_view):
    rows = [
        part("1", "11", 15, "not_met", threshold=13, rule="at_most"),
        part("2", "11", 9, "met", threshold=13),
    ]
    assert "15%, cao hơn mức 13%" in Picture(strip(make_view("1", "poverty", parts=rows))).finding


def test_the_finding_says_whose_value_decides(make_view):
    assert "88,2% (nữ)" in Picture(strip(make_view("1", parts=one("88.2", "not_met", sex="female")))).finding


def test_women_and_men_stand_apart_the_weaker_first(make_view):
    rows = one("88.2", "not_met", sex="female")
    by_sex = of_sex("1", "15.1", 911, 882, den=10)
    found = Picture(strip(make_view("1", parts=rows, observations=by_sex)))
    assert "88,2% (nữ), thấp hơn mức 90%, nam 91,1%; một nửa số xã" in found.finding
    assert "✗ Khánh Khê: 88,2% (nữ), 91,1% (nam)" in found.texts
    assert found.rows[0] == ["Khánh Khê", "88,2% (nữ), 91,1% (nam)"]


@pytest.mark.parametrize(
    "given",
    [{"status": "estimate"}, {"month": 9 + 2022 * 12}, {"num": None}],
    ids=["a forecast", "of a later month", "without a value"],
)
def test_a_sex_without_a_value_that_counts_is_not_set_apart(make_view, given):
    by_sex = of_sex("1", "15.1", 911, 882, den=10)
    by_sex[0] |= given
    html = strip(make_view("1", parts=one("88.2", "not_met", sex="female"), observations=by_sex)).html
    assert "(nam)" not in html


def test_figures_by_sex_that_are_not_those_judged_are_left_out(make_view):
    by_sex = of_sex("1", "15.1", 911, 870, den=10)
    html = strip(make_view("1", parts=one("88.2", "not_met", sex="female"), observations=by_sex)).html
    assert "87" not in html
    assert "(nam)" not in html


def test_the_description_states_every_quantity(make_view):
    said = Picture(strip(make_view("1"))).alternative
    assert "chỉ tiêu 15.1: 88,2%, thấp hơn mức 90%" in said
    assert "chỉ tiêu 15.4: 90%, bằng mức 90%" in said
    said = Picture(strip(make_view("184"))).alternative
    assert "15.4: ✓ 05 xã đạt." in said


def test_the_missed_indicator_is_told_first_and_the_others_named(make_view):
    rows = [part("1", "15.1", 95, "met"), part("1", "15.4", 40, "not_met")]
    assert Picture(strip(make_view("1", parts=rows))).finding.startswith("Khánh Khê, chỉ tiêu 15.4: 40%")
    rows = [part("1", "15.1", 80, "not_met"), part("1", "15.4", 40, "not_met")]
    assert Picture(strip(make_view("1", parts=rows))).finding.endswith("; cũng chưa đạt: 15.4.")


def test_a_missing_value_is_its_own_mark_and_never_zero(make_view):
    html = strip(make_view("5")).html
    assert "? Bình Phúc: chưa có số liệu" in html
    assert "Bình Phúc 0" not in html


def test_a_stale_value_is_shown_as_missing(make_view):
    assert "? Khánh Khê: chưa có số liệu" in strip(make_view("1", parts=one("95", "no_data"))).html


def test_the_threshold_is_named_and_marked_where_it_is_not_checked(make_view):
    found = Picture(strip(make_view("1")))
    assert "mức đạt ≥ 90% · trung vị 94,1%" in found.texts
    assert "mức đạt ≥ 90%* · trung vị 90%" in found.texts
    assert "* Mức đạt chuẩn chưa đối chiếu với văn bản." in found.notes


def test_an_indicator_without_threshold_says_so(make_view):
    rows = one("88.2", "no_threshold", threshold=None)
    rows[1] |= {"threshold_num": None, "threshold_den": None, "verdict": "no_threshold"}
    assert "chưa có mức đạt chuẩn" in Picture(strip(make_view("1", parts=rows)))


def test_the_district_sees_how_many_communes_miss_what(make_view):
    found = Picture(strip(make_view("184")))
    assert found.finding == "Chỉ tiêu 15.1: 01/05 xã dưới mức 90% (Khánh Khê)."
    assert "✓ 03 xã đạt · ✗ 01 xã chưa đạt (Khánh Khê)" in found
    assert "? 01 xã chưa có số liệu (Bình Phúc)" in found


def test_many_names_end_with_how_many_more(make_view):
    rows = [part(str(n), "15.1", 10, "not_met") for n in range(1, 10)]
    assert "và 2 xã khác" in Picture(strip(make_view("184", parts=rows))).finding


def test_the_overview_counts_criteria(make_view):
    assert (
        Picture(strip(make_view("1", None))).finding
        == "Khánh Khê: đạt 12/19 tiêu chí; một nửa số xã từ 14 tiêu chí trở lên."
    )
    assert strip(make_view("184", None)) is None  # its ranking has the same numbers with every name


@pytest.mark.parametrize(
    ("place", "area", "role", "parts"),
    [
        ("1", "health", "advanced", None),
        ("9", "health", "standard", None),
        ("1", "culture", "standard", None),
        ("1", "health", "standard", [part(c, "15.1", None, "no_data") for c in NAMES]),
        ("1", "health", "standard", [part("1", "15.2", 1, "met", unit="yes_no", rule="is_true")]),
    ],
    ids=["no advanced set", "town", "area without data", "nothing measured", "nothing in figures"],
)
def test_there_is_no_strip_where_it_does_not_apply(make_view, place, area, role, parts):
    assert strip(make_view(place, area, parts=parts), role) is None


def test_the_ends_of_a_row_are_named_where_a_value_lies_there(make_view):
    texts = Picture(strip(make_view("184"))).texts
    assert {"88,2%", "96%"} <= {*texts}  # of 15.1, which one commune misses
    assert texts.count("90%") == 0  # of 15.4, where all meet the threshold and none lies beyond


def test_every_commune_with_a_value_has_its_mark(make_view):
    assert Picture(strip(make_view("184"))).svg.count("<use") == 4 + 5
    assert Picture(strip(make_view("1"))).svg.count("<use") == 4 + 5
