"""The numbered items of the founding document, one row for each at least."""

from __future__ import annotations

from typing import Any

import pandas as pd
from markupsafe import Markup

from ntm_analysis.display import Column, Display, element, table
from ntm_analysis.movement.activities import follow_items
from ntm_analysis.tables import marks
from ntm_analysis.view import View


def items(view: View) -> Display | None:
    """Shows what was counted for each item: this month, since January, planned; an empty item says so."""
    listed = view.data.movement.items
    if not listed.items:
        return None
    words = view.words
    kinds = [(kind.item, code) for code, kind in listed.kinds.items()]
    communes = None if view.is_district else [view.place.code]
    rows = follow_items(view.data.movement.activities, kinds, view.period, communes)
    names = {item.number: item.name for item in listed.items}
    columns = [Column(words.word("activity.item")), Column(words.word("activity.kind"))]
    columns += [Column(words.word(f"activity.{key}"), numeric=True) for key in ("now", "so_far", "planned")]
    body: list[list[object]] = []
    for item in listed.items:
        mine = rows[(rows["item"] == item.number) & rows["so_far"].notna()]
        title = words.word("activity.numbered", number=item.number, name=words.text(names[item.number]))
        if mine.empty:
            body.append([title, words.word("value.missing"), "", "", ""])
        for place, row in enumerate(marks.records(mine)):
            first: object = title if place == 0 else element("span", title, class_="repeated")
            body.append([first, *_cells(view, row)])
    return Display(table(words.word("activity.caption"), columns, body, kind="items"))


def _cells(view: View, row: Any) -> list[object]:
    words, kind = view.words, view.data.movement.items.kinds[row.kind]
    name = Markup("{} {}").format(
        words.text(kind.name), element("small", f"({words.text(kind.unit)})", class_="ratio")
    )
    figures = (row.now, row.so_far, row.planned)
    return [name, *("–" if pd.isna(figure) else words.number(int(figure)) for figure in figures)]
