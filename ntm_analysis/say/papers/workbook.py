"""The month's workbook: which subjects its sheets show, in which columns, in the order an office reads."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pandas as pd
from pandas import DataFrame

from ntm_analysis.say.criteria import CRITERIA
from ntm_analysis.say.indicators import INDICATORS, indicator_rows
from ntm_analysis.say.marks import records
from ntm_analysis.say.matrix import matrix_of, names_told, signs_told
from ntm_analysis.say.papers.book import Book, Leaf, cover, key_line, notes, title_of
from ntm_analysis.say.remarks import remarked
from ntm_analysis.say.targets import TARGETS
from ntm_analysis.say.tasks import TASKS, counts_told
from ntm_analysis.say.units import followed
from ntm_analysis.say.view import View
from ntm_analysis.say.words import Choice, Part, Sentence


def _chosen(**widths: float) -> tuple[Choice, ...]:
    """Chooses facts with the widths of their columns, in characters, titled as the workbook calls them."""
    return tuple(Choice(fact, f"workbook.column.{_TITLES.get(fact, fact)}", w) for fact, w in widths.items())


# Where a column is called by another name than its fact.
_TITLES = {
    "bare_state": "state",
    "all_served": "serves",
    "urgency": "standing",
    "full_remark": "remark",
    "remarks": "remark",
    "rows": "source_row",
}
_CRITERION = (
    *_chosen(commune=14, set=10),
    Choice("code", "workbook.column.criterion", 7),
    Choice("name", "workbook.column.criterion_name", 30),
)
_CRITERIA = (
    *_CRITERION,
    *_chosen(verdict=22, basis=30, computed=22, full_remark=48, source_row=18, source=34),
)
_DISPUTED = (
    *_CRITERION,
    Choice("verdict", "workbook.column.reported", 20),
    *_chosen(basis=26, computed=20, failing=52, full_remark=40, source_row=24, source=30),
)
_INDICATOR = (
    *_chosen(commune=14, set=9, criterion=6),
    Choice("code", "workbook.column.indicator", 8),
    Choice("name", "workbook.column.indicator_name", 36),
    *_chosen(verdict=18, value=26, unit=14),
)
_TRACED = _chosen(
    threshold=27,
    gap=32,
    gap_unit=13,
    day=11,
    year=7,
    remark=26,
    confidence=17,
    threshold_source=22,
    decision=16,
    rows=20,
    source=22,
)
_INDICATORS = (*_INDICATOR, *_chosen(numerator=9, denominator=9), *_TRACED)
_GAPS = (*_INDICATOR, *_TRACED, *_chosen(alone=14))
_TARGETS = (
    Choice("name", "workbook.column.target", 38),
    *_chosen(paragraph=14, baseline=18, goal=18, now=32, missing=18, estimate=18, low=18, high=18),
    *_chosen(status=18, day=12, named=30, remarks=36, quote=40),
)
_TASKS = (
    Choice("code", "workbook.column.task", 9),
    Choice("name", "workbook.column.task_name", 40),
    *_chosen(place=14, body=26, due=12, bare_state=18, done_on=12, urgency=18, days=9, cause=30),
    *_chosen(all_served=36, document=20, remark=18),
    Choice("source", "workbook.column.source_row", 22),
)


def content(view: View) -> Book:
    """Puts the district's results of one month into sheets; a set that nobody is held against has none."""
    words, data = view.words, view.data
    made: tuple[Leaf | None, ...] = (
        matrix(view, "standard"),
        matrix(view, "advanced"),
        _criteria(view),
        _indicators(view),
        _gaps(view),
        _targets(view),
        _tasks(view),
        _discrepancies(view),
        notes(view),
    )
    leaves = [leaf for leaf in made if leaf is not None]
    banners = {"illustrative": data.illustrative, "draft": data.is_draft(view.period)}
    cut_off = data.cut_off(view.period)
    return Book(
        title=title_of(view, "cover"),
        author=words.text(data.office),
        created=cut_off,
        banners=tuple(words.word(f"document.{kind}") for kind, holds in banners.items() if holds),
        foot=f"{words.text(data.title)} · {words.word('page.cut_off', date=words.date(cut_off))}",
        leaves=(cover(view, leaves), *leaves),
        words=words,
    )


