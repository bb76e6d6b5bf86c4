"""A subject as named facts, each worded once: media choose which of them are the columns of a table."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from ntm_analysis.say.view import View
from ntm_analysis.say.words import Cell, Choice, Column, Side, Table

T = TypeVar("T")


@dataclass(frozen=True)
class Subject(Generic[T]):
    """What can be said of each thing of a kind, one cell a fact; facts without a side stand to the left."""

    kind: str
    facts: Mapping[str, Callable[[View, T], Cell]]
    sides: Mapping[str, Side] = field(default_factory=dict)

    def table(
        self, view: View, things: Iterable[T], caption: str, chosen: Iterable[Choice], *, folded: bool = False
    ) -> Table:
        """Sets things in a table with the facts that were chosen; a ``folded`` one is opened on demand."""
        picked = list(chosen)
        columns = (
            Column(view.words.word(c.title), self.sides.get(c.fact, Side.LEFT), c.width) for c in picked
        )
        rows = (tuple(self.facts[c.fact](view, thing) for c in picked) for thing in things)
        return Table(self.kind, caption, tuple(columns), tuple(rows), folded=folded)
