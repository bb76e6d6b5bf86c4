"""One line of the months chart: its values by month, its goal, and the sentence that says where it went."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from ntm_analysis.model import Frequency, Period, Verdict

if TYPE_CHECKING:
    from ntm_analysis.judge.targets import Outlook
    from ntm_analysis.say.view import View

WITHIN_A_YEAR = {Frequency.MONTH, Frequency.QUARTER, Frequency.HALF_YEAR}


@dataclass(frozen=True)
class Point:
    """A month's figure; ``measured`` is False where an earlier one is carried on (rule 4)."""

    month: int
    value: Fraction | None
    text: str
    verdict: Verdict | None  # None: a count on its way, which is not judged month by month
    measured: bool
    date: str = ""  # of the measurement, where known


@dataclass(frozen=True)
class Course:
    """One line of the chart, with the level it is held against and the sentence that says where it went."""

    label: str
    name: str
    points: tuple[Point, ...]
    goal: Fraction | None
    goal_text: str
    sentence: str
    last_month: int = 0  # the axis reaches at least this month: the end of a target
    open_goal: bool = False
    outlook: Outlook | None = None  # expected at ``last_month``
    outlook_text: str = ""
    other: tuple[Point, ...] = ()  # of the other sex, where both must hold
    sex: str = ""  # whose course the line is, in words
    other_sex: str = ""


def sentence(view: View, label: str, points: tuple[Point, ...], goal_text: str) -> str:
    """Says where the course began, where it stands, and what it is held against."""
    words = view.words
    known = [p for p in points if p.value is not None]
    if not known:
        return ""
    first, last = known[0], known[-1]
    step = (last.value or 0) - (first.value or 0)
    key = "chart.months.up" if step > 0 else "chart.months.down" if step < 0 else "chart.months.flat"
    text = words.word(
        key,
        place=view.place.name,
        label=label,
        start=first.text,
        now=last.text,
        since=words.short_month(Period.from_number(first.month)),
        month=words.short_month(Period.from_number(last.month)),
    )
    return text + (f" ({goal_text})." if goal_text else ".")
