"""Small marks that recur in every table: verdicts, values, caveats at the figure they touch."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

import pandas as pd
from markupsafe import Markup
from pandas import DataFrame

from ntm_analysis.display import element
from ntm_analysis.judge.movement.plan import has_left
from ntm_analysis.model import Period, Rule, Verdict
from ntm_analysis.say.view import View
from ntm_analysis.say.words import Doubt, Weight, Words, key_of


def records(frame: DataFrame) -> Iterator[Any]:
    """Walks over the rows of a frame, each with its columns as attributes."""
    yield from frame.itertuples(index=False)


def verdict_mark(view: View, verdict: str, *, provisional: bool = False) -> Markup:
    """Shows a verdict as symbol and word, with a mark where it is provisional (rule 7)."""
    kind = Verdict(verdict)
    mark = element("span", f"{kind.symbol} {view.words.verdict(kind)}", class_=f"verdict {kind}")
    return mark + caveat_mark(view, "provisional") if provisional else mark


def caveat_mark(view: View, kind: str) -> Markup:
    """Puts a short sign with its meaning at the figure it touches."""
    words = view.words
    return element("abbr", words.word(f"mark.{kind}"), class_="mark", title=words.word(f"mark_title.{kind}"))


def criterion_marks(view: View, row: Any) -> Markup:
    """Puts the signs of what is not sure at a criterion's verdict."""
    return Markup("").join(caveat_mark(view, kind) for kind in doubts(view, row))


def doubts(view: View, row: Any) -> list[Doubt]:
    """Names what is not sure about a criterion's official verdict (rules 6 and 7)."""
    adjusted = any(
        (month, row.commune, row.set, row.criterion) in view.adjusted
        for month in (row.reported_month, row.month)
    )
    found = {
        Doubt.UNCHECKED: row.unchecked,
        Doubt.PROVISIONAL: row.provisional,
        Doubt.DISAGREE: row.discrepancy == Doubt.DISAGREE,
        Doubt.CHECK_THRESHOLD: row.discrepancy == Doubt.CHECK_THRESHOLD,
        Doubt.LEVELS_DIFFER: row.levels_differ,
        Doubt.ADJUSTED: adjusted,
    }
    return [doubt for doubt, holds in found.items() if holds]


def signs_at_criteria(view: View, rows: DataFrame) -> list[str]:
    """Explains the signs that stand at the official verdicts of some rows, and no others."""
    found = {doubt for row in records(rows) for doubt in doubts(view, row)}
    return list(key_of(view.words, [doubt for doubt in Doubt if doubt in found]))


def value_marks(view: View, row: Any) -> Markup:
    """Puts at a measured value that it was changed after its month was closed."""
    adjusted = (row.sent_month, row.commune, row.set, row.part) in view.adjusted
    return caveat_mark(view, "adjusted") if adjusted else Markup("")


def coded(view: View, set_id: str, code: str) -> str:
    """Writes a code of a criterion or an indicator, one that is not of the standard set with its set."""
    standard = view.set_in_force("standard")
    if standard is None or set_id == standard.id:
        return code
    return view.words.word("table.advanced_code", code=code)


def criterion_name(view: View, set_id: str, code: str) -> Markup:
    """Writes a criterion's number and name."""
    criteria = view.data.criteria.sets[set_id].criteria
    name = next((view.words.text(c.name) for c in criteria if c.code == code), "")
    return Markup("{} {}").format(element("b", code), name)


def titled(view: View, set_id: str, code: str) -> tuple[Words, Words]:
    """Writes a criterion's number, which stands out, and its name."""
    criteria = view.data.criteria.sets[set_id].criteria
    name = next((view.words.text(c.name) for c in criteria if c.code == code), "")
    return Words(code, weight=Weight.STRONG), Words(f" {name}")


def key(view: View) -> str:
    """Explains every sign that may stand at a figure."""
    return view.words.word("caveat.key", marks="; ".join(key_of(view.words, Doubt)))


