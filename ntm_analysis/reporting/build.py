"""The batch: plan, skip what is current, build the rest, publish the indexes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from ntm_analysis.model import Period, Place
from ntm_analysis.reporting import cache
from ntm_analysis.reporting.frame import Frame, frame_of, frame_of_page
from ntm_analysis.reporting.index import all_periods_index, period_index
from ntm_analysis.reporting.manifest import Manifest, read_manifest
from ntm_analysis.reporting.months import link_months
from ntm_analysis.reporting.notebooks import Notebook
from ntm_analysis.reporting.outcome import Current, Event, Failed, Outcome, Page, Started
from ntm_analysis.reporting.plan import Briefing, period_folder, plan, select
from ntm_analysis.reporting.task import Limits, Task
from ntm_analysis.reporting.workers import run_all
from ntm_analysis.reporting.writing import check_writable, remove, write_whole

if TYPE_CHECKING:
    from ntm_analysis.dataset import Dataset


@dataclass(frozen=True)
class Edition:
    """All briefings of one dataset, period and language, and the folder they are published in."""

    data: Dataset
    notebooks: tuple[Notebook, ...]
    period: Period
    language: str
    out: Path

    @property
    def briefings(self) -> tuple[Briefing, ...]:
        """Lists every briefing of the month."""
        return plan(self.data, self.notebooks, self.period, self.language)

    @property
    def places(self) -> tuple[Place, ...]:
        """Lists the places that have pages."""
        return tuple(dict.fromkeys(briefing.place for briefing in self.briefings))

    @property
    def folder(self) -> Path:
        """Names the folder of the month's pages."""
        return self.out / period_folder(self.data.name, self.period, self.language)

    def manifest(self) -> Manifest:
        """Reads what was built before, or begins anew."""
        title = self.data.title[self.language]
        known = read_manifest(self.folder)
        pages, failures = (known.pages, known.failures) if known else ({}, {})
        return Manifest(
            self.data.name,
            title,
            str(self.period),
            self.language,
            illustrative=self.data.illustrative,
            draft=self.data.is_draft(self.period),
            pages=pages,
            failures=failures,
        )


@dataclass(frozen=True)
class Wanted:
    """What of an edition is asked for, and how it is to be built."""

    places: Sequence[str]
    notebooks: Sequence[str]
    workers: int
    limits: Limits
    force: bool = False


@dataclass(frozen=True)
class Standing:
    """Where a briefing stands before anything is built; ``page`` is there when it is current."""

    briefing: Briefing
    key: str
    page: Page | None


def build(edition: Edition, wanted: Wanted, watch: Callable[[Event], None]) -> tuple[Outcome, ...]:
    """Builds what is stale among the wanted briefings and publishes the indexes.

    A failed briefing is an outcome and stops nothing. Raises NtmError for an unknown
    place or notebook and where the output cannot be written.
    """
    briefings = edition.briefings
    chosen = select(briefings, edition.data, wanted.places, wanted.notebooks)
    check_writable(edition.out)
    manifest = edition.manifest()
    manifest.forget_all_but(briefings, edition.folder)
    standings = standing(edition, chosen, manifest)
    frame = frame_of(edition.data, edition.language)
    outcomes: list[Outcome] = []
    try:
        for event in _events(edition, wanted, standings, frame):
            watch(event)
            if isinstance(event, Started):
                continue
            if isinstance(event, Failed):
                # Under a fresh index an outdated page would be taken for this month's.
                remove(edition.out / event.briefing.path)
            manifest.record(event)
            outcomes.append(event)
    finally:
        # Also when interrupted: finished pages are not built a second time.
        manifest.write(edition.folder)
    write_whole(edition.folder / "index.html", period_index(frame, briefings, manifest))
    link_months(edition.out, edition.data.name, edition.language, edition.period)
    write_whole(edition.out / "index.html", all_periods_index(frame, edition.out))
    return tuple(outcomes)


def standing(edition: Edition, briefings: Sequence[Briefing], manifest: Manifest) -> tuple[Standing, ...]:
    """Tells for each briefing whether the page on the disk is the one that building would give."""
    shared = cache.shared_fingerprint(edition.data.folder)
    keys = {briefing: cache.key(briefing, shared) for briefing in briefings}
    return tuple(
        Standing(briefing, key, manifest.current(briefing, key, edition.out))
        for briefing, key in keys.items()
    )


def _events(edition: Edition, wanted: Wanted, standings: Sequence[Standing], frame: Frame) -> Iterator[Event]:
    stale = []
    for entry in standings:
        if entry.page is None or wanted.force:
            stale.append(entry)
        else:
            yield Current(entry.briefing, entry.page)
    tasks = _tasks(edition, wanted.limits, stale, frame)
    if tasks:
        with closing(run_all(tasks, wanted.workers)) as events:
            yield from events


def _tasks(edition: Edition, limits: Limits, stale: Sequence[Standing], frame: Frame) -> list[Task]:
    briefings = edition.briefings
    return [
        Task(s.briefing, frame_of_page(frame, s.briefing, briefings), edition.out, s.key, limits)
        for s in stale
    ]
