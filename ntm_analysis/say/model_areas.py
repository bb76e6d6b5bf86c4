"""Model residential areas: recognised communes that have none, those under way, others that registered."""

from __future__ import annotations

import pandas as pd
from pandas import DataFrame

from ntm_analysis.model import TargetKind
from ntm_analysis.say.marks import records
from ntm_analysis.say.texts import place_name
from ntm_analysis.say.units import areas, areas_told
from ntm_analysis.say.view import View
from ntm_analysis.say.words import Cell, Column, Sentence, Shown, Table, Weight, Words

_ORDER = {"none": 0, "registered": 1, "recognised": 2}


def model_areas(view: View) -> Shown | None:
    """Shows each commune's model residential area; communes neither obliged nor registered are left out."""
    words = view.words
    if view.data.movement.model_areas.empty:
        return Shown((Sentence(words.word("model_area.no_data")),), words) if view.is_district else None
    rows = areas_told(view)
    if rows.empty:
        return None
    rows = rows.assign(order=rows["state"].map(_ORDER)).sort_values(
        ["obliged", "order", "commune"], ascending=[False, True, True]
    )
    columns = tuple(
        Column(words.word(f"model_area.{key}")) for key in ("commune", "village", "state", "items")
    )
    body = list[tuple[Cell, ...]]()
    for row in records(rows):
        kind = "obliged" if row.obliged else "encouraged" if row.commune in view.communes else "ended"
        state = words.word(f"model_area.state_{row.state}")
        if row.decision:
            day = words.date(row.recognised_on.date())
            state = words.word("model_area.decided", decision=row.decision, day=day)
        source = (Words(f"model_areas.csv:{row.row}", weight=Weight.SMALL),) if row.row else ()
        place = words.word(f"model_area.{kind}", commune=place_name(view, row.commune))
        met = "–" if pd.isna(row.items) else words.share(int(row.met), int(row.items))
        body.append((place, row.village or "–", (Words(state), *source), met))
    caption = _caption(view, rows) if view.is_district else words.word("model_area.caption_commune")
    return Shown((Table("areas", caption, columns, tuple(body)),), words)


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


def without_area(view: View) -> list[str]:
    """Names recognised communes that have no model area yet; nothing where no area was ever recorded."""
    if view.data.movement.model_areas.empty:
        return []
    rows = areas(view)
    having = set(rows.loc[rows["state"] == "recognised", "commune"])
    obliged = set(rows.loc[rows["obliged"], "commune"])
    return [name for code, name in view.communes.items() if code in obliged - having]
