"""Sentences and phrases that the overview and the areas share."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from pandas import DataFrame

from ntm_analysis.judge.poverty import lacking, review
from ntm_analysis.judge.targets import STANDS_BADLY, STANDS_WELL
from ntm_analysis.model import Period, Rule, Status
from ntm_analysis.say.marks import coded, gap, measured, records, shown_date_of
from ntm_analysis.say.targets import value_of
from ntm_analysis.say.view import View

MOST_NAMED = 4  # More names than this are a list for the table below, not for a sentence.


def place_name(view: View) -> str:
    """Writes the place with its kind: ``Xã Điềm He``."""
    return view.words.word(f"page.{view.place.kind}_name", name=view.place.name)


def joined(view: View, names: Sequence[str], more: str = "and_more") -> str:
    """Joins names with commas and says how many more there are; ``and_more_units`` for places."""
    shown = ", ".join(names[:MOST_NAMED])
    if len(names) <= MOST_NAMED:
        return shown
    count = view.words.number(len(names) - MOST_NAMED)
    return view.words.word(f"sentence.{more}", names=shown, count=count)


def missing_sentence(view: View) -> str:
    """Names the unmet indicators closest to their threshold, by how many people or items they miss."""
    words, rows = view.words, view.unmet("standard")
    if not rows.empty:
        return _missing(view, rows, "missing")
    # A recognised commune is held against the advanced set too: its gaps are gaps.
    above = view.unmet("advanced") if len(view.sets) > 1 else rows
    said = words.word("sentence.nothing_unmet")
    return said if above.empty else f"{said} {_missing(view, above, 'missing_advanced')}"


def _missing(view: View, rows: DataFrame, key: str) -> str:
    words = view.words
    told = [_gap(view, row) for row in rows.head(MOST_NAMED).itertuples()]
    told += [""] * (len(rows) - len(told))
    return words.word(f"sentence.{key}", count=words.count(len(rows), "indicators"), gaps=joined(view, told))


def _gap(view: View, row: Any) -> str:
    """Writes ``15.1 (Y tế) 88,8%, thêm 13 người``; what is done or not done has no figure."""
    criterion = next(c for c in view.data.criteria.sets[row.set].criteria if c.code == row.criterion)
    words = view.words
    named = {"code": row.part, "name": words.text(criterion.name)}
    if row.rule == Rule.IS_TRUE:
        return words.word("sentence.gap_plain", **named)
    return words.word("sentence.gap", value=measured(view, row).text, gap=gap(view, row).text, **named)


def named_targets_sentence(view: View) -> str:
    """Says what the movement asks of this commune by name, and where that stands."""
    words = view.words
    told = [
        words.word(
            "sentence.named_target", target=words.text(p.target.name), status=words.verdict(state.verdict)
        )
        for p in view.own_targets
        for state in p.named
        if state.commune == view.place.code
    ]
    return words.word("sentence.named_targets", targets="; ".join(told)) if told else ""


def targets_sentence(view: View) -> str:
    """Counts the targets of the page that stand well and names those that do not, the worst first."""
    words = view.words
    mine = view.own_targets
    if not mine:
        return ""
    if len(mine) == 1:
        only = mine[0]
        return words.word(
            "sentence.target_state",
            target=words.text(only.target.name),
            value=value_of(view, only),
            goal=words.target_figure(only.target, only.goal, only.goal),
            status=words.word(f"target_status.{only.status}"),
        )
    well = sum(p.status in STANDS_WELL for p in mine)
    told = [words.word("sentence.targets", well=words.number(well), all=words.number(len(mine)))]
    for status in STANDS_BADLY:
        names = [words.text(p.target.name) for p in mine if p.status is status]
        if names:
            state = words.word(f"target_status.{status}")
            state = state[:1].upper() + state[1:]  # it opens a sentence
            told.append(words.word("sentence.targets_with", status=state, targets="; ".join(names)))
    return " ".join(told)


def poverty_sentence(view: View) -> str:
    """Gives the poor and near-poor households of the place with the date of the review (rule 13)."""
    if view.area is None or view.area.id != "poverty":
        return ""
    words, row = view.words, review(view.now.poverty, view.data.poverty_line, view.place.code)
    if row is None:
        return words.word("sentence.no_poverty")
    if not row.complete:
        units = lacking(view.now.poverty, view.data.poverty_line, view.data.communes, view.period)
        return words.word("sentence.poverty_incomplete", units=joined(view, units, "and_more_units"))
    poor, near, households = int(row.poor), int(row.near_poor), int(row.households)
    said = words.word(
        "sentence.poverty",
        date=shown_date_of(view, row),
        poor=words.count(poor, "households"),
        poor_rate=words.percent(Fraction(100 * poor, households)),
        near=words.count(near, "households"),
        near_rate=words.percent(Fraction(100 * near, households)),
    )
    preliminary = row.status == Status.PRELIMINARY
    return f"{said} {words.word('sentence.preliminary')}" if preliminary else said


def late_sentence(view: View) -> str:
    """Names on the district's first screen the communes whose figures are overdue (rule 4)."""
    if not view.is_district:
        return ""
    rows = view.of_page(view.now.indicators)
    late = rows[rows["late"]]
    if late.empty:
        return ""
    words, codes = view.words, late.groupby("commune", sort=False)["indicator"].agg(", ".join)
    places = {str(commune): view.communes[str(commune)] for commune in codes.index}
    # Every commune is named; which figures it owes stands here while the line stays short.
    if len(places) <= MOST_NAMED:
        places = {code: f"{name} ({codes[code]})" for code, name in places.items()}
    return words.plural("sentence.late", len(late), names=", ".join(places.values()))


def stale_sentence(view: View) -> str:
    """Names whose figures are so old that they count as missing, with the month they are of (rule 4)."""
    rows = view.now.indicators
    rows = view.of_page(rows[rows["stale"]])
    if rows.empty or not (view.is_district or view.is_commune):
        return ""
    words = view.words
    named = [
        words.word(
            "sentence.stale_figure",
            place=view.communes[row.commune],
            code=coded(view, row.set, row.indicator),
            month=words.month(Period.from_number(int(row.value_month))),
        )
        for row in records(rows.head(MOST_NAMED))
    ]
    named += [""] * (len(rows) - len(named))
    return words.plural("sentence.stale", len(rows), names=joined(view, named))
