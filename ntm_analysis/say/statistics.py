"""Supporting figures of an area, for one place or summed over the district."""

from __future__ import annotations

import pandas as pd
from pandas import DataFrame

from ntm_analysis.model import Period, Sex, Statistic, Status
from ntm_analysis.say.view import View
from ntm_analysis.say.words import Cell, Column, Doubt, Shown, Side, Table, Words


def statistics(view: View, *groups: str) -> Shown | None:
    """Shows the area's statistics of the given groups with the date of each value.

    The district's figure is the sum over its places, given only with the number of
    places that have the value, so that an incomplete sum is never read as a whole.
    """
    if view.area is None:
        return None
    known = view.data.criteria.statistics
    asked = [known[code] for code in view.area.statistics if known[code].group in groups]
    latest = _latest(view, [s.code for s in asked])
    rows = [_row(view, s, latest[latest["indicator"] == s.code]) for s in asked]
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


def _latest(view: View, codes: list[str]) -> DataFrame:
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


def _row(view: View, statistic: Statistic, values: DataFrame) -> tuple[Cell, ...] | None:
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
