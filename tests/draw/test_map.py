"""The map: verdicts by sign as well as fill, names, the commune's own outline."""

from itertools import pairwise

import pytest

from ntm_analysis.draw.canvas import WIDTH
from ntm_analysis.draw.map import GROUPS, UnitName, choropleth, push_apart
from ntm_analysis.model import Verdict
from ntm_analysis.say.palette import MARKS

from .conftest import Picture

ALL_MET = dict.fromkeys("12345", "met")


def test_each_commune_carries_its_name_and_the_sign_of_its_verdict_the_town_its_name(make_view):
    found = Picture(choropleth(make_view("184")))
    for label in ("Khánh Khê ✗", "Tràng Các ≈", "Điềm He ✓", "Bình Phúc ?"):
        assert label in found
    assert "Văn Quan ✓ 02 xã đạt" in found  # the legend follows


def test_missing_data_are_hatched(make_view):
    assert "<pattern" in Picture(choropleth(make_view("184"))).svg
    known = {**ALL_MET, "1": "not_met", "2": "not_met"}
    assert "<pattern" not in Picture(choropleth(make_view("184", verdicts=known))).svg


def test_the_finding_counts_and_names_those_that_do_not_meet(make_view):
    found = Picture(choropleth(make_view("184")))
    assert found.finding == "02/05 xã đạt tiêu chí 15; còn lại: Khánh Khê, Tràng Các, Bình Phúc."
    assert {"✓ 02 xã đạt", "✗ 01 xã chưa đạt", "? 01 xã chưa có số liệu"} <= {*found.texts}


def test_where_at_most_one_commune_differs_a_sentence_says_more(make_view):
    assert choropleth(make_view("184", verdicts=ALL_MET)) is None
    assert choropleth(make_view("184", verdicts={**ALL_MET, "1": "not_met"})) is None


def test_the_overview_writes_the_number_of_criteria_and_groups(make_view):
    found = Picture(choropleth(make_view("184", None)))
    assert "Điềm He 19" in found
    groups = ("19 tiêu chí: 1 xã", "15-18 tiêu chí: 1 xã", "10-14 tiêu chí: 2 xã", "5-9 tiêu chí: 1 xã")
    assert set(groups) <= set(found.texts)
    assert found.finding == "1 xã đủ 19 tiêu chí, 1 xã dưới 10 tiêu chí."
    assert {*groups} <= {*found.texts}


def test_there_is_no_map_for_a_commune_or_without_boundaries(make_view):
    assert choropleth(make_view("1")) is None
    assert choropleth(make_view("9")) is None
    view = make_view("184")
    view.data.boundaries = {}
    assert choropleth(view) is None


def test_more_criteria_are_darker_in_grey_print_too():
    steps = [lightness(fill) for fill in GROUPS.values()]
    assert steps == sorted(steps)
    assert min(b - a for a, b in pairwise(steps)) > 9


def test_names_that_run_into_each_other_are_pushed_apart():
    labels = [UnitName(100, 100 + n, ["x"], width=60, height=26) for n in range(3)]
    push_apart(labels)
    labels.sort(key=lambda label: label.y)
    assert all(b.y - a.y >= 25.5 for a, b in pairwise(labels))


def test_no_name_leaves_the_picture():
    label = UnitName(350, 100, ["x"], width=60, height=13)
    push_apart([label])
    assert label.x == WIDTH - 30


def lightness(colour):
    red, green, blue = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("kind", ["colour", "fill"])
def test_met_and_not_met_differ_in_grey_print_too(kind):
    met, not_met = (lightness(getattr(MARKS[v], kind)) for v in (Verdict.MET, Verdict.NOT_MET))
    assert abs(met - not_met) > 20


def test_every_verdict_has_its_own_sign():
    assert set(MARKS) == set(Verdict)
    assert len({mark.symbol for mark in MARKS.values()}) == len(Verdict)
