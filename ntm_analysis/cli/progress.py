"""What a batch says while it runs: a live table on a terminal, plain lines elsewhere."""

# What draws is loaded on a terminal only.
# ruff: noqa: PLC0415

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from fractions import Fraction
from typing import TYPE_CHECKING

from ntm_analysis.batch.outcome import Built, Current, Event, Failed, Started
from ntm_analysis.batch.plan import Briefing, Edition, Print
from ntm_analysis.language import Language

if TYPE_CHECKING:
    from rich.table import Table

_SIGNS = {Started: "…", Built: "✓", Current: "=", Failed: "✗"}
_STYLES = {Started: "yellow", Built: "green", Current: "dim", Failed: "bold red"}


def say(line: str) -> None:
    """Writes a line of the log; one that nobody reads any more, or that has no room, costs no page."""
    with suppress(OSError):
        sys.stdout.write(f"{line}\n")
        sys.stdout.flush()


@contextmanager
def watching(edition: Edition, words: Language, count: str = "") -> Iterator[Callable[[Event], None]]:
    """Gives what is to be called with each event, as it suits the place the output goes to.

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


def line_of(event: Event, edition: Edition, words: Language) -> str:
    """Says what happened to a product; nothing of one that has begun or was current."""
    if isinstance(event, Built):
        seconds = words.word("cli.seconds", n=words.number(Fraction(round(event.seconds * 10), 10)))
        return f"✓ {event.product} ({round(event.output.size / 1000)} KB, {seconds})"
    if isinstance(event, Failed):
        line = f"✗ {event.product}: {words.word(f'cli.reason_{event.reason}')}"
        line += f": {event.message}" if event.message else ""
        if event.kept and isinstance(event.product, Briefing):
            line += f"; {words.word('cli.kept', path=edition.out / event.product.failed_path)}"
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
        table.add_row(escape(place.name), *(_signs(states, briefing) for briefing in mine))
    for made in edition.workbooks:
        table.add_row(words.word("workbook.name"), _sign(states.get(made.page)))
    return table


def _signs(states: dict[str, Event], briefing: Briefing) -> str:
    printed = states.get(Print(briefing).page)
    return _sign(states.get(briefing.page)) + (f" {_sign(printed)}" if printed else "")


def _sign(event: Event | None) -> str:
    if event is None:
        return "·"
    return f"[{_STYLES[type(event)]}]{_SIGNS[type(event)]}[/]"
