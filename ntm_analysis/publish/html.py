"""What is said as HTML: doubts as abbreviations with their meaning, verdicts by sign and colour."""

from __future__ import annotations

from markupsafe import Markup

from ntm_analysis import display
from ntm_analysis.display import element
from ntm_analysis.language import Language
from ntm_analysis.say.words import Cell, Doubt, Judged, Part, Sentence, Shown, Tone, Weight, pieces

_TAGS = {Weight.STRONG: ("b", {}), Weight.SMALL: ("small", {"class_": "ratio"})}


def written(shown: Shown) -> str:
    """Writes everything a subject shows."""
    return Markup("\n").join(_part(part, shown.words) for part in shown.parts)


def _part(part: Part, words: Language) -> Markup:
    if isinstance(part, Sentence):
        plain = part.tone is Tone.PLAIN
        return element("p", part.text) if plain else element("p", part.text, class_=str(part.tone))
    columns = [display.Column(column.title, column.numeric) for column in part.columns]
    rows = [[_cell(cell, words) for cell in row] for row in (*part.rows, *part.sums)]
    return display.table(part.caption, columns, rows, kind=part.kind)


def _cell(cell: Cell, words: Language) -> Markup:
    shown = Markup("")
    for piece in pieces(cell):
        if isinstance(piece, Judged):
            named = f"{piece.verdict.symbol} {words.verdict(piece.verdict)}"
            shown += element("span", named, class_=f"verdict {piece.verdict}")
        else:
            tag, attributes = _TAGS.get(piece.weight, ("", {}))
            shown += element(tag, piece.text, **attributes) if tag else Markup("{}").format(piece.text)
        shown += Markup("").join(sign(doubt, words) for doubt in piece.doubts)
    return shown


def sign(doubt: Doubt, words: Language) -> Markup:
    """Writes the sign of a doubt with its meaning."""
    meaning = words.word(f"mark_title.{doubt}")
    return element("abbr", words.word(f"mark.{doubt}"), class_="mark", title=meaning)


Shown.writer = staticmethod(written)
