"""What lies in the folder of one month: every product's outcome, key and hash, a page's Summary."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from ntm_analysis.batch.keep import as_json, is_inside, read_as, remove, write_changed
from ntm_analysis.batch.keep.keys import file_hash, page_hash, page_key, run_key, workbook_key
from ntm_analysis.batch.plan import EXECUTED, Briefing, Edition, MonthWorkbook, Print, Product
from ntm_analysis.batch.plan.notebooks import cells_key, cells_of
from ntm_analysis.batch.run.executed import still_as_read
from ntm_analysis.batch.run.task import (
    NO_LIMITS,
    Failed,
    Failure,
    FileTask,
    Limits,
    Outcome,
    Output,
    PageOutput,
    PageTask,
    Task,
)
from ntm_analysis.batch.site import frame_of, frame_of_page
from ntm_analysis.model import Place, PlaceKind

NAME = "manifest.json"
_PERIOD = re.compile(r"[0-9]{4}-(0[1-9]|1[0-2])")


@dataclass
class Manifest:
    """The pages and other files of one dataset, period and language, by their name within the period."""

    dataset: str
    title: str
    period: str
    language: str
    illustrative: bool
    draft: bool = True
    # Of the dataset, for the index above the districts; unknown in what an older version wrote.
    office: str = ""
    province: str = ""
    communes: int = 0
    pages: dict[str, PageOutput] = field(default_factory=dict)
    files: dict[str, Output] = field(default_factory=dict)
    failures: dict[str, Failure] = field(default_factory=dict)

    def record(self, outcome: Outcome) -> None:
        """Puts an outcome in the place of what was known of that product."""
        name = outcome.product.page
        for known in (self.pages, self.files, self.failures):
            known.pop(name, None)
        if isinstance(outcome, Failed):
            self.failures[name] = Failure(outcome.reason, outcome.message)
        elif isinstance(outcome.output, PageOutput):
            self.pages[name] = outcome.output
        else:
            self.files[name] = outcome.output

    def current(self, product: Product, key: str, out: Path) -> Output | None:
        """Gives what need not be built again: same key, and the file as it was written.

        The ways to other months are written later and do not count in a page.
        """
        output = self.pages.get(product.page) or self.files.get(product.page)
        if output is None or output.key != key or not _lies_in(out / product.path, output):
            return None
        if isinstance(output, PageOutput) and isinstance(product, Briefing) and output.read:
            folder = product.notebook.path.parent
            return output if still_as_read(out / product.executed_path, folder) else None
        return output

    def forget_all_but(self, products: Iterable[Product], folder: Path) -> None:
        """Drops what was built, with its files, of places or notebooks that no longer exist."""
        known = {product.page for product in products}
        for built in (self.pages, self.files):
            for name in built.keys() - known:
                remove(folder / name)
                del built[name]
        for name in self.failures.keys() - known:
            del self.failures[name]

    def forget_changed(self, folder: Path) -> list[str]:
        """Drops, and names, what is no longer there as it was written; records that."""
        built: dict[str, Output] = {**self.pages, **self.files}
        changed = [name for name, output in built.items() if not _lies_in(folder / name, output)]
        for name in changed:
            for known in (self.pages, self.files):
                known.pop(name, None)
        if changed:
            self.write(folder)
        return changed

    def drop_outdated(self, printed: Print, folder: Path) -> None:
        """Drops the PDF of a page that is gone or has changed."""
        page, known = self.pages.get(printed.briefing.page), self.files.get(printed.page)
        if known is not None and (page is None or page.sha256 != known.key):
            remove(folder / printed.page)
            del self.files[printed.page]

    @property
    def failed_pages(self) -> list[str]:
        """Names the pages that could not be built, other files left out."""
        return [name for name in self.failures if name.endswith(".html")]

    def write(self, folder: Path) -> None:
        """Writes the manifest, sorted, without a date: equal pages give equal bytes."""
        write_changed(folder / NAME, as_json(self, in_order=True))


def _lies_in(file: Path, output: Output) -> bool:
    """Tells whether a file is as it was written, for a page without its ways to other months."""
    try:
        digest = page_hash(file.read_bytes()) if isinstance(output, PageOutput) else file_hash(file)
    except OSError:  # it is made again, and whoever writes it says what is wrong
        return False
    return digest == output.sha256


def read_manifest(folder: Path) -> Manifest | None:
    """Reads what a folder holds; None where nothing was built, an older version wrote it or it is damaged.

    A manifest that cannot be read only means that its pages are built again. What it names is used as a
    path, so one that names anything outside its folder is not read either.
    """
    try:
        manifest = read_as(Manifest, (folder / NAME).read_bytes())
    except (OSError, ValueError):
        return None
    names = (*manifest.pages, *manifest.files, *manifest.failures)
    sound = all(map(is_inside, names)) and _PERIOD.fullmatch(manifest.period)
    return manifest if sound else None


def is_damaged(folder: Path) -> bool:
    """Tells whether there is a manifest that cannot be used."""
    return (folder / NAME).exists() and read_manifest(folder) is None


def drop_unused(out: Path, dataset: str) -> None:
    """Removes the executed notebooks of a dataset whose page is no more, and has not failed, of any month."""
    known: dict[PurePosixPath, set[str]] = {}
    for path in (out / EXECUTED / dataset).rglob("*.ipynb"):
        page = PurePosixPath(path.relative_to(out / EXECUTED).with_suffix(".html").as_posix())
        month = PurePosixPath(*page.parts[:3])
        if month not in known:
            manifest = read_manifest(out / month)
            known[month] = {*manifest.pages, *manifest.failures} if manifest else set()
        if str(page.relative_to(month)) not in known[month]:
            remove(path)


def manifest_of(edition: Edition) -> Manifest:
    """Reads what was built before of a month, or begins anew."""
    known, data = read_manifest(edition.folder), edition.data
    pages, files, failures = (known.pages, known.files, known.failures) if known else ({}, {}, {})
    return Manifest(
        data.name,
        data.title[edition.language],
        str(edition.period),
        edition.language,
        illustrative=data.illustrative,
        draft=data.is_draft(edition.period),
        office=data.office[edition.language],
        province=data.province,
        communes=sum(place.kind is PlaceKind.COMMUNE for place in edition.places),
        pages=pages,
        files=files,
        failures=failures,
    )


def standing(
    edition: Edition,
    products: Iterable[Briefing | MonthWorkbook],
    manifest: Manifest,
    limits: Limits = NO_LIMITS,
) -> list[tuple[Task, Output | None]]:
    """Gives what building each product takes, and its file where that is what building would give."""
    tasks = tasks_of(edition, products, limits)
    return [(task, manifest.current(task.product, task.key, edition.out)) for task in tasks]


def tasks_of(
    edition: Edition, products: Iterable[Briefing | MonthWorkbook], limits: Limits = NO_LIMITS
) -> Iterator[Task]:
    """Gives what building each product would take, with its keys."""
    shared, software = frame_of(edition.data, edition.language, edition.code), edition.software
    cells = {notebook: cells_of(notebook.path) for notebook in edition.notebooks}
    data = edition.source.fingerprint
    by_place: dict[Place, list[Briefing]] = {}
    for briefing in edition.briefings:
        by_place.setdefault(briefing.place, []).append(briefing)
    district = [b for place, of in by_place.items() if place.kind is PlaceKind.DISTRICT for b in of]
    for product in products:
        if isinstance(product, MonthWorkbook):
            assert edition.maker is not None  # noqa: S101 (without it there is no workbook)
            yield FileTask(product, workbook_key(product, data, software), limits, edition.maker)
            continue
        run = run_key(product, cells[product.notebook], data, software)
        # A page may lead to those of the district and to its place's own.
        beside = dict.fromkeys((*district, *by_place[product.place]))
        frame = frame_of_page(shared, product, beside)
        key = page_key(run, frame, software)
        notebook = product.notebook
        yield PageTask(product, frame, key, run, limits, cells_key(cells[notebook]), notebook.kernel)
