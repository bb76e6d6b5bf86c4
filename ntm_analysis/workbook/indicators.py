"""Indicators with value and threshold, and those of them that are not met."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd
from pandas import DataFrame

from ntm_analysis.model import CriteriaSet, Indicator, Rule, Sex, Status, Verdict
from ntm_analysis.publish.sheet import EMPTY, Cell, Paper, Sheet, SheetGrid
from ntm_analysis.publish.xlsx import count
from ntm_analysis.say import marks
from ntm_analysis.say.criteria import role_of
from ntm_analysis.say.indicators import indicator_rows, known_indicators, source_title
from ntm_analysis.say.priorities import unmet
from ntm_analysis.say.view import View
from ntm_analysis.say.words import Side
from ntm_analysis.workbook import figures, signs
from ntm_analysis.workbook.frame import COMMUNE, NUMBER, columns, day, decision, name_of, title_of

_HEADS = (
    NUMBER,
    COMMUNE,
    ("set", 9, Side.LEFT),
    ("criterion", 6, Side.CENTER),
    ("indicator", 8, Side.LEFT),
    ("indicator_name", 36, Side.LEFT),
    ("verdict", 18, Side.LEFT),
    ("value", 13, Side.RIGHT),
    ("unit", 14, Side.LEFT),
)
_COUNTED = (("numerator", 9, Side.RIGHT), ("denominator", 9, Side.RIGHT))
_TRACED = (
    ("threshold", 12, Side.RIGHT),
    ("gap", 12, Side.RIGHT),
    ("gap_unit", 13, Side.LEFT),
    ("day", 11, Side.CENTER),
    ("year", 7, Side.CENTER),
    ("remark", 26, Side.LEFT),
    ("confidence", 17, Side.LEFT),
    ("threshold_source", 22, Side.LEFT),
    ("decision", 16, Side.LEFT),
    ("source_row", 20, Side.LEFT),
    ("source", 22, Side.LEFT),
)


@dataclass(frozen=True)
class _Line:
    """One row of results with the set and the indicator, or component, it belongs to."""

    criteria_set: CriteriaSet
    indicator: Indicator
    row: Any


def indicators(view: View) -> Sheet:
    """Lists every indicator of every commune and set with its value and where that comes from."""
    # Evaluated rows of this month only: a page filters them out of all months, once for each place.
    month = replace(view, results=view.now)
    communes = [place for place in view.data.places if place.code in view.communes]
    rows = [
        line
        for own in (replace(month, place=place) for place in communes)
        for criteria_set in own.sets
        for line in _lines(criteria_set, indicator_rows(own, criteria_set))
    ]
    body = [
        (*_named(view, n, line), *_counts(line.row), *_traced(view, line))
        for n, line in enumerate(rows, start=1)
    ]
    title = title_of(view, "indicators")
    grid = SheetGrid("indicators", title, columns(view, *_HEADS, *_COUNTED, *_TRACED), tuple(body), frozen=2)
    notes = (signs.key_line(view), view.words.word("workbook.indicator_note"))
    return Sheet(name_of(view, "indicators"), title, grids=(grid,), notes=notes, paper=Paper.A3)


def gaps(view: View) -> Sheet:
    """Lists what is not met by the data, the least effort first, with the count that closes it."""
    title, words = title_of(view, "gaps"), view.words
    rows = [
        line
        for role in ("standard", "advanced")
        if (criteria_set := view.set_in_force(role)) is not None
        for line in _lines(criteria_set, unmet(view, role).assign(component=True))
    ]
    if not rows:
        return Sheet(name_of(view, "gaps"), title, lead=(words.word("sentence.nothing_unmet"),))
    body = [
        (*_named(view, n, line), *_traced(view, line), _alone(view, line.row))
        for n, line in enumerate(rows, start=1)
    ]
    heads = (*_HEADS, *_TRACED, ("alone", 14, Side.LEFT))
    grid = SheetGrid("gaps", title, columns(view, *heads), tuple(body), frozen=2)
    notes = (words.word("table.denominator_fixed"), signs.key_line(view))
    return Sheet(name_of(view, "gaps"), title, grids=(grid,), notes=notes, paper=Paper.A3)


def _lines(criteria_set: CriteriaSet, rows: DataFrame) -> Iterator[_Line]:
    known = known_indicators(criteria_set)
    for row in marks.records(rows):
        yield _Line(criteria_set, known[row.part if row.component else row.indicator], row)


def _named(view: View, n: int, line: _Line) -> tuple[Cell, ...]:
    row, indicator = line.row, line.indicator
    composite = row.rule == Rule.ALL_OF
    # A composite has no figure of its own, its components have; missing is said in either.
    value = EMPTY if composite and row.verdict != Verdict.NO_DATA else figures.measured(view, row)
    unit = view.words.word(f"unit.{row.unit}") if row.unit else ""
    return (
        count(n),
        Cell(view.communes[row.commune]),
        Cell(role_of(view, line.criteria_set.id)),
        Cell(row.criterion),
        Cell(indicator.code),
        Cell(view.words.text(indicator.name)),
        signs.computed(view, row.verdict, provisional=bool(row.provisional)),
        value,
        Cell(unit),
    )


def _counts(row: Any) -> tuple[Cell, Cell]:
    if pd.isna(row.numerator) or pd.isna(row.denominator):
        return EMPTY, EMPTY
    return count(row.numerator), count(row.denominator)


def _alone(view: View, row: Any) -> Cell:
    """Says where one indicator alone keeps its criterion from being met."""
    return Cell(view.words.word("workbook.alone") if row.in_criterion == 1 else "")


def _traced(view: View, line: _Line) -> tuple[Cell, ...]:
    """Names threshold, gap, date, marks, confidence, decision and source row of a value."""
    words, row = view.words, line.row
    if row.rule == Rule.ALL_OF:
        threshold, confidence = Cell(words.word("rule.all_of")), EMPTY
    else:
        threshold, confidence = figures.threshold(view, row), Cell(words.word(f"confidence.{row.confidence}"))
    source = source_title(view, row.threshold_source) if row.threshold_source else ""
    return (
        threshold,
        *figures.gap(view, row),
        day(view, row),
        EMPTY if pd.isna(row.reference_year) else Cell(int(row.reference_year), format="0"),
        Cell("; ".join(_remarks(view, line))),
        confidence,
        Cell(source),
        Cell(decision(view, line.criteria_set)),
        Cell(row.rows),
        Cell(row.source),
    )


def _remarks(view: View, line: _Line) -> list[str]:
    """Gathers the marks of a value: whose it is, preliminary, late, how it was computed, illustrative."""
    words, row = view.words, line.row
    told = [words.word(f"sex.{row.sex}")] if row.sex in {Sex.MALE, Sex.FEMALE} else []
    told += [words.word("mark.preliminary")] if row.status == Status.PRELIMINARY else []
    told += [words.word("mark.late")] if row.late else []
    told += [words.word("workbook.stale")] if row.stale else []
    told += [words.word("workbook.no_sex_split")] if row.no_sex_split else []
    if row.formula:
        name = line.indicator.formulas[row.formula].name
        told.append(words.word("table.formula", formula=words.text(name)))
    return told + ([words.word("workbook.illustrative_row")] if row.illustrative else [])
