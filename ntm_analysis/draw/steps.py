"""Plots the courses of all panels at once: steps, marks by verdict, goals and the band of the outlook."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import TYPE_CHECKING, Any

from matplotlib.axes import Axes
from matplotlib.collections import LineCollection, PolyCollection

from ntm_analysis.draw.style import LEFT, scale
from ntm_analysis.say.palette import ACCENT, GRID, INK, MARKS, QUIET

if TYPE_CHECKING:
    from ntm_analysis.draw.courses import Course

PLOT = 72  # height of a panel's plot
PAD = 14
START = LEFT + 10
_BAND = "#d3dae2"
# Whose a line is: its colour and width; the own line lies on top.
_LINES = {"other": (QUIET, 1.4), "own": (INK, 2.2)}
# A mark is drawn as its verdict, as a count that is not judged, or as the other sex.
_COLOURS = {"own": INK, "other": QUIET} | {str(v): mark.colour for v, mark in MARKS.items()}
_SHAPES = {"own": "o", "other": "o"} | {str(v): mark.shape for v, mark in MARKS.items()}
# Of all marks.
_MARK: dict[str, Any] = {
    "palette": _COLOURS, "markers": _SHAPES, "s": 56, "edgecolor": "#ffffff", "linewidth": 0.8,
    "legend": False, "zorder": 4,
}  # fmt: skip


@dataclass(frozen=True)
class CoursePanel:
    """A course with its pixels: where months and values lie, and where the labels at the right begin."""

    course: Course
    x: Callable[[Any], float]
    y: Callable[[Any], float]
    top: float
    bottom: float
    start: float
    end: float
    last: int

    @classmethod
    def of(cls, course: Course, top: float, end: float) -> CoursePanel:
        """Lays a course out below ``top``, its labels at the right beginning at ``end``."""
        known = [p.value for p in (*course.points, *course.other) if p.value is not None]
        shown = known + ([course.goal] if course.goal is not None else [])
        shown += [course.outlook.low, course.outlook.high] if course.outlook else []
        first, last = course.points[0].month, max(course.points[-1].month, course.last_month)
        bottom = top + PAD + PLOT
        x = scale(first, last, START, end - 6)
        y = scale(float(min(shown)), float(max(shown)), bottom, top + PAD)
        return cls(course, x, y, top, bottom + PAD, START - 8, end, last)

    def draw_frame(self, axes: Axes) -> None:
        """Plots the axis of months, the goal and the band of the outlook."""
        course, bottom = self.course, self.bottom
        months = range(course.points[0].month, self.last + 1)
        ticks = [[(self.x(month), bottom), (self.x(month), bottom + 3)] for month in months]
        axis = [(self.start, bottom), (self.end, bottom)]
        axes.add_artist(LineCollection([axis], colors=GRID, linewidths=1.5))
        axes.add_artist(LineCollection(ticks, colors=QUIET, linewidths=0.8))
        last = course.points[-1]
        if course.outlook and last.value is not None:
            start, end = (self.x(last.month), self.y(last.value)), self.x(self.last)
            ends = [(end, self.y(course.outlook.high) - 1), (end, self.y(course.outlook.low) + 1)]
            axes.add_artist(PolyCollection([[start, *ends]], facecolors=_BAND, linewidths=0))
        if course.goal is not None:
            goal = [(self.start, self.y(course.goal)), (self.end, self.y(course.goal))]
            axes.add_artist(LineCollection([goal], colors=ACCENT, linewidths=1.6, linestyles=[(0, (5, 2))]))


def draw_steps(axes: Axes, panels: Sequence[CoursePanel]) -> None:
    """Plots everything of the panels but their words: a value holds until the next one (rule 4)."""
    import seaborn as sns  # noqa: PLC0415 (heavy: loads with the first chart that needs it)

    for panel in panels:
        panel.draw_frame(axes)
    marks: list[tuple[float, float, str]] = []
    for line, (colour, width) in _LINES.items():
        steps = []
        for panel in panels:
            points = panel.course.points if line == "own" else panel.course.other
            # A month without a value breaks the line.
            for known, run in groupby(points, key=lambda point: point.value is not None):
                spots = [(panel.x(p.month), panel.y(p.value), p) for p in run] if known else []
                for x, y, point in spots:
                    if point.measured:
                        judged = line == "own" and point.verdict
                        marks.append((x, y, str(point.verdict) if judged else line))
                if spots:
                    corners = [
                        (x, y)
                        for (_, was, _), (at, now, _) in pairwise(spots)
                        for x, y in ((at, was), (at, now))
                    ]
                    steps.append([spots[0][:2], *corners])
        if steps:
            axes.add_artist(LineCollection(steps, colors=colour, linewidths=width, zorder=3))
    xs, ys, kinds = ([mark[place] for mark in marks] for place in range(3))
    sns.scatterplot(x=xs, y=ys, hue=kinds, style=kinds, ax=axes, **_MARK)
