"""The conclusion of a page in one to three sentences: the answer first, each with its figures."""

from __future__ import annotations

from ntm_analysis.model import Period
from ntm_analysis.say.conclusions.area import area_sentences
from ntm_analysis.say.conclusions.commune import commune_state, headline
from ntm_analysis.say.conclusions.movement import (
    district_state,
    moved,
    named_targets_sentence,
    roadmap_sentence,
    targets_sentence,
)
from ntm_analysis.say.conclusions.notices import estimates_told, late_sentence, stale_sentence
from ntm_analysis.say.texts import own_name
from ntm_analysis.say.units import mergers_told
from ntm_analysis.say.view import View, once
from ntm_analysis.say.words import Sentence, Shown, Tone

MOST_SENTENCES = 3


@once
def sentences(view: View) -> tuple[str, ...]:
    """Gives the page's conclusion in one to three sentences, the most important first."""
    told, of_movement = list[str](), view.notebook == "movement"
    if view.area:
        told += area_sentences(view)
    elif view.is_district and of_movement:
        told += [targets_sentence(view) or district_state(view), roadmap_sentence(view), moved(view)]
    elif view.is_district:
        told += [district_state(view), moved(view)]
    elif view.is_commune:
        asked = roadmap_sentence(view) if of_movement else named_targets_sentence(view)
        told += [headline(view), commune_state(view), asked]
    else:
        told.append(view.words.word("sentence.town", place=own_name(view)))
    return tuple(filter(None, told))[:MOST_SENTENCES]


def findings(view: View) -> Shown:
    """Shows the conclusion of the page."""
    first, *rest = sentences(view)
    # A year long whoever compares needs to know, on the first screen.
    merged = mergers_told(view, Period(view.period.year - 1, view.period.month))
    notes = (*merged, *estimates_told(view), late_sentence(view), stale_sentence(view))
    shown = [Sentence(first, Tone.LEAD), *map(Sentence, rest)]
    return Shown((*shown, *(Sentence(note, Tone.NOTE) for note in notes if note)), view.words)
