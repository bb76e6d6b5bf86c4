"""The report on the results of building new-style rural communes, for the office to complete and sign."""

from __future__ import annotations

from collections.abc import Iterator

from ntm_analysis.documents import heads, progress, results, sheets, tasks
from ntm_analysis.documents.ahead import ahead, proposals
from ntm_analysis.documents.facts import Facts
from ntm_analysis.documents.items import items
from ntm_analysis.documents.kinds import ReportKind
from ntm_analysis.documents.leadership import leadership
from ntm_analysis.documents.resources import resources, resources_sheet
from ntm_analysis.documents.rewards import rewards
from ntm_analysis.documents.shortcomings import causes, shortcomings
from ntm_analysis.model import Period
from ntm_analysis.publish.parts import Document, Heading, Paragraph, Part

_QUARTERS = ("I", "II", "III", "IV")


def report(facts: Facts) -> Document:
    """Builds the report: its parts and four sheets; what the data do not say is a blank in brackets."""
    view = facts.view
    return Document(
        name=view.words.word("report.name"),
        subject=_subject(facts),
        marks=heads.marks(view),
        draft=heads.draft(view),
        letterhead=heads.letterhead(view, "report.number"),
        parts=tuple(_parts(facts)),
        signature=heads.signature(view, "report.recipients"),
        appendices=(
            sheets.targets(facts),
            sheets.matrix(facts),
            resources_sheet(facts),
            tasks.sheet(facts),
        ),
        language=view.words.code,
    )


def _parts(facts: Facts) -> Iterator[Part]:
    words = facts.view.words
    about = _about(facts)
    office = words.text(facts.view.data.office)
    day = heads.day_of(facts.view, facts.view.period)
    yield Paragraph(words.word("report.opening", office=office, about=about, day=day))
    yield from leadership(facts)
    yield Heading(words.word("report.part_2"))
    yield from progress.targets(facts)
    yield from results.criteria(facts)
    yield from items(facts)
    yield from resources(facts)
    yield from shortcomings(facts)
    yield from causes(facts)
    yield from ahead(facts)
    yield from proposals(facts)
    if facts.kind is ReportKind.MOVEMENT:
        yield from rewards(facts)
    yield Paragraph(words.word("report.closing", about=about, office=office))


def span(facts: Facts) -> str:
    """Names the time a report covers: tháng 9 năm 2022, quý III năm 2022, 9 tháng đầu năm 2022."""
    return named_span(facts, facts.view.period)


def named_span(facts: Facts, month: Period) -> str:
    """Names the time a report of this kind that ends in a month covers."""
    return facts.view.words.word(
        f"report.span.{facts.kind}",
        month=str(month.month),
        quarter=_QUARTERS[(month.month - 1) // 3],
        year=str(month.year),
    )


def _subject(facts: Facts) -> str:
    told = _about(facts)
    return told[:1].upper() + told[1:]


def _about(facts: Facts) -> str:
    """Names what is reported inside a sentence: results of a time, or the review of the movement."""
    words = facts.view.words
    if facts.kind is not ReportKind.MOVEMENT:
        return words.word("report.about", span=span(facts))
    ends = [target.end for target in facts.view.data.targets]
    # Before its last target ends a movement is reviewed, afterwards it is concluded.
    stage = "final" if ends and max(ends) <= facts.view.period else "midway"
    return words.word(f"report.about_{stage}", title=_title(facts), span=span(facts))


def _title(facts: Facts) -> str:
    """Names the movement as the first sentence of its document does."""
    title = facts.view.data.target_document.title
    return title.removeprefix(facts.view.words.word("report.launch"))
