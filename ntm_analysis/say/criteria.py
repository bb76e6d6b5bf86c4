"""Criteria of one commune, and the communes grouped by criteria met."""

from __future__ import annotations

from typing import Any

import pandas as pd
from markupsafe import Markup
from pandas import DataFrame

from ntm_analysis.display import Column, Display, element, table
from ntm_analysis.model import CriteriaSet, Period, Verdict
from ntm_analysis.say import marks
from ntm_analysis.say.view import View


def criteria_table(view: View, role: str = "standard") -> Display | None:
    """Shows the commune's criteria of one set: official verdict, its basis and what is missing."""
    criteria_set = view.set_in_force(role)
    if not view.is_commune or criteria_set is None:
        return None
    rows = _of_set(view, criteria_set)
    rows = rows[rows["commune"] == view.place.code]
    if rows.empty:
        return None
    words = view.words
    rows_by_code = {row.criterion: row for row in marks.records(rows)}
    shown = [c for c in criteria_set.criteria if c.code in view.criteria_of(criteria_set)]
    columns = [
        Column(words.word(f"table.{key}")) for key in ("criterion", "verdict", "basis", "computed", "remark")
    ]
    cells = [
        [
            Markup("{} {}").format(element("b", c.code), words.text(c.name)),
            marks.verdict_mark(view, row.verdict) + marks.criterion_marks(view, row),
            basis(view, row),
            marks.verdict_mark(view, row.computed, provisional=bool(row.computed_provisional)),
            remark(view, row),
        ]
        for c in shown
        for row in [rows_by_code[c.code]]
    ]
    caption = words.word("table.criteria_caption", set=words.text(criteria_set.title))
    return Display(table(caption, columns, cells, kind="criteria"))


def basis(view: View, row: Any) -> str:
    """Says who gave the verdict and when, or that it was computed."""
    words = view.words
    if row.basis == "reported":
        month = words.month(Period.from_number(int(row.reported_month)))
        return words.word("table.reported_by", level=words.word(f"level.{row.level}"), month=month)
    return words.word("basis.computed") if row.basis == "computed" else ""


def remark(view: View, row: Any) -> str:
    """Says what a criterion's verdict leaves open: disputed, unchecked, without data."""
    words = view.words
    notes = []
    if row.discrepancy:
        notes.append(words.word(f"discrepancy.{row.discrepancy}"))
    if row.levels_differ:
        notes.append(words.word("table.levels_differ"))
    if row.unchecked:
        notes.append(words.word("table.unchecked"))
    if row.missing:
        notes.append(words.word("table.missing", codes=row.missing))
    return "; ".join(notes)


def groups(view: View) -> Display | None:
    """Lists the communes of each group 19 / 15-18 / 10-14 / 5-9 / <5 by criteria met, then those unknown."""
    criteria_set = view.set_in_force("standard")
    if not view.is_district or criteria_set is None:
        return None
    counts = view.now.counts
    counts = counts[counts["set"] == criteria_set.id]
    words = view.words
    rows = []
    for group in ("19", "15-18", "10-14", "5-9", "<5"):
        members = counts[counts["group"] == group].sort_values(["met", "commune"], ascending=[False, True])
        names = ", ".join(f"{view.communes[r.commune]} ({r.met})" for r in marks.records(members))
        rows.append([words.word("table.group", group=group), words.number(len(members)), names])
    unknown = counts[counts["group"] == "no_data"]
    if len(unknown):
        named = ", ".join(view.communes[code] for code in unknown["commune"])
        rows.append([words.verdict(Verdict.NO_DATA), words.number(len(unknown)), named])
    columns = [
        Column(words.word("table.group_title")),
        Column(words.word("table.commune_count"), numeric=True),
        Column(words.word("table.communes")),
    ]
    return Display(table(words.word("table.groups_caption"), columns, rows))


def _of_set(view: View, criteria_set: CriteriaSet) -> DataFrame:
    frame = view.now.criteria
    return pd.DataFrame(frame[frame["set"] == criteria_set.id])
