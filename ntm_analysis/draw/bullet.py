"""The movement's targets one below the other: baseline, present value and goal on one bar each.

Every bar is drawn against its own goal, so that all goals stand in one line: what falls
short of it is seen at a glance, whatever the unit.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from ntm_analysis.display import ChartColumn, Display
from ntm_analysis.draw.drawing import Caption, Drawing
from ntm_analysis.draw.style import LEFT, LINE, RIGHT, shorten, text_width, wrap
from ntm_analysis.judge.targets import URGENT, Progress, TargetStatus
from ntm_analysis.language import Language
from ntm_analysis.say.palette import ACCENT, GRID, INK, QUIET, STATUS_MARKS

if TYPE_CHECKING:
    from ntm_analysis.say.view import View

_START = LEFT + 16  # bars and names begin right of the sign
_END = RIGHT - 54  # where a bar may end; the goal's figure stands beside it
_BAR = 10
_GAP = 12
_MOST = Fraction(3, 2)


def bullet(view: View) -> Display | None:
    """Shows the targets of the page: the district's of the area, or those that name the commune."""
    shown = view.own_targets
    if not shown:
        return None
    words = view.words
    bars = [_Bar(words, progress) for progress in shown]
    drawing = Drawing("bullet", words, illustrative=view.data.illustrative)
    far = max(
        Fraction(1),
        *(bar.share(value) for bar in bars for value in (bar.progress.value, bar.progress.baseline)),
    )
    goal = float(_START + (_END - _START) / min(far, _MOST))
    drawing.text(goal, LINE / 2, words.word("chart.bullet.goal_head"), colour=ACCENT, bold=True, align="end")
    top = float(LINE)
    for bar, progress in zip(bars, shown, strict=True):
        symbol, colour = STATUS_MARKS[progress.status]
        name = shorten(wrap(words.text(progress.target.name), RIGHT - _START), 3)
        below_name = drawing.lines(top, name, _START)
        bar.draw(drawing, below_name, goal)
        drawing.text(LEFT, top + LINE / 2, symbol, colour=colour, bold=True)
        top = below_name + LINE + _BAR + _GAP
    if any(p.baseline is not None for p in shown):
        top = drawing.lines(top, [words.word("chart.bullet.baseline_note")], _START, colour=QUIET)
    return drawing.show(top, _caption(view, shown))


@dataclass(frozen=True)
class _Bar:
    """A target on its bar, whose end is its own goal."""

    words: Language
    progress: Progress

    def share(self, value: Fraction | None) -> Fraction:
        """Gives a value as a share of the goal; of a goal of nought everything but nought is beyond."""
        if value is None:
            return Fraction(0)
        goal = self.progress.goal
        return value / goal if goal else Fraction(int(value > 0))

    def figure(self, value: Fraction | None) -> str:
        """Writes a figure in the target's own form."""
        return self.words.target_figure(self.progress.target, value, self.progress.goal)

    def draw(self, drawing: Drawing, top: float, goal: float) -> None:
        """Draws value, status, bar and goal; a text is shortened where it leaves its neighbour no room."""
        progress, words, middle, bar = self.progress, self.words, top + LINE / 2, top + LINE + 1
        _, colour = STATUS_MARKS[progress.status]
        status = words.word(f"target_status.{progress.status}")
        if progress.value is None:
            drawing.text(_START, middle, words.word("chart.bullet.no_value"), colour=QUIET, bold=True)
            drawing.missing_box(_START, bar, goal - _START, _BAR)
        else:
            value = self.figure(progress.value)
            now = words.word("chart.bullet.now", value=value)
            room = RIGHT - _START - text_width(status, bold=True) - 8
            drawing.text(_START, middle, now if text_width(now, bold=True) <= room else value, bold=True)
            drawing.box(_START, bar, goal - _START, _BAR, fill=GRID)
            length = min(max(self.share(progress.value), Fraction(0)), _MOST) * Fraction(goal - _START)
            drawing.box(_START, bar + 2, float(length), _BAR - 4, fill=colour)
        drawing.text(RIGHT, middle, status, colour=colour, bold=True, align="end")
        if progress.baseline is not None and 0 <= (share := self.share(progress.baseline)) <= _MOST:
            at = float(_START + share * Fraction(goal - _START))
            drawing.line(at, bar - 2, at, bar + _BAR + 2, colour=INK, width=1.5, dash="2 1.5")
        drawing.line(goal, bar - 3, goal, bar + _BAR + 3, colour=ACCENT, width=3)
        asked = self.figure(progress.goal)
        if text_width(asked, bold=True) > RIGHT - _END - 5:  # the unit stands with the value already
            asked = next(word for word in asked.split() if any(letter.isdigit() for letter in word))
        drawing.text(max(goal, _END) + 5, bar + _BAR / 2, asked, colour=ACCENT, bold=True)


def _caption(view: View, shown: tuple[Progress, ...]) -> Caption:
    """States one target in full, several by how many stand where, naming those that call for a decision."""
    words = view.words
    columns = [
        ChartColumn(words.word("chart.bullet.target")),
        *(
            ChartColumn(words.word(f"chart.bullet.{key}_head"), numeric=True)
            for key in ("baseline", "now", "goal")
        ),
        ChartColumn(words.word("chart.bullet.status")),
    ]
    rows = []
    for p in shown:
        figures = [_Bar(words, p).figure(value) for value in (p.baseline, p.value, p.goal)]
        rows.append([words.text(p.target.name), *figures, words.word(f"target_status.{p.status}")])
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
    return Caption(words.word("chart.bullet.title"), finding, columns, rows)
