"""The course over the months: steps against the threshold or the target, labelled directly."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from ntm_analysis.display import Column, Display
from ntm_analysis.draw.course import Course, Point
from ntm_analysis.draw.courses import courses
from ntm_analysis.draw.drawing import Drawing
from ntm_analysis.draw.fitting import scale, shorten, spread, text_width, wrap
from ntm_analysis.draw.steps import Panel, draw_steps
from ntm_analysis.draw.style import LEFT, LINE, RIGHT
from ntm_analysis.draw.svg import Caption, show
from ntm_analysis.draw.wording import capital
from ntm_analysis.model import Period, Verdict
from ntm_analysis.say.palette import ACCENT, INK, MARKS, QUIET

if TYPE_CHECKING:
    from ntm_analysis.say.view import View

_PLOT = 72  # height of a panel's plot
_PAD = 14
_START = LEFT + 10
_GAP = 10
_MONTH = 17  # the least room for the number of a month


def months(view: View, role: str = "standard") -> Display | None:
    """Shows how the place moved month by month; yearly figures have no course and are left out."""
    shown = courses(view, role)
    if not shown:
        return None
    words = view.words
    names = [shorten(wrap(course.name, bold=True), 2) for course in shown]
    heights = [len(name) * LINE + 2 * _PAD + _PLOT + 2 * LINE + _GAP for name in names]
    notes = [words.word(key) for key in _notes(shown)] + ([view.merger_note] if view.merger_note else [])
    note = [line for text in notes for line in wrap(text)]
    height = sum(heights) + len(note) * LINE
    drawing = Drawing(f"months-{role}", height, words, illustrative=view.data.illustrative)
    tops = [sum(heights[:number]) + len(name) * LINE for number, name in enumerate(names)]
    panels = [_panel(course, top) for course, top in zip(shown, tops, strict=True)]
    drawing.insert(draw_steps(drawing.name, height, list(zip(shown, panels, strict=True))))
    for course, panel, name in zip(shown, panels, names, strict=True):
        drawing.lines(panel.top - len(name) * LINE, name, bold=True)
        _label_months(drawing, course, panel)
        _label_levels(drawing, course, panel)
    drawing.lines(height - len(note) * LINE, note, colour=QUIET)
    return show(drawing, _caption(view, shown), words)


def _notes(shown: list[Course]) -> list[str]:
    """Names only the signs that the picture has."""
    points = [point for course in shown for point in course.points]
    notes = {
        "chart.months.carried": any(p.value is not None and not p.measured for p in points),
        "chart.months.missing": any(p.value is None for p in points),
        "chart.open_threshold": any(course.open_goal for course in shown),
    }
    return [key for key, needed in notes.items() if needed]


def _panel(course: Course, top: float) -> Panel:
    end = RIGHT - max(text_width(label.text, bold=label.bold) for label in _levels(course)) - 8
    known = [p.value for p in (*course.points, *course.other) if p.value is not None]
    shown = known + ([course.goal] if course.goal is not None else [])
    shown += [course.outlook.low, course.outlook.high] if course.outlook else []
    upper, lower = top + _PAD, top + _PAD + _PLOT
    first, last = course.points[0].month, max(course.points[-1].month, course.last_month)
    return Panel(
        x=scale(first, last, _START, end - 6),
        y=scale(float(min(shown)), float(max(shown)), lower, upper),
        top=top,
        bottom=lower + _PAD,
        start=_START - 8,
        end=end,
        last=last,
    )


def _label_months(drawing: Drawing, course: Course, panel: Panel) -> None:
    """Numbers the months in which something was measured, and the last one; below them the years."""
    y = panel.bottom + LINE / 2 + 3
    measured = {p.month for p in (*course.points, *course.other) if p.measured and p.value is not None}
    shown: list[int] = []
    for month in sorted({*measured, course.points[0].month, panel.last}, reverse=True):
        if not shown or panel.x(shown[-1]) - panel.x(month) >= _MONTH:
            shown.append(month)
    for month in shown:
        colour = INK if month in measured else QUIET
        number = str(Period.from_number(month).month)
        drawing.text(panel.x(month), y, number, colour=colour, align="middle")
    years: dict[int, int] = {}
    for month in sorted(shown):
        years.setdefault(Period.from_number(month).year, month)
    at = [panel.x(month) for month in years.values()]
    for year, x in zip(years, spread(at, [36] * len(at), LEFT - 4, RIGHT), strict=True):
        drawing.text(x, y + LINE - 1, str(year), colour=QUIET, align="middle")


@dataclass(frozen=True)
class _Level:
    """A text at the height of a value, right of the plot."""

    value: Fraction
    text: str
    colour: str
    bold: bool = True


def _levels(course: Course) -> list[_Level]:
    """Lists what is named at the right: goal, outlook and, where the axis ends with it, the last value."""
    found = [] if course.last_month > course.points[-1].month else _last_values(course)
    if course.outlook:
        middle = (course.outlook.low + course.outlook.high) / 2
        found.append(_Level(middle, course.outlook_text, QUIET, bold=False))
    if course.goal is not None:
        found.append(_Level(course.goal, course.goal_text, ACCENT))
    return found or [_Level(Fraction(0), "", INK)]


def _last_values(course: Course) -> list[_Level]:
    last = course.points[-1]
    if last.value is None:
        return []
    colour = MARKS[last.verdict].colour if last.verdict else INK
    found = [_Level(last.value, _value_text(last, course.sex), colour)]
    if course.other and (beside := course.other[-1]).value is not None:
        found.append(_Level(beside.value, _value_text(beside, course.other_sex), QUIET, bold=False))
    return found


def _value_text(point: Point, sex: str) -> str:
    text = f"{MARKS[point.verdict].symbol} {point.text}" if point.verdict else point.text
    return f"{text} {sex}".strip()


def _label_levels(drawing: Drawing, course: Course, panel: Panel) -> None:
    levels = _levels(course)
    places = [panel.y(level.value) for level in levels]
    # The lower value stands lower where both labels would fall on the same height.
    order = sorted(range(len(levels)), key=lambda i: (places[i], -levels[i].value))
    centres = spread([places[i] for i in order], [LINE] * len(levels), panel.top, panel.bottom)
    for i, y in zip(order, centres, strict=True):
        drawing.text(panel.end + 6, y, levels[i].text, colour=levels[i].colour, bold=levels[i].bold)
    for point in course.points:
        if point.value is None:
            drawing.text(panel.x(point.month), panel.bottom - 9, "?", align="middle", colour=QUIET, bold=True)
    last = course.points[-1]
    if course.last_month > last.month and last.value is not None:
        _label_last(drawing, panel, last)


def _label_last(drawing: Drawing, panel: Panel, last: Point) -> None:
    """Writes the present value at its point, above it, where the axis goes on beyond."""
    text = _value_text(last, "")
    y = panel.y(last.value) - 12
    colour = MARKS[last.verdict].colour if last.verdict else INK
    drawing.text(panel.x(last.month), y, text, bold=True, align="middle", colour=colour, halo=True)


def _caption(view: View, shown: list[Course]) -> Caption:
    words = view.words
    subject = capital(words.word("chart.criteria_met")) if view.area is None else words.text(view.area.name)
    title = words.word("chart.months.title", subject=subject, place=view.place.name)
    lines = [line for course in shown for line in _lines(view, course)]
    months = sorted({point.month for _, points in lines for point in points})
    columns = [Column(words.word("chart.month")), *(Column(name, numeric=True) for name, _ in lines)]
    missing = words.verdict(Verdict.NO_DATA)
    texts = [{p.month: _dated(view, p) for p in points} for _, points in lines]
    rows = [
        [words.short_month(Period.from_number(month)), *(by_month.get(month, missing) for by_month in texts)]
        for month in months
    ]
    said = [course.sentence + _expected(view, course) for course in shown]
    return Caption(title, said[0], columns, rows, " ".join(said[1:]))


def _expected(view: View, course: Course) -> str:
    if not course.outlook:
        return ""
    end = view.words.short_month(Period.from_number(course.last_month))
    return " " + view.words.word("chart.months.expected", outlook=capital(course.outlook_text), month=end)


def _lines(view: View, course: Course) -> list[tuple[str, Sequence[Point]]]:
    """Lists the columns of the data: one a course, two where women and men stand apart."""
    if not course.other:
        return [(course.label, course.points)]
    named = [(course.sex, course.points), (course.other_sex, course.other)]
    return [(view.words.word("chart.of_sex", value=course.label, sex=sex), points) for sex, points in named]


def _dated(view: View, point: Point) -> str:
    """Writes a value with the day it was measured, where that is known (rule 4)."""
    if not point.text:
        return view.words.verdict(Verdict.NO_DATA)
    return (
        view.words.word("chart.months.dated", value=point.text, date=point.date) if point.date else point.text
    )
