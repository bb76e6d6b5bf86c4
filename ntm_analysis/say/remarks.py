"""What there is to remark of a commune: what it gained and lost since the year began, what is open."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from ntm_analysis.model import Direction, Figure, Period
from ntm_analysis.say.changes import doubts
from ntm_analysis.say.marks import records
from ntm_analysis.say.matrix import Matrix
from ntm_analysis.say.view import View
from ntm_analysis.say.words import Cell, Weight, Words, signed


def gained_of(found: Matrix, commune: str) -> Cell:
    """Counts the criteria gained since the year began, never netted; says where it cannot be compared."""
    since = found.view.since(Period(found.view.period.year - 1, 12))
    if commune not in since.comparable(found.of.id):
        return Words(found.view.words.word("workbook.not_compared"), weight=Weight.QUIET)
    return _gained(found.view, len(since.moved(found.of.id, Direction.GAINED, commune)))


def all_gained(found: Matrix) -> Cell:
    """Counts the criteria gained since the year began by all communes; empty where none can be compared."""
    since = found.view.since(Period(found.view.period.year - 1, 12))
    if not since.comparable(found.of.id):
        return ""
    return _gained(found.view, len(since.moved(found.of.id, Direction.GAINED)))


def _gained(view: View, n: int) -> Figure:
    return Figure(n, f"+{view.words.number(n)}" if n else "0", decimals=0, signed=True)


def remarks_of(found: Matrix, commune: str) -> str:
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
    return "; ".join([*_recognition(view, commune), *listed])


def _recognition(view: View, commune: str) -> Iterator[str]:
    rows = view.now.recognised
    mine = rows[(rows["level"] == "ntm") & (rows["commune"] == commune)]
    for row in records(mine[~mine["awaiting"]]):
        year = "" if pd.isna(row.credited_year) else int(row.credited_year)
        key = "recognised" if year else "recognised_undated"
        told = view.words.word(f"workbook.remark.{key}", year=year)
        yield f"{told} ({view.words.word('workbook.illustrative_row')})" if row.illustrative else told
    if len(mine) and mine["awaiting"].all():
        yield view.words.word("goal.awaiting")
