"""What building each product takes, as a worker is handed it, and whether the file there is what it gives."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from ntm_analysis.batch.keep.keys import page_key, run_key, workbook_key
from ntm_analysis.batch.keep.manifest import Manifest
from ntm_analysis.batch.plan import Briefing, Edition, MonthWorkbook
from ntm_analysis.batch.plan.notebooks import cells_key, cells_of
from ntm_analysis.batch.plan.outcome import Output
from ntm_analysis.batch.site import Frame, frame_of, frame_of_page
from ntm_analysis.model import Place, PlaceKind


@dataclass(frozen=True)
class Limits:
    """What a product may take: seconds a cell, seconds in all, and bytes of memory."""

    cell: float
    briefing: float
    memory: int = 2 * 2**30


NO_LIMITS = Limits(float("inf"), float("inf"))


@dataclass(frozen=True)
class PageTask:
    """One briefing to build; travels to the process that builds it.

    ``run`` is the key of its run, ``key`` that of the page; ``cells`` identifies the notebook
    as it was when the build began. ``copy`` holds the dataset, where that is to be run.
    """

    product: Briefing
    frame: Frame
    key: str
    run: str
    limits: Limits
    cells: str = ""
    copy: Path | None = None

    @property
    def parameters(self) -> dict[str, str]:
        """Gives what the notebook is run with: the copy in the place of the dataset's folder."""
        return {**self.product.parameters, "dataset": (self.copy or self.product.folder).as_posix()}

    def runnable(self, notebook: str) -> bytes:
        """Puts the dataset's folder in the place of its copy, which is gone when the notebook is opened."""
        folder = json.dumps(self.product.folder.as_posix(), ensure_ascii=False)[1:-1]
        return notebook.replace(self.parameters["dataset"], folder).encode(errors="backslashreplace")


@dataclass(frozen=True)
class WorkbookTask:
    """The workbook of a month to write; travels to the process that builds it."""

    product: MonthWorkbook
    key: str
    limits: Limits
    copy: Path | None = None


Task = PageTask | WorkbookTask


@dataclass(frozen=True)
class ProductState:
    """Where a product stands before anything is built; ``output`` is there when it is current."""

    task: Task
    output: Output | None

    @property
    def product(self) -> Briefing | MonthWorkbook:
        """Gives what stands so."""
        return self.task.product


def standing(
    edition: Edition,
    products: Sequence[Briefing | MonthWorkbook],
    manifest: Manifest,
    limits: Limits = NO_LIMITS,
) -> tuple[ProductState, ...]:
    """Tells for each product whether the file on the disk is the one that building would give."""
    return tuple(
        ProductState(task, manifest.current(task.product, task.key, edition.out))
        for task in tasks_of(edition, products, limits)
    )


def tasks_of(
    edition: Edition, products: Iterable[Briefing | MonthWorkbook], limits: Limits
) -> Iterator[Task]:
    """Gives what building each product would take, with its keys."""
    shared, software = frame_of(edition.data, edition.language), edition.software
    cells, data = (
        {notebook: cells_of(notebook.path) for notebook in edition.notebooks},
        edition.source.fingerprint,
    )
    by_place: dict[Place, list[Briefing]] = {}
    for briefing in edition.briefings:
        by_place.setdefault(briefing.place, []).append(briefing)
    district = [b for place, of in by_place.items() if place.kind is PlaceKind.DISTRICT for b in of]
    for product in products:
        if isinstance(product, MonthWorkbook):
            yield WorkbookTask(product, workbook_key(product, data, software), limits)
            continue
        run = run_key(product, cells[product.notebook], data, software)
        # A page may lead to those of the district and to its place's own.
        beside = dict.fromkeys((*district, *by_place[product.place]))
        frame = frame_of_page(shared, product, beside)
        key = page_key(run, frame, software)
        yield PageTask(product, frame, key, run, limits, cells_key(cells[product.notebook]))
