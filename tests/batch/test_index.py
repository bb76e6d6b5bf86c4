import re

import pytest

from ntm_analysis.batch.frame import frame_of
from ntm_analysis.batch.index import STATES, period_index
from ntm_analysis.batch.manifest import Manifest
from ntm_analysis.batch.outcome import Built, Failed, Page, Reason
from ntm_analysis.language import Language


@pytest.fixture
def frame(edition):
    return frame_of(edition.data, "vi")


@pytest.fixture
def manifest(edition, facts):
    made = Manifest("small", "Huyện nhỏ", "2022-09", "vi", illustrative=True)
    for briefing in edition.briefings:
        verdict = "not_met" if briefing.notebook.name == "health" else ""
        summary = {**facts, "place": briefing.place.name, "verdict": verdict}
        made.record(Built(briefing, Page("key", "hash", 10, summary), 1.0))
    return made


def links(html):
    return re.findall(r'<a [^>]*href="([^"]+)"', html)


def test_the_month_leads_with_the_district_and_links_every_page(frame, edition, manifest):
    html = period_index(frame, edition.briefings, manifest).decode()
    own = [link for link in links(html) if not link.startswith(("#", ".."))]
    assert own == [briefing.page for briefing in edition.briefings]
    assert html.index("Toàn huyện") < html.index("Phiếu xã")
    assert "../../index.html" in links(html)


def test_verdicts_are_seen_at_a_glance_with_their_words(frame, edition, manifest):
    html = period_index(frame, edition.briefings, manifest).decode()
    for place in ("Bình Phúc", "Điềm He"):
        assert html.count(f'aria-label="{place}, Y tế: ✗ chưa đạt">✗ chưa đạt</a>') == 1
    assert html.count(">12/19<") == 2
    assert html.count("Đạt 12/19 tiêu chí.") == 3
    assert "2 kết quả theo mức đạt chuẩn chưa đối chiếu; 1 kết quả chưa thống nhất" in html
    assert "0 số liệu" not in html


def test_a_page_without_verdict_shows_how_its_targets_stand_the_gravest_first(
    frame, edition, manifest, facts
):
    targets = {"held": 1, "hard": 3, "on_track": 0}
    for briefing in (edition.briefings[1], edition.briefings[3]):
        summary = {**facts, "place": briefing.place.name, "verdict": "", "targets": targets}
        manifest.record(Built(briefing, Page("key", "hash", 10, summary), 1.0))
    html = period_index(frame, edition.briefings, manifest).decode()
    shown = '<span class="status hard">3 khó đạt</span> · <span class="status held">1 giữ vững</span>'
    assert html.count(shown) == 2
    assert 'aria-label="Bình Phúc, Y tế: 3 khó đạt · 1 giữ vững"' in html


def test_every_state_of_a_target_has_its_place_in_the_order():
    assert sorted(STATES) == sorted(
        key.removeprefix("target_status.")
        for key in Language.load("vi").keys
        if key.startswith("target_status.")
    )


def test_a_commune_is_said_to_be_recognised_or_not(frame, edition, manifest, facts):
    summary = {**facts, "place": "Điềm He", "recognised": True}
    manifest.record(Built(edition.briefings[4], Page("key", "hash", 10, summary), 1.0))
    html = period_index(frame, edition.briefings, manifest).decode()
    rows = re.findall(r"<tr data-typed.*?</tr>", html, re.DOTALL)
    assert ["đã công nhận" in row for row in rows] == [False, True]
    assert ["chưa công nhận" in row for row in rows] == [True, False]


def test_a_commune_is_found_by_its_code_and_its_name_without_diacritics(frame, edition, manifest):
    html = period_index(frame, edition.briefings, manifest).decode()
    assert re.findall(r'data-typed="([^"]+)"', html) == ["06298 binh phuc", "06313 diem he"]


def test_the_field_to_find_a_commune_waits_for_its_script(frame, edition, manifest):
    html = period_index(frame, edition.briefings, manifest).decode()
    assert '<p class="find" hidden>' in html
    assert html.count("<script>") == 1
    assert 'data-found="Tìm thấy {n}/{total} xã."' in html
    assert 'aria-live="polite"' in html


def test_a_failed_page_is_named_as_missing_and_not_linked(frame, edition, manifest):
    lost = edition.briefings[3]
    manifest.record(Failed(lost, Reason.CELL_ERROR, "KeyError", 1.0, kept=True))
    html = period_index(frame, edition.briefings, manifest).decode()
    assert lost.page not in links(html)
    assert "Chưa lập được 1 trang:" in html
    assert "<li>Bình Phúc – Y tế</li>" in html


def test_a_place_whose_leading_page_is_missing_is_still_listed(frame, edition, manifest):
    manifest.record(Failed(edition.briefings[2], Reason.CELL_ERROR, "", 1.0, kept=True))
    html = period_index(frame, edition.briefings, manifest).decode()
    assert re.search(r"Bình Phúc <small>\(chưa lập\)</small>", html)
    assert edition.briefings[3].page in links(html)


def test_pages_not_built_yet_are_said_to_be_so(frame, edition):
    empty = Manifest("small", "Huyện nhỏ", "2022-09", "vi", illustrative=False)
    html = period_index(frame, edition.briefings, empty).decode()
    assert "chưa lập" in html
    assert 'class="banner"' not in html
    assert "Chưa lập được" not in html


def test_a_summary_is_escaped(frame, edition, manifest, facts):
    summary = {**facts, "headline": "<script>", "place": "<b>"}
    manifest.record(Built(edition.briefings[2], Page("key", "hash", 10, summary), 1.0))
    html = period_index(frame, edition.briefings, manifest).decode()
    assert '<td class="notes">&lt;script&gt;' in html
    assert "<b>" not in html


def test_an_index_in_english_speaks_english(edition, manifest):
    manifest.language = "en"
    html = period_index(frame_of(edition.data, "en"), edition.briefings, manifest).decode()
    assert '<html lang="en">' in html
    assert "Commune sheets" in html
    assert "chưa" not in html
