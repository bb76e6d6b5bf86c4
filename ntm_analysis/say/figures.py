"""The figures that support a conclusion, each a name, a value and a remark; the statistics of an area."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import TypeAlias

import pandas as pd
from pandas import DataFrame

from ntm_analysis.judge.counts import criteria_met, unchecked_communes
from ntm_analysis.judge.poverty import lacking, review
from ntm_analysis.model import CriteriaSet, Figure, Period, Sex, Statistic, Status, Verdict
from ntm_analysis.say.marks import doubts, no_value, records, shown_date_of
from ntm_analysis.say.view import View
from ntm_analysis.say.words import Cell, Column, Doubt, Judged, Shown, Side, Table, Words

_Row: TypeAlias = tuple[str, Cell, str]


def figures(view: View) -> Shown | None:
    """Shows the key figures of the place as a list of name and number."""
    table = key_figures(view)
    return Shown((table,), view.words) if table.rows else None


def key_figures(view: View) -> Table:
    """Gives the key figures of the place with what stands beside them."""
    heads = (("figure", Side.LEFT, 46), ("value", Side.RIGHT, 22), ("remark", Side.LEFT, 60))
    columns = (Column(view.words.word(f"workbook.column.{key}"), side, width) for key, side, width in heads)
    rows = (*(_district(view) if view.is_district else _commune(view)), *_poverty(view))
    return Table("figures", view.words.word("workbook.about.key_figures"), tuple(columns), rows)


def _district(view: View) -> Iterator[_Row]:
    """Counts over the communes: recognised, mean criteria, communes meeting each of the area's criteria."""
    words, standard = view.words, view.set_in_force("standard")
    if view.area is not None:
        for criteria_set in view.sets:
            rows = view.now.criteria[view.now.criteria["set"] == criteria_set.id]
            key = "figure.communes_meeting" if criteria_set is standard else "figure.advanced_meeting"
            for code, title in _titles(view, criteria_set, key):
                mine, unchecked = (
                    rows[rows["criterion"] == code],
                    unchecked_communes(rows, criteria_set.id, code),
                )
                note = words.word("figure.communes_unchecked", count=words.count(unchecked, "communes"))
                yield title, words.counted_of(int(mine["met"].sum()), len(mine)), note if unchecked else ""
        return
    found, communes = len(view.recognised), len(view.communes)
    share = words.percent(Fraction(100 * found, communes)) if communes else ""
    yield words.word("figure.recognised"), words.counted_of(found, communes), share
    met = criteria_met(view.now.counts, standard.id) if standard else None
    names = (words.word("figure.mean_criteria"), words.word("figure.criteria_met"))
    if met is None:
        yield from ((name, no_value(view), "") for name in names)
        return
    notes = ("", "")
    if met.unchecked:  # what communes say of themselves stands beside (rule 6)
        count, claimed = words.count(met.unchecked, "criteria"), words.number(met.claimed_mean, decimals=2)
        beside = words.word("figure.beside_unchecked", count=count)
        notes = (words.word("figure.with_unchecked", value=claimed, count=count), beside)
    values = (
        Figure(met.mean, words.number(met.mean, decimals=2), decimals=2),
        words.whole(met.met),
    )
    yield from zip(names, values, notes, strict=True)


def _titles(view: View, criteria_set: CriteriaSet, key: str) -> Iterator[tuple[str, str]]:
    """Names the page's criteria of a set with their codes."""
    names = {c.code: view.words.text(c.name) for c in criteria_set.criteria}
    for code in view.criteria_of(criteria_set):
        yield code, view.words.word(key, code=code, name=names[code])


def _commune(view: View) -> Iterator[_Row]:
    """Counts for one commune; a town has no criteria."""
    words = view.words
    for criteria_set in view.sets if view.is_commune else ():
        if view.area is not None:
            rows = view.now.criteria
            rows = rows[(rows["set"] == criteria_set.id) & (rows["commune"] == view.place.code)]
            by_code = {row.criterion: row for row in records(rows)}
            advanced = "" if criteria_set is view.set_in_force("standard") else "advanced_"
            for code, title in _titles(view, criteria_set, f"figure.{advanced}criterion"):
                if code in by_code:
                    row = by_code[code]
                    yield title, Judged(Verdict(row.verdict), doubts(view, row)), ""
            continue
        counts = view.now.counts
        mine = counts[(counts["set"] == criteria_set.id) & (counts["commune"] == view.place.code)]
        title = words.word("figure.set_met", set=words.text(criteria_set.title))
        for row in records(mine):
            if row.no_data >= row.total:
                yield title, no_value(view), ""
                continue
            unchecked = words.count(int(row.met_unchecked), "criteria")
            beside = words.word("figure.beside_unchecked", count=unchecked) if row.met_unchecked else ""
            yield title, words.counted_of(int(row.met), int(row.total)), beside


