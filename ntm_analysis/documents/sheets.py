"""The sheets behind the report: targets and the matrix of communes by criteria."""

from __future__ import annotations

import math
from collections.abc import Iterable
from fractions import Fraction
from typing import Any

from ntm_analysis.documents.facts import Facts
from ntm_analysis.documents.parts import Align, Appendix, Grid, GridColumn, Paragraph, Part, Style
from ntm_analysis.documents.progress import left_out
from ntm_analysis.judge.movement.estimates import estimates_of
from ntm_analysis.judge.targets import Progress
from ntm_analysis.model import CriteriaSet, TargetSense, Verdict
from ntm_analysis.say.marks import doubts, records, signs_at_criteria
from ntm_analysis.say.targets import value_of
from ntm_analysis.say.view import View

RIGHT, CENTER = Align.RIGHT, Align.CENTER


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
    view = facts.view
    if not view.targets:
        return sheet(facts, 1, "targets", left_out(facts))
    heads = columns(
        view,
        ("number", 3, CENTER),
        ("target", 18, Align.LEFT),
        ("paragraph", 10, Align.LEFT),
        ("baseline", 7, RIGHT),
        ("goal", 7, RIGHT),
        ("value", 7, RIGHT),
        ("missing", 7, RIGHT),
        ("estimate", 7, RIGHT),
        ("outlook", 10, CENTER),
        ("status", 9, CENTER),
    )
    rows = tuple((str(n), *_target(view, progress)) for n, progress in enumerate(view.targets, start=1))
    notes = [
        view.words.word("report.sheet_document", document=view.data.target_document),
        view.words.word("report.outlook_note"),
    ]
    if any(progress.provisional for progress in view.targets):
        notes.append(view.words.word("difference.provisional_note"))
    told = (Grid(heads, rows, dense=True), *(Paragraph(n, Style.NOTE) for n in notes), *left_out(facts))
    return sheet(facts, 1, "targets", told)


def gap(progress: Progress) -> Fraction:
    """Gives how far a target's figure is from its goal; 0 where it is reached or not known."""
    if progress.value is None:
        return Fraction(0)
    falls = progress.target.sense is TargetSense.FALL
    distance = progress.value - progress.goal if falls else progress.goal - progress.value
    return max(distance, Fraction(0))


def missing(view: View, progress: Progress) -> str:
    """Writes the gap as a figure, nothing where there is none."""
    words, distance = view.words, gap(progress)
    if not distance:
        return ""
    if progress.target.unit == "points":
        return words.points(distance)
    return words.number(distance, decimals=2 if progress.target.unit == "criteria" else None)


def gap_told(view: View, progress: Progress) -> str:
    """Writes the gap with its unit; a mean as the criteria it stands for (0,38 of 16 communes are 6)."""
    words, distance, target = view.words, gap(progress), progress.target
    if not distance or target.unit == "points":
        return missing(view, progress)
    if target.unit == "criteria" and target.denominator:
        whole = math.ceil(distance * target.denominator)
        mean = words.number(distance, decimals=2)
        return words.word("report.gap_mean", criteria=words.count(whole, "criteria"), mean=mean)
    return words.count(math.ceil(distance), target.unit)


def _target(view: View, progress: Progress) -> tuple[str, ...]:
    words, target = view.words, progress.target
    name = words.text(target.name)
    stated = estimates_of(target, view.data.movement.estimates, view.period).district
    outlook = ""
    if progress.outlook is not None:
        low, high = (words.target_figure(target, v) for v in (progress.outlook.low, progress.outlook.high))
        outlook = low if low == high else words.word("table.outlook_range", low=low, high=high)
    return (
        words.word("difference.provisional", text=name) if progress.provisional else name,
        words.text(target.paragraph),
        words.target_figure(target, progress.baseline),
        words.target_figure(target, progress.goal),
        value_of(view, progress),
        missing(view, progress),
        words.target_figure(target, stated.value, progress.goal) if stated else "",
        outlook,
        words.word(f"target_status.{progress.status}"),
    )


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
    signs = (view.words.word(f"mark.{kind}") for kind in doubts(view, row))
    return Verdict(row.verdict).symbol + "".join(signs)
