"""The course over the months: steps against the threshold or the target, labelled directly."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import groupby, pairwise
from math import nan
from typing import Any

from ntm_analysis.display import Display
from ntm_analysis.draw.canvas import LINE, WIDTH, Canvas, spread
from ntm_analysis.draw.courses import Course, MonthValue, courses
from ntm_analysis.draw.picture import of_view
from ntm_analysis.draw.wording import capital, course_told
from ntm_analysis.model import Period, Verdict
from ntm_analysis.say.palette import ACCENT, GRID, INK, MARKS, QUIET
from ntm_analysis.say.view import View
from ntm_analysis.say.words import Column, Side, Table

_PLOT = 76  # height of the steps
_PAD = 10
_BELOW = _PLOT + _PAD + 2 * LINE + 12  # of a panel's name
_LETTERS = 52
_LETTER = 7.2  # width of most letters beside the steps, which may be bold
_MONTH = 17  # the least room for the number of a month, and for that of a year
_YEAR = 36
_STEPS: dict[str, Any] = {"drawstyle": "steps-post", "solid_capstyle": "round", "zorder": 3}
_WHOSE: dict[str, Any] = {
    "own": {"color": INK, "linewidth": 2.2},
    "other": {"color": QUIET, "linewidth": 1.4},
}
_BAND = "#d3dae2"


def months(view: View, role: str = "standard") -> Display | None:
    """Shows how the place moved month by month; yearly figures have no course and are left out."""
    shown = courses(view, role)
    if not shown:
        return None
    first = min(course.points[0].month for course in shown)
    last = max(max(course.points[-1].month, course.last_month) for course in shown)
    start = 14 + _LETTER * max(len(course.points[0].text) for course in shown)
    end = WIDTH - 10 - _LETTER * max(len(level[1]) for course in shown for level in _levels(course))
    canvas = Canvas(start, end, (first, max(last, first + 1)))
    marks = list[tuple[float, float, str]]()
    for course in shown:
        canvas.paragraph(course.name, _LETTERS, bold=True)
        top = canvas.y + _PAD
        panel = _Panel(canvas, course, top, top + _PLOT)
        panel.frame()
        panel.label()
        marks += panel.course_drawn()
        canvas.y = top + _BELOW
    canvas.dots(marks)
    return _shown(view, canvas, shown, role)


def changes(points: Sequence[MonthValue]) -> list[MonthValue]:
    """Lists what is marked: the first and the last measurement and those that differ from the one before."""
    measured = [p for p in points if p.measured and p.value is not None]
    turns = [b for a, b in pairwise(measured) if (a.value, a.verdict) != (b.value, b.verdict)]
    return [*measured[:1], *turns, *(p for p in measured[1:][-1:] if p not in turns)]


@dataclass(frozen=True)
class _Panel:
    """A course between two heights of the picture."""

    canvas: Canvas
    course: Course
    top: float
    bottom: float

    def y(self, value: Any) -> float:
        """Maps a value to its height."""
        low, high = self.course.range
        if low == high:
            return (self.top + self.bottom) / 2
        return self.bottom - (float(value) - low) / (high - low) * (self.bottom - self.top)

    def frame(self) -> None:
        """Draws the axis of months, the goal and the band of the outlook.

        Numbered are the months with something measured, the first and the last one, with their years.
        """
        canvas, course, bottom = self.canvas, self.course, self.bottom + _PAD
        first, last = canvas.scale
        whole = (canvas.left, canvas.right)
        canvas.line(whole, bottom, color=GRID, linewidth=1.5)
        ticks = [(canvas.x(month), y) for month in range(first, last + 1) for y in (bottom, bottom + 3, nan)]
        canvas.line(*zip(*ticks, strict=True), color=QUIET, linewidth=0.8)
        now = course.points[-1]
        if course.outlook and now.value is not None:
            x, bounds = canvas.x(course.last_month), (course.outlook.high, course.outlook.low)
            ends = [(x, self.y(bound)) for bound in bounds]
            canvas.area([(canvas.x(now.month), self.y(now.value)), *ends], color=_BAND)
        if course.goal is not None:
            canvas.line(whole, self.y(course.goal), linewidth=1.6, linestyle=(0, (5, 2)))
        measured = {p.month for p in course.every if p.measured and p.value is not None}
        numbered: list[int] = []
        for month in sorted({*measured, first, last}, reverse=True):
            if not numbered or canvas.x(numbered[-1]) - canvas.x(month) >= _MONTH:
                numbered.append(month)
        years: dict[int, float] = {}
        for period in map(Period.from_number, numbered):
            colour, x = INK if period.number in measured else QUIET, canvas.x(period.number)
            canvas.write(x, bottom + 12, str(period.month), side="center", colour=colour)
            years[period.year] = x  # of the earliest of a year, as they come backwards
        places = spread([*years.values()], _YEAR, canvas.left - _YEAR / 2, canvas.left + WIDTH)
        for year, x in zip(years, places, strict=True):
            canvas.write(x, bottom + 27, str(year), side="center", colour=QUIET)
        for point in course.points:
            if point.value is None:
                x = canvas.x(point.month)
                canvas.write(x, bottom - 9, "?", side="center", colour=QUIET, bold=True)

    def course_drawn(self) -> list[tuple[float, float, str]]:
        """Draws the steps, the own ones on top, and gives what is marked on them."""
        canvas, marks = self.canvas, list[tuple[float, float, str]]()
        for kind, (_, points) in reversed([*zip(("own", "other"), self.course.lines, strict=False)]):
            # A month without a value breaks the line.
            for known, run in groupby(points, lambda point: point.value is not None):
                if known:
                    xs, ys = zip(*((canvas.x(p.month), self.y(p.value)) for p in run), strict=True)
                    canvas.line(xs, ys, **_STEPS, **_WHOSE[kind])
            for point in changes(points):
                judged = str(point.verdict) if kind == "own" and point.verdict else kind
                marks.append((canvas.x(point.month), self.y(point.value), judged))
        if self.course.estimate is not None:
            marks.append((canvas.x(self.course.last_month), self.y(self.course.estimate), "open"))
        return marks

    def label(self) -> None:
        """Writes the first value at the left, the levels at the right, and the last value."""
        canvas, course, y = self.canvas, self.course, self.y
        begun, now = course.points[0], course.points[-1]
        if begun.value is not None:
            canvas.write(canvas.left - 8, y(begun.value), begun.text, side="right", colour=QUIET)
        # The lower value stands lower where both labels would fall on the same height.
        levels = sorted(_levels(course), key=lambda level: level[0], reverse=True)
        heights = spread([y(value) for value, *_ in levels], LINE, self.top - _PAD, self.bottom + _PAD)
        for (_, text, colour, bold), at in zip(levels, heights, strict=True):
            canvas.write(canvas.right + 8, at, text, colour=colour, bold=bold)
        if course.last_month > now.month and now.value is not None:
            text, colour = _last(now)
            x = canvas.x(now.month)
            canvas.write(x, y(now.value) - 12, text, side="right", colour=colour, bold=True)


def _levels(course: Course) -> list[tuple[Fraction, str, str, bool]]:
    """Lists what is named at the right: value, text, colour, if it is bold."""
    found, now = list[tuple[Fraction, str, str, bool]](), course.points[-1]
    if course.goal is not None:
        found.append((course.goal, course.goal_text, ACCENT, True))
    if course.estimate is not None:
        found.append((course.estimate, course.estimate_text, INK, False))
    if course.outlook:
        middle = (course.outlook.low + course.outlook.high) / 2
        found.append((middle, course.outlook_text, QUIET, False))
    if course.last_month <= now.month:
        for (sex, points), own in zip(course.lines, (True, False), strict=False):
            if (value := points[-1].value) is not None:
                text, colour = _last(points[-1])
                found.append((value, f"{text} {sex}".strip(), colour if own else QUIET, own))
    return found or [(Fraction(0), "", INK, False)]


def _last(point: MonthValue) -> tuple[str, str]:
    """Writes a course's last value with the sign of its verdict, and gives its colour."""
    mark = MARKS[point.verdict] if point.verdict else None
    return (f"{mark.symbol} {point.text}", mark.colour) if mark else (point.text, INK)


