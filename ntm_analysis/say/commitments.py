"""What was promised and who answers for it; a commune at a glance: what it misses, registered, owes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pandas import DataFrame

from ntm_analysis.judge.movement.items import STATES
from ntm_analysis.model import CriteriaSet, Verdict
from ntm_analysis.say import marks
from ntm_analysis.say.marks import records
from ntm_analysis.say.texts import body_name, place_name, text_of
from ntm_analysis.say.units import followed, own_rows, registered
from ntm_analysis.say.view import View
from ntm_analysis.say.words import (
    Cell,
    Choice,
    Column,
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
)

_QUARTERS = {"1": "I", "2": "II", "3": "III", "4": "IV", "": "IV"}
_CHOSEN = tuple(Choice(key, f"registration.{key}") for key in ("criterion", "quarter", "state", "document"))
_MOST = 4  # of each at a glance; the rest stands in the tables below


def registrations(view: View) -> Shown | None:
    """Shows the criteria registered for the year: registered, met, still open, late."""
    rows = own_rows(view, registered(view))
    if rows.empty:
        return None
    words = view.words
    by_place = view.is_district or (rows["commune"] != view.place.code).any()
    chosen = (Choice("place", "table.commune"), *_CHOSEN) if by_place else _CHOSEN
    counts = {state: int((rows["state"] == state).sum()) for state in STATES}
    states = [
        words.word(f"registration.n_{state}", n=words.number(n))
        for state, n in counts.items()
        if n or state != "ended"
    ]
    caption = words.word("registration.caption", n=words.number(len(rows)), states=", ".join(states))
    return Shown((REGISTRATIONS.table(view, records(rows), caption, chosen),), words)


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
    return said, *held, Words("", tuple(doubt for doubt, holds in found.items() if holds))


REGISTRATIONS = Subject[Any](
    "registrations",
    {
        "place": lambda view, row: place_name(view, row.commune),
        "criterion": registered_criterion,
        "quarter": lambda view, row: view.words.word(
            "registration.in_quarter", quarter=_QUARTERS[row.quarter]
        ),
        "state": registration_state,
        "document": lambda _view, row: f"{row.document} (registrations.csv:{row.row})".strip(),
    },
)


def responsibilities(view: View) -> Shown | None:
    """Shows who is in charge: of the district's criteria and communes, or of a commune and what it misses."""
    words, rows = view.words, view.data.movement.responsibilities
    criteria_set = view.set_in_force("standard")
    # The district's own list is on the movement's page; a commune's belongs to its sheet too.
    elsewhere = view.is_district and view.notebook != "movement"
    if rows.empty or criteria_set is None or elsewhere:
        return None
    body = list[tuple[str, str]]()
    offices = rows[rows["set"] == criteria_set.id]
    if view.is_district:
        for office, mine in offices.groupby("body", sort=False):
            body.append((body_name(view, str(office)), _named(view, criteria_set, mine)))
        members = rows[rows["commune"].isin(list(view.communes))]
        for (member, post), mine in members.groupby(["body", "post"], sort=False):
            communes = ", ".join(place_name(view, code) for code in mine["commune"])
            body.append((_member(view, str(member), str(post)), communes))
    else:
        for row in records(own_rows(view, rows)):
            commune = words.word("charge.commune", name=place_name(view, row.commune))
            body.append((commune, _member(view, row.body, row.post)))
        now = view.now.criteria
        lacking = (now["commune"] == view.place.code) & (now["set"] == criteria_set.id) & ~now["met"]
        wanted = offices[offices["criterion"].isin(now.loc[lacking, "criterion"])]
        for office, mine in wanted.groupby("body", sort=False):
            criteria = _named(view, criteria_set, mine)
            body.append((words.word("charge.criteria", criteria=criteria), body_name(view, str(office))))
    order, key = (("who", "what"), "") if view.is_district else (("what", "who"), "_commune")
    columns = tuple(Column(words.word(f"charge.{key}")) for key in order)
    table = Table("charge", words.word(f"charge.caption{key}"), columns, tuple(body))
    return Shown((table,), words) if body else None


def _named(view: View, of: CriteriaSet, offices: DataFrame) -> str:
    asked = set(offices["criterion"])
    return "; ".join(f"{c.code} {view.words.text(c.name)}" for c in of.criteria if c.code in asked)


def _member(view: View, body: str, post: str) -> str:
    name = body_name(view, body)
    return view.words.word("charge.member", body=name, post=post) if post else name


def glance(view: View) -> Shown | None:
    """Lists what the commune misses and by how many, what it registered for the year, its overdue tasks."""
    if not view.is_commune:
        return None
    words, promised, tasks = view.words, registered(view), followed(view)
    promises: list[Cell] = [
        (Words(f"{registered_criterion(view, row)}: "), *registration_state(view, row))
        for row in records(promised[promised["commune"] == view.place.code])
    ]
    late: list[Cell] = []
    overdue = tasks[tasks["overdue"]].sort_values(["days_overdue", "task"], ascending=[False, True])
    for task in records(overdue):
        due, days = words.date(task.due.date()), words.number(int(task.days_overdue))
        when = words.word("glance.task", body=body_name(view, task.body), due=due, days=days)
        late.append((Words(str(task.name)), Words(when, weight=Weight.SMALL)))
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
    left = len(items) - _MOST
    more = [words.word("glance.more", n=words.number(left))] if left > 0 else []
    return Group(title, (Listing("", (*items[:_MOST], *more)),))


def _missing(view: View) -> Iterator[Cell]:
    """Lists measured gaps, then criteria judged as not met of which no figure says what is missing."""
    words, gaps, rows = view.words, view.unmet("standard"), view.now.criteria
    standard = view.set_in_force("standard")
    mine = rows[(rows["set"] == (standard.id if standard else "")) & (rows["commune"] == view.place.code)]
    disputed = dict(zip(mine["criterion"], mine["discrepancy"], strict=True))
    for row in records(gaps):
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
    for row in records(mine[open_ones & ~mine["criterion"].isin(measured)]):
        verdict = Judged(Verdict(row.verdict), marks.doubts(view, row))
        who = Words(marks.basis(view, row), weight=Weight.SMALL)
        yield *marks.titled(view, row.set, row.criterion), Words(": "), verdict, who
    # Gaps of a recognised commune to the advanced set are summed up; tables below say how large they are.
    above = view.unmet("advanced") if len(view.sets) > 1 else gaps.head(0)
    if not above.empty:
        codes = ", ".join(dict.fromkeys(above["part"]))
        yield words.word("glance.above", n=words.count(len(above), "indicators"), codes=codes)
