import re
import warnings

import pandas as pd
import pytest
import seaborn as sns
from matplotlib import pyplot as plt
from matplotlib import rc_context

from ntm_analysis.batch.site.clean import cleaned
from ntm_analysis.draw.picture import house_style, picture
from ntm_analysis.language import Language

VI = Language.load("vi")
TABLE = pd.DataFrame({"Xã": ["An Hòa", "Cao Sơn"], "Tỷ lệ": [0.5, 0.75]})


@pytest.fixture(autouse=True)
def style():
    with rc_context():
        house_style()
        yield
    plt.close("all")


def bars(**options):
    return sns.barplot(TABLE, x="Xã", y="Tỷ lệ", **options)


def shown(drawn, title="Bao phủ", finding="Cao Sơn hơn An Hòa.", data=None):
    return picture(drawn, title, finding, data, VI)


def test_the_finding_is_the_head_the_title_stands_below_and_both_are_the_alternative_text():
    html = shown(bars()).html
    assert "<figcaption><b>Cao Sơn hơn An Hòa.</b> <small>Bao phủ</small></figcaption>" in html
    assert "<figcaption><b>Bao phủ</b></figcaption>" in shown(bars(), finding="").html
    assert 'role="img" aria-label="Bao phủ Cao Sơn hơn An Hòa."' in html


def test_without_them_what_is_written_at_the_axes_is_read_out_and_the_finding_is_asked_for():
    axes = bars()
    axes.set_title("Bảo hiểm <y tế>")
    found = shown(axes, "", "")
    assert 'aria-label="Bảo hiểm &lt;y tế&gt;, Xã, Tỷ lệ"' in found.html
    assert found.told == {"lacks": "finding"}
    assert shown(bars()).told == {}


@pytest.mark.parametrize("of", [lambda axes: axes, lambda axes: axes.figure], ids=["axes", "figure"])
def test_axes_and_figures_are_shown_alike_and_closed(of):
    assert shown(of(bars())).html.count("<svg") == 1
    assert plt.get_fignums() == []


def test_a_grid_of_seaborn_is_shown():
    assert "Cao Sơn" in shown(sns.catplot(TABLE, x="Xã", y="Tỷ lệ", kind="bar")).html


def test_the_data_behind_open_on_demand():
    html = shown(bars(), data=TABLE).html
    assert "<summary>Xem bảng số</summary>" in html
    assert '<td class="num">0,75</td>' in html
    assert "<details" not in shown(bars()).html


@pytest.mark.parametrize(("marks", "marked"), [([True, False], True), ([False, False], False)])
def test_illustrative_data_mark_the_picture(marks, marked):
    html = shown(bars(), data=TABLE.assign(illustrative=marks)).html
    assert ("SỐ LIỆU MINH HỌA" in html) == marked
    assert "illustrative" not in html


def test_numbers_along_an_axis_have_the_decimal_sign_of_the_language():
    html = shown(bars()).html
    assert ">0,2<" in html
    assert ">0.2<" not in html


def test_equal_figures_give_equal_bytes_without_time_or_program():
    first, second = shown(bars()).html, shown(bars()).html
    assert first == second
    assert not re.search("matplotlib|<metadata|<style", first)


def test_two_figures_of_a_page_share_no_id():
    ids = [set(re.findall(r' id="([^"]+)"', shown(bars(), title).html)) for title in ("Một", "Hai")]
    assert ids[0]
    assert not ids[0] & ids[1]


def test_texts_are_texts_in_the_type_of_the_page_and_whole():
    axes = bars()
    axes.set_xlabel("Mức 12.3456")
    html = shown(axes).html
    assert ">Mức 12.3456<" in html
    assert "DejaVu" not in html


def test_a_picture_is_small_and_a_page_can_carry_it():
    html = shown(bars(), data=TABLE).html
    assert len(html) < 10_000
    assert cleaned(html).count("<path") == html.count("<path")


def test_nothing_warns_of_a_type_that_is_not_installed():
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        shown(bars())
