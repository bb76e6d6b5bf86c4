"""Model residential areas: recognised communes that have none, those under way, others that registered."""

from __future__ import annotations

import pandas as pd
from markupsafe import Markup
from pandas import DataFrame

from ntm_analysis.display import Column, Display, element, table
from ntm_analysis.judge.movement.model_areas import follow_model_areas
from ntm_analysis.model import TargetKind
from ntm_analysis.say import marks
from ntm_analysis.say.units import former
from ntm_analysis.say.view import View, once


@once
def model_areas(view: View) -> Display | None:
    """Shows each commune's model residential area; communes neither obliged nor registered are left out."""
    movement = view.data.movement
    if movement.model_areas.empty:
        return Display(element("p", view.words.word("model_area.no_data"))) if view.is_district else None
    names = {place.code: place.name for place in view.data.places}
    rows = _followed(view)
    rows = rows[rows["obliged"] | (rows["state"] != "none")]
    if rows.empty:
        return None
    words = view.words
    order = rows["state"].map({"none": 0, "registered": 1, "recognised": 2})
    rows = rows.assign(order=order).sort_values(
        ["obliged", "order", "commune"], ascending=[False, True, True]
    )
    columns = [Column(words.word(f"model_area.{key}")) for key in ("commune", "village", "state", "items")]
    body: list[list[object]] = []
    for row in marks.records(rows):
        kind = "obliged" if row.obliged else "encouraged" if row.commune in view.communes else "ended"
        name = words.word(f"model_area.{kind}", commune=names[row.commune])
        state = words.word(f"model_area.state_{row.state}")
        if row.decision:
            day = words.date(row.recognised_on.date())
            state = words.word("model_area.decided", decision=row.decision, day=day)
        checked = "–"
        if not pd.isna(row.items):
            checked = words.share(int(row.met), int(row.items))
        shown = Markup("{}").format(state)
        if row.row:
            shown += element("small", f"model_areas.csv:{row.row}", class_="ratio")
        body.append([name, row.village or "–", shown, checked])
    caption = words.word("model_area.caption_commune")
    if view.is_district:
        obliged = rows[rows["obliged"]]
        having = obliged.loc[obliged["state"] == "recognised", "commune"].nunique()
        asked = obliged["commune"].nunique()
        caption = words.word("model_area.caption", n=words.formal(having), all=words.formal(asked))
        fixed = next((p for p in view.targets if p.target.kind is TargetKind.MODEL_AREAS), None)
        if fixed is not None and fixed.value is not None and fixed.target.denominator not in {None, asked}:
            counted = words.target_figure(fixed.target, fixed.value)
            caption += words.word("model_area.of_target", counted=counted)
    return Display(table(caption, columns, body, kind="areas"))


@once
def _followed(view: View) -> DataFrame:
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


def areas_of(view: View) -> str:
    """Says how many obliged communes have an area decided or under way; of a commune its own state."""
    words, rows = view.words, _followed(view)
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
