"""The report on the results of building new-style rural communes, for the office to complete and sign."""

from __future__ import annotations

from ntm_analysis.say.papers import sheets
from ntm_analysis.say.papers.ahead import ahead, causes, proposals, rewards, shortcomings
from ntm_analysis.say.papers.done import items, leadership, resources
from ntm_analysis.say.papers.facts import PaperFacts
from ntm_analysis.say.papers.paper import Heading, OfficialPaper, ReportKind
from ntm_analysis.say.papers.results import criteria, targets
from ntm_analysis.say.words import Sentence

_QUARTERS = ("I", "II", "III", "IV")


def report(facts: PaperFacts) -> OfficialPaper:
    """Builds the report: its parts and four sheets; what the data do not say is a blank in brackets."""
    data, month = facts.view.data, facts.view.period
    quarter, year = _QUARTERS[(month.month - 1) // 3], str(month.year)
    span = facts.say(f"report.span.{facts.kind}", month=str(month.month), quarter=quarter, year=year)
    about = facts.say("report.about", span=span)
    if facts.kind is ReportKind.MOVEMENT:
        # Before its last target ends a movement is reviewed, afterwards it is concluded.
        ends = [target.end for target in data.targets]
        stage = "final" if ends and max(ends) <= month else "midway"
        # The movement is named as the first sentence of its document does.
        title = data.target_document.title.removeprefix(facts.say("report.launch"))
        about = facts.say(f"report.about_{stage}", title=title, span=span)
    attached = (sheets.targets, sheets.matrix, sheets.resources, sheets.tasks)
    office = facts.view.words.text(data.office)
    told = [targets, criteria, items, resources, shortcomings, causes, ahead, proposals]
    told += [rewards] if facts.kind is ReportKind.MOVEMENT else []
    parts = [
        Sentence(facts.say("report.opening", office=office, about=about, day=facts.day)),
        *leadership(facts),
        Heading(facts.say("report.part_2")),
        *(block for part in told for block in part(facts)),
        Sentence(facts.say("report.closing", about=about, office=office)),
    ]
    appendices = tuple(each(facts) for each in attached)
    return facts.document("report", about[:1].upper() + about[1:], parts, appendices)
