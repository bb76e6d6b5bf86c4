"""The pictures as documents: small, accessible, the same bytes each time, no shared ids."""

import re
from collections import Counter

import pytest

from ntm_analysis.batch.site.clean import cleaned
from ntm_analysis.draw.deprivations import deprivations
from ntm_analysis.draw.map import choropleth
from ntm_analysis.draw.months import months
from ntm_analysis.language import Language
from ntm_analysis.model.places import slug_of

from .conftest import Picture, deprived

FORMS = [
    ("months", months, "1", None),
    ("months-184", months, "184", "health"),
    ("choropleth", choropleth, "184", "health"),
    ("choropleth-overview", choropleth, "184", None),
    ("deprivations", deprivations, "1", "poverty"),
]
form = pytest.mark.parametrize(("draw", "place", "area"), [f[1:] for f in FORMS], ids=[f[0] for f in FORMS])


@pytest.fixture
def draw_it(make_view):
    def draw(function, place, area, language="vi"):
        return function(make_view(place, area, language, observations=deprived("1") + deprived("2")))

    return draw


@form
def test_title_and_finding_are_seen_and_read_out(draw_it, draw, place, area):
    found = Picture(draw_it(draw, place, area))
    assert found.title
    assert found.finding
    assert found.alternative.startswith(f"{found.title} {found.finding}")
    assert found.notes.endswith("SỐ LIỆU MINH HỌA")


@form
def test_texts_are_11_px_high_on_a_phone_and_texts(draw_it, draw, place, area):
    svg = Picture(draw_it(draw, place, area)).svg
    width = float(re.search(r'viewBox="0 0 ([\d.]+)', svg)[1])
    sizes = {float(size) for size in re.findall(r"font(?:-size)?: (?:\d+ )?([\d.]+)px", svg)}
    assert min(sizes) * (360 - 2 * 16) / width >= 11


@form
def test_the_same_input_gives_the_same_bytes(draw_it, draw, place, area):
    assert draw_it(draw, place, area).html == draw_it(draw, place, area).html


@form
def test_a_picture_is_small_and_carries_no_leftovers(draw_it, draw, place, area):
    html = draw_it(draw, place, area).html
    assert len(Picture(draw_it(draw, place, area)).svg.encode()) < 20_000
    assert cleaned(html).count("<path") == html.count("<path")
    for leftover in ("<?xml", "<!DOCTYPE", "metadata", "clip-path", "<style", "DejaVu"):
        assert leftover not in html


@form
def test_the_plotted_data_stand_in_a_table(draw_it, draw, place, area):
    html = draw_it(draw, place, area).html
    assert '<details class="data"><summary>Xem bảng số</summary>' in html
    assert html.count("<tr>") >= 2


def test_charts_of_one_page_share_no_id_and_refer_to_their_own(draw_it):
    page = "".join(draw_it(draw, "184", "health").html for draw in (months, choropleth))
    ids = Counter(re.findall(r'\bid="([^"]+)"', page))
    assert set(ids.values()) == {1}
    assert set(re.findall(r'href="#([^"]+)"', page)) | set(re.findall(r"url\(#([^)]+)\)", page)) <= set(ids)


@pytest.mark.parametrize("language", ["vi", "en"])
@form
def test_a_chart_takes_no_anchor_of_a_heading(draw_it, draw, place, area, language):
    words = Language.load(language)
    anchors = {slug_of(words.word(key)) for key in words.keys if key.startswith("heading.")}
    assert anchors
    html = draw_it(draw, place, area, language).html
    assert anchors & set(re.findall(r'\bid="([^"]+)"', html)) == set()


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
    html = draw_it(draw, place, area).html
    shown = re.sub(r"<[^>]+>", " ", html).lower()
    assert [word for word in ENGLISH if word in shown] == []


@form
def test_an_english_picture_holds_its_own_words(draw_it, draw, place, area):
    assert "<summary>Data of the chart</summary>" in draw_it(draw, place, area, "en").html
