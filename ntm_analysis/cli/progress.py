"""A build as its user meets it: opened and checked, told while it runs, summed up at its end."""

from __future__ import annotations

import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from dataclasses import dataclass, field, replace
from fractions import Fraction
from importlib.util import find_spec
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

import typer

from ntm_analysis.batch import build
from ntm_analysis.batch.keep import check_outside
from ntm_analysis.batch.keep.manifest import NAME, is_damaged
from ntm_analysis.batch.keep.record import alone_in
from ntm_analysis.batch.plan import Briefing, Edition, MonthWorkbook, Print
from ntm_analysis.batch.run.system import prepare
from ntm_analysis.batch.run.task import Built, Current, Event, Failed, Outcome, PageOutput, Started
from ntm_analysis.batch.site.districts import publish_above
from ntm_analysis.cli.project import Asked, asked_of, open_projects
from ntm_analysis.cli.several import datasets_in
from ntm_analysis.errors import NtmError
from ntm_analysis.language import Language

if TYPE_CHECKING:
    from rich.table import Table

_SIGNS = {Started: "…", Built: "✓", Current: "=", Failed: "✗"}
ENDED = {"built": Built, "current": Current, "failed": Failed}
_STYLES = {Started: "yellow", Built: "green", Current: "dim", Failed: "bold red"}


def say(line: str) -> None:
    """Writes a line of the log; one that nobody reads any more, or that has no room, costs no page."""
    with suppress(OSError):
        sys.stdout.write(f"{line}\n")
        sys.stdout.flush()


@contextmanager
def watching(edition: Edition, words: Language, count: str = "") -> Iterator[Callable[[Event], None]]:
    """Gives what is to be called with each event: a live table on a terminal, plain lines elsewhere.

    ``count`` tells which of several datasets is built: ``3/10``.
    """
    if not sys.stdout.isatty():

        def tell(event: Event) -> None:
            line = line_of(event, edition, words)
            if line:
                say(line)

        yield tell
        return
    from rich.live import Live

    states: dict[str, Event] = {}
    # Drawn when the screen is refreshed, not with each event: a hundred current pages come at once.
    with Live(get_renderable=lambda: matrix(edition, words, states, count), refresh_per_second=4) as live:

        def show(event: Event) -> None:
            states[event.product.page] = event
            if isinstance(event, Failed):
                live.console.print(line_of(event, edition, words), style="red", markup=False, highlight=False)

        yield show


def tenths(words: Language, seconds: float) -> str:
    """Writes seconds with one decimal."""
    return words.number(Fraction(round(seconds * 10), 10))


def line_of(event: Event, edition: Edition, words: Language) -> str:
    """Says what happened to a product; nothing of one that has begun or was current."""
    if isinstance(event, Built):
        seconds = words.word("cli.seconds", n=tenths(words, event.seconds))
        return f"✓ {event.product} ({round(event.output.size / 1000)} KB, {seconds})"
    if isinstance(event, Failed):
        line = f"✗ {event.product}: {words.word(f'cli.reason_{event.reason}')}"
        line += f": {event.message}" if event.message else ""
        if event.kept and isinstance(event.product, Briefing):
            line += f"; {words.word('cli.kept', path=edition.out / event.product.executed_path)}"
        return line
    return ""


def matrix(edition: Edition, words: Language, states: dict[str, Event], count: str = "") -> Table:
    """Draws the places by the notebooks, a printed page behind its page: 102 briefings fit on one screen."""
    from rich.markup import escape
    from rich.table import Table

    signs = "  ".join(f"{sign} {words.word(f'cli.{kind.__name__.lower()}')}" for kind, sign in _SIGNS.items())
    table = Table(caption=signs, title=f"{count} {edition.data.name} {edition.period}".strip())
    table.add_column(words.word("cli.place"))
    for notebook in edition.notebooks:
        table.add_column(escape(notebook.name), justify="center")
    for place in edition.places:
        mine = (briefing for briefing in edition.briefings if briefing.place == place)
        prints = ((each.page, [of.page for of in Print.all_of(each)]) for each in mine)
        shown = ([page, *filter(states.get, beside)] for page, beside in prints)
        table.add_row(escape(place.name), *(" ".join(_sign(states.get(page)) for page in of) for of in shown))
    for made in edition.workbooks:
        table.add_row(words.word("workbook.name"), _sign(states.get(made.page)))
    return table


def _sign(event: Event | None) -> str:
    if event is None:
        return "·"
    return f"[{_STYLES[type(event)]}]{_SIGNS[type(event)]}[/]"


