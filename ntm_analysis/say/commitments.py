"""What communes promised: criteria and model residential areas registered; what one misses at a glance."""

from collections.abc import Iterator
from typing import Any

import pandas as pd

from ntm_analysis.judge.movement.items import STATES
from ntm_analysis.model import TargetKind, Verdict
from ntm_analysis.say import marks
from ntm_analysis.say.texts import QUARTERS, body_name, holding, place_name, small, text_of
from ntm_analysis.say.units import areas_told, of_place, overdue, own_rows, registered
from ntm_analysis.say.view import View
from ntm_analysis.say.words import (
    Cell,
    Doubt,
    Group,
    Judged,
    Listing,
    Piece,
    Sentence,
    Shown,
    Standing,
    Subject,
    Table,
    Weight,
    Words,
    heads,
)

_CHOSEN = ("criterion", "quarter", "state", "document")
_AREA_STATES = {"none": 0, "registered": 1, "recognised": 2}
_MOST = 4  # of each at a glance; the rest stands in the tables below


def registrations(view: View) -> Shown | None:
    """Shows the criteria registered for the year: registered, met, still open, late."""
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
    return Shown((REGISTRATIONS.table(view, marks.records(rows), caption, "registration", facts),), words)


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
        "document": lambda _view, row: f"{row.document} (registrations.csv:{row.row})".strip(),
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
        source = f"model_areas.csv:{row.row}" if row.row else ""
        place = words.word(f"model_area.{kind}", commune=place_name(view, row.commune))
        met = "–" if pd.isna(row.items) else words.share(int(row.met), int(row.items))
        body.append((place, row.village or "–", (Words(state), *small(source)), met))
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


def glance(view: View) -> Shown | None:
    """Lists what the commune misses and by how many, what it registered for the year, its overdue tasks."""
    if not view.is_commune:
        return None
    words, promised = view.words, registered(view)
    promises: list[Cell] = [
        (Words(f"{registered_criterion(view, row)}: "), *registration_state(view, row))
        for row in marks.records(promised[promised["commune"] == view.place.code])
    ]
    late: list[Cell] = []
    for task in marks.records(overdue(view)):
        due, days = words.date(task.due.date()), words.number(int(task.days_overdue))
        when = words.word("glance.task", body=body_name(view, task.body), due=due, days=days)
        late.append((Words(str(task.name)), *small(when)))
    blocks = (
        _block(view, "missing", list(_missing(view))),
        _block(view, "registered", promises, year=str(view.period.year)),
        _block(view, "overdue", late),
    )
    return Shown((Group("", blocks, "glance"),), words)


def _block(view: View, key: str, items: list[Cell], **figures: str) -> Group:
    """Heads a list; an empty one says so, and a long one how many are left out."""
    words = view.words
    title = words.word(f"glance.{key}", **figures)
    if not items:
        return Group(title, (Sentence(words.word(f"glance.no_{key}")),))
    if left := len(items[_MOST:]):
        items = [*items[:_MOST], words.word("glance.more", n=words.number(left))]
    return Group(title, (Listing("", tuple(items)),))


def _missing(view: View) -> Iterator[Cell]:
    """Lists measured gaps, then criteria judged as not met of which no figure says what is missing."""
    words, gaps, standard = view.words, view.unmet("standard"), view.set_in_force("standard")
    mine = of_place(view, view.now.criteria, standard.id if standard else "")
    disputed = dict(zip(mine["criterion"], mine["discrepancy"], strict=True))
    for row in marks.records(gaps):
        dispute = disputed[row.criterion]
        gap = Words(marks.gap(view, row).text, (Doubt(dispute),) if dispute else (), Weight.STRONG)
        name = Words(f" {marks.indicator_name(view, row)}: ")
        # The value against its threshold, with its date and what is not sure about it.
        value, bound, date = marks.measured(view, row), marks.threshold(view, row), marks.dated(view, row)
        against = f"{text_of(words, value)} / {text_of(words, bound)}"
        beside = Words(f"{against}, {date.text}" if date.text else against, date.doubts, Weight.SMALL)
        yield Words(row.part, weight=Weight.STRONG), name, gap, beside
    measured = set(gaps["criterion"])
    open_ones = mine["verdict"].isin([Verdict.NOT_MET.value, Verdict.NEARLY_MET.value])
    for row in marks.records(mine[open_ones & ~mine["criterion"].isin(measured)]):
        verdict = Judged(Verdict(row.verdict), marks.doubts(view, row))
        who = Words(marks.basis(view, row), weight=Weight.SMALL)
        yield *marks.titled(view, row.set, row.criterion), Words(": "), verdict, who
    # Gaps of a recognised commune to the advanced set are summed up; tables below say how large they are.
    above = view.unmet("advanced") if len(view.sets) > 1 else gaps.head(0)
    if not above.empty:
        codes = ", ".join(dict.fromkeys(above["part"]))
        yield words.word("glance.above", n=words.count(len(above), "indicators"), codes=codes)