def matrix(view: View, role: str) -> Leaf | None:
    """Shows every commune held against a set by its criteria; nothing where no set plays the role."""
    found = matrix_of(view, role)
    if found is None:
        return None
    words = view.words
    title = title_of(view, "matrix", set=words.text(found.of.title))
    told = (
        words.word("caveat.key", marks=signs_told(found)),
        words.word("workbook.criteria_names", names=names_told(found, dot=".")),
        words.word("workbook.gained_note"),
    )
    parts: list[Part] = [remarked(found, title), *map(Sentence, told)]
    return Leaf(f"matrix_{role}", title, tuple(parts), whole=True)


def _criteria(view: View) -> Leaf:
    """Lists the official verdict of each commune on each criterion, who gave it and what it leaves open."""
    title = title_of(view, "criteria")
    table = CRITERIA.table(view, _in_order(view, view.now.criteria), title, _CRITERIA)
    return Leaf("criteria", title, (table, Sentence(key_line(view))))


def _discrepancies(view: View) -> Leaf:
    """Lists the criteria whose report and data disagree, with the indicators that say otherwise."""
    frame, words, title = view.now.criteria, view.words, title_of(view, "discrepancies")
    found = frame[(frame["discrepancy"] != "") | frame["levels_differ"]]
    if found.empty:
        none = Sentence(words.word("workbook.none.discrepancies"))
        return Leaf("discrepancies", title, (none,))
    table = CRITERIA.table(view, _in_order(view, found), title, _DISPUTED)
    lead = Sentence(words.word("workbook.lead.discrepancies"))
    return Leaf("discrepancies", title, (lead, table, Sentence(key_line(view))))


def _in_order(view: View, frame: DataFrame) -> Iterator[Any]:
    """Walks over criteria by commune, the standard set first, in the order of the sets."""
    order = {(s.id, c.code): n for n, (s, c) in enumerate((s, c) for s in view.sets for c in s.criteria)}
    rank = [order[key] for key in zip(frame["set"], frame["criterion"], strict=True)]
    yield from records(frame.assign(rank=rank).sort_values(["commune", "rank"], kind="stable"))


def _indicators(view: View) -> Leaf:
    """Lists every indicator of every commune and set with its value and where that comes from."""
    title = title_of(view, "indicators")
    table = INDICATORS.table(view, records(indicator_rows(view)), title, _INDICATORS)
    notes = (key_line(view), view.words.word("workbook.indicator_note"))
    return Leaf("indicators", title, (table, *map(Sentence, notes)))


def _gaps(view: View) -> Leaf:
    """Lists what is not met by the data, the least effort first, with the count that closes it."""
    title, words = title_of(view, "gaps"), view.words
    rows = pd.concat([view.unmet("standard"), view.unmet("advanced")])
    if rows.empty:
        nothing = Sentence(words.word("sentence.nothing_unmet"))
        return Leaf("gaps", title, (nothing,))
    table = INDICATORS.table(view, records(rows), title, _GAPS)
    notes = (words.word("table.denominator_fixed"), key_line(view))
    return Leaf("gaps", title, (table, *map(Sentence, notes)))


def _targets(view: View) -> Leaf:
    """Lists every target of the movement: where it began, stands and is going."""
    title, words = title_of(view, "targets"), view.words
    if not view.targets:
        none = Sentence(words.word("report.no_targets"))
        return Leaf("targets", title, (none,))
    document = Sentence(words.word("goal.document", document=view.data.target_document))
    return Leaf("targets", title, (TARGETS.table(view, view.targets, title, _TARGETS), document))


def _tasks(view: View) -> Leaf:
    """Lists every task of the roadmap, the longest overdue first, then what is due next."""
    title, words = title_of(view, "tasks"), view.words
    known = followed(view)
    if known.empty:
        none = Sentence(words.word("workbook.none.tasks"))
        return Leaf("tasks", title, (none,))
    ordered = known.assign(done=known["state"] == "done").sort_values(
        ["days_overdue", "done", "due", "task"], ascending=[False, True, True, True], kind="stable"
    )
    lead = Sentence(counts_told(view, known))
    table = TASKS.table(view, records(ordered), title, _TASKS)
    return Leaf("tasks", title, (lead, table), frozen=3)
