"""A browser for the tests of pages. `.ci/run` requires one, so that there no such test is skipped."""

from __future__ import annotations

import importlib.util
import os
import shutil
from functools import cache
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from visiting import Visit

REQUIRED = "NTM_REQUIRE_BROWSER"


@pytest.fixture(scope="session")
def need():
    """Skips the test where something is not there, unless it is required."""

    def run(found: object, missing: str) -> None:
        if not found:
            if os.environ.get(REQUIRED):
                pytest.fail(f"{missing}, and {REQUIRED} is set")
            pytest.skip(missing)

    return run


@pytest.fixture(scope="session")
def chromium(need):
    """Names the installed Chromium."""
    for module in ("playwright", "axe_playwright_python"):
        need(importlib.util.find_spec(module), f"no {module} in this environment")
    path = shutil.which("chromium") or shutil.which("google-chrome")
    need(path, "no Chromium on this machine")
    return path


@pytest.fixture(scope="session")
def browser(chromium):
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 (may be missing)
    from visiting import FLAGS  # noqa: PLC0415 (needs the above)

    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        yield started
        started.close()


@pytest.fixture(scope="session")
def visit(chromium):
    """Visits all pages of a folder, the indexes among them, and gives what was found."""
    from visiting import Expected, visit_all  # noqa: PLC0415 (needs playwright, which may be missing)

    def run(*folders: tuple[object, str]) -> list[Visit]:
        # Above a dataset that is alone, and above all, there is nothing to go up to.
        top = {folder / "index.html" for folder, _ in folders}
        for folder, _ in folders:
            datasets = list(folder.glob("*/index.html"))
            top |= set(datasets) if len(datasets) == 1 else set()
        pages = [
            Expected(path, str(path.relative_to(folder)), language, ways=path not in top)
            for folder, language in folders
            for path in sorted(folder.rglob("*.html"))
        ]
        return visit_all(chromium, pages)

    return run


@pytest.fixture(scope="session")
def print_page(browser, need, tmp_path_factory):
    """Prints pages and reads their sheets back; each page is printed once."""
    for tool in ("pdfinfo", "pdftotext"):
        need(shutil.which(tool), f"no {tool} on this machine")
    from printing import print_page  # noqa: PLC0415 (needs playwright, which may be missing)

    folder = tmp_path_factory.mktemp("printed")
    return cache(lambda page: print_page(browser, page, folder / "page.pdf"))
