"""The courses the months chart plots: of indicators, of criteria met, of the district towards a target."""

from collections import defaultdict
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property
from typing import Any

import pandas as pd

from ntm_analysis.draw.measures import Measure, of_row, quantities
from ntm_analysis.draw.wording import capital, threshold_label
from ntm_analysis.judge.targets import Outlook, Progress
from ntm_analysis.judge.targets.status import estimates_of
from ntm_analysis.model import Frequency, TargetKind, Verdict
from ntm_analysis.model.decimals import holds
from ntm_analysis.say.view import View

_WITHIN_A_YEAR = {Frequency.MONTH, Frequency.QUARTER, Frequency.HALF_YEAR}
_COLUMNS = ["part", "month", "verdict", "num", "den", "threshold_num", "threshold_den", "frequency"]
_COLUMNS += ["counts_from", "measured_on"]


@dataclass(frozen=True)
class MonthValue:
    """A month's figure; ``measured`` is False where an earlier one is carried on (rule 4)."""

    month: int
    value: Fraction | None
    text: str
    verdict: Verdict | None  # None: a count on its way, which is not judged month by month
    measured: bool
    date: str = ""  # of the measurement, where known


@dataclass(frozen=True)
class Course:
    """What moved against a level; ``subject`` names it in a sentence, ``label`` in a table."""

    subject: str
    label: str
    name: str
    lines: tuple[tuple[str, tuple[MonthValue, ...]], ...]  # the own one, the other sex where both must hold
    goal: Fraction | None
    goal_text: str
    last_month: int = 0  # the axis reaches at least this month: the end of a target
    open_goal: bool = False
    outlook: Outlook | None = None  # expected at ``last_month``
    outlook_text: str = ""
    estimate: Fraction | None = None  # what the office expects at ``last_month``
    estimate_text: str = ""

    @property
    def points(self) -> tuple[MonthValue, ...]:
        """Gives the own line, or that of the weaker sex."""
        return self.lines[0][1]

    @property
    def every(self) -> list[MonthValue]:
        """Gives the points of all lines."""
        return [point for _, line in self.lines for point in line]

    @cached_property
    def range(self) -> tuple[float, float]:
        """Gives the least and the greatest of what it shows."""
        found = [p.value for p in self.every] + [self.goal, self.estimate]
        found += [self.outlook.low, self.outlook.high] if self.outlook else []
        known = [float(value) for value in found if value is not None]
        return min(known), max(known)


def courses(view: View, role: str) -> list[Course]:
    """Lists the courses of the page; none where nothing is measured within the year."""
    if view.is_district:
        found = [_of_district(view)] if role == "standard" else []
    elif view.area is None:
        found = [_criteria_met(view, role)]
    else:
        found = _of_indicators(view, role)
    return [course for course in found if course and any(p.value is not None for p in course.points)]


def _of_indicators(view: View, role: str) -> list[Course | None]:
    """Follows the indicators of the commune, each month's value judged by the threshold of its own year."""
    words, criteria_set, rows = view.words, view.set_in_force(role), view.course.parts
    measures = quantities(view, role)
    mine = (rows["commune"] == view.place.code) & (rows["month"] <= view.period.number)
    mine &= rows["set"] == (criteria_set.id if criteria_set else "")
    mine &= rows["part"].isin([measure.code for measure in measures])
    by_part: dict[str, list[Any]] = defaultdict(list)
    for row in rows.loc[mine, _COLUMNS].sort_values("month", kind="stable").itertuples(index=False):
        by_part[str(row.part)].append(row)
    found: list[Course | None] = []
    for measure in measures:
        months = by_part[measure.code]
        if not months or months[-1].frequency not in _WITHIN_A_YEAR:
            continue
        points = []
        for row in months:
            value, threshold = of_row(row)
            text = "" if value is None else measure.written(words, value, threshold)
            measured = not pd.isna(row.counts_from) and int(row.counts_from) == int(row.month)
            known = value is not None and not pd.isna(row.measured_on)
            date = words.date(row.measured_on.date()) if known else ""
            points.append(MonthValue(int(row.month), value, text, Verdict(row.verdict), measured, date))
        goal, is_open = measure.threshold_for(view.place.code)
        goal_text = "" if goal is None else threshold_label(measure, goal, words, is_open=is_open)
        subject, label = words.word("chart.indicator", code=measure.code), measure.label
        course = Course(subject, label, label, (("", tuple(points)),), goal, goal_text, open_goal=is_open)
        found.append(_by_sex(view, measure, course))
    return found


