"""The commune among the communes: one row of dots for each quantity, against its threshold."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

from ntm_analysis.display import ChartColumn, Display
from ntm_analysis.draw.drawing import Caption, Drawing, Label
from ntm_analysis.draw.measures import Measure, criteria_met, quantities
from ntm_analysis.draw.style import LEFT, LINE, RIGHT, scale, shorten, text_width, wrap
from ntm_analysis.draw.wording import (
    among_others,
    below,
    capital,
    counts_with_names,
    figure,
    standing,
    threshold_label,
)
from ntm_analysis.model import Verdict
from ntm_analysis.say.palette import ACCENT, FAINT, GRID, INK, MARKS, QUIET

if TYPE_CHECKING:
    from ntm_analysis.say.view import View

_DOTS = 40  # height of the lane of dots
_DOT = 8
_GAP = 12
_START, _END = LEFT + 10, RIGHT - 10


def strip(view: View, role: str = "standard") -> Display | None:
    """Shows where the place's communes lie on each quantity of the area, or on criteria met.

    The district's overview has none: its ranking shows the same numbers with every name.
    """
    if view.area is not None:
        found = quantities(view, role)
    else:
        counted = None if view.is_district else criteria_met(view, role)
        found = [counted] if counted else []
    rows = [m for m in found if m.values and (view.is_district or view.place.code in m.readings)]
    if not rows:
        return None
    words = view.words
    drawing = Drawing(f"strip-{role}", words, illustrative=view.data.illustrative)
    top = 0.0
    for measure in rows:
        top = drawing.lines(top, shorten(wrap(measure.label, bold=True), 2), bold=True)
        if view.is_district:
            top = drawing.lines(top, wrap(counts_with_names(view, measure)), colour=QUIET)
        top = _Lane(view, drawing, measure, top).draw()
    top = drawing.notes(top, {"chart.open_threshold": any(m.threshold_for()[1] for m in rows)})
    return drawing.show(top, _caption(view, rows, role))


def piled(places: Sequence[float], room: float) -> list[float]:
    """Gives each dot its height off the line, so that dots at the same place pile up symmetrically.

    A dot joins the pile whose first one it would overlap. A pile higher than ``room`` is pressed
    together: its dots then overlap but none is hidden.
    """
    piles: list[list[int]] = []
    for i in sorted(range(len(places)), key=lambda i: places[i]):
        if piles and places[i] - places[piles[-1][0]] < _DOT - 1:
            piles[-1].append(i)
        else:
            piles.append([i])
    heights = [0.0] * len(places)
    for pile in piles:
        step = min(_DOT, room / max(len(pile) - 1, 1))
        for number, i in enumerate(pile):
            heights[i] = (number - (len(pile) - 1) / 2) * step
    return heights


@dataclass(frozen=True)
class _Lane:
    """The row of a quantity: its dots around ``middle`` on one scale to pixels, ``x``."""

    view: View
    drawing: Drawing
    measure: Measure
    top: float

    @property
    def mine(self) -> str:
        """Names the page's commune; the district has none."""
        return "" if self.view.is_district else self.view.place.code

    @property
    def middle(self) -> float:
        """Gives the y of the dots, below the commune's own label."""
        return self.top + (LINE if self.mine else 0) + _DOTS / 2

    @cached_property
    def x(self) -> Callable[[Any], float]:
        """Maps the values, the threshold among them, to pixels."""
        measure, threshold = self.measure, self.measure.threshold_for(self.mine)[0]
        own = measure.readings[self.mine].sexes.values() if self.mine else ()
        shown = [*measure.values.values(), *own, *([threshold] if threshold is not None else [])]
        return scale(float(min(shown)), float(max(shown)), _START, _END)

    def draw(self) -> float:
        """Draws threshold, labels and dots, piled where equal; gives the y below.

        A commune's others are there to compare with.
        """
        drawing, measure, middle, mine = self.drawing, self.measure, self.middle, self.mine
        threshold, _ = measure.threshold_for(mine)
        drawing.line(_START, middle, _END, middle, colour=GRID)
        if threshold is not None:
            at = self.x(threshold)
            drawing.line(at, middle - _DOTS / 2 + 1, at, middle + _DOTS / 2, colour=ACCENT, width=2)
        self.label_below()
        others = [commune for commune in measure.values if commune != mine]
        others.sort(key=lambda commune: str(measure.readings[commune].verdict))
        places = [self.x(measure.values[c]) for c in others]
        for commune, at, height in zip(others, places, piled(places, _DOTS - _DOT), strict=True):
            if mine:
                drawing.dot(at, middle + height, fill=FAINT, stroke=QUIET)
            else:
                drawing.sign(at, middle + height, measure.readings[commune].verdict)
        if mine:
            self.draw_mine()
        return middle + _DOTS / 2 + LINE + _GAP

    def draw_mine(self) -> None:
        """Draws the commune's own value with its label, the other sex beside it where both must hold."""
        drawing, middle, y = self.drawing, self.middle, self.top + LINE / 2
        reading = self.measure.readings[self.mine]
        mark = MARKS[reading.verdict]
        said = self.measure.with_sexes(self.view.words, self.mine)
        text = f"{mark.symbol} {self.view.place.name}: {said}"
        if reading.value is None:
            drawing.text(LEFT, y, text, bold=True, colour=QUIET)
            return
        at = self.x(reading.value)
        for value in reading.sexes.values():
            drawing.line(at, middle, self.x(value), middle, colour=mark.colour, width=2)
            drawing.dot(self.x(value), middle, fill="#fff", stroke=INK, radius=4.5)
        drawing.sign(at, middle, reading.verdict, 6.5)
        colour = mark.colour if reading.verdict is Verdict.NOT_MET else INK
        drawing.labels(y, [Label(at, text, colour, bold=True)])

    def label_below(self) -> None:
        """Names threshold, median and, where there is room, the ends; the median without a long unit."""
        words, measure, drawing = self.view.words, self.measure, self.drawing
        threshold, is_open = measure.threshold_for(self.mine)
        bottom = self.middle + _DOTS / 2
        level = Label(RIGHT, words.word("confidence.unknown"), QUIET)
        if threshold is not None:
            text = threshold_label(measure, threshold, words, is_open=is_open)
            level = Label(self.x(threshold), text, ACCENT, bold=True)
        labels = [level]
        if measure.median is not None:
            at = self.x(measure.median)
            drawing.line(at, bottom - 9, at, bottom, colour=QUIET)
            text = words.word("chart.median", value=measure.shown(words, measure.median))
            if not _fit([level, Label(at, text)]):
                text = words.word("chart.median", value=figure(measure, measure.median, words))
            if not _fit([level, Label(at, text)]):
                labels = [replace(level, text=level.text.split(" ", 1)[-1])]  # the sign ≥ says what it is
            labels.append(Label(at, text, QUIET))
        ends = {min(measure.values.values()), max(measure.values.values())} - {threshold, measure.median}
        with_ends = [*labels, *(Label(self.x(v), figure(measure, v, words), QUIET) for v in sorted(ends))]
        drawing.labels(bottom + LINE / 2, with_ends if measure.code and _fit(with_ends) else labels)


