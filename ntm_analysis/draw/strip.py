"""The commune among the communes: one row of dots for each quantity, against its threshold."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from ntm_analysis.display import Column, Display
from ntm_analysis.draw import measures as read
from ntm_analysis.draw.drawing import Drawing, Label
from ntm_analysis.draw.fitting import scale, shorten, text_width, wrap
from ntm_analysis.draw.measures import Measure
from ntm_analysis.draw.style import LEFT, LINE, RIGHT
from ntm_analysis.draw.svg import Caption, show
from ntm_analysis.draw.swarm import piled
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
_GAP = 12
_START, _END = LEFT + 10, RIGHT - 10


def strip(view: View, role: str = "standard") -> Display | None:
    """Shows where the place's communes lie on each quantity of the area, or on criteria met.

    The district's overview has none: its ranking shows the same numbers with every name.
    """
    rows = _measures(view, role)
    if not rows:
        return None
    words = view.words
    heads = [_Head.of(view, measure) for measure in rows]
    note = [words.word("chart.open_threshold")] if any(m.threshold_for()[1] for m in rows) else []
    height = sum(head.height for head in heads) + len(note) * LINE
    drawing = Drawing(f"strip-{role}", height, words, illustrative=view.data.illustrative)
    top = 0.0
    for measure, head in zip(rows, heads, strict=True):
        below_name = drawing.lines(top, head.name, bold=True)
        _draw_row(view, drawing, measure, drawing.lines(below_name, head.counts, colour=QUIET))
        top += head.height
    drawing.lines(top, note, colour=QUIET)
    return show(drawing, _caption(view, rows, role), words)


@dataclass(frozen=True)
class _Head:
    """What stands above a row's dots: the name and, for the district, the verdicts counted."""

    name: list[str]
    counts: list[str]
    height: float

    @classmethod
    def of(cls, view: View, measure: Measure) -> _Head:
        name = shorten(wrap(f"{measure.code} {measure.short_name}".strip(), bold=True), 2)
        counts = wrap(counts_with_names(view, measure)) if view.is_district else []
        above = len(counts) if view.is_district else 1  # the commune's own label
        return cls(name, counts, (len(name) + above + 1) * LINE + _DOTS + _GAP)


def _measures(view: View, role: str) -> list[Measure]:
    """Lists what has at least one value and, on a commune's page, applies to the commune."""
    if view.area is None:
        counted = None if view.is_district else read.criteria_met(view, role)
        found = [counted] if counted else []
    else:
        found = read.quantities(view, role)
    if not view.is_district:
        found = [m for m in found if view.place.code in m.readings]
    return [m for m in found if m.values]


@dataclass(frozen=True)
class _Lane:
    """Where a row's dots lie: its scale to pixels, the middle of its dots, its threshold."""

    measure: Measure
    x: Callable[[Any], float]
    middle: float
    threshold: Fraction | None
    is_open: bool


def _draw_row(view: View, drawing: Drawing, measure: Measure, top: float) -> None:
    mine = "" if view.is_district else view.place.code
    threshold, is_open = measure.threshold_for(mine)
    own = measure.readings[mine].sexes.values() if mine else ()
    shown = [*measure.values.values(), *own, *([threshold] if threshold is not None else [])]
    x = scale(float(min(shown)), float(max(shown)), _START, _END)
    middle = top + (LINE if mine else 0) + _DOTS / 2
    lane = _Lane(measure, x, middle, threshold, is_open)
    drawing.line(_START, middle, _END, middle, colour=GRID)
    if threshold is not None:
        drawing.line(
            x(threshold), middle - _DOTS / 2 + 1, x(threshold), middle + _DOTS / 2, colour=ACCENT, width=2
        )
    _label_below(view, drawing, lane)
    _draw_dots(drawing, lane, mine)
    if mine:
        _draw_mine(view, drawing, lane, top + LINE / 2)


def _draw_dots(drawing: Drawing, lane: _Lane, mine: str) -> None:
    """Piles up equal values; on a commune's page the others are there only to compare with."""
    measure = lane.measure
    others = sorted((c for c in measure.values if c != mine), key=lambda c: str(measure.readings[c].verdict))
    heights = piled([lane.x(measure.values[c]) for c in others], _DOTS - 8)
    for commune, height in zip(others, heights, strict=True):
        at, y = lane.x(measure.values[commune]), lane.middle + height
        if mine:
            drawing.dot(at, y, fill=FAINT, stroke=QUIET)
        else:
            drawing.sign(at, y, measure.readings[commune].verdict)


