"""All communes in order of one figure, each named: dots against the threshold, or bars of counts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from ntm_analysis.display import ChartColumn, Display
from ntm_analysis.draw.drawing import Caption, Drawing, Label
from ntm_analysis.draw.measures import Measure, criteria_met, leading
from ntm_analysis.draw.style import LEFT, LINE, RIGHT, scale, shorten, text_width, wrap
from ntm_analysis.draw.wording import best_and_worst, figure, threshold_label, verdict_counts
from ntm_analysis.model import Rule, in_alphabet
from ntm_analysis.say.palette import ACCENT, GRID, INK, MARKS, QUIET

if TYPE_CHECKING:
    from ntm_analysis.say.view import View

_ROW = 19
_BAR = 11


def ranking(view: View) -> Display | None:
    """Ranks the communes of the district by the area's leading figure, or by criteria met."""
    measure = (criteria_met(view) if view.area is None else leading(view)) if view.is_district else None
    if measure is None or not measure.values:
        return None
    words = view.words
    order = ranked(measure, view.communes)
    drawing = Drawing("ranking", words, illustrative=view.data.illustrative)
    top = drawing.lines(0, shorten(wrap(measure.label, bold=True), 2), bold=True)
    top = drawing.lines(top, wrap(verdict_counts(measure, words)), colour=QUIET)
    ranks = _Rows(view, drawing, measure, order)
    top = ranks.draw(top)
    signs = {
        "chart.ranking.sexes": any(reading.sexes for reading in measure.readings.values()),
        "chart.open_threshold": bool(measure.code) and measure.threshold_for()[1],
    }
    top = drawing.notes(top, signs)
    name = ChartColumn(f"{measure.code} {measure.name}".strip(), numeric=True)
    columns = [ChartColumn(words.word("chart.commune")), name, ChartColumn(words.word("chart.verdict"))]
    rows = []
    for commune in order:
        verdict = words.verdict(measure.readings[commune].verdict)
        value = measure.with_sexes(words, commune) if measure.code else ranks.figure(commune)
        rows.append([view.communes.get(commune, commune), value, verdict])
    title = words.word("chart.ranking.title", name=measure.label)
    return drawing.show(top, Caption(title, best_and_worst(view, measure, order), columns, rows))


def ranked(measure: Measure, names: dict[str, str]) -> list[str]:
    """Orders communes best first, equal ones by name; those without a value stand last."""
    better = 1 if measure.rule is Rule.AT_MOST else -1

    def key(commune: str) -> tuple[bool, Fraction, tuple[list[int], list[int]]]:
        value = measure.readings[commune].value
        return value is None, better * (value or Fraction(0)), in_alphabet(names.get(commune, commune))

    return sorted(measure.readings, key=key)


@dataclass(frozen=True)
class _Rows:
    """The rows of the ranking: between names and figures every value lies on one scale."""

    view: View
    drawing: Drawing
    measure: Measure
    order: list[str]

    def draw(self, top: float) -> float:
        """Draws the rows, median and threshold through all; gives the y below."""
        view, drawing, measure, order = self.view, self.drawing, self.measure, self.order
        threshold, is_open = measure.threshold_for()
        start = LEFT + 16 + max(text_width(view.communes.get(c, c)) for c in order) + 6
        end = RIGHT - max(text_width(self.figure(c), bold=True) for c in order) - 6
        readings = measure.readings.values()
        shown = [v for r in readings if r.value is not None for v in (r.value, *r.sexes.values())]
        shown += [threshold] if threshold is not None else []
        if measure.code:
            x = scale(float(min(shown)), float(max(shown)), start + 6, end - 6)
        else:  # a count: bars, which compare by length and so begin at nought
            x = scale(0, float(max(shown)) or 1.0, start, end)
        bottom = top + len(order) * _ROW
        labels = []
        if measure.median is not None:
            at = x(measure.median)
            drawing.line(at, top, at, bottom + 2, colour=QUIET, width=1, dash="2 3")
            text = view.words.word("chart.median", value=figure(measure, measure.median, view.words))
            labels.append(Label(at, text, QUIET))
        if threshold is None:
            labels.append(Label(LEFT, view.words.word("confidence.unknown"), QUIET))
        else:
            at = x(threshold)
            drawing.line(at, top, at, bottom + 2, colour=ACCENT)
            text = threshold_label(measure, threshold, view.words, is_open=is_open)
            labels.append(Label(at, text, ACCENT, bold=True))
        drawing.labels(bottom + LINE / 2 + 2, labels)
        for number, commune in enumerate(order):
            self.draw_row(commune, top + (number + 0.5) * _ROW, x, (start, end))
        return bottom + LINE + 4

    def draw_row(
        self, commune: str, middle: float, x: Callable[[Any], float], lane: tuple[float, float]
    ) -> None:
        """Draws sign, name, value and figure of a commune; what is missing is hatched."""
        drawing, reading, (start, end) = self.drawing, self.measure.readings[commune], lane
        mark = MARKS[reading.verdict]
        drawing.text(LEFT, middle, mark.symbol, colour=mark.colour, bold=True)
        drawing.text(LEFT + 16, middle, self.view.communes.get(commune, commune))
        if reading.value is None:
            text = self.view.words.verdict(reading.verdict)
            width = text_width(text) + 8
            drawing.missing_box(start + width, middle - _ROW / 2 + 5, max(end - start - width, 8), _ROW - 10)
            drawing.text(start, middle, text, colour=QUIET, halo=True)
            return
        at = x(reading.value)
        if self.measure.code:
            drawing.line(start, middle, end, middle, colour=GRID, width=1.5)
            for value in reading.sexes.values():
                drawing.line(at, middle, x(value), middle, colour=mark.colour, width=1.2)
                drawing.dot(x(value), middle, fill="#fff", stroke=INK, radius=3.5)
            drawing.sign(at, middle, reading.verdict, 5)
        else:
            drawing.box(start, middle - _BAR / 2, end - start, _BAR, fill=GRID)
            drawing.box(start, middle - _BAR / 2, at - start, _BAR, fill=mark.colour)
        drawing.text(RIGHT, middle, self.figure(commune), bold=True, align="end")

    def figure(self, commune: str) -> str:
        """Writes the value; the unit of a count stands in the title."""
        value = self.measure.readings[commune].value
        if value is None:
            return ""
        words = self.view.words
        return self.measure.shown(words, value, commune) if self.measure.code else words.number(value)
