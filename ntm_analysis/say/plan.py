"""Phương án đạt 14,19: the criteria whose gaps are smallest, as many as the mean still needs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import ceil
from typing import Any

from markupsafe import Markup
from pandas import DataFrame

from ntm_analysis.display import Column, Display, element, table
from ntm_analysis.judge.movement.plan import DISPUTED, LEFT, MISSING, UNCOUNTED, open_criteria, smallest_plan
from ntm_analysis.judge.targets import Progress
from ntm_analysis.model import Rule, TargetKind
from ntm_analysis.say.marks import caveat_mark, criterion_name, records
from ntm_analysis.say.units import population
from ntm_analysis.say.view import View

NEXT = 5  # criteria named as a reserve: one that fails needs another, not the whole list
_COLUMNS = ("commune", "criterion", "gap", "effort", "registered", "mean")


@dataclass(frozen=True)
class Plan:
    """What the mean still needs to its target: the open criteria, how many, and those of least effort."""

    progress: Progress
    set_id: str
    start: Fraction  # criteria met now, all communes together
    denominator: int
    count: int  # criteria still needed; nought or less once the target is reached
    pairs: DataFrame
    chosen: DataFrame


def chosen_criteria(view: View) -> Plan | None:
    """Chooses the criteria of the district's plan; None without such a target, or without its value."""
    progress = _mean_target(view)
    set_id = _set_id(view, progress)
    if progress is None or progress.value is None or not set_id:
        return None
    denominator = progress.target.denominator or len(view.communes)
    start = progress.value * denominator
    needed = -((start - progress.goal * denominator) // 1)  # the next whole number of criteria
    pairs = open_criteria(view.now.criteria, view.now.parts, set_id, population(view))
    chosen = smallest_plan(pairs, max(needed, 0))
    return Plan(progress, set_id, start, denominator, needed, pairs, chosen)


def plan(view: View) -> Display | None:
    """Shows which criteria of which communes bring the mean to its target with the least effort.

    A commune's page shows its own part of the district's plan. Nothing without such a target.
    """
    progress = _mean_target(view)
    if progress is None or not _set_id(view, progress) or not (view.is_district or view.is_commune):
        return None
    found = chosen_criteria(view)
    if found is None:
        return _said(view, "plan.no_grounds") if view.is_district else None
    if found.count <= 0:
        return _said(view, "plan.reached") if view.is_district else None
    if view.is_commune:
        return _commune(view, found.chosen, found.set_id)
    means = [(found.start + done) / found.denominator for done in range(1, len(found.chosen) + 1)]
    shown = _table(view, found.chosen, found.set_id, means)
    notes = _notes(view, found.pairs, found.chosen, found.count)
    return Display(_lead(view, progress, found.count) + shown + notes)


def _mean_target(view: View) -> Progress | None:
    return next((p for p in view.targets if p.target.kind is TargetKind.MEAN_CRITERIA), None)


def _set_id(view: View, progress: Progress | None) -> str:
    """Names the set the target counts: its own, else the one every commune is held against."""
    standard = view.set_in_force("standard")
    own = progress.target.set if progress else ""
    return own or (standard.id if standard else "")


def _said(view: View, key: str) -> Display:
    return Display(element("p", view.words.word(key)))


def _lead(view: View, progress: Progress, needed: int) -> Markup:
    words = view.words
    now, goal = (words.target_figure(progress.target, value) for value in (progress.value, progress.goal))
    return element("p", words.word("plan.lead", now=now, goal=goal, count=words.count(needed, "criteria")))


def _table(view: View, chosen: DataFrame, set_id: str, means: list[Fraction]) -> Markup:
    words = view.words
    columns = [Column(words.word(f"plan.{key}"), numeric=key in {"effort", "mean"}) for key in _COLUMNS]
    registered = _registered(view, set_id)
    rows = [
        [view.communes[row.commune], *_cells(view, row, set_id, registered), words.number(mean, decimals=2)]
        for row, mean in zip(records(chosen), means, strict=True)
    ]
    return table(words.word("plan.caption"), columns, rows, kind="plan")


def _commune(view: View, chosen: DataFrame, set_id: str) -> Display | None:
    mine = chosen[chosen["commune"] == view.place.code]
    if mine.empty:
        return None
    words = view.words
    columns = [Column(words.word(f"plan.{key}"), numeric=key == "effort") for key in _COLUMNS[1:-1]]
    registered = _registered(view, set_id)
    rows = [_cells(view, row, set_id, registered) for row in records(mine)]
    said = [words.word("plan.method")]
    if mine["provisional"].any():
        said.append(words.word("plan.provisional"))
    note = element("p", " ".join(said), class_="note")
    return Display(table(words.word("plan.caption_commune"), columns, rows, kind="plan") + note)


def _cells(view: View, row: Any, set_id: str, registered: Mapping[tuple[str, str], str]) -> list[object]:
    """Gives criterion, gap, effort and the quarter it was registered for."""
    words = view.words
    quarter = registered.get((row.commune, row.criterion))
    promise = words.word("plan.not_registered")
    if quarter is not None:
        promise = words.word("plan.quarter", quarter=quarter) if quarter else words.word("plan.year")
    # Rounded up: what is missing is never shown as less than it is.
    effort = words.word("plan.unknown") if row.effort is None else words.number(ceil(row.effort))
    return [criterion_name(view, set_id, row.criterion), _gaps(view, row), effort, promise]


def _gaps(view: View, row: Any) -> Markup:
    """Writes the counted gaps by indicator; where the effort is not known also why."""
    words = view.words
    told = []
    for indicator, count, unit, rule in row.gaps:
        key = "table.gap_less" if rule == Rule.AT_MOST else "table.gap_more"
        gap = words.word(key, count=words.count(count, unit))
        told.append(f"{indicator}: {gap}")
    if row.reason:
        told.append(words.word(f"plan.reason.{row.reason}"))
    text = Markup("{}").format("; ".join(told))
    return text + caveat_mark(view, "provisional") if row.provisional else text


def _registered(view: View, set_id: str) -> dict[tuple[str, str], str]:
    """Gives the quarter in which a commune promised a criterion this year, "" for no quarter."""
    rows = view.data.movement.registrations
    if rows.empty:
        return {}
    mine = rows[(rows["year"] == view.period.year) & (rows["set"] == set_id)]
    roman = {"1": "I", "2": "II", "3": "III", "4": "IV"}
    return {(row.commune, row.criterion): roman.get(row.quarter, "") for row in records(mine)}


def _notes(view: View, pairs: DataFrame, chosen: DataFrame, needed: int) -> Markup:
    """Explains the method, names the reserve, and says what is left out because it is not known."""
    words = view.words
    notes = [words.word("plan.method"), words.word("plan.only_mean")]
    if chosen["provisional"].any():
        notes.append(words.word("plan.provisional"))
    unknown_chosen = sum(effort is None for effort in chosen["effort"])
    if unknown_chosen:
        notes.append(words.word("plan.with_unknown", count=words.count(unknown_chosen, "criteria")))
    if len(chosen) < needed:
        notes.append(words.word("plan.not_enough", count=words.count(needed - len(chosen), "criteria")))
    reserve = pairs.iloc[len(chosen) :]
    known = reserve[[effort is not None for effort in reserve["effort"]]].head(NEXT)
    if len(known):
        named = [
            words.word("plan.of", commune=view.communes[row.commune], criterion=row.criterion)
            for row in records(known)
        ]
        notes.append(words.word("plan.next", names="; ".join(named)))
    reasons = reserve["reason"].value_counts()
    left = [
        words.word(f"plan.left.{reason}", n=words.number(int(reasons[reason])))
        for reason in (MISSING, LEFT, UNCOUNTED, DISPUTED)
        if reason in reasons
    ]
    if left:
        count = words.count(int(sum(reserve["reason"] != "")), "criteria")
        notes.append(words.word("plan.left_out", count=count, reasons=", ".join(left)))
    return Markup("").join(element("p", note, class_="note") for note in notes)
