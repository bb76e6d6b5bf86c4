"""The sheets behind the report: targets and the matrix of communes by criteria."""

from __future__ import annotations

from collections.abc import Iterable

from ntm_analysis.documents.facts import Facts
from ntm_analysis.documents.progress import left_out
from ntm_analysis.publish.docx import grid_of
from ntm_analysis.publish.parts import Align, Appendix, GridColumn, Paragraph, Part, Style
from ntm_analysis.say.matrix import columns_of, matrix_of, names_told, row_of, signs_told, sums_of
from ntm_analysis.say.targets import TARGETS
from ntm_analysis.say.view import View
from ntm_analysis.say.words import Choice, Column, Side, Table, doubts_in, key_of

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
    table = TARGETS.table(view, view.targets, "", _TARGET)
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
    found = matrix_of(view, "standard")
    if found is None:
        return sheet(facts, 2, "matrix", (Paragraph(words.word("sentence.no_set")),))
    heads = (
        Column(words.word("document.column.commune"), width=16),
        Column(words.word("document.column.met"), Side.RIGHT, 7),
    )
    rows = tuple(row_of(found, commune) for commune in found.communes)
    table = Table("matrix", "", columns_of(found, *heads), rows, (sums_of(found),))
    notes = (
        words.word("report.matrix_key", signs=signs_told(found)),
        words.word("report.matrix_names", names=names_told(found, dot=".")),
    )
    told: tuple[Part, ...] = (grid_of(words, table), *(Paragraph(note, Style.NOTE) for note in notes))
    return sheet(facts, 2, "matrix", told)
