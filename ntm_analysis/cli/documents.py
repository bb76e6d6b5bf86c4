"""``ntm meeting``, ``report``, ``poster`` and ``late``: papers of a month, and who owes figures."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from ntm_analysis.cli import options
from ntm_analysis.errors import NtmError
from ntm_analysis.language import Language

if TYPE_CHECKING:
    from ntm_analysis.say.late import Owed
    from ntm_analysis.say.papers import OfficialPaper
    from ntm_analysis.say.view import View


_SUFFIX = ".docx"


def meeting(
    data: options.Data = None,
    period: options.Month = None,
    out: options.Folder = None,
    lang: options.Language = options.Lang.vi,
) -> None:
    """Writes the papers of a month's meeting."""
    from ntm_analysis.cli.project import open_month
    from ntm_analysis.say.papers import ReportKind
    from ntm_analysis.say.papers.facts import gather
    from ntm_analysis.say.papers.meeting import meeting as papers
    from ntm_analysis.say.view import View

    view = View.of(*open_month(data, period, lang))
    folder, name = out or _folder_of(view), view.words.word("meeting.file", month=view.period)
    paths = [folder / f"{name}{suffix}" for suffix in (_SUFFIX, ".html")]
    _write(view, papers(gather(view, ReportKind.MONTH)), paths)


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
    from ntm_analysis.say.papers.facts import gather
    from ntm_analysis.say.papers.report import report as written
    from ntm_analysis.say.view import View

    read = open_dataset(data, lang)
    if wanted is ReportKind.MOVEMENT and not read.targets:
        why = "không có mục tiêu phong trào (targets.yaml) để báo cáo; chọn --kind khác"
        raise NtmError(f"bộ số liệu “{read.name}” {why}")
    month = month_of(wanted, read.period(period) if period is not None else None, read.periods)
    view = View.of(read, month, Language.load(lang))
    path = out or _folder_of(view) / view.words.word("report.file", kind=wanted, month=month)
    _write(view, written(gather(view, wanted)), [path])


def poster(
    data: options.Data = None,
    period: options.Month = None,
    out: options.Folder = None,
    lang: options.Language = options.Lang.vi,
) -> None:
    """Makes a poster of a month for villages: three figures and the map."""
    from ntm_analysis.cli.project import open_month
    from ntm_analysis.draw.map import choropleth
    from ntm_analysis.publish.html import as_poster
    from ntm_analysis.say.papers.poster import poster as said
    from ntm_analysis.say.view import View

    view = View.of(*open_month(data, period, lang))
    path = (out or _folder_of(view)) / view.words.word("poster.file", month=view.period)
    _save(view, {path: as_poster(said(view), choropleth(view))})


def late(
    data: options.Data = None,
    period: options.Month = None,
    lang: options.Language = options.Lang.vi,
    as_json: options.Json = False,
) -> None:
    """Tells who has not sent the month's figures and which indicators are past due."""
    from ntm_analysis.cli.project import open_month
    from ntm_analysis.say.late import indicators, submissions
    from ntm_analysis.say.view import View

    view = View.of(*open_month(data, period, lang))
    sent, measured = submissions(view), tuple(indicators(view))
    if as_json:
        rows = [asdict(owed) for owed in (*sent, *measured)]
        told = {"period": str(view.period), "illustrative": view.data.illustrative, "owed": rows}
        typer.echo(json.dumps(told, ensure_ascii=False, indent=2, default=str))
        return
    for line in lines(view, sent, measured):
        typer.echo(line)


def lines(view: View, sent: tuple[Owed, ...], measured: tuple[Owed, ...]) -> Iterator[str]:
    """Tells who has not sent the month's figures, then each indicator past due and who answers for it."""
    from ntm_analysis.say.late import Debt, last_told
    from ntm_analysis.say.marks import coded
    from ntm_analysis.say.texts import made_up

    words = view.words
    yield from made_up(view.data, words)
    day = words.date(view.data.cut_off(view.period))
    yield words.word("document.owed.title", month=words.month(view.period), day=day)
    if view.data.movement.submissions.empty:
        yield words.word("document.owed.no_submissions")
    if sent:
        yield words.word("document.owed.submissions", n=words.number(len(sent)))
    for owed in sent:
        yield "- " + words.word(
            f"document.owed.{owed.kind}_line",
            name=owed.name,
            last=last_told(view, owed),
            days=words.number(owed.days or 0),
        )
    for kind in (Debt.PAST_DUE, Debt.STALE):
        mine = [owed for owed in measured if owed.kind is kind]
        if mine:
            yield words.word(f"document.owed.{kind}_count", n=words.number(len(mine)))
        for owed in mine:
            code, last = coded(view, owed.set, owed.code), last_told(view, owed)
            line = words.word(f"document.owed.{owed.kind}", name=owed.name, code=code, last=last)
            if owed.responsible:
                bodies = ", ".join(owed.responsible)
                line = words.word("document.owed.responsible", line=line, bodies=bodies)
            yield f"- {line}"
    if not sent and not measured:
        yield words.word("document.owed.nothing")


def _folder_of(view: View) -> Path:
    """Gives the folder documents go to unless one is named: beside the pages of the month."""
    from ntm_analysis.cli.project import REPORTS

    above = view.data.folder.resolve().parent.parent
    return above / REPORTS / view.data.name / str(view.period) / "documents"


def in_word(view: View, document: OfficialPaper) -> bytes:
    """Gives a document in Word, in the office's own template where one stands beside its data."""
    from ntm_analysis.publish.docx import TEMPLATE, as_docx

    own, made_on = view.data.folder / TEMPLATE.name, view.data.cut_off(view.period)
    return as_docx(document, made_on, own if own.exists() else TEMPLATE)


def _write(view: View, document: OfficialPaper, paths: list[Path]) -> None:
    """Writes a document as .html or in Word."""
    from ntm_analysis.publish.html import as_html

    writers = (as_html(document) if path.suffix == ".html" else in_word(view, document) for path in paths)
    _save(view, dict(zip(paths, writers, strict=True)))


def _save(view: View, files: dict[Path, bytes]) -> None:
    """Writes files, each whole or not at all, and says where they are.

    Raises NtmError where one would be among the data, before any is written.
    """
    from ntm_analysis.batch.keep import check_outside, write_whole

    for path in files:
        check_outside(path, [view.data.folder])
    for path, content in files.items():
        write_whole(path, content)
        typer.echo(view.words.word("document.saved", path=path))
