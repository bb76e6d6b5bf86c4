"""The courses the months chart plots: of criteria met by a commune, of the district towards a target."""

from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property

from ntm_analysis.judge.targets import Outlook, Progress
from ntm_analysis.judge.targets.status import estimates_of
from ntm_analysis.model import Frequency, TargetKind, Verdict
from ntm_analysis.say.texts import capital
from ntm_analysis.say.view import View

_WITHIN_A_YEAR = {Frequency.MONTH, Frequency.QUARTER, Frequency.HALF_YEAR}


@dataclass(frozen=True)
class MonthValue:
    """A month's figure; its verdict is that of the goal where it has reached it."""

    month: int
    value: Fraction
    text: str
    verdict: Verdict | None


@dataclass(frozen=True)
class Course:
    """What moved against a level; ``label`` names it in a sentence, ``name`` above it."""

    label: str
    name: str
    points: tuple[MonthValue, ...]
    goal: Fraction | None
    goal_text: str
    last_month: int = 0  # the axis reaches at least this month: the end of a target
    outlook: Outlook | None = None  # expected at ``last_month``
    outlook_text: str = ""
    estimate: Fraction | None = None  # what the office expects at ``last_month``
    estimate_text: str = ""

    @cached_property
    def range(self) -> tuple[float, float]:
        """Gives the least and the greatest of what it shows."""
        found = [*(p.value for p in self.points), self.goal, self.estimate]
        found += [self.outlook.low, self.outlook.high] if self.outlook else []
        known = [float(value) for value in found if value is not None]
        return min(known), max(known)


def course_of(view: View) -> Course | None:
    """Gives the course of the page; none where nothing is counted within the year."""
    if view.is_district:
        return _of_district(view)
    return _criteria_met(view) if view.area is None else None


def _criteria_met(view: View) -> Course | None:
    """Counts the criteria of the set that the commune meets, against all of them."""
    criteria_set = view.set_in_force("standard")
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
    return Course(label, name, points, goal, goal_text)


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
    course = Course(label, capital(label), points, goal, goal_text, last)
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
    return MonthValue(month, value, _written(view, value, unit), reached)


def _written(view: View, value: Fraction, unit: str) -> str:
    return view.words.number(value, decimals=2) if unit == "mean" else view.words.count(int(value), unit)