def _fit(labels: list[Label]) -> bool:
    return sum(text_width(label.text, bold=label.bold) + 10 for label in labels) <= RIGHT - LEFT


def _caption(view: View, rows: list[Measure], role: str) -> Caption:
    """States every quantity (``detail``) for those who cannot see its dots; a single one is the finding."""
    words = view.words
    subject = capital(words.word("chart.criteria_met")) if view.area is None else words.text(view.area.name)
    if view.is_district:
        title = words.word("chart.strip.district_title", subject=subject)
        finding = below(view, rows)
        detail = " ".join(f"{m.code}: {counts_with_names(view, m)}." for m in rows)
    else:
        title = words.word("chart.strip.title", subject=subject, place=view.place.name)
        finding = among_others(view, rows)
        detail = " ".join(f"{standing(view, m)}." for m in rows)
    if role == "advanced":
        title = words.word("chart.strip.advanced", title=title)
    columns = [ChartColumn(words.word("chart.commune"))]
    columns += [ChartColumn(m.label if m.code else m.name, numeric=True) for m in rows]
    without = words.verdict(Verdict.NOT_APPLICABLE)
    cells = [
        [name, *(m.with_sexes(words, code) if code in m.readings else without for m in rows)]
        for code, name in view.communes.items()
        if any(code in m.readings for m in rows)
    ]
    return Caption(title, finding, columns, cells, detail if len(rows) > 1 else "")
