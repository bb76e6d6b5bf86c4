"""Cells that recur in every table: codes and names, values, thresholds, gaps, dates, with their doubts."""

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from typing import Any

import pandas as pd
from pandas import DataFrame

from ntm_analysis.judge.movement.plan import has_left
from ntm_analysis.model import (
    Confidence,
    CriteriaSet,
    Figure,
    Indicator,
    Period,
    Rule,
    Status,
    Verdict,
)
from ntm_analysis.model.dataset import fraction
from ntm_analysis.say.texts import holding, key_of, quiet
from ntm_analysis.say.view import View, once
from ntm_analysis.say.words import Doubt, Weight, Words


def records(frame: DataFrame) -> Iterator[Any]:
    """Walks over the rows of a frame, each with its columns as attributes."""
    yield from frame.itertuples(index=False)


def state_of(row: Any) -> str:
    """Gives the code of a task's state: of one not yet begun nothing is owed."""
    return row.state or ("unknown" if row.begun else "ahead")


def basis(view: View, row: Any) -> str:
    """Says who gave the verdict and when, or that it was computed."""
    words = view.words
    if row.basis == "reported":
        level = words.word(f"level.{row.level}")
        return words.word("table.reported_by", level=level, month=month_of(view, row.reported_month))
    return words.word("basis.computed") if row.basis == "computed" else ""


def decision_of(view: View, of: CriteriaSet) -> str:
    """Names the decision a set was issued by, with its annex."""
    return f"{of.decision}, {view.words.text(of.annex)}"


def coded(view: View, set_id: str, code: str) -> str:
    """Writes a code of a criterion or an indicator, one that is not of the standard set with its set."""
    if view.set_in_force("standard") is None or view.is_standard(set_id):
        return code
    return view.words.word("table.advanced_code", code=code)


def role_of(view: View, set_id: str) -> str:
    """Says in a short word which set a row belongs to."""
    role = "standard" if view.is_standard(set_id) else "advanced"
    return view.words.word(f"workbook.role.{role}")


@once
def indicators_known(view: View) -> dict[tuple[str, str], Indicator]:
    """Finds an indicator or a component of one by its set and code."""
    return {
        (s.id, each.code): each
        for s in view.data.criteria.sets.values()
        for indicator in s.indicators
        for each in (indicator, *indicator.components)
    }


def indicator_name(view: View, row: Any) -> str:
    """Writes the name of an indicator or component."""
    return view.words.text(indicators_known(view)[row.set, row.part].name)


def criterion_name(view: View, set_id: str, code: str) -> str:
    """Writes a criterion's name."""
    criteria = view.data.criteria.sets[set_id].criteria
    return next((view.words.text(c.name) for c in criteria if c.code == code), "")


def numbered_name(view: View, set_id: str, code: str) -> str:
    """Writes a criterion's number and short name: ``15 Y tế``; one of the advanced set says so."""
    criteria = view.data.criteria.sets[set_id].criteria
    name = next((view.words.text(c.brief) for c in criteria if c.code == code), "")
    return f"{coded(view, set_id, code)} {name}"


def titled(view: View, set_id: str, code: str) -> tuple[Words, Words]:
    """Writes a criterion's number, which stands out, and its name."""
    return numbered(code, criterion_name(view, set_id, code))


def numbered(code: str, name: str) -> tuple[Words, Words]:
    """Writes a code, which stands out, and a name."""
    return Words(code, weight=Weight.STRONG), Words(f" {name}")


def key(view: View) -> str:
    """Explains every sign that may stand at a figure."""
    return view.words.word("caveat.key", marks="; ".join(key_of(view.words, Doubt)))


def no_value(view: View) -> Words:
    """Says in words that nothing is known; never 0."""
    return quiet(view.words.word("table.no_value"))


def measured(view: View, row: Any) -> Figure | Words:
    """Gives a measured value so that it never contradicts its verdict (rule 9); words where there is none.

    What was changed after its month was closed is a doubt about it.
    """
    words, exact = view.words, fraction(row.num, row.den)
    if exact is None:
        return no_value(view)
    adjusted = (row.sent_month, row.commune, row.set, row.part) in view.adjusted
    doubts = (Doubt.ADJUSTED,) if adjusted else ()
    if row.unit == "yes_no":
        return Words(words.word("value.yes" if exact else "value.no"), doubts)
    bound = fraction(row.threshold_num, row.threshold_den)
    return replace(words.measured(exact, row.unit, bound, Rule(row.rule)), doubts=doubts)


def threshold(view: View, row: Any) -> Figure | Words:
    """Gives the threshold with its direction, in doubt where it was not checked against its decision."""
    words, bound = view.words, fraction(row.threshold_num, row.threshold_den)
    if bound is None:
        return quiet(words.word("table.threshold_unknown"))
    doubts = () if Confidence(row.confidence).is_final else (Doubt.PROVISIONAL,)
    if row.rule == Rule.IS_TRUE:
        return Words(words.verdict(Verdict.MET), doubts)
    sign = "≤ {}" if row.rule == Rule.AT_MOST else "≥ {}"
    return replace(words.in_full(bound, row.unit).within(sign), doubts=doubts)


def gap(view: View, row: Any, *, by_sex: bool = True) -> Figure | Words:
    """Gives the smallest whole count that closes the gap, else the distance in the unit (rule 10)."""
    words, key = view.words, "table.gap_less" if row.rule == Rule.AT_MOST else "table.gap_more"
    if has_left(row):
        return Words(words.word("table.gap_over", year=str(int(row.reference_year))))
    if not pd.isna(row.gap_count):
        n = int(row.gap_count)
        said = words.amount(n, row.gap_unit or "people", 0).within(words.word(key, count="{}"))
        if pd.isna(row.gap_women) or not by_sex:
            return said
        women, men = (words.number(each) for each in (int(row.gap_women), n - int(row.gap_women)))
        return said.within(words.word("table.gap_by_sex", gap="{}", women=women, men=men))
    if pd.isna(row.gap_num):
        return Words("")
    if row.rule == Rule.IS_TRUE:
        return Words(words.word("table.to_be_done"))
    # Rounded up to a decimal, below one to two: so it is never shown as nought or as less than it is.
    scale = 10 if row.gap_num >= row.gap_den else 100
    distance = Fraction(-(-scale * int(row.gap_num) // int(row.gap_den)), scale)
    unit = {"percent": "points", "level": "levels"}.get(row.unit, row.unit)
    return words.in_full(distance, unit).within(words.word(key, count="{}"))


def dated(view: View, row: Any) -> Words:
    """Says when a value was measured, in doubt where it is preliminary or its update overdue (rule 4)."""
    text = shown_date_of(view, row)
    found = {Doubt.PRELIMINARY: row.status == Status.PRELIMINARY, Doubt.LATE: row.late}
    return Words(text, holding(found) if text else ())


def month_of(view: View, number: Any) -> str:
    """Writes a month by its number: ``tháng 9/2022``."""
    return view.words.month(Period.from_number(int(number)))


def shown_date_of(view: View, row: Any) -> str:
    """Writes the date of a value in plain words, without marks."""
    words = view.words
    if not pd.isna(row.measured_on):
        return words.date(row.measured_on.date())
    return "" if pd.isna(row.value_month) else month_of(view, row.value_month)
