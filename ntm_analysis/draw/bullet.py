"""The movement's targets one below the other: what was done of the year's way from start to goal.

Every bar begins where the target began and ends at its goal, so that all ways stand in one line: what is
done of each, how much of the time has passed and what the office expects, whatever the unit.
"""

from __future__ import annotations

from fractions import Fraction
from itertools import accumulate
from typing import TYPE_CHECKING, Any

from ntm_analysis.display import Display
from ntm_analysis.draw.picture import LINE, WIDTH, dots, line, of_view, plot, wrapped, write
from ntm_analysis.judge.targets import URGENT, Progress, TargetStatus
from ntm_analysis.judge.targets.status import estimates_of
from ntm_analysis.say.palette import ACCENT, GRID, INK, QUIET, STATUS_MARKS
from ntm_analysis.say.words import Side, Table, heads

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from ntm_analysis.language import Language
    from ntm_analysis.say.view import View

_START, _END = 18, 176  # of the bars, right of the sign; the figure of the goal stands beside them
_LETTERS, _SAID = 54, 19  # of a line of a name, and of what stands right of a goal
_BAR = 9
_GAP = 7
_ELAPSED: dict[str, Any] = {"color": INK, "linewidth": 1.5, "linestyle": (0, (1.5, 1.2))}


def bullet(view: View) -> Display | None:
    """Shows the targets of the page: the district's of the area, or those that name the commune."""
    shown, words = view.own_targets, view.words
    if not shown:
        return None
    names = [wrapped(words.text(p.target.name), _LETTERS) for p in shown]
    said = [_said(words, p) for p in shown]
    lines = [name.count("\n") + text.count("\n") + 2 for name, text in zip(names, said, strict=True)]
    tops = list(accumulate((LINE * n + _GAP for n in lines), initial=LINE))
    axes = plot(tops[-1], _START, _END)
    axes.set_xlim(0, 1)
    write(axes, _END + 8, LINE / 2, words.word("chart.bullet.goal_head"), colour=ACCENT, bold=True)
    write(axes, WIDTH - 2, LINE / 2, words.word("chart.bullet.now_head"), colour=QUIET, side="right")
    bars, open_marks, passed = (
        list[tuple[float, float, str]](),
        list[tuple[Any, float, str]](),
        set[Fraction](),
    )
    stated = view.data.movement.estimates
    stated = stated[stated["commune"] == ""]
    for progress, name, text, top in zip(shown, names, said, tops, strict=False):
        symbol, colour = STATUS_MARKS[progress.status]
        middle = top + LINE * (name.count("\n") + 1.5)
        write(axes, 2, top + LINE / 2, symbol, colour=colour, bold=True)
        write(axes, _START, top + LINE / 2, name)
        write(axes, WIDTH - 2, middle, text, colour=colour, bold=True, side="right")
        goal = _brief(words, progress, progress.goal)
        write(axes, _END + 8, middle, goal, colour=ACCENT, bold=True)
        line(axes, [1, 1], [middle - 7, middle + 7], linewidth=3)
        if progress.value is None:
            write(axes, _START, middle, words.word("chart.bullet.no_value"), colour=QUIET)
            continue
        bars += [(middle, 1.0, GRID), (middle, float(share_of(progress, progress.value)), colour)]
        if (elapsed := _elapsed(view, progress)) is not None:
            passed.add(elapsed)
            line(axes, [elapsed] * 2, [middle - 7, middle + 7], zorder=3, **_ELAPSED)
        if estimate := estimates_of(progress.target, stated, view.period).district:
            open_marks.append((share_of(progress, estimate.value), middle, "open"))
    if bars:
        places, lengths, colours = zip(*bars, strict=True)
        axes.barh(places, lengths, _BAR, color=colours, clip_on=False)
    dots(axes, open_marks)
    shares = ", ".join(words.percent(100 * each) for each in sorted(passed))
    notes = [words.word("chart.bullet.way_note")]
    notes += [words.word("chart.bullet.elapsed_note", share=shares)] if passed else []
    notes += [words.word("chart.bullet.estimate_note")] if open_marks else []
    return _shown(view, axes, shown, notes)


def _begins(progress: Progress) -> bool:
    """Tells whether a target has a way from a start; what is to be held has none."""
    return progress.baseline not in (None, progress.goal)


def share_of(progress: Progress, value: Fraction) -> Fraction:
    """Gives how much of the way from start to goal a value is; without a start it begins at nought."""
    start = progress.baseline if progress.baseline is not None and _begins(progress) else Fraction(0)
    way = progress.goal - start
    return min(max((value - start) / way, Fraction(0)), Fraction(1)) if way else Fraction(int(value == start))


def _elapsed(view: View, progress: Progress) -> Fraction | None:
    """Gives how much of the time from start to end has passed."""
    start, end = progress.target.baseline, progress.target.end.number
    if start is None or not _begins(progress):
        return None
    first = start.date.year * 12 + start.date.month - 1
    return min(Fraction(view.period.number - first, max(end - first, 1)), Fraction(1))


def _brief(words: Language, progress: Progress, goal: Fraction) -> str:
    """Writes a goal without its unit and direction, which its value has."""
    figure = words.target_figure(progress.target, goal, goal)
    return next(word for word in figure.split() if any(letter.isdigit() for letter in word))


def _said(words: Language, progress: Progress) -> str:
    """Writes a value and where the target stands, on two lines where they are long."""
    value, status = "", _status(words, progress)
    if progress.value is not None:
        value = words.target_figure(progress.target, progress.value, progress.goal)
        value = value.removesuffix(f" {words.word('unit.points')}")
    return f"{value}{' ' if len(value + status) < _SAID else chr(10)}{status}".strip()


def _status(words: Language, progress: Progress) -> str:
    return words.word(f"target_status.{progress.status}")


def _shown(view: View, axes: Axes, shown: tuple[Progress, ...], notes: list[str]) -> Display:
    """States one target in full, several by how many stand where, naming those that call for a decision."""
    words = view.words
    rows = []
    for p in shown:
        figures = (words.target_figure(p.target, value, p.goal) for value in (p.baseline, p.value, p.goal))
        rows.append((words.text(p.target.name), *figures, _status(words, p)))
    if len(shown) == 1:
        name, _, value, goal, status = rows[0]
        finding = words.word("chart.bullet.finding", name=name, value=value, goal=goal, status=status)
    else:
        parts = []
        for status in TargetStatus:
            if names := [words.text(p.target.name) for p in shown if p.status is status]:
                text = f"{words.formal(len(names))} {words.word(f'target_status.{status}')}"
                parts.append(f"{text} ({'; '.join(names)})" if status in URGENT else text)
        finding = words.word("chart.bullet.findings", n=words.formal(len(shown)), parts="; ".join(parts))
    sides = dict.fromkeys(("baseline_head", "now_head", "goal_head"), Side.RIGHT)
    columns = heads(words, "chart.bullet", ("target", *sides, "status"), sides)
    table = Table("", words.word("chart.bullet.title"), columns, tuple(rows))
    return of_view(view, "bullet", axes, finding, table, notes=notes)
