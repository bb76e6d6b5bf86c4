"""Pages as tagged PDF: one installed browser prints one page after the other; none is ever downloaded."""

import hashlib
import os
import platform
import re
import shutil
import time
from collections.abc import Generator, Iterable
from contextlib import suppress
from importlib.util import find_spec
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ntm_analysis.batch.keep import write_whole
from ntm_analysis.batch.plan import Print
from ntm_analysis.batch.run.task import Built, Failed, FailureReason, Output, Started
from ntm_analysis.errors import NtmError
from ntm_analysis.language import Language
from ntm_analysis.model import Period

if TYPE_CHECKING:
    from playwright.sync_api import Browser

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


def print_all(
    pages: Iterable[tuple[Print, str]], out: Path, browser: Path
) -> Generator[Started | Built | Failed]:
    """Prints every page beside itself, yielding what happens; a page that fails stops nothing.

    Each comes with the hash of its page, which is all its PDF depends on. Raises OutputError where the disk
    refuses.
    """
    from playwright.sync_api import Error, sync_playwright  # noqa: PLC0415 (an extra, needed for PDF only)

    running: Browser | None = None
    with sync_playwright() as playwright:
        try:
            for product, key in pages:
                yield Started(product)
                started = time.monotonic()
                try:
                    # One browser for all pages; one that died is started again for the next page.
                    if running is None or not running.is_connected():
                        running = playwright.chromium.launch(executable_path=browser)
                    # Pages carry all they need; nothing in them may run or fetch anything.
                    with running.new_context(java_script_enabled=False, offline=True) as context:
                        opened = context.new_page()
                        opened.goto((out / product.briefing.path).resolve().as_uri())
                        opened.evaluate(_UNLINK)
                        printed = opened.pdf(**_AS_STYLED)
                except Error as error:
                    message, seconds = next(iter(error.message.splitlines()), ""), time.monotonic() - started
                    yield Failed(product, FailureReason.PRINT, message, seconds, kept=False)
                    continue
                content = dated(printed, product.briefing.period)
                write_whole(out / product.path, content)
                output = Output(key, hashlib.sha256(content).hexdigest(), len(content))
                yield Built(product, output, time.monotonic() - started)
        finally:
            if running is not None:
                with suppress(Error):
                    running.close()


def dated(pdf: bytes, period: Period) -> bytes:
    """Writes the last day of the page's month where the browser wrote the time; no byte moves."""
    day = f"{period.last_day:%Y%m%d}000000".encode()

    def replaced(found: re.Match[bytes]) -> bytes:
        whole, head = found[0], found[1]
        return head + day + whole[len(head) + len(day) :]

    return _PRINTED_ON.sub(replaced, pdf)
