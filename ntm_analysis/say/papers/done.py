"""Parts I and II of the report, on what was done: direction and tasks, the numbered items, resources."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

import pandas as pd
from pandas import DataFrame

from ntm_analysis.judge.movement import resources as sums
from ntm_analysis.judge.movement.items import follow_items
from ntm_analysis.model import Period
from ntm_analysis.say.items import of_communes
from ntm_analysis.say.marks import records
from ntm_analysis.say.merits import commended
from ntm_analysis.say.papers.facts import PaperFacts
from ntm_analysis.say.papers.paper import Block, Heading
from ntm_analysis.say.tasks import states_counted
from ntm_analysis.say.units import areas, million, without_area
from ntm_analysis.say.words import Sentence, Tone


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
    if facts.tasks.empty:
        yield Sentence(facts.say("report.no_tasks", blank=facts.blank("tasks")))
    yield from map(Sentence, _tasks(facts))


def _tasks(facts: PaperFacts) -> Iterator[str]:
    """Counts the tasks under way by state, those that begin later apart, and those meetings concluded."""
    view, begun, waiting = facts.view, facts.begun, len(facts.tasks) - len(facts.begun)
    if len(begun):
        yield facts.say(
            "report.tasks",
            n=facts.n(len(begun)),
            bodies=facts.n(begun["body"].nunique()),
            day=facts.day,
            states=states_counted(view, begun),
        )
    if waiting:
        yield facts.say("report.tasks_later", n=facts.n(waiting), day=facts.day)
    concluded = facts.tasks[facts.meetings.between(facts.begins.number, view.period.number)]
    if len(concluded):
        months = (view.words.month(Period.parse(m)) for m in sorted(set(concluded["meeting"])))
        yield facts.say(
            "report.meetings",
            meetings=", ".join(months),
            n=facts.n(len(concluded)),
            states=states_counted(view, concluded),
        )


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
        remarks = [text for text in (of_year, of_communes(view, row.places, "report.places")) if text]
        yield f"{said} ({'; '.join(remarks)})" if remarks else said


def resources(facts: PaperFacts) -> Iterator[Block]:
    """Tells what was mobilised since January by kind and fund, capital against plan, and unpaid debt."""
    view = facts.view
    yield Heading(facts.say("report.resources"), 2)
    rows = sums.since_january(view.data.movement.contributions, view.period)
    if rows.empty:
        yield Sentence(facts.say("report.no_resources", blank=facts.blank("resources")))
        return
    kinds, funds = sums.by_kind(rows, view.period), sums.by_fund(rows)
    given = [
        facts.say(
            "report.fund_amount",
            fund=facts.say(f"report.fund.{fund.fund}"),
            amount=million(view, fund.mobilised),
        )
        for fund in records(funds)
        if fund.mobilised
    ]
    told = [
        facts.say("report.mobilised", amount=million(view, row.since), funds="; ".join(given))
        for row in records(kinds[kinds["kind"] == "money"])
    ]
    told += [*_in_kind(facts, kinds[kinds["kind"] != "money"]), *_capital(facts, funds), debt_told(facts)]
    yield from (Sentence(text) for text in told if text)


def _in_kind(facts: PaperFacts, in_kind: DataFrame) -> Iterator[str]:
    given = [
        facts.say(
            "report.quantity",
            name=facts.say(f"resource.kinds.{row.kind}"),
            n=facts.view.words.number(row.since),
            unit=row.unit,
        )
        for row in records(in_kind)
    ]
    priced = sum(price for price in in_kind["priced"] if price is not None)
    value = facts.say("report.priced", amount=million(facts.view, priced)) if priced else ""
    if given:
        yield f"{facts.say('report.in_kind', given='; '.join(given))} {value}".strip()


def _capital(facts: PaperFacts, funds: DataFrame) -> Iterator[str]:
    """Holds capital paid against its plan; where nothing was stated as paid, that is no nought."""
    planned, paid = (
        [amount for amount in funds[account] if amount is not None] for account in ("planned", "disbursed")
    )
    if sum(planned):
        told = facts.say("verdict.no_data")
        if paid:
            share = facts.view.words.percent(Fraction(100 * sum(paid), sum(planned)))
            told = facts.say("report.capital_paid", amount=million(facts.view, sum(paid)), share=share)
        yield facts.say("report.capital", planned=million(facts.view, sum(planned)), paid=told)


def debt_told(facts: PaperFacts) -> str:
    """Says how much construction debt is unpaid and when; empty where none is recorded or left."""
    view = facts.view
    owed = sums.debt(view.data.movement.contributions, view.period)
    owing = owed[(owed["commune"] != "") & (owed["amount"] > 0)]
    return (
        facts.say(
            "report.debt",
            amount=million(view, sums.total(owed)),
            communes=facts.n(owing["commune"].nunique()),
            month=view.words.month(Period.from_number(int(owed["month"].max()))),
        )
        if sums.total(owed)
        else ""
    )
