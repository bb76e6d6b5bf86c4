"""The installed browser that prints pages as PDF; none is ever downloaded."""

from __future__ import annotations

import os
import platform
import shutil
from collections.abc import Iterator
from importlib.util import find_spec
from itertools import chain
from pathlib import Path

from ntm_analysis.errors import NtmError
from ntm_analysis.language import Language

# As they are called on the search path, Chromium itself first.
_NAMES = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
    "microsoft-edge",
    "microsoft-edge-stable",
    "msedge",
)
_ON_MAC = ("Chromium", "Google Chrome", "Microsoft Edge")
_ON_WINDOWS = (
    "Chromium/Application/chrome.exe",
    "Google/Chrome/Application/chrome.exe",
    "Microsoft/Edge/Application/msedge.exe",
)
_PROGRAMS = ("PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA")


class NoBrowserError(NtmError):
    """Says that there is no browser to print with."""

    def __init__(self, words: Language) -> None:
        super().__init__(words.word("cli.no_browser"))


class NoPlaywrightError(NtmError):
    """Says that what drives the browser is not installed."""

    def __init__(self, words: Language) -> None:
        super().__init__(words.word("cli.no_playwright"))


def required_browser(words: Language) -> Path:
    """Gives the browser that prints; raises NtmError where it or what drives it is missing."""
    if find_spec("playwright") is None:
        raise NoPlaywrightError(words)
    browser = find_browser()
    if browser is None:
        raise NoBrowserError(words)
    return browser


def find_browser() -> Path | None:
    """Finds an installed Chromium, Chrome or Edge: on the search path, else where each system puts it."""
    found = (Path(path) for name in _NAMES if (path := shutil.which(name)))
    usual = (path for path in _usual_places() if path.is_file())
    return next(chain(found, usual), None)


def _usual_places() -> Iterator[Path]:
    system = platform.system()
    if system == "Darwin":
        for folder in (Path("/Applications"), Path.home() / "Applications"):
            yield from (folder / f"{name}.app" / "Contents" / "MacOS" / name for name in _ON_MAC)
    elif system == "Windows":
        roots = [Path(os.environ[name]) for name in _PROGRAMS if name in os.environ]
        yield from (root / place for root in roots for place in _ON_WINDOWS)