@dataclass
class RunTally:
    """Counts outcomes by kind of product; of the pages it keeps the sizes, of a whole country too."""

    counts: Counter[tuple[type, type]] = field(default_factory=Counter)
    sizes: list[int] = field(default_factory=list)
    unexplained: dict[str, set[int]] = field(default_factory=dict)  # cells, by notebook

    def add(self, outcomes: Iterable[Outcome]) -> None:
        """Counts more outcomes."""
        for outcome in outcomes:
            self.counts[type(outcome.product), type(outcome)] += 1
            if isinstance(outcome.product, Briefing) and not isinstance(outcome, Failed):
                self.sizes.append(outcome.output.size)
                cells = outcome.output.unexplained if isinstance(outcome.output, PageOutput) else ()
                self.unexplained.setdefault(outcome.product.notebook.name, set()).update(cells)

    @property
    def has_failed(self) -> bool:
        """Tells whether any product failed."""
        return any(count for (_, outcome), count in self.counts.items() if outcome is Failed)

    def summary(self, words: Language, seconds: float) -> str:
        """Says how many pages are built, current and failed, how long it took and what a page weighs.

        A line each follows for workbooks and for printed pages, where there are any.
        """
        pages = {
            "seconds": tenths(words, seconds),
            "weight": round(median(self.sizes) / 1000) if self.sizes else 0,
            "largest": round(max(self.sizes, default=0) / 1000),
        }
        lines = []
        for key, product in (("", Briefing), ("_workbook", MonthWorkbook), ("_prints", Print)):
            of = {word: self.counts[product, ended] for word, ended in ENDED.items()}
            if product is Briefing:
                lines.append(words.word("cli.summary", **of, **pages))
            elif any(of.values()):
                lines.append(words.word(f"cli.summary{key}", **of))
        for notebook, cells in self.unexplained.items():
            numbers = ", ".join(map(str, sorted(cells)))
            lines += [words.word("cli.unexplained", notebook=notebook, cells=numbers)] if cells else []
        return "\n".join(lines)


def open_all(
    data: Sequence[Path],
    places: tuple[Path | None, Path | None, Path],
    month: tuple[str | None, str],
    wanted: build.Wanted,
    words: Language,
) -> list[Asked]:
    """Opens the datasets and holds what is asked for against what they have, before anything is built."""
    if wanted.scheduler is not None and find_spec("distributed") is None:
        raise NtmError(words.word("cli.no_cluster"))
    folders = datasets_in(data)
    if len(folders) > 1:
        say(words.word("cli.checking", n=len(folders)))
    # Tables that have to be read are about to be built from: what builds them loads meanwhile.
    reading = prepare if wanted.scheduler is None else None
    asked = asked_of(open_projects(folders, *places, reading), *month, wanted.places, wanted.notebooks)
    check_outside(asked[0].project.out, [each.project.source.outline.folder for each in asked])
    return asked


def build_all(asked: Sequence[Asked], wanted: build.Wanted, words: Language, started: float) -> RunTally:
    """Builds one dataset after the other, then the index above them; no other run comes between."""
    project, total, several = asked[0].project, RunTally(), len(asked) > 1
    try:
        # One address for all datasets, if there is to be one.
        at: AbstractContextManager[str | None] = nullcontext()
        if wanted.scheduler is not None:
            from ntm_analysis.batch.run.cluster import scheduler_at

            at = scheduler_at(wanted.scheduler, wanted.workers)
        with at as address, alone_in(project.out, [each.project.name for each in asked]):
            for number, each in enumerate(asked, start=1):
                begun, own, edition = time.monotonic(), RunTally(), each.edition()
                count = f"{number}/{len(asked)}" if several else ""
                if is_damaged(edition.folder):
                    say(words.word("cli.damaged", path=edition.folder / NAME))
                with watching(edition, words, count) as watch:
                    order = replace(wanted, places=each.places, scheduler=address)
                    outcomes = build.build(edition, order, watch)
                own.add(outcomes)
                total.add(outcomes)
                if several:
                    said = own.summary(words, time.monotonic() - begun)
                    say(words.word("cli.summary_of", count=count, name=each.project.name, summary=said))
            publish_above(project.out, words.code, project.software)
    except KeyboardInterrupt:
        typer.echo(words.word("cli.interrupted"), err=True)
        raise
    said = total.summary(words, time.monotonic() - started)
    say(words.word("cli.summary_all", n=len(asked), summary=said) if several else said)
    top = project.out if several else asked[0].edition().folder
    say(words.word("cli.open", path=top / "index.html"))
    return total
