"""The batch: plan, skip what is current, build the rest, publish the indexes."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from ntm_analysis.model import Period, Place
from ntm_analysis.reporting import cache
from ntm_analysis.reporting.frame import Frame, frame_of, frame_of_page
from ntm_analysis.reporting.index import all_periods_index, period_index
from ntm_analysis.reporting.lock import alone_in
from ntm_analysis.reporting.manifest import Manifest, read_manifest
from ntm_analysis.reporting.months import link_months
from ntm_analysis.reporting.notebooks import Notebook
from ntm_analysis.reporting.outcome import Current, Event, Failed, Outcome, Output, Started
from ntm_analysis.reporting.plan import Briefing, Print, Product, Workbook, period_folder, plan, select
from ntm_analysis.reporting.printing import PrintTask, print_all
from ntm_analysis.reporting.task import Limits, PageTask, Task, WorkbookTask
from ntm_analysis.reporting.workers import run_all
from ntm_analysis.reporting.writing import check_writable, remove, write_whole

if TYPE_CHECKING:
    from ntm_analysis.dataset import Dataset


@dataclass(frozen=True)
class Edition:
    """All that is built of one dataset, period and language, and the folder it is published in.

    ``maker`` evaluates the dataset and gives the month's workbook; without it there is none.
    """

    data: Dataset
    notebooks: tuple[Notebook, ...]
    period: Period
    language: str
    out: Path
    maker: Callable[[Path, Period, str], bytes] | None = None

    @property
    def workbooks(self) -> tuple[Workbook, ...]:
        """Lists the month's workbook, if there is a maker of it."""
        if self.maker is None:
            return ()
        folder = self.data.folder.resolve()
        return (Workbook(self.data.name, folder, self.period, self.language, self.maker),)

    @property
    def products(self) -> tuple[Product, ...]:
        """Lists everything there can be of the month."""
        return (*self.workbooks, *self.briefings, *map(Print, self.briefings))

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
        pages, files, failures = (known.pages, known.files, known.failures) if known else ({}, {}, {})
        return Manifest(
            self.data.name,
            title,
            str(self.period),
            self.language,
            illustrative=self.data.illustrative,
            draft=self.data.is_draft(self.period),
            pages=pages,
            files=files,
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
    browser: Path | None = None  # prints each page as PDF, where one is asked for


@dataclass(frozen=True)
class Standing:
    """Where a product stands before anything is built; ``output`` is there when it is current."""

    product: Briefing | Workbook
    key: str
    output: Output | None


def build(edition: Edition, wanted: Wanted, watch: Callable[[Event], None]) -> tuple[Outcome, ...]:
    """Builds what is stale among the wanted briefings, and the workbook, and publishes the indexes.

    The workbook is about the whole month, so it is brought up to date whatever pages are asked for.
    A failed product is an outcome and stops nothing. Raises NtmError for an unknown
    place or notebook, where the output cannot be written and where another build writes to it.
    """
    chosen = select(edition.briefings, edition.data, wanted.places, wanted.notebooks)
    with alone_in(edition.out, edition.data.name):
        check_writable(edition.out)
        return _built(edition, wanted, chosen, watch)


def _built(
    edition: Edition, wanted: Wanted, chosen: Sequence[Briefing], watch: Callable[[Event], None]
) -> tuple[Outcome, ...]:
    manifest = edition.manifest()
    manifest.forget_all_but(edition.products, edition.folder)
    standings = standing(edition, (*edition.workbooks, *chosen), manifest)
    frame = frame_of(edition.data, edition.language)
    outcomes: list[Outcome] = []
    saved = time.monotonic()
    try:
        # What is printed depends on the pages: the second begins when the first has ended.
        for events in (
            _events(edition, wanted, standings, frame),
            _prints(edition, wanted, chosen, manifest),
        ):
            for event in events:
                watch(event)
                if not isinstance(event, Started):
                    _settle(edition, manifest, event)
                    outcomes.append(event)
                    saved = _saved(manifest, edition.folder, saved)
    finally:
        # Also when interrupted: finished pages are not built a second time.
        manifest.write(edition.folder)
    write_whole(edition.folder / "index.html", period_index(frame, edition.briefings, manifest))
    link_months(edition.out, edition.data.name, edition.language, edition.period)
    write_whole(edition.out / "index.html", all_periods_index(frame, edition.out))
    return tuple(outcomes)


def _saved(manifest: Manifest, folder: Path, last: float) -> float:
    """Writes the manifest once a second, for a batch that is killed; gives when it did last."""
    now = time.monotonic()
    if now - last < 1:
        return last
    manifest.write(folder)
    return now


def _settle(edition: Edition, manifest: Manifest, outcome: Outcome) -> None:
    """Records an outcome and removes what it leaves outdated.

    Under a fresh index an outdated page, or the PDF of one, would be taken for this month's.
    """
    product = outcome.product
    if isinstance(outcome, Failed):
        remove(edition.out / product.path)
    elif isinstance(product, Briefing):
        remove(edition.out / product.failed_path)
    manifest.record(outcome)
    if isinstance(product, Briefing):
        manifest.drop_outdated(Print(product), edition.folder)


def standing(
    edition: Edition, products: Sequence[Briefing | Workbook], manifest: Manifest
) -> tuple[Standing, ...]:
    """Tells for each product whether the file on the disk is the one that building would give."""
    shared = cache.shared_fingerprint(edition.data.folder)
    keys = {product: cache.key(product, shared) for product in products}
    return tuple(
        Standing(product, key, manifest.current(product, key, edition.out)) for product, key in keys.items()
    )


def _events(edition: Edition, wanted: Wanted, standings: Sequence[Standing], frame: Frame) -> Iterator[Event]:
    stale = []
    for entry in standings:
        if entry.output is None or wanted.force:
            stale.append(entry)
        else:
            yield Current(entry.product, entry.output)
    tasks = _tasks(edition, wanted.limits, stale, frame)
    if tasks:
        with closing(run_all(tasks, edition.out, wanted.workers)) as events:
            yield from events


def _prints(
    edition: Edition, wanted: Wanted, chosen: Sequence[Briefing], manifest: Manifest
) -> Iterator[Event]:
    """Prints the pages there are, each once: a PDF is current as long as its page has the same bytes."""
    if wanted.browser is None:
        return
    stale = []
    for briefing in chosen:
        page, product = manifest.pages.get(briefing.page), Print(briefing)
        if page is None:
            continue
        output = manifest.current(product, page.sha256, edition.out)
        if output is None or wanted.force:
            stale.append(PrintTask(product, edition.out, page.sha256))
        else:
            yield Current(product, output)
    if stale:
        with closing(print_all(stale, wanted.browser)) as events:
            yield from events


def _tasks(edition: Edition, limits: Limits, stale: Sequence[Standing], frame: Frame) -> list[Task]:
    briefings = edition.briefings
    return [
        WorkbookTask(entry.product, entry.key, limits)
        if isinstance(entry.product, Workbook)
        else PageTask(
            entry.product,
            frame_of_page(frame, entry.product, briefings),
            entry.key,
            limits,
        )
        for entry in stale
    ]
