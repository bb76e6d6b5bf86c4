"""Results as sentences: the answer first, at most three, each with its figures."""

from __future__ import annotations

from markupsafe import Markup

from ntm_analysis.display import Display, element
from ntm_analysis.model import Period
from ntm_analysis.say import area, movement, overview
from ntm_analysis.say.outlook import estimates_told
from ntm_analysis.say.phrases import late_sentence, stale_sentence
from ntm_analysis.say.units import mergers_told
from ntm_analysis.say.view import View, once

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


def findings(view: View) -> Display:
    """Shows the conclusion of the page."""
    first, *rest = sentences(view)
    paragraphs = element("p", first, class_="lead")
    for sentence in rest:
        paragraphs += element("p", sentence)
    # A year long whoever compares needs to know, on the first screen.
    for merger in mergers_told(view, Period(view.period.year - 1, view.period.month)):
        paragraphs += element("p", merger, class_="note")
    for said in (*estimates_told(view), late_sentence(view), stale_sentence(view)):
        paragraphs += element("p", said, class_="note") if said else Markup("")
    return Display(paragraphs)
