import re
from dataclasses import replace

import pytest

from ntm_analysis.batch import build as batch
from ntm_analysis.batch.build import Wanted, build
from ntm_analysis.batch.keep.keys import page_hash
from ntm_analysis.batch.keep.manifest import Manifest, manifest_of, read_manifest, standing
from ntm_analysis.batch.plan import Form, Print
from ntm_analysis.batch.run.task import (
    Built,
    Current,
    Failed,
    FailureReason,
    Limits,
    Made,
    Output,
    PageOutput,
)
from ntm_analysis.batch.site import frame_of, month_ways
from ntm_analysis.batch.site.index import STATES, link_months, period_index
from ntm_analysis.language import Language
from ntm_analysis.model import Period


@pytest.fixture
def frame(edition):
    return frame_of(edition.data, "vi")


@pytest.fixture
def manifest(edition, facts):
    made = Manifest("small", "Huyện nhỏ", "2022-09", "vi", illustrative=True)
    for briefing in edition.briefings:
        verdict = "not_met" if briefing.notebook.name == "health" else ""
        summary = {**facts, "place": briefing.place.name, "verdict": verdict}
        made.record(Built(briefing, PageOutput("key", "hash", 10, summary), 1.0))
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
        manifest.record(Built(briefing, PageOutput("key", "hash", 10, summary), 1.0))
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
    manifest.record(Built(edition.briefings[4], PageOutput("key", "hash", 10, summary), 1.0))
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
    manifest.record(Failed(lost, FailureReason.CELL_ERROR, "KeyError", 1.0, kept=True))
    html = period_index(frame, edition.briefings, manifest).decode()
    assert lost.page not in links(html)
    assert "Chưa lập được 1 trang:" in html
    assert "<li>Bình Phúc – Y tế</li>" in html


def test_a_place_whose_leading_page_is_missing_is_still_listed(frame, edition, manifest):
    manifest.record(Failed(edition.briefings[2], FailureReason.CELL_ERROR, "", 1.0, kept=True))
    html = period_index(frame, edition.briefings, manifest).decode()
    assert re.search(r"Bình Phúc <small>\(chưa lập\)</small>", html)
    assert edition.briefings[3].page in links(html)


def test_pages_not_built_yet_are_said_to_be_so(frame, edition):
    empty = Manifest("small", "Huyện nhỏ", "2022-09", "vi", illustrative=False)
    html = period_index(frame, edition.briefings, empty).decode()
    assert "chưa lập" in html
    assert 'class="banner"' not in html
    assert "Chưa lập được" not in html


def test_communes_stand_by_criteria_met_and_equal_ones_in_the_order_of_the_dataset(
    frame, edition, manifest, facts
):
    def names():
        html = period_index(frame, edition.briefings, manifest).decode()
        return [name.split()[0] for name in re.findall(r'data-typed="([^"]+)"', html)]

    assert names() == ["06298", "06313"]
    of = {"06298": edition.briefings[2], "06313": edition.briefings[4]}
    for code, met, order in (("06313", 13, ["06313", "06298"]), ("06298", 14, ["06298", "06313"])):
        summary = {**facts, "place": of[code].place.name, "met": met}
        manifest.record(Built(of[code], PageOutput("key", "hash", 10, summary), 1.0))
        assert names() == order
    manifest.record(Failed(of["06298"], FailureReason.CELL_ERROR, "", 1.0, kept=True))
    assert names() == ["06313", "06298"]


def test_what_a_browser_made_of_a_page_is_linked_beside_it(frame, edition, manifest):
    for of in (edition.briefings[0], edition.briefings[2]):
        for form in (Form.PDF, Form.PICTURE):
            manifest.record(Built(Print(of, form), Output("hash", "hash", 10), 1.0))
    found = links(period_index(frame, edition.briefings, manifest).decode())
    for of in (edition.briefings[0], edition.briefings[2]):
        at = of.page.removesuffix(".html")
        assert [link for link in found if link.startswith(f"{at}.")].count(f"{at}.pdf") == 1
        assert f"{at}.png" in found
        assert f"{at}.sheet.pdf" not in found


def test_a_summary_is_escaped(frame, edition, manifest, facts):
    summary = {**facts, "headline": "<script>", "place": "<b>"}
    manifest.record(Built(edition.briefings[2], PageOutput("key", "hash", 10, summary), 1.0))
    html = period_index(frame, edition.briefings, manifest).decode()
    assert '<td class="notes">&lt;script&gt;' in html
    assert "<b>" not in html


def test_an_index_in_english_speaks_english(edition, manifest):
    manifest.language = "en"
    html = period_index(frame_of(edition.data, "en"), edition.briefings, manifest).decode()
    assert '<html lang="en">' in html
    assert "Commune sheets" in html
    assert "chưa" not in html


PAGE = "06298-binh-phuc/health.html"
WORDS = Language.load("vi")


