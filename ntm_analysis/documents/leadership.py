"""Part I of the report: what was directed, as far as the data know; the rest is for the office to add."""

from __future__ import annotations

from collections.abc import Iterator

from ntm_analysis.documents.facts import Facts
from ntm_analysis.documents.heads import blank, day_of
from ntm_analysis.documents.kinds import begins
from ntm_analysis.model import Period
from ntm_analysis.publish.parts import Heading, Paragraph, Part
from ntm_analysis.say.task_facts import states_counted


def leadership(facts: Facts) -> Iterator[Part]:
    """Tells the division of work, the tasks and the conclusions of meetings."""
    view, words = facts.view, facts.view.words
    yield Heading(words.word("report.part_1"))
    yield Paragraph(words.word("report.documents", blank=blank(view, "report.blank_documents")))
    yield from _responsibilities(facts)
    if facts.tasks.empty:
        yield Paragraph(words.word("report.no_tasks", blank=blank(view, "report.blank_tasks")))
        return
    yield from (Paragraph(text) for text in _tasks(facts))
    first = begins(facts.kind, view.period).number
    meetings = facts.meetings
    concluded = facts.tasks[meetings.between(first, view.period.number)]
    if len(concluded):
        yield Paragraph(
            words.word(
                "report.meetings",
                meetings=", ".join(words.month(Period.parse(m)) for m in sorted(set(concluded["meeting"]))),
                n=words.number(len(concluded)),
                states=states_counted(facts.view, concluded),
            )
        )


def _tasks(facts: Facts) -> Iterator[str]:
    """Counts the tasks under way by state; those that begin later are counted apart."""
    view, words = facts.view, facts.view.words
    day, waiting = day_of(view, view.period), len(facts.tasks) - len(facts.begun)
    if len(facts.begun):
        yield words.word(
            "report.tasks",
            n=words.number(len(facts.begun)),
            bodies=words.number(facts.begun["body"].nunique()),
            day=day,
            states=states_counted(facts.view, facts.begun),
        )
    if waiting:
        yield words.word("report.tasks_later", n=words.number(waiting), day=day)


def _responsibilities(facts: Facts) -> Iterator[Part]:
    view, words = facts.view, facts.view.words
    table = view.data.movement.responsibilities
    standard = view.set_in_force("standard")
    if table.empty or standard is None:
        return
    criteria = table.loc[(table["set"] == standard.id) & (table["criterion"] != ""), "criterion"].nunique()
    communes = table.loc[table["commune"].isin(list(view.communes)), "commune"].nunique()
    yield Paragraph(
        words.word(
            "report.responsibilities",
            criteria=words.share(criteria, len(standard.criteria)),
            communes=words.share(communes, len(view.communes)),
        )
    )
