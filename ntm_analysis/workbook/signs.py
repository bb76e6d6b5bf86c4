"""Verdicts in cells: the sign first, then the marks the pages use; colour only besides."""

from __future__ import annotations

from typing import Any

from ntm_analysis.model import Verdict
from ntm_analysis.publish.sheet import Cell, Look
from ntm_analysis.say.marks import doubts
from ntm_analysis.say.view import View
from ntm_analysis.say.words import Doubt, signed

# Preliminary and late stand at values, in columns of their own.
_AT_VERDICTS = [doubt for doubt in Doubt if doubt not in {Doubt.PRELIMINARY, Doubt.LATE}]


def official(view: View, row: Any, *, word: bool = True) -> Cell:
    """Shows the official verdict of a criterion with its marks."""
    return _signed(view, row.verdict, doubts(view, row), word=word)


def computed(view: View, verdict: str, *, provisional: bool) -> Cell:
    """Shows a computed verdict, marked where it rests on an open threshold."""
    return _signed(view, verdict, [Doubt.PROVISIONAL] if provisional else [], word=True)


def _signed(view: View, verdict: str, marks: list[Doubt], *, word: bool) -> Cell:
    kind = Verdict(verdict)
    shown = f"{kind.symbol} {view.words.verdict(kind)}" if word else kind.symbol
    return Cell(signed(view.words, shown, marks), Look(kind.value))


def key(view: View) -> tuple[tuple[str, str], ...]:
    """Lists every sign and mark with its meaning."""
    words = view.words
    verdicts = ((kind.symbol, words.verdict(kind)) for kind in Verdict)
    marks = ((words.word(f"mark.{kind}"), words.word(f"mark_title.{kind}")) for kind in _AT_VERDICTS)
    return (*verdicts, *marks)


def key_line(view: View) -> str:
    """Writes the signs and marks in one line, as it stands under a table."""
    return view.words.word("caveat.key", marks="; ".join(f"{sign} {said}" for sign, said in key(view)))
