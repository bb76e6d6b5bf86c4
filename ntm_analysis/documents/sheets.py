"""The sheets behind the report: targets and the matrix of communes by criteria."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from ntm_analysis.documents.facts import Facts
from ntm_analysis.documents.progress import left_out
from ntm_analysis.model import CriteriaSet, Verdict
from ntm_analysis.publish.docx import grid_of
from ntm_analysis.publish.parts import Align, Appendix, Grid, GridColumn, Paragraph, Part, Style
from ntm_analysis.say.marks import doubts, records, signs_at_criteria
from ntm_analysis.say.targets import Choice, table_of
from ntm_analysis.say.view import View
from ntm_analysis.say.words import doubts_in, key_of, signed

RIGHT, CENTER = Align.RIGHT, Align.CENTER
_TARGET = (
    Choice("name", "document.column.target", 18),
    Choice("paragraph", "document.column.paragraph", 10),
    Choice("baseline", "document.column.baseline", 7),
    Choice("goal", "document.column.goal", 7),
    Choice("now", "document.column.value", 7),
    Choice("missing", "document.column.missing", 7),
    Choice("estimate", "document.column.estimate", 7),
    Choice("outlook", "document.column.outlook", 10),
    Choice("status", "document.column.status", 9),
)


def sheet(facts: Facts, number: int, name: str, parts: Iterable[Part], *, wide: bool = True) -> Appendix:
    """Frames a sheet: its number, its title, and which report it belongs to."""
    words = facts.view.words
    return Appendix(
        number=words.word("report.sheet", number=words.formal(number)),
        title=words.word(f"report.sheet_{name}", month=words.month(facts.view.period)).upper(),
        attached=words.word(
            "report.attached",
            office=words.text(facts.view.data.office),
            # The head of the report leaves day and month blank and prints the same year.
            year=str(facts.view.period.year),
        ),
        parts=tuple(parts),
        wide=wide,
    )


def columns(view: View, *heads: tuple[str, int, Align]) -> tuple[GridColumn, ...]:
    """Heads columns by the words of the section ``column``."""
    return tuple(
        GridColumn(view.words.word(f"document.column.{key}"), share, side) for key, share, side in heads
    )


def targets(facts: Facts) -> Appendix:
    """Lists every target: start, goal, now, what is missing, the district's estimate, outlook, standing."""
    view, words = facts.view, facts.view.words
    if not view.targets:
        return sheet(facts, 1, "targets", left_out(facts))
    table = table_of(view, view.targets, "", _TARGET)
    notes = [
        words.word("report.sheet_document", document=view.data.target_document),
        words.word("report.outlook_note"),
        *(f"{sign}." for sign in key_of(words, doubts_in(words, table))),
    ]
    told = (grid_of(words, table), *(Paragraph(n, Style.NOTE) for n in notes), *left_out(facts))
    return sheet(facts, 1, "targets", told)


def matrix(facts: Facts) -> Appendix:
    """Shows every commune by every criterion of the standard set, with the sums of both."""
    view, words = facts.view, facts.view.words
    standard = view.set_in_force("standard")
    if standard is None:
        return sheet(facts, 2, "matrix", (Paragraph(words.word("sentence.no_set")),))
    signs = " · ".join(f"{v.symbol} {words.verdict(v)}" for v in Verdict)
    names = "; ".join(f"{c.code}. {words.text(c.name)}" for c in standard.criteria)
    notes = [words.word("report.matrix_key", signs=signs), words.word("report.matrix_names", names=names)]
    rows = view.now.criteria
    marks = signs_at_criteria(view, rows[rows["set"] == standard.id])
    if marks:
        notes.append(words.word("report.matrix_marks", marks=" · ".join(marks)))
    parts: tuple[Part, ...] = (_matrix(view, standard), *(Paragraph(note, Style.NOTE) for note in notes))
    return sheet(facts, 2, "matrix", parts)


def _matrix(view: View, standard: CriteriaSet) -> Grid:
    words = view.words
    rows = view.now.criteria
    rows = rows[rows["set"] == standard.id]
    codes = [c.code for c in standard.criteria]
    cells = {(r.commune, r.criterion): r for r in records(rows)}
    met = rows.groupby("commune", sort=False)["met"].sum().sort_values(ascending=False, kind="stable")
    body = [
        (
            str(n),
            view.communes[commune],
            *(_sign(view, cells[commune, code]) for code in codes),
            words.number(int(total)),
        )
        for n, (commune, total) in enumerate(zip(met.index.astype(str), met, strict=True), start=1)
    ]
    by_code = rows.groupby("criterion")["met"].sum()
    sums = (words.number(int(by_code[code])) for code in codes)
    body.append(("", words.word("table.communes_meeting"), *sums, words.number(int(met.sum()))))
    heads = (
        *columns(view, ("number", 5, CENTER), ("commune", 16, Align.LEFT)),
        *(GridColumn(code, 5, CENTER) for code in codes),
        *columns(view, ("met", 7, RIGHT)),
    )
    return Grid(heads, tuple(body), dense=True)


def _sign(view: View, row: Any) -> str:
    return signed(view.words, Verdict(row.verdict).symbol, doubts(view, row))
