"""``ntm build`` and ``ntm status``: the pages of a month, built, and how they stand."""

from __future__ import annotations

import datetime as dt
import time
from collections import Counter
from typing import TYPE_CHECKING

import typer

from ntm_analysis.cli import options
from ntm_analysis.errors import ExitCode
from ntm_analysis.language import Language

if TYPE_CHECKING:
    from ntm_analysis.batch.plan import Edition

_NONE = {"current": 0, "stale": 0, "failed": 0}  # pages by the state they are in


def build(
    data: options.SeveralData = None,
    period: options.Month = None,
    place: options.Place = None,
    notebook: options.Notebook = None,
    lang: options.Language = options.Lang.vi,
    out: options.Out = None,
    notebooks: options.Notebooks = None,
    workers: options.Workers = None,
    force: options.Force = False,
    cell_timeout: options.CellTimeout = 120,
    timeout: options.Timeout = 300,
    pdf: options.Pdf = False,
    pictures: options.Pictures = False,
    scheduler: options.Scheduler = None,
    kernel: options.Kernel = False,
) -> None:
    """Checks the inputs, then builds what is stale; exits 1 when a product failed.

    Of several datasets none is built when any of them is wrong; they are built one after another.
    """
    from ntm_analysis.batch.build import Wanted
    from ntm_analysis.batch.keep import workshop
    from ntm_analysis.batch.plan import Form
    from ntm_analysis.batch.run.system import cores
    from ntm_analysis.batch.run.task import Limits
    from ntm_analysis.batch.site.printing import required_browser
    from ntm_analysis.cli.progress import build_all, open_all

    started, words = time.monotonic(), Language.load(lang)
    forms = (Form.PDF,) * pdf + (Form.SHEET, Form.PICTURE, Form.CHARTS) * pictures
    browser = required_browser(words) if forms else None
    limits = Limits(min(cell_timeout, timeout), timeout)
    asked = place or (), notebook or (), workers or cores()
    wanted = Wanted(*asked, limits, force, browser, forms, scheduler, kernel)
    with workshop() as aside:
        found = open_all(data or (), (notebooks, out, aside), (period, lang), wanted, words)
        tally = build_all(found, wanted, words, started)
    if tally.has_failed:
        raise typer.Exit(ExitCode.SOME_FAILED)


def status(
    data: options.SeveralData = None,
    period: options.Month = None,
    lang: options.Language = options.Lang.vi,
    out: options.Out = None,
    notebooks: options.Notebooks = None,
) -> None:
    """Lists what is not current, counts the pages and says how the last run ended; builds nothing."""
    from ntm_analysis.cli.project import asked_of, open_projects
    from ntm_analysis.cli.several import datasets_in

    words = Language.load(lang)
    asked = asked_of(open_projects(datasets_in(data or ()), notebooks, out), period, lang)
    total = Counter(_NONE)
    for each in asked:
        if len(asked) > 1:
            typer.echo(f"{each.project.name}:")
        total.update(_tell(each.edition(), words))
    if len(asked) > 1:
        typer.echo(words.word("cli.status_all", n=len(asked), **total))


def _tell(edition: Edition, words: Language) -> Counter[str]:
    """Says how one dataset stands and how its last run ended; counts its pages by state."""
    from ntm_analysis.batch.keep.manifest import manifest_of, standing
    from ntm_analysis.batch.keep.record import last_record
    from ntm_analysis.batch.plan import Briefing
    from ntm_analysis.cli.progress import ENDED, tenths

    edition.source.record()
    manifest, counts = manifest_of(edition), Counter(_NONE)
    for task, output in standing(edition, (*edition.workbooks, *edition.briefings), manifest):
        product = task.product
        failure = manifest.failures.get(product.page)
        state = "current" if output else "failed" if failure else "stale"
        counts[state] += isinstance(product, Briefing)
        if state != "current":
            reason = f" ({words.word(f'cli.reason_{failure.reason}')})" if failure else ""
            typer.echo(f"{product}: {words.word(f'cli.{state}')}{reason}")
    typer.echo(words.word("cli.status_summary", month=words.month(edition.period), **counts))
    record = last_record(edition.out, edition.data.name, str(edition.period), words.code)
    if record is not None:
        begun = dt.datetime.fromisoformat(record.begun).astimezone()
        said = words.word(
            "cli.last_run",
            day=words.date(begun.date()),
            time=f"{begun:%H:%M}",
            end=words.word(f"cli.run_{record.end}", message=record.message),
            seconds=tenths(words, record.seconds),
            **{key: record.count(kind) for key, kind in ENDED.items()},
        )
        typer.echo(said)
    return counts
