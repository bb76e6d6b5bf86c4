"""What building each product would take, and whether the file on the disk is what it would give."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from ntm_analysis.batch.cache import page_key, run_key, workbook_key
from ntm_analysis.batch.edition import Edition
from ntm_analysis.batch.frame import frame_of, frame_of_page
from ntm_analysis.batch.manifest import Manifest
from ntm_analysis.batch.outcome import Output
from ntm_analysis.batch.plan import Briefing, Workbook
from ntm_analysis.batch.reach import area_of, code_key, code_of
from ntm_analysis.batch.task import Limits, PageTask, Task, WorkbookTask
from ntm_analysis.model import Place, PlaceKind
from ntm_analysis.read.outline import WHOLE

NO_LIMITS = Limits(float("inf"), float("inf"))


@dataclass(frozen=True)
class Standing:
    """Where a product stands before anything is built; ``output`` is there when it is current."""

    task: Task
    area: str  # whose part of the dataset it is made from
    output: Output | None

    @property
    def product(self) -> Briefing | Workbook:
        """Gives what stands so."""
        return self.task.product


def standing(
    edition: Edition,
    products: Sequence[Briefing | Workbook],
    manifest: Manifest,
    limits: Limits = NO_LIMITS,
) -> tuple[Standing, ...]:
    """Tells for each product whether the file on the disk is the one that building would give."""
    found = []
    for task, area in tasks_of(edition, products, limits):
        found.append(Standing(task, area, manifest.current(task.product, task.key, edition.out)))
    return tuple(found)


def tasks_of(
    edition: Edition, products: Iterable[Briefing | Workbook], limits: Limits
) -> Iterator[tuple[Task, str]]:
    """Gives what building each product would take, with its keys and the area it reads."""
    shared, software = frame_of(edition.data, edition.language), edition.software
    # Translations reach the pages of their language only.
    told = edition.data.told.get(edition.language, "")
    parts = {area: f"{part}{told}" for area, part in edition.data.parts.items()}
    code = {notebook: code_of(notebook.path) for notebook in edition.notebooks}
    areas = {notebook: area_of(cell["source"] for cell in cells) for notebook, cells in code.items()}
    beside = _beside(edition.briefings)
    for product in products:
        if isinstance(product, Workbook):
            key = workbook_key(product, parts[WHOLE], software)
            yield WorkbookTask(product, key, limits), WHOLE
            continue
        # An area the criteria do not have is the notebook's own mistake, which running it will tell.
        area = areas[product.notebook] if areas[product.notebook] in parts else WHOLE
        run = run_key(product, code[product.notebook], parts[area], software)
        frame = frame_of_page(shared, product, beside[product.place])
        key = page_key(run, frame, software)
        yield PageTask(product, frame, key, run, limits, code_key(code[product.notebook])), area


def _beside(briefings: Iterable[Briefing]) -> dict[Place, tuple[Briefing, ...]]:
    """Gives for each place the briefings that its pages may lead to: the district's and its own."""
    by_place: dict[Place, list[Briefing]] = {}
    for briefing in briefings:
        by_place.setdefault(briefing.place, []).append(briefing)
    district = [b for place, of in by_place.items() if place.kind is PlaceKind.DISTRICT for b in of]
    return {place: tuple(dict.fromkeys((*district, *of))) for place, of in by_place.items()}
