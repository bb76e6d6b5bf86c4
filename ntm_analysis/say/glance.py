"""A commune at a glance: its criteria as one strip, what it misses, what it promised, what is overdue."""

from __future__ import annotations

from collections.abc import Iterator

from pandas import DataFrame

from ntm_analysis.model import Verdict
from ntm_analysis.say import marks
from ntm_analysis.say.commitments import registered, registered_criterion, registration_state
from ntm_analysis.say.names import body_name
from ntm_analysis.say.texts import text_of, verdict_key
from ntm_analysis.say.units import followed
from ntm_analysis.say.view import View
from ntm_analysis.say.words import (
    Cell,
    Column,
    Doubt,
    Group,
    Judged,
    Listing,
    Sentence,
    Shown,
    Table,
    Tone,
    Weight,
    Words,
)

_MOST = 4  # of each; the rest stands in the tables below


def criteria_strip(view: View) -> Shown | None:
    """Shows every criterion of the standard set as number and sign, in the order of the decision."""
    criteria_set = view.set_in_force("standard")
    if not view.is_commune or criteria_set is None:
        return None
    words, mine = view.words, _criteria(view)
    by_code = {row.criterion: row for row in marks.records(mine)}
    rows = []
    for criterion in criteria_set.criteria:
        if row := by_code.get(criterion.code):
            verdict, name = Verdict(row.verdict), words.text(criterion.name)
            told = {"code": row.criterion, "name": name, "verdict": words.verdict(verdict)}
            judged = Judged(verdict, marks.doubts(view, row), brief=True)
            rows.append((str(row.criterion), words.word("glance.criterion", **told), judged))
    label = words.word("glance.strip", set=words.text(criteria_set.title))
    present = [verdict for verdict in Verdict if verdict.value in set(mine["verdict"])]
    signs = " · ".join([*verdict_key(words, present), *marks.signs_at_criteria(view, mine)])
    columns = (Column(words.word("table.criterion")), Column(""), Column(words.word("table.verdict")))
    return Shown((Table("criteria-strip", label, columns, tuple(rows)), Sentence(signs, Tone.KEY)), words)


def _criteria(view: View) -> DataFrame:
    """Gives the commune's official verdicts on the standard set."""
    standard, rows = view.set_in_force("standard"), view.now.criteria
    if standard is None:
        return rows.head(0)
    mine: DataFrame = rows[(rows["set"] == standard.id) & (rows["commune"] == view.place.code)]
    return mine


def glance(view: View) -> Shown | None:
    """Lists what the commune misses and by how many, what it registered for the year, its overdue tasks."""
    if not view.is_commune:
        return None
    words, promised, tasks = view.words, registered(view), followed(view)
    promises: list[Cell] = [
        (Words(f"{registered_criterion(view, row)}: "), *registration_state(view, row))
        for row in marks.records(promised[promised["commune"] == view.place.code])
    ]
    late: list[Cell] = []
    overdue = tasks[tasks["overdue"]].sort_values(["days_overdue", "task"], ascending=[False, True])
    for task in marks.records(overdue):
        due, days = words.date(task.due.date()), words.number(int(task.days_overdue))
        when = words.word("glance.task", body=body_name(view, task.body), due=due, days=days)
        late.append((Words(str(task.name)), Words(when, weight=Weight.SMALL)))
    blocks = (
        _block(view, "missing", list(_missing(view))),
        _block(view, "registered", promises, year=str(view.period.year)),
        _block(view, "overdue", late),
    )
    return Shown((Group("", blocks, "glance"),), words)


def _block(view: View, key: str, items: list[Cell], **figures: str) -> Group:
    """Heads a list; an empty one says so, and a long one how many are left out."""
    words = view.words
    title = words.word(f"glance.{key}", **figures)
    if not items:
        return Group(title, (Sentence(words.word(f"glance.no_{key}")),))
    left = len(items) - _MOST
    more = [words.word("glance.more", n=words.number(left))] if left > 0 else []
    return Group(title, (Listing("", (*items[:_MOST], *more)),))


def _missing(view: View) -> Iterator[Cell]:
    """Lists measured gaps, then criteria judged as not met of which no figure says what is missing."""
    words, gaps, mine = view.words, view.unmet("standard"), _criteria(view)
    disputed = dict(zip(mine["criterion"], mine["discrepancy"], strict=True))
    for row in marks.records(gaps):
        dispute = disputed[row.criterion]
        gap = Words(marks.gap(view, row).text, (Doubt(dispute),) if dispute else (), Weight.STRONG)
        name = Words(f" {marks.indicator_name(view, row)}: ")
        # The value against its threshold, with its date and what is not sure about it.
        value, bound, date = marks.measured(view, row), marks.threshold(view, row), marks.dated(view, row)
        against = f"{text_of(words, value)} / {text_of(words, bound)}"
        beside = Words(f"{against}, {date.text}" if date.text else against, date.doubts, Weight.SMALL)
        yield Words(row.part, weight=Weight.STRONG), name, gap, beside
    measured = set(gaps["criterion"])
    open_ones = mine["verdict"].isin([Verdict.NOT_MET.value, Verdict.NEARLY_MET.value])
    for row in marks.records(mine[open_ones & ~mine["criterion"].isin(measured)]):
        verdict = Judged(Verdict(row.verdict), marks.doubts(view, row))
        who = Words(marks.basis(view, row), weight=Weight.SMALL)
        yield *marks.titled(view, row.set, row.criterion), Words(": "), verdict, who
    # Gaps of a recognised commune to the advanced set are summed up; tables below say how large they are.
    above = view.unmet("advanced") if len(view.sets) > 1 else gaps.head(0)
    if not above.empty:
        codes = ", ".join(dict.fromkeys(above["part"]))
        yield words.word("glance.above", n=words.count(len(above), "indicators"), codes=codes)
