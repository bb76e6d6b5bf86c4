"""The movement's targets one below the other: what was done of the year's way from start to goal.

Every bar begins where the target began and ends at its goal, so that all ways stand in one line: what is
done of each, how much of the time has passed and what the office expects, whatever the unit.
"""

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from ntm_analysis.display import Display
from ntm_analysis.draw.canvas import LINE, WIDTH, Canvas
from ntm_analysis.draw.picture import of_view
from ntm_analysis.judge.targets import URGENT, Progress, TargetStatus
from ntm_analysis.judge.targets.status import estimates_of
from ntm_analysis.say.palette import ACCENT, GRID, INK, QUIET, STATUS_MARKS
from ntm_analysis.say.view import View
from ntm_analysis.say.words import Side, Table, heads

_START, _END = 18, 176  # of the bars, right of the sign; the figure of the goal stands beside them
_LETTERS, _SAID = 54, 19  # of a line of a name, and of what stands right of a goal
_BAR = 9
_GAP = 7
_ELAPSED: dict[str, Any] = {"color": INK, "linewidth": 1.5, "linestyle": (0, (1.5, 1.2)), "zorder": 3}


@dataclass(frozen=True)
class TargetWay:
    """A target's way from its start to its goal, and its figures in its own form."""

    view: View
    progress: Progress

    @property
    def start(self) -> Fraction | None:
        """Gives where the way begins, None where that is not known; what is to be held has no way."""
        known = self.progress.baseline
        return None if known == self.progress.goal else known

    def share(self, value: Fraction) -> Fraction:
        """Gives how much of the way a value has gone; without a start it begins at nought."""
        start = self.start or Fraction(0)
        if way := self.progress.goal - start:
            return min(max((value - start) / way, Fraction(0)), Fraction(1))
        return Fraction(int(value == start))

    @property
    def elapsed(self) -> Fraction | None:
        """Gives how much of the time from start to end has passed."""
        baseline, end = self.progress.target.baseline, self.progress.target.end.number
        if baseline is None or self.start is None:
            return None
        first = baseline.date.year * 12 + baseline.date.month - 1
        return min(Fraction(self.view.period.number - first, max(end - first, 1)), Fraction(1))

    @property
    def row(self) -> tuple[str, ...]:
        """Writes name, baseline, value, goal and where the target stands."""
        words, p = self.view.words, self.progress
        figures = (words.target_figure(p.target, value, p.goal) for value in (p.baseline, p.value, p.goal))
        return (words.text(p.target.name), *figures, words.word(f"target_status.{p.status}"))

    @property
    def goal(self) -> str:
        """Writes the goal without unit and direction, which the value has."""
        return next(word for word in self.row[3].split() if any(letter.isdigit() for letter in word))

    @property
    def said(self) -> str:
        """Writes the value and where the target stands, on two lines where they are long."""
        _, _, value, _, status = self.row
        value = value.removesuffix(f" {self.view.words.word('unit.points')}")
        if self.progress.value is None:
            return status
        return f"{value} {status}" if len(value + status) < _SAID else f"{value}\n{status}"


def bullet(view: View) -> Display | None:
    """Shows the targets of the page: the district's of the area, or those that name the commune.

    One target is stated in full, several by how many stand where, with the names of those that call for a
    decision.
    """
    ways, words = [TargetWay(view, progress) for progress in view.own_targets], view.words
    if not ways:
        return None
    rows = tuple(way.row for way in ways)
    if len(rows) == 1:
        name, _, value, goal, status = rows[0]
        finding = words.word("chart.bullet.finding", name=name, value=value, goal=goal, status=status)
    else:
        parts = []
        for each in TargetStatus:
            if names := [way.row[0] for way in ways if way.progress.status is each]:
                text = f"{words.formal(len(names))} {words.word(f'target_status.{each}')}"
                parts.append(f"{text} ({'; '.join(names)})" if each in URGENT else text)
        finding = words.word("chart.bullet.findings", n=words.formal(len(rows)), parts="; ".join(parts))
    sides = dict.fromkeys(("baseline_head", "now_head", "goal_head"), Side.RIGHT)
    columns = heads(words, "chart.bullet", ("target", *sides, "status"), sides)
    canvas, notes = _drawn(view, ways)
    table = Table("", words.word("chart.bullet.title"), columns, rows)
    return of_view(view, "bullet", canvas, finding, table, notes=notes)


def _drawn(view: View, ways: list[TargetWay]) -> tuple[Canvas, list[str]]:
    """Draws a bar each below its name, and explains the marks there are."""
    words, canvas = view.words, Canvas(_START, _END)
    canvas.write(_END + 8, LINE / 2, words.word("chart.bullet.goal_head"), colour=ACCENT, bold=True)
    canvas.write(WIDTH - 2, LINE / 2, words.word("chart.bullet.now_head"), colour=QUIET, side="right")
    passed, marks = set[Fraction](), list[tuple[float, float, str]]()
    stated = view.data.movement.estimates
    stated = stated[stated["commune"] == ""]
    canvas.y = LINE
    for way in ways:
        symbol, colour = STATUS_MARKS[way.progress.status]
        canvas.write(2, canvas.y + LINE / 2, symbol, colour=colour, bold=True)
        canvas.paragraph(way.row[0], _LETTERS, _START)
        middle = canvas.y + LINE / 2
        canvas.y += LINE * (way.said.count("\n") + 1) + _GAP
        canvas.write(WIDTH - 2, middle, way.said, colour=colour, bold=True, side="right")
        canvas.write(_END + 8, middle, way.goal, colour=ACCENT, bold=True)
        upright = (middle - 7, middle + 7)
        canvas.line(_END, upright, linewidth=3)
        if way.progress.value is None:
            canvas.write(_START, middle, words.word("chart.bullet.no_value"), colour=QUIET)
            continue
        canvas.bar(middle, _BAR, 1, GRID)
        canvas.bar(middle, _BAR, way.share(way.progress.value), colour)
        if way.elapsed is not None:
            passed.add(way.elapsed)
            canvas.line(canvas.x(way.elapsed), upright, **_ELAPSED)
        if estimate := estimates_of(way.progress.target, stated, view.period).district:
            marks.append((canvas.x(way.share(estimate.value)), middle, "open"))
    shares = ", ".join(words.percent(100 * each) for each in sorted(passed))
    keys = {"way": True, "elapsed": bool(passed), "estimate": bool(marks)}
    canvas.dots(marks)
    return canvas, [
        words.word(f"chart.bullet.{key}_note", share=shares) for key, there in keys.items() if there
    ]
