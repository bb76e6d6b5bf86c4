"""Exact figures as cells: the real number, in a format that shows what the pages show (rule 9).

Where no number of decimals keeps a figure on its side of the threshold the format shows "< 90%"
in its place; the number in the cell is the value all the same.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pandas as pd

from ntm_analysis.judge.movement.plan import has_left
from ntm_analysis.model import Confidence, Rule, Verdict
from ntm_analysis.model.decimals import (
    STORED_DECIMALS,
    decimals_needed,
    measured_decimals,
    usual_decimals,
)
from ntm_analysis.publish.sheet import EMPTY, Cell, Look
from ntm_analysis.publish.xlsx import COUNT, around, digits, instead, literal
from ntm_analysis.say import marks
from ntm_analysis.say.view import View

_PERCENT = 100
_FIGURE = "\0"  # stands for the figure in a phrase


def no_value(view: View) -> Cell:
    """Says in words that there is no value; never 0."""
    return Cell(view.words.word("table.no_value"), Look.QUIET)


def share(part: int, of: int) -> Cell:
    """Shows a part of a whole as a percentage, with one decimal where it is not whole."""
    return rate(Fraction(_PERCENT * part, of))


def rate(value: Fraction) -> Cell:
    """Shows a value already in percent."""
    return Cell(value / _PERCENT, format=digits(usual_decimals(value), percent=True))


def measured(view: View, row: Any) -> Cell:
    """Shows the measured value of an indicator so that it never contradicts its verdict."""
    value = marks.fraction(row.num, row.den)
    if value is None:
        return no_value(view)
    if row.unit == "yes_no":
        return Cell(marks.shown_value(view, row))
    threshold = marks.fraction(row.threshold_num, row.threshold_den)
    decimals = measured_decimals(value, threshold, Rule(row.rule), row.unit)
    number = value / _PERCENT if row.unit == "percent" else value
    if decimals is None:
        return Cell(number, format=instead(marks.shown_value(view, row)))
    return Cell(number, format=digits(decimals, percent=row.unit == "percent"))


def threshold(view: View, row: Any) -> Cell:
    """Shows a threshold in full with its direction, marked where it was not checked."""
    value = marks.fraction(row.threshold_num, row.threshold_den)
    if value is None:
        return Cell(view.words.word("table.threshold_unknown"), Look.QUIET)
    mark = "" if Confidence(row.confidence).is_final else view.words.word("mark.provisional")
    if row.rule == Rule.IS_TRUE:
        return Cell(view.words.verdict(Verdict.MET) + mark)
    percent = row.unit == "percent"
    pattern = digits(decimals_needed(value, STORED_DECIMALS), percent=percent)
    sign = "≤ " if row.rule == Rule.AT_MOST else "≥ "
    return Cell(value / _PERCENT if percent else value, format=literal(sign) + pattern + literal(mark))


def gap(view: View, row: Any) -> tuple[Cell, Cell]:
    """Shows what closes the gap, and its unit: a whole count, else the distance rounded up as on pages."""
    words = view.words
    phrase = words.word("table.gap_less" if row.rule == Rule.AT_MOST else "table.gap_more", count=_FIGURE)
    if has_left(row):
        return Cell(marks.shown_gap(view, row)), EMPTY
    if not pd.isna(row.gap_count):
        n = int(row.gap_count)
        unit = words.counted(n, row.gap_unit or "people").after.strip()
        return Cell(n, format=around(phrase, _FIGURE, COUNT)), Cell(unit)
    if pd.isna(row.gap_num) or row.rule == Rule.IS_TRUE:
        return Cell(marks.shown_gap(view, row)), EMPTY
    distance = marks.gap_distance(row)
    pattern = digits(decimals_needed(distance, 2))
    unit = words.word(f"unit.{'points' if row.unit == 'percent' else row.unit}")
    return Cell(distance, format=around(phrase, _FIGURE, pattern)), Cell(unit)
