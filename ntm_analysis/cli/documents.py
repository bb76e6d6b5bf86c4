"""What the commands that write documents share: the facts of a month, and where files go."""

# Commands load what they need when they run: the help and a mistyped option come at once.
# ruff: noqa: PLC0415

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import typer

from ntm_analysis.cli.project import REPORTS
from ntm_analysis.language import Language

if TYPE_CHECKING:
    from ntm_analysis.model import Period
    from ntm_analysis.read import Dataset
    from ntm_analysis.say.papers.facts import PaperFacts
    from ntm_analysis.say.papers.kinds import ReportKind

DOCUMENTS = "documents"


def facts_of(read: Dataset, kind: ReportKind, month: Period, language: str) -> PaperFacts:
    """Evaluates a dataset up to a month and says what the month is compared with."""
    from ntm_analysis.judge import evaluate
    from ntm_analysis.say.papers.facts import gather

    return gather(read, evaluate(read, until=month), kind, month, Language.load(language))


def folder_of(read: Dataset, month: Period) -> Path:
    """Gives the folder documents go to unless one is named: beside the pages of the month."""
    return read.folder.resolve().parent.parent / REPORTS / read.name / str(month) / DOCUMENTS


def write_all(files: dict[Path, bytes], read: Dataset, words: Language) -> None:
    """Writes files one after the other, each whole or not at all, and says where they are.

    Raises IntoDatasetError before any is written.
    """
    from ntm_analysis.batch.writing import check_outside, write_whole

    for path in files:
        check_outside(path, [read.folder])
    for path, content in files.items():
        write_whole(path, content)
        typer.echo(words.word("document.saved", path=path))
