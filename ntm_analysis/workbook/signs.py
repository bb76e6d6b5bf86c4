"""Verdicts in cells: the sign first, then the marks the pages use; colour only besides."""

from __future__ import annotations

from ntm_analysis.model import Verdict
from ntm_analysis.publish.sheet import Cell
from ntm_analysis.publish.xlsx import cell_of
from ntm_analysis.say.view import View
from ntm_analysis.say.words import Doubt, Judged

# Preliminary and late stand at values, in columns of their own.
_AT_VERDICTS = [doubt for doubt in Doubt if doubt not in {Doubt.PRELIMINARY, Doubt.LATE}]


def computed(view: View, verdict: str, *, provisional: bool) -> Cell:
    """Shows a computed verdict, marked where it rests on an open threshold."""
    doubts = (Doubt.PROVISIONAL,) if provisional else ()
    return cell_of(view.words, Judged(Verdict(verdict), doubts))


def key(view: View) -> tuple[tuple[str, str], ...]:
    """Lists every sign and mark with its meaning."""
    words = view.words
    verdicts = ((kind.symbol, words.verdict(kind)) for kind in Verdict)
    marks = ((words.word(f"mark.{kind}"), words.word(f"mark_title.{kind}")) for kind in _AT_VERDICTS)
    return (*verdicts, *marks)


def key_line(view: View) -> str:
    """Writes the signs and marks in one line, as it stands under a table."""
    return view.words.word("caveat.key", marks="; ".join(f"{sign} {said}" for sign, said in key(view)))
