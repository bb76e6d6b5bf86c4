"""``ntm build``: the pages of a month."""

# Commands load what they need when they run: the help and a mistyped option come at once.
# ruff: noqa: PLC0415

from __future__ import annotations

import os
import signal
import time
from collections.abc import Sequence
from fractions import Fraction
from importlib.util import find_spec
from statistics import median

import typer

from ntm_analysis.cli.options import (
    CellTimeoutOption,
    DataOption,
    ForceOption,
    Lang,
    LangOption,
    NotebookOption,
    NotebooksOption,
    OutOption,
    PdfOption,
    PeriodOption,
    PlaceOption,
    SchedulerOption,
    TimeoutOption,
    WorkersOption,
)
from ntm_analysis.errors import ExitCode, NtmError
from ntm_analysis.language import Language
from ntm_analysis.reporting.outcome import Built, Current, Failed, Outcome
from ntm_analysis.reporting.plan import Briefing, Print, Workbook


def build(  # noqa: PLR0913, PLR0917 (one argument an option)
    data: DataOption = None,
    period: PeriodOption = None,
    place: PlaceOption = None,
    notebook: NotebookOption = None,
    lang: LangOption = Lang.vi,
    out: OutOption = None,
    notebooks: NotebooksOption = None,
    workers: WorkersOption = None,
    force: ForceOption = False,  # noqa: FBT002 (a flag of the command line)
    cell_timeout: CellTimeoutOption = 120,
    timeout: TimeoutOption = 300,
    pdf: PdfOption = False,  # noqa: FBT002 (a flag of the command line)
    scheduler: SchedulerOption = None,
) -> None:
    """Checks the inputs, then builds what is stale; exits 1 when a product failed."""
    from ntm_analysis.cli.progress import watching
    from ntm_analysis.cli.project import open_project
    from ntm_analysis.reporting.browser import required_browser
    from ntm_analysis.reporting.build import Wanted
    from ntm_analysis.reporting.build import build as build_pages
    from ntm_analysis.reporting.task import Limits

    started = time.monotonic()
    # A scheduler that ends the batch gets the same clean end as Ctrl-C.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    words = Language.load(lang)
    browser = required_browser(words) if pdf else None
    edition = open_project(data, notebooks, out).edition(period, lang)
    limits = Limits(min(cell_timeout, timeout), timeout)
    if scheduler is not None:
        _require_cluster(words)
    cores = workers or _cores()
    wanted = Wanted(place or (), notebook or (), cores, limits, force, browser, scheduler)
    try:
        with watching(edition, words) as watch:
            outcomes = build_pages(edition, wanted, watch)
    except KeyboardInterrupt:
        typer.echo(words.word("cli.interrupted"), err=True)
        raise
    typer.echo(summary(words, outcomes, time.monotonic() - started))
    typer.echo(words.word("cli.open", path=edition.folder / "index.html"))
    if any(isinstance(outcome, Failed) for outcome in outcomes):
        raise typer.Exit(ExitCode.SOME_FAILED)


class NoClusterError(NtmError):
    """Says that the library for clusters is not installed."""


def _require_cluster(words: Language) -> None:
    if find_spec("distributed") is None:
        raise NoClusterError(words.word("cli.no_cluster"))


def _cores() -> int:
    """Counts the cores this process may use, which in a container are fewer than the machine's."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def summary(words: Language, outcomes: tuple[Outcome, ...], seconds: float) -> str:
    """Says how many pages are built, current and failed, how long it took and what a page weighs.

    A line each follows for the workbook and for printed pages, where there are any.
    """
    pages = [outcome for outcome in outcomes if isinstance(outcome.product, Briefing)]
    sizes = [outcome.output.size for outcome in pages if not isinstance(outcome, Failed)]
    lines = [
        words.word(
            "cli.summary",
            **_counts(pages),
            seconds=words.number(Fraction(round(seconds * 10), 10)),
            weight=round(median(sizes) / 1000) if sizes else 0,
            largest=round(max(sizes, default=0) / 1000),
        )
    ]
    for key, kind in (("workbook", Workbook), ("prints", Print)):
        others = [outcome for outcome in outcomes if isinstance(outcome.product, kind)]
        if others:
            lines.append(words.word(f"cli.summary_{key}", **_counts(others)))
    return "\n".join(lines)


def _counts(outcomes: Sequence[Outcome]) -> dict[str, int]:
    kinds = {"built": Built, "current": Current, "failed": Failed}
    return {key: sum(isinstance(outcome, kind) for outcome in outcomes) for key, kind in kinds.items()}
