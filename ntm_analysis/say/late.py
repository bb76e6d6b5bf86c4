"""Who owes which figures: submissions late or missing, indicators past due."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import pandas as pd
from pandas import DataFrame

from ntm_analysis.judge.movement.tasks import late_submissions
from ntm_analysis.model import Period, PlaceKind
from ntm_analysis.say.marks import coded, records
from ntm_analysis.say.texts import body_name, with_codes
from ntm_analysis.say.view import View, once
from ntm_analysis.say.words import Cell, Part, Sentence, Shown, Table, Words, heads


class Debt(StrEnum):
    """What is owed, and how badly."""

    MISSING = "missing"  # a submission that has not come
    LATE = "late"  # one that came after the cut-off
    PAST_DUE = "past_due"  # an indicator one due date behind, still counted
    STALE = "stale"  # two behind, counted no more


@dataclass(frozen=True)
class Owed:
    """One thing owed by a commune, the town or a body; ``last`` is the day or month of what is there."""

    kind: Debt
    unit: str
    name: str
    set: str = ""
    code: str = ""
    responsible: tuple[str, ...] = ()
    last: dt.date | Period | None = None
    days: int | None = None
    row: int = 0  # of submissions.csv


def late(view: View) -> Shown | None:
    """Shows whose figures came after the cut-off or have not come."""
    words, rows, parts = view.words, _sent(view), list[Part]()
    due = words.date(view.data.cut_off(view.period))
    own = next((row for row in records(rows) if row.unit == view.place.code), None)
    owing = submissions(view)
    if view.is_district and owing:
        # What is missing comes first, then what came late, the latest first.
        caption = words.word("late.caption", n=words.number(len(owing)), all=words.number(len(rows)), due=due)
        body = list[tuple[Cell, ...]]()
        for owed in owing:
            key, days = ("days" if owed.kind is Debt.LATE else "missing"), words.number(owed.days or 0)
            said = Words(words.word(f"late.{key}", day=last_told(view, owed), days=days))
            body.append((owed.name, said))
        parts.append(Table("late", caption, heads(words, "late", ("unit", "received")), tuple(body)))
    elif view.is_district and len(rows):
        parts.append(Sentence(words.word("late.none", n=words.number(len(rows)))))
    elif own is not None and own.missing:
        parts.append(Sentence(words.word("late.own_missing", due=due)))
    elif own is not None:
        day, days = words.date(own.received_on.date()), words.number(int(own.days_late))
        key = "late.own_late" if own.days_late else "late.own_in_time"
        parts.append(Sentence(words.word(key, day=day, days=days)))
    return Shown(tuple(parts), words) if parts else None


@once
def _sent(view: View) -> DataFrame:
    """Follows what communes, offices and the town were to hand in for the month; empty before the first.

    The town is asked once it has handed in.
    """
    data, words = view.data, view.words
    rows = data.movement.submissions
    known = set(rows.loc[rows["month"] <= view.period.number, "commune"])
    asked = {
        place.code: words.word(f"page.{place.kind}_name", name=place.name)
        for place in data.places
        if place.code in view.communes or (place.kind is PlaceKind.TOWN and place.code in known)
    }
    asked |= {body: body_name(view, body) for body in data.movement.bodies["body"]}
    return late_submissions(rows, asked, view.period, data.cut_off(view.period))


def submissions(view: View) -> tuple[Owed, ...]:
    """Lists the submissions of the month that are missing, then those that came late, the latest first."""
    rows = _sent(view)
    owing = rows[rows["missing"] | (rows["days_late"] > 0)].sort_values(
        ["missing", "days_late", "unit"], ascending=[False, False, True]
    )
    owed = list[Owed]()
    for row in records(owing):
        last, days = (None, None) if row.missing else (_day(row.received_on), int(row.days_late))
        kind = Debt.MISSING if row.missing else Debt.LATE
        owed.append(Owed(kind, row.unit, row.name, last=last, days=days, row=int(row.row)))
    return tuple(owed)


def submissions_told(view: View) -> list[str]:
    """Names who owes submissions, with how late they came."""
    word, number = view.words.word, view.words.number
    return [word(f"document.owed.{o.kind}", name=o.name, days=number(o.days or 0)) for o in submissions(view)]


def indicators(view: View) -> Iterator[Owed]:
    """Lists the indicators past their due date by commune, with the office that answers for the criterion."""
    rows = view.now.indicators
    offices: dict[tuple[str, str], list[str]] = {}
    for row in records(view.data.movement.responsibilities):
        if row.criterion:
            offices.setdefault((row.set, row.criterion), []).append(body_name(view, row.body))
    for row in records(rows[rows["late"] | rows["stale"]]):
        month = None if pd.isna(row.value_month) else Period.from_number(int(row.value_month))
        yield Owed(
            Debt.STALE if row.stale else Debt.PAST_DUE,
            row.commune,
            view.words.word("page.commune_name", name=view.communes[row.commune]),
            row.set,
            row.indicator,
            tuple(offices.get((row.set, row.criterion), ())),
            _day(row.measured_on) or month,
        )


def past_due_told(view: View) -> Iterator[str]:
    """Tells the indicators past due by commune: those still counted, then those too old to count."""
    words, owed = view.words, list(indicators(view))
    for kind in (Debt.PAST_DUE, Debt.STALE):
        mine = [(one.unit, coded(view, one.set, one.code)) for one in owed if one.kind is kind]
        if mine:
            names = {one.unit: one.name for one in owed}
            told = "; ".join(with_codes(view, mine, "document.owed.of_commune", names))
            yield words.word(f"document.owed.{kind}_all", n=words.number(len(mine)), communes=told)


def last_told(view: View, owed: Owed) -> str:
    """Writes the day or the month of what is there."""
    if owed.last is None:
        return view.words.word("table.no_value")
    return view.words.month(owed.last) if isinstance(owed.last, Period) else view.words.date(owed.last)


def _day(value: Any) -> dt.date | None:
    return None if pd.isna(value) else pd.Timestamp(value).date()
