import re

import pytest

from ntm_analysis.reporting.frame import frame_of
from ntm_analysis.reporting.index import all_periods_index, period_index
from ntm_analysis.reporting.manifest import Manifest
from ntm_analysis.reporting.outcome import Built, Failed, Page, Reason


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
    assert "../../../index.html" in links(html)


def test_verdicts_are_seen_at_a_glance_with_their_words(frame, edition, manifest):
    html = period_index(frame, edition.briefings, manifest).decode()
    assert html.count('aria-label="Y tế: chưa đạt">✗</a>') == 2
    assert html.count(">12/19<") == 2
    assert html.count("Đạt 12/19 tiêu chí.") == 3
    assert "2 kết quả theo mức đạt chuẩn chưa đối chiếu; 1 kết quả chưa thống nhất" in html
    assert "0 số liệu" not in html


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
    assert "<script>" not in html
    assert "&lt;script&gt;" in html


def test_all_months_are_listed_the_latest_first(frame, edition, manifest):
    for period in ("2021-12", "2022-09", "2022-10"):
        manifest.period = period
        manifest.write(edition.out / "small" / period / "vi")
    (edition.out / ".failed" / "x" / "y").mkdir(parents=True)
    html = all_periods_index(frame, edition.out).decode()
    own = [link for link in links(html) if not link.startswith("#")]
    assert own == [f"small/{period}/vi/index.html" for period in ("2022-10", "2022-09", "2021-12")]
    assert "6 trang" in html


def test_an_index_in_english_speaks_english(edition, manifest):
    manifest.language = "en"
    html = period_index(frame_of(edition.data, "en"), edition.briefings, manifest).decode()
    assert '<html lang="en">' in html
    assert "Commune sheets" in html
    assert "chưa" not in html
