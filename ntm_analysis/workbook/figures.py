"""Exact figures as cells: the real number, in a format that shows what the pages show (rule 9).

Where no number of decimals keeps a figure on its side of the threshold the format shows "< 90%"
in its place; the number in the cell is the value all the same.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pandas as pd

from ntm_analysis.judge.movement.plan import has_left
from ntm_analysis.judge.targets import Progress
from ntm_analysis.model import Confidence, Rule, Verdict
from ntm_analysis.model.decimals import (
    STORED_DECIMALS,
    decimals_needed,
    measured_decimals,
    target_decimals,
    usual_decimals,
)
from ntm_analysis.say import marks
from ntm_analysis.say.goals import missing
from ntm_analysis.say.view import View
from ntm_analysis.workbook.sheet import EMPTY, Cell, Look

COUNT, FORMAL, SIGNED = "#,##0", "00", "+#,##0;-#,##0;0"
_PERCENT = 100
_FIGURE = "\0"  # stands for the figure in a phrase


def digits(decimals: int, *, percent: bool = False) -> str:
    """Gives the format of a figure with so many decimals."""
    shown = "#,##0" + ("." + "0" * decimals if decimals else "")
    return shown + "%" if percent else shown


def literal(text: str) -> str:
    """Quotes a text for a number format; nothing where there is none."""
    # A quote inside quotes would end them: the format has no way to write one but a backslash outside.
    return '\\"'.join(f'"{part}"' if part else "" for part in text.split('"')) if text else ""


def instead(text: str) -> str:
    """Gives the format that shows a text in the place of any number."""
    return ";".join([literal(text)] * 3)


def around(text: str, figure: str, pattern: str) -> str:
    """Gives the format that shows a text with the number in it where the text has its figure."""
    before, found, after = text.partition(figure)
    return literal(before) + pattern + literal(after) if found else instead(text)


def count(n: int) -> Cell:
    """Shows a count."""
    return Cell(int(n), format=COUNT)


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
        unit = words.count(n, row.gap_unit or "people").replace(words.number(n), "").strip()
        return Cell(n, format=around(phrase, _FIGURE, COUNT)), Cell(unit)
    if pd.isna(row.gap_num) or row.rule == Rule.IS_TRUE:
        return Cell(marks.shown_gap(view, row)), EMPTY
    distance = marks.gap_distance(row)
    pattern = digits(decimals_needed(distance, 2))
    unit = words.word(f"unit.{'points' if row.unit == 'percent' else row.unit}")
    return Cell(distance, format=around(phrase, _FIGURE, pattern)), Cell(unit)


def of_target(view: View, progress: Progress, value: Fraction | None) -> Cell:
    """Shows a target's figure in its own form: 06/16; 13,19; −5,0 điểm phần trăm."""
    if value is None:
        return no_value(view)
    target, words = progress.target, view.words
    text = words.target_figure(target, value, progress.goal)
    decimals = target_decimals(target, value, progress.goal)
    if decimals is None:
        return Cell(value, format=instead(text))
    if not decimals and value.denominator == 1:
        return Cell(int(value), format=around(text, words.formal(int(value)), FORMAL))
    shown = decimals or 1
    return Cell(value, format=around(text, words.number(value, shown), digits(shown)))


def missing_to_target(view: View, progress: Progress) -> Cell:
    """Shows what is missing to a target; empty once it is reached."""
    if progress.value is None:
        return no_value(view)
    distance = abs(progress.goal - progress.value)
    text, words = missing(view, progress), view.words
    decimals = {"points": 1, "criteria": 2}.get(progress.target.unit, 0)
    figure = words.number(distance, decimals) if decimals else words.formal(int(distance))
    pattern = digits(decimals) if decimals else FORMAL
    return Cell(distance, format=around(text, figure, pattern)) if figure in text else EMPTY
