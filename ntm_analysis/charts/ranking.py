"""All communes in order of one figure, as bars against its threshold."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from matplotlib.axes import Axes

from ntm_analysis.charts.measures import Measure, criteria_met, leading
from ntm_analysis.charts.style import (
    GRID,
    LEFT,
    LINE,
    MARKS,
    QUIET,
    RIGHT,
    SMALL,
    THRESHOLD,
    box,
    canvas,
    line,
    missing_box,
    scale,
    text_width,
    wrap,
    write,
    write_lines,
    write_spread,
)
from ntm_analysis.charts.svg import Caption, show
from ntm_analysis.charts.wording import best_and_worst, shorten, threshold_label, verdict_counts
from ntm_analysis.display import Column, Display
from ntm_analysis.model import Rule

if TYPE_CHECKING:
    from ntm_analysis.view import View

_ROW = 21
_BAR = 13


def ranking(view: View) -> Display | None:
    """Ranks the communes of the district by the area's leading figure, or by criteria met."""
    measure = (criteria_met(view) if view.area is None else leading(view)) if view.is_district else None
    if measure is None or not measure.values:
        return None
    words = view.words
    order = ranked(measure, view.communes)
    name = shorten(wrap(f"{measure.code} {measure.short_name}".strip(), size=SMALL), 2)
    height = (len(name) + 3) * LINE + len(order) * _ROW
    figure, axes = canvas(height, words, illustrative=view.data.illustrative)
    top = write_lines(axes, 0, name, size=SMALL, bold=True)
    top = write_lines(axes, top, [verdict_counts(measure, words)], size=SMALL, colour=QUIET)
    _draw(view, axes, measure, order, top)
    return show(figure, _caption(view, measure, order), words)


def ranked(measure: Measure, names: dict[str, str]) -> list[str]:
    """Orders communes best first, equal ones by name; those without a value stand last."""
    better = 1 if measure.rule is Rule.AT_MOST else -1

    def key(commune: str) -> tuple[bool, Fraction, str]:
        value = measure.readings[commune].value
        return value is None, better * (value or Fraction(0)), names.get(commune, commune)

    return sorted(measure.readings, key=key)


@dataclass(frozen=True)
class _Bars:
    """Maps values to pixels; ``end`` is where the longest bar may reach."""

    measure: Measure
    x: Callable[[Any], float]
    end: float


def _draw(view: View, axes: Axes, measure: Measure, order: list[str], top: float) -> None:
    words = view.words
    start = LEFT + 16 + max(text_width(view.communes.get(c, c), SMALL) for c in order) + 6
    end = RIGHT - max(text_width(_figure(view, measure, c), SMALL, bold=True) for c in order) - 6
    threshold, is_open = measure.threshold_for()
    most = max([*measure.values.values(), *([threshold] if threshold is not None else [])])
    x = scale(0, float(most) or 1.0, start, end)
    bars = _Bars(measure, x, end)
    for number, commune in enumerate(order):
        _draw_row(view, axes, bars, commune, top + number * _ROW)
    if threshold is None:
        return
    bottom = top + len(order) * _ROW
    line(axes, [x(threshold)] * 2, [top, bottom + 2], color=THRESHOLD, lw=2)
    text = threshold_label(measure, threshold, words, is_open=is_open)
    looks: dict[str, Any] = {"size": SMALL, "bold": True, "colour": THRESHOLD}
    write_spread(axes, bottom + LINE / 2 + 2, [(x(threshold), text, looks)])


def _draw_row(view: View, axes: Axes, bars: _Bars, commune: str, top: float) -> None:
    reading, x, end = bars.measure.readings[commune], bars.x, bars.end
    mark = MARKS[reading.verdict]
    middle, bar = top + _ROW / 2, top + (_ROW - _BAR) / 2
    write(axes, LEFT, middle, mark.symbol, colour=mark.colour, bold=True)
    write(axes, LEFT + 16, middle, view.communes.get(commune, commune), size=SMALL)
    start = x(0)
    if reading.value is None:
        missing_box(axes, start, bar, end - start, _BAR)
        text = view.words.verdict(reading.verdict)
        box(axes, start + 4, bar, text_width(text, SMALL) + 8, _BAR, facecolor="#ffffff")
        write(axes, start + 8, middle, text, size=SMALL, colour=QUIET)
        return
    box(axes, start, bar, end - start, _BAR, facecolor=GRID)
    box(axes, start, bar, x(reading.value) - start, _BAR, facecolor=mark.colour)
    write(axes, RIGHT, middle, _figure(view, bars.measure, commune), size=SMALL, bold=True, align="right")


def _figure(view: View, measure: Measure, commune: str) -> str:
    """Writes the value; the unit of a count stands in the title."""
    value = measure.readings[commune].value
    if value is None:
        return ""
    return measure.shown(view.words, value, commune) if measure.code else view.words.number(value)


def _caption(view: View, measure: Measure, order: list[str]) -> Caption:
    words = view.words
    columns = [
        Column(words.word("chart.commune")),
        Column(f"{measure.code} {measure.name}".strip(), numeric=True),
        Column(words.word("chart.verdict")),
    ]
    rows = []
    for commune in order:
        verdict = words.verdict(measure.readings[commune].verdict)
        figure = _figure(view, measure, commune) or verdict
        rows.append([view.communes.get(commune, commune), figure, verdict])
    title = words.word("chart.ranking.title", name=f"{measure.code} {measure.short_name}".strip())
    return Caption("ranking", title, best_and_worst(view, measure, order), columns, rows)
