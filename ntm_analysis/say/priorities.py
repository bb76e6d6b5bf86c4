"""What would close the gap first, in the order in which it is least effort."""

from __future__ import annotations

from ntm_analysis.say.indicators import FACTS
from ntm_analysis.say.marks import records
from ntm_analysis.say.subjects import Subject
from ntm_analysis.say.view import View
from ntm_analysis.say.words import Choice, Sentence, Shown, Tone

MOST_ROWS = 12  # A leader acts on a dozen gaps; the rest stay in the indicator tables of each commune.
_GAPS = (
    Choice("titled", "table.indicator"),
    Choice("value", "table.value"),
    Choice("threshold", "table.threshold"),
    Choice("gap", "table.effort"),
)

GAPS = Subject("priorities", FACTS)


def priorities(view: View, role: str = "standard") -> Shown | None:
    """Lists the unmet indicators with the smallest gap to close, people and items first (rule 10).

    The district's list goes over all communes and leads with criteria that one indicator alone
    keeps from being met.
    """
    words, rows = view.words, view.unmet(role)
    if rows.empty:
        return None
    chosen = (Choice("commune", "table.commune"), *_GAPS) if view.is_district else _GAPS
    key = "priorities_caption_advanced" if role == "advanced" else "priorities_caption"
    told = records(rows.head(MOST_ROWS))
    table = GAPS.table(view, told, words.word(f"table.{key}"), chosen)
    notes = [words.word("table.denominator_fixed")]
    if len(rows) > MOST_ROWS:
        notes.append(words.word("table.more_rows", count=words.number(len(rows) - MOST_ROWS)))
    return Shown((table, Sentence(" ".join(notes), Tone.NOTE)), words)
