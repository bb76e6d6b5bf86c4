"""All that is built of one month: its briefings, its workbook, and the folder they are published in."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Protocol

from ntm_analysis.batch.cache import Code
from ntm_analysis.batch.manifest import Manifest, read_manifest
from ntm_analysis.batch.notebooks import Notebook
from ntm_analysis.batch.plan import Briefing, Print, Product, Workbook, period_folder, plan
from ntm_analysis.model import Period, Place, PlaceKind
from ntm_analysis.read.outline import Outline


class Tables(Protocol):
    """The tables of a dataset, which a build with nothing to run never reads."""

    def copies(self, areas: Iterable[str], folder: Path) -> Mapping[str, Path]:
        """Writes what each area reads into a folder and tells the files."""

    def release(self) -> None:
        """Lets the tables go: of many datasets memory holds those of one."""

    def record(self) -> None:
        """Keeps the outline of the dataset for the commands after this one."""


@dataclass(frozen=True)
class Edition:
    """All that is built of one dataset, period and language, and the folder it is published in.

    ``source`` gives the kernels their tables. ``maker`` evaluates the dataset and gives the month's
    workbook; without it there is none.
    """

    data: Outline
    notebooks: tuple[Notebook, ...]
    period: Period
    language: str
    out: Path
    source: Tables
    maker: Callable[[Path, Period, str], bytes] | None = None
    software: Code = field(default_factory=Code)

    @property
    def workbooks(self) -> tuple[Workbook, ...]:
        """Lists the month's workbook, if there is a maker of it."""
        if self.maker is None:
            return ()
        return (Workbook(self.data.name, self.data.folder, self.period, self.language, self.maker),)

    @property
    def products(self) -> tuple[Product, ...]:
        """Lists everything there can be of the month."""
        return (*self.workbooks, *self.briefings, *map(Print, self.briefings))

    @cached_property
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
            office=self.data.office[self.language],
            province=self.data.province,
            communes=sum(place.kind is PlaceKind.COMMUNE for place in self.places),
            pages=pages,
            files=files,
            failures=failures,
        )
