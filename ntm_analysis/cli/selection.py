"""What is asked for of each dataset: its month and those of the places that it has."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ntm_analysis.batch.plan import Edition, select
from ntm_analysis.cli.project import Project, refusal
from ntm_analysis.cli.several import RefusedError
from ntm_analysis.errors import NtmError
from ntm_analysis.read.contents import AmbiguousPlaceError, UnknownPlaceError, find_place


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
    projects: Sequence[Project], period: str | None, language: str, places: Sequence[str] = ()
) -> list[Asked]:
    """Takes the datasets that have any of the places; raises UnknownPlaceError for one that none has."""
    # The plain string: an option's own type would take the command line into every process that is handed it.
    code = str(language)
    asked = [
        Asked(each, period, code, tuple(text for text in places if _has(each, text))) for each in projects
    ]
    for text in places:
        if not any(text in each.places for each in asked):
            find_place([place for each in projects for place in each.source.outline.places], text)
    return [each for each in asked if each.places or not places]


def check_asked(asked: Sequence[Asked], notebooks: Sequence[str] = ()) -> None:
    """Raises NtmError where a dataset lacks the month, the page or the notebook, of several RefusedError."""
    refused = []
    for each in asked:
        try:
            edition = each.edition()
            select(edition.briefings, edition.data, each.places, notebooks)
        except NtmError as error:
            if len(asked) == 1:
                raise
            refused.append(refusal(each.project.name, error))
    if refused:
        raise RefusedError(refused)


def _has(project: Project, text: str) -> bool:
    """Tells whether a dataset has a place; one whose name several bear is told when it is asked for."""
    try:
        project.source.outline.place(text)
    except UnknownPlaceError:
        return False
    except AmbiguousPlaceError:
        return True
    return True
