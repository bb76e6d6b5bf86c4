"""Visits pages in a browser and lists what is wrong with each, as faults that name page, rule and element."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

DESK = {"width": 1280, "height": 900}
PHONE = {"width": 360, "height": 740}
Finding = tuple[str, str]  # rule, element

FLAGS = ["--no-sandbox", "--disable-background-networking"]

_CHECKS = Path(__file__).with_name("checks.js").read_text("utf-8")
_WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
# What a narrower page may change: where things stand, not which colours and names they have.
_OF_LAYOUT = ["target-size", "scrollable-region-focusable"]
# axe-core leaves signs such as ✓ and single letters undecided unless told to judge them.
_CONTRAST = {
    "ignoreUnicode": False,
    "ignoreLength": True,
    "boldValue": 700,
    "boldTextPt": 14,
    "largeTextPt": 18,
    "contrastRatio": {"normal": {"expected": 4.5}, "large": {"expected": 3}},
}
# axe-core gives up on colours before a gradient (ours hint at the edge of a box that scrolls) and on
# what is scrolled out of sight: for it, boxes show all they hold, one below the other.
_PLAIN = "*{background-image:none!important;overflow:visible!important;float:none!important}"
# What axe-core leaves to a person, and why it is right here: the header of a group of rows spans its
# whole row, as the HTML standard has it. All else undecided is a fault, or a new style could blind it.
_DECIDED = ("axe th-has-data-cells undecided",)
# Text in drawings is judged by checks.js.
_AXE = """async ([runOnly, contrast]) => {
    const found = await axe.run({ exclude: [["svg *"]] }, {
        runOnly, preload: false, resultTypes: ["violations", "incomplete"],
        checks: { "color-contrast": { options: contrast } },
    });
    return [["", found.violations], [" undecided", found.incomplete]].flatMap(([more, results]) =>
        results.flatMap(({ id, nodes }) => nodes.map((node) =>
            [`axe ${id}${more}`, `${node.html.slice(0, 160)} (${[...node.any, ...node.all, ...node.none].map(
                ({ message }) => message)})`])));
}"""
# What a reader may open is judged too.
_OPEN = """() => document.querySelectorAll("details").forEach((details) => { details.open = true; })"""
# A script may show what holds a form field, nothing else.
_TEXT = """() => {
    const texts = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
        const parent = walker.currentNode.parentElement;
        const text = walker.currentNode.data.trim();
        if (text && parent.checkVisibility({ checkVisibilityCSS: true, checkOpacity: true })
            && !parent.closest(":has(> input), :has(> select), :has(> button)")) texts.push(text);
    }
    return texts;
}"""
# Wide tables scroll in boxes of their own; the page itself must not.
_TOO_WIDE = """() => document.documentElement.scrollWidth <= innerWidth ? [] :
    [...document.querySelectorAll("html, body *")]
        .filter((e) => e.tagName === "HTML" || e.getBoundingClientRect().right > innerWidth + 1)
        .slice(0, 3).map((e) => `${e.outerHTML.slice(0, 160)} (${e.scrollWidth} px)`)"""
_LINKS = """() => [[...document.querySelectorAll("[href]")].map((e) => e.getAttribute("href")),
    [...document.querySelectorAll("[id]")].map((e) => e.id)]"""


@dataclass(frozen=True)
class Expected:
    """A page to visit: its language, and whether it leads to other pages."""

    path: Path
    name: str
    language: str = "vi"
    ways: bool = True


@dataclass(frozen=True)
class Fault:
    """One thing wrong with a page."""

    page: str
    rule: str
    element: str

    def __str__(self) -> str:
        return f"{self.page}: {self.rule}: {self.element}"


@dataclass(frozen=True)
class Visit:
    """What was found on a page, where it leads and what can be led to in it."""

    page: Expected
    faults: tuple[Fault, ...]
    links: tuple[str, ...]
    ids: frozenset[str]


def visit_all(chromium: str, pages: Sequence[Expected]) -> list[Visit]:
    """Visits pages in as many browsers as there are cores, four at most."""
    many = min(os.cpu_count() or 1, 4, len(pages))
    with ThreadPoolExecutor(many) as pool:
        parts = pool.map(lambda part: _visit_some(chromium, part), [pages[n::many] for n in range(many)])
        return [visit for part in parts for visit in part]


def _visit_some(chromium: str, pages: Sequence[Expected]) -> list[Visit]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        heard: list[Finding] = []
        tab, plain = (_tab(browser, heard, scripts=scripts) for scripts in (True, False))
        visits = []
        for page in pages:
            heard.clear()
            visits.append(_visit(tab, plain, heard, page))
        browser.close()
        return visits


def _tab(browser: Browser, heard: list[Finding], *, scripts: bool) -> Page:
    """Opens a tab that notes what its pages ask for and what they say."""
    tab = browser.new_context(java_script_enabled=scripts).new_page()
    tab.on("request", lambda request: heard.append(("request", request.url)))
    tab.on("console", lambda message: heard.append(("console", message.text)))
    tab.on("pageerror", lambda error: heard.append(("console", str(error))))
    return tab


def _visit(tab: Page, plain: Page, heard: list[Finding], page: Expected) -> Visit:
    own = page.path.as_uri()
    tab.set_viewport_size(DESK)
    plain.set_viewport_size(PHONE)
    for opened in (tab, plain):
        opened.goto(own)
    found = _pairs(tab.evaluate(_CHECKS, {"language": page.language, "ways": page.ways}))
    links, ids = tab.evaluate(_LINKS)
    tab.set_viewport_size(PHONE)
    found += _too_wide(tab) + _too_wide(plain)
    for opened in (tab, plain):
        opened.evaluate(_OPEN)
    found += _too_wide(tab) + _too_wide(plain)
    found += _differences(tab.evaluate(_TEXT), plain.evaluate(_TEXT))
    tab.evaluate(_axe())
    found += _pairs(tab.evaluate(_AXE, [{"type": "rule", "values": _OF_LAYOUT}, _CONTRAST]))
    tab.set_viewport_size(DESK)
    tab.add_style_tag(content=_PLAIN)
    found += _pairs(tab.evaluate(_AXE, [{"type": "tag", "values": _WCAG}, _CONTRAST]))
    found += [(rule, said) for rule, said in heard if said != own and not said.startswith("data:")]
    found = [finding for finding in dict.fromkeys(found) if finding[0] not in _DECIDED]
    faults = tuple(Fault(page.name, *finding) for finding in found)
    return Visit(page, faults, tuple(links), frozenset(ids))


def _too_wide(tab: Page) -> list[Finding]:
    return [("wider than a phone", element) for element in tab.evaluate(_TOO_WIDE)]


def _pairs(found: list[list[str]]) -> list[Finding]:
    return [(rule, element) for rule, element in found]


@lru_cache
def _axe() -> str:
    return (resources.files("axe_playwright_python") / "axe.min.js").read_text("utf-8")


def _differences(scripted: list[str], plain: list[str]) -> list[Finding]:
    with_scripts, without = Counter(scripted), Counter(plain)
    return [("only with scripts", text) for text in with_scripts - without] + [
        ("only without scripts", text) for text in without - with_scripts
    ]
