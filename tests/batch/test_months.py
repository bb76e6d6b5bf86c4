"""Three months side by side, published without kernels."""

import re
from dataclasses import replace

import pytest

from ntm_analysis.batch import build as batch
from ntm_analysis.batch.build import Wanted, build
from ntm_analysis.batch.cache import page_hash
from ntm_analysis.batch.manifest import Manifest, read_manifest
from ntm_analysis.batch.months import link_months, month_ways
from ntm_analysis.batch.outcome import Built, Current, Made, Page
from ntm_analysis.batch.standing import standing
from ntm_analysis.batch.task import Limits
from ntm_analysis.language import Language
from ntm_analysis.model import Period

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
            manifest.pages[name] = Page("key", page_hash(text.encode()), len(text), {})
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
            outcome = Built(task.product, Page(task.key, page_hash(html), len(html), {}), 1.0)
            yield Made(outcome, ((task.product.path, html),))

    monkeypatch.setattr(batch, "make_all", without_kernels)
    wanted = Wanted((), (), 1, Limits(1, 1))
    august = replace(edition, period=Period(2022, 8))
    for month in (august, edition):
        build(month, wanted, lambda _event: None)
    assert ways(august.folder / PAGE) == [f"../../../2022-09/vi/{PAGE}"]
    assert ways(edition.folder / PAGE) == [f"../../../2022-08/vi/{PAGE}"]
    assert all(entry.output for entry in standing(august, august.briefings, august.manifest()))
    again = build(edition, wanted, lambda _event: None)
    assert all(isinstance(outcome, Current) for outcome in again)
    assert "../../2022-08/vi/index.html" in ways(edition.folder / "index.html")
