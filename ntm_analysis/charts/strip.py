"""The commune among the communes: one row of dots for each quantity, against its threshold."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from matplotlib.axes import Axes

from ntm_analysis.charts import measures as read
from ntm_analysis.charts.measures import Measure
from ntm_analysis.charts.style import (
    BAD,
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
    text_width,
    wrap,
    write,
    write_lines,
    write_spread,
)
from ntm_analysis.charts.svg import Caption, show
from ntm_analysis.charts.swarm import Dot, draw_dots, piled
from ntm_analysis.charts.wording import among_others, below, capital, shorten, threshold_label, verdict_counts
from ntm_analysis.display import Column, Display
from ntm_analysis.model import Verdict

if TYPE_CHECKING:
    from ntm_analysis.view import View

_DOTS = 40  # height of the lane of dots
_GAP = 14
_START, _END = LEFT + 10, RIGHT - 10


def strip(view: View, role: str = "standard") -> Display | None:
    """Shows where the place's communes lie on each quantity of the area, or on criteria met."""
    rows = _measures(view, role)
    if not rows:
        return None
    words = view.words
    names = [shorten(wrap(f"{m.code} {m.short_name}".strip()), 2) for m in rows]
    heights = [len(name) * LINE + 2 * LINE + _DOTS + _GAP for name in names]
    note = [words.word("chart.open_threshold")] if any(m.threshold_for()[1] for m in rows) else []
    figure, axes = canvas(sum(heights) + len(note) * LINE, words, illustrative=view.data.illustrative)
    top, dots = 0.0, list[Dot]()
    for measure, name, height in zip(rows, names, heights, strict=True):
        dots += _draw_row(view, axes, measure, write_lines(axes, top, name, size=SMALL, bold=True))
        top += height
    draw_dots(axes, dots)
    write_lines(axes, top, note, size=SMALL, colour=QUIET)
    return show(figure, _caption(view, rows, role), words)


def _measures(view: View, role: str) -> list[Measure]:
    """Lists what has at least one value and, on a commune's page, applies to the commune."""
    if view.area is None:
        counted = read.criteria_met(view, role)
        found = [counted] if counted else []
    else:
        found = read.quantities(view, role)
    if not view.is_district:
        found = [m for m in found if view.place.code in m.readings]
    return [m for m in found if m.values]


@dataclass(frozen=True)
class _Lane:
    """Where a row's dots lie: its scale to pixels, the top below its name, the dots' middle."""

    measure: Measure
    x: Any
    top: float
    dots: float
    threshold: Fraction | None
    is_open: bool


def _draw_row(view: View, axes: Axes, measure: Measure, top: float) -> list[Dot]:
    """Draws everything of a row but the dots of the other communes, which it gives back."""
    mine = "" if view.is_district else view.place.code
    threshold, is_open = measure.threshold_for(mine)
    shown = [*measure.values.values(), *([threshold] if threshold is not None else [])]
    x = scale(float(min(shown)), float(max(shown)), _START, _END)
    lane = _Lane(measure, x, top, top + LINE + _DOTS / 2, threshold, is_open)
    line(axes, [_START, _END], [lane.dots] * 2, color=GRID, lw=2, zorder=0)
    if threshold is not None:
        line(axes, [x(threshold)] * 2, [top + LINE + 1, top + LINE + _DOTS], color=THRESHOLD, lw=2, zorder=1)
    if mine:
        _label_mine(view, axes, lane)
    else:
        write(axes, LEFT, top + LINE / 2, verdict_counts(measure, view.words), size=SMALL, colour=QUIET)
    _label_below(view, axes, lane)
    others = [c for c in measure.values if c != mine]
    heights = piled([x(measure.values[c]) for c in others], _DOTS - 8)
    return [
        Dot(x(measure.values[c]), lane.dots + height, None if mine else measure.readings[c].verdict)
        for c, height in zip(others, heights, strict=True)
    ]


def _label_mine(view: View, axes: Axes, lane: _Lane) -> None:
    reading = lane.measure.readings[view.place.code]
    mark = MARKS[reading.verdict]
    y = lane.top + LINE / 2
    if reading.value is None:
        text = f"{mark.symbol} {view.place.name}: {view.words.verdict(reading.verdict)}"
        write(axes, LEFT, y, text, bold=True, colour=QUIET)
        return
    at = lane.x(reading.value)
    looks = {
        "marker": mark.marker,
        "ms": 13,
        "color": mark.colour,
        "mec": "#ffffff",
        "mew": 1.5,
        "ls": "none",
    }
    line(axes, [at], [lane.dots], zorder=5, **looks)
    text = f"{mark.symbol} {view.place.name} {lane.measure.shown(view.words, reading.value, view.place.code)}"
    colour = BAD if reading.verdict is Verdict.NOT_MET else INK
    write_spread(axes, y, [(at, text, {"bold": True, "colour": colour})])


def _label_below(view: View, axes: Axes, lane: _Lane) -> None:
    """Names threshold and median under their ticks; the median goes without unit where both are too long."""
    words, measure = view.words, lane.measure
    bottom = lane.dots + _DOTS / 2
    looks = {"size": SMALL, "colour": THRESHOLD, "bold": True}
    level = (RIGHT, words.word("confidence.unknown"), looks | {"colour": QUIET, "bold": False})
    if lane.threshold is not None:
        text = threshold_label(measure, lane.threshold, words, is_open=lane.is_open)
        level = (lane.x(lane.threshold), text, looks)
    labels = [level]
    if measure.median is not None:
        at = lane.x(measure.median)
        line(axes, [at, at], [bottom - 9, bottom], color=QUIET, lw=2, zorder=1)
        text = words.word("chart.median", value=measure.shown(words, measure.median))
        if text_width(text, SMALL) + text_width(level[1], SMALL, bold=True) > RIGHT - LEFT - 16:
            text = words.word("chart.median", value=words.number(measure.median, 1))
        labels.append((at, text, {"size": SMALL, "colour": QUIET}))
    write_spread(axes, bottom + LINE / 2, labels)


def _caption(view: View, rows: list[Measure], role: str) -> Caption:
    words = view.words
    subject = capital(words.word("chart.criteria_met")) if view.area is None else words.text(view.area.name)
    if view.is_district:
        title = words.word("chart.strip.district_title", subject=subject)
        finding = below(view, rows)
    else:
        title = words.word("chart.strip.title", subject=subject, place=view.place.name)
        finding = among_others(view, rows)
    columns = [Column(words.word("chart.commune"))]
    columns += [Column(f"{m.code} {m.short_name}" if m.code else m.name, numeric=True) for m in rows]
    missing = words.verdict(Verdict.NO_DATA)
    cells = [
        [name, *(_cell(view, m, code, missing) for m in rows)]
        for code, name in view.communes.items()
        if any(code in m.readings for m in rows)
    ]
    return Caption(f"strip-{role}", title, finding, columns, cells)


def _cell(view: View, measure: Measure, commune: str, missing: str) -> str:
    reading = measure.readings.get(commune)
    if reading is None:
        return view.words.verdict(Verdict.NOT_APPLICABLE)
    return missing if reading.value is None else measure.shown(view.words, reading.value, commune)
