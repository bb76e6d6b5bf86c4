"""The official verdict of every criterion, and those where report and data disagree."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from pandas import DataFrame

from ntm_analysis.publish.sheet import Paper, Sheet, SheetGrid
from ntm_analysis.publish.xlsx import grid_of
from ntm_analysis.say.criteria import CRITERIA
from ntm_analysis.say.marks import records
from ntm_analysis.say.view import View
from ntm_analysis.say.words import Choice
from ntm_analysis.workbook import signs
from ntm_analysis.workbook.frame import name_of, title_of

_NAMED = (
    Choice("commune", "workbook.column.commune", 14),
    Choice("set", "workbook.column.set", 10),
    Choice("code", "workbook.column.criterion", 7),
    Choice("name", "workbook.column.criterion_name", 30),
)
_CRITERIA = (
    *_NAMED,
    Choice("verdict", "workbook.column.verdict", 22),
    Choice("basis", "workbook.column.basis", 30),
    Choice("computed", "workbook.column.computed", 22),
    Choice("full_remark", "workbook.column.remark", 48),
    Choice("source_row", "workbook.column.source_row", 18),
    Choice("source", "workbook.column.source", 34),
)
_DISPUTED = (
    *_NAMED,
    Choice("verdict", "workbook.column.reported", 20),
    Choice("basis", "workbook.column.basis", 26),
    Choice("computed", "workbook.column.computed", 20),
    Choice("failing", "workbook.column.failing", 52),
    Choice("full_remark", "workbook.column.remark", 40),
    Choice("source_row", "workbook.column.source_row", 24),
    Choice("source", "workbook.column.source", 30),
)


def criteria(view: View) -> Sheet:
    """Lists the official verdict of each commune on each criterion, who gave it and what it leaves open."""
    return _sheet(view, "criteria", view.now.criteria, _CRITERIA)


def discrepancies(view: View) -> Sheet:
    """Lists the criteria whose report and data disagree, with the indicators that say otherwise."""
    frame, words, name = view.now.criteria, view.words, "discrepancies"
    found = frame[(frame["discrepancy"] != "") | frame["levels_differ"]]
    if found.empty:
        none = words.word("workbook.none.discrepancies")
        return Sheet(name_of(view, name), title_of(view, name), lead=(none,))
    return replace(_sheet(view, name, found, _DISPUTED), lead=(words.word("workbook.lead.discrepancies"),))


def _sheet(view: View, name: str, frame: DataFrame, chosen: tuple[Choice, ...]) -> Sheet:
    title = title_of(view, name)
    table = CRITERIA.table(view, _in_order(view, frame), title, chosen)
    grid: SheetGrid = grid_of(view.words, table, name)
    return Sheet(name_of(view, name), title, grids=(grid,), notes=(signs.key_line(view),), paper=Paper.A3)


def _in_order(view: View, frame: DataFrame) -> Iterator[Any]:
    """Walks over criteria by commune, the standard set first, in the order of the sets."""
    order = {(s.id, c.code): n for n, (s, c) in enumerate((s, c) for s in view.sets for c in s.criteria)}
    rank = [order[key] for key in zip(frame["set"], frame["criterion"], strict=True)]
    yield from records(frame.assign(rank=rank).sort_values(["commune", "rank"], kind="stable"))
