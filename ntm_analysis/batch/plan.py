"""What is to be built: a Briefing for each place and notebook, the month's workbook, printed pages."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from ntm_analysis.batch.notebooks import Notebook
from ntm_analysis.errors import NtmError
from ntm_analysis.model import Period, Place, PlaceKind

if TYPE_CHECKING:
    from ntm_analysis.read.outline import Outline


WORKBOOK = "tong-hop.xlsx"


class UnknownNotebookError(NtmError):
    """Names the nearest notebook and all there are."""

    def __init__(self, name: str, known: Sequence[str]) -> None:
        near = difflib.get_close_matches(name, known, n=1, cutoff=0)
        hint = f"; gần nhất: “{near[0]}”" if near else ""
        super().__init__(f"không có sổ tính “{name}”{hint}; đang có: {', '.join(known)}")


class NoBriefingError(NtmError):
    """Says that a place exists but has no pages of its own."""

    def __init__(self, place: Place) -> None:
        why = "là thị trấn, không phải xã nông thôn mới"
        if place.kind is not PlaceKind.TOWN:
            years = " đến ".join(str(day) for day in (place.begun, place.ended) if day)
            why = f"không có trong kỳ này ({years})"
        super().__init__(f"“{place.code}” ({place.name}) {why}, nên không có trang riêng")


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
        return period_folder(self.dataset, self.period, self.language) / self.page

    @property
    def failed_path(self) -> PurePosixPath:
        """Names the executed notebook that is kept when the briefing fails."""
        return PurePosixPath(".failed") / self.path.with_suffix(".ipynb")

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
class Workbook:
    """The workbook of a month: dataset x period x language.

    ``make`` evaluates the dataset and gives the bytes; it is handed in, as a notebook is, because
    nothing here evaluates. It travels to a worker process by its name.
    """

    dataset: str
    folder: Path  # of the dataset, absolute
    period: Period
    language: str
    make: Callable[[Path, Period, str], bytes]

    @property
    def page(self) -> str:
        """Names the workbook within its period."""
        return WORKBOOK

    @property
    def path(self) -> PurePosixPath:
        """Names the workbook below the output folder."""
        return period_folder(self.dataset, self.period, self.language) / self.page

    def __str__(self) -> str:
        return str(self.path)


@dataclass(frozen=True)
class Print:
    """A page as PDF, beside the page."""

    briefing: Briefing

    @property
    def page(self) -> str:
        """Names the PDF within its period: ``06298-binh-phuc/health.pdf``."""
        return str(PurePosixPath(self.briefing.page).with_suffix(".pdf"))

    @property
    def path(self) -> PurePosixPath:
        """Names the PDF below the output folder."""
        return self.briefing.path.with_suffix(".pdf")

    def __str__(self) -> str:
        return str(self.path)


Product = Briefing | Workbook | Print


def period_folder(dataset: str, period: Period, language: str) -> PurePosixPath:
    """Names the folder of one month's pages below the output folder."""
    return PurePosixPath(dataset) / str(period) / language


def plan(data: Outline, notebooks: Iterable[Notebook], period: Period, language: str) -> tuple[Briefing, ...]:
    """Lists every briefing of a period: each place there is then with each notebook, the district first.

    A town belongs to the district's figures but is no NTM commune: it has no page of its own.
    """
    notebooks = tuple(notebooks)
    folder = data.folder.resolve()
    return tuple(
        Briefing(data.name, folder, notebook, place, period, language)
        for place in data.places
        if place.kind is not PlaceKind.TOWN and place.exists_in(period)
        for notebook in notebooks
    )


def select(
    briefings: Iterable[Briefing], data: Outline, places: Sequence[str], notebooks: Sequence[str]
) -> tuple[Briefing, ...]:
    """Keeps the briefings of the places and notebooks asked for; an empty list asks for all.

    Raises what ``data.place`` raises, or UnknownNotebookError, with the nearest name, and
    NoBriefingError for the town.
    """
    briefings = tuple(briefings)
    codes = {data.place(text).code for text in places}
    if without := codes - {briefing.place.code for briefing in briefings}:
        raise NoBriefingError(data.place(min(without)))
    known = list(dict.fromkeys(briefing.notebook.name for briefing in briefings))
    names = {name.removesuffix(".ipynb") for name in notebooks}
    for name in sorted(names - set(known)):
        raise UnknownNotebookError(name, known)
    return tuple(
        briefing
        for briefing in briefings
        if (not codes or briefing.place.code in codes) and (not names or briefing.notebook.name in names)
    )
