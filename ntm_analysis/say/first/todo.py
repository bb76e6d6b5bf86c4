"""What a commune still has to do, who does it, by when: criteria, conditions, its model area, its tasks."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from ntm_analysis.judge.movement.conditions import CONDITIONS
from ntm_analysis.model import Period, Verdict
from ntm_analysis.say import marks
from ntm_analysis.say.conditions import near_recognition
from ntm_analysis.say.doubtful import doubts
from ntm_analysis.say.lacking import Lacking, causes_told, lacking, now_told, offices
from ntm_analysis.say.tasks import noted_due, state
from ntm_analysis.say.texts import QUARTERS, body_name, listed, small
from ntm_analysis.say.units import areas, followed, of_place, registered, without_area
from ntm_analysis.say.view import View
from ntm_analysis.say.words import Cell, Sentence, Shown, Standing, Table, Tone, Weight, Words, heads

_MONTHS_OF_A_QUARTER = 3
_FAR = dt.date.max


@dataclass(frozen=True)
class _Item:
    """One thing to do; ``due`` orders it, ``by`` says it."""

    title: tuple[Words, ...]
    now: Cell
    cause: str = ""
    who: str = ""
    by: Cell = ""
    due: dt.date = field(default=_FAR)
    known: bool = True  # something measured, stated or asked: what nobody knows anything of comes last

    @property
    def order(self) -> tuple[bool, dt.date]:
        return not self.known, self.due


def todo(view: View) -> Shown | None:
    """Shows what is left to do on a commune's page, what is due first on top; then what is not sure of it."""
    standard = view.set_in_force("standard")
    if not view.is_commune or standard is None:
        return None
    words = view.words
    items = sorted((*_owed(view), *_criteria(view), *_tasks(view)), key=lambda item: item.order)
    if not items:
        return Shown((Sentence(words.word("todo.nothing")),), words)
    shown = ("what", "now", *(["cause"] if any(item.cause for item in items) else []), "who", "by")
    told = ({"what": item.title, **vars(item)} for item in items)
    rows, columns = tuple(tuple(row[name] for name in shown) for row in told), heads(words, "todo", shown)
    doubts = (Sentence(" ".join(doubts_told(view, standard.id)), Tone.NOTE),)
    return Shown((Table("todo", words.word("todo.caption"), columns, rows), *doubts), words)


def _criteria(view: View) -> Iterator[_Item]:
    """Lists the criteria not met; of the advanced set those of which something is measured or asked."""
    words, promised, commune = view.words, registered(view), view.place.code
    for of in (each for of_set in view.sets for each in lacking(view, commune, of_set.id)):
        row, mine = of.row, of_place(view, promised, of.row.set)
        quarter = dict(zip(mine["criterion"], mine["quarter"], strict=True)).get(row.criterion)
        late = set(mine.loc[mine["state"] == "late", "criterion"])
        if not (view.is_standard(row.set) or of.failing or of.tasks or quarter is not None):
            continue
        note = "" if quarter is None else words.word("todo.registered", quarter=QUARTERS[quarter or "4"])
        name = Words(marks.numbered_name(view, row.set, row.criterion), doubts(view, row), Weight.STRONG)
        by: Cell = ""
        who, due, first = offices(view, [{"set": row.set, "criterion": row.criterion}]), _FAR, _first(of)
        if first is not None:
            who, by, due = [body_name(view, first.body)], _by(view, first), first.due.date()
        elif quarter is not None:
            due = Period(view.period.year, _MONTHS_OF_A_QUARTER * int(quarter or "4")).last_day
            day = words.date(due)
            by = Standing("late", day, kind="due") if row.criterion in late else day
        yield _Item(
            (name, *small(note)),
            now_told(view, of, signs=True),
            causes_told([first] if first is not None else []),
            "; ".join(who),
            by,
            due,
            known=bool(of.failing or of.held or of.tasks or note) or row.verdict == Verdict.NEARLY_MET,
        )


def _owed(view: View) -> Iterator[_Item]:
    """Lists conditions of recognition not met, or not known to be, and the area a recognised commune owes."""
    words = view.words
    row = next(
        (each for each in marks.records(near_recognition(view)) if each.commune == view.place.code), None
    )
    for condition in CONDITIONS[1:] if row else ():
        verdict = getattr(row, condition)
        if verdict != Verdict.MET:
            title = (Words(words.word(f"condition.{condition}"), weight=Weight.STRONG),)
            yield _Item(title, words.verdict(verdict), who=words.word("todo.nobody"))
    if view.is_recognised and view.place.name in without_area(view):
        rows = areas(view)
        found = sorted(set(rows.loc[rows["commune"] == view.place.code, "state"]))
        title = (Words(words.word("todo.area"), weight=Weight.STRONG),)
        yield _Item(title, words.word(f"model_area.state_{found[0]}") if found else "")


def _tasks(view: View) -> Iterator[_Item]:
    """Lists the commune's tasks that are not done; the first that a criterion asks for stands with it."""
    above = {
        id_of(first)
        for of in view.sets
        for each in lacking(view, view.place.code, of.id)
        if (first := _first(each)) is not None
    }
    rows = followed(view)
    for task in marks.records(rows[rows["state"] != "done"]):
        if id_of(task) not in above:
            title = (Words(str(task.name), weight=Weight.STRONG),)
            who = body_name(view, task.body)
            yield _Item(title, state(view, task), str(task.cause), who, _by(view, task), task.due.date())


def _first(of: Lacking) -> Any:
    """Gives the task for a criterion that is due first; each has its own body, day and cause."""
    return min(of.tasks, key=lambda task: task.due, default=None)


def id_of(task: Any) -> str:
    """Gives what tells a task from others."""
    return str(task.task)


def _by(view: View, task: Any) -> Cell:
    """Writes the day a task is due, an overdue one so that it is seen."""
    return Standing("late", noted_due(view, task), kind="due") if task.overdue else noted_due(view, task)


def doubts_told(view: View, set_id: str) -> Iterator[str]:
    """Names the criteria that are to be checked, and counts those judged without a figure."""
    words, rows = view.words, of_place(view, view.now.criteria, set_id)
    disputed = rows.loc[(rows["discrepancy"] != "") | rows["levels_differ"], "criterion"]
    if len(disputed):
        yield words.word("todo.disputed", codes=listed(words, list(disputed)))
    yield words.word("todo.provisional", sign=words.word("mark.provisional"))
    bare = int(((rows["basis"] == "reported") & (rows["computed"] == Verdict.NO_DATA.value)).sum())
    if bare:
        yield words.word("todo.bare", n=words.number(bare), of=words.number(len(rows)))
