"""The matrix of communes by criteria, as offices know it."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from ntm_analysis.model import Figure
from ntm_analysis.model.decimals import usual_decimals
from ntm_analysis.publish.sheet import Sheet
from ntm_analysis.publish.xlsx import grid_of
from ntm_analysis.say.matrix import (
    Matrix,
    columns_of,
    matrix_of,
    met_by_criterion,
    names_told,
    no_value,
    row_of,
    signs_told,
    sums_of,
)
from ntm_analysis.say.remarks import all_gained, gained_of, remarks_of
from ntm_analysis.say.view import View
from ntm_analysis.say.words import Cell, Column, Side, Table
from ntm_analysis.workbook.frame import name_of, title_of


def matrix(view: View, role: str) -> Sheet | None:
    """Shows every commune held against a set by its criteria; nothing where no set plays the role."""
    found = matrix_of(view, role)
    if found is None:
        return None
    words, name = view.words, f"matrix_{role}"
    title = title_of(view, "matrix", set=words.text(found.of.title))
    notes = (
        words.word("caveat.key", marks=signs_told(found)),
        words.word("workbook.criteria_names", names=names_told(found, dot=".")),
        words.word("workbook.gained_note"),
    )
    grid = replace(grid_of(words, _table(found, title)), name=name)
    return Sheet(name_of(view, name), title, grids=(grid,), notes=notes, whole=True)


def _table(found: Matrix, title: str) -> Table:
    commune, total, gained, remark = (
        Column(found.view.words.word(f"workbook.column.{key}"), side, width)
        for key, side, width in (
            ("commune", Side.LEFT, 14),
            ("total", Side.RIGHT, 8),
            ("gained", Side.RIGHT, 9),
            ("remark", Side.LEFT, 38),
        )
    )
    rows = (
        (*row_of(found, code), gained_of(found, code), remarks_of(found, code)) for code in found.communes
    )
    columns = (*columns_of(found, commune, total), gained, remark)
    return Table("matrix", title, columns, tuple(rows), tuple(_sums(found)))


def _sums(found: Matrix) -> tuple[tuple[Cell, ...], ...]:
    """Ends the sheet as offices do: communes that meet each criterion, and their share of all."""
    words, communes, known = found.view.words, len(found.communes), met_by_criterion(found)
    unchecked = int(found.rows["unchecked"].sum())
    beside = words.word("figure.beside_unchecked", count=words.count(unchecked, "criteria"))
    shares = (
        _share(found.view, known[c.code], communes) if c.code in known else no_value(found.view)
        for c in found.shown
    )
    all_met = _share(found.view, sum(known.values()), len(found.rows)) if known else no_value(found.view)
    note = words.word("workbook.share_note", communes=words.number(communes)) if known else ""
    return (
        (*sums_of(found), all_gained(found), beside if unchecked else ""),
        (words.word("workbook.share"), *shares, all_met, "", note),
    )


def _share(view: View, part: int, of: int) -> Figure:
    percent = Fraction(100 * part, of)
    return Figure(percent, view.words.percent(percent), decimals=usual_decimals(percent), percent=True)
