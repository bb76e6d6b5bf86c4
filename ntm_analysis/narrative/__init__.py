"""Results as sentences: the answer first, at most three, each with its figures."""

from __future__ import annotations

from ntm_analysis.display import Display, element
from ntm_analysis.narrative import area, overview
from ntm_analysis.narrative.phrases import late_sentence
from ntm_analysis.view import View

MOST_SENTENCES = 3


def sentences(view: View) -> tuple[str, ...]:
    """Gives the page's conclusion in one to three sentences, the most important first."""
    told = area.sentences(view) if view.area else overview.sentences(view)
    return tuple(s for s in told if s)[:MOST_SENTENCES]


def findings(view: View) -> Display:
    """Shows the conclusion of the page."""
    first, *rest = sentences(view)
    paragraphs = element("p", first, class_="lead")
    for sentence in rest:
        paragraphs += element("p", sentence)
    late = late_sentence(view)
    return Display(paragraphs + element("p", late, class_="note") if late else paragraphs)
