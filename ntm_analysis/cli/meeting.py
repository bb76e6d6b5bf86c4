"""``ntm meeting``: the papers of a month's meeting as a page and as .docx."""

# Commands load what they need when they run: the help and a mistyped option come at once.
# ruff: noqa: PLC0415

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from ntm_analysis.cli.options import HELP, DataOption, Lang, LangOption, PeriodOption
from ntm_analysis.language import Language

FolderOption = Annotated[Path | None, typer.Option("--out", help=HELP.word("document.option_folder"))]


def meeting(
    data: DataOption = None,
    period: PeriodOption = None,
    out: FolderOption = None,
    lang: LangOption = Lang.vi,
) -> None:
    """Writes the papers of a month's meeting."""
    from ntm_analysis.cli.documents import facts_of, folder_of, template_of, write_all
    from ntm_analysis.cli.project import open_dataset
    from ntm_analysis.documents.kinds import ReportKind
    from ntm_analysis.documents.meeting import meeting as papers
    from ntm_analysis.publish.document_html import as_html
    from ntm_analysis.publish.docx import as_docx

    read = open_dataset(data, lang)
    month = read.period(period) if period is not None else read.latest
    document = papers(facts_of(read, ReportKind.MONTH, month, lang))
    words = Language.load(lang)
    folder, name = out or folder_of(read, month), words.word("meeting.file", month=month)
    files = {
        folder / f"{name}.docx": as_docx(document, read.cut_off(month), template_of(read)),
        folder / f"{name}.html": as_html(document),
    }
    write_all(files, read, words)
