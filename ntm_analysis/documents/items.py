"""Part II of the report, on the numbered items of the founding document: what was counted for each."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from ntm_analysis.documents.facts import Facts
from ntm_analysis.documents.heads import blank, listed
from ntm_analysis.documents.kinds import begins
from ntm_analysis.judge.movement.activities import follow_items
from ntm_analysis.judge.movement.resources import since_january
from ntm_analysis.publish.parts import Heading, Paragraph, Part, Style
from ntm_analysis.read.items import Item
from ntm_analysis.say.items import of_communes
from ntm_analysis.say.marks import records
from ntm_analysis.say.merits import commended
from ntm_analysis.say.model_areas import areas, without_area


def items(facts: Facts) -> Iterator[Part]:
    """Gives each numbered item a paragraph, an item nothing was counted for a blank."""
    view, words = facts.view, facts.view.words
    yield Heading(words.word("report.items"), 2)
    known = view.data.movement.items
    if not known.items:
        yield Paragraph(words.word("report.no_items", blank=blank(view, "report.blank_item")))
        return
    if facts.targets_left_out and not view.targets:
        yield Paragraph(words.word("report.items_not_told"))
        return
    for item in known.items:
        told = list(_activities(facts, item.number))
        if "residential_areas" in item.about:
            told += _model_areas(facts)
        if "rewards" in item.about:
            told += commended(view, begins(facts.kind, view.period))
        told += _elsewhere(facts, item)
        text = "; ".join(told) if told else blank(view, "report.blank_item")
        # What is told opens a sentence of its own.
        text = text[:1].upper() + text[1:]
        yield Paragraph(
            words.word("report.item", n=words.number(item.number), name=words.text(item.name), told=text)
        )
    yield Paragraph(words.word("report.places_note", month=words.month(view.period)), Style.NOTE)


def _elsewhere(facts: Facts, item: Item) -> Iterator[str]:
    """Refers to the part of the report in which an item's figures stand: resources in II.4, tasks in I."""
    view, words = facts.view, facts.view.words
    if "resources" in item.about:
        given = since_january(view.data.movement.contributions, view.period)
        if (given["account"] == "mobilised").any():
            yield words.word("report.see_resources")
    if "tasks" in item.about and len(facts.begun):
        yield words.word("report.see_tasks")


def _activities(facts: Facts, number: int) -> Iterator[str]:
    """Says what was counted in the time the report covers and what the year's plan asks."""
    view, words = facts.view, facts.view.words
    movement, month = view.data.movement, view.period
    kinds = {kind.code: kind for kind in movement.items.kinds.values() if kind.item == number}
    asked = [(number, code) for code in kinds]
    counted = follow_items(movement.activities, asked, month, first=begins(facts.kind, month))
    planned = follow_items(movement.activities, asked, month)["planned"]
    for row, plan in zip(records(counted), planned, strict=True):
        if pd.isna(row.so_far):
            continue
        said = words.word(
            "report.activity",
            name=words.text(kinds[row.kind].name),
            n=words.number(int(row.so_far)),
            unit=words.text(kinds[row.kind].unit),
        )
        remarks = [] if pd.isna(plan) else [words.word("report.planned", n=words.number(int(plan)))]
        remarks += filter(None, [of_communes(view, row.places, "report.places")])
        yield f"{said} ({'; '.join(remarks)})" if remarks else said


def _model_areas(facts: Facts) -> list[str]:
    """Counts model residential areas recognised by the month's end, and those only registered."""
    view, words = facts.view, facts.view.words
    if view.data.movement.model_areas.empty:
        return []
    states, without = list(areas(view)["state"]), without_area(view)
    counts = {"done": states.count("recognised"), "registered": states.count("registered")}
    told = [words.word("report.model_areas", **{key: words.number(n) for key, n in counts.items()})]
    if without:
        told.append(words.word("report.model_areas_without", communes=listed(view, without, len(without))))
    return told
