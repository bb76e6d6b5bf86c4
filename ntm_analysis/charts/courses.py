"""What the months chart plots: one course for each figure that is measured within the year."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import pandas as pd

from ntm_analysis.charts.measures import Measure, fraction, history, quantities
from ntm_analysis.charts.wording import capital, threshold_label
from ntm_analysis.model import Frequency, Period, TargetKind, Verdict

if TYPE_CHECKING:
    from ntm_analysis.targets import Progress
    from ntm_analysis.view import View

_WITHIN_A_YEAR = {Frequency.MONTH, Frequency.QUARTER, Frequency.HALF_YEAR}


@dataclass(frozen=True)
class Point:
    """A month's figure; ``measured`` is False where an earlier one is carried on (rule 4)."""

    month: int
    value: Fraction | None
    text: str
    verdict: Verdict | None  # None: a count on its way, which is not judged month by month
    measured: bool


@dataclass(frozen=True)
class Course:
    """One line of the chart, with the level it is held against and the sentence that says where it went."""

    label: str
    name: str
    points: tuple[Point, ...]
    goal: Fraction | None
    goal_text: str
    sentence: str
    last_month: int = 0  # the axis reaches at least this month: the end of a target
    open_goal: bool = False


def courses(view: View, role: str) -> list[Course]:
    """Lists the courses of the page; none where nothing is measured within the year."""
    if view.is_district:
        found = [_district(view)] if role == "standard" else []
    elif view.area is None:
        found = [_criteria_met(view, role)]
    else:
        found = [_indicator(view, measure, role) for measure in quantities(view, role)]
    return [course for course in found if course and any(p.value is not None for p in course.points)]


def _indicator(view: View, measure: Measure, role: str) -> Course | None:
    rows = history(view, measure, role)
    if rows.empty or rows["frequency"].iloc[-1] not in _WITHIN_A_YEAR:
        return None
    words = view.words
    points = tuple(_point(view, measure, row) for row in rows.itertuples(index=False))
    goal, is_open = measure.threshold_for(view.place.code)
    goal_text = "" if goal is None else threshold_label(measure, goal, words, is_open=is_open)
    label = words.word("chart.indicator", code=measure.code)
    return Course(
        label=f"{measure.code} {measure.short_name}",
        name=f"{measure.code} {measure.short_name}",
        points=points,
        goal=goal,
        goal_text=goal_text,
        sentence=_sentence(view, label, points, goal_text.removesuffix("*")),
        open_goal=is_open,
    )


def _point(view: View, measure: Measure, row: Any) -> Point:
    verdict = Verdict(row.verdict)
    # A stale value is no data (rule 4): the line breaks rather than going on.
    value = None if verdict is Verdict.NO_DATA else fraction(row.num, row.den)
    threshold = fraction(row.threshold_num, row.threshold_den)
    text = ""
    if value is not None:
        rule = measure.rule if threshold is not None else None
        text = view.words.value(
            value.numerator, value.denominator, measure.unit, threshold=threshold, rule=rule
        )
    measured = not pd.isna(row.value_month) and int(row.value_month) == int(row.month)
    return Point(int(row.month), value, text, verdict, measured)


def _criteria_met(view: View, role: str) -> Course | None:
    criteria_set = view.set_in_force(role)
    if criteria_set is None:
        return None
    rows = view.results.counts
    mine = (rows["commune"] == view.place.code) & (rows["set"] == criteria_set.id)
    first = view.merged_in.number if view.merged_in else 0  # verdicts are not carried through a merger
    rows = rows[mine & rows["month"].between(first, view.period.number)].sort_values("month", kind="stable")
    if rows.empty:
        return None
    goal = Fraction(int(rows["total"].iloc[-1]))
    values = [(int(month), Fraction(int(met))) for month, met in zip(rows["month"], rows["met"], strict=True)]
    words = view.words
    goal_text = words.word("chart.full_set", value=words.number(goal))
    points = _counted(view, values, goal, "criteria")
    label = words.word("chart.criteria_met")
    name = capital(words.word("chart.of_set", label=label, set=words.text(criteria_set.title)))
    return Course(capital(label), name, points, goal, goal_text, _sentence(view, label, points, goal_text))


def _district(view: View) -> Course | None:
    """Counts communes meeting the leading criterion, or the mean of criteria met, against its target."""
    if view.area is None:
        progress = next((p for p in view.targets if p.target.kind is TargetKind.MEAN_CRITERIA), None)
        if progress is None:
            return None
        values = [(period.number, value) for period, value in progress.series if value is not None]
        label = view.words.word("chart.mean_criteria")
        return _against_target(view, values, progress, label, "mean")
    criteria_set = view.set_in_force("standard")
    codes = view.criteria_of(criteria_set) if criteria_set else ()
    if criteria_set is None or not codes or _is_yearly(criteria_set, codes[0]):
        return None
    rows = view.results.criteria
    rows = rows[(rows["set"] == criteria_set.id) & (rows["criterion"] == codes[0])]
    rows = rows[rows["month"] <= view.period.number]
    values = [(int(str(month)), Fraction(int(n))) for month, n in rows.groupby("month")["met"].sum().items()]
    progress = next(
        (p for p in view.targets if (p.target.set, p.target.criterion) == (criteria_set.id, codes[0])), None
    )
    label = view.words.word("chart.communes_meeting", code=codes[0])
    return _against_target(view, values, progress, label, "communes")


def _is_yearly(criteria_set: Any, code: str) -> bool:
    """Tells whether nothing of a criterion is measured within the year: its count cannot tell a course."""
    criterion = next(c for c in criteria_set.criteria if c.code == code)
    return all(i.frequency not in _WITHIN_A_YEAR for i in criterion.indicators)


def _against_target(
    view: View, values: list[tuple[int, Fraction]], progress: Progress | None, label: str, unit: str
) -> Course | None:
    if not values:
        return None
    words = view.words
    goal = progress.goal if progress else None
    points = _counted(view, sorted(values), goal, unit)
    goal_text = "" if goal is None else words.word("chart.goal", value=_written(view, goal, unit))
    last = progress.target.end.number if progress else 0
    sentence = _sentence(view, label, points, goal_text)
    return Course(capital(label), capital(label), points, goal, goal_text, sentence, last)


def _counted(
    view: View, values: list[tuple[int, Fraction]], goal: Fraction | None, unit: str
) -> tuple[Point, ...]:
    return tuple(
        Point(month, value, _written(view, value, unit), _reached(value, goal), measured=True)
        for month, value in values
    )


def _reached(value: Fraction, goal: Fraction | None) -> Verdict | None:
    return Verdict.MET if goal is not None and value >= goal else None


def _written(view: View, value: Fraction, unit: str) -> str:
    words = view.words
    return words.number(value, decimals=2) if unit == "mean" else words.count(int(value), unit)


def _sentence(view: View, label: str, points: tuple[Point, ...], goal_text: str) -> str:
    """Says where the course began, where it stands, and what it is held against."""
    words = view.words
    known = [p for p in points if p.value is not None]
    if not known:
        return ""
    first, last = known[0], known[-1]
    step = (last.value or 0) - (first.value or 0)
    key = "chart.months.up" if step > 0 else "chart.months.down" if step < 0 else "chart.months.flat"
    text = words.word(
        key,
        place=view.place.name,
        label=label,
        start=first.text,
        now=last.text,
        since=words.short_month(Period.from_number(first.month)),
        month=words.short_month(Period.from_number(last.month)),
    )
    return text + (f" ({goal_text})." if goal_text else ".")
