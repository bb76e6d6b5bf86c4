"""Where a command finds its datasets, notebooks and output, and what of them is asked for."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from ntm_analysis.batch.keep.keys import Code
from ntm_analysis.batch.keep.source import DatasetSource, source_of
from ntm_analysis.batch.plan import Edition, select
from ntm_analysis.batch.plan.notebooks import Notebooks, find_notebooks, notebooks_folder
from ntm_analysis.cli.several import FILE, NameTakenError, Refusals
from ntm_analysis.language import Language
from ntm_analysis.model import Period
from ntm_analysis.model.places import find_place, places_named
from ntm_analysis.publish import workbook
from ntm_analysis.read import find_dataset

if TYPE_CHECKING:
    from ntm_analysis.read import Dataset

REPORTS = "reports"


@dataclass(frozen=True)
class Project:
    """A dataset with the notebooks that report on it and the folder the pages go to."""

    source: DatasetSource
    notebooks: Notebooks
    out: Path
    software: Code

    @property
    def name(self) -> str:
        """Names the dataset."""
        return self.source.outline.name

    def has(self, text: str) -> bool:
        """Tells whether there is such a place; one whose name several bear is told when it is asked for."""
        return bool(places_named(self.source.outline.places, text))

    def edition(self, period: str | None, language: str) -> Edition:
        """Gives the briefings of one month, the latest when none is named.

        Its tables come with their results, targets, registrations, tasks and changes since the month before.
        """
        data, found = self.source.outline, self.notebooks.found
        month = data.period(period) if period is not None else data.latest

        def evaluated(tables: Dataset) -> None:
            from ntm_analysis.say.units import followed, registered
            from ntm_analysis.say.view import View

            view = View.of(tables, month, Language.load(language))
            if view.before:
                list(view.since(view.before))
            for follow in (registered, followed):
                follow(view)

        return Edition(
            data, found, month, language, self.out, self.source, workbook, self.software, evaluated
        )


def open_dataset(data: Path | None, language: str = "vi") -> Dataset:
    """Reads the dataset named, or the only one found upward from the working directory."""
    from ntm_analysis.read import read_dataset

    read = read_dataset(data or find_dataset(Path.cwd()), language)
    _check_name(read.folder, read.name)
    return read


def open_month(data: Path | None, period: str | None, language: str) -> tuple[Dataset, Period, Language]:
    """Reads the dataset that is meant; gives it with the month asked for, else the latest, and the words."""
    read = open_dataset(data, language)
    return read, read.period(period) if period is not None else read.latest, Language.load(language)


def _check_name(folder: Path, name: str) -> None:
    """Raises NtmError where a dataset beside this one bears its name."""
    for other in sorted(folder.resolve().parent.glob(f"*/{FILE}")):
        if other.parent != folder.resolve() and _name_in(other) == name:
            raise NameTakenError(name, other)


def _name_in(description: Path) -> str:
    """Finds the name in a description that may be broken otherwise, or missing."""
    try:
        text = description.read_text("utf-8", "replace")
    except OSError:  # reading the dataset tells of it
        return ""
    found = re.search(r"^name:\s*[\"']?([a-z0-9-]+)", text, re.MULTILINE)
    return found.group(1) if found else ""


def open_projects(
    datasets: Sequence[Path],
    notebooks: Path | None = None,
    out: Path | None = None,
    aside: Path | None = None,
    reading: Callable[[], object] | None = None,
) -> list[Project]:
    """Opens the datasets named, or the one that is found, with the same notebooks and one output.

    The output lies beside the notebooks unless named. ``reading`` is called before tables are read, if they
    have to be. Of several, tables that are read are put ``aside``, into a folder that has to last as long as
    the projects, or let go. Raises RefusedError with the problems of all of them and of the notebooks.
    """
    datasets = datasets or [find_dataset(Path.cwd())]
    folder, alone = notebooks_folder(datasets[0], notebooks), len(datasets) == 1
    place, software = (out or folder.parent / REPORTS).resolve(), Code()
    sources, refusals = list[DatasetSource](), Refusals(alone)
    for dataset in datasets:
        with refusals.gathered(dataset.name):
            source = source_of(dataset, _name_in(dataset / FILE), place, software, reading)
            if alone:
                _check_name(dataset, source.outline.name)
                sources.append(source)
            else:
                sources.append(source.put_aside(aside / str(len(sources))) if aside else source)
                source.release()
    if not alone:  # the pages of datasets that lie beside those chosen would go into the same folders
        chosen = {dataset.resolve() for dataset in datasets}
        near = {path for parent in {one.parent for one in chosen} for path in parent.glob(f"*/{FILE}")}
        beside = [(_name_in(path), path.parent.name) for path in near if path.parent not in chosen]
        refusals.same_names([*((s.outline.name, s.outline.folder.name) for s in sources), *beside])
    with refusals.gathered(folder.name):
        areas = {tuple(source.outline.areas.items()) for source in sources}
        found = {each: find_notebooks(folder, dict(each)) for each in areas}
    refusals.tell()
    return [
        Project(source, found[tuple(source.outline.areas.items())], place, software) for source in sources
    ]


@dataclass(frozen=True)
class Asked:
    """One dataset with the month and the places asked for, the latest and all where none is named."""

    project: Project
    period: str | None
    language: str
    places: tuple[str, ...]

    def edition(self) -> Edition:
        """Gives all there is of the month; of a country's editions, memory holds those in use."""
        return self.project.edition(self.period, self.language)


def asked_of(
    projects: Sequence[Project],
    period: str | None,
    language: str,
    places: Sequence[str] = (),
    notebooks: Sequence[str] = (),
) -> list[Asked]:
    """Takes the datasets that have any of the places.

    Raises NtmError for a place that none has, where a dataset lacks the month, the page or the notebook; of
    several RefusedError.
    """
    # The plain string: an option's own type would take the command line into every process that is handed it.
    code = str(language)
    every = [Asked(each, period, code, tuple(text for text in places if each.has(text))) for each in projects]
    for text in places:
        if not any(text in each.places for each in every):
            find_place([place for each in projects for place in each.source.outline.places], text)
    asked = [each for each in every if each.places or not places]
    refusals = Refusals(len(asked) == 1)
    for each in asked:
        with refusals.gathered(each.project.name):
            edition = each.edition()
            select(edition.briefings, edition.data, each.places, notebooks)
    refusals.tell()
    return asked