@pytest.fixture
def publish(tmp_path):
    """Writes a month whose pages hold nothing but their own month and a list of their own."""

    def write(month, *pages, language="vi"):
        period = Period.parse(month)
        folder = tmp_path / "small" / month / language
        text = f'<nav>{month_ways(WORDS, period)}</nav><ul class="months"></ul>'
        manifest = Manifest("small", "Huyện", month, language, illustrative=True)
        for name in (*pages, "index.html"):
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text(text, "utf-8")
        for name in pages:
            manifest.pages[name] = PageOutput("key", page_hash(text.encode()), len(text), {})
        manifest.write(folder)
        link_months(tmp_path, "small", language, period)
        return folder

    return write


def ways(page):
    return re.findall(r'href="([^"]+)"', page.read_text("utf-8"))


def leads_somewhere(page):
    return all((page.parent / href).is_file() for href in ways(page))


def test_a_month_alone_has_ways_to_no_other(publish):
    folder = publish("2022-09", PAGE)
    assert ways(folder / PAGE) == ways(folder / "index.html") == []


def test_a_new_month_is_led_to_from_the_one_before_and_leads_back(publish):
    august, september = publish("2022-08", PAGE), publish("2022-09", PAGE)
    assert ways(august / PAGE) == [f"../../../2022-09/vi/{PAGE}"]
    assert ways(september / PAGE) == [f"../../../2022-08/vi/{PAGE}"]
    assert ways(august / "index.html") == ["../../2022-09/vi/index.html"]
    assert all(
        leads_somewhere(folder / name) for folder in (august, september) for name in (PAGE, "index.html")
    )


def test_the_months_beside_are_the_nearest_built_and_named(publish):
    publish("2022-05", PAGE)
    publish("2022-12", PAGE)
    middle = publish("2022-09", PAGE)
    text = (middle / PAGE).read_text("utf-8")
    assert 'aria-label="Kỳ trước: tháng 5/2022">‹ 5/2022</a>' in text
    assert 'aria-label="Kỳ sau: tháng 12/2022">12/2022 ›</a>' in text


def test_a_page_the_other_month_lacks_is_not_led_to(publish):
    publish("2022-08", "06313-diem-he/health.html")
    september = publish("2022-09", PAGE)
    assert ways(september / PAGE) == []
    assert ways(september / "index.html") == ["../../2022-08/vi/index.html"]


def test_a_page_that_is_gone_is_led_to_no_more(publish):
    august, september = publish("2022-08", PAGE), publish("2022-09", PAGE)
    publish("2022-09")
    assert ways(august / PAGE) == []
    assert (september / "index.html").is_file()


def test_ways_leave_a_page_as_current_or_as_stale_as_it_was(publish, edition):
    august = publish("2022-08", PAGE)
    publish("2022-09", PAGE)
    manifest, briefing = read_manifest(august), replace(edition.briefings[3], period=Period(2022, 8))
    out = august.parents[2]
    assert ways(august / PAGE)
    assert manifest.current(briefing, "key", out) == manifest.pages[PAGE]
    (august / PAGE).write_text("changed" + (august / PAGE).read_text("utf-8"), "utf-8")
    publish("2022-09", PAGE)
    assert manifest.current(briefing, "key", out) is None


def test_the_order_of_building_changes_no_byte(publish, tmp_path):
    def content():
        return {path: path.read_bytes() for path in (tmp_path / "small").rglob("*") if path.is_file()}

    publish("2022-08", PAGE)
    publish("2022-09", PAGE)
    forward = content()
    publish("2022-08", PAGE)
    assert content() == forward


def test_only_the_first_list_of_a_page_is_its_ways(publish):
    publish("2022-08", PAGE)
    text = (publish("2022-09", PAGE) / PAGE).read_text("utf-8")
    assert text.endswith('<ul class="months"></ul>')


def test_languages_do_not_lead_to_each_other(publish):
    publish("2022-08", PAGE, language="en")
    assert ways(publish("2022-09", PAGE) / PAGE) == []


def test_a_build_links_its_month_and_leaves_both_current(edition, monkeypatch):
    def without_kernels(tasks, _workers):
        for task in tasks:
            html = task.frame.months.encode()
            outcome = Built(task.product, PageOutput(task.key, page_hash(html), len(html), {}), 1.0)
            yield Made(outcome, ((task.product.path, html),))

    monkeypatch.setattr(batch, "make_all", without_kernels)
    wanted = Wanted((), (), 1, Limits(1, 1))
    august = replace(edition, period=Period(2022, 8))
    for month in (august, edition):
        build(month, wanted, lambda _event: None)
    assert ways(august.folder / PAGE) == [f"../../../2022-09/vi/{PAGE}"]
    assert ways(edition.folder / PAGE) == [f"../../../2022-08/vi/{PAGE}"]
    assert all(output for _task, output in standing(august, august.briefings, manifest_of(august)))
    again = build(edition, wanted, lambda _event: None)
    assert all(isinstance(outcome, Current) for outcome in again)
    assert "../../2022-08/vi/index.html" in ways(edition.folder / "index.html")
