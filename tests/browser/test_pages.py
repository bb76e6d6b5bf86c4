"""Every page of a build in a real browser: for everybody, alone, without scripts, on a phone."""

import re
from urllib.parse import unquote, urldefrag

import pytest

pytestmark = pytest.mark.slow

ALONE = ("request", "console")
SCRIPTS = ("only with scripts", "only without scripts")
PHONE = ("wider than a phone",)


@pytest.fixture(scope="module")
def visits(visit, reports, english_reports):
    """Visits each page once for all tests: 102 pages and 3 indexes, and in English 12 and 3."""
    found = visit((reports, "vi"), (english_reports, "en"))
    assert len(found) == 105 + 15
    return found


@pytest.fixture(scope="module")
def faults(visits):
    return [fault for visited in visits for fault in visited.faults]


def those(faults, *rules):
    """Gives the faults of some rules, as lines that name page, rule and element."""
    return [str(fault) for fault in faults if fault.rule.startswith(rules)]


def test_axe_core_finds_nothing_at_wcag_2_2_aa(faults):
    assert those(faults, "axe ") == []


def test_no_request_leaves_a_page_and_none_writes_to_the_console(faults):
    assert those(faults, *ALONE) == []


def test_every_page_is_complete_without_scripts(faults):
    assert those(faults, *SCRIPTS) == []


def test_no_page_is_wider_than_a_phone_of_360_px(faults):
    assert those(faults, *PHONE) == []


def test_every_page_can_be_read_from_its_structure(faults):
    # Headings, landmarks, lang, tables, ids, drawings: whatever checks.js looks at.
    assert [str(f) for f in faults if not f.rule.startswith(("axe ", *ALONE, *SCRIPTS, *PHONE))] == []


def test_every_internal_link_leads_to_a_page_and_a_place_in_it(visits):
    ids = {visited.page.path.resolve(): visited.ids for visited in visits}
    lost = []
    for visited in visits:
        for href in visited.links:
            if re.match(r"[a-z]+:", href):
                continue
            target, fragment = urldefrag(href)
            file = (visited.page.path.parent / unquote(target)).resolve() if target else visited.page.path
            there = file.is_file() and (not fragment or unquote(fragment) in ids[file.resolve()])
            if not there:
                lost.append(f"{visited.page.name}: {href}")
    assert lost == []


@pytest.mark.parametrize("page", ["index.html", "06298-binh-phuc/health.html"])
def test_the_first_key_leads_past_the_ways_to_the_content(browser, reports, page):
    tab = browser.new_page()
    tab.goto((reports / "van-quan/2022-09/vi" / page).as_uri())
    tab.keyboard.press("Tab")
    assert tab.evaluate("document.activeElement.getAttribute('href')") == "#main"
    tab.keyboard.press("Enter")
    assert tab.evaluate("document.activeElement.id") == "main"
    tab.close()
