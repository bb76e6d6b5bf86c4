"""The figures that support a conclusion, each a name, a value and a remark; the statistics of an area."""

from collections.abc import Iterator
from fractions import Fraction
from typing import TypeAlias

import pandas as pd

from ntm_analysis.judge.poverty import lacking, review
from ntm_analysis.judge.recognition import criteria_met, unchecked_communes
from ntm_analysis.model import Figure, Sex, Status, Verdict
from ntm_analysis.say.doubtful import doubts
from ntm_analysis.say.marks import month_of, no_value, records, shown_date_of
from ntm_analysis.say.units import of_place
from ntm_analysis.say.view import View
from ntm_analysis.say.words import Cell, Doubt, Judged, Opening, Shown, Side, Table, Words, heads

_Row: TypeAlias = tuple[str, Cell, str]


def key_figures(view: View) -> Table:
    """Gives the key figures of the place with what stands beside them."""
    widths = {"figure": 46, "value": 22, "remark": 60}
    columns = heads(view.words, "workbook.column", widths, {"value": Side.RIGHT})
    of_criteria = _of_area if view.area else _of_district if view.is_district else _of_commune
    rows, words, line = [*of_criteria(view)], view.words, view.data.poverty_line
    title, of_poverty = words.word("figure.poor_rate"), view.area is None or view.area.id == "poverty"
    # The poor and the near-poor rate of the place, summed over households (rule 13).
    row = review(view.now.poverty, line, view.place.code) if of_poverty else None
    if of_poverty and row is None:
        rows.append((title, no_value(view), ""))
    elif row is not None and not row.complete:
        units = ", ".join(lacking(view.now.poverty, line, view.data.communes, view.period))
        rows.append((title, words.word("figure.incomplete", units=units), ""))
    elif row is not None:
        date = shown_date_of(view, row)
        date += f" ({words.word('status.preliminary')})" if row.status == Status.PRELIMINARY else ""
        for kind in ("poor", "near_poor"):
            n = int(getattr(row, kind))
            detail = words.word("figure.rate", count=words.count(n, "households"), date=date)
            rate = words.rate(Fraction(100 * n, int(row.households)))
            rows.append((words.word(f"figure.{kind}_rate"), rate, detail))
    return Table("key_figures", words.word("workbook.about.key_figures"), columns, tuple(rows))


def _of_area(view: View) -> Iterator[_Row]:
    """Gives for each of the area's criteria the communes that meet it, or the commune's verdict."""
    words, standard = view.words, view.set_in_force("standard")
    for criteria_set in view.sets if view.is_district or view.is_commune else ():
        rows, names = view.of_page("criteria"), {c.code: words.text(c.name) for c in criteria_set.criteria}
        rows = rows[rows["set"] == criteria_set.id]
        for code in view.criteria_of(criteria_set):
            mine, named = rows[rows["criterion"] == code], {"code": code, "name": names[code]}
            if view.is_district:
                title = "communes_meeting" if criteria_set is standard else "advanced_meeting"
                unchecked = unchecked_communes(rows, criteria_set.id, code)
                note = words.word("figure.communes_unchecked", count=words.count(unchecked, "communes"))
                value = words.counted_of(int(mine["met"].sum()), len(mine))
                yield words.word(f"figure.{title}", **named), value, note if unchecked else ""
                continue
            title = "criterion" if criteria_set is standard else "advanced_criterion"
            for row in records(mine):
                verdict = Judged(Verdict(row.verdict), doubts(view, row))
                yield words.word(f"figure.{title}", **named), verdict, ""


def _of_district(view: View) -> Iterator[_Row]:
    """Counts over the communes: recognised, mean criteria, criteria met."""
    words, standard = view.words, view.set_in_force("standard")
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
    mean = Figure(met.mean, words.number(met.mean, decimals=2), decimals=2)
    yield from zip(names, (mean, words.whole(met.met)), notes, strict=True)


def _of_commune(view: View) -> Iterator[_Row]:
    """Counts the criteria one commune meets of each set; a town has none."""
    words = view.words
    for criteria_set in view.sets if view.is_commune else ():
        title = words.word("figure.set_met", set=words.text(criteria_set.title))
        for row in records(of_place(view, view.now.counts, criteria_set.id)):
            if row.no_data >= row.total:
                yield title, no_value(view), ""
                continue
            unchecked = words.count(int(row.met_unchecked), "criteria")
            beside = words.word("figure.beside_unchecked", count=unchecked) if row.met_unchecked else ""
            yield title, words.counted_of(int(row.met), int(row.total)), beside


def _latest(view: View) -> tuple[pd.DataFrame, set[str]]:
    """Gives each place's latest value of each statistic, and which statistics the town counts in."""
    # Each place's latest measured value at or before the period's end; estimates never count.
    rows = view.data.observations
    mask = (rows["set"] == "statistics") & (rows["month"] <= view.period.number) & rows["num"].notna()
    mask &= (rows["status"] != Status.ESTIMATE) & (rows["sex"] == Sex.TOTAL)
    if not view.is_district:
        mask &= rows["commune"] == view.place.code
    latest = rows[mask].sort_values("month", kind="stable")
    latest = latest.drop_duplicates(["commune", "indicator"], keep="last")
    beside = ~rows["commune"].isin(list(view.communes)) & rows["commune"].isin(view.data.communes["code"])
    return latest, set(rows.loc[beside, "indicator"])


def statistics(view: View, *groups: str) -> Shown | None:
    """Shows the area's statistics of the given groups with the date and the row of each value.

    The district's figure is the sum over its places, given only with the number of places that have the
    value, so that an incomplete sum is never read as a whole.
    """
    if view.area is None:
        return None
    words, (latest, of_town) = view.words, _latest(view)
    body, names = list[tuple[Cell, ...]](), list[str]()
    asked = (view.data.criteria.statistics[code] for code in view.area.statistics)
    for statistic in (each for each in asked if each.group in groups):
        values = latest[latest["indicator"] == statistic.code]
        if values.empty:
            continue
        label = words.text(statistic.name)
        named: Cell = label
        if len(values) == 1:  # its row is told on demand
            told = {"rows": values["rows"].iloc[0], "source": values["source"].iloc[0]}
            named = Opening((Words(label),), (words.word("table.source_row", **told),), "indicator")
        scope = ""
        if view.is_district:
            places = len(view.data.communes if statistic.code in of_town else view.communes)
            told = {"count": words.number(len(values)), "of": words.number(places)}
            key = "places_all" if len(values) == places else "places_with_value"
            scope = words.word(f"table.{key}", **told)
        date = " – ".join(month_of(view, m) for m in sorted({values["month"].min(), values["month"].max()}))
        if len(values) == 1 and not pd.isna(values["measured_on"].iloc[0]):
            date = words.date(values["measured_on"].iloc[0].date())
        preliminary = (Doubt.PRELIMINARY,) if (values["status"] == Status.PRELIMINARY).any() else ()
        figure = words.amount(int((values["num"] // values["den"]).sum()), statistic.unit, 0)
        names.append(label)
        body.append((named, figure, Words(date, preliminary), *([scope] if view.is_district else [])))
    keys = ("statistic", "figure", "value_date", *(["source_rows"] if view.is_district else []))
    columns = heads(words, "table", keys, {"figure": Side.RIGHT})
    listed = ", ".join(names)
    caption = words.word("table.statistics_caption", names=listed[:1].lower() + listed[1:])
    return Shown((Table("statistics", caption, columns, tuple(body)),), words) if body else None
