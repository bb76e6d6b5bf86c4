"""Plots the courses of all panels at once: steps, marks by verdict, goals and the band of the outlook."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import TYPE_CHECKING, Any

from matplotlib.axes import Axes
from matplotlib.collections import LineCollection, PolyCollection

from ntm_analysis.say.palette import ACCENT, GRID, INK, MARKS, QUIET

if TYPE_CHECKING:
    from ntm_analysis.draw.courses import Course

_BAND = "#d3dae2"
# Whose a line is: its colour and width; the own line lies on top.
_LINES = {"other": (QUIET, 1.4), "own": (INK, 2.2)}
# A mark is drawn as its verdict, as a count that is not judged, or as the other sex.
_COLOURS = {"own": INK, "other": QUIET} | {str(v): mark.colour for v, mark in MARKS.items()}
_SHAPES = {"own": "o", "other": "o"} | {str(v): mark.shape for v, mark in MARKS.items()}


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


def draw_steps(axes: Axes, panels: Sequence[CoursePanel]) -> None:
    """Plots everything of the panels but their words: a value holds until the next one (rule 4)."""
    for panel in panels:
        _draw_frame(axes, panel)
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
    _draw_marks(axes, marks)


def _draw_frame(axes: Axes, panel: CoursePanel) -> None:
    """Plots the axis of months, the goal and the band of the outlook."""
    course, bottom = panel.course, panel.bottom
    months = range(course.points[0].month, panel.last + 1)
    ticks = [[(panel.x(month), bottom), (panel.x(month), bottom + 3)] for month in months]
    axis = [(panel.start, bottom), (panel.end, bottom)]
    axes.add_artist(LineCollection([axis], colors=GRID, linewidths=1.5))
    axes.add_artist(LineCollection(ticks, colors=QUIET, linewidths=0.8))
    last = course.points[-1]
    if course.outlook and last.value is not None:
        start, end = (panel.x(last.month), panel.y(last.value)), panel.x(panel.last)
        ends = [(end, panel.y(course.outlook.high) - 1), (end, panel.y(course.outlook.low) + 1)]
        axes.add_artist(PolyCollection([[start, *ends]], facecolors=_BAND, linewidths=0))
    if course.goal is not None:
        goal = [(panel.start, panel.y(course.goal)), (panel.end, panel.y(course.goal))]
        axes.add_artist(LineCollection([goal], colors=ACCENT, linewidths=1.6, linestyles=[(0, (5, 2))]))


def _draw_marks(axes: Axes, marks: Sequence[tuple[float, float, str]]) -> None:
    """Plots all measured values in one call, colour and shape by verdict."""
    import seaborn as sns  # noqa: PLC0415 (heavy: loads with the first chart that needs it)

    kinds = [kind for _, _, kind in marks]
    sns.scatterplot(
        x=[x for x, _, _ in marks],
        y=[y for _, y, _ in marks],
        hue=kinds,
        style=kinds,
        palette=_COLOURS,
        markers=_SHAPES,
        s=56,
        edgecolor="#ffffff",
        linewidth=0.8,
        legend=False,
        zorder=4,
        ax=axes,
    )
