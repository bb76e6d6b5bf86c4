"""Courses of what is counted: criteria a commune meets, the district against a target."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

from ntm_analysis.draw.course import WITHIN_A_YEAR, Course, Point, sentence
from ntm_analysis.draw.wording import capital
from ntm_analysis.model import TargetKind, Verdict

if TYPE_CHECKING:
    from ntm_analysis.judge.targets import Outlook, Progress
    from ntm_analysis.say.view import View


def criteria_met(view: View, role: str) -> Course | None:
    """Counts the criteria of the set that the commune meets, against all of them."""
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
    return Course(capital(label), name, points, goal, goal_text, sentence(view, label, points, goal_text))


def of_district(view: View) -> Course | None:
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
    return all(i.frequency not in WITHIN_A_YEAR for i in criterion.indicators)


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
    outlook = progress.outlook if progress and last > points[-1].month else None
    return Course(
        label=capital(label),
        name=capital(label),
        points=points,
        goal=goal,
        goal_text=goal_text,
        sentence=sentence(view, label, points, goal_text),
        last_month=last,
        outlook=outlook,
        outlook_text=_expected(view, outlook, unit) if outlook else "",
    )


def _expected(view: View, outlook: Outlook, unit: str) -> str:
    """Writes the range expected at the target's end; one figure where both ends are the same."""
    low, high = _written(view, outlook.low, unit), _written(view, outlook.high, unit)
    if low == high:
        return view.words.word("chart.outlook", value=low)
    start = view.words.number(outlook.low, decimals=2 if unit == "mean" else 0)
    return view.words.word("chart.outlook", value=f"{start}–{high}")


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
