"""``ntm meeting`` and ``ntm report``: the papers of a month's meeting, the report on results."""

# Commands load what they need when they run: the help and a mistyped option come at once.
# ruff: noqa: PLC0415

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import typer

from ntm_analysis.cli import options
from ntm_analysis.errors import NtmError
from ntm_analysis.language import Language

if TYPE_CHECKING:
    from ntm_analysis.model import Period
    from ntm_analysis.read import Dataset
    from ntm_analysis.say.papers import ReportKind
    from ntm_analysis.say.papers.facts import PaperFacts


_SUFFIX = ".docx"


def meeting(
    data: options.Data = None,
    period: options.Month = None,
    out: options.Folder = None,
    lang: options.Language = options.Lang.vi,
) -> None:
    """Writes the papers of a month's meeting."""
    from ntm_analysis.cli.project import open_month
    from ntm_analysis.publish.document_html import as_html
    from ntm_analysis.publish.docx import as_docx
    from ntm_analysis.say.papers import ReportKind
    from ntm_analysis.say.papers.meeting import meeting as papers

    read, month, words = open_month(data, period, lang)
    document = papers(_facts_of(read, ReportKind.MONTH, month, words))
    folder, name = out or _folder_of(read, month), words.word("meeting.file", month=month)
    files = {
        folder / f"{name}.docx": as_docx(document, read.cut_off(month), _template_of(read)),
        folder / f"{name}.html": as_html(document),
    }
    _write_all(files, read, words)


def report(
    kind: options.Kind = "month",
    data: options.Data = None,
    period: options.Month = None,
    out: options.Document = None,
    lang: options.Language = options.Lang.vi,
) -> None:
    """Writes the report on results of a month, a quarter, nine months, a year or the movement."""
    from ntm_analysis.say.papers import ReportKind, kind_of, month_of

    wanted = kind_of(kind)
    if out is not None and out.suffix.lower() != _SUFFIX:
        raise NtmError(f"không biết ghi tệp “{out.name}”; đặt tên kết thúc bằng {_SUFFIX}")
    from ntm_analysis.cli.project import open_dataset
    from ntm_analysis.publish.docx import as_docx
    from ntm_analysis.say.papers.report import report as written

    read = open_dataset(data, lang)
    if wanted is ReportKind.MOVEMENT and not read.targets:
        why = "không có mục tiêu phong trào (targets.yaml) để báo cáo; chọn --kind khác"
        raise NtmError(f"bộ số liệu “{read.name}” {why}")
    month = month_of(wanted, read.period(period) if period is not None else None, read.periods)
    words = Language.load(lang)
    facts = _facts_of(read, wanted, month, words)
    path = out or _folder_of(read, month) / words.word("report.file", kind=wanted, month=month)
    _write_all({path: as_docx(written(facts), read.cut_off(month), _template_of(read))}, read, words)


def _facts_of(read: Dataset, kind: ReportKind, month: Period, words: Language) -> PaperFacts:
    """Evaluates a dataset up to a month and says what the month is compared with."""
    from ntm_analysis.judge import evaluate
    from ntm_analysis.say.papers.facts import gather

    return gather(read, evaluate(read, until=month), kind, month, words)


def _folder_of(read: Dataset, month: Period) -> Path:
    """Gives the folder documents go to unless one is named: beside the pages of the month."""
    from ntm_analysis.cli.project import REPORTS

    return read.folder.resolve().parent.parent / REPORTS / read.name / str(month) / "documents"


def _template_of(read: Dataset) -> Path:
    """Gives the template of Word papers: the office's own, where one stands beside its data."""
    from ntm_analysis.publish.docx import TEMPLATE

    own = read.folder / TEMPLATE.name
    return own if own.exists() else TEMPLATE


def _write_all(files: dict[Path, bytes], read: Dataset, words: Language) -> None:
    """Writes files one after the other, each whole or not at all, and says where they are.

    Raises NtmError where one would be among the data, before any is written.
    """
    from ntm_analysis.batch.files import check_outside, write_whole

    for path in files:
        check_outside(path, [read.folder])
    for path, content in files.items():
        write_whole(path, content)
        typer.echo(words.word("document.saved", path=path))
