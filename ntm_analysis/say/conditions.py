"""How far communes are from recognition, and the criteria recognised communes should strengthen."""

from dataclasses import replace
from fractions import Fraction
from typing import Any

import pandas as pd
from pandas import DataFrame

from ntm_analysis.judge.movement import conditions as judged
from ntm_analysis.judge.movement.conditions import to_strengthen
from ntm_analysis.model import Verdict
from ntm_analysis.say.doubtful import has_figures
from ntm_analysis.say.marks import month_of, records, titled
from ntm_analysis.say.texts import small
from ntm_analysis.say.units import contributions, million
from ntm_analysis.say.view import View, once
from ntm_analysis.say.words import Cell, Doubt, Judged, Sentence, Shown, Subject, Table, Tone, Words, heads

_SIGNS = ("failing", "levels_differ", "disagree", "check_threshold", "undecided")
_NEAR = ("commune", "criteria", "satisfaction", "debt", "security", "stage")


@once
def near_recognition(view: View) -> DataFrame:
    """Judges the conditions of recognition of communes within three criteria of all, not recognised yet."""
    standard, rows = view.set_in_force("standard"), view.now.criteria
    of = rows[rows["set"] == standard.id] if standard else rows.head(0)
    movement = replace(view.data.movement, contributions=contributions(view))
    recognised = set(view.recognised["commune"])
    return judged.conditions(of, recognised, view.data.recognitions, movement, view.period)


def conditions(view: View) -> Shown | None:
    """Shows each condition of recognition for communes within three criteria of all and not recognised.

    A condition of which the data say nothing is "chưa có số liệu" and never met.
    """
    words = view.words
    if view.set_in_force("standard") is None:
        return None
    rows = near_recognition(view)
    note = Sentence(words.word("condition.note"), Tone.NOTE)
    if view.is_district:
        if rows.empty:
            none_near = Shown((Sentence(words.word("condition.none_near")),), words)
            return none_near if has_figures(view) else None
        caption = words.word("condition.caption")
        return Shown((CONDITIONS.table(view, records(rows), caption, "condition", _NEAR), note), words)
    mine = next((row for row in records(rows) if row.commune == view.place.code), None)
    if mine is None:
        return None
    # One commune reads its conditions below each other.
    columns = heads(words, "condition", ("condition", "state"))
    body = tuple((words.word(f"condition.{key}"), CONDITIONS.facts[key](view, mine)) for key in _NEAR[1:])
    return Shown((Table("conditions", words.word("condition.caption_own"), columns, body), note), words)


def _confirmed(view: View, row: Any, condition: str) -> tuple[Judged | Words, ...]:
    """Says what a body confirmed: by whom, when, of how many households, and in which row."""
    words = view.words
    day, satisfied, asked, body = (
        getattr(row, f"{condition}_{name}") for name in ("confirmed_on", "satisfied", "asked", "body")
    )
    notes = []
    if not pd.isna(day) and not pd.isna(asked):
        share = words.percent(Fraction(100 * int(satisfied), int(asked)))
        figures = {"satisfied": words.number(int(satisfied)), "asked": words.number(int(asked))}
        notes.append(words.word("condition.surveyed", share=share, **figures))
    if not pd.isna(day):
        names = dict(view.data.movement.bodies[["body", "name"]].itertuples(index=False, name=None))
        notes.append(words.word("condition.confirmed", body=names[body], day=words.date(day.date())))
    return Judged(Verdict(getattr(row, condition))), *small(*notes)


CONDITIONS = Subject[Any](
    "conditions",
    {
        "commune": lambda view, row: view.communes[row.commune],
        "satisfaction": lambda view, row: _confirmed(view, row, "satisfaction"),
        "security": lambda view, row: (
            *_confirmed(view, row, "security"),
            *small(
                view.words.word(
                    "condition.security_criterion", verdict=view.words.verdict(row.security_criterion)
                )
            ),
        ),
        "stage": lambda view, row: view.words.word(
            "condition.stage_awaiting_decision"
            if row.commune in view.awaiting
            else f"condition.stage_{row.stage or 'unknown'}"
        ),
    },
)


@CONDITIONS.fact
def criteria(view: View, row: Any) -> Cell:
    """Gives the share of criteria met, and by name those that are not and those nothing is known of."""
    words, standard = view.words, view.set_in_force("standard")
    doubts = (Doubt.PROVISIONAL,) if row.provisional else ()
    notes = [words.word("condition.unchecked", n=words.number(int(row.unchecked)))] if row.unchecked else []
    for key, codes in (("lacking", row.unmet), ("unknown", row.undecided)):
        if codes and standard is not None:
            named = "; ".join("".join(w.text for w in titled(view, standard.id, code)) for code in codes)
            notes.append(f"{words.word(f'condition.{key}')}: {named}")
    share = Words(f" {words.share(int(row.met), int(row.total))}")
    return Judged(Verdict(row.criteria), doubts), share, *small(*notes)


@CONDITIONS.fact
def debt(view: View, row: Any) -> Cell:
    """Says whether construction debt is unpaid; where it was stated also how much, and of which month."""
    judged = Judged(Verdict(row.debt))
    if pd.isna(row.debt_month):
        return judged
    told = {"amount": million(view, int(row.debt_amount)), "month": month_of(view, row.debt_month)}
    key = "condition.owed" if row.debt == Verdict.NOT_MET else "condition.owes_nothing"
    return judged, *small(view.words.word(key, **told))


def strengthen(view: View) -> Shown | None:
    """Lists the criteria of recognised communes that no longer hold or of which a sign says so."""
    standard, words = view.set_in_force("standard"), view.words
    if standard is None or not (view.is_district or view.is_recognised):
        return None
    criteria, own = view.now.criteria, list(view.communes) if view.is_district else [view.place.code]
    rows = to_strengthen(criteria[criteria["set"] == standard.id], set(view.recognised["commune"]))
    rows = rows[rows["commune"].isin(own)]
    if rows.empty:
        nothing = Sentence(words.word("condition.nothing_to_strengthen"))
        return Shown((nothing,), words) if view.is_district else None
    body = list[tuple[Cell, ...]]()
    for commune, mine in rows.groupby("commune", sort=False):
        for sign in _SIGNS:
            codes = mine.loc[mine["sign"] == sign, "criterion"]
            named = [w for code in codes for w in (Words("; "), *titled(view, standard.id, code))][1:]
            if named:
                said = words.word(f"condition.signs.{sign}")
                body.append((view.communes[str(commune)], said, tuple(named)))
    skipped, caption = 0 if view.is_district else 1, words.word("condition.strengthen_caption")
    columns = heads(words, "condition", ("commune", "sign", "to_strengthen")[skipped:])
    table = Table("strengthen", caption, columns, tuple(row[skipped:] for row in body))
    # So many criteria failing that QĐ 18/2022/QĐ-TTg speaks of revocation.
    counts = view.now.counts
    risky = counts[(counts["set"] == standard.id) & counts["revocation_risk"] & counts["commune"].isin(own)]
    communes = ", ".join(view.communes[code] for code in risky["commune"])
    doubts = (Doubt.PROVISIONAL,) if risky["met_provisional"].any() else ()
    at_risk = Sentence(words.word("condition.at_risk", communes=communes), doubts=doubts)
    return Shown((table, at_risk) if len(risky) else (table,), words)
