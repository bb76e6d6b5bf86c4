"""Results as sentences: the answer first, at most three, each with its figures."""

from __future__ import annotations

from ntm_analysis.model import Period
from ntm_analysis.say import area, movement, overview
from ntm_analysis.say.outlook import estimates_told
from ntm_analysis.say.phrases import late_sentence, stale_sentence
from ntm_analysis.say.units import mergers_told
from ntm_analysis.say.view import View, once
from ntm_analysis.say.words import Sentence, Shown, Tone

MOST_SENTENCES = 3


@once
def sentences(view: View) -> tuple[str, ...]:
    """Gives the page's conclusion in one to three sentences, the most important first."""
    told = _told(view)
    return tuple(s for s in told if s)[:MOST_SENTENCES]


def _told(view: View) -> tuple[str, ...]:
    if view.notebook == "movement":
        return movement.sentences(view)
    return area.sentences(view) if view.area else overview.sentences(view)


def findings(view: View) -> Shown:
    """Shows the conclusion of the page."""
    first, *rest = sentences(view)
    # A year long whoever compares needs to know, on the first screen.
    merged = mergers_told(view, Period(view.period.year - 1, view.period.month))
    notes = (*merged, *estimates_told(view), late_sentence(view), stale_sentence(view))
    shown = [Sentence(first, Tone.LEAD), *map(Sentence, rest)]
    return Shown((*shown, *(Sentence(note, Tone.NOTE) for note in notes if note)), view.words)
