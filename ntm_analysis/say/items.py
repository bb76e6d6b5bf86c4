"""The numbered items of the founding document, one row for each at least."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pandas as pd
from markupsafe import Markup
from pandas import DataFrame

from ntm_analysis.display import Column, Display, element, table
from ntm_analysis.judge.movement.items import follow_items
from ntm_analysis.model import Item
from ntm_analysis.say import marks
from ntm_analysis.say.goals import goals
from ntm_analysis.say.merits import commendations, merits
from ntm_analysis.say.model_areas import model_areas
from ntm_analysis.say.units import activities, carried_note
from ntm_analysis.say.view import View


def items(view: View) -> Display | None:
    """Shows what was counted for each item: this month, since January, planned; an empty item says so."""
    listed = view.data.movement.items
    if not listed.items:
        return None
    kinds = [(kind.item, code) for code, kind in listed.kinds.items()]
    communes = None if view.is_district else [view.place.code]
    counted = activities(view)
    rows = follow_items(counted, kinds, view.period, communes)
    if not (view.is_district or view.is_commune or rows["so_far"].notna().any()):
        return None
    words = view.words
    columns = [Column(words.word("activity.item")), Column(words.word("activity.kind"))]
    columns += [Column(words.word(f"activity.{key}"), numeric=True) for key in ("now", "so_far", "planned")]
    body = [cells for item in listed.items for cells in _item(view, item, rows[rows["item"] == item.number])]
    shown = table(words.word("activity.caption"), columns, body, kind="items")
    if any("–" in cells for cells in body):
        shown += element("p", words.word("activity.dash"), class_="note")
    if communes is not None:
        of_year = counted["month"].between(view.period.year * 12, view.period.number)
        shown += carried_note(view, counted[of_year & counted["commune"].isin(communes)])
    return Display(shown)


def _item(view: View, item: Item, rows: DataFrame) -> Iterator[list[object]]:
    """Gives an item's rows; the district also lists the kinds nothing is known of, a commune its own only."""
    words = view.words
    title = words.word("activity.numbered", number=item.number, name=words.text(item.name))
    counted = rows[rows["so_far"].notna()]
    pointer = _elsewhere(view, item)
    if counted.empty:
        yield [title, pointer or words.word("table.no_value"), "", "", ""]
        return
    whole = Markup("{}{}").format(title, element("small", pointer, class_="ratio") if pointer else "")
    for place, row in enumerate(marks.records(rows if view.is_district else counted)):
        first: object = whole if place == 0 else element("span", title, class_="repeated")
        yield [first, *_cells(view, row)]


def _elsewhere(view: View, item: Item) -> str:
    """Points to the sections of the page that speak of an item; empty where none does."""
    words = view.words
    sections = [name for name in item.about if _has(view, name)]
    named = ", ".join(f"“{words.word(f'heading.{name}')}”" for name in sections)
    return words.word("activity.elsewhere", sections=named) if named else ""


def _has(view: View, section: str) -> bool:
    """Tells whether the page has a section."""
    match section:
        case "targets":
            return goals(view) is not None
        case "resources":
            return not view.data.movement.contributions.empty
        case "residential_areas":
            return model_areas(view) is not None
        case "tasks":
            return False  # the roadmap is of its own page
        case _:
            return commendations(view) is not None or merits(view) is not None


def _cells(view: View, row: Any) -> list[object]:
    words, kind = view.words, view.data.movement.items.kinds[row.kind]
    name = Markup("{} {}").format(
        words.text(kind.name), element("small", f"({words.text(kind.unit)})", class_="ratio")
    )
    figures = (row.now, row.so_far, row.planned)
    now, *rest = ("–" if pd.isna(figure) else words.number(int(figure)) for figure in figures)
    return [name, Markup("{}{}").format(now, _incomplete(view, row)), *rest]


def _incomplete(view: View, row: Any) -> Markup:
    """Says of how many communes a month's sum is, where it is not of all."""
    told = len(set(row.places) & set(view.communes))
    if not view.is_district or not 0 < told < len(view.communes):
        return Markup("")
    words = view.words
    of = {"n": words.number(told), "all": words.number(len(view.communes))}
    return element("small", words.word("activity.places", **of), class_="ratio")
