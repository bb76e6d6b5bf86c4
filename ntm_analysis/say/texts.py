"""What is said as plain text: verdicts by symbol, doubts by signs, places, bodies and targets by name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

from ntm_analysis.language import Language
from ntm_analysis.model import Figure, Verdict
from ntm_analysis.say.words import Cell, Doubt, Judged, Opening, Piece, Table, Weight, Words, pieces

if TYPE_CHECKING:
    from ntm_analysis.judge.targets import Progress
    from ntm_analysis.say.view import View

MOST_NAMED = 4  # More names than this are a list for the table below, not for a sentence.


def doubts_in(words: Language, table: Table) -> tuple[Doubt, ...]:
    """Gathers the doubts that stand in a table, in the order of the key."""
    cells = (cell for row in (*table.rows, *table.sums) for cell in row)
    found = {doubt for cell in cells for piece in pieces(words, cell) for doubt in piece.doubts}
    return tuple(doubt for doubt in Doubt if doubt in found)


def key_of(words: Language, doubts: Iterable[Doubt]) -> Iterator[str]:
    """Explains signs: ``* mức đạt chuẩn chưa đối chiếu với văn bản``."""
    for doubt in doubts:
        yield f"{words.word(f'mark.{doubt}')} {words.word(f'mark_title.{doubt}')}"


def verdict_key(words: Language, verdicts: Iterable[Verdict] = Verdict) -> Iterator[str]:
    """Explains the symbols of verdicts: ``✓ đạt``."""
    for verdict in verdicts:
        yield f"{verdict.symbol} {words.verdict(verdict)}"


def sign_of(words: Language, doubt: str) -> str:
    """Gives the sign of a doubt as it follows a text; one that is a word stands in brackets."""
    sign = words.word(f"mark.{doubt}")
    return f" ({sign})" if sign.isalpha() or " " in sign else sign


def signed(words: Language, text: str, doubts: Iterable[str]) -> str:
    """Writes a text with the signs of its doubts, for where signs are text."""
    return text + "".join(sign_of(words, doubt) for doubt in doubts)


def text_of(words: Language, cell: Cell) -> str:
    """Writes a cell as text, verdicts by symbol and word, doubts by their signs."""
    text = ""
    for piece in pieces(words, cell):
        beside = isinstance(piece, Words) and piece.weight in {Weight.SMALL, Weight.BELOW, Weight.ITEM}
        between = " " if beside and not text.endswith(" ") else ""
        text += between + signed(words, _said(words, piece), piece.doubts)
    return text


def _said(words: Language, piece: Piece) -> str:
    if isinstance(piece, Opening):
        return text_of(words, piece.title)
    if not isinstance(piece, Judged):
        return piece.text
    return piece.verdict.symbol if piece.brief else next(verdict_key(words, (piece.verdict,)))


def place_name(view: View, code: str) -> str:
    """Names a commune or the town, alive in the period or not; without a code the whole district."""
    names = {place.code: place.name for place in view.data.places}
    return names.get(code, code) if code else view.words.word("task.whole_district")


def body_name(view: View, code: str) -> str:
    """Names a body in charge, with its commune where it is one of a commune."""
    bodies = view.data.movement.bodies
    names = dict(zip(bodies["body"], bodies["name"], strict=True))
    of = dict(zip(bodies["body"], bodies["commune"], strict=True)).get(code, "")
    name = str(names.get(code, code))
    if not (view.is_district and of):
        return name
    return view.words.word("task.body_of", body=name, place=place_name(view, of))


def own_name(view: View) -> str:
    """Writes the page's place with its kind: ``Xã Điềm He``."""
    return view.words.word(f"page.{view.place.kind}_name", name=view.place.name)


def targets_named(view: View, ids: Iterable[str]) -> list[str]:
    """Names targets by their ids, each once."""
    names = {p.target.id: view.words.text(p.target.name) for p in view.targets}
    return [names[i] for i in dict.fromkeys(ids) if i in names]


def joined(view: View, names: Sequence[str], more: str = "and_more") -> str:
    """Joins names with commas and says how many more there are; ``and_more_units`` for places."""
    shown = ", ".join(names[:MOST_NAMED])
    if len(names) <= MOST_NAMED:
        return shown
    count = view.words.number(len(names) - MOST_NAMED)
    return view.words.word(f"sentence.{more}", names=shown, count=count)


def target_figure(view: View, progress: Progress, value: Fraction | None) -> Figure | Words:
    """Writes a value in a target's own form; words where there is none."""
    if value is None:
        return Words(view.words.word("value.missing"), weight=Weight.QUIET)
    return view.words.of_target(progress.target, value, progress.goal)


def target_now(view: View, progress: Progress) -> Figure | Words:
    """Writes a target's figure of now: whether it is preliminary, or adjusted after closing."""
    shown = target_figure(view, progress, progress.value)
    found = {
        Doubt.ADJUSTED: progress.target.id in view.adjusted_targets,
        Doubt.PRELIMINARY: progress.preliminary,
    }
    return replace(shown, doubts=tuple(doubt for doubt, holds in found.items() if holds))


def value_of(view: View, progress: Progress) -> str:
    """Writes a target's figure of now as text."""
    return text_of(view.words, target_now(view, progress))
