"""The matrix with what there is to remark of a commune: gained and lost since the year began, open points."""

from __future__ import annotations

from fractions import Fraction

import pandas as pd

from ntm_analysis.model import Direction, Figure, Period
from ntm_analysis.say.marks import doubts, no_value, records
from ntm_analysis.say.matrix import Matrix, columns_of, met_by_criterion, row_of, sums_of
from ntm_analysis.say.texts import signed
from ntm_analysis.say.words import Cell, Column, Side, Table, Weight, Words


def remarked(found: Matrix, caption: str) -> Table:
    """Gives the matrix as offices keep it: gains and remarks beside, and the share of the communes below."""
    view, words, communes = found.view, found.view.words, len(found.communes)
    commune, total, gained, remark = (
        Column(words.word(f"workbook.column.{key}"), side, width)
        for key, side, width in (
            ("commune", Side.LEFT, 14),
            ("total", Side.RIGHT, 8),
            ("gained", Side.RIGHT, 9),
            ("remark", Side.LEFT, 38),
        )
    )
    rows = ((*row_of(found, code), _gained(found, code), _remarks_of(found, code)) for code in found.communes)
    # It ends as offices have it: communes that meet each criterion, and their share of all.
    known, unchecked = met_by_criterion(found), int(found.rows["unchecked"].sum())
    shares = [
        words.rate(Fraction(100 * known[c.code], communes)) if c.code in known else no_value(view)
        for c in found.shown
    ]
    met = words.rate(Fraction(100 * sum(known.values()), len(found.rows))) if known else no_value(view)
    beside = words.word("figure.beside_unchecked", count=words.count(unchecked, "criteria"))
    note = words.word("workbook.share_note", communes=words.number(communes)) if known else ""
    sums = (
        (*sums_of(found), _gained(found), beside if unchecked else ""),
        (words.word("workbook.share"), *shares, met, "", note),
    )
    columns = (*columns_of(found, commune, total), gained, remark)
    return Table("matrix", caption, columns, tuple(rows), sums)


def _gained(found: Matrix, commune: str = "") -> Cell:
    """Counts the criteria gained since the year began, never netted, by one commune or by all.

    Where they cannot be compared one says so, and all are left empty.
    """
    words, since = found.view.words, found.view.since(Period(found.view.period.year - 1, 12))
    comparable = since.comparable(found.of.id)
    if not comparable or (commune and commune not in comparable):
        return Words(words.word("workbook.not_compared"), weight=Weight.QUIET) if commune else ""
    n = len(since.moved(found.of.id, Direction.GAINED, *([commune] if commune else [])))
    return Figure(n, f"+{words.number(n)}" if n else "0", decimals=0, signed=True)


def _remarks_of(found: Matrix, commune: str) -> str:
    """Says of a commune: recognised or awaiting it, gained and lost, what is open about its verdicts."""
    view, words, mine = found.view, found.view.words, found.of_commune(commune)
    since, told = view.since(Period(view.period.year - 1, 12)), {}
    for direction in (Direction.GAINED, Direction.LOST):
        moved = since.moved(found.of.id, direction, commune)
        told[str(direction)] = [signed(words, c.code, doubts(view, c)) for c in moved]
    for name in ("discrepancy", "levels_differ", "unchecked"):
        told[name] = [row.criterion for row in mine if getattr(row, name)]
    rows = view.now.indicators
    late = rows[(rows["commune"] == commune) & (rows["set"] == found.of.id) & rows["late"]]
    told["late"] = list(late["indicator"])
    listed = (
        words.word(f"workbook.remark.{kind}", codes=", ".join(codes)) for kind, codes in told.items() if codes
    )
    rows = view.now.recognised
    recognised = rows[(rows["level"] == "ntm") & (rows["commune"] == commune)]
    said = []
    for row in records(recognised[~recognised["awaiting"]]):
        year = "" if pd.isna(row.credited_year) else int(row.credited_year)
        decided = words.word(f"workbook.remark.recognised{'' if year else '_undated'}", year=year)
        made_up = f" ({words.word('workbook.illustrative_row')})" if row.illustrative else ""
        said.append(decided + made_up)
    if len(recognised) and recognised["awaiting"].all():
        said.append(words.word("goal.awaiting"))
    return "; ".join([*said, *listed])
