"""What a batch says while it runs: a live table on a terminal, plain lines elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from fractions import Fraction

from rich.console import Console
from rich.live import Live
from rich.table import Table

from ntm_analysis.language import Language
from ntm_analysis.reporting.build import Edition
from ntm_analysis.reporting.outcome import Built, Current, Event, Failed, Started

_SIGNS = {Started: "…", Built: "✓", Current: "=", Failed: "✗"}
_STYLES = {Started: "yellow", Built: "green", Current: "dim", Failed: "bold red"}


@contextmanager
def watching(edition: Edition, words: Language) -> Iterator[Callable[[Event], None]]:
    """Gives what is to be called with each event, as it suits the place the output goes to."""
    console = Console()
    if not console.is_terminal:

        def tell(event: Event) -> None:
            line = line_of(event, edition, words)
            if line:
                console.file.write(line + "\n")
                console.file.flush()

        yield tell
        return
    states: dict[tuple[str, str], Event] = {}
    with Live(matrix(edition, words, states), console=console, refresh_per_second=4) as live:

        def show(event: Event) -> None:
            states[event.briefing.place.code, event.briefing.notebook.name] = event
            live.update(matrix(edition, words, states))
            if isinstance(event, Failed):
                live.console.print(line_of(event, edition, words), style="red", markup=False, highlight=False)

        yield show


def line_of(event: Event, edition: Edition, words: Language) -> str:
    """Says what happened to a briefing; nothing of one that has begun or was current."""
    if isinstance(event, Built):
        seconds = words.word("cli.seconds", n=words.number(Fraction(round(event.seconds * 10), 10)))
        return f"✓ {event.briefing} ({round(event.page.size / 1000)} KB, {seconds})"
    if isinstance(event, Failed):
        line = f"✗ {event.briefing}: {words.word(f'cli.reason_{event.reason}')}"
        line += f": {event.message}" if event.message else ""
        kept = words.word("cli.kept", path=edition.out / event.briefing.failed_path)
        return f"{line}; {kept}" if event.kept else line
    return ""


def matrix(edition: Edition, words: Language, states: dict[tuple[str, str], Event]) -> Table:
    """Draws the places by the notebooks: 102 briefings fit on one screen."""
    signs = "  ".join(f"{sign} {words.word(f'cli.{kind.__name__.lower()}')}" for kind, sign in _SIGNS.items())
    table = Table(caption=signs, title=f"{edition.data.name} {edition.period}")
    table.add_column(words.word("cli.place"))
    names = [notebook.name for notebook in edition.notebooks]
    for name in names:
        table.add_column(name, justify="center")
    for place in edition.places:
        table.add_row(place.name, *(_sign(states.get((place.code, name))) for name in names))
    return table


def _sign(event: Event | None) -> str:
    if event is None:
        return "·"
    return f"[{_STYLES[type(event)]}]{_SIGNS[type(event)]}[/]"
