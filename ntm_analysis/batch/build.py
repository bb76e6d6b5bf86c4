"""The batch: plan, skip what is current, build the rest, publish the indexes."""

import time
from collections.abc import Callable, Generator, Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from functools import partial
from itertools import product as each_with
from pathlib import Path

from ntm_analysis.batch.keep import check_writable, remove, temporary_folder, write_whole
from ntm_analysis.batch.keep.manifest import Manifest, drop_unused, manifest_of, standing
from ntm_analysis.batch.keep.record import recording
from ntm_analysis.batch.plan import Briefing, Edition, Form, Print, select
from ntm_analysis.batch.plan.notebooks import Kernel
from ntm_analysis.batch.run.executed import kept
from ntm_analysis.batch.run.system import most_workers, prepare
from ntm_analysis.batch.run.task import (
    Built,
    Current,
    Event,
    Failed,
    FileTask,
    Limits,
    Made,
    Outcome,
    Output,
    PageTask,
    Started,
    Task,
)
from ntm_analysis.batch.run.workers import make_all
from ntm_analysis.batch.site import frame_of
from ntm_analysis.batch.site.index import publish_index
from ntm_analysis.batch.site.printing import has_charts, printed
from ntm_analysis.errors import NtmError

_SAVED_SECONDS = 3


@dataclass(frozen=True)
class Wanted:
    """What of an edition is asked for, and how it is to be built."""

    places: Sequence[str]
    notebooks: Sequence[str]
    workers: int
    limits: Limits
    force: bool = False
    browser: Path | None = None  # makes these of each page, where they are asked for
    forms: tuple[Form, ...] = (Form.PDF,)
    scheduler: str | None = None  # the address of a cluster that makes the pages, where one is asked for
    ordinary: bool = False  # an ordinary kernel for every notebook, where that is asked for


def build(edition: Edition, wanted: Wanted, watch: Callable[[Event], None]) -> tuple[Outcome, ...]:
    """Builds what is stale among the wanted briefings, and the workbook, and publishes their indexes.

    The workbook is about the whole month, so it is brought up to date whatever pages are asked for.
    A failed product is an outcome and stops nothing. Raises NtmError for an unknown
    place or notebook and where the output cannot be written. Whoever calls it keeps others out of the
    folder meanwhile, and publishes the index above all datasets when the last of them is built.
    """
    chosen = select(edition.briefings, edition.data, wanted.places, wanted.notebooks)
    month = (edition.data.name, str(edition.period), edition.language)
    with recording(edition.out, *month) as record:
        check_writable(edition.out)
        edition.source.record()
        edition.source.keep(edition.out)

        def told(event: Event) -> None:
            record.hear(event)
            watch(event)

        return _Batch(edition, wanted, chosen, manifest_of(edition)).run(told)


