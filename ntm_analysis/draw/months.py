"""The course over the months: steps against the threshold or the target, labelled directly."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING

from ntm_analysis.display import ChartColumn, Display
from ntm_analysis.draw.courses import Course, MonthValue, courses
from ntm_analysis.draw.drawing import Caption, Drawing
from ntm_analysis.draw.steps import PAD, PLOT, CoursePanel, draw_steps
from ntm_analysis.draw.style import LEFT, LINE, RIGHT, shorten, spread, text_width, wrap
from ntm_analysis.draw.wording import capital
from ntm_analysis.model import Period, Verdict
from ntm_analysis.say.palette import ACCENT, INK, MARKS, QUIET

if TYPE_CHECKING:
    from ntm_analysis.say.view import View

_GAP = 10
_MONTH = 17  # the least room for the number of a month


def months(view: View, role: str = "standard") -> Display | None:
    """Shows how the place moved month by month; yearly figures have no course and are left out."""
    shown = courses(view, role)
    if not shown:
        return None
    words = view.words
    names = [shorten(wrap(course.name, bold=True), 2) for course in shown]
    heights = [len(name) * LINE + 2 * PAD + PLOT + 2 * LINE + _GAP for name in names]
    # Only the signs that the picture has are explained.
    points = [point for course in shown for point in course.points]
    signs = {
        "chart.months.carried": any(p.value is not None and not p.measured for p in points),
        "chart.months.missing": any(p.value is None for p in points),
        "chart.open_threshold": any(course.open_goal for course in shown),
    }
    notes = [*(words.word(key) for key, needed in signs.items() if needed), view.merger_note]
    note = [line for text in notes if text for line in wrap(text)]
    height = sum(heights) + len(note) * LINE
    drawing = Drawing(f"months-{role}", words, illustrative=view.data.illustrative)
    tops = [sum(heights[:number]) + len(name) * LINE for number, name in enumerate(names)]
    widths = [max(text_width(level.text, bold=level.bold) for level in _levels(course)) for course in shown]
    laid_out = zip(shown, tops, widths, strict=True)
    panels = [CoursePanel.of(course, top, RIGHT - width - 8) for course, top, width in laid_out]
    axes = drawing.axes(height)
    draw_steps(axes, panels)
    drawing.insert(axes)
    for panel, name in zip(panels, names, strict=True):
        drawing.lines(panel.top - len(name) * LINE, name, bold=True)
        _label(drawing, panel)
    drawing.lines(height - len(note) * LINE, note, colour=QUIET)
    return drawing.show(height, _caption(view, shown))


def _label(drawing: Drawing, panel: CoursePanel) -> None:
    """Numbers the months with something measured, and the last one, with their years; names the levels.

    The levels stand at the right; marked are months without data, and the last value where the axis goes on.
    """
    course, y = panel.course, panel.bottom + LINE / 2 + 3
    measured = {p.month for p in (*course.points, *course.other) if p.measured and p.value is not None}
    shown: list[int] = []
    for month in sorted({*measured, course.points[0].month, panel.last}, reverse=True):
        if not shown or panel.x(shown[-1]) - panel.x(month) >= _MONTH:
            shown.append(month)
    years: dict[int, int] = {}
    for month in shown:
        colour, period = INK if month in measured else QUIET, Period.from_number(month)
        drawing.text(panel.x(month), y, str(period.month), colour=colour, align="middle")
        years[period.year] = month  # the earliest of a year, as they come backwards
    at = [panel.x(month) for month in sorted(years.values())]
    for year, x in zip(sorted(years), spread(at, [36] * len(at), LEFT - 4, RIGHT), strict=True):
        drawing.text(x, y + LINE - 1, str(year), colour=QUIET, align="middle")
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
        level = _last_value(last)
        x, y = panel.x(last.month), panel.y(last.value) - 12
        drawing.text(x, y, level.text, bold=True, align="middle", colour=level.colour, halo=True)


@dataclass(frozen=True)
class _Level:
    """A text at the height of a value, right of the plot."""

    value: Fraction
    text: str
    colour: str
    bold: bool = True


def _levels(course: Course) -> list[_Level]:
    """Lists what is named at the right: goal, outlook and, where the axis ends with it, the last value."""
    found, last = [], course.points[-1]
    if course.last_month <= last.month and last.value is not None:
        found.append(_last_value(last, course.sex))
        if course.other and (beside := course.other[-1]).value is not None:
            other = _last_value(beside, course.other_sex)
            found.append(replace(other, colour=QUIET, bold=False))
    if course.outlook:
        middle = (course.outlook.low + course.outlook.high) / 2
        found.append(_Level(middle, course.outlook_text, QUIET, bold=False))
    if course.goal is not None:
        found.append(_Level(course.goal, course.goal_text, ACCENT))
    return found or [_Level(Fraction(0), "", INK)]


def _last_value(point: MonthValue, sex: str = "") -> _Level:
    """Writes a course's last value with the sign of its verdict, and whose it is."""
    mark = MARKS[point.verdict] if point.verdict else None
    text = f"{mark.symbol if mark else ''} {point.text} {sex}".strip()
    return _Level(point.value or Fraction(0), text, mark.colour if mark else INK)


def _caption(view: View, shown: list[Course]) -> Caption:
    """Gives each course a column, two where women and men stand apart, each value with its day (rule 4)."""
    words = view.words
    subject = capital(words.word("chart.criteria_met")) if view.area is None else words.text(view.area.name)
    title = words.word("chart.months.title", subject=subject, place=view.place.name)
    missing = words.verdict(Verdict.NO_DATA)
    columns, texts, said = [ChartColumn(words.word("chart.month"))], list[dict[int, str]](), []
    for course in shown:
        lines = [(course.label, course.points)]
        if course.other:
            sexes = ((course.sex, course.points), (course.other_sex, course.other))
            lines = [(words.word("chart.of_sex", value=course.label, sex=sex), line) for sex, line in sexes]
        for name, points in lines:
            columns.append(ChartColumn(name, numeric=True))
            texts.append({p.month: p.text or missing for p in points})
            texts[-1] |= {
                p.month: words.word("chart.months.dated", value=p.text, date=p.date)
                for p in points
                if p.text and p.date
            }
        text = course.sentence
        if course.outlook:
            end = words.short_month(Period.from_number(course.last_month))
            outlook = capital(course.outlook_text)
            text += " " + words.word("chart.months.expected", outlook=outlook, month=end)
        said.append(text)
    rows = [
        [words.short_month(Period.from_number(month)), *(by_month.get(month, missing) for by_month in texts)]
        for month in sorted({month for by_month in texts for month in by_month})
    ]
    return Caption(title, said[0], columns, rows, " ".join(said[1:]))
