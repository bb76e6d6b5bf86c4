"""Pages as tagged PDF and as pictures, made by an installed browser; none is ever downloaded."""

import csv
import io
import os
import platform
import re
import shutil
import zipfile
from importlib.util import find_spec
from itertools import chain
from pathlib import Path
from typing import Any

from ntm_analysis.batch.plan import Form
from ntm_analysis.batch.run.task import PrintError
from ntm_analysis.errors import NtmError
from ntm_analysis.language import Language
from ntm_analysis.model import Period

# As they are called on the search path, Chromium itself first.
_NAMES = """
    chromium chromium-browser google-chrome google-chrome-stable chrome
    microsoft-edge microsoft-edge-stable msedge
""".split()  # noqa: SIM905 (names are read more easily so)
_ON_MAC = ("Chromium", "Google Chrome", "Microsoft Edge")
_ON_WINDOWS = (
    "Chromium/Application/chrome",
    "Google/Chrome/Application/chrome",
    "Microsoft/Edge/Application/msedge",
)
_PROGRAMS = ("PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA")
# Links to other files would carry the path of this machine into the PDF and lead nowhere from it.
_UNLINK = """() => document.querySelectorAll("a[href]").forEach(link => {
  if (!/^(#|https?:)/.test(link.getAttribute("href"))) link.removeAttribute("href");
})"""
# As the print stylesheet of a page shows it, with its structure and its headings.
_AS_STYLED: dict[str, Any] = {
    "tagged": True,
    "outline": True,
    "prefer_css_page_size": True,
    "print_background": True,
}
# The browser writes when it printed; the day the page is about says more, and does not change.
_PRINTED_ON = re.compile(rb"(/(?:CreationDate|ModDate) \(D:)\d{14}(?:[+-]\d{2}'\d{2}')?")


# The first screen as people send it: upright, read on a phone, 1080 x 1350 points.
_SCREEN: dict[str, Any] = {"viewport": {"width": 600, "height": 750}, "device_scale_factor": 1.8}
# Ways to other pages lead nowhere from a picture; who says it stands at its foot. What would be cut
# through is left out, with all that follows and with a heading that would be left alone.
_TO_SEND = """
.skip,.ways,.toc,footer.site p+p{display:none}
footer.site{position:fixed;inset:auto 0 0;padding:.25rem 1rem .375rem;background:#fff}
"""
_WHOLE = """style => {
  document.head.appendChild(document.createElement("style")).textContent = style;
  const foot = document.querySelector("footer.site").getBoundingClientRect().top;
  const kinds = "main :is(h1,h2,h3,p,li,tr,caption,summary,svg,.stacked :is(th,td))";
  const parts = [...document.querySelectorAll(kinds)].filter(part => !part.querySelector(kinds));
  let shown = parts.findIndex(part => part.getBoundingClientRect().bottom > foot);
  if (shown < 0) shown = parts.length;
  while (shown && parts[shown - 1].matches("h2,h3,caption,figcaption")) shown -= 1;
  const beyond = [...document.querySelectorAll("main :is(th,td)")]
    .filter(cell => cell.getBoundingClientRect().right > innerWidth);
  [...parts.slice(shown), ...beyond].forEach(part => part.style.visibility = "hidden");
}"""
_CHARTS = "figure.chart"
# What stands below a chart that goes alone: what it is of, how far it may be trusted, who says it.
_READ = """charts => {
  const text = part => part.textContent.replace(/\\s+/g, " ").trim();
  const signed = ".top p:not(:has(.chip)), .chip, footer.site p:first-child";
  const said = [...document.querySelectorAll(signed)].map(text);
  return charts.map(chart => {
    chart.said = said.join(" · ");
    return [...chart.querySelectorAll("tr")].map(row => [...row.cells].map(text));
  });
}"""
_ALONE = """chart => {
  document.body.replaceChildren(chart);
  chart.querySelectorAll("details").forEach(part => part.remove());
  chart.appendChild(document.createElement("small")).textContent = chart.said;
  chart.style = "float:none;width:auto;max-width:none;margin:0;padding:1rem;background:#fff";
  chart.querySelector("svg").style.width = "100%";
}"""