def _by_sex(view: View, measure: Measure, course: Course) -> Course:
    """Splits a course into that of the weaker sex and the other, where both are known in every month.

    The verdict of a month may rest on either sex; a line that changed between them would
    show a movement nobody measured.
    """
    reading = measure.readings[view.place.code]
    if view.merged_in or not reading.sexes:
        return course
    known = [measure.sexes_at(view.place.code, p.month) for p in course.points]
    if not all(p.value is None or p.value in v.values() for p, v in zip(course.points, known, strict=True)):
        return course
    place, words = view.place.code, view.words
    threshold, _ = measure.threshold_for(place)
    lines = []
    for sex in sorted(reading.sexes, key=lambda sex: sex != reading.sex):
        months, _ = measure.by_sex[place, sex]
        line = []
        for point, values in zip(course.points, known, strict=True):
            value, verdict = values.get(sex), point.verdict
            if point.value is None or value is None:
                line.append(replace(point, value=None, text=""))
                continue
            if value != point.value and threshold is not None:
                verdict = Verdict.MET if holds(value, threshold, measure.rule) else Verdict.NOT_MET
            text, measured = measure.shown(words, value, place), point.month in months
            line.append(replace(point, value=value, text=text, verdict=verdict, measured=measured))
        lines.append((words.word(f"sex.{sex}"), tuple(line)))
    subject = words.word("chart.of_sex", value=course.subject, sex=lines[0][0])
    return replace(course, lines=tuple(lines), subject=subject)


def _criteria_met(view: View, role: str) -> Course | None:
    """Counts the criteria of the set that the commune meets, against all of them."""
    criteria_set = view.set_in_force(role)
    if criteria_set is None:
        return None
    words, rows = view.words, view.results.counts
    mine = (rows["commune"] == view.place.code) & (rows["set"] == criteria_set.id)
    first = view.merged_in.number if view.merged_in else 0  # verdicts are not carried through a merger
    rows = rows[mine & rows["month"].between(first, view.period.number)].sort_values("month", kind="stable")
    if rows.empty:
        return None
    goal = Fraction(int(rows["total"].iloc[-1]))
    values = zip(rows["month"], rows["met"], strict=True)
    points = tuple(_counted(view, int(m), Fraction(int(met)), goal, "criteria") for m, met in values)
    goal_text = words.word("chart.full_set", value=words.number(goal))
    label = words.word("chart.criteria_met")
    name = capital(words.word("chart.of_set", label=label, set=words.text(criteria_set.title)))
    return Course(label, capital(label), name, (("", points),), goal, goal_text)


def _of_district(view: View) -> Course | None:
    """Counts communes meeting the leading criterion, or the mean of criteria met, against its target."""
    if view.area is None:
        progress = next((p for p in view.targets if p.target.kind is TargetKind.MEAN_CRITERIA), None)
        known = progress.series if progress else ()
        values = [(period.number, value) for period, value in known if value is not None]
        return _against_target(view, values, progress, view.words.word("chart.mean_criteria"), "mean")
    criteria_set = view.set_in_force("standard")
    if criteria_set is None or not (codes := view.criteria_of(criteria_set)):
        return None
    criterion = next(c for c in criteria_set.criteria if c.code == codes[0])
    if all(i.frequency not in _WITHIN_A_YEAR for i in criterion.indicators):
        return None
    rows = view.results.criteria
    rows = rows[(rows["set"] == criteria_set.id) & (rows["criterion"] == criterion.code)]
    rows = rows[rows["month"] <= view.period.number]
    values = [(int(str(month)), Fraction(int(n))) for month, n in rows.groupby("month")["met"].sum().items()]
    wanted = (criteria_set.id, criterion.code)
    progress = next((p for p in view.targets if (p.target.set, p.target.criterion) == wanted), None)
    label = view.words.word("chart.communes_meeting", code=criterion.code)
    return _against_target(view, values, progress, label, "communes")


def _against_target(
    view: View, values: list[tuple[int, Fraction]], progress: Progress | None, label: str, unit: str
) -> Course | None:
    """Holds a count against its target; what is expected at the target's end is a range, or one figure."""
    if not values:
        return None
    words, goal = view.words, progress.goal if progress else None
    points = tuple(_counted(view, month, value, goal, unit) for month, value in sorted(values))
    goal_text = "" if goal is None else words.word("chart.goal", value=_written(view, goal, unit))
    last = progress.target.end.number if progress else 0
    course = Course(label, capital(label), capital(label), (("", points),), goal, goal_text, last)
    if progress is None or last <= points[-1].month:
        return course
    if stated := estimates_of(progress.target, view.data.movement.estimates, view.period).district:
        text = words.word("chart.estimate", value=_written(view, stated.value, unit))
        course = replace(course, estimate=stated.value, estimate_text=text)
    if (outlook := progress.outlook) is None:
        return course
    low, high = _written(view, outlook.low, unit), _written(view, outlook.high, unit)
    if low != high:
        high = f"{words.number(outlook.low, decimals=2 if unit == 'mean' else 0)}–{high}"
    return replace(course, outlook=outlook, outlook_text=words.word("chart.outlook", value=high))


def _counted(view: View, month: int, value: Fraction, goal: Fraction | None, unit: str) -> MonthValue:
    reached = Verdict.MET if goal is not None and value >= goal else None
    return MonthValue(month, value, _written(view, value, unit), reached, measured=True)


def _written(view: View, value: Fraction, unit: str) -> str:
    return view.words.number(value, decimals=2) if unit == "mean" else view.words.count(int(value), unit)
