"""The commune among the communes: one row of dots for each quantity, against its threshold."""

from collections import Counter
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from ntm_analysis.display import Display
from ntm_analysis.draw.canvas import LINE, WIDTH, Canvas
from ntm_analysis.draw.measures import Measure, criteria_met, quantities
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

_LANE = 38  # height of the dots
_DOT = 7.5
_GAP = 12
_START, _END = 8, WIDTH - 8
_LETTERS = 52
_BESIDE = 36  # letters that leave the ends of a scale room for their figures
_MET = "#eaf4ef"  # behind the side on which a threshold is met
_MIDDLE = 0.5
_EDGE = 0.06  # where the thresholds stand if no value lies beyond, or short of, any of them


def strip(view: View, role: str = "standard") -> Display | None:
    """Shows where the place's communes lie on each quantity of the area, or on criteria met.

    The district's overview has none: its table of criteria shows the same numbers with every name.
    """
    if view.area is not None:
        found = quantities(view, role)
    else:
        counted = None if view.is_district else criteria_met(view, role)
        found = [counted] if counted else []
    rows = [m for m in found if m.median is not None and (view.is_district or view.place.code in m.readings)]
    if not rows:
        return None
    offs = [_offs(view, measure) for measure in rows]
    least, most = min(min(each.values()) for each in offs), max(max(each.values()) for each in offs)
    level = 1 - _EDGE if most <= 0 else _EDGE if least >= 0 else _MIDDLE
    canvas = Canvas(_START, _END)
    marks, own = list[tuple[float, float, str]](), list[tuple[float, float, str]]()
    for measure, off in zip(rows, offs, strict=True):
        said, colour = tally(view.words, measure.by_verdict, view.communes), QUIET
        if not view.is_district:
            mark = MARKS[measure.readings[view.place.code].verdict]
            value = measure.with_sexes(view.words, view.place.code)
            said, colour = f"{mark.symbol} {view.place.name}: {value}", mark.colour
        canvas.paragraph(measure.label, _LETTERS, bold=True)
        canvas.paragraph(said, _LETTERS, colour=colour)
        lane = _Lane(view, canvas, measure, off, level, canvas.y + _LANE / 2)
        lane.frame()
        marks += lane.others()
        own += lane.mine()
        canvas.y += _LANE + LINE + _GAP
    canvas.dots(marks, 50)
    canvas.dots(own, 110)
    return _shown(view, canvas, rows, role)


def _offs(view: View, measure: Measure) -> dict[tuple[str, Fraction], Fraction]:
    """Gives how far each value lies beyond the threshold it is judged by, negative where it falls short."""
    better = -1 if measure.rule is Rule.AT_MOST else 1
    common = measure.threshold_for()[0] or Fraction(0)
    own = () if view.is_district else measure.readings[view.place.code].sexes.values()
    levels = {c: common if r.threshold is None else r.threshold for c, r in measure.readings.items()}
    values = [(c, r.value) for c, r in measure.readings.items() if r.value is not None]
    values += [(view.place.code, value) for value in own]
    return {(commune, value): better * (value - levels[commune]) for commune, value in values}


@dataclass(frozen=True)
class _Lane:
    """The row of a quantity: from the worst value over the threshold, at ``level`` in each, to the best."""

    view: View
    canvas: Canvas
    measure: Measure
    offs: dict[tuple[str, Fraction], Fraction]
    level: float
    middle: float

    @cached_property
    def x(self) -> dict[tuple[str, Fraction], float]:
        """Places each value of a commune."""
        least, most = min(self.offs.values()), max(self.offs.values())
        if self.measure.threshold_for()[0] is None:
            return {k: float((off - least) / (most - least or 1)) for k, off in self.offs.items()}
        above, under = float(most or 1), float(least or 1)
        return {
            k: self.level
            + (float(off) / above * (1 - self.level) if off > 0 else -float(off) / under * self.level)
            for k, off in self.offs.items()
        }

    def frame(self) -> None:
        """Draws the scale, the threshold and the side on which it is met, with their names below."""
        words, measure, canvas, middle = self.view.words, self.measure, self.canvas, self.middle
        threshold, is_open = measure.threshold_for("" if self.view.is_district else self.view.place.code)
        level, lane = canvas.x(self.level), (middle - _LANE / 2, middle + _LANE / 2)
        canvas.line((_START, _END), middle, color=GRID, linewidth=1.5)
        said = [words.word("confidence.unknown")]
        if threshold is not None:
            canvas.box((level, _END), lane, color=_MET, zorder=0)
            canvas.line(level, lane)
            said = [threshold_label(measure, threshold, words, is_open=is_open)]
        if measure.median is not None:
            median = measure.shown(words, measure.median)
            if len(said[0]) + len(median) > _BESIDE:  # a long unit is said once
                median = figure(measure, measure.median, words)
            said.append(words.word("chart.median", value=median))
        text, y = " · ".join(said), middle + (_LANE + LINE) / 2
        if self.level != _MIDDLE:
            x, side = (_END, "right") if self.level > _MIDDLE else (_START, "left")
            canvas.write(x, y, text, side=side, colour=ACCENT)
            return
        canvas.write(canvas.x(_MIDDLE), y, text, side="center", colour=ACCENT)
        ends = {at: value for (_, value), at in self.x.items() if at in {0.0, 1.0} and len(text) <= _BESIDE}
        for at, value in ends.items():
            shown, side = figure(measure, value, words), "right" if at else "left"
            canvas.write(canvas.x(at), y, shown, side=side, colour=QUIET)

    def others(self) -> list[tuple[float, float, str]]:
        """Gives the dots of the communes, without the page's own, piled where they are equal."""
        mine = "" if self.view.is_district else self.view.place.code
        known = sorted(
            (str(r.verdict), self.x[commune, r.value])
            for commune, r in self.measure.readings.items()
            if r.value is not None and commune != mine
        )
        places = [round(x * (_END - _START) / _DOT) for _, x in known]
        sizes, placed, marks = Counter(places), Counter[int](), list[tuple[float, float, str]]()
        for place, (verdict, x) in zip(places, known, strict=True):
            step = min(_DOT, (_LANE - _DOT) / max(sizes[place] - 1, 1))
            y = self.middle + (placed[place] - (sizes[place] - 1) / 2) * step
            marks.append((self.canvas.x(x), y, "other" if mine else verdict))
            placed[place] += 1
        return marks

    def mine(self) -> list[tuple[float, float, str]]:
        """Gives the mark of the page's own commune, the other sex beside it where both must hold."""
        code = self.view.place.code
        reading = None if self.view.is_district else self.measure.readings[code]
        if reading is None or reading.value is None:
            return []
        at, colour = self.canvas.x(self.x[code, reading.value]), MARKS[reading.verdict].colour
        others = [
            self.canvas.x(self.x[code, value]) for sex, value in reading.sexes.items() if sex != reading.sex
        ]
        for x in others:
            self.canvas.line((at, x), self.middle, color=colour)
        return [*((x, self.middle, "open") for x in others), (at, self.middle, str(reading.verdict))]


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
