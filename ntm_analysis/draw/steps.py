"""Draws the courses of all panels at once: steps, marks by verdict, goals and the band of the outlook."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import Any

from markupsafe import Markup
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection, PolyCollection

from ntm_analysis.draw.course import Course, Point
from ntm_analysis.draw.traced import axes_of, canvas, traced
from ntm_analysis.say.palette import ACCENT, GRID, INK, MARKS, QUIET

_BAND = "#d3dae2"
# Whose a line is: its colour and width.
_LINES = {"own": (INK, 2.2), "other": (QUIET, 1.4)}
# A mark is drawn as its verdict, as a count that is not judged, or as the other sex.
_COLOURS = {"own": INK, "other": QUIET} | {str(v): mark.colour for v, mark in MARKS.items()}
_SHAPES = {"own": "o", "other": "o"} | {str(v): mark.shape for v, mark in MARKS.items()}


@dataclass(frozen=True)
class Panel:
    """Pixels of a panel: where months and values lie, and where the labels at the right begin."""

    x: Callable[[Any], float]
    y: Callable[[Any], float]
    top: float
    bottom: float
    start: float
    end: float
    last: int


@dataclass(frozen=True)
class _Spot:
    """One value in pixels; ``run`` numbers the unbroken line it belongs to, ``mark`` says how it looks."""

    x: float
    y: float
    line: str
    run: int
    mark: str = ""


def draw_steps(name: str, height: float, panels: Sequence[tuple[Course, Panel]]) -> Markup:
    """Draws everything of the panels but their words."""
    figure, _ = canvas(height)
    axes = axes_of(figure)
    for course, panel in panels:
        _draw_frame(axes, course, panel)
    spots = list(_spots(panels))
    _draw_lines(axes, spots)
    _draw_marks(axes, spots)
    return traced(figure, name)


def _draw_frame(axes: Axes, course: Course, panel: Panel) -> None:
    """Draws the axis of months, the goal and the band of the outlook."""
    first = course.points[0].month
    ticks = [
        [(panel.x(m), panel.bottom), (panel.x(m), panel.bottom + 3)] for m in range(first, panel.last + 1)
    ]
    axis = [(panel.start, panel.bottom), (panel.end, panel.bottom)]
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


def _spots(panels: Sequence[tuple[Course, Panel]]) -> Iterator[_Spot]:
    """Gives the values in pixels, the other sex's first, so that the own line lies on top."""
    run = 0
    for line in ("other", "own"):
        for course, panel in panels:
            for points in _runs(course.points if line == "own" else course.other):
                run += 1
                for point in points:
                    yield _Spot(panel.x(point.month), panel.y(point.value), line, run, _mark(line, point))


def _mark(line: str, point: Point) -> str:
    if not point.measured:
        return ""
    return str(point.verdict) if line == "own" and point.verdict else line


def _runs(points: Sequence[Point]) -> list[list[Point]]:
    """Breaks a course where a month has no value."""
    runs: list[list[Point]] = [[]]
    for point in points:
        if point.value is None:
            runs.append([])
        else:
            runs[-1].append(point)
    return [run for run in runs if run]


def _draw_lines(axes: Axes, spots: Sequence[_Spot]) -> None:
    """Draws each unbroken run as steps: a value holds until the next one (rule 4)."""
    for line, spots_of_line in groupby(spots, key=lambda spot: spot.line):
        runs = [list(run) for _, run in groupby(spots_of_line, key=lambda spot: spot.run)]
        colour, width = _LINES[line]
        steps = [_steps(run) for run in runs]
        axes.add_artist(LineCollection(steps, colors=colour, linewidths=width, zorder=3))


def _steps(run: Sequence[_Spot]) -> list[tuple[float, float]]:
    corners = [((b.x, a.y), (b.x, b.y)) for a, b in pairwise(run)]
    return [(run[0].x, run[0].y), *(point for corner in corners for point in corner)]


def _draw_marks(axes: Axes, spots: Sequence[_Spot]) -> None:
    """Draws all measured values in one call, colour and shape by verdict."""
    import seaborn as sns  # noqa: PLC0415 (heavy: loads with the first chart that needs it)

    marked = [spot for spot in spots if spot.mark]
    marks = [spot.mark for spot in marked]
    sns.scatterplot(
        x=[spot.x for spot in marked],
        y=[spot.y for spot in marked],
        hue=marks,
        style=marks,
        palette=_COLOURS,
        markers=_SHAPES,
        s=56,
        edgecolor="#ffffff",
        linewidth=0.8,
        legend=False,
        zorder=4,
        ax=axes,
    )
