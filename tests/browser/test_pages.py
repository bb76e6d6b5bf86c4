"""Real pages in a real browser: alone, without scripts, on a phone."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
BUILD = [sys.executable, "-c", "from ntm_analysis.cli import main; main()", "build", "--period", "2022-09"]
PHONE = {"width": 360, "height": 740}
PAGES = [
    "index.html",
    "van-quan/2022-09/vi/index.html",
    *(
        f"van-quan/2022-09/vi/{place}/{name}.html"
        for place in ("184-van-quan", "06298-binh-phuc")
        for name in ("overview", "education", "health", "culture", "poverty")
    ),
]


@pytest.fixture(scope="module")
def browser():
    path = shutil.which("chromium") or shutil.which("google-chrome")
    if path is None:
        missing = "no Chromium on this machine"
        if os.environ.get("NTM_REQUIRE_BROWSER") == "1":
            pytest.fail(missing)
        pytest.skip(missing)
    sync_api = pytest.importorskip("playwright.sync_api")
    with sync_api.sync_playwright() as playwright:
        started = playwright.chromium.launch(
            executable_path=path, args=["--no-sandbox", "--disable-background-networking"]
        )
        yield started
        started.close()


@pytest.fixture(scope="module")
def reports(browser, tmp_path_factory):  # noqa: ARG001 (nothing is built where no browser is)
    out = tmp_path_factory.mktemp("reports")
    ran = subprocess.run(
        [*BUILD, "--out", out, "--place", "184", "--place", "06298"],
        check=False,
        capture_output=True,
        text=True,
        cwd=ROOT,
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr
    return out


@pytest.fixture(params=PAGES)
def page(request, browser, reports):
    """Opens a page on a phone without JavaScript, recording what it asks for and what it complains of."""
    context = browser.new_context(viewport=PHONE, java_script_enabled=False)
    opened = context.new_page()
    opened.asked, opened.said = [], []
    opened.on("request", lambda asked: opened.asked.append(asked.url))
    opened.on("console", lambda message: opened.said.append(message.text))
    opened.on("pageerror", lambda error: opened.said.append(str(error)))
    opened.goto((reports / request.param).as_uri())
    yield opened
    context.close()


def test_a_page_asks_for_nothing_but_itself_and_complains_of_nothing(page):
    assert page.asked == [page.url]
    assert page.said == []


def test_a_page_fits_a_phone(page):
    # Wide tables scroll in boxes of their own; the page itself must not.
    width = page.evaluate("document.documentElement.scrollWidth")
    assert width <= PHONE["width"]


def test_a_page_can_be_read_from_its_structure(page):
    facts = page.evaluate(
        """() => ({
            lang: document.documentElement.lang,
            titles: document.querySelectorAll("h1").length,
            mains: document.querySelectorAll("main").length,
            title: document.title,
            ids: [...document.querySelectorAll("[id]")].map(e => e.id),
            pictures: [...document.querySelectorAll("svg, img")].filter(
                e => !(e.getAttribute("aria-label") || e.getAttribute("aria-labelledby") || e.alt
                       || e.querySelector("title") || e.getAttribute("aria-hidden"))).length,
            headings: [...document.querySelectorAll("h1, h2, h3")].map(e => Number(e.tagName[1])),
        })"""
    )
    assert facts["lang"] == "vi"
    assert (facts["titles"], facts["mains"], facts["pictures"]) == (1, 1, 0)
    assert facts["title"].strip()
    assert len(facts["ids"]) == len(set(facts["ids"]))
    assert facts["headings"][0] == 1
    steps = zip(facts["headings"], facts["headings"][1:], strict=False)
    assert all(after - before <= 1 for before, after in steps)


def test_the_skip_link_is_first_and_leads_to_the_content(page):
    page.keyboard.press("Tab")
    focused = page.evaluate("document.activeElement.getAttribute('href')")
    assert focused == "#main"


@pytest.mark.parametrize("page", ["van-quan/2022-09/vi/06298-binh-phuc/health.html"], indirect=True)
def test_a_page_prints_on_a4_without_navigation(page, tmp_path):
    page.emulate_media(media="print")
    assert page.evaluate("getComputedStyle(document.querySelector('nav')).display") == "none"
    page.pdf(path=tmp_path / "page.pdf", prefer_css_page_size=True)
    assert (tmp_path / "page.pdf").stat().st_size > 10_000
