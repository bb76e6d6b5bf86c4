"""Where a command finds its dataset, its notebooks and its output."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from ntm_analysis.batch.cache import Code
from ntm_analysis.batch.edition import Edition
from ntm_analysis.batch.notebooks import Notebooks, find_notebooks
from ntm_analysis.batch.source import Source, source_of
from ntm_analysis.cli.several import Refused, RefusedError, same_names
from ntm_analysis.errors import NtmError
from ntm_analysis.publish.workbook import workbook
from ntm_analysis.read.find import find_dataset

if TYPE_CHECKING:
    from ntm_analysis.read import Dataset

NOTEBOOKS = "notebooks"
REPORTS = "reports"
# The overview stands for the whole place; the areas follow in the order of areas.yaml.
LEADING = "overview"


class NoNotebooksFolderError(NtmError):
    """Says where notebooks were looked for."""

    def __init__(self, start: Path) -> None:
        super().__init__(
            f"không tìm thấy thư mục {NOTEBOOKS} từ “{start}” trở lên; chỉ thư mục đó bằng --notebooks"
        )


class SameNameError(NtmError):
    """Says that two datasets would write their pages into one folder."""

    def __init__(self, name: str, other: Path) -> None:
        super().__init__(f"tên “{name}” đã dùng ở {other}; đặt name khác trong dataset.yaml")


@dataclass(frozen=True)
class Project:
    """A dataset with the notebooks that report on it and the folder the pages go to."""

    source: Source
    notebooks: Notebooks
    out: Path
    software: Code

    @property
    def name(self) -> str:
        """Names the dataset."""
        return self.source.outline.name

    def edition(self, period: str | None, language: str) -> Edition:
        """Gives the briefings of one month, the latest when none is named."""
        data = self.source.outline
        month = data.period(period) if period is not None else data.latest
        found = self.notebooks.found
        return Edition(data, found, month, language, self.out, self.source, workbook, self.software)


def open_dataset(data: Path | None, language: str = "vi") -> Dataset:
    """Reads the dataset named, or the only one found upward from the working directory."""
    from ntm_analysis.read import read_dataset  # noqa: PLC0415 (loads pandas)

    read = read_dataset(data or find_dataset(Path.cwd()), language)
    _check_name(read.folder, read.name)
    return read


def _check_name(folder: Path, name: str) -> None:
    """Raises SameNameError where a dataset beside this one bears its name."""
    for other in sorted(folder.resolve().parent.glob("*/dataset.yaml")):
        if other.parent != folder.resolve() and _name_in(other) == name:
            raise SameNameError(name, other)


def _name_in(description: Path) -> str:
    """Finds the name in a description that may be broken otherwise, or missing."""
    try:
        text = description.read_text("utf-8", "replace")
    except OSError:  # reading the dataset tells of it
        return ""
    found = re.search(r"^name:\s*[\"']?([a-z0-9-]+)", text, re.MULTILINE)
    return found.group(1) if found else ""


def open_project(
    data: Path | None,
    notebooks: Path | None,
    out: Path | None,
    reading: Callable[[], object] | None = None,
) -> Project:
    """Opens a dataset and its notebooks; the output lies beside the notebooks unless named.

    ``reading`` is called before tables are read, if they have to be.
    """
    dataset = data or find_dataset(Path.cwd())
    folder = notebooks_folder(dataset, notebooks)
    place, software = _place(folder, out), Code()
    source = source_of(dataset, _named(dataset), place, software, reading)
    _check_name(dataset, source.outline.name)
    return Project(source, find_notebooks(folder, (LEADING, *source.outline.areas)), place, software)


def open_projects(
    datasets: Sequence[Path],
    notebooks: Path | None,
    out: Path | None,
    aside: Path | None = None,
    reading: Callable[[], object] | None = None,
) -> list[Project]:
    """Opens the datasets named, or the one that is found, with the same notebooks and one output.

    ``reading`` is called before tables are read. Of several, tables that are read are put ``aside``, into a
    folder that has to last as long as the projects, or let go. Raises RefusedError with the problems of all
    of them and of the notebooks.
    """
    if len(datasets) < 2:  # noqa: PLR2004 (one or none)
        return [open_project(datasets[0] if datasets else None, notebooks, out, reading)]
    folder = notebooks_folder(datasets[0], notebooks)
    place, software = _place(folder, out), Code()
    sources, refused = list[Source](), list[Refused]()
    for dataset in datasets:
        try:
            source = source_of(dataset, _named(dataset), place, software, reading)
            sources.append(source.put_aside(aside / str(len(sources))) if aside else source)
        except NtmError as error:
            refused.append(refusal(dataset.name, error))
        else:
            source.release()
    refused += same_names([*((s.outline.name, s.outline.folder.name) for s in sources), *_beside(datasets)])
    try:
        found = {areas: find_notebooks(folder, (LEADING, *areas)) for areas in set(map(_areas, sources))}
    except NtmError as error:
        refused.append(refusal(folder.name, error))
    if refused:
        raise RefusedError(refused)
    return [Project(source, found[_areas(source)], place, software) for source in sources]


def refusal(name: str, error: NtmError) -> Refused:
    """Gives what is wrong in one of several datasets, for telling all of it at once."""
    return Refused(name, tuple(str(error).splitlines()))


def _beside(datasets: Sequence[Path]) -> Iterator[tuple[str, str]]:
    """Names the datasets that lie beside those chosen: their pages would go into the same folders."""
    chosen = {dataset.resolve() for dataset in datasets}
    for parent in sorted({folder.parent for folder in chosen}):
        for description in sorted(parent.glob("*/dataset.yaml")):
            if description.parent not in chosen:
                yield _name_in(description), description.parent.name


def _place(notebooks: Path, out: Path | None) -> Path:
    return (out or notebooks.parent / REPORTS).resolve()


def _named(dataset: Path) -> str:
    return _name_in(dataset / "dataset.yaml")


def _areas(source: Source) -> tuple[str, ...]:
    return source.outline.areas


def notebooks_folder(dataset: Path, named: Path | None) -> Path:
    """Finds the notebooks beside ``data/``, else upward from the working directory."""
    if named is not None:
        return named.resolve()
    root = dataset.resolve().parent.parent
    here = Path.cwd()
    for folder in (root, here, *here.parents):
        if any((folder / NOTEBOOKS).glob("*.ipynb")):
            return folder / NOTEBOOKS
    raise NoNotebooksFolderError(here)
