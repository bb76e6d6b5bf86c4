"""``ntm status``: what is current, stale, failed."""

# Commands load what they need when they run: the help and a mistyped option come at once.
# ruff: noqa: PLC0415

from __future__ import annotations

import datetime as dt
from fractions import Fraction

import typer

from ntm_analysis.cli.options import DataOption, Lang, LangOption, NotebooksOption, OutOption, PeriodOption
from ntm_analysis.language import Language
from ntm_analysis.reporting.outcome import Built, Current, Failed
from ntm_analysis.reporting.record import Record, last_record


def status(
    data: DataOption = None,
    period: PeriodOption = None,
    lang: LangOption = Lang.vi,
    out: OutOption = None,
    notebooks: NotebooksOption = None,
) -> None:
    """Lists what is not current, counts the pages and says how the last run ended; builds nothing."""
    from ntm_analysis.cli.project import open_project
    from ntm_analysis.reporting.plan import Briefing
    from ntm_analysis.reporting.standing import standing

    words = Language.load(lang)
    edition = open_project(data, notebooks, out).edition(period, lang)
    edition.source.record()
    manifest = edition.manifest()
    counts = {"current": 0, "stale": 0, "failed": 0}
    for entry in standing(edition, (*edition.workbooks, *edition.briefings), manifest):
        failure = manifest.failures.get(entry.product.page)
        state = "current" if entry.output else "failed" if failure else "stale"
        if isinstance(entry.product, Briefing):
            counts[state] += 1
        if state != "current":
            reason = f" ({words.word(f'cli.reason_{failure.reason}')})" if failure else ""
            typer.echo(f"{entry.product}: {words.word(f'cli.{state}')}{reason}")
    typer.echo(words.word("cli.status_summary", month=words.month(edition.period), **counts))
    record = last_record(edition.out, edition.data.name, str(edition.period), lang)
    if record is not None:
        typer.echo(last_run(words, record))


def last_run(words: Language, record: Record) -> str:
    """Says when the last run was, how it ended and what became of its products."""
    begun = dt.datetime.fromisoformat(record.begun).astimezone()
    counts = {"built": Built, "current": Current, "failed": Failed}
    return words.word(
        "cli.last_run",
        day=words.date(begun.date()),
        time=f"{begun:%H:%M}",
        end=words.word(f"cli.run_{record.end}", message=record.message),
        seconds=words.number(Fraction(round(record.seconds * 10), 10)),
        **{key: record.count(kind) for key, kind in counts.items()},
    )
