"""What communes promised: criteria and model residential areas registered; what one misses at a glance."""

from dataclasses import replace
from typing import Any

import pandas as pd

from ntm_analysis.judge.movement.items import STATES
from ntm_analysis.model import TargetKind, Verdict
from ntm_analysis.say import marks
from ntm_analysis.say.texts import QUARTERS, holding, place_name
from ntm_analysis.say.units import areas_told, own_rows, registered
from ntm_analysis.say.view import View
from ntm_analysis.say.words import (
    Cell,
    Doubt,
    Judged,
    Piece,
    Sentence,
    Shown,
    Standing,
    Subject,
    Table,
    Words,
    heads,
)

_CHOSEN = ("criterion", "quarter", "state", "document")
_AREA_STATES = {"none": 0, "registered": 1, "recognised": 2}


def registrations(view: View) -> Shown | None:
    """Shows the criteria registered for the year: registered, met, still open, late.

    The district's page shows those that are late; the others open on demand.
    """
    rows = own_rows(view, registered(view))
    if rows.empty:
        return None
    words, counts = view.words, rows["state"].value_counts()
    by_place = view.is_district or (rows["commune"] != view.place.code).any()
    facts = ("place", *_CHOSEN) if by_place else _CHOSEN
    states = ", ".join(
        words.word(f"registration.n_{state}", n=words.number(int(counts.get(state, 0))))
        for state in STATES
        if state in counts or state != "ended"
    )
    caption = words.word("registration.caption", n=words.number(len(rows)), states=states)
    others = rows["state"] != "late" if view.is_district else rows["state"].isna()
    table, rest = (
        REGISTRATIONS.table(view, marks.records(mine), said, "registration", facts)
        for mine, said in (
            (rows[~others], caption),
            (rows[others], words.word("registration.caption_others")),
        )
    )
    if table.rows and rest.rows:
        return Shown((table, replace(rest, folded=True)), words)
    return Shown((replace(table, rows=table.rows or rest.rows),), words)


def registered_criterion(view: View, row: Any) -> str:
    """Names a registered criterion, one of the advanced set as such."""
    key = "registration.standard" if view.is_standard(row.set) else "registration.advanced"
    name = marks.criterion_name(view, row.set, row.criterion)
    return view.words.word(key, code=row.criterion, name=name)


def registration_state(view: View, row: Any) -> tuple[Piece, ...]:
    """Says what became of a registration, with the verdict where it is not met."""
    said = Standing(row.state, view.words.word(f"registration.state_{row.state}"), kind="state")
    held: tuple[Piece, ...] = ()
    if row.state not in {"met", "ended"}:
        held = Words(" ("), Judged(Verdict(row.verdict)), Words(")")
    found = {Doubt.PROVISIONAL: row.met and row.provisional, Doubt.UNCHECKED: row.unchecked}
    return said, *held, Words("", holding(found))


REGISTRATIONS = Subject[Any](
    "registrations",
    {
        "place": lambda view, row: place_name(view, row.commune),
        "criterion": registered_criterion,
        # Without a quarter it is for the whole year.
        "quarter": lambda view, row: view.words.word(
            "registration.in_quarter", quarter=QUARTERS[row.quarter or "4"]
        ),
        "state": registration_state,
        "document": lambda _view, row: str(row.document),
    },
)


def model_areas(view: View) -> Shown | None:
    """Shows each commune's model residential area; communes neither obliged nor registered are left out."""
    words = view.words
    if view.data.movement.model_areas.empty:
        return Shown((Sentence(words.word("model_area.no_data")),), words) if view.is_district else None
    rows = areas_told(view)
    if rows.empty:
        return None
    rows = rows.assign(order=rows["state"].map(_AREA_STATES)).sort_values(
        ["obliged", "order", "commune"], ascending=[False, True, True]
    )
    body = list[tuple[Cell, ...]]()
    for row in marks.records(rows):
        kind = "obliged" if row.obliged else "encouraged" if row.commune in view.communes else "ended"
        state = words.word(f"model_area.state_{row.state}")
        if row.decision:
            day = words.date(row.recognised_on.date())
            state = words.word("model_area.decided", decision=row.decision, day=day)
        place = words.word(f"model_area.{kind}", commune=place_name(view, row.commune))
        met = "–" if pd.isna(row.items) else words.share(int(row.met), int(row.items))
        body.append((place, row.village or "–", state, met))
    caption = words.word("model_area.caption_commune")
    if view.is_district:  # the obliged communes that have an area; where the target has another denominator
        obliged = rows[rows["obliged"]]
        having = obliged.loc[obliged["state"] == "recognised", "commune"].nunique()
        asked = obliged["commune"].nunique()
        caption = words.word("model_area.caption", n=words.formal(having), all=words.formal(asked))
        fixed = next((p for p in view.targets if p.target.kind is TargetKind.MODEL_AREAS), None)
        if fixed and fixed.value is not None and fixed.target.denominator not in {None, asked}:
            counted = words.target_figure(fixed.target, fixed.value)
            caption += words.word("model_area.of_target", counted=counted)
    columns = heads(words, "model_area", ("commune", "village", "state", "items"))
    return Shown((Table("areas", caption, columns, tuple(body)),), words)
