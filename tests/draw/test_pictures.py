"""The pictures as documents: small, accessible, the same bytes each time, no shared ids."""

import re
from collections import Counter
from xml.etree import ElementTree as ET

import pytest

from ntm_analysis.draw.bullet import bullet
from ntm_analysis.draw.deprivations import deprivations
from ntm_analysis.draw.map import choropleth
from ntm_analysis.draw.months import months
from ntm_analysis.draw.ranking import ranking
from ntm_analysis.draw.strip import strip
from ntm_analysis.language import Language
from ntm_analysis.model.places import slug_of

from .conftest import deprived

FORMS = [
    ("strip", strip, "1", "health"),
    ("strip-184", strip, "184", "health"),
    ("strip-overview", strip, "1", None),
    ("months", months, "1", "health"),
    ("months-184", months, "184", "health"),
    ("bullet", bullet, "184", "health"),
    ("choropleth", choropleth, "1", "health"),
    ("choropleth-overview", choropleth, "184", None),
    ("ranking", ranking, "184", "health"),
    ("deprivations", deprivations, "1", "poverty"),
]
form = pytest.mark.parametrize(("draw", "place", "area"), [f[1:] for f in FORMS], ids=[f[0] for f in FORMS])


@pytest.fixture
def draw_it(make_view):
    def draw(function, place, area, language="vi"):
        return function(make_view(place, area, language, observations=deprived("1") + deprived("2"))).html

    return draw


def svg_of(html):
    return ET.fromstring(re.search(r"<svg.*</svg>", html, re.DOTALL)[0])  # noqa: S314


def local(node):
    return node.tag.rsplit("}", 1)[-1]


@form
def test_a_picture_scales_and_names_itself_and_its_finding(draw_it, draw, place, area):
    html = draw_it(draw, place, area)
    root = svg_of(html)
    title, desc = list(root)[:2]
    assert (local(title), local(desc)) == ("title", "desc")
    assert root.get("aria-labelledby").split() == [title.get("id"), desc.get("id")]
    assert root.get("role") == "img"
    assert root.get("viewBox").split()[2] == "360"
    assert root.get("width") == "400"  # its size where there is room; a narrower place shrinks it
    assert "height" not in root.attrib
    caption = re.search("<figcaption>(.*)</figcaption>", html)[1]
    assert desc.text.startswith(caption)
    assert title.text


@form
def test_what_a_picture_says_is_text_of_at_least_12_units(draw_it, draw, place, area):
    root = svg_of(draw_it(draw, place, area))
    texts = [node for node in root.iter() if local(node) == "text"]
    assert any("SỐ LIỆU MINH HỌA" in (node.text or "") for node in texts)
    sizes = [
        float(node.get("font-size") or root.get("font-size"))
        for node in root.iter()
        if local(node) in {"text", "g"}
    ]
    assert min(sizes) >= 12


@form
def test_the_same_input_gives_the_same_bytes(draw_it, draw, place, area):
    assert draw_it(draw, place, area) == draw_it(draw, place, area)


@form
def test_a_picture_is_small_and_carries_no_leftovers(draw_it, draw, place, area):
    html = draw_it(draw, place, area)
    assert len(html.encode()) < 17_000
    for leftover in ("<?xml", "<!DOCTYPE", "metadata", "clip-path", "<style", "style=", "DejaVu", "xlink"):
        assert leftover not in html


@form
def test_the_plotted_data_stand_in_a_table(draw_it, draw, place, area):
    html = draw_it(draw, place, area)
    assert '<details class="data"><summary>Số liệu của biểu đồ</summary>' in html
    assert html.count("<tr>") >= 2


def test_charts_of_one_page_share_no_id_and_refer_to_their_own(draw_it):
    page = "".join(draw_it(draw, "184", "health") for draw in (strip, months, bullet, choropleth, ranking))
    ids = Counter(re.findall(r'\bid="([^"]+)"', page))
    assert set(ids.values()) == {1}
    assert set(re.findall(r'href="#([^"]+)"', page)) | set(re.findall(r"url\(#([^)]+)\)", page)) <= set(ids)


@pytest.mark.parametrize("language", ["vi", "en"])
@form
def test_a_chart_takes_no_anchor_of_a_heading(draw_it, draw, place, area, language):
    words = Language.load(language)
    anchors = {slug_of(words.word(key)) for key in words.keys if key.startswith("heading.")}
    assert anchors
    assert anchors & set(re.findall(r'\bid="([^"]+)"', draw_it(draw, place, area))) == set()


ENGLISH = [
    "commune",
    "threshold",
    "target",
    "median",
    "no data",
    "month",
    "not met",
    "criteria",
    "indicator ",
]


@form
def test_a_vietnamese_picture_holds_no_english_words(draw_it, draw, place, area):
    html = draw_it(draw, place, area)
    shown = re.sub(r"<[^>]+>", " ", html).lower()
    assert [word for word in ENGLISH if word in shown] == []


@form
def test_an_english_picture_holds_its_own_words(draw_it, draw, place, area):
    assert "<summary>Data of the chart</summary>" in draw_it(draw, place, area, "en")
