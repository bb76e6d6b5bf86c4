"""The last part of the movement's report: who was commended so far, and facts that support proposals."""

from __future__ import annotations

from collections.abc import Iterator

from ntm_analysis.documents.facts import Facts
from ntm_analysis.documents.heads import blank
from ntm_analysis.documents.kinds import begins
from ntm_analysis.publish.parts import Heading, Paragraph, Part, Style
from ntm_analysis.say.merits import commended, supporting_facts


def rewards(facts: Facts) -> Iterator[Part]:
    """Counts commendations by kind and lists the facts; whom to propose is the office's decision."""
    view, words = facts.view, facts.view.words
    yield Heading(words.word("report.part_7"))
    yield Heading(words.word("report.rewarded"), 2)
    given = list(commended(view, begins(facts.kind, view.period)))
    if given:
        yield Paragraph(words.word("report.rewarded_so_far", told="; ".join(given)))
    else:
        yield Paragraph(words.word("report.not_rewarded", blank=blank(view, "report.blank_rewarded")))
    yield Heading(words.word("report.supporting"), 2)
    told, note = supporting_facts(view)
    yield from (Paragraph(f"- {fact}") for fact in told)
    if told:
        yield Paragraph(note, Style.NOTE)
    yield Heading(words.word("report.proposed"), 2)
    yield Paragraph(blank(view, "report.blank_proposed"))
