"""The official verdict of every criterion, and those where report and data disagree."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pandas as pd
from pandas import DataFrame

from ntm_analysis.model import Period
from ntm_analysis.publish.sheet import Cell, Grid, Paper, Sheet
from ntm_analysis.publish.xlsx import count
from ntm_analysis.say import marks
from ntm_analysis.say.criteria import basis, remark
from ntm_analysis.say.view import View
from ntm_analysis.say.words import Side
from ntm_analysis.workbook import signs
from ntm_analysis.workbook.frame import COMMUNE, NUMBER, columns, criterion_names, name_of, role_of, title_of

_HEADS = (
    NUMBER,
    COMMUNE,
    ("set", 10, Side.LEFT),
    ("criterion", 7, Side.CENTER),
    ("criterion_name", 30, Side.LEFT),
)


def criteria(view: View) -> Sheet:
    """Lists the official verdict of each commune on each criterion, who gave it and what it leaves open."""
    heads = (
        *_HEADS,
        ("verdict", 22, Side.LEFT),
        ("basis", 30, Side.LEFT),
        ("computed", 22, Side.LEFT),
        ("remark", 48, Side.LEFT),
        ("source_row", 18, Side.LEFT),
        ("source", 34, Side.LEFT),
    )
    sources, names = _sources(view), criterion_names(view)
    rows = [
        (
            *_named(view, n, row, names),
            signs.official(view, row),
            Cell(basis(view, row)),
            signs.computed(view, row.computed, provisional=bool(row.computed_provisional)),
            Cell(_remark(view, row)),
            *_source(row, sources),
        )
        for n, row in enumerate(_records(view, view.now.criteria), start=1)
    ]
    title = title_of(view, "criteria")
    grid = Grid("criteria", title, columns(view, *heads), tuple(rows), frozen=2)
    return Sheet(
        name_of(view, "criteria"), title, grids=(grid,), notes=(signs.key_line(view),), paper=Paper.A3
    )


def discrepancies(view: View) -> Sheet:
    """Lists the criteria whose report and data disagree, with the indicators that say otherwise."""
    frame = view.now.criteria
    found = frame[(frame["discrepancy"] != "") | frame["levels_differ"]]
    title = title_of(view, "discrepancies")
    if found.empty:
        return Sheet(
            name_of(view, "discrepancies"), title, lead=(view.words.word("workbook.none.discrepancies"),)
        )
    heads = (
        *_HEADS,
        ("reported", 20, Side.LEFT),
        ("basis", 26, Side.LEFT),
        ("computed", 20, Side.LEFT),
        ("failing", 52, Side.LEFT),
        ("remark", 40, Side.LEFT),
        ("source_row", 24, Side.LEFT),
        ("source", 30, Side.LEFT),
    )
    sources, names = _sources(view), criterion_names(view)
    rows = [
        (
            *_named(view, n, row, names),
            signs.official(view, row),
            Cell(basis(view, row)),
            signs.computed(view, row.computed, provisional=bool(row.computed_provisional)),
            Cell("; ".join(_failing(view, row))),
            Cell(_remark(view, row)),
            *_source(row, sources),
        )
        for n, row in enumerate(_records(view, found), start=1)
    ]
    grid = Grid("discrepancies", title, columns(view, *heads), tuple(rows), frozen=2)
    lead = (view.words.word("workbook.lead.discrepancies"),)
    return Sheet(
        name_of(view, "discrepancies"),
        title,
        lead=lead,
        grids=(grid,),
        notes=(signs.key_line(view),),
        paper=Paper.A3,
    )


def _records(view: View, frame: DataFrame) -> Iterator[Any]:
    """Walks over criteria by commune, the standard set first, in the order of the sets."""
    order = {(s.id, c.code): n for n, (s, c) in enumerate((s, c) for s in view.sets for c in s.criteria)}
    rank = [order[key] for key in zip(frame["set"], frame["criterion"], strict=True)]
    yield from marks.records(frame.assign(rank=rank).sort_values(["commune", "rank"], kind="stable"))


def _named(view: View, n: int, row: Any, names: dict[tuple[str, str], str]) -> tuple[Cell, ...]:
    return (
        count(n),
        Cell(view.communes[row.commune]),
        Cell(role_of(view, row.set)),
        Cell(row.criterion),
        Cell(names[row.set, row.criterion]),
    )


def _remark(view: View, row: Any) -> str:
    """Adds to what the pages say that the row itself is made up for illustration."""
    told = [remark(view, row)]
    if row.illustrative:
        told.append(view.words.word("workbook.illustrative_row"))
    return "; ".join(text for text in told if text)


def _sources(view: View) -> dict[tuple[str, str, str, str, int], Any]:
    """Finds the row a reported verdict was read from; of several of one month the last, which counts."""
    return {
        (row.commune, row.set, row.criterion, row.level, int(row.month)): row
        for row in marks.records(view.data.verdicts.sort_values("row", kind="stable"))
    }


def _source(row: Any, sources: dict[tuple[str, str, str, str, int], Any]) -> tuple[Cell, Cell]:
    if row.basis != "reported" or pd.isna(row.reported_month):
        return Cell(""), Cell("")
    found = sources.get((row.commune, row.set, row.criterion, row.level, int(row.reported_month)))
    return (Cell(""), Cell("")) if found is None else (Cell(f"verdicts.csv:{found.row}"), Cell(found.source))


def _failing(view: View, row: Any) -> Iterator[str]:
    """Tells the values behind a computed verdict that is not the reported one."""
    words, parts = view.words, view.now.parts
    mine = parts[
        (parts["commune"] == row.commune) & (parts["set"] == row.set) & (parts["criterion"] == row.criterion)
    ]
    wanted = mine[mine["verdict"] == row.computed] if row.computed in {"met", "not_met"} else mine.head(0)
    for part in marks.records(wanted):
        month = Period.from_number(int(part.value_month))
        when = words.month(month) if pd.isna(part.measured_on) else words.date(part.measured_on.date())
        yield words.word(
            "workbook.measured",
            code=part.part,
            value=marks.shown_value(view, part),
            threshold=marks.plain_threshold(view, part),
            date=when,
            rows=part.rows,
        )
