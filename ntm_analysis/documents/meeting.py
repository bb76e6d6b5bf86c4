"""The papers of a month's meeting (giao ban): questions, earlier conclusions, what is due, what is owed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from ntm_analysis.documents import heads, sheets, tasks
from ntm_analysis.documents.facts import Facts
from ntm_analysis.documents.moved import changes
from ntm_analysis.documents.questions import questions
from ntm_analysis.documents.results import disputes
from ntm_analysis.model import Period
from ntm_analysis.publish.parts import Document, Heading, Paragraph, Part, Style
from ntm_analysis.say.conclusions import sentences
from ntm_analysis.say.late import past_due_told
from ntm_analysis.say.phrases import targets_sentence
from ntm_analysis.say.task_facts import states_counted

# Lines to write the meeting's conclusions in.
_EMPTY = 6
# What a row of tasks.csv cannot do without.


def meeting(facts: Facts) -> Document:
    """Builds the papers; what the meeting concludes is written in afterwards and becomes tasks."""
    view, words = facts.view, facts.view.words
    return Document(
        name=words.word("meeting.name"),
        subject=words.word("meeting.subject", month=words.month(view.period)),
        marks=heads.marks(view),
        draft=heads.draft(view),
        letterhead=heads.letterhead(view, "meeting.number"),
        parts=tuple(_parts(facts)),
        signature=heads.signature(view, "meeting.recipients"),
        appendices=(replace(sheets.targets(facts), attached=words.word("meeting.attached")),),
        language=words.code,
    )


def _parts(facts: Facts) -> Iterator[Part]:
    view, words = facts.view, facts.view.words
    yield Heading(words.word("meeting.questions"))
    asked = questions(facts)
    for number, question in enumerate(asked, start=1):
        yield Paragraph(words.word("meeting.question", n=words.number(number), question=question), Style.LEAD)
    if not asked:
        yield Paragraph(words.word("meeting.no_question"))
    yield Paragraph(words.word("meeting.rule"), Style.NOTE)
    yield Heading(words.word("meeting.conclusions"))
    yield from _conclusions(facts)
    yield Heading(words.word("meeting.situation"))
    # The month's changes are told below, each with its criteria.
    yield from (Paragraph(text) for text in (*sentences(view)[:1], targets_sentence(view)) if text)
    standard = view.set_in_force("standard")
    if standard is not None:
        yield from (Paragraph(text) for text in changes(facts, standard))
    yield from (Paragraph(text) for text in disputes(view))
    yield Heading(words.word("meeting.decisions"))
    yield from _decisions(facts)
    yield Heading(words.word("meeting.owed"))
    yield from _owed(facts)
    yield Heading(words.word("meeting.new"))
    yield tasks.blank(facts, _EMPTY)
    yield Paragraph(words.word("meeting.new_note", period=str(view.period)), Style.NOTE)


def _conclusions(facts: Facts) -> Iterator[Part]:
    """Tells what became of the tasks earlier meetings set: counts, then those that are not done."""
    view, words = facts.view, facts.view.words
    rows = facts.tasks[facts.meetings.between(1, view.period.number - 1)]
    if rows.empty:
        yield Paragraph(words.word("meeting.no_conclusion"))
        return
    last = str(rows["meeting"].max())
    named = words.month(Period.parse(last))
    for key, mine in (("last", rows[rows["meeting"] == last]), ("earlier", rows[rows["meeting"] < last])):
        if len(mine):
            yield Paragraph(
                words.word(
                    f"meeting.conclusions_{key}",
                    meeting=named,
                    n=words.number(len(mine)),
                    states=states_counted(view, mine),
                )
            )
    of_last = rows[rows["meeting"] == last]
    open_before = rows[(rows["meeting"] < last) & (rows["state"] != "done")]
    keys = ("task", "place", "body", "deadline", "state", "cause")
    yield tasks.grid(facts, of_last, keys, words.word("meeting.table_last", meeting=named))
    if len(open_before):
        yield tasks.grid(facts, open_before, keys, words.word("meeting.table_earlier"))


def _decisions(facts: Facts) -> Iterator[Part]:
    """Lists what is overdue or due within 30 days, by commune and then by body in charge."""
    view, words = facts.view, facts.view.words
    tasks_now = facts.tasks
    rows = tasks_now[tasks_now["overdue"].astype(bool) | tasks_now["due_soon"].astype(bool)]
    if rows.empty:
        yield Paragraph(words.word("meeting.nothing_due"))
        return
    overdue = int(rows["overdue"].sum())
    yield Paragraph(
        words.word(
            "meeting.due",
            day=heads.day_of(view, view.period),
            overdue=words.number(overdue),
            soon=words.number(len(rows) - overdue),
            bodies=words.number(rows["body"].nunique()),
        )
    )
    order = [*view.communes, ""]
    keys = ("task", "place", "body", "due", "days", "endangered")
    placed = rows.assign(
        place_order=[order.index(c) if c in order else len(order) for c in rows["commune"]]
    ).sort_values(["place_order", "due", "task"], kind="stable")
    yield tasks.grid(facts, placed, keys, words.word("meeting.table_due"))
    bodies = [
        words.word(
            "meeting.body",
            body=facts.body(str(body)),
            overdue=words.number(int(mine["overdue"].sum())),
            soon=words.number(int(mine["due_soon"].sum())),
        )
        for body, mine in rows.groupby("body", sort=False)
    ]
    yield Paragraph(words.word("meeting.bodies", bodies=heads.listed(view, bodies, most=len(bodies))))


def _owed(facts: Facts) -> Iterator[Part]:
    """Tells who has not sent the month's figures, and which indicators are past due."""
    view, words = facts.view, facts.view.words
    if facts.owed:
        units = heads.listed(view, facts.owing, most=len(facts.owing))
        yield Paragraph(words.word("report.late_submissions", n=words.number(len(facts.owed)), units=units))
    past_due = list(past_due_told(view))
    yield from (Paragraph(text) for text in past_due)
    if not facts.owed and not past_due:
        yield Paragraph(words.word("meeting.nothing_owed"))
