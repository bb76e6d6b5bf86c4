"""Who owes which figures: submissions late or missing, indicators past due."""

from __future__ import annotations

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
from ntm_analysis.say.names import body_name
from ntm_analysis.say.view import View


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


def sent(view: View) -> DataFrame:
    """Follows what communes, offices and the town were to hand in for the month; empty before the first."""
    data = view.data
    return late_submissions(data.movement.submissions, _asked(view), view.period, data.cut_off(view.period))


def _asked(view: View) -> dict[str, str]:
    """Names who is asked: communes alive in the month, offices, and the town once it has handed in."""
    rows = view.data.movement.submissions
    known = set(rows.loc[rows["month"] <= view.period.number, "commune"])
    places = [
        place
        for place in view.data.places
        if place.code in view.communes or (place.kind is PlaceKind.TOWN and place.code in known)
    ]
    names = {p.code: view.words.word(f"page.{p.kind}_name", name=p.name) for p in places}
    return names | {body: body_name(view, body) for body in view.data.movement.bodies["body"]}


def submissions(view: View) -> tuple[Owed, ...]:
    """Lists the submissions of the month that are missing, then those that came late, the latest first."""
    rows = sent(view)
    owing = rows[rows["missing"] | (rows["days_late"] > 0)].sort_values(
        ["missing", "days_late", "unit"], ascending=[False, False, True]
    )
    return tuple(
        Owed(Debt.MISSING, row.unit, row.name, row=int(row.row))
        if row.missing
        else Owed(
            Debt.LATE,
            row.unit,
            row.name,
            last=_day(row.received_on),
            days=int(row.days_late),
            row=int(row.row),
        )
        for row in records(owing)
    )


def indicators(view: View) -> Iterator[Owed]:
    """Lists the indicators past their due date by commune, with the office that answers for the criterion."""
    rows = view.now.indicators
    table = view.data.movement.responsibilities
    offices: dict[tuple[str, str], list[str]] = {}
    for row in records(table):
        if row.criterion:
            offices.setdefault((row.set, row.criterion), []).append(body_name(view, row.body))
    for row in records(rows[rows["late"] | rows["stale"]]):
        last = _day(row.measured_on) or _month(row.value_month)
        yield Owed(
            Debt.STALE if row.stale else Debt.PAST_DUE,
            row.commune,
            view.words.word("page.commune_name", name=view.communes[row.commune]),
            row.set,
            row.indicator,
            tuple(offices.get((row.set, row.criterion), ())),
            last,
        )


def past_due_told(view: View) -> Iterator[str]:
    """Tells the indicators past due by commune: those still counted, then those too old to count."""
    words = view.words
    owed = list(indicators(view))
    for kind in (Debt.PAST_DUE, Debt.STALE):
        codes: dict[str, list[str]] = {}
        for one in owed:
            if one.kind is kind:
                codes.setdefault(one.name, []).append(coded(view, one.set, one.code))
        if codes:
            named = [
                words.word("document.owed.of_commune", commune=name, codes=", ".join(of_commune))
                for name, of_commune in codes.items()
            ]
            yield words.word(
                f"document.owed.{kind}_all",
                n=words.number(sum(map(len, codes.values()))),
                communes="; ".join(named),
            )


def last_told(view: View, owed: Owed) -> str:
    """Writes the day or the month of what is there."""
    if owed.last is None:
        return view.words.word("table.no_value")
    return view.words.month(owed.last) if isinstance(owed.last, Period) else view.words.date(owed.last)


def _day(value: Any) -> dt.date | None:
    return None if pd.isna(value) else pd.Timestamp(value).date()


def _month(value: Any) -> Period | None:
    return None if pd.isna(value) else Period.from_number(int(value))