def _poverty(view: View) -> Iterator[_Row]:
    """Gives the poor and the near-poor rate of the place, summed over households (rule 13)."""
    if view.area is not None and view.area.id != "poverty":
        return
    words, line = view.words, view.data.poverty_line
    row = review(view.now.poverty, line, view.place.code)
    if row is None:
        yield words.word("figure.poor_rate"), no_value(view), ""
        return
    if not row.complete:
        units = lacking(view.now.poverty, line, view.data.communes, view.period)
        yield words.word("figure.poor_rate"), words.word("figure.incomplete", units=", ".join(units)), ""
        return
    date = shown_date_of(view, row)
    if row.status == Status.PRELIMINARY:
        date += f" ({words.word('status.preliminary')})"
    for kind in ("poor", "near_poor"):
        n = int(getattr(row, kind))
        detail = words.word("figure.rate", count=words.count(n, "households"), date=date)
        yield words.word(f"figure.{kind}_rate"), words.rate(Fraction(100 * n, int(row.households))), detail


def statistics(view: View, *groups: str) -> Shown | None:
    """Shows the area's statistics of the given groups with the date of each value.

    The district's figure is the sum over its places, given only with the number of
    places that have the value, so that an incomplete sum is never read as a whole.
    """
    if view.area is None:
        return None
    known = view.data.criteria.statistics
    asked = [known[code] for code in view.area.statistics if known[code].group in groups]
    latest = _latest_values(view, [s.code for s in asked])
    rows = [_statistic(view, s, latest[latest["indicator"] == s.code]) for s in asked]
    shown = [row for row in rows if row is not None]
    if not shown:
        return None
    words = view.words
    heads = (
        ("statistic", Side.LEFT),
        ("figure", Side.RIGHT),
        ("value_date", Side.LEFT),
        ("source_rows", Side.LEFT),
    )
    columns = tuple(Column(words.word(f"table.{key}"), side) for key, side in heads)
    names = ", ".join(words.text(s.name) for s, row in zip(asked, rows, strict=True) if row is not None)
    caption = words.word("table.statistics_caption", names=names[:1].lower() + names[1:])
    return Shown((Table("statistics", caption, columns, tuple(shown)),), words)


def _latest_values(view: View, codes: list[str]) -> DataFrame:
    """Takes each place's latest measured value at or before the period's end; estimates never count."""
    rows = view.data.observations
    mask = (
        (rows["set"] == "statistics") & rows["indicator"].isin(codes) & (rows["month"] <= view.period.number)
    )
    mask &= rows["num"].notna() & (rows["status"] != Status.ESTIMATE) & (rows["sex"] == Sex.TOTAL)
    if not view.is_district:
        mask &= rows["commune"] == view.place.code
    return (
        rows[mask].sort_values("month", kind="stable").drop_duplicates(["commune", "indicator"], keep="last")
    )


def _statistic(view: View, statistic: Statistic, values: DataFrame) -> tuple[Cell, ...] | None:
    if values.empty:
        return None
    words = view.words
    total = int((values["num"] // values["den"]).sum())
    newest, oldest = values["month"].max(), values["month"].min()
    months = [words.month(Period.from_number(int(m))) for m in sorted({int(oldest), int(newest)})]
    source = ", ".join(values["rows"]) if len(values) == 1 else ""
    if view.is_district:
        rows, town = view.data.observations, set(view.data.communes["code"]) - set(view.communes)
        of_town = statistic.code in set(rows.loc[rows["commune"].isin(town), "indicator"])
        places = len(view.data.communes if of_town else view.communes)
        source = words.word(
            "table.places_with_value", count=words.number(len(values)), of=words.number(places)
        )
    date = " – ".join(months)
    if len(values) == 1 and not pd.isna(values["measured_on"].iloc[0]):
        date = words.date(values["measured_on"].iloc[0].date())
    preliminary = (Doubt.PRELIMINARY,) if (values["status"] == Status.PRELIMINARY).any() else ()
    figure = words.amount(total, statistic.unit, 0)
    return words.text(statistic.name), figure, Words(date, preliminary), source
