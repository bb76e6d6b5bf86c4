"""``ntm status``: what is current, stale, failed."""

# Commands load what they need when they run: the help and a mistyped option come at once.
# ruff: noqa: PLC0415

from __future__ import annotations

import typer

from ntm_analysis.cli.options import DataOption, Lang, LangOption, NotebooksOption, OutOption, PeriodOption
from ntm_analysis.language import Language


def status(
    data: DataOption = None,
    period: PeriodOption = None,
    lang: LangOption = Lang.vi,
    out: OutOption = None,
    notebooks: NotebooksOption = None,
) -> None:
    """Lists what is not current and counts the pages; builds nothing."""
    from ntm_analysis.cli.project import open_project
    from ntm_analysis.reporting.build import standing
    from ntm_analysis.reporting.plan import Briefing

    words = Language.load(lang)
    edition = open_project(data, notebooks, out).edition(period, lang)
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
