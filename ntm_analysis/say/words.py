"""What is said, as values that every medium sets: words, verdicts, tables, sentences.

A value knows what is not sure of it (:class:`Doubt`); how that looks is each writer's (``publish``).
Nothing here is ever parsed back.
"""

import datetime as dt
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, ClassVar, Generic, TypeAlias, TypeVar

from ntm_analysis.display import Display
from ntm_analysis.language import Language
from ntm_analysis.model import Figure, Verdict

if TYPE_CHECKING:
    from ntm_analysis.say.palette import Bar, Dots
    from ntm_analysis.say.view import View


class Doubt(StrEnum):
    """What must be said at the figure or verdict it touches, in the order of the key."""

    PROVISIONAL = "provisional"  # the threshold was not checked against its decision (rule 7)
    UNCHECKED = "unchecked"  # met by the commune's own word, which does not count (rule 6)
    DISAGREE = "disagree"  # what was reported is not what the data come to
    CHECK_THRESHOLD = "check_threshold"  # the same, where the threshold is to be checked first
    LEVELS_DIFFER = "levels_differ"  # the authorities do not agree
    ADJUSTED = "adjusted"  # changed after its month was closed
    PRELIMINARY = "preliminary"
    LATE = "late"  # an update is overdue (rule 4)


class Weight(StrEnum):
    """How much a piece of text stands out."""

    PLAIN = "plain"
    STRONG = "strong"
    SMALL = "small"
    BELOW = "below"  # small, in a line of its own
    QUIET = "quiet"  # words where a number would stand
    CODE = "code"
    ITEM = "item"  # one of a list under the text
    REPEATED = "repeated"  # says again what stands in the row above
    ASKED = "asked"  # what is to be decided, in a line of its own


@dataclass(frozen=True)
class Words:
    """A piece of text with what is not sure of it."""

    text: str
    doubts: tuple[Doubt, ...] = ()
    weight: Weight = Weight.PLAIN


@dataclass(frozen=True)
class Judged:
    """A verdict by its symbol and word, ``brief`` by its symbol alone; ``promised`` if it was registered."""

    verdict: Verdict
    doubts: tuple[Doubt, ...] = ()
    brief: bool = False
    promised: bool = False


@dataclass(frozen=True)
class Standing:
    """Where a target stands, or another ``kind`` of thing, by the code of its status and in words."""

    status: str
    text: str
    doubts: tuple[Doubt, ...] = ()
    kind: str = "status"


@dataclass(frozen=True)
class Opening:
    """A title that opens on demand to what stands behind it; ``kind`` names its style."""

    title: tuple["Piece", ...]
    items: tuple["Cell", ...]
    kind: str = ""
    doubts: tuple[Doubt, ...] = ()


T = TypeVar("T")
Piece: TypeAlias = "Words | Judged | Standing | Figure | Opening | Bar | Dots"
Cell: TypeAlias = "str | dt.date | Piece | tuple[Piece, ...]"


class Side(StrEnum):
    """The side a column is set to."""

    LEFT = "left"
    CENTER = "center"
    RIGHT = "right"


@dataclass(frozen=True)
class Column:
    """Heads a column; ``width`` is in characters, for paper and sheets; a long name may stand ``upright``."""

    title: str
    side: Side = Side.LEFT
    width: float = 0
    upright: bool = False


def heads(
    words: Language, section: str, keys: Iterable[str], sides: Mapping[str, Side] | None = None
) -> tuple[Column, ...]:
    """Heads columns with the words a section has under their keys; a mapping gives each its width."""
    widths, sides = keys if isinstance(keys, Mapping) else dict.fromkeys(keys, 0), sides or {}
    return tuple(
        Column(words.word(f"{section}.{key}"), sides.get(key, Side.LEFT), width)
        for key, width in widths.items()
    )


@dataclass(frozen=True)
class Table:
    """A table: ``kind`` names its style, the first cell of a row is its head, ``sums`` are the last rows."""

    kind: str
    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    sums: tuple[tuple[Cell, ...], ...] = ()
    folded: bool = False  # opened on demand under its caption


@dataclass(frozen=True)
class Subject(Generic[T]):
    """What can be said of each thing of a kind, one cell a fact; each medium chooses those it shows."""

    kind: str
    facts: dict[str, Callable[["View", T], Cell]]
    sides: Mapping[str, Side] = field(default_factory=dict)

    def fact(self, cell: Callable[["View", T], Cell]) -> Callable[["View", T], Cell]:
        """Adds the fact that a function writes, under the function's name."""
        self.facts[cell.__name__] = cell
        return cell

    def table(
        self, view: "View", things: Iterable[T], caption: str, titles: str, facts: Collection[str]
    ) -> Table:
        """Sets things in a table with the facts chosen, headed as :func:`heads` says."""
        rows = (tuple(self.facts[fact](view, thing) for fact in facts) for thing in things)
        return Table(self.kind, caption, heads(view.words, titles, facts, self.sides), tuple(rows))


class Tone(StrEnum):
    """How a sentence is set."""

    PLAIN = "plain"
    LEAD = "lead"
    NOTE = "note"
    KEY = "key"  # explains signs


@dataclass(frozen=True)
class Sentence:
    """A sentence, or several that belong together, with what is not sure of them."""

    text: str
    tone: Tone = Tone.PLAIN
    doubts: tuple[Doubt, ...] = ()


@dataclass(frozen=True)
class Listing:
    """A list; under a title it is opened on demand."""

    title: str
    items: tuple[Cell, ...]
    kind: str = ""


@dataclass(frozen=True)
class Group:
    """Parts that belong together, under a title where they have one; a ``folded`` one is opened on demand."""

    title: str
    parts: tuple["Part", ...]
    kind: str = ""
    folded: bool = False


Part: TypeAlias = "Table | Sentence | Listing | Group"


@dataclass(frozen=True)
class Shown:
    """What a subject comes to on a page, in a language; a notebook shows it as the page does."""

    parts: tuple[Part, ...]
    words: Language = field(repr=False)
    writer: ClassVar[Callable[["Shown"], str]]  # set by the writer of HTML

    @property
    def html(self) -> str:
        """Gives the HTML."""
        return type(self).writer(self)

    def _repr_html_(self) -> str:
        return Display.dress(self.html)
