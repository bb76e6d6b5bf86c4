"""What a commune lacks of a criterion: what is measured and missing, disputed, unknown; the tasks for it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import pandas as pd

from ntm_analysis.judge.movement.plan import PEOPLE
from ntm_analysis.model import Rule, Verdict
from ntm_analysis.say import marks
from ntm_analysis.say.texts import body_name, listed, lowered, text_of
from ntm_analysis.say.units import followed
from ntm_analysis.say.view import View, once

_OPEN = [Verdict.NOT_MET.value, Verdict.NEARLY_MET.value, Verdict.NO_DATA.value, Verdict.NO_THRESHOLD.value]


@dataclass(frozen=True)
class Lacking:
    """A criterion that a commune does not meet: its row, its measured parts, and the tasks that are not done.

    ``failing`` are the parts below their thresholds, ``held`` those that hold although the criterion is
    reported as not met, ``unknown`` counts the indicators without data.
    """

    row: Any
    failing: tuple[Any, ...]
    held: tuple[Any, ...]
    unknown: int
    tasks: tuple[Any, ...]

    @property
    def people(self) -> int:
        """Counts the people that its gaps stand for, as far as they are counted in people."""
        counted = [part for part in self.failing if part.gap_unit in PEOPLE and not pd.isna(part.gap_count)]
        return max((int(part.gap_count) for part in counted), default=0)


@once
def lacking(view: View, commune: str, set_id: str) -> tuple[Lacking, ...]:
    """Lists the criteria of a set that a commune does not meet, in the order of the set."""
    now, parts, tasks = view.now.criteria, view.now.parts, followed(view)
    mine = now[(now["commune"] == commune) & (now["set"] == set_id) & now["verdict"].isin(_OPEN)]
    parts = parts[(parts["commune"] == commune) & (parts["set"] == set_id)]
    tasks = tasks[(tasks["commune"] == commune) & (tasks["set"] == set_id) & (tasks["state"] != "done")]
    tasks = tasks.sort_values(["days_overdue", "due"], ascending=[False, True], kind="stable")
    measured, asked = list(marks.records(parts)), list(marks.records(tasks))
    found = list[Lacking]()
    for row in marks.records(mine):
        own = [part for part in measured if part.criterion == row.criterion]
        holds, fails, unknown = (
            tuple(part for part in own if part.verdict == verdict)
            for verdict in (Verdict.MET, Verdict.NOT_MET, Verdict.NO_DATA)
        )
        held = holds if row.discrepancy and row.computed == Verdict.MET else ()
        about = tuple(task for task in asked if task.criterion == row.criterion)
        found.append(Lacking(row, fails, held, len({part.indicator for part in unknown}), about))
    return tuple(found)


def part_name(view: View, part: Any) -> str:
    """Writes the short name of an indicator or component."""
    return view.words.text(marks.indicators_known(view)[part.set, part.part].brief)


def part_told(view: View, part: Any, *, signs: bool = False) -> str:
    """Tells a measured part after its criterion: ``bảo hiểm y tế 88,8% (mức ≥ 90%), thiếu 13 người``.

    What is done or not done has no figure, a level says which comes next; a value of another year is dated;
    a threshold nobody checked says so, or has its sign; the only indicator of a criterion needs no name.
    """
    words, alone, holds = view.words, part.part == part.criterion, part.verdict == Verdict.MET
    name = "" if alone else part_name(view, part)
    known = pd.isna(part.measured_on) or part.measured_on.year == view.period.year
    dated = "" if known else words.word("lacking.dated", day=marks.shown_date_of(view, part))
    if part.rule == Rule.IS_TRUE:
        said = words.word("lacking.done" if holds else "lacking.not_done", name=name or part_name(view, part))
        return f"{said} ({dated})" if dated else said
    bound = marks.threshold(view, part)
    value, least = text_of(words, marks.measured(view, part)), bound.text
    if bound.doubts:
        least += words.word("mark.provisional" if signs else "lacking.unchecked")
    told = {"name": _before(name) if name else "", "value": value, "threshold": least}
    told["dated"] = f"; {dated}" if dated else ""
    if part.rule == Rule.LEVEL_AT_LEAST and not holds:
        asked = words.in_full(Fraction(int(part.threshold_num), int(part.threshold_den)), part.unit).text
        return words.word("lacking.level", **told | {"name": name, "threshold": asked})
    said, missing = words.word("lacking.part", **told), "" if holds else marks.gap(view, part).text
    return f"{said}, {missing}" if missing else said


def _before(name: str) -> str:
    """Sets a name before a figure, one that ends with a figure apart from it."""
    return f"{name}: " if name[-1].isdigit() else f"{name} "


def part_in_brief(view: View, part: Any) -> str:
    """Tells a failing part in a few words: ``bảo hiểm y tế 88,8%, thiếu 13 người``."""
    if part.rule in {Rule.IS_TRUE, Rule.LEVEL_AT_LEAST}:
        return part_told(view, part)
    name = "" if part.part == part.criterion else _before(part_name(view, part))
    missing, value = marks.gap(view, part, by_sex=False).text, text_of(view.words, marks.measured(view, part))
    return f"{name}{value}, {missing}" if missing else f"{name}{value}"


def in_brief(view: View, of: Lacking) -> str:
    """Tells where a criterion stands in a few words."""
    return "; ".join(part_in_brief(view, part) for part in of.failing) or now_told(view, of)


def now_told(view: View, of: Lacking, *, signs: bool = False) -> str:
    """Tells where a criterion stands: its failing parts, else what the data say against its verdict."""
    words, row = view.words, of.row
    if row.verdict == Verdict.NEARLY_MET:
        return words.word("lacking.nearly")
    if of.failing:
        return "; ".join(part_told(view, part, signs=signs) for part in of.failing)
    if of.held:
        told = "; ".join(part_told(view, part, signs=signs) for part in of.held)
        level = words.word(f"level.{row.level}")
        month = marks.month_of(view, row.reported_month)
        return words.word("lacking.disputed", held=told, level=level, month=month)
    if row.verdict == Verdict.NOT_MET and row.basis == "reported":
        return words.word("lacking.reported", basis=marks.basis(view, row))
    return words.verdict(row.verdict)


def causes_told(tasks: Iterable[Any]) -> str:
    """Repeats the causes that bodies in charge stated, each once; never one that nobody stated."""
    return "; ".join(dict.fromkeys(task.cause for task in tasks if task.cause))


def days_told(view: View, tasks: Iterable[Any]) -> str:
    """Says whose tasks are overdue, and how long: ``Ban Quản lý xã: 2 nhiệm vụ quá hạn 10 và 5 ngày``."""
    words, by_body = view.words, dict[str, list[int]]()
    for task in tasks:
        if task.overdue:
            by_body.setdefault(body_name(view, task.body), []).append(int(task.days_overdue))
    told = list[str]()
    for body, days in by_body.items():
        ages = listed(words, [words.number(n) for n in dict.fromkeys(sorted(days, reverse=True))])
        told.append(words.plural("lacking.overdue", len(days), body=body, days=ages))
    return "; ".join(told)


def next_step(view: View, tasks: Iterable[Any]) -> str:
    """Names the next task that is not overdue: who, what, by when; nothing where none is left."""
    ahead = sorted((task for task in tasks if not task.overdue), key=lambda task: (task.due, task.task))
    for task in ahead:
        due = view.words.date(task.due.date())
        return view.words.word("lacking.next", body=body_name(view, task.body), name=task.name, due=due)
    return ""


def offices(view: View, asked: Iterable[Mapping[str, str]]) -> list[str]:
    """Names the bodies that responsibilities.csv names for criteria or communes, each once."""
    found = dict[str, None]()
    for each in asked:
        rows = view.data.movement.responsibilities
        for column, value in each.items():
            rows = rows[rows[column] == value]
        found |= dict.fromkeys(body_name(view, str(body)) for body in rows["body"])
    return list(found)


def criterion_told(view: View, of: Lacking) -> str:
    """Tells a criterion that is not met, with the cause that was stated, as a sentence."""
    name, cause = marks.numbered_name(view, of.row.set, of.row.criterion), causes_told(of.tasks)
    told = view.words.word("matter.of_criterion", name=name, now=now_told(view, of))
    return f"{told} ({lowered(cause)})." if cause else f"{told}."
