"""``ntm report``: the report on results as .docx, for the office to complete and sign."""

# Commands load what they need when they run: the help and a mistyped option come at once.
# ruff: noqa: PLC0415

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from ntm_analysis.cli.options import HELP, DataOption, Lang, LangOption, PeriodOption
from ntm_analysis.errors import NtmError
from ntm_analysis.language import Language

KindOption = Annotated[str, typer.Option("--kind", help=HELP.word("document.option_kind"))]
DocumentOption = Annotated[Path | None, typer.Option("--out", help=HELP.word("document.option_document"))]

SUFFIX = ".docx"


class UnknownDocumentError(NtmError):
    """Names the format a report has."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"không biết ghi tệp “{path.name}”; đặt tên kết thúc bằng {SUFFIX}")


class NoMovementError(NtmError):
    """Says that there is no movement to report on."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"bộ số liệu “{name}” không có mục tiêu phong trào (targets.yaml) để báo cáo; chọn --kind khác"
        )


def report(
    kind: KindOption = "month",
    data: DataOption = None,
    period: PeriodOption = None,
    out: DocumentOption = None,
    lang: LangOption = Lang.vi,
) -> None:
    """Writes the report on results of a month, a quarter, nine months, a year or the movement."""
    from ntm_analysis.documents.kinds import ReportKind, kind_of, month_of

    wanted = kind_of(kind)
    if out is not None and out.suffix.lower() != SUFFIX:
        raise UnknownDocumentError(out)
    from ntm_analysis.cli.documents import facts_of, folder_of, template_of, write_all
    from ntm_analysis.cli.project import open_dataset
    from ntm_analysis.documents.report import report as written
    from ntm_analysis.publish.docx import as_docx

    read = open_dataset(data, lang)
    if wanted is ReportKind.MOVEMENT and not read.targets:
        raise NoMovementError(read.name)
    month = month_of(wanted, read.period(period) if period is not None else None, read.periods)
    facts = facts_of(read, wanted, month, lang)
    words = Language.load(lang)
    path = out or folder_of(read, month) / words.word("report.file", kind=wanted, month=month)
    content = as_docx(written(facts), read.cut_off(month), template_of(read))
    write_all({path: content}, read, words)
