"""What lies in the folder of one month: every briefing's outcome, key, hash and Summary."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from ntm_analysis.reporting.cache import page_hash
from ntm_analysis.reporting.outcome import Failed, Outcome, Page, Reason
from ntm_analysis.reporting.plan import Briefing
from ntm_analysis.reporting.writing import remove, write_whole

NAME = "manifest.json"


@dataclass(frozen=True)
class Failure:
    """Why a page is missing."""

    reason: Reason
    message: str


@dataclass
class Manifest:
    """The pages of one dataset, period and language, by their name within the period."""

    dataset: str
    title: str
    period: str
    language: str
    illustrative: bool
    draft: bool = True
    pages: dict[str, Page] = field(default_factory=dict)
    failures: dict[str, Failure] = field(default_factory=dict)

    def record(self, outcome: Outcome) -> None:
        """Puts an outcome in the place of what was known of that briefing."""
        name = outcome.briefing.page
        self.pages.pop(name, None)
        self.failures.pop(name, None)
        if isinstance(outcome, Failed):
            self.failures[name] = Failure(outcome.reason, outcome.message)
        else:
            self.pages[name] = outcome.page

    def current(self, briefing: Briefing, key: str, out: Path) -> Page | None:
        """Gives the page that need not be built again: same key, and the file as it was written.

        The ways to other months are written later and do not count.
        """
        page = self.pages.get(briefing.page)
        file = out / briefing.path
        if page is None or page.key != key or not file.is_file():
            return None
        return page if page_hash(file.read_bytes()) == page.sha256 else None

    def forget_all_but(self, briefings: Iterable[Briefing], folder: Path) -> None:
        """Drops pages, with their files, whose place or notebook no longer exists."""
        known = {briefing.page for briefing in briefings}
        for name in self.pages.keys() - known:
            remove(folder / name)
            del self.pages[name]
        for name in self.failures.keys() - known:
            del self.failures[name]

    def write(self, folder: Path) -> None:
        """Writes the manifest, sorted, without a date: equal pages give equal bytes."""
        text = json.dumps(asdict(self), ensure_ascii=False, indent=1, sort_keys=True) + "\n"
        write_whole(folder / NAME, text.encode())


def read_manifest(folder: Path) -> Manifest | None:
    """Reads what a folder holds; None where nothing was built, or an older version wrote it.

    A manifest that cannot be read only means that its pages are built again.
    """
    try:
        return _manifest(json.loads((folder / NAME).read_text("utf-8")))
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return None


def _manifest(stored: dict[str, Any]) -> Manifest:
    pages = {name: Page(**page) for name, page in stored.pop("pages").items()}
    failures = {
        name: Failure(Reason(failure["reason"]), str(failure["message"]))
        for name, failure in stored.pop("failures").items()
    }
    return Manifest(**stored, pages=pages, failures=failures)