def _draw_mine(view: View, drawing: Drawing, lane: _Lane, y: float) -> None:
    """Draws the commune's own value with its label, the other sex beside it where both must hold."""
    measure, code = lane.measure, view.place.code
    reading = measure.readings[code]
    mark = MARKS[reading.verdict]
    text = f"{mark.symbol} {view.place.name}: {measure.with_sexes(view.words, code)}"
    if reading.value is None:
        drawing.text(LEFT, y, text, bold=True, colour=QUIET)
        return
    at = lane.x(reading.value)
    for value in reading.sexes.values():
        drawing.line(at, lane.middle, lane.x(value), lane.middle, colour=mark.colour, width=2)
        drawing.dot(lane.x(value), lane.middle, fill="#fff", stroke=INK, radius=4.5)
    drawing.sign(at, lane.middle, reading.verdict, 6.5)
    colour = mark.colour if reading.verdict is Verdict.NOT_MET else INK
    drawing.labels(y, [Label(at, text, colour, bold=True)])


def _label_below(view: View, drawing: Drawing, lane: _Lane) -> None:
    """Names threshold, median and, where there is room, the ends; the median without a long unit."""
    words, measure = view.words, lane.measure
    bottom = lane.middle + _DOTS / 2
    level = Label(RIGHT, words.word("confidence.unknown"), QUIET)
    if lane.threshold is not None:
        text = threshold_label(measure, lane.threshold, words, is_open=lane.is_open)
        level = Label(lane.x(lane.threshold), text, ACCENT, bold=True)
    labels = [level]
    if measure.median is not None:
        at = lane.x(measure.median)
        drawing.line(at, bottom - 9, at, bottom, colour=QUIET)
        text = words.word("chart.median", value=measure.shown(words, measure.median))
        if not _fit([level, Label(at, text)]):
            text = words.word("chart.median", value=figure(measure, measure.median, words))
        if not _fit([level, Label(at, text)]):
            labels = [replace(level, text=level.text.split(" ", 1)[-1])]  # the sign ≥ says what it is
        labels.append(Label(at, text, QUIET))
    ends = {min(measure.values.values()), max(measure.values.values())} - {lane.threshold, measure.median}
    with_ends = [*labels, *(Label(lane.x(v), figure(measure, v, words), QUIET) for v in sorted(ends))]
    drawing.labels(bottom + LINE / 2, with_ends if measure.code and _fit(with_ends) else labels)


def _fit(labels: list[Label]) -> bool:
    return sum(text_width(label.text, bold=label.bold) + 10 for label in labels) <= RIGHT - LEFT


def _caption(view: View, rows: list[Measure], role: str) -> Caption:
    words = view.words
    subject = capital(words.word("chart.criteria_met")) if view.area is None else words.text(view.area.name)
    if view.is_district:
        title = words.word("chart.strip.district_title", subject=subject)
        finding = below(view, rows)
    else:
        title = words.word("chart.strip.title", subject=subject, place=view.place.name)
        finding = among_others(view, rows)
    if role == "advanced":
        title = words.word("chart.strip.advanced", title=title)
    columns = [Column(words.word("chart.commune"))]
    columns += [Column(f"{m.code} {m.short_name}" if m.code else m.name, numeric=True) for m in rows]
    cells = [
        [name, *(_cell(view, m, code) for m in rows)]
        for code, name in view.communes.items()
        if any(code in m.readings for m in rows)
    ]
    return Caption(title, finding, columns, cells, _detail(view, rows))


def _detail(view: View, rows: list[Measure]) -> str:
    """States every quantity for those who cannot see its dots; a single one is the finding already."""
    if len(rows) == 1:
        return ""
    if view.is_district:
        return " ".join(f"{m.code}: {counts_with_names(view, m)}." for m in rows)
    return " ".join(f"{standing(view, m)}." for m in rows)


def _cell(view: View, measure: Measure, commune: str) -> str:
    if commune not in measure.readings:
        return view.words.verdict(Verdict.NOT_APPLICABLE)
    return measure.with_sexes(view.words, commune)
