"""The numbered items of the founding document, one row for each at least."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pandas as pd
from pandas import DataFrame

from ntm_analysis.judge.movement.items import follow_items
from ntm_analysis.model import Item
from ntm_analysis.say.goals import goals
from ntm_analysis.say.marks import records
from ntm_analysis.say.merits import commendations, merits
from ntm_analysis.say.model_areas import model_areas
from ntm_analysis.say.units import activities, carried_note
from ntm_analysis.say.view import View
from ntm_analysis.say.words import Cell, Column, Part, Sentence, Shown, Side, Table, Tone, Weight, Words

_NONE = "–"


def items(view: View) -> Shown | None:
    """Shows what was counted for each item: this month, since January, planned; an empty item says so."""
    words, listed, counted = view.words, view.data.movement.items, activities(view)
    kinds = [(kind.item, code) for code, kind in listed.kinds.items()]
    communes = None if view.is_district else [view.place.code]
    rows = follow_items(counted, kinds, view.period, communes)
    applies = view.is_district or view.is_commune or bool(rows["so_far"].notna().any())
    if not listed.items or not applies:
        return None
    figures = ("now", "so_far", "planned")
    columns = [Column(words.word(f"activity.{key}")) for key in ("item", "kind")]
    columns += [Column(words.word(f"activity.{key}"), Side.RIGHT) for key in figures]
    body = [cells for item in listed.items for cells in _item(view, item, rows[rows["item"] == item.number])]
    parts: list[Part] = [Table("items", words.word("activity.caption"), tuple(columns), tuple(body))]
    if any(_NONE in cells for cells in body):
        parts.append(Sentence(words.word("activity.dash"), Tone.NOTE))
    if communes is not None:
        of_year = counted["month"].between(view.period.year * 12, view.period.number)
        parts += carried_note(view, counted[of_year & counted["commune"].isin(communes)])
    return Shown(tuple(parts), words)


def _item(view: View, item: Item, rows: DataFrame) -> Iterator[tuple[Cell, ...]]:
    """Gives an item's rows; the district also lists the kinds nothing is known of, a commune its own only."""
    words = view.words
    title = words.word("activity.numbered", number=item.number, name=words.text(item.name))
    sections = [f"“{words.word(f'heading.{name}')}”" for name in item.about if _has(view, name)]
    pointer = words.word("activity.elsewhere", sections=", ".join(sections)) if sections else ""
    counted = rows[rows["so_far"].notna()]
    if counted.empty:
        yield title, pointer or words.word("table.no_value"), "", "", ""
    else:
        head: Cell = (Words(title), Words(pointer, weight=Weight.SMALL)) if pointer else title
        for row in records(rows if view.is_district else counted):
            yield head, *_counted(view, row)
            head = Words(title, weight=Weight.REPEATED)


def _has(view: View, section: str) -> bool:
    """Tells whether the page has a section that speaks of an item."""
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


def _counted(view: View, row: Any) -> Iterator[Cell]:
    """Names a kind with its unit, then its figures; a month's sum says of how many communes it is."""
    words, kind = view.words, view.data.movement.items.kinds[row.kind]
    yield Words(f"{words.text(kind.name)} "), Words(f"({words.text(kind.unit)})", weight=Weight.SMALL)
    told = of_communes(view, row.places) if view.is_district else ""
    now, *rest = (_NONE if pd.isna(n) else words.whole(n) for n in (row.now, row.so_far, row.planned))
    yield (Words(now) if isinstance(now, str) else now, Words(told, weight=Weight.SMALL)) if told else now
    yield from rest


def of_communes(view: View, places: tuple[str, ...], key: str = "activity.places") -> str:
    """Says how many communes gave a figure, so that a sum of some is not read as that of all."""
    words, told = view.words, len(set(places) & set(view.communes))
    if not 0 < told < len(view.communes):
        return ""
    return words.word(key, n=words.number(told), all=words.number(len(view.communes)))
