"""Where a command finds its dataset, its notebooks and its output."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from ntm_analysis.dataset import Dataset, find_dataset, read_dataset
from ntm_analysis.errors import NtmError
from ntm_analysis.reporting.build import Edition
from ntm_analysis.reporting.notebooks import Notebooks, find_notebooks
from ntm_analysis.workbook import workbook

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

    data: Dataset
    notebooks: Notebooks
    out: Path

    def edition(self, period: str | None, language: str) -> Edition:
        """Gives the briefings of one month, the latest when none is named."""
        month = self.data.period(period) if period is not None else self.data.latest
        return Edition(self.data, self.notebooks.found, month, language, self.out, workbook)


def open_dataset(data: Path | None) -> Dataset:
    """Reads the dataset named, or the only one found upward from the working directory."""
    read = read_dataset(data or find_dataset(Path.cwd()))
    for other in sorted(read.folder.resolve().parent.glob("*/dataset.yaml")):
        if other.parent != read.folder.resolve() and _name_in(other) == read.name:
            raise SameNameError(read.name, other)
    return read


def _name_in(description: Path) -> str:
    """Finds the name in a description that may be broken otherwise."""
    found = re.search(r"^name:\s*[\"']?([a-z0-9-]+)", description.read_text("utf-8", "replace"), re.MULTILINE)
    return found.group(1) if found else ""


def open_project(data: Path | None, notebooks: Path | None, out: Path | None) -> Project:
    """Reads the dataset and its notebooks; the output lies beside the notebooks unless named."""
    read = open_dataset(data)
    folder = notebooks_folder(read.folder, notebooks)
    found = find_notebooks(folder, (LEADING, *read.criteria.areas))
    return Project(read, found, (out or folder.parent / REPORTS).resolve())


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
