"""Model residential areas: recognised communes that have none, those under way, others that registered."""

from __future__ import annotations

from typing import Any

import pandas as pd
from pandas import DataFrame

from ntm_analysis.judge.movement.items import follow_model_areas
from ntm_analysis.model import TargetKind
from ntm_analysis.say.marks import records
from ntm_analysis.say.names import place_name
from ntm_analysis.say.units import former
from ntm_analysis.say.view import View, once
from ntm_analysis.say.words import Cell, Column, Sentence, Shown, Table, Weight, Words

_ORDER = {"none": 0, "registered": 1, "recognised": 2}


@once
def model_areas(view: View) -> Shown | None:
    """Shows each commune's model residential area; communes neither obliged nor registered are left out."""
    words = view.words
    if view.data.movement.model_areas.empty:
        return Shown((Sentence(words.word("model_area.no_data")),), words) if view.is_district else None
    rows = areas(view)
    rows = rows[rows["obliged"] | (rows["state"] != "none")]
    if rows.empty:
        return None
    rows = rows.assign(order=rows["state"].map(_ORDER)).sort_values(
        ["obliged", "order", "commune"], ascending=[False, True, True]
    )
    columns = tuple(
        Column(words.word(f"model_area.{key}")) for key in ("commune", "village", "state", "items")
    )
    caption = _caption(view, rows) if view.is_district else words.word("model_area.caption_commune")
    return Shown((Table("areas", caption, columns, tuple(_row(view, row) for row in records(rows))),), words)


def _row(view: View, row: Any) -> tuple[Cell, ...]:
    words = view.words
    kind = "obliged" if row.obliged else "encouraged" if row.commune in view.communes else "ended"
    state = words.word(f"model_area.state_{row.state}")
    if row.decision:
        day = words.date(row.recognised_on.date())
        state = words.word("model_area.decided", decision=row.decision, day=day)
    source = (Words(f"model_areas.csv:{row.row}", weight=Weight.SMALL),) if row.row else ()
    return (
        words.word(f"model_area.{kind}", commune=place_name(view, row.commune)),
        row.village or "–",
        (Words(state), *source),
        "–" if pd.isna(row.items) else words.share(int(row.met), int(row.items)),
    )


def _caption(view: View, rows: DataFrame) -> str:
    """Counts the obliged communes that have an area; says where the target has another denominator."""
    words, obliged = view.words, rows[rows["obliged"]]
    having = obliged.loc[obliged["state"] == "recognised", "commune"].nunique()
    asked = obliged["commune"].nunique()
    caption = words.word("model_area.caption", n=words.formal(having), all=words.formal(asked))
    fixed = next((p for p in view.targets if p.target.kind is TargetKind.MODEL_AREAS), None)
    if fixed is None or fixed.value is None or fixed.target.denominator in {None, asked}:
        return caption
    counted = words.target_figure(fixed.target, fixed.value)
    return caption + words.word("model_area.of_target", counted=counted)


@once
def areas(view: View) -> DataFrame:
    """Follows the areas of the page's communes and of the units that became part of them."""
    movement = view.data.movement
    own = list(view.communes) if view.is_district else [view.place.code]
    ended = [code for of in own for code in former(view, of)]
    rows: DataFrame = follow_model_areas(
        movement.model_areas,
        movement.model_area_items,
        list(dict.fromkeys([*own, *ended])),
        list(view.recognised["commune"]),
        view.period,
    )
    return rows


def without_area(view: View) -> list[str]:
    """Names recognised communes that have no model area yet; nothing where no area was ever recorded."""
    if view.data.movement.model_areas.empty:
        return []
    rows = areas(view)
    having = set(rows.loc[rows["state"] == "recognised", "commune"])
    obliged = set(rows.loc[rows["obliged"], "commune"])
    return [name for code, name in view.communes.items() if code in obliged - having]


def areas_of(view: View) -> str:
    """Says how many obliged communes have an area decided or under way; of a commune its own state."""
    words, rows = view.words, areas(view)
    if view.is_district:
        others = rows[~rows["obliged"] & rows["commune"].isin(list(view.communes))]
        having = others.loc[others["state"] != "none", "commune"].nunique()
        asked = others["commune"].nunique()
        obliged = rows[rows["obliged"]].groupby("commune")["state"].agg(set)
        decided = sum("recognised" in states for states in obliged)
        working = sum("registered" in states and "recognised" not in states for states in obliged)
        both = words.word("model_area.both", decided=words.number(decided), working=words.number(working))
        others_told = words.word(
            "model_area.encouraged_count", n=words.number(having), all=words.number(asked)
        )
        return f"{both}; {others_told}"
    states = set(rows.loc[rows["commune"] == view.place.code, "state"])
    best = next(state for state in ("recognised", "registered", "none") if state in states)
    return f"{view.place.name}: {words.word(f'model_area.state_{best}')}"
