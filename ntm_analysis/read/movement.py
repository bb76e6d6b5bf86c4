"""The movement's tables, read and checked: registrations, tasks, resources, commendations and the rest."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from pandas import DataFrame, Series

from ntm_analysis.errors import Problem
from ntm_analysis.read.findings import Findings
from ntm_analysis.read.items import Items
from ntm_analysis.read.movement_checks import References, check_code
from ntm_analysis.read.movement_rules import READERS
from ntm_analysis.read.movement_schema import MOVEMENT
from ntm_analysis.read.read import empty_table
from ntm_analysis.read.references import (
    check_communes,
    check_criteria,
    check_illustrative,
    check_life,
    check_sets,
)
from ntm_analysis.read.typed import month_numbers, typed

_ADDED = {"contributions": "amount", "activities": "item"}


@dataclass(frozen=True, eq=False)
class Movement:
    """The tables of the movement, typed; each empty where its file is missing."""

    registrations: DataFrame
    bodies: DataFrame
    responsibilities: DataFrame
    tasks: DataFrame
    task_states: DataFrame
    confirmations: DataFrame
    estimates: DataFrame
    contributions: DataFrame
    model_areas: DataFrame
    model_area_items: DataFrame
    commendations: DataFrame
    activities: DataFrame
    submissions: DataFrame
    unit_changes: DataFrame
    items: Items


def read_movement(references: References) -> tuple[Movement, list[Problem]]:
    """Gives the movement's tables and every problem in them."""
    frames: dict[str, DataFrame] = {}
    problems: list[Problem] = []
    for name in MOVEMENT:
        if name not in references.tables:  # broken, and reported as such
            continue
        if not len(references.tables[name]):
            frames[name] = _empty(name)
            continue
        findings = Findings(name, references.tables[name])
        columns = set(findings.cells)
        months = month_numbers(findings.cells["period"]) if "period" in columns else None
        if "commune" in columns:
            check_communes(findings, references.known)
            if months is not None:
                check_life(findings, references.known, months)
        if "set" in columns:
            check_sets(findings, list(references.known.criteria.sets))
            check_criteria(findings, references.known)
        if "illustrative" in columns:
            check_illustrative(findings, references.known)
        if "body" in columns and name != "bodies" and references.knows("bodies"):
            check_code(findings, "body", references.codes("bodies", "body"), "không có đơn vị")
        frame = typed(name, findings.table)
        frame = frame if months is None else frame.assign(month=months)
        frames[name] = READERS[name](findings, frame, references)
        problems += findings.problems
    missing = {name: DataFrame() for name in MOVEMENT if name not in frames}
    return Movement(**frames, **missing, items=references.items or Items()), problems


@cache
def _empty(name: str) -> DataFrame:
    """Gives a table without rows with the columns that reading adds: most districts lack most tables."""
    frame = typed(name, empty_table(name, [column.name for column in MOVEMENT[name]]))
    added = ["month"] if "period" in frame.columns else []
    added += [_ADDED[name]] if name in _ADDED else []
    return frame.assign(**{column: Series(dtype="Int64") for column in added})
