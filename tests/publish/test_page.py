"""The frame of a page and the summary the index is made from."""

from dataclasses import replace

import pytest
from markupsafe import Markup

from ntm_analysis.cli.dataset import close_month
from ntm_analysis.display import Display
from ntm_analysis.model import Period
from ntm_analysis.publish.page import MIME, columns, in_language, section, summary, title
from ntm_analysis.say.conclusions import month


def test_illustrative_data_are_said_before_the_title(view_of):
    shown = title(view_of("06286", "health")).html
    assert "<b>Xã Khánh Khê</b> · Y tế · tháng 9/2022" in shown
    assert shown.index("SỐ LIỆU MINH HỌA") < shown.index("DỰ THẢO, đến 25/09/2022") < shown.index("<h1>")


def test_sections_beside_each_other_are_both_in_the_contents(view_of):
    view = view_of("184")
    left, right = (section(view, name, Display("<p>a</p>")) for name in ("decisions", "targets"))
    both = columns(left, None, right)
    assert both.html.startswith('<div class="columns"><section')
    assert both.told == {"sections": "viec-xin-quyet-dinh\tViệc xin quyết định\nmuc-tieu-nam\tMục tiêu năm"}
    assert columns(None, None) is None


@pytest.mark.parametrize(("period", "draft"), [("2022-01", False), ("2022-02", True)])
def test_the_page_of_an_open_month_says_that_it_is_a_draft(tiny_dataset, view_now, period, draft):
    close_month(tiny_dataset.path, Period(2022, 1))
    assert ("DỰ THẢO" in title(view_now("10001", period)).html) is draft


def test_a_section_has_a_readable_anchor_and_drops_what_does_not_apply(view_of):
    view = view_of("06286")
    shown = section(view, "findings", Display("<p>a</p>"), None, Display("<p>b</p>")).html
    assert shown.count("<h2") == shown.count('id="ket-luan-chinh"') == 1
    assert "<p>a</p>\n<p>b</p>" in shown
    assert section(view, "sources", None) is None


def test_what_has_no_translation_is_marked_as_vietnamese(view_of):
    view = view_of("06286", language="en")
    view = replace(view, data=replace(view.data, untranslated=("Công an huyện",)))
    shown = section(view, "findings", Display("<p>Done by Công an huyện</p>"))
    assert 'Done by <span lang="vi">Công an huyện</span>' in shown.html


def test_texts_in_another_language_are_marked_for_a_voice_and_nothing_else_is():
    shown = Markup(
        '<p title="Công an">Công an &amp; Xã, Công an xã, Công antx</p><svg><text>Công an</text></svg>'
    )
    assert in_language(shown, ("Công an", "Công an & Xã"), "vi") == (
        '<p title="Công an"><span lang="vi">Công an &amp; Xã</span>, <span lang="vi">Công an</span> xã, '
        "Công antx</p><svg><text>Công an</text></svg>"
    )
    assert in_language(shown, (), "vi") == shown


def test_the_summary_says_what_the_page_says(view_of):
    facts = summary(view_of("06286", "health"))._repr_mimebundle_()[MIME]
    assert facts["verdict"] == "not_met"
    assert facts["headline"].startswith("Khánh Khê, 15 Y tế: bảo hiểm y tế 88,8%")
    assert facts["notebook"] == "health"
    assert facts["illustrative"] is True


def test_the_overview_counts_the_criteria_of_the_standard_set_only(view_of):
    facts = summary(view_of("06280"))._repr_mimebundle_()[MIME]
    assert (facts["met"], facts["total"]) == (19, 19)
    assert facts["recognised"] is True


def test_the_index_counts_as_overdue_what_the_page_calls_so(view_of):
    facts = summary(view_of("184"))._repr_mimebundle_()[MIME]
    assert f"{facts['late']} số liệu đã cũ nhưng vẫn dùng" in " ".join(
        part.text for part in month(view_of("184")).parts
    )
    assert (facts["late"], facts["stale"]) == (2, 1)


def test_the_district_counts_its_targets_by_status(view_of):
    facts = summary(view_of("184"))._repr_mimebundle_()[MIME]
    assert sum(facts["targets"].values()) == 9
    assert facts["verdict"] == ""
