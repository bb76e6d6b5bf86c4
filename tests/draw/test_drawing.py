"""A picture written by hand: escaped, grouped, within its bounds."""

import re

import pytest

from ntm_analysis.draw.drawing import Caption, Drawing, Label, number
from ntm_analysis.draw.style import RIGHT
from ntm_analysis.language import Language
from ntm_analysis.model import Verdict

WORDS = Language.load("vi")


def test_words_and_looks_are_escaped():
    drawing = Drawing("x", WORDS)
    drawing.text(1, 2, "<b>&</b>")
    drawing.line(0, 0, 1, 1, colour='"><script>')
    assert "<text" in drawing.content()
    assert "<b>" not in drawing.content()
    assert "<script>" not in drawing.content()
    assert "&lt;b&gt;&amp;&lt;/b&gt;" in drawing.content()


def test_what_is_alike_stands_in_one_group():
    drawing = Drawing("x", WORDS)
    for y in (10, 20):
        drawing.box(0, y, 5, 5, fill="#abc")
    drawing.box(0, 30, 5, 5, fill="#def")
    assert drawing.content().count("<g ") == 2
    assert drawing.content().count("#abc") == 1


@pytest.mark.parametrize("illustrative", [True, False])
def test_only_illustrative_pictures_say_so_above_themselves(illustrative):
    drawing = Drawing("x", WORDS, illustrative=illustrative)
    assert ("SỐ LIỆU MINH HỌA" in drawing.content()) == illustrative
    bounds = "0 -16 360 116" if illustrative else "0 0 360 100"
    assert f'viewBox="{bounds}"' in drawing.show(100, Caption("", "", (), ())).html


def test_the_hatch_of_missing_data_is_there_where_it_is_used_and_named_after_the_picture():
    drawing = Drawing("strip", WORDS)
    assert "<pattern" not in drawing.content()
    drawing.missing_box(0, 0, 10, 10)
    assert '<pattern id="strip-hatch"' in drawing.content()
    assert 'fill="url(#strip-hatch)"' in drawing.content()


def test_every_verdict_has_a_shape_and_met_and_not_met_differ_in_it():
    shapes = {}
    for verdict in Verdict:
        drawing = Drawing("x", WORDS)
        drawing.sign(10, 10, verdict)
        shapes[verdict] = re.search(r"<(circle|rect|path)", drawing.content())[1]
    assert shapes[Verdict.MET] == "circle"
    assert shapes[Verdict.NOT_MET] == "path"
    assert shapes[Verdict.NO_DATA] == "rect"


def test_labels_do_not_run_into_each_other_or_out_of_the_picture():
    drawing = Drawing("x", WORDS)
    drawing.labels(10, [Label(RIGHT, "mức đạt ≥ 90%"), Label(RIGHT, "trung vị 92,7%")])
    first, second = (float(x) for x in re.findall(r'<text x="([\d.]+)"', drawing.content()))
    assert first + 80 < second < RIGHT - 30


@pytest.mark.parametrize(("value", "text"), [(12.34, "12.3"), (7.0, "7"), (-0.04, "0"), (3, "3")])
def test_coordinates_have_one_decimal_at_most(value, text):
    assert number(value) == text
