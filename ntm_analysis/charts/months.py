"""The course over the months: steps against the threshold or the target, labelled directly."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from matplotlib.axes import Axes

from ntm_analysis.charts.courses import Course, Point, courses
from ntm_analysis.charts.style import (
    GRID,
    INK,
    LEFT,
    LINE,
    MARKS,
    QUIET,
    RIGHT,
    SMALL,
    THRESHOLD,
    canvas,
    line,
    scale,
    spread,
    text_width,
    wrap,
    write,
    write_lines,
)
from ntm_analysis.charts.svg import Caption, show
from ntm_analysis.charts.wording import capital, shorten
from ntm_analysis.display import Column, Display
from ntm_analysis.model import Period, Verdict

if TYPE_CHECKING:
    from ntm_analysis.view import View

_PLOT = 72  # height of a panel's plot
_PAD = 12
_START = LEFT + 8
_GAP = 12


def months(view: View, role: str = "standard") -> Display | None:
    """Shows how the place moved month by month; yearly figures have no course and are left out."""
    shown = courses(view, role)
    if not shown:
        return None
    words = view.words
    names = [shorten(wrap(course.name, size=SMALL), 2) for course in shown]
    heights = [len(name) * LINE + 2 * _PAD + _PLOT + LINE + _GAP for name in names]
    notes = [words.word(key) for key in _notes(shown)] + ([view.merger_note] if view.merger_note else [])
    note = [line for text in notes for line in wrap(text, size=SMALL)]
    figure, axes = canvas(sum(heights) + len(note) * LINE, words, illustrative=view.data.illustrative)
    top = 0.0
    for course, name, height in zip(shown, names, heights, strict=True):
        _draw(view, axes, course, write_lines(axes, top, name, size=SMALL, bold=True))
        top += height
    write_lines(axes, top, note, size=SMALL, colour=QUIET)
    return show(figure, _caption(view, shown, role), words)


def _notes(shown: list[Course]) -> list[str]:
    """Names only the signs that the picture has."""
    points = [point for course in shown for point in course.points]
    notes = {
        "chart.months.carried": any(p.value is not None and not p.measured for p in points),
        "chart.months.missing": any(p.value is None for p in points),
        "chart.open_threshold": any(course.open_goal for course in shown),
    }
    return [key for key, needed in notes.items() if needed]


@dataclass(frozen=True)
class _Panel:
    """Pixels of a panel: where months and values lie, and where the labels at the right begin."""

    x: Any
    y: Any
    top: float
    bottom: float
    end: float


def _draw(view: View, axes: Axes, course: Course, top: float) -> None:
    panel = _panel(course, top)
    _draw_months(view, axes, course, panel)
    if course.goal is not None:
        height = panel.y(course.goal)
        line(axes, [_START, panel.end], [height, height], color=THRESHOLD, lw=1.6, ls=(0, (5, 2)), zorder=1)
    _draw_steps(axes, course, panel)
    _label_right(axes, course, panel)


def _panel(course: Course, top: float) -> _Panel:
    labels = [text for _, text, _ in _right_labels(course)]
    end = RIGHT - max(text_width(text, SMALL, bold=True) for text in labels) - 8
    known = [p.value for p in course.points if p.value is not None]
    shown = known + ([course.goal] if course.goal is not None else [])
    upper, lower = top + _PAD, top + _PAD + _PLOT
    first, last = course.points[0].month, max(course.points[-1].month, course.last_month)
    return _Panel(
        x=scale(first, last, _START, end - 4),
        y=scale(float(min(shown)), float(max(shown)), lower, upper),
        top=top,
        bottom=lower + _PAD,
        end=end,
    )


def _draw_months(view: View, axes: Axes, course: Course, panel: _Panel) -> None:
    first, last = course.points[0].month, max(course.points[-1].month, course.last_month)
    line(axes, [_START - 8, panel.end], [panel.bottom, panel.bottom], color=GRID, lw=1.5)
    for month in range(first, last + 1):
        line(axes, [panel.x(month)] * 2, [panel.bottom, panel.bottom + 3], color=QUIET, lw=0.8)
    y = panel.bottom + LINE / 2 + 2
    write(axes, LEFT, y, view.words.short_month(Period.from_number(first)), size=SMALL, colour=QUIET)
    if last > first:
        text = view.words.short_month(Period.from_number(last))
        write(axes, panel.end, y, text, size=SMALL, colour=QUIET, align="right")


def _draw_steps(axes: Axes, course: Course, panel: _Panel) -> None:
    """Draws runs of months with a value as steps; a month without one breaks the line."""
    for run in _runs(course.points):
        x, y = [panel.x(p.month) for p in run], [panel.y(p.value) for p in run]
        line(axes, x, y, drawstyle="steps-post", color=INK, lw=2.2, zorder=3)
    for point in course.points:
        if point.value is None:
            write(axes, panel.x(point.month), panel.bottom - 9, "?", align="center", colour=QUIET, bold=True)
        elif point.measured:
            line(axes, [panel.x(point.month)], [panel.y(point.value)], **_looks(point))


def _looks(point: Point) -> dict[str, Any]:
    mark = MARKS[point.verdict] if point.verdict else None
    shape, colour = (mark.marker, mark.colour) if mark else ("o", INK)
    return {
        "marker": shape,
        "color": colour,
        "ms": 8,
        "mec": "#ffffff",
        "mew": 0.8,
        "ls": "none",
        "zorder": 4,
    }


def _runs(points: Sequence[Point]) -> list[list[Point]]:
    runs: list[list[Point]] = [[]]
    for point in points:
        if point.value is None:
            runs.append([])
        else:
            runs[-1].append(point)
    return [run for run in runs if run]


def _right_labels(course: Course) -> list[tuple[Fraction, str, dict[str, Any]]]:
    labels: list[tuple[Fraction, str, dict[str, Any]]] = []
    last = course.points[-1]
    if last.value is not None:
        mark = MARKS[last.verdict] if last.verdict else None
        text = f"{mark.symbol} {last.text}" if mark else last.text
        labels.append((last.value, text, {"colour": mark.colour if mark else INK}))
    if course.goal is not None:
        labels.append((course.goal, course.goal_text, {"colour": THRESHOLD}))
    return labels or [(Fraction(0), "", {})]


def _label_right(axes: Axes, course: Course, panel: _Panel) -> None:
    labels = _right_labels(course)
    places = [panel.y(value) for value, _, _ in labels]
    # The lower value stands lower where both labels would fall on the same height.
    order = sorted(range(len(labels)), key=lambda i: (places[i], -labels[i][0]))
    centres = spread([places[i] for i in order], [LINE] * len(labels), panel.top, panel.bottom)
    for i, y in zip(order, centres, strict=True):
        write(axes, panel.end + 6, y, labels[i][1], size=SMALL, bold=True, **labels[i][2])


def _caption(view: View, shown: list[Course], role: str) -> Caption:
    words = view.words
    subject = capital(words.word("chart.criteria_met")) if view.area is None else words.text(view.area.name)
    title = words.word("chart.months.title", subject=subject, place=view.place.name)
    months = sorted({point.month for course in shown for point in course.points})
    columns = [Column(words.word("chart.month")), *(Column(course.label, numeric=True) for course in shown)]
    missing = words.verdict(Verdict.NO_DATA)
    texts = [{p.month: p.text or missing for p in course.points} for course in shown]
    rows = [
        [words.short_month(Period.from_number(month)), *(by_month.get(month, missing) for by_month in texts)]
        for month in months
    ]
    detail = " ".join(course.sentence for course in shown[1:])
    return Caption(f"months-{role}", title, shown[0].sentence, columns, rows, detail)
