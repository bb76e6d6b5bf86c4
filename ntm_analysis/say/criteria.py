"""The official verdict of a criterion: who gave it, what the data come to, what it leaves open."""

from dataclasses import replace
from typing import Any

import pandas as pd

from ntm_analysis.model import Verdict
from ntm_analysis.say import marks
from ntm_analysis.say.doubtful import doubts, signs_told
from ntm_analysis.say.texts import verdict_key
from ntm_analysis.say.units import of_place
from ntm_analysis.say.view import View, once
from ntm_analysis.say.words import Column, Doubt, Judged, Sentence, Shown, Side, Subject, Table, Tone

GROUPS = ("19", "15-18", "10-14", "5-9", "<5")
_PAGE = ("titled", "verdict", "basis", "computed", "remark")


def criteria_table(view: View, role: str = "standard") -> Shown | None:
    """Shows the commune's criteria of one set: official verdict, its basis and what is missing."""
    criteria_set = view.set_in_force(role)
    if not view.is_commune or criteria_set is None:
        return None
    by_code = {
        row.criterion: row for row in marks.records(of_place(view, view.now.criteria, criteria_set.id))
    }
    if not by_code:
        return None
    asked = view.criteria_of(criteria_set)
    shown = [by_code[c.code] for c in criteria_set.criteria if c.code in asked]
    caption = view.words.word("table.criteria_caption", set=view.words.text(criteria_set.title))
    table = CRITERIA.table(view, shown, caption, "column.criteria", _PAGE)
    # What the strip and the list of what is to be done tell already opens on demand.
    return Shown((replace(table, folded=view.area is None),), view.words)


def criteria_strip(view: View) -> Shown | None:
    """Shows every criterion of the standard set as number and sign, in the order of the decision."""
    criteria_set = view.set_in_force("standard")
    if not view.is_commune or criteria_set is None:
        return None
    words, mine = view.words, of_place(view, view.now.criteria, criteria_set.id)
    by_code, cells = {row.criterion: row for row in marks.records(mine)}, list[tuple[str, str, Judged]]()
    for criterion in criteria_set.criteria:
        if row := by_code.get(criterion.code):
            verdict, name = Verdict(row.verdict), words.text(criterion.name)
            told = {"code": row.criterion, "name": name, "verdict": words.verdict(verdict)}
            judged = Judged(verdict, doubts(view, row), brief=True)
            brief = f"{row.criterion} {words.text(criterion.brief)}"
            cells.append((brief, words.word("glance.criterion", **told), judged))
    label = words.word("glance.strip", set=words.text(criteria_set.title))
    present = [verdict for verdict in Verdict if verdict.value in set(mine["verdict"])]
    signs = " · ".join([*verdict_key(words, present), *signs_told(view, marks.records(mine))])
    columns = (Column(words.word("table.criterion")), Column(""), Column(words.word("table.verdict")))
    return Shown((Table("criteria-strip", label, columns, tuple(cells)), Sentence(signs, Tone.KEY)), words)


def _remark(view: View, row: Any, *, made_up: bool = False) -> str:
    """Says what a criterion's verdict leaves open: disputed, unchecked, without data, only illustrative."""
    words = view.words
    found = {
        f"discrepancy.{row.discrepancy}": row.discrepancy,
        "table.levels_differ": row.levels_differ,
        "table.unchecked": row.unchecked,
        "table.missing": row.missing,
        "workbook.illustrative_row": made_up,
    }
    return "; ".join(words.word(key, codes=row.missing) for key, holds in found.items() if holds)


@once
def _reports(view: View) -> dict[tuple[Any, ...], Any]:
    """Finds the row a reported verdict was read from; of several of one month the last, which counts."""
    return {
        (row.commune, row.set, row.criterion, row.level, int(row.month)): row
        for row in marks.records(view.data.verdicts.sort_values("row", kind="stable"))
    }


def _report(view: View, row: Any, told: str) -> str:
    """Fills a text from the row a verdict was read from; nothing where it was not reported."""
    if row.basis != "reported" or pd.isna(row.reported_month):
        return ""
    key = (row.commune, row.set, row.criterion, row.level, int(row.reported_month))
    return told.format(_reports(view)[key]) if key in _reports(view) else ""


CRITERIA = Subject[Any](
    "criteria",
    {
        "commune": lambda view, row: view.communes[row.commune],
        "set": lambda view, row: marks.role_of(view, row.set),
        "code": lambda _view, row: str(row.criterion),
        "name": lambda view, row: marks.criterion_name(view, row.set, row.criterion),
        "titled": lambda view, row: marks.titled(view, row.set, row.criterion),
        "verdict": lambda view, row: Judged(Verdict(row.verdict), doubts(view, row)),
        "basis": marks.basis,
        "computed": lambda _view, row: Judged(
            Verdict(row.computed), (Doubt.PROVISIONAL,) if row.computed_provisional else ()
        ),
        "remark": _remark,
        "full_remark": lambda view, row: _remark(view, row, made_up=row.illustrative),
        "source_row": lambda view, row: _report(view, row, "verdicts.csv:{0.row}"),
        "source": lambda view, row: _report(view, row, "{0.source}"),
    },
    {"code": Side.CENTER},
)


@CRITERIA.fact
def failing(view: View, row: Any) -> str:
    """Tells the values behind a computed verdict that is not the reported one."""
    words, parts, told = view.words, view.now.parts, []
    mine = parts[
        (parts["commune"] == row.commune) & (parts["set"] == row.set) & (parts["criterion"] == row.criterion)
    ]
    wanted = mine[mine["verdict"] == row.computed] if row.computed in {"met", "not_met"} else mine.head(0)
    for part in marks.records(wanted):
        figures = {"value": marks.measured(view, part).text, "threshold": marks.threshold(view, part).text}
        date = marks.shown_date_of(view, part)
        told.append(words.word("workbook.measured", code=part.part, date=date, rows=part.rows, **figures))
    return "; ".join(told)
