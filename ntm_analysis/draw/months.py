"""The course over the months: steps against the threshold or the target, labelled directly."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from math import nan
from typing import Any

from ntm_analysis.display import Display
from ntm_analysis.draw.canvas import LINE, WIDTH, Canvas, spread
from ntm_analysis.draw.courses import Course, MonthValue, course_of
from ntm_analysis.draw.picture import of_view
from ntm_analysis.model import Period
from ntm_analysis.say.palette import ACCENT, GRID, INK, MARKS, QUIET
from ntm_analysis.say.texts import capital
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
_STEPS |= {"color": INK, "linewidth": 2.2}
_BAND = "#d3dae2"


def months(view: View) -> Display | None:
    """Shows how criteria met, or what a target counts, moved by month; nothing where they are yearly."""
    course = course_of(view)
    if course is None:
        return None
    first, last = course.points[0].month, max(course.points[-1].month, course.last_month)
    start = 14 + _LETTER * len(course.points[0].text)
    end = WIDTH - 10 - _LETTER * max(len(level[1]) for level in _levels(course))
    canvas = Canvas(start, end, (first, max(last, first + 1)))
    canvas.paragraph(course.name, _LETTERS, bold=True)
    top = canvas.y + _PAD
    panel = _Panel(canvas, course, top, top + _PLOT)
    panel.frame()
    panel.label()
    canvas.dots(panel.course_drawn())
    canvas.y = top + _BELOW
    return _shown(view, canvas, course)


def changes(points: Sequence[MonthValue]) -> list[MonthValue]:
    """Lists what is marked: the first and the last value and those that differ from the one before."""
    turns = [b for a, b in pairwise(points) if (a.value, a.verdict) != (b.value, b.verdict)]
    return [*points[:1], *turns, *(p for p in points[1:][-1:] if p not in turns)]


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
        if course.outlook:
            x, bounds = canvas.x(course.last_month), (course.outlook.high, course.outlook.low)
            ends = [(x, self.y(bound)) for bound in bounds]
            canvas.area([(canvas.x(now.month), self.y(now.value)), *ends], color=_BAND)
        if course.goal is not None:
            canvas.line(whole, self.y(course.goal), linewidth=1.6, linestyle=(0, (5, 2)))
        measured = {p.month for p in course.points}
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

    def course_drawn(self) -> list[tuple[float, float, str]]:
        """Draws the steps and gives what is marked on them."""
        canvas, points = self.canvas, self.course.points
        xs, ys = zip(*((canvas.x(p.month), self.y(p.value)) for p in points), strict=True)
        canvas.line(xs, ys, **_STEPS)
        marks = [
            (canvas.x(p.month), self.y(p.value), str(p.verdict) if p.verdict else "own")
            for p in changes(points)
        ]
        if self.course.estimate is not None:
            marks.append((canvas.x(self.course.last_month), self.y(self.course.estimate), "open"))
        return marks

    def label(self) -> None:
        """Writes the first value at the left, the levels at the right, and the last value."""
        canvas, course, y = self.canvas, self.course, self.y
        begun, now = course.points[0], course.points[-1]
        canvas.write(canvas.left - 8, y(begun.value), begun.text, side="right", colour=QUIET)
        # The lower value stands lower where both labels would fall on the same height.
        levels = sorted(_levels(course), key=lambda level: level[0], reverse=True)
        heights = spread([y(value) for value, *_ in levels], LINE, self.top - _PAD, self.bottom + _PAD)
        for (_, text, colour, bold), at in zip(levels, heights, strict=True):
            canvas.write(canvas.right + 8, at, text, colour=colour, bold=bold)
        if course.last_month > now.month:
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
        found.append((now.value, *_last(now), True))
    return found or [(Fraction(0), "", INK, False)]


def _last(point: MonthValue) -> tuple[str, str]:
    """Writes a course's last value with the sign of its verdict, and gives its colour."""
    mark = MARKS[point.verdict] if point.verdict else None
    return (f"{mark.symbol} {point.text}", mark.colour) if mark else (point.text, INK)


def _told(view: View, label: str, points: Sequence[MonthValue], goal_text: str) -> str:
    """Says where a course of months' values began, where it stands, and what it is held against."""
    words, first, last = view.words, points[0], points[-1]
    step = last.value - first.value
    key = "chart.months.up" if step > 0 else "chart.months.down" if step < 0 else "chart.months.flat"
    since, month = (words.short_month(Period.from_number(p.month)) for p in (first, last))
    figures = {"start": first.text, "now": last.text, "since": since, "month": month}
    text = words.word(key, place=view.place.name, label=label, **figures)
    return text + (f" ({goal_text})." if goal_text and view.is_district else ".")


def _shown(view: View, canvas: Canvas, course: Course) -> Display:
    """Says where the course began and stands, what is expected of it, and gives its values as a table."""
    words = view.words
    subject = capital(words.word("chart.criteria_met")) if view.area is None else words.text(view.area.name)
    title = words.word("chart.months.title", subject=subject, place=view.place.name)
    said = _told(view, course.label, course.points, course.goal_text)
    if course.outlook:
        end, outlook = words.short_month(Period.from_number(course.last_month)), capital(course.outlook_text)
        said += " " + words.word("chart.months.expected", outlook=outlook, month=end)
    columns = (Column(words.word("chart.month")), Column(capital(course.label), Side.RIGHT))
    rows = tuple((words.short_month(Period.from_number(p.month)), p.text) for p in course.points)
    notes = [words.word("way.key_estimate")] if course.estimate is not None else []
    notes += [words.word(course.outlook.method.replace("targets", "chart.months"))] if course.outlook else []
    notes += [view.merger_note] if view.merger_note else []
    return of_view(view, "months", canvas, said, Table("", title, columns, rows), notes=notes)
