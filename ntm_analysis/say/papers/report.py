"""The report on the results of building new-style rural communes, for the office to complete and sign.

Its parts I and II on what was done stand here: direction and tasks, the numbered items, resources.
"""

from collections.abc import Iterator
from fractions import Fraction

import pandas as pd

from ntm_analysis.judge.movement import resources as sums
from ntm_analysis.judge.movement.items import follow_items
from ntm_analysis.model import Period
from ntm_analysis.say.items import of_communes
from ntm_analysis.say.marks import records
from ntm_analysis.say.merits import commended
from ntm_analysis.say.papers import Block, Heading, OfficialPaper, ReportKind, sheets
from ntm_analysis.say.papers.ahead import ahead, causes, proposals, rewards, shortcomings
from ntm_analysis.say.papers.facts import PaperFacts
from ntm_analysis.say.papers.results import criteria, targets
from ntm_analysis.say.resources import unpaid_told
from ntm_analysis.say.tasks import states_counted
from ntm_analysis.say.texts import QUARTERS
from ntm_analysis.say.units import areas, followed, million, without_area
from ntm_analysis.say.words import Sentence, Tone


def report(facts: PaperFacts) -> OfficialPaper:
    """Builds the report: its parts and four sheets; what the data do not say is a blank in brackets."""
    data, month = facts.view.data, facts.view.period
    quarter, year = QUARTERS[str((month.month + 2) // 3)], str(month.year)
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


def leadership(facts: PaperFacts) -> Iterator[Block]:
    """Tells the division of work, the tasks and the conclusions of meetings."""
    view, share = facts.view, facts.view.words.share
    yield Heading(facts.say("report.part_1"))
    yield Sentence(facts.say("report.documents", blank=facts.blank("documents")))
    table, standard = view.data.movement.responsibilities, view.set_in_force("standard")
    if len(table) and standard is not None:
        of_criteria = (table["set"] == standard.id) & (table["criterion"] != "")
        criteria = share(table.loc[of_criteria, "criterion"].nunique(), len(standard.criteria))
        of_communes = table["commune"].isin(list(view.communes))
        communes = share(table.loc[of_communes, "commune"].nunique(), len(view.communes))
        yield Sentence(facts.say("report.responsibilities", criteria=criteria, communes=communes))
    tasks, begun = followed(view), facts.begun
    if tasks.empty:
        yield Sentence(facts.say("report.no_tasks", blank=facts.blank("tasks")))
    # The tasks under way by state, those that begin later apart, and those meetings concluded.
    if len(begun):
        counted = {"n": facts.n(len(begun)), "states": states_counted(view, begun)}
        bodies = facts.n(begun["body"].nunique())
        yield Sentence(facts.say("report.tasks", bodies=bodies, day=facts.day, **counted))
    if waiting := len(tasks) - len(begun):
        yield Sentence(facts.say("report.tasks_later", n=facts.n(waiting), day=facts.day))
    concluded = tasks[facts.meetings.between(facts.begins.number, view.period.number)]
    if len(concluded):
        months = (view.words.month(Period.parse(m)) for m in sorted(set(concluded["meeting"])))
        counted = {"n": facts.n(len(concluded)), "states": states_counted(view, concluded)}
        yield Sentence(facts.say("report.meetings", meetings=", ".join(months), **counted))


def items(facts: PaperFacts) -> Iterator[Block]:
    """Gives each numbered item a paragraph, an item nothing was counted for a blank."""
    view, words = facts.view, facts.view.words
    yield Heading(words.word("report.items"), 2)
    known = view.data.movement.items
    if not known.items:
        yield Sentence(words.word("report.no_items", blank=facts.blank("item")))
        return
    if facts.targets_left_out and not view.targets:
        yield Sentence(words.word("report.items_not_told"))
        return
    given = sums.since_january(view.data.movement.contributions, view.period)
    for item in known.items:
        told = list(_activities(facts, item.number))
        if "residential_areas" in item.about and not view.data.movement.model_areas.empty:
            # Those recognised by the month's end, and those only registered.
            states = list(areas(view)["state"])
            done, registered = (facts.n(states.count(state)) for state in ("recognised", "registered"))
            told.append(words.word("report.model_areas", done=done, registered=registered))
            if without := without_area(view):
                told.append(words.word("report.model_areas_without", communes="; ".join(without)))
        if "rewards" in item.about:
            told += commended(view, facts.begins)
        # Figures that stand in another part of the report: resources in II.4, tasks in I.
        if "resources" in item.about and (given["account"] == "mobilised").any():
            told.append(words.word("report.see_resources"))
        if "tasks" in item.about and len(facts.begun):
            told.append(words.word("report.see_tasks"))
        text = "; ".join(told) or facts.blank("item")
        text = text[:1].upper() + text[1:]  # what is told opens a sentence of its own
        named = {"n": words.number(item.number), "name": words.text(item.name)}
        yield Sentence(words.word("report.item", told=text, **named))
    yield Sentence(words.word("report.places_note", month=words.month(view.period)), Tone.NOTE)


def _activities(facts: PaperFacts, number: int) -> Iterator[str]:
    """Says what was counted in the time the report covers and what the year's plan asks."""
    view, words, movement = facts.view, facts.view.words, facts.view.data.movement
    kinds = {kind.code: kind for kind in movement.items.kinds.values() if kind.item == number}
    asked = [(number, code) for code in kinds]
    counted = follow_items(movement.activities, asked, view.period, first=facts.begins)
    planned = follow_items(movement.activities, asked, view.period)["planned"]
    for row, plan in zip(records(counted), planned, strict=True):
        if pd.isna(row.so_far):
            continue
        kind = kinds[row.kind]
        named = {"name": words.text(kind.name), "unit": words.text(kind.unit)}
        said = words.word("report.activity", n=words.number(int(row.so_far)), **named)
        of_year = "" if pd.isna(plan) else words.word("report.planned", n=words.number(int(plan)))
        remarks = "; ".join(filter(None, (of_year, of_communes(view, row.places, "report.places"))))
        yield f"{said} ({remarks})" if remarks else said


def resources(facts: PaperFacts) -> Iterator[Block]:
    """Tells what was mobilised since January by kind and fund, capital against plan, and unpaid debt."""
    view, number = facts.view, facts.view.words.number
    yield Heading(facts.say("report.resources"), 2)
    rows = sums.since_january(view.data.movement.contributions, view.period)
    if rows.empty:
        yield Sentence(facts.say("report.no_resources", blank=facts.blank("resources")))
        return
    kinds, funds = sums.by_kind(rows, view.period), sums.by_fund(rows)
    names = {row.fund: facts.say(f"report.fund.{row.fund}") for row in records(funds)}
    given = "; ".join(
        facts.say("report.fund_amount", fund=names[row.fund], amount=million(view, row.mobilised))
        for row in records(funds)
        if row.mobilised
    )
    for row in records(kinds[kinds["kind"] == "money"]):
        yield Sentence(facts.say("report.mobilised", amount=million(view, row.since), funds=given))
    in_kind = kinds[kinds["kind"] != "money"]
    if len(in_kind):
        quantities = (
            {"name": facts.say(f"resource.kinds.{row.kind}"), "n": number(row.since), "unit": row.unit}
            for row in records(in_kind)
        )
        said = "; ".join(facts.say("report.quantity", **each) for each in quantities)
        priced = sum(price for price in in_kind["priced"] if price is not None)
        value = facts.say("report.priced", amount=million(view, priced)) if priced else ""
        yield Sentence(f"{facts.say('report.in_kind', given=said)} {value}".strip())
    planned, paid = ([n for n in funds[account] if n is not None] for account in ("planned", "disbursed"))
    if sum(planned):
        told = facts.say("verdict.no_data")  # nothing stated as paid is no nought
        if paid:
            share = view.words.percent(Fraction(100 * sum(paid), sum(planned)))
            told = facts.say("report.capital_paid", amount=million(view, sum(paid)), share=share)
        yield Sentence(facts.say("report.capital", planned=million(view, sum(planned)), paid=told))
    if unpaid := unpaid_told(view):
        yield Sentence(unpaid)
