"""What the months chart plots: one course for each figure that is measured within the year."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import pandas as pd

from ntm_analysis.draw.counted import criteria_met, of_district
from ntm_analysis.draw.course import WITHIN_A_YEAR, Course, Point, sentence
from ntm_analysis.draw.measures import Measure, fraction, histories, quantities
from ntm_analysis.draw.sexes import at
from ntm_analysis.draw.wording import threshold_label
from ntm_analysis.model import Rule, Verdict

if TYPE_CHECKING:
    from ntm_analysis.say.view import View


def courses(view: View, role: str) -> list[Course]:
    """Lists the courses of the page; none where nothing is measured within the year."""
    if view.is_district:
        found = [of_district(view)] if role == "standard" else []
    elif view.area is None:
        found = [criteria_met(view, role)]
    else:
        rows = histories(view, role)
        found = [_indicator(view, measure, rows.get(measure.code, [])) for measure in quantities(view, role)]
    return [course for course in found if course and any(p.value is not None for p in course.points)]


def _indicator(view: View, measure: Measure, rows: list[Any]) -> Course | None:
    if not rows or rows[-1].frequency not in WITHIN_A_YEAR:
        return None
    words = view.words
    points = tuple(_point(view, measure, row) for row in rows)
    goal, is_open = measure.threshold_for(view.place.code)
    goal_text = "" if goal is None else threshold_label(measure, goal, words, is_open=is_open)
    label = words.word("chart.indicator", code=measure.code)
    course = Course(
        label=f"{measure.code} {measure.short_name}",
        name=f"{measure.code} {measure.short_name}",
        points=points,
        goal=goal,
        goal_text=goal_text,
        sentence=sentence(view, label, points, goal_text.removesuffix("*")),
        open_goal=is_open,
    )
    return _by_sex(view, measure, course, label)


def _by_sex(view: View, measure: Measure, course: Course, label: str) -> Course:
    """Splits a course into that of the weaker sex and the other, where both are known in every month.

    The verdict of a month may rest on either sex; a line that changed between them would
    show a movement nobody measured.
    """
    reading = measure.readings[view.place.code]
    if view.merged_in or not reading.sexes:
        return course
    known = [at(measure.by_sex, measure.recorded_as, view.place.code, p.month) for p in course.points]
    if not all(p.value is None or p.value in v.values() for p, v in zip(course.points, known, strict=True)):
        return course
    other = next(sex for sex in reading.sexes if sex != reading.sex)
    lines = [
        tuple(
            _of_sex(view, measure, point, values.get(sex), sex)
            for point, values in zip(course.points, known, strict=True)
        )
        for sex in (reading.sex, other)
    ]
    weaker, stronger = (view.words.word(f"sex.{sex}") for sex in (reading.sex, other))
    named = view.words.word("chart.of_sex", value=label, sex=weaker)
    said = sentence(view, named, lines[0], course.goal_text.removesuffix("*"))
    return replace(course, points=lines[0], other=lines[1], sex=weaker, other_sex=stronger, sentence=said)


def _of_sex(view: View, measure: Measure, point: Point, value: Fraction | None, sex: str) -> Point:
    if point.value is None or value is None:
        return replace(point, value=None, text="")
    months, _ = measure.by_sex[measure.recorded_as, view.place.code, sex]
    threshold, _ = measure.threshold_for(view.place.code)
    verdict = point.verdict
    if value != point.value and threshold is not None:
        holds = value <= threshold if measure.rule is Rule.AT_MOST else value >= threshold
        verdict = Verdict.MET if holds else Verdict.NOT_MET
    text = measure.shown(view.words, value, view.place.code)
    return replace(point, value=value, text=text, verdict=verdict, measured=point.month in months)


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
    measured = not pd.isna(row.counts_from) and int(row.counts_from) == int(row.month)
    known = value is not None and not pd.isna(row.measured_on)
    date = view.words.date(row.measured_on.date()) if known else ""
    return Point(int(row.month), value, text, verdict, measured, date)
