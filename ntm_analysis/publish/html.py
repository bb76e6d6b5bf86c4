"""What is said as HTML: doubts as abbreviations with their meaning, verdicts by sign and colour."""

from __future__ import annotations

from markupsafe import Markup

from ntm_analysis import display
from ntm_analysis.display import element, lines
from ntm_analysis.language import Language
from ntm_analysis.say.words import (
    Cell,
    Judged,
    Listing,
    Part,
    Piece,
    Sentence,
    Shown,
    Standing,
    Tone,
    Weight,
    Words,
    pieces,
)


def written(shown: Shown) -> str:
    """Writes everything a subject shows."""
    return Markup("\n").join(_part(part, shown.words) for part in shown.parts)


def _part(part: Part, words: Language) -> Markup:
    if isinstance(part, Sentence):
        attributes = {} if part.tone is Tone.PLAIN else {"class_": str(part.tone)}
        return element("p", part.text, **attributes)
    if isinstance(part, Listing):
        return element("details", element("summary", part.title) + lines("ul", part.items))
    columns = [display.Column(column.title, column.numeric) for column in part.columns]
    rows = [[_cell(cell, words) for cell in row] for row in (*part.rows, *part.sums)]
    return display.table(part.caption, columns, rows, kind=part.kind)


def _cell(cell: Cell, words: Language) -> Markup:
    return Markup("").join(
        _piece(piece, words) + Markup("").join(sign(doubt, words) for doubt in piece.doubts)
        for piece in pieces(words, cell)
    )


def _piece(piece: Piece, words: Language) -> Markup:
    if isinstance(piece, Judged):
        named = f"{piece.verdict.symbol} {words.verdict(piece.verdict)}"
        return element("span", named, class_=f"verdict {piece.verdict}")
    if isinstance(piece, Standing):
        return element("span", piece.text, class_=f"status {piece.status}")
    match piece.weight if isinstance(piece, Words) else Weight.PLAIN:
        case Weight.STRONG:
            return element("b", piece.text)
        case Weight.SMALL:
            return element("small", piece.text, class_="ratio")
        case Weight.BELOW:
            return Markup("<br>") + element("small", piece.text, class_="ratio")
    return Markup("{}").format(piece.text)


def sign(doubt: str, words: Language) -> Markup:
    """Writes the sign of a doubt with its meaning."""
    meaning = words.word(f"mark_title.{doubt}")
    return element("abbr", words.word(f"mark.{doubt}"), class_="mark", title=meaning)


Shown.writer = staticmethod(written)