def required_browser(words: Language) -> Path:
    """Gives the browser that prints; raises NtmError where it or what drives it is missing."""
    if find_spec("playwright") is None:
        raise NtmError(words.word("cli.no_playwright"))
    browser = find_browser()
    if browser is None:
        raise NtmError(words.word("cli.no_browser"))
    return browser


def find_browser() -> Path | None:
    """Finds an installed Chromium, Chrome or Edge: on the search path, else where each system puts it."""
    found = (Path(path) for name in _NAMES if (path := shutil.which(name)))
    usual: list[Path] = []
    if platform.system() == "Darwin":
        roots = [Path("/Applications"), Path.home() / "Applications"]
        usual = [root / f"{name}.app" / "Contents" / "MacOS" / name for root in roots for name in _ON_MAC]
    elif platform.system() == "Windows":
        roots = [Path(os.environ[name]) for name in _PROGRAMS if name in os.environ]
        usual = [root / f"{place}.exe" for root in roots for place in _ON_WINDOWS]
    return next(chain(found, (path for path in usual if path.is_file())), None)


def printed(page: Path, period: Period, _language: str, *, browser: Path, form: Form = Form.PDF) -> bytes:
    """Gives of a page what a form asks for; raises PrintError where the browser gives none."""
    from playwright.sync_api import Error, sync_playwright  # noqa: PLC0415 (an extra, needed for this only)

    try:
        with sync_playwright() as playwright, playwright.chromium.launch(executable_path=browser) as running:
            # Pages carry all they need; nothing in them may run or fetch anything.
            opened = running.new_context(java_script_enabled=False, offline=True, **_SCREEN).new_page()
            opened.goto(page.resolve().as_uri())
            if form is Form.PICTURE:
                opened.evaluate(_WHOLE, _TO_SEND)
                return opened.screenshot()
            if form is Form.CHARTS:
                return _charts(opened)
            opened.evaluate(_UNLINK)
            content = opened.pdf(**_AS_STYLED, page_ranges="1" if form is Form.SHEET else "")
    except Error as error:
        raise PrintError(next(iter(error.message.splitlines()), "")) from error
    if not content.startswith(b"%PDF"):
        raise PrintError("")
    return dated(content, period)


def has_charts(page: Path) -> bool:
    """Tells whether a page has a chart of which a picture can be made."""
    return b'<figure class="chart' in page.read_bytes()


def _charts(opened: Any) -> bytes:
    """Packs each chart of a page, with what it is of and who says it, and the table behind it."""
    packed, charts = io.BytesIO(), opened.query_selector_all(_CHARTS)
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for number, (chart, rows) in enumerate(zip(charts, opened.evaluate(_READ, charts), strict=True), 1):
            name = re.sub(r"[^\w-]", "", chart.get_attribute("id") or "").removesuffix("-chart")
            chart.evaluate(_ALONE)
            # With one fixed date: equal charts are equal files.
            archive.writestr(zipfile.ZipInfo(f"{number}-{name}.png"), chart.screenshot())
            table = io.StringIO()
            csv.writer(table, lineterminator="\n").writerows(rows)
            archive.writestr(zipfile.ZipInfo(f"{number}-{name}.csv"), table.getvalue().encode("utf-8-sig"))
    return packed.getvalue()


def dated(pdf: bytes, period: Period) -> bytes:
    """Writes the last day of the page's month where the browser wrote the time; no byte moves."""
    day = f"{period.last_day:%Y%m%d}000000".encode()

    def replaced(found: re.Match[bytes]) -> bytes:
        whole, head = found[0], found[1]
        return head + day + whole[len(head) + len(day) :]

    return _PRINTED_ON.sub(replaced, pdf)
