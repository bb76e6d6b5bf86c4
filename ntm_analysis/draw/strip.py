"""The commune among the communes: one row of dots for each quantity, against its threshold."""

from collections import Counter
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Any

import numpy as np

from ntm_analysis.display import Display
from ntm_analysis.draw.canvas import LINE, WIDTH, Canvas
from ntm_analysis.draw.measures import Measure, MeasuredValue, quantities
from ntm_analysis.draw.picture import of_view
from ntm_analysis.draw.wording import (
    among_others,
    below,
    capital,
    figure,
    standing,
    tally,
    threshold_label,
)
from ntm_analysis.model import Rule, Verdict
from ntm_analysis.say.palette import ACCENT, GRID, MARKS, QUIET
from ntm_analysis.say.view import View
from ntm_analysis.say.words import Column, Side, Table

_Places = dict[tuple[str, Fraction], float]  # the x of a commune's value
_LANE = 38  # height of the dots
_DOT = 7.5
_GAP = 12
_START, _END = 8, WIDTH - 8
_LETTERS = 52
_BESIDE = 36  # letters that leave the ends of a scale room for their figures
_MET = "#eaf4ef"  # behind the side on which a threshold is met
_MIDDLE = (_START + _END) / 2
_EDGE = 0.06 * (_END - _START)  # where the thresholds stand if no value lies beyond, or short of, any of them


def strip(view: View, role: str = "standard") -> Display | None:
    """Shows where the place's communes lie on each quantity of the area, or on criteria met.

    The district's overview has none: its table of criteria shows the same numbers with every name.
    """
    found = [] if view.is_district and view.area is None else quantities(view, role)
    rows = [m for m in found if m.median is not None and (view.is_district or view.place.code in m.readings)]
    if not rows:
        return None
    lanes = [_Lane(view, measure) for measure in rows]
    offs = [off for lane in lanes for off in lane.offs.values()]
    level = _END - _EDGE if max(offs) <= 0 else _START + _EDGE if min(offs) >= 0 else _MIDDLE
    canvas = Canvas()
    marks, own = list[tuple[float, float, str]](), list[tuple[float, float, str]]()
    for lane in lanes:
        said, colour = tally(view.words, lane.measure.by_verdict, view.communes), QUIET
        if lane.own:
            mark = MARKS[lane.own.verdict]
            value = lane.measure.with_sexes(view.words, view.place.code)
            said, colour = f"{mark.symbol} {view.place.name}: {value}", mark.colour
        canvas.paragraph(lane.measure.label, _LETTERS, bold=True)
        canvas.paragraph(said, _LETTERS, colour=colour)
        places = lane.places(level)
        lane.frame(canvas, level, places)
        marks += lane.others(canvas.y + _LANE / 2, places)
        own += lane.mine(canvas, places)
        canvas.y += _LANE + LINE + _GAP
    canvas.dots(marks, 50)
    canvas.dots(own, 110)
    return _shown(view, canvas, rows, role)


