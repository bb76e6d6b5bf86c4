"""The official verdict of a criterion: who gave it, what the data come to, what it leaves open.

Every fact of a verdict is one cell here; page and workbook choose the columns they show.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import pandas as pd

from ntm_analysis.model import Verdict
from ntm_analysis.say.marks import (
    basis,
    criterion_name,
    doubts,
    measured,
    records,
    role_of,
    shown_date_of,
    signs_told,
    threshold,
    titled,
)
from ntm_analysis.say.texts import verdict_key
from ntm_analysis.say.view import View, once
from ntm_analysis.say.words import (
    Cell,
    Choice,
    Column,
    Doubt,
    Judged,
    Sentence,
    Shown,
    Side,
    Subject,
    Table,
    Tone,
)

GROUPS = ("19", "15-18", "10-14", "5-9", "<5")
_PAGE = (
    Choice("titled", "table.criterion"),
    Choice("verdict", "table.verdict"),
    Choice("basis", "table.basis"),
    Choice("computed", "table.computed"),
    Choice("remark", "table.remark"),
)


def criteria_table(view: View, role: str = "standard") -> Shown | None:
    """Shows the commune's criteria of one set: official verdict, its basis and what is missing."""
    criteria_set = view.set_in_force(role)
    if not view.is_commune or criteria_set is None:
        return None
    rows = view.now.criteria
    rows = rows[(rows["set"] == criteria_set.id) & (rows["commune"] == view.place.code)]
    if rows.empty:
        return None
    by_code = {row.criterion: row for row in records(rows)}
    asked = view.criteria_of(criteria_set)
    shown = [by_code[c.code] for c in criteria_set.criteria if c.code in asked]
    caption = view.words.word("table.criteria_caption", set=view.words.text(criteria_set.title))
    return Shown((CRITERIA.table(view, shown, caption, _PAGE),), view.words)


def criteria_strip(view: View) -> Shown | None:
    """Shows every criterion of the standard set as number and sign, in the order of the decision."""
    criteria_set = view.set_in_force("standard")
    if not view.is_commune or criteria_set is None:
        return None
    words, rows = view.words, view.now.criteria
    mine = rows[(rows["set"] == criteria_set.id) & (rows["commune"] == view.place.code)]
    by_code, cells = {row.criterion: row for row in records(mine)}, list[tuple[Cell, ...]]()
    for criterion in criteria_set.criteria:
        if row := by_code.get(criterion.code):
            verdict, name = Verdict(row.verdict), words.text(criterion.name)
            told = {"code": row.criterion, "name": name, "verdict": words.verdict(verdict)}
            judged = Judged(verdict, doubts(view, row), brief=True)
            cells.append((str(row.criterion), words.word("glance.criterion", **told), judged))
    label = words.word("glance.strip", set=words.text(criteria_set.title))
    present = [verdict for verdict in Verdict if verdict.value in set(mine["verdict"])]
    signs = " · ".join([*verdict_key(words, present), *signs_told(view, records(mine))])
    columns = (Column(words.word("table.criterion")), Column(""), Column(words.word("table.verdict")))
    return Shown((Table("criteria-strip", label, columns, tuple(cells)), Sentence(signs, Tone.KEY)), words)


def _remark(view: View, row: Any) -> str:
    """Says what a criterion's verdict leaves open: disputed, unchecked, without data."""
    words = view.words
    notes = [
        words.word(f"discrepancy.{row.discrepancy}") if row.discrepancy else "",
        words.word("table.levels_differ") if row.levels_differ else "",
        words.word("table.unchecked") if row.unchecked else "",
        words.word("table.missing", codes=row.missing) if row.missing else "",
    ]
    return "; ".join(note for note in notes if note)


@once
def _reports(view: View) -> dict[tuple[Any, ...], Any]:
    """Finds the row a reported verdict was read from; of several of one month the last, which counts."""
    return {
        (row.commune, row.set, row.criterion, row.level, int(row.month)): row
        for row in records(view.data.verdicts.sort_values("row", kind="stable"))
    }


def _report(view: View, row: Any, told: str) -> str:
    """Fills a text from the row a verdict was read from; nothing where it was not reported."""
    if row.basis != "reported" or pd.isna(row.reported_month):
        return ""
    key = (row.commune, row.set, row.criterion, row.level, int(row.reported_month))
    return told.format(_reports(view)[key]) if key in _reports(view) else ""


def _failing(view: View, row: Any) -> str:
    """Tells the values behind a computed verdict that is not the reported one."""
    words, parts, told = view.words, view.now.parts, []
    mine = parts[
        (parts["commune"] == row.commune) & (parts["set"] == row.set) & (parts["criterion"] == row.criterion)
    ]
    wanted = mine[mine["verdict"] == row.computed] if row.computed in {"met", "not_met"} else mine.head(0)
    for part in records(wanted):
        figures = {"value": measured(view, part).text, "threshold": threshold(view, part).text}
        date = shown_date_of(view, part)
        told.append(words.word("workbook.measured", code=part.part, date=date, rows=part.rows, **figures))
    return "; ".join(told)


FACTS: Mapping[str, Callable[[View, Any], Cell]] = {
    "commune": lambda view, row: view.communes[row.commune],
    "set": lambda view, row: role_of(view, row.set),
    "code": lambda _view, row: str(row.criterion),
    "name": lambda view, row: criterion_name(view, row.set, row.criterion),
    "titled": lambda view, row: titled(view, row.set, row.criterion),
    "verdict": lambda view, row: Judged(Verdict(row.verdict), doubts(view, row)),
    "basis": basis,
    "computed": lambda _view, row: Judged(
        Verdict(row.computed), (Doubt.PROVISIONAL,) if row.computed_provisional else ()
    ),
    "remark": _remark,
    # Adds that the row itself is made up for illustration.
    "full_remark": lambda view, row: "; ".join(
        text
        for text in (
            _remark(view, row),
            view.words.word("workbook.illustrative_row") if row.illustrative else "",
        )
        if text
    ),
    "failing": _failing,
    "source_row": lambda view, row: _report(view, row, "verdicts.csv:{0.row}"),
    "source": lambda view, row: _report(view, row, "{0.source}"),
}


CRITERIA = Subject("criteria", FACTS, {"code": Side.CENTER})


def groups(view: View) -> Shown | None:
    """Lists the communes of each group 19 / 15-18 / 10-14 / 5-9 / <5 by criteria met, then those unknown."""
    criteria_set = view.set_in_force("standard")
    if not view.is_district or criteria_set is None:
        return None
    counts, words = view.now.counts, view.words
    counts = counts[counts["set"] == criteria_set.id]
    rows = []
    for group in GROUPS:
        members = counts[counts["group"] == group].sort_values(["met", "commune"], ascending=[False, True])
        names = ", ".join(f"{view.communes[r.commune]} ({r.met})" for r in records(members))
        rows.append((words.word("table.group", group=group), words.number(len(members)), names))
    unknown = counts.loc[counts["group"] == "no_data", "commune"]
    if len(unknown):
        named = ", ".join(view.communes[code] for code in unknown)
        rows.append((words.verdict(Verdict.NO_DATA), words.number(len(unknown)), named))
    columns = (
        Column(words.word("table.group_title")),
        Column(words.word("table.commune_count"), Side.RIGHT),
        Column(words.word("table.communes")),
    )
    return Shown((Table("", words.word("table.groups_caption"), columns, tuple(rows)),), words)
