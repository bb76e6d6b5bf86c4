"""What a value was made from: the rows as they were recorded, and how much one more or less would be."""

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

import pandas as pd

from ntm_analysis.model import Sex, Verdict
from ntm_analysis.model.dataset import fraction
from ntm_analysis.say import marks
from ntm_analysis.say.view import View

_SMALL = 100  # fewer than so many counted: one more or less is a point or more


def recorded(view: View, row: Any) -> Iterator[tuple[str, str]]:
    """Tells each row that a value was made from, in their order, with its place and its source."""
    wanted = [each.strip() for each in str(row.rows).split(",") if each.strip()]
    lines = [int(each.rpartition(":")[2]) for each in wanted]
    known = view.data.observations
    found = {each.rows: each for each in marks.records(known[known["row"].isin(lines)])}
    for each in (found[place] for place in wanted if place in found):
        day = "" if pd.isna(each.measured_on) else view.words.date(each.measured_on.date())
        key = "explain.on_day" if day else "explain.in_month"
        figure, month = _figure(view, each, row), marks.month_of(view, each.month)
        told = view.words.word(key, figure=figure, day=day, month=month)
        yield told, "; ".join(filter(None, (each.rows, each.source)))


def ratio(view: View, row: Any) -> str:
    """Writes the counts that a share is of: `` (898/991)``."""
    counts = [row.numerator, row.denominator]
    return "" if pd.isna(counts).any() else f" ({'/'.join(view.words.number(int(n)) for n in counts)})"


def small_number(view: View, row: Any) -> str:
    """Says how many points one thing more or less is, where few are counted; nothing where many are."""
    if row.unit != "percent" or pd.isna(row.denominator) or not 0 < int(row.denominator) < _SMALL:
        return ""
    words, points = view.words, view.words.number(Fraction(_SMALL, int(row.denominator)), 1)
    one = words.count(1, row.gap_unit) if f"count.{row.gap_unit}" in words else words.word("explain.one")
    return words.word("explain.small", one=one, points=points)


def _figure(view: View, each: Any, row: Any) -> str:
    """Writes what a row recorded: whose, of what, in its own unit, with the counts behind it."""
    words, exact = view.words, fraction(each.num, each.den)
    statistic = view.data.criteria.statistics.get(each.indicator)
    whose = words.word(f"sex.{each.sex}") if each.sex != Sex.TOTAL else ""
    what = words.text(statistic.name) if statistic else whose
    if each.not_applicable or exact is None:
        none = each.not_applicable
        said = words.verdict(Verdict.NOT_APPLICABLE) if none else words.word("value.missing")
    else:
        said = words.measured(exact, statistic.unit if statistic else row.unit).text
    return f"{what}: {said}{ratio(view, each)}" if what else f"{said}{ratio(view, each)}"
