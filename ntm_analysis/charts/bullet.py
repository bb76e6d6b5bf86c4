"""The movement's targets: baseline, present value and target on one bar each."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from matplotlib.axes import Axes

from ntm_analysis.charts.style import (
    BAD,
    GOOD,
    GRID,
    INK,
    LEFT,
    LINE,
    QUIET,
    RIGHT,
    SMALL,
    THRESHOLD,
    WARN,
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
from ntm_analysis.charts.wording import shorten
from ntm_analysis.display import Column, Display
from ntm_analysis.targets import Progress, TargetStatus

if TYPE_CHECKING:
    from ntm_analysis.view import View

_BAR = 14
_GAP = 16
# Sign and colour of a status; the word always stands beside them.
_LOOKS = {
    TargetStatus.REACHED: ("✓", GOOD),
    TargetStatus.HELD: ("✓", GOOD),
    TargetStatus.ON_TRACK: ("↗", GOOD),
    TargetStatus.SLOW: ("→", WARN),
    TargetStatus.AT_RISK: ("!", WARN),
    TargetStatus.HARD: ("✗", BAD),
    TargetStatus.MISSED: ("✗", BAD),
    TargetStatus.NO_GROUNDS: ("?", QUIET),
}


def bullet(view: View) -> Display | None:
    """Shows the targets of the page: the district's of the area, or those that name the commune."""
    shown = view.own_targets
    if not shown:
        return None
    words = view.words
    names = [shorten(wrap(words.text(p.target.name), size=SMALL), 3) for p in shown]
    heights = [len(name) * LINE + LINE + _BAR + LINE + 6 + _GAP for name in names]
    figure, axes = canvas(sum(heights), words, illustrative=view.data.illustrative)
    top = 0.0
    for progress, name, height in zip(shown, names, heights, strict=True):
        _draw(view, axes, progress, write_lines(axes, top, name, size=SMALL))
        top += height
    return show(figure, _caption(view, shown), words)


def _draw(view: View, axes: Axes, progress: Progress, top: float) -> None:
    words = view.words
    symbol, colour = _LOOKS[progress.status]
    status = f"{symbol} {words.word(f'target_status.{progress.status}')}"
    write(axes, RIGHT, top + LINE / 2, status, bold=True, colour=colour, align="right")
    now = words.word("chart.bullet.now", value=_figure(view, progress, progress.value))
    x, bar = _scale_of(progress), top + LINE + 3
    box(axes, LEFT, bar, RIGHT - LEFT, _BAR, facecolor=GRID)
    if progress.value is None:
        missing_box(axes, LEFT, bar, RIGHT - LEFT, _BAR)
        now = words.word("chart.bullet.no_value")
    else:
        ends = sorted((x(0), x(progress.value)))
        box(axes, ends[0], bar + 3, ends[1] - ends[0], _BAR - 6, facecolor=colour)
    write(axes, LEFT, top + LINE / 2, now, bold=True)
    _draw_levels(view, axes, progress, x, bar)


def _draw_levels(view: View, axes: Axes, progress: Progress, x: Callable[[Any], float], bar: float) -> None:
    """Draws baseline and target across the bar and names both below it."""
    words = view.words
    y = bar + _BAR + 6 + LINE / 2
    labels: list[tuple[float, str, dict[str, Any]]] = []
    if progress.baseline is not None:
        at = x(progress.baseline)
        line(axes, [at, at], [bar, bar + _BAR + 4], color=INK, lw=1.4, ls=(0, (2, 1.2)))
        text = words.word("chart.bullet.baseline", value=_figure(view, progress, progress.baseline))
        labels.append((at, text, {"size": SMALL, "colour": QUIET}))
    at = x(progress.goal)
    line(axes, [at, at], [bar - 3, bar + _BAR + 4], color=THRESHOLD, lw=3)
    goal = words.word("chart.goal", value=_figure(view, progress, progress.goal))
    labels.append((at, goal, {"size": SMALL, "colour": THRESHOLD, "bold": True}))
    if sum(text_width(t, SMALL, bold=True) for _, t, _ in labels) > RIGHT - LEFT:
        labels = labels[-1:]
    write_spread(axes, y, labels)


def _figure(view: View, progress: Progress, value: Fraction | None) -> str:
    return view.words.target_figure(progress.target, value, progress.goal)


def _scale_of(progress: Progress) -> Callable[[Any], float]:
    """Maps from zero, so that bars compare by length; a fall grows to the right like a gain."""
    levels = [v for v in (progress.value, progress.baseline, progress.goal) if v is not None]
    most = Fraction(progress.target.denominator or 0)
    shares = progress.target.unit in {"communes", "areas"}
    far = max([abs(v) for v in levels] + ([most] if shares else [])) or Fraction(1)
    sign = -1 if progress.goal < 0 else 1
    back = min([Fraction(0), *(sign * v for v in levels)])
    mapped = scale(float(back), float(far), LEFT, RIGHT - 2)
    return lambda value: mapped(sign * value)


def _caption(view: View, shown: tuple[Progress, ...]) -> Caption:
    words = view.words
    columns = [
        Column(words.word("chart.bullet.target")),
        Column(words.word("chart.bullet.baseline_head"), numeric=True),
        Column(words.word("chart.bullet.now_head"), numeric=True),
        Column(words.word("chart.bullet.goal_head"), numeric=True),
        Column(words.word("chart.bullet.status")),
    ]
    rows = [
        [words.text(p.target.name)]
        + [_figure(view, p, value) for value in (p.baseline, p.value, p.goal)]
        + [words.word(f"target_status.{p.status}")]
        for p in shown
    ]
    return Caption("bullet", words.word("chart.bullet.title"), _finding(view, shown), columns, rows)


def _finding(view: View, shown: tuple[Progress, ...]) -> str:
    """States one target in full, several by how many stand where."""
    words = view.words
    if len(shown) == 1:
        only = shown[0]
        return words.word(
            "chart.bullet.finding",
            name=words.text(only.target.name),
            value=_figure(view, only, only.value),
            goal=_figure(view, only, only.goal),
            status=words.word(f"target_status.{only.status}"),
        )
    counts = [(status, sum(p.status is status for p in shown)) for status in TargetStatus]
    parts = [f"{words.formal(n)} {words.word(f'target_status.{status}')}" for status, n in counts if n]
    return words.word("chart.bullet.findings", n=words.formal(len(shown)), parts=", ".join(parts))