@dataclass(frozen=True)
class _Lane:
    """The row of a quantity: from the worst value over the threshold, which has one place, to the best."""

    view: View
    measure: Measure

    @property
    def own(self) -> MeasuredValue | None:
        """Gives the value of the page's own commune."""
        return None if self.view.is_district else self.measure.readings[self.view.place.code]

    @cached_property
    def offs(self) -> dict[tuple[str, Fraction], Fraction]:
        """Gives how far each value lies beyond the threshold it is judged by; short of it, it is negative."""
        measure = self.measure
        better, common = -1 if measure.rule is Rule.AT_MOST else 1, measure.threshold_for()[0] or Fraction(0)
        levels = {c: common if r.threshold is None else r.threshold for c, r in measure.readings.items()}
        values = [*measure.values.items()]
        values += [(self.view.place.code, value) for value in (self.own.sexes.values() if self.own else ())]
        return {(commune, value): better * (value - levels[commune]) for commune, value in values}

    def places(self, level: float) -> _Places:
        """Gives the x of each value of a commune; the thresholds all stand at ``level``."""
        least, most = min(self.offs.values()), max(self.offs.values())
        known: list[Any] = [min(least, 0) or -1, 0, max(most, 0) or 1]
        pixels = [_START, level, _END]
        if self.measure.threshold_for()[0] is None:
            known, pixels = [least, most if most > least else least + 1], [_START, _END]
        at = np.interp([float(off) for off in self.offs.values()], [*map(float, known)], pixels)
        return dict(zip(self.offs, at.tolist(), strict=True))

    def frame(self, canvas: Canvas, level: float, places: _Places) -> None:
        """Draws the scale, the threshold and the side on which it is met, with their names below."""
        words, measure, top, bottom = self.view.words, self.measure, canvas.y, canvas.y + _LANE
        threshold, is_open = measure.threshold_for(self.view.place.code if self.own else "")
        canvas.line((_START, _END), (top + bottom) / 2, color=GRID, linewidth=1.5)
        said = [words.word("confidence.unknown")]
        if threshold is not None:
            canvas.box((level, _END), (top, bottom), color=_MET, zorder=0)
            canvas.line(level, (top, bottom))
            said = [threshold_label(measure, threshold, words, is_open=is_open)]
        if measure.median is not None:
            median = measure.shown(words, measure.median)
            if len(said[0]) + len(median) > _BESIDE:  # a long unit is said once
                median = figure(measure, measure.median, words)
            said.append(words.word("chart.median", value=median))
        text, y = " · ".join(said), bottom + LINE / 2
        if level != _MIDDLE:
            x, side = (_END, "right") if level > _MIDDLE else (_START, "left")
            canvas.write(x, y, text, side=side, colour=ACCENT)
            return
        canvas.write(_MIDDLE, y, text, side="center", colour=ACCENT)
        ends = {x: value for (_, value), x in places.items() if x in {_START, _END} and len(text) <= _BESIDE}
        for x, value in ends.items():
            side = "left" if x == _START else "right"
            canvas.write(x, y, figure(measure, value, words), side=side, colour=QUIET)

    def others(self, middle: float, places: _Places) -> list[tuple[float, float, str]]:
        """Gives the dots of the communes, without the page's own, piled where they are equal."""
        readings, mine = self.measure.readings, self.view.place.code
        known = sorted(
            (str(readings[commune].verdict), places[commune, value])
            for commune, value in self.measure.values.items()
            if commune != mine
        )
        columns = [round((x - _START) / _DOT) for _, x in known]
        sizes, placed, marks = Counter(columns), Counter[int](), list[tuple[float, float, str]]()
        for column, (verdict, x) in zip(columns, known, strict=True):
            step = min(_DOT, (_LANE - _DOT) / max(sizes[column] - 1, 1))
            y = middle + (placed[column] - (sizes[column] - 1) / 2) * step
            marks.append((x, y, "other" if self.own else verdict))
            placed[column] += 1
        return marks

    def mine(self, canvas: Canvas, places: _Places) -> list[tuple[float, float, str]]:
        """Gives the mark of the page's own commune, the other sex beside it where both must hold."""
        own, code, middle = self.own, self.view.place.code, canvas.y + _LANE / 2
        if own is None or own.value is None:
            return []
        at, others = places[code, own.value], [v for sex, v in own.sexes.items() if sex != own.sex]
        for value in others:
            canvas.line((at, places[code, value]), middle, color=MARKS[own.verdict].colour)
        return [*((places[code, value], middle, "open") for value in others), (at, middle, str(own.verdict))]


def _shown(view: View, canvas: Canvas, rows: list[Measure], role: str) -> Display:
    """States every quantity (``detail``) for those who cannot see its dots; a single one is the finding."""
    words = view.words
    subject = capital(words.word("chart.criteria_met")) if view.area is None else words.text(view.area.name)
    if view.is_district:
        title = words.word("chart.strip.district_title", subject=subject)
        finding = below(view, rows)
        detail = " ".join(f"{m.code}: {tally(words, m.by_verdict, view.communes)}." for m in rows)
    else:
        title = words.word("chart.strip.title", subject=subject, place=view.place.name)
        finding = among_others(view, rows)
        detail = " ".join(f"{standing(view, m)}." for m in rows)
    if role == "advanced":
        title = words.word("chart.strip.advanced", title=title)
    columns = [Column(words.word("chart.commune"))]
    columns += [Column(m.label if m.code else m.name, Side.RIGHT) for m in rows]
    without = words.verdict(Verdict.NOT_APPLICABLE)
    cells = tuple(
        (name, *(m.with_sexes(words, code) if code in m.readings else without for m in rows))
        for code, name in view.communes.items()
        if any(code in m.readings for m in rows)
    )
    notes = [words.word("chart.strip.scale")]
    notes += [words.word("chart.open_threshold")] if any(m.threshold_for()[1] for m in rows) else []
    table, detail = Table("", title, tuple(columns), cells), detail if len(rows) > 1 else ""
    return of_view(view, f"strip-{role}", canvas, finding, table, detail=detail, notes=notes)
