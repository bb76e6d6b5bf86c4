"""What is to be built of a month: a Briefing for each place and notebook, the workbook, printed pages."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from itertools import chain
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, ClassVar

from ntm_analysis.batch.keep.inputs import code_of
from ntm_analysis.batch.keep.keys import Code
from ntm_analysis.batch.keep.source import DatasetSource
from ntm_analysis.batch.plan.notebooks import Notebook
from ntm_analysis.errors import NtmError
from ntm_analysis.model import Period, Place, PlaceKind
from ntm_analysis.read import Outline

if TYPE_CHECKING:
    from ntm_analysis.read import Dataset

WORKBOOK = "tong-hop.xlsx"
EXECUTED = PurePosixPath(".executed")


@dataclass(frozen=True)
class Briefing:
    """One page: dataset x notebook x place x period x language.

    Names its own files below the output folder, its log line and its parameters.
    """

    dataset: str
    folder: Path  # of the dataset, absolute
    notebook: Notebook
    place: Place
    period: Period
    language: str

    @property
    def page(self) -> str:
        """Names the page within its period: ``06298-binh-phuc/health.html``."""
        return f"{self.place.code}-{self.place.slug}/{self.notebook.name}.html"

    @property
    def path(self) -> PurePosixPath:
        """Names the page below the output folder."""
        return PurePosixPath(self.dataset, str(self.period), self.language, self.page)

    @property
    def executed_path(self) -> PurePosixPath:
        """Names the executed notebook, of a briefing that failed as of one that was built."""
        return EXECUTED / self.path.with_suffix(".ipynb")

    @property
    def parameters(self) -> dict[str, str]:
        """Gives what the notebook is run with. Codes, not names: papermill escapes non-ASCII."""
        return {
            "dataset": str(self.folder),
            "place": self.place.code,
            "period": str(self.period),
            "language": self.language,
        }

    def __str__(self) -> str:
        return str(self.path)


@dataclass(frozen=True)
class MonthWorkbook:
    """The workbook of a month: dataset x period x language."""

    dataset: str
    period: Period
    language: str
    page: ClassVar[str] = WORKBOOK  # its name within the period

    @property
    def path(self) -> PurePosixPath:
        """Names the workbook below the output folder."""
        return PurePosixPath(self.dataset, str(self.period), self.language, self.page)

    def __str__(self) -> str:
        return str(self.path)


class Form(StrEnum):
    """What a browser makes of a page, by how the name of the file ends."""

    PDF = ".pdf"
    SHEET = ".sheet.pdf"  # the first sheet alone, to send
    PICTURE = ".png"  # the first screen, to send
    CHARTS = ".charts.zip"  # its charts as pictures, with the data behind them


@dataclass(frozen=True)
class Print:
    """A page as a browser prints it, beside the page."""

    briefing: Briefing
    form: Form = Form.PDF

    @property
    def page(self) -> str:
        """Names the file within its period: ``06298-binh-phuc/health.pdf``."""
        return str(PurePosixPath(self.briefing.page).with_suffix(self.form))

    @property
    def path(self) -> PurePosixPath:
        """Names the file below the output folder."""
        return self.briefing.path.with_suffix(self.form)

    @classmethod
    def all_of(cls, briefing: Briefing) -> tuple[Print, ...]:
        """Lists what a browser can make of a page."""
        return tuple(cls(briefing, form) for form in Form)

    def __str__(self) -> str:
        return str(self.path)


Product = Briefing | MonthWorkbook | Print


@dataclass(frozen=True)
class Edition:
    """All that is built of one dataset, period and language, and the folder it is published in.

    ``source`` gives the kernels their tables, with what ``evaluate`` computes of them up to the month.
    ``maker`` evaluates the dataset and gives the month's workbook; without it there is none. It is handed in,
    as a notebook is, because nothing here evaluates, and travels to a worker process by its name.
    """

    data: Outline
    notebooks: tuple[Notebook, ...]
    period: Period
    language: str
    out: Path
    source: DatasetSource
    maker: Callable[[Path, Period, str], bytes] | None = None
    software: Code = field(default_factory=Code)
    evaluate: Callable[[Dataset], object] | None = None

    @property
    def code(self) -> str:
        """Gives the code of the month's papers."""
        return code_of(self.period, self.source.inputs)

    @property
    def workbooks(self) -> tuple[MonthWorkbook, ...]:
        """Lists the month's workbook, if there is a maker of it."""
        if self.maker is None:
            return ()
        return (MonthWorkbook(self.data.name, self.period, self.language),)

    @property
    def products(self) -> tuple[Product, ...]:
        """Lists everything there can be of the month."""
        return (*self.workbooks, *self.briefings, *chain.from_iterable(map(Print.all_of, self.briefings)))

    @cached_property
    def briefings(self) -> tuple[Briefing, ...]:
        """Lists every briefing of the month: each place there is then with each notebook, the district first.

        A town belongs to the district's figures but is no NTM commune: it has no page of its own.
        """
        folder = self.data.folder.resolve()
        return tuple(
            Briefing(self.data.name, folder, notebook, place, self.period, self.language)
            for place in self.data.places
            if place.kind is not PlaceKind.TOWN and place.exists_in(self.period)
            for notebook in self.notebooks
        )

    @property
    def places(self) -> tuple[Place, ...]:
        """Lists the places that have pages."""
        return tuple(dict.fromkeys(briefing.place for briefing in self.briefings))

    @property
    def folder(self) -> Path:
        """Names the folder of the month's pages."""
        return self.out / self.data.name / str(self.period) / self.language


def select(
    briefings: Sequence[Briefing], data: Outline, places: Sequence[str], notebooks: Sequence[str]
) -> tuple[Briefing, ...]:
    """Keeps the briefings of the places and notebooks asked for; an empty list asks for all.

    Raises what ``data.place`` raises, and NtmError for a place without pages or an unknown notebook, with the
    nearest name.
    """
    codes = {data.place(text).code for text in places}
    if without := codes - {briefing.place.code for briefing in briefings}:
        place, why = data.place(min(without)), "là thị trấn, không phải xã nông thôn mới"
        if place.kind is not PlaceKind.TOWN:
            years = " đến ".join(str(day) for day in (place.begun, place.ended) if day)
            why = f"không có trong kỳ này ({years})"
        raise NtmError(f"“{place.code}” ({place.name}) {why}, nên không có trang riêng")
    known = list(dict.fromkeys(briefing.notebook.name for briefing in briefings))
    names = {name.removesuffix(".ipynb") for name in notebooks}
    for name in sorted(names - set(known)):
        (near,) = difflib.get_close_matches(name, known, n=1, cutoff=0)
        raise NtmError(f"không có sổ tính “{name}”; gần nhất: “{near}”; đang có: {', '.join(known)}")
    return tuple(
        briefing
        for briefing in briefings
        if (not codes or briefing.place.code in codes) and (not names or briefing.notebook.name in names)
    )
