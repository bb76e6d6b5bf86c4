"""What is said as plain text: verdicts by symbol and word, doubts by their signs, and what signs mean."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ntm_analysis.language import Language
from ntm_analysis.model import Verdict
from ntm_analysis.say.words import Cell, Doubt, Judged, Opening, Piece, Table, Weight, Words, pieces


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