def _shown(view: View, canvas: Canvas, shown: list[Course], role: str) -> Display:
    """Gives each course a column, two where women and men stand apart, each value with its day (rule 4)."""
    words = view.words
    subject = capital(words.word("chart.criteria_met")) if view.area is None else words.text(view.area.name)
    title = words.word("chart.months.title", subject=subject, place=view.place.name)
    missing = words.verdict(Verdict.NO_DATA)
    columns, texts, said = [Column(words.word("chart.month"))], list[dict[int, str]](), list[str]()
    for course in shown:
        for sex, points in course.lines:
            name = words.word("chart.of_sex", value=course.label, sex=sex) if sex else course.label
            columns.append(Column(name, Side.RIGHT))
            texts.append({p.month: p.text or missing for p in points})
            for p in (p for p in points if p.text and p.date):
                texts[-1][p.month] = words.word("chart.months.dated", value=p.text, date=p.date)
        said.append(course_told(view, course.subject, course.points, course.goal_text.removesuffix("*")))
        if course.outlook:
            end = words.short_month(Period.from_number(course.last_month))
            outlook = capital(course.outlook_text)
            said[-1] += " " + words.word("chart.months.expected", outlook=outlook, month=end)
    rows = tuple(
        (words.short_month(Period.from_number(month)), *(by_month.get(month, missing) for by_month in texts))
        for month in sorted({month for by_month in texts for month in by_month})
    )
    drawn = [point for course in shown for point in course.every]
    signs = {  # only those that the picture has are explained
        "chart.months.carried": any(p.value is not None and not p.measured for p in drawn),
        "chart.months.missing": any(p.value is None for p in drawn),
        "chart.open_threshold": any(course.open_goal for course in shown),
        "way.key_estimate": any(course.estimate is not None for course in shown),
    }
    keys = [key for key, needed in signs.items() if needed]
    keys += [c.outlook.method.replace("targets", "chart.months") for c in shown if c.outlook]
    notes = [*map(words.word, keys), view.merger_note]
    table, detail = Table("", title, tuple(columns), rows), " ".join(said[1:])
    return of_view(view, f"months-{role}", canvas, said[0], table, detail=detail, notes=filter(None, notes))
