"""How far communes are from recognition, and the criteria recognised communes should strengthen."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from fractions import Fraction
from typing import Any

import pandas as pd
from markupsafe import Markup
from pandas import DataFrame

from ntm_analysis.display import Column, Display, element, table
from ntm_analysis.judge.movement.conditions import conditions as near_recognition
from ntm_analysis.judge.movement.conditions import to_strengthen
from ntm_analysis.model import CriteriaSet, Period, Verdict
from ntm_analysis.say.marks import caveat_mark, criterion_name, records, verdict_mark
from ntm_analysis.say.resources import million
from ntm_analysis.say.units import contributions
from ntm_analysis.say.view import View

_CONDITIONS = ("criteria", "satisfaction", "debt", "security", "stage")
_SIGNS = ("failing", "levels_differ", "disagree", "check_threshold", "undecided")


def conditions(view: View) -> Display | None:
    """Shows each condition of recognition for communes within three criteria of all and not recognised.

    A condition of which the data say nothing is "chưa có số liệu" and never met.
    """
    criteria_set = view.set_in_force("standard")
    if criteria_set is None:
        return None
    rows = near_recognition(
        _of_set(view, criteria_set),
        set(view.recognised["commune"]),
        view.data.recognitions,
        replace(view.data.movement, contributions=contributions(view)),
        view.period,
    )
    if view.is_district:
        return _near(view, rows, criteria_set)
    mine = [row for row in records(rows) if row.commune == view.place.code]
    return _own(view, mine[0], criteria_set) if mine else None


def _of_set(view: View, criteria_set: CriteriaSet) -> DataFrame:
    rows = view.now.criteria
    mine: DataFrame = rows[rows["set"] == criteria_set.id]
    return mine


def _near(view: View, rows: DataFrame, criteria_set: CriteriaSet) -> Display:
    words = view.words
    if rows.empty:
        return Display(element("p", words.word("condition.none_near")))
    columns = [Column(words.word(f"condition.{key}")) for key in ("commune", *_CONDITIONS)]
    body = [[view.communes[row.commune], *_cells(view, row, criteria_set)] for row in records(rows)]
    return Display(table(words.word("condition.caption"), columns, body, kind="conditions") + _note(view))


def _own(view: View, row: Any, criteria_set: CriteriaSet) -> Display:
    """Lists the conditions of one commune below each other."""
    words = view.words
    columns = [Column(words.word(f"condition.{key}")) for key in ("condition", "state")]
    names = [words.word(f"condition.{key}") for key in _CONDITIONS]
    body = [list(pair) for pair in zip(names, _cells(view, row, criteria_set), strict=True)]
    return Display(table(words.word("condition.caption_own"), columns, body, kind="conditions") + _note(view))


def _note(view: View) -> Markup:
    return element("p", view.words.word("condition.note"), class_="note")


def _cells(view: View, row: Any, criteria_set: CriteriaSet) -> list[object]:
    words = view.words
    said = words.word("condition.security_criterion", verdict=words.verdict(row.security_criterion))
    return [
        _criteria(view, row, criteria_set),
        _confirmed(view, row, "satisfaction"),
        _debt(view, row),
        _confirmed(view, row, "security") + element("small", said, class_="ratio"),
        _stage(view, row),
    ]


def _confirmed(view: View, row: Any, condition: str) -> Markup:
    """Shows what a body confirmed: by whom, when, of how many households, and in which row."""
    words = view.words
    day, satisfied, asked, body, line = (
        getattr(row, f"{condition}_{name}") for name in ("confirmed_on", "satisfied", "asked", "body", "row")
    )
    shown = verdict_mark(view, getattr(row, condition))
    if pd.isna(day):
        return shown
    if not pd.isna(asked):
        share = words.percent(Fraction(100 * int(satisfied), int(asked)))
        figures = {"satisfied": words.number(int(satisfied)), "asked": words.number(int(asked))}
        shown += element("small", words.word("condition.surveyed", share=share, **figures), class_="ratio")
    names = dict(view.data.movement.bodies[["body", "name"]].itertuples(index=False, name=None))
    said = words.word("condition.confirmed", body=names[body], day=words.date(day.date()))
    return shown + element("small", f"{said} (confirmations.csv:{int(line)})", class_="ratio")


def _criteria(view: View, row: Any, criteria_set: CriteriaSet) -> Markup:
    """Gives the share of criteria met, and by name those that are not and those nothing is known of."""
    words = view.words
    shown = Markup("{} {}").format(
        verdict_mark(view, row.criteria, provisional=bool(row.provisional)),
        words.share(int(row.met), int(row.total)),
    )
    if row.unchecked:
        said = words.word("condition.unchecked", n=words.number(int(row.unchecked)))
        shown += element("small", said, class_="ratio")
    for key, codes in (("lacking", row.unmet), ("unknown", row.undecided)):
        if codes:
            names = _names(view, criteria_set, codes)
            said_of = Markup("{}: {}").format(words.word(f"condition.{key}"), names)
            shown += element("small", said_of, class_="ratio")
    return shown


def _names(view: View, criteria_set: CriteriaSet, codes: Iterable[str]) -> Markup:
    return Markup("; ").join(criterion_name(view, criteria_set.id, code) for code in codes)


def _debt(view: View, row: Any) -> Markup:
    words = view.words
    mark = verdict_mark(view, row.debt)
    if pd.isna(row.debt_month):
        return mark
    month = words.month(Period.from_number(int(row.debt_month)))
    key = "condition.owed" if row.debt == Verdict.NOT_MET else "condition.owes_nothing"
    amount = million(view, int(row.debt_amount))
    return mark + element("small", words.word(key, amount=amount, month=month), class_="ratio")


def _stage(view: View, row: Any) -> str:
    waiting = view.now.recognised
    waiting = waiting[waiting["awaiting"] & (waiting["level"] == "ntm")]
    stage = "awaiting_decision" if row.commune in set(waiting["commune"]) else row.stage
    return view.words.word(f"condition.stage_{stage or 'unknown'}")


def strengthen(view: View) -> Display | None:
    """Lists the criteria of recognised communes that no longer hold or of which a sign says so."""
    criteria_set = view.set_in_force("standard")
    if criteria_set is None or not (view.is_district or view.is_recognised):
        return None
    rows = to_strengthen(_of_set(view, criteria_set), set(view.recognised["commune"]))
    if not view.is_district:
        rows = rows[rows["commune"] == view.place.code]
    words = view.words
    if rows.empty:
        key = "condition.nothing_to_strengthen"
        return Display(element("p", words.word(key))) if view.is_district else None
    columns = [Column(words.word(f"condition.{key}")) for key in ("sign", "to_strengthen")]
    if view.is_district:
        columns.insert(0, Column(words.word("condition.commune")))
    body = []
    for commune, mine in rows.groupby("commune", sort=False):
        for sign in _SIGNS:
            codes = mine.loc[mine["sign"] == sign, "criterion"]
            if len(codes):
                cells = [words.word(f"condition.signs.{sign}"), _names(view, criteria_set, codes)]
                body.append([view.communes[str(commune)], *cells] if view.is_district else cells)
    shown = table(words.word("condition.strengthen_caption"), columns, body, kind="strengthen")
    return Display(shown + _at_risk(view, criteria_set))


def _at_risk(view: View, criteria_set: CriteriaSet) -> Markup:
    """Names the communes with so many criteria failing that QĐ 18/2022/QĐ-TTg speaks of revocation."""
    counts = view.now.counts
    risky = counts[(counts["set"] == criteria_set.id) & counts["revocation_risk"]]
    if not view.is_district:
        risky = risky[risky["commune"] == view.place.code]
    if risky.empty:
        return Markup("")
    communes = ", ".join(view.communes[code] for code in risky["commune"])
    said = view.words.word("condition.at_risk", communes=communes)
    return element("p", said + caveat_mark(view, "provisional") if risky["met_provisional"].any() else said)
