"""Prints a page as Chromium would and reads the sheets back with poppler's tools."""

from __future__ import annotations

import html
import re
import subprocess
import unicodedata
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser

MM = 72 / 25.4  # points
# An office printer leaves this border white.
UNPRINTABLE = 4 * MM

_WORD = re.compile(r'<word xMin="([\d.-]+)" yMin="([\d.-]+)" xMax="([\d.-]+)" yMax="([\d.-]+)">(.*?)</word>')
_SHEET = re.compile(r'<page width="([\d.]+)" height="([\d.]+)">(.*?)</page>', re.DOTALL)
# The margins that the page's own stylesheet asks for, in CSS pixels: top, right, bottom, left.
_MARGINS = """() => {
    const rules = (list) => [...list].flatMap((r) => r instanceof CSSMediaRule ? rules(r.cssRules) : [r]);
    const probe = document.body.appendChild(document.createElement("div"));
    for (const rule of [...document.styleSheets].flatMap((sheet) => rules(sheet.cssRules)))
        if (rule instanceof CSSPageRule && rule.style.margin) probe.style.margin = rule.style.margin;
    const { marginTop, marginRight, marginBottom, marginLeft } = getComputedStyle(probe);
    probe.remove();
    return [marginTop, marginRight, marginBottom, marginLeft].map(parseFloat);
}"""
_PRINTED = """() => {
    const texts = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
        const parent = walker.currentNode.parentElement;
        if (parent.checkVisibility({ checkVisibilityCSS: true })) texts.push(walker.currentNode.data);
    }
    return texts.join("");
}"""


@dataclass(frozen=True)
class Word:
    """A word on a sheet and the box of its line, in points from the top left corner."""

    text: str
    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True)
class Sheet:
    """One sheet of paper with the box its stylesheet leaves for the content."""

    width: float
    height: float
    content: Word
    words: tuple[Word, ...]

    @property
    def running(self) -> tuple[Word, ...]:
        """Picks the words above and below the content, which every sheet repeats, line by line."""
        box = self.content
        found = (w for w in self.words if not box.top <= (w.top + w.bottom) / 2 <= box.bottom)
        # As they are tagged they come in an order that depends on the columns of the content.
        return tuple(sorted(found, key=lambda w: (round(w.top), w.left)))

    @property
    def outside(self) -> list[str]:
        """Names the words that stand in a margin where nothing may stand, or where no printer prints."""
        box = self.content
        beside = [w for w in self.words if w.left < box.left - 1 or w.right > box.right + 1]
        unprintable = (UNPRINTABLE, self.height - UNPRINTABLE)
        beyond = [w for w in self.running if w.top < unprintable[0] or w.bottom > unprintable[1]]
        return [w.text for w in beside + beyond]


@dataclass(frozen=True)
class Printed:
    """A page on paper: its sheets, whether screen readers can follow it, and what got lost."""

    sheets: tuple[Sheet, ...]
    facts: dict[str, str]  # as pdfinfo tells them
    lost: Counter[str]  # letters of the page that are on no sheet


def print_page(browser: Browser, page: Path, pdf: Path) -> Printed:
    """Prints a page on the paper its stylesheet asks for."""
    tab = browser.new_page()
    tab.goto(page.as_uri())
    tab.emulate_media(media="print")
    margins = [value * 0.75 for value in tab.evaluate(_MARGINS)]
    letters = _letters(tab.evaluate(_PRINTED))
    tab.pdf(path=pdf, prefer_css_page_size=True, tagged=True, outline=True)
    tab.close()
    told = _poppler("pdfinfo", pdf)
    facts = dict(re.findall(r"^([^:\n]+):\s*(.*)$", told, re.MULTILINE))
    sheets = tuple(
        _sheet(found, margins) for found in _SHEET.findall(_poppler("pdftotext", "-bbox", pdf, "-"))
    )
    shown = Counter(letter for sheet in sheets for word in sheet.words for letter in word.text)
    return Printed(sheets, facts, letters - shown)


def _sheet(found: tuple[str, str, str], margins: list[float]) -> Sheet:
    width, height = float(found[0]), float(found[1])
    top, right, bottom, left = margins
    words = tuple(
        Word(unicodedata.normalize("NFC", html.unescape(text)), *map(float, box))
        for *box, text in _WORD.findall(found[2])
    )
    return Sheet(width, height, Word("", left, top, width - right, height - bottom), words)


def _letters(text: str) -> Counter[str]:
    return Counter("".join(unicodedata.normalize("NFC", text).split()))


def _poppler(*command: object) -> str:
    return subprocess.run([*map(str, command)], check=True, capture_output=True, text=True).stdout
