"""``ntm build``: the pages of a month."""

# Commands load what they need when they run: the help and a mistyped option come at once.
# ruff: noqa: PLC0415

from __future__ import annotations

import os
import time
from collections.abc import Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from ntm_analysis.cli import options
from ntm_analysis.errors import ExitCode, NtmError
from ntm_analysis.language import Language

if TYPE_CHECKING:
    from ntm_analysis.batch.build import Wanted
    from ntm_analysis.cli.progress import RunTally
    from ntm_analysis.cli.project import Asked


def build(  # noqa: PLR0913, PLR0917 (one argument an option)
    data: options.SeveralData = None,
    period: options.Month = None,
    place: options.Place = None,
    notebook: options.Notebook = None,
    lang: options.Language = options.Lang.vi,
    out: options.Out = None,
    notebooks: options.Notebooks = None,
    workers: options.Workers = None,
    force: options.Force = False,  # noqa: FBT002 (a flag of the command line)
    cell_timeout: options.CellTimeout = 120,
    timeout: options.Timeout = 300,
    pdf: options.Pdf = False,  # noqa: FBT002 (a flag of the command line)
    scheduler: options.Scheduler = None,
) -> None:
    """Checks the inputs, then builds what is stale; exits 1 when a product failed.

    Of several datasets none is built when any of them is wrong; they are built one after another.
    """
    from ntm_analysis.batch.build import Wanted
    from ntm_analysis.batch.files import temporary_folder
    from ntm_analysis.batch.printing import required_browser
    from ntm_analysis.batch.task import Limits

    started, words = time.monotonic(), Language.load(lang)
    browser = required_browser(words) if pdf else None
    if scheduler is not None and find_spec("distributed") is None:
        raise NoClusterError(words)
    limits = Limits(min(cell_timeout, timeout), timeout)
    wanted = Wanted(place or (), notebook or (), workers or _cores(), limits, force, browser, scheduler)
    with temporary_folder() as aside:
        asked = _asked(data or (), (notebooks, out, Path(aside)), (period, lang), wanted, words)
        tally = _build_all(asked, wanted, words)
    _tell_end(asked, tally.summary(words, time.monotonic() - started), words)
    if tally.has_failed:
        raise typer.Exit(ExitCode.SOME_FAILED)


class NoClusterError(NtmError):
    """Says that the library for clusters is not installed."""

    def __init__(self, words: Language) -> None:
        super().__init__(words.word("cli.no_cluster"))


def _asked(
    data: Sequence[Path],
    places: tuple[Path | None, Path | None, Path],
    month: tuple[str | None, str],
    wanted: Wanted,
    words: Language,
) -> list[Asked]:
    """Opens the datasets and holds what is asked for against what they have, before anything is built."""
    from ntm_analysis.batch.files import check_outside
    from ntm_analysis.batch.system import prepare
    from ntm_analysis.cli.progress import say
    from ntm_analysis.cli.project import asked_of, check_asked, open_projects
    from ntm_analysis.cli.several import datasets_in

    folders = datasets_in(data)
    if len(folders) > 1:
        say(words.word("cli.checking", n=len(folders)))
    # Tables that have to be read are about to be built from: what builds them loads meanwhile.
    reading = prepare if wanted.scheduler is None else None
    asked = asked_of(open_projects(folders, *places, reading), *month, wanted.places)
    check_asked(asked, wanted.notebooks)
    check_outside(asked[0].project.out, [each.project.source.outline.folder for each in asked])
    return asked


def _build_all(asked: Sequence[Asked], wanted: Wanted, words: Language) -> RunTally:
    """Builds one dataset after the other, then the index above them; no other run comes between."""
    from ntm_analysis.batch.build import build as build_pages
    from ntm_analysis.batch.districts import publish_above
    from ntm_analysis.batch.lock import alone_in
    from ntm_analysis.batch.manifest import NAME, is_damaged
    from ntm_analysis.cli.progress import RunTally, say, watching

    project, total = asked[0].project, RunTally()
    names = [each.project.name for each in asked]
    try:
        # One address for all datasets, if there is to be one.
        at: AbstractContextManager[str | None] = nullcontext()
        if wanted.scheduler is not None:
            from ntm_analysis.batch.cluster import scheduler_at

            at = scheduler_at(wanted.scheduler, wanted.workers)
        with at as address, alone_in(project.out, names):
            for number, each in enumerate(asked, start=1):
                started, own, edition = time.monotonic(), RunTally(), each.edition()
                count = f"{number}/{len(asked)}" if len(asked) > 1 else ""
                if is_damaged(edition.folder):
                    say(words.word("cli.damaged", path=edition.folder / NAME))
                with watching(edition, words, count) as watch:
                    order = replace(wanted, places=each.places, scheduler=address)
                    outcomes = build_pages(edition, order, watch)
                own.add(outcomes)
                total.add(outcomes)
                if count:
                    said = own.summary(words, time.monotonic() - started)
                    say(words.word("cli.summary_of", count=count, name=each.project.name, summary=said))
            publish_above(project.out, words.code, project.software)
    except KeyboardInterrupt:
        typer.echo(words.word("cli.interrupted"), err=True)
        raise
    return total


def _tell_end(asked: Sequence[Asked], said: str, words: Language) -> None:
    from ntm_analysis.cli.progress import say

    several = len(asked) > 1
    say(words.word("cli.summary_all", n=len(asked), summary=said) if several else said)
    top = asked[0].project.out if several else asked[0].edition().folder
    say(words.word("cli.open", path=top / "index.html"))


def _cores() -> int:
    """Counts the cores this process may use, which in a container are fewer than the machine's."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
