"""All communes in order of one figure, each named, as dots against the threshold."""

from fractions import Fraction
from typing import Any

from ntm_analysis.display import Display
from ntm_analysis.draw.canvas import LINE, WIDTH, Canvas
from ntm_analysis.draw.measures import Measure, leading
from ntm_analysis.draw.picture import of_view
from ntm_analysis.draw.wording import best_and_worst, figure, tally, threshold_label
from ntm_analysis.model import Rule, in_alphabet
from ntm_analysis.say.palette import ACCENT, GRID, MARKS, QUIET
from ntm_analysis.say.view import View
from ntm_analysis.say.words import Column, Side, Table

_ROW = 18
_NAMES = 18  # begin right of the sign
_LETTER = 6.4  # width of most letters of a name


def ranking(view: View) -> Display | None:
    """Ranks the communes of the district by the area's leading figure; all criteria have their table."""
    measure = leading(view) if view.is_district and view.area is not None else None
    if measure is None or measure.median is None:
        return None
    words, order = view.words, ranked(measure, view.communes)
    notes = [tally(words, measure.by_verdict) + "."]
    if any(reading.sexes for reading in measure.readings.values()):
        notes.append(words.word("chart.ranking.sexes"))
    if measure.threshold_for()[1]:
        notes.append(words.word("chart.open_threshold"))
    title = words.word("chart.ranking.title", name=measure.label)
    name = Column(f"{measure.code} {measure.name}".strip(), Side.RIGHT)
    columns = (Column(words.word("chart.commune")), name, Column(words.word("chart.verdict")))
    rows = []
    for commune in order:
        verdict = words.verdict(measure.readings[commune].verdict)
        value = measure.with_sexes(words, commune)
        rows.append((view.communes.get(commune, commune), value, verdict))
    table, finding = Table("", title, columns, tuple(rows)), best_and_worst(view, measure, order)
    return of_view(view, "ranking", _drawn(view, measure, order), finding, table, notes=notes)


def ranked(measure: Measure, names: dict[str, str]) -> list[str]:
    """Orders communes best first, equal ones by name; those without a value stand last."""
    better = 1 if measure.rule is Rule.AT_MOST else -1

    def key(commune: str) -> tuple[bool, Fraction, tuple[list[int], list[int]]]:
        value = measure.readings[commune].value
        return value is None, better * (value or Fraction(0)), in_alphabet(names.get(commune, commune))

    return sorted(measure.readings, key=key)


def _drawn(view: View, measure: Measure, order: list[str]) -> Canvas:
    """Draws a row a commune; threshold and median go through all, named above."""
    words, (threshold, is_open) = view.words, measure.threshold_for()
    figures = {commune: "".join(measure.told(words, commune)[:1]) for commune in order}
    start = _NAMES + _LETTER * max(len(view.communes.get(c, c)) for c in order) + 10
    end = WIDTH - _LETTER * max(map(len, figures.values())) - 14
    shown = [*measure.values.values()] + ([] if threshold is None else [threshold])
    shown += [value for reading in measure.readings.values() for value in reading.sexes.values()]
    low, high = float(min(shown)), float(max(shown))
    room = (high - low or 1) * 0.04
    canvas = Canvas(start, end, (low - room, high + room))
    canvas.y = 2 * LINE + _ROW * len(order) + 4
    marks = list[tuple[float, float, str]]()
    for number, commune in enumerate(order):
        reading, middle = measure.readings[commune], 2 * LINE + _ROW * (number + 0.5)
        mark = MARKS[reading.verdict]
        canvas.write(2, middle, mark.symbol, colour=mark.colour, bold=True)
        canvas.write(_NAMES, middle, view.communes.get(commune, commune))
        canvas.write(WIDTH - 2, middle, figures[commune], side="right", bold=True)
        if reading.value is None:
            canvas.write(start, middle, words.verdict(reading.verdict), colour=QUIET)
            continue
        canvas.line((start, end), middle, color=GRID, linewidth=1.5, zorder=1)
        at = canvas.x(reading.value)
        for x in (canvas.x(value) for sex, value in reading.sexes.items() if sex != reading.sex):
            canvas.line((at, x), middle, color=mark.colour, linewidth=1.2)
            marks.append((x, middle, "open"))
        marks.append((at, middle, str(reading.verdict)))
    canvas.dots(marks, 60)
    bottom = 2 * LINE + _ROW * len(measure.values)
    if threshold is None:
        canvas.write(2, LINE / 2, words.word("confidence.unknown"), colour=QUIET)
    else:
        text = threshold_label(measure, threshold, words, is_open=is_open)
        _level(canvas, threshold, text, (LINE / 2, bottom), ACCENT)
    if measure.median is not None:
        text = words.word("chart.median", value=figure(measure, measure.median, words))
        _level(canvas, measure.median, text, (LINE * 1.5, bottom), QUIET, linewidth=1, linestyle=(0, (2, 3)))
    return canvas


def _level(
    canvas: Canvas, value: Fraction, text: str, span: tuple[float, float], colour: str, **looks: Any
) -> None:
    """Draws a level through all rows below its name, which stays within the picture."""
    x, third = canvas.x(value), (canvas.right - canvas.left) / 3
    canvas.line(x, (span[0] + LINE / 2, span[1]), color=colour, **looks)
    side = "left" if x < canvas.left + third else "right" if x > canvas.right - third else "center"
    canvas.write(x, span[0], text, side=side, colour=colour, bold=colour == ACCENT)