@dataclass(frozen=True)
class _Batch:
    """What is wanted of an edition, with what there is of it."""

    edition: Edition
    wanted: Wanted
    chosen: Sequence[Briefing]
    manifest: Manifest

    def run(self, watch: Callable[[Event], None]) -> tuple[Outcome, ...]:
        """Makes what is stale and publishes the index; what was finished is kept whatever happens."""
        edition, manifest = self.edition, self.manifest
        manifest.forget_all_but(edition.products, edition.folder)
        frame = frame_of(edition.data, edition.language, edition.code)
        outcomes: list[Outcome] = []
        saved = time.monotonic()
        standings = standing(edition, (*edition.workbooks, *self.chosen), manifest, self.wanted.limits)
        try:
            # What is printed depends on the pages: the second begins when the first has ended.
            for events in (self.made(standings), self.printed()):
                with closing(events):  # what runs is ended whatever goes wrong here
                    for event in events:
                        if not isinstance(event, Started):
                            self.settle(event)
                            outcomes.append(event)
                            # For a batch that is killed. Of pages there are the runs as well; what has none
                            # must not be made again.
                            pause = _SAVED_SECONDS if isinstance(event.product, Briefing) else 0
                            if time.monotonic() - saved >= pause:
                                manifest.write(edition.folder)
                                saved = time.monotonic()
                        watch(event)
        finally:
            # Also when interrupted: finished pages are not built a second time.
            manifest.write(edition.folder)
            drop_unused(edition.out, edition.data.name)
        has_made = any(not isinstance(outcome, Current) for outcome in outcomes)
        if has_made and (changed := manifest.forget_changed(edition.folder)):
            page = edition.folder / changed[0]
            raise NtmError(f"“{page}” bị xóa hoặc bị sửa trong khi đang lập; chạy lại lệnh")
        publish_index(edition, frame, manifest)
        if has_made:
            edition.source.check()
        return tuple(outcomes)

    def settle(self, outcome: Outcome) -> None:
        """Records an outcome and removes what it leaves outdated.

        Under a fresh index an outdated page, or a print of one, would be taken for this month's.
        """
        product, edition = outcome.product, self.edition
        if isinstance(outcome, Failed):
            remove(edition.out / product.path)
        self.manifest.record(outcome)
        if isinstance(product, Briefing):
            for printed_page in Print.all_of(product):
                self.manifest.drop_outdated(printed_page, edition.folder)

    def made(self, standings: Iterable[tuple[Task, Output | None]]) -> Generator[Event]:
        """Makes what is stale: from the run that was kept, else in workers, each handed what it reads."""
        edition, wanted, stale = self.edition, self.wanted, list[Task]()
        for task, output in standings:
            if output is not None and not wanted.force:
                yield Current(task.product, output)
            elif wanted.force or not (made := self.from_kept_run(task)):
                stale.append(task)
            else:
                yield made
        if not stale:
            return
        if wanted.scheduler is None:
            prepare()
        with temporary_folder() as folder:
            copy = edition.source.copy(Path(folder), edition.evaluate)
            edition.source.release()
            tasks = [self.ready(task, copy) for task in stale]
            if wanted.scheduler is None:
                makers = make_all(tasks, min(wanted.workers, most_workers()))
            else:
                from ntm_analysis.batch.run.cluster import make_on_cluster  # noqa: PLC0415 (an extra, slow to load)

                makers = make_on_cluster(tasks, wanted.scheduler)
            yield from self.written(makers)

    def written(self, makers: Generator[Started | Made]) -> Generator[Event]:
        """Writes, in this process alone, what comes of the work."""
        with closing(makers) as events:
            for event in events:
                if isinstance(event, Started):
                    yield event
                    continue
                for path, content in event.files:
                    write_whole(self.edition.out / path, content)
                yield event.outcome

    def ready(self, task: Task, copy: Path) -> Task:
        """Hands a task what it reads, and the kernel that is asked for."""
        if isinstance(task, PageTask) and self.wanted.ordinary:
            task = replace(task, kernel=Kernel.ORDINARY)
        return replace(task, copy=copy)

    def printed(self) -> Generator[Event]:
        """Prints the pages there are, each once: a print is current while its page has the same bytes."""
        wanted, out, stale = self.wanted, self.edition.out, list[Task]()
        if wanted.browser is None:
            return
        for briefing, form in each_with(self.chosen, wanted.forms):
            page, product = self.manifest.pages.get(briefing.page), Print(briefing, form)
            if page is None or (form is Form.CHARTS and not has_charts(out / briefing.path)):
                continue
            output = self.manifest.current(product, page.sha256, out)
            if output is None or wanted.force:
                make = partial(printed, browser=wanted.browser, form=form)
                stale.append(FileTask(product, page.sha256, wanted.limits, make, out / briefing.path))
            else:
                yield Current(product, output)
        if stale:
            yield from self.written(make_all(stale, min(wanted.workers, most_workers())))

    def from_kept_run(self, task: Task) -> Built | Failed | None:
        """Publishes a page from the run there is of its notebook, which another template does not change."""
        if not isinstance(task, PageTask) or not (self.edition.out / task.product.executed_path).exists():
            return None
        if (notebook := kept(task.product, task.run, self.edition.out)) is None:
            return None
        # A build with nothing to do does without.
        from ntm_analysis.batch.site.clean import UnfitPageError  # noqa: PLC0415
        from ntm_analysis.batch.site.page import publish  # noqa: PLC0415

        started = time.monotonic()
        try:
            page, html = publish(notebook, task, len(notebook.metadata["ntm"]["read"]))
        except UnfitPageError as error:
            return Failed(task.product, error.reason, str(error), time.monotonic() - started, kept=False)
        write_whole(self.edition.out / task.product.path, html)
        return Built(task.product, page, time.monotonic() - started)
