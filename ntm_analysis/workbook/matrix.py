"""The matrix of communes by criteria, as offices know it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pandas as pd
from pandas import DataFrame

from ntm_analysis.judge.changes import Changes
from ntm_analysis.model import CriteriaSet, Direction, Period, Verdict
from ntm_analysis.publish.sheet import EMPTY, Cell, Column, Grid, Look, Sheet, Side
from ntm_analysis.publish.xlsx import COUNT, SIGNED, count
from ntm_analysis.say.changes import doubts
from ntm_analysis.say.marks import records
from ntm_analysis.say.view import View
from ntm_analysis.say.words import signed
from ntm_analysis.workbook import figures, signs
from ntm_analysis.workbook.frame import COMMUNE, NUMBER, columns, name_of, title_of

_UNDECIDED = [Verdict.NO_DATA.value, Verdict.NO_THRESHOLD.value]


def matrix(view: View, role: str) -> Sheet | None:
    """Shows every commune held against a set by its criteria; nothing where no set plays the role."""
    criteria_set = view.set_in_force(role)
    if criteria_set is None:
        return None
    rows = view.now.criteria
    rows = rows[rows["set"] == criteria_set.id]
    if rows.empty:
        return None
    words, sheet = view.words, f"matrix_{role}"
    title = title_of(view, "matrix", set=words.text(criteria_set.title))
    names = "; ".join(f"{c.code}. {words.text(c.name)}" for c in criteria_set.criteria)
    return Sheet(
        name=name_of(view, sheet),
        title=title,
        grids=(_grid(view, criteria_set, rows, name=sheet, about=title),),
        notes=(
            signs.key_line(view),
            words.word("workbook.criteria_names", names=names),
            words.word("workbook.gained_note"),
        ),
        whole=True,
    )


def _grid(view: View, criteria_set: CriteriaSet, rows: DataFrame, *, name: str, about: str) -> Grid:
    codes = [c.code for c in criteria_set.criteria]
    met = rows.groupby("commune", sort=False)["met"].sum().sort_values(ascending=False, kind="stable")
    cells = {(row.commune, row.criterion): row for row in records(rows)}
    since = view.since(Period(view.period.year - 1, 12))
    body = [
        (
            count(n),
            Cell(view.communes[commune], Look.STRONG),
            *(signs.official(view, cells[commune, code], word=False) for code in codes),
            *_ending(view, [cells[commune, code] for code in codes], since),
        )
        for n, commune in enumerate(met.index.astype(str), start=1)
    ]
    heads = (
        *columns(view, NUMBER, COMMUNE),
        *(Column(code, 5.6, Side.CENTER) for code in codes),
        *columns(view, ("total", 8, Side.RIGHT), ("gained", 9, Side.RIGHT), ("remark", 38, Side.LEFT)),
    )
    return Grid(name, about, heads, tuple(body), sums=tuple(_sums(view, codes, rows, since)), frozen=2)


def _ending(view: View, mine: list[Any], since: Changes) -> tuple[Cell, Cell, Cell]:
    """Ends a commune's row: sum, gained since the year began (never netted with what was lost), remark."""
    commune, of_set, words = mine[0].commune, mine[0].set, view.words
    known = any(row.verdict not in _UNDECIDED for row in mine)
    met = Cell(sum(row.met for row in mine), Look.STRONG, COUNT)
    total = met if known else figures.no_value(view)
    if commune not in since.comparable(of_set):
        return total, Cell(words.word("workbook.not_compared"), Look.QUIET), _remark(view, mine, {})
    moved = {each: since.moved(of_set, each, commune) for each in (Direction.GAINED, Direction.LOST)}
    codes = {
        str(each): [signed(words, change.code, doubts(view, change)) for change in changed]
        for each, changed in moved.items()
    }
    gained = Cell(len(codes[Direction.GAINED]), format=SIGNED)
    return total, gained, _remark(view, mine, codes)


def _remark(view: View, mine: list[Any], codes: dict[str, list[str]]) -> Cell:
    """Says of a commune: recognised or awaiting it, gained and lost, what is open about its verdicts."""
    words = view.words
    open_ = {
        name: [row.criterion for row in mine if getattr(row, name)]
        for name in ("discrepancy", "levels_differ", "unchecked")
    }
    open_["late"] = _late(view, mine)
    told = [
        *_recognition(view, mine[0].commune),
        *(
            words.word(f"workbook.remark.{kind}", codes=", ".join(listed))
            for kind, listed in {**codes, **open_}.items()
            if listed
        ),
    ]
    return Cell("; ".join(told))


def _late(view: View, mine: list[Any]) -> list[str]:
    rows = view.now.indicators
    late = rows[(rows["commune"] == mine[0].commune) & (rows["set"] == mine[0].set) & rows["late"]]
    return list(late["indicator"])


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


def _sums(view: View, codes: list[str], rows: DataFrame, since: Changes) -> Iterator[tuple[Cell, ...]]:
    """Ends the sheet as offices do: communes that meet each criterion, and their share of all."""
    words, communes = view.words, rows["commune"].nunique()
    known = rows[~rows["verdict"].isin(_UNDECIDED)].groupby("criterion")["met"].sum()
    met = {code: int(known[code]) for code in codes if code in known}
    unchecked = int(rows["unchecked"].sum())
    remark = (
        words.word("figure.beside_unchecked", count=words.count(unchecked, "criteria")) if unchecked else ""
    )
    all_met = int(rows["met"].sum())
    none = figures.no_value(view)
    of_set = str(rows["set"].iloc[0])
    gained, compared = since.moved(of_set, Direction.GAINED), since.comparable(of_set)
    yield (
        EMPTY,
        Cell(words.word("table.communes_meeting"), Look.STRONG),
        *(count(met[code]) if code in met else none for code in codes),
        count(all_met) if met else none,
        Cell(len(gained), format=SIGNED) if compared else EMPTY,
        Cell(remark),
    )
    yield (
        EMPTY,
        Cell(words.word("workbook.share"), Look.STRONG),
        *(figures.share(met[code], communes) if code in met else none for code in codes),
        figures.share(all_met, len(rows)) if met else none,
        EMPTY,
        Cell(words.word("workbook.share_note", communes=words.number(communes)) if met else ""),
    )
