"""The papers of a month's meeting (giao ban): questions, earlier conclusions, what is due, what is owed."""

from collections.abc import Iterator
from dataclasses import replace

from ntm_analysis.model import Period
from ntm_analysis.say.conclusions import sentences
from ntm_analysis.say.conclusions.subjects import targets_sentence
from ntm_analysis.say.first.matters import MOST, matters
from ntm_analysis.say.late import past_due_told, submissions_told
from ntm_analysis.say.papers import Block, Heading, OfficialPaper, sheets
from ntm_analysis.say.papers.facts import PaperFacts
from ntm_analysis.say.papers.results import changes, disputes
from ntm_analysis.say.tasks import states_counted
from ntm_analysis.say.texts import body_name
from ntm_analysis.say.units import followed
from ntm_analysis.say.words import Sentence, Table, Tone, heads

_EMPTY = 6  # lines to write the meeting's conclusions in
# What a row of tasks.csv cannot do without.
_TO_FILL_IN = {"task": 23, "serves": 16, "place": 11, "body": 16, "start": 13, "due": 15}


def meeting(facts: PaperFacts) -> OfficialPaper:
    """Builds the papers; what the meeting concludes is written in afterwards and becomes tasks."""
    view, say, asked = facts.view, facts.say, questions(facts)
    parts: list[Block] = [Heading(say("meeting.questions"))]
    for number, question in enumerate(asked, start=1):
        parts.append(Sentence(say("meeting.question", n=facts.n(number), question=question), Tone.LEAD))
    parts += [] if asked else [Sentence(say("meeting.no_question"))]
    parts += [Heading(say("meeting.conclusions")), *_conclusions(facts), Heading(say("meeting.situation"))]
    # The month's changes are told below, each with its criteria.
    told, standard = [*sentences(view)[:1], targets_sentence(view)], view.set_in_force("standard")
    told += [*(changes(facts, standard) if standard else ()), *disputes(facts)]
    parts += map(Sentence, filter(None, told))
    parts += [Heading(say("meeting.decisions")), *_decisions(facts), Heading(say("meeting.owed"))]
    owing, owed = submissions_told(view), list[str]()
    if owing:
        owed = [say("report.late_submissions", n=facts.n(len(owing)), units="; ".join(owing))]
    parts += map(Sentence, [*owed, *past_due_told(view)] or [say("meeting.nothing_owed")])
    columns = heads(view.words, "document.column", _TO_FILL_IN)
    parts += [Heading(say("meeting.new")), Table("blank", "", columns, (("",) * len(columns),) * _EMPTY)]
    sheet = replace(sheets.targets(facts), attached=say("meeting.attached"))
    subject = say("meeting.subject", month=view.words.month(view.period))
    return facts.document("meeting", subject, parts, (sheet,))


def questions(facts: PaperFacts) -> tuple[str, ...]:
    """Asks at most three things only leaders decide, as the page of the locality does; figures owed last."""
    view = facts.view
    asked = [" ".join(filter(None, (m.lead, m.told, m.asked, m.who))) for m in matters(view)[:MOST]]
    if owing := submissions_told(view):
        units = facts.listed(owing)
        asked.append(facts.say("meeting.ask_late", n=view.words.formal(len(owing)), units=units))
    return tuple(asked[:MOST])


def _conclusions(facts: PaperFacts) -> Iterator[Block]:
    """Tells what became of the tasks earlier meetings set: counts, then those that are not done."""
    view = facts.view
    rows = followed(facts.view)[facts.meetings.between(1, view.period.number - 1)]
    if rows.empty:
        yield Sentence(facts.say("meeting.no_conclusion"))
        return
    newest = str(rows["meeting"].max())
    last, earlier = rows[rows["meeting"] == newest], rows[rows["meeting"] < newest]
    named = view.words.month(Period.parse(newest))
    for key, mine in (("last", last), ("earlier", earlier)):
        if len(mine):
            counted = {"n": facts.n(len(mine)), "states": states_counted(view, mine)}
            yield Sentence(facts.say(f"meeting.conclusions_{key}", meeting=named, **counted))
    keys = ("name", "place", "body", "noted_due", "state", "cause")
    yield sheets.tasks_table(facts, last, keys, facts.say("meeting.table_last", meeting=named))
    still_open = earlier[earlier["state"] != "done"]
    if len(still_open):
        yield sheets.tasks_table(facts, still_open, keys, facts.say("meeting.table_earlier"))


def _decisions(facts: PaperFacts) -> Iterator[Block]:
    """Lists what is overdue or due within 30 days, by commune and then by body in charge."""
    rows = followed(facts.view)
    rows = rows[rows["overdue"].astype(bool) | rows["due_soon"].astype(bool)]
    if rows.empty:
        yield Sentence(facts.say("meeting.nothing_due"))
        return
    overdue = int(rows["overdue"].sum())
    counted = {"overdue": facts.n(overdue), "soon": facts.n(len(rows) - overdue)}
    bodies = facts.n(rows["body"].nunique())
    yield Sentence(facts.say("meeting.due", day=facts.day, bodies=bodies, **counted))
    order = [*facts.view.communes, ""]
    places = [order.index(code) if code in order else len(order) for code in rows["commune"]]
    placed = rows.assign(place_order=places).sort_values(["place_order", "due", "task"], kind="stable")
    keys = ("name", "place", "body", "due", "days", "endangered")
    yield sheets.tasks_table(facts, placed, keys, facts.say("meeting.table_due"))
    told = [
        facts.say(
            "meeting.body",
            body=body_name(facts.view, str(body)),
            overdue=facts.n(int(mine["overdue"].sum())),
            soon=facts.n(int(mine["due_soon"].sum())),
        )
        for body, mine in rows.groupby("body", sort=False)
    ]
    yield Sentence(facts.say("meeting.bodies", bodies="; ".join(told)))
