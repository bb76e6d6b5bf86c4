"""The review of poor households a page speaks of, and the units that keep it from being whole (rule 13)."""

from __future__ import annotations

from typing import Any

from pandas import DataFrame

from ntm_analysis.judge.units import units_alive
from ntm_analysis.say.marks import records
from ntm_analysis.say.view import View


def review(view: View) -> Any | None:
    """Gives the counts of the place on the dataset's poverty line, None where it has none."""
    rows = _on_line(view)
    return next(records(rows[rows["place"] == view.place.code]), None)


def lacking(view: View) -> list[str]:
    """Names the communes and towns that have no counts of the newest review."""
    alive = units_alive(view.data.communes, [view.period])
    rows = _on_line(view)
    units = rows[rows["place"].isin(alive["commune"])].sort_values("value_month", kind="stable")
    reviews = dict(
        zip(units["place"], zip(units["reference_year"], units["status"], strict=True), strict=True)
    )
    newest = list(reviews.values())[-1:]
    names = dict(zip(view.data.communes["code"], view.data.communes["name"], strict=True))
    return [names[code] for code in alive["commune"] if [reviews.get(code)] != newest]


def _on_line(view: View) -> DataFrame:
    rows = view.now.poverty
    return rows[rows["line"] == view.data.poverty_line]