def fraction(num: Any, den: Any) -> Fraction | None:
    """Joins the two integers of a frame into an exact value; None where either is missing."""
    return None if pd.isna(num) or pd.isna(den) else Fraction(int(num), int(den))


def shown_value(view: View, row: Any) -> str:
    """Writes a measured value so that it never contradicts its verdict (rule 9)."""
    if pd.isna(row.num):
        return view.words.word("table.no_value")
    threshold = fraction(row.threshold_num, row.threshold_den)
    return view.words.value(int(row.num), int(row.den), row.unit, threshold=threshold, rule=Rule(row.rule))


def shown_ratio(view: View, row: Any) -> str:
    """Writes the counts behind a share, ``415/471``; empty where only the share was reported."""
    if pd.isna(row.numerator) or pd.isna(row.denominator):
        return ""
    return f"{view.words.number(int(row.numerator))}/{view.words.number(int(row.denominator))}"


def shown_threshold(view: View, row: Any) -> Markup:
    """Writes the threshold with its direction, marked where it was not checked against its decision."""
    text = Markup("{}").format(plain_threshold(view, row))
    compared = not pd.isna(row.threshold_num) and row.rule != Rule.IS_TRUE
    return text + caveat_mark(view, "provisional") if compared and row.confidence_open else text


def plain_threshold(view: View, row: Any) -> str:
    """Writes the threshold with its direction in plain words, or says that its figure is not known."""
    threshold = fraction(row.threshold_num, row.threshold_den)
    if threshold is None:
        return view.words.word("table.threshold_unknown")
    if row.rule == Rule.IS_TRUE:
        return view.words.verdict(Verdict.MET)
    sign = "≤" if row.rule == Rule.AT_MOST else "≥"
    return f"{sign} {view.words.bound(threshold, row.unit)}"


def shown_gap(view: View, row: Any) -> str:
    """Writes the smallest whole count that closes the gap, else the distance in the unit (rule 10)."""
    words = view.words
    if has_left(row):
        return words.word("table.gap_over", year=str(int(row.reference_year)))
    if not pd.isna(row.gap_count):
        key = "table.gap_less" if row.rule == Rule.AT_MOST else "table.gap_more"
        said = words.word(key, count=words.count(int(row.gap_count), row.gap_unit or "people"))
        if pd.isna(row.gap_women):
            return said
        women, men = int(row.gap_women), int(row.gap_count - row.gap_women)
        parts = {"women": words.number(women), "men": words.number(men)}
        return words.word("table.gap_by_sex", gap=said, **parts)
    if pd.isna(row.gap_num):
        return ""
    if row.rule == Rule.IS_TRUE:
        return words.word("table.to_be_done")
    unit = {"percent": "points", "level": "levels"}.get(row.unit, row.unit)
    distance = words.bound(gap_distance(row), unit)
    return words.word("table.gap_less" if row.rule == Rule.AT_MOST else "table.gap_more", count=distance)


def gap_distance(row: Any) -> Fraction:
    """Gives how far a value is from its threshold, rounded up to a decimal, below one to two.

    So it is never shown as nought, as less than it is or as twice as much.
    """
    scale = 10 if row.gap_num >= row.gap_den else 100
    return Fraction(-(-scale * int(row.gap_num) // int(row.gap_den)), scale)


def shown_date(view: View, row: Any) -> Markup:
    """Writes when the value was measured, marked where an update is overdue (rule 4)."""
    if pd.isna(row.value_month):
        return Markup("")
    day = row.measured_on
    words = view.words
    text = words.month(Period.from_number(int(row.value_month))) if pd.isna(day) else words.date(day.date())
    shown = Markup("{}").format(text)
    if row.status == "preliminary":
        shown += Markup(" ") + caveat_mark(view, "preliminary")
    return shown + Markup(" ") + caveat_mark(view, "late") if row.late else shown


def shown_date_of(view: View, row: Any) -> str:
    """Writes the date of a value in plain words, without marks."""
    words = view.words
    if not pd.isna(row.measured_on):
        return words.date(row.measured_on.date())
    return "" if pd.isna(row.value_month) else words.month(Period.from_number(int(row.value_month)))
