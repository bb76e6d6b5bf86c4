"""The commune among the communes: one row of dots for each quantity, against its threshold."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

from matplotlib.axes import Axes

from ntm_analysis.charts import measures as read
from ntm_analysis.charts.measures import Measure
from ntm_analysis.charts.style import (
    BAD,
    FAINT,
    GRID,
    INK,
    LEFT,
    LINE,
    MARKS,
    QUIET,
    RIGHT,
    SMALL,
    THRESHOLD,
    WIDTH,
    canvas,
    scale,
    wrap,
    write,
    write_lines,
    write_spread,
)
from ntm_analysis.charts.svg import Caption, show
from ntm_analysis.charts.wording import among_others, below, capital, shorten, threshold_label, verdict_counts
from ntm_analysis.display import Column, Display
from ntm_analysis.model import Verdict

if TYPE_CHECKING:
    from ntm_analysis.view import View

_DOTS = 40  # height of the lane of dots
_GAP = 14
_DOT_SIZE = 6.5
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
    top = 0.0
    for measure, name, height in zip(rows, names, heights, strict=True):
        _draw_row(view, axes, measure, name, top)
        top += height
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


def _draw_row(view: View, axes: Axes, measure: Measure, name: list[str], top: float) -> None:
    mine = "" if view.is_district else view.place.code
    threshold, is_open = measure.threshold_for(mine)
    x = _scale_of(measure, threshold)
    y = write_lines(axes, top, name, size=SMALL, bold=True)
    dots = y + LINE + _DOTS / 2
    axes.plot([_START, _END], [dots, dots], color=GRID, lw=2, zorder=0)
    if threshold is not None:
        axes.plot([x(threshold)] * 2, [y + LINE + 1, y + LINE + _DOTS], color=THRESHOLD, lw=2, zorder=1)
    _draw_dots(axes, measure, mine, x, dots)
    if mine:
        _label_mine(view, axes, measure, x, y, dots)
    else:
        write(axes, LEFT, y + LINE / 2, verdict_counts(measure, view.words), size=SMALL, colour=QUIET)
    _label_below(view, axes, measure, x, dots + _DOTS / 2 + LINE / 2, threshold, is_open=is_open)


def _scale_of(measure: Measure, threshold: Fraction | None) -> Any:
    shown = [*measure.values.values(), *([threshold] if threshold is not None else [])]
    return scale(float(min(shown)), float(max(shown)), _START, _END)


def _draw_dots(axes: Axes, measure: Measure, mine: str, x: Any, y: float) -> None:
    """Lays out the other communes side by side where their values meet (a swarm).

    Communes that do not meet the threshold carry their own marker, not only a colour.
    """
    import seaborn as sns  # noqa: PLC0415 (heavy: loads with the first chart that needs it)

    others = [c for c in measure.values if c != mine]
    if not others:
        return
    # The swarm needs a lane of its own: it fills four fifths of the height of its axes.
    (_, low), (_, high) = axes.transLimits.transform([(0, y + _DOTS / 2), (0, y - _DOTS / 2)])
    lane = axes.inset_axes((0, low, 1, high - low), zorder=2)
    lane.set_axis_off()
    places = [x(measure.values[c]) for c in others]
    sns.swarmplot(x=places, y=[0] * len(others), orient="y", ax=lane, size=_DOT_SIZE, warn_thresh=1)
    lane.set(xlim=(0, WIDTH), ylim=(0.5, -0.5))
    marks = [MARKS[measure.readings[c].verdict] for c in others]
    swarm = lane.collections[0]
    swarm.set_facecolor([FAINT if mine else m.colour for m in marks])
    swarm.set_edgecolor([QUIET if mine else "#ffffff" for m in marks])
    swarm.set_linewidth(0.6)
    if not mine:
        swarm.set_paths([_path(m.marker) for m in marks])


def _path(marker: str) -> Any:
    from matplotlib.markers import MarkerStyle  # noqa: PLC0415 (beside its only use)

    style = MarkerStyle(marker)
    return style.get_path().transformed(style.get_transform())


def _label_mine(view: View, axes: Axes, measure: Measure, x: Any, y: float, dots: float) -> None:
    reading = measure.readings[view.place.code]
    mark = MARKS[reading.verdict]
    if reading.value is None:
        text = f"{mark.symbol} {view.place.name}: {view.words.verdict(reading.verdict)}"
        write(axes, LEFT, y + LINE / 2, text, bold=True, colour=QUIET)
        return
    place = x(reading.value)
    axes.plot([place], [dots], marker=mark.marker, ms=13, color=mark.colour, mec="#ffffff", mew=1.5, zorder=5)
    text = f"{mark.symbol} {view.place.name} {measure.shown(view.words, reading.value, view.place.code)}"
    colour = BAD if reading.verdict is Verdict.NOT_MET else INK
    write_spread(axes, y + LINE / 2, [(place, text, {"bold": True, "colour": colour})])


def _label_below(  # noqa: PLR0913 (one row's geometry)
    view: View, axes: Axes, measure: Measure, x: Any, y: float, threshold: Fraction | None, *, is_open: bool
) -> None:
    words = view.words
    middle = measure.median
    labels: list[tuple[float, str, dict[str, Any]]] = []
    if middle is not None:
        axes.plot([x(middle)] * 2, [y - LINE / 2 - 9, y - LINE / 2], color=QUIET, lw=2, zorder=1)
        text = words.word("chart.median", value=measure.shown(words, middle))
        labels.append((x(middle), text, {"size": SMALL, "colour": QUIET}))
    if threshold is None:
        labels.append((RIGHT, words.word("confidence.unknown"), {"size": SMALL, "colour": QUIET}))
    else:
        text = threshold_label(measure, threshold, words, is_open=is_open)
        looks = {"size": SMALL, "colour": THRESHOLD, "bold": True}
        labels.append((x(threshold), text, looks))
    write_spread(axes, y, labels)


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
