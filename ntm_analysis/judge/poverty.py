"""Poor and near-poor households by place and poverty line, summed and never averaged (rule 13)."""

from __future__ import annotations

from typing import Any

import pandas as pd
from pandas import DataFrame, Series

from ntm_analysis.judge.frames import joined, taken
from ntm_analysis.judge.rules import scheduled
from ntm_analysis.judge.statistics import PREFERENCE, side_by_side
from ntm_analysis.judge.units import units_alive
from ntm_analysis.judge.values import answered, lateness, latest, standing
from ntm_analysis.model import Criteria, Frequency, Period, Place

_CODES = {"poor_households": "poor", "near_poor_households": "near_poor", "households": "households"}
_COUNTED = list(_CODES.values())
_DATES = ["reference_year", "measured_on", "value_month"]
COLUMNS = [
    *("period", "month", "place", *_COUNTED, "line", *_DATES, "status", "complete", "illustrative", "rows")
]


def poverty(
    statistics: DataFrame, places: DataFrame, units: DataFrame, district: Place, criteria: Criteria
) -> DataFrame:
    """Gives the households of each unit, of the district (town included) and of its communes alone.

    The district's row is ``complete`` when every unit has counts of one and the same reference
    year and status; a mixture of two reviews is no district figure. Stale counts are left out.
    """
    found = _of_units(side_by_side(statistics, places, list(_CODES)), units, criteria)
    is_commune, commune = found["kind"] == "commune", units["kind"] == "commune"
    whole = _summed(found, units, district.code)
    part = _summed(found[is_commune], units[commune], f"{district.code}-communes")
    alone = found.rename(columns={"commune": "place"}).assign(complete=True)[COLUMNS]
    every = pd.concat([alone, *(table for table in (whole, part) if len(table))])
    return every.sort_values(["month", "line", "place"], ignore_index=True)


def _of_units(values: DataFrame, units: DataFrame, criteria: Criteria) -> DataFrame:
    """Finds for each unit and line the latest month with all three counts."""
    review = criteria.statistics.get("poor_households")
    frequency, due = (review.frequency, review.due_month) if review else (Frequency.YEAR, 0)
    about = scheduled(DataFrame({"frequency": [frequency.value], "due_month": [due]})).iloc[0]
    values = values[values["households"] > 0].rename(columns=_CODES).assign(**about)
    lines = Series(sorted(values["line"].unique()), name="line", dtype="str")
    values = standing(values.assign(answers=answered(values)), ["commune", "line"], PREFERENCE)
    kept = ["period", "month", "commune", "kind", "unit_since"]
    wanted = units[kept].merge(lines, how="cross").assign(step=about["step"], due=about["due"])
    position = latest(wanted, values, ["commune", "line"])
    told = ["answers", *_COUNTED, *_DATES, "status", "illustrative", "rows"]
    value = taken(values.rename(columns={"month": "value_month"})[told], position)
    _, stale = lateness(wanted, value["answers"].to_numpy("int64"))
    found = pd.concat([wanted, value], axis=1)[(position >= 0) & ~stale]
    return found.astype(dict.fromkeys((*_COUNTED, "value_month"), "Int64"))


def _summed(found: DataFrame, units: DataFrame, place: str) -> DataFrame:
    number = found.groupby(["month", "line"], sort=False).ngroup()
    of = found.groupby(number)
    table = found[~number.duplicated()].set_axis(number.unique())[["period", "month", "line"]]
    # A unit stands once in each month and line.
    expected = table["month"].map(units["month"].value_counts())
    one_year = (of["reference_year"].nunique(dropna=False) == 1) & of["reference_year"].first().notna()
    return table.assign(
        **of[_COUNTED].sum(),
        **of[_DATES].min(),
        status=of["status"].max(),  # preliminary comes after official
        complete=(of.size() == expected) & one_year & (of["status"].nunique() == 1),
        illustrative=of["illustrative"].any(),
        rows=joined(found["rows"], number),
        place=place,
    )[COLUMNS]


def review(poverty: DataFrame, line: str, place: str) -> Any | None:
    """Gives the counts of a place on a poverty line in one month, None where it has none."""
    mine = poverty[(poverty["line"] == line) & (poverty["place"] == place)]
    return next(mine.itertuples(index=False), None)


def lacking(poverty: DataFrame, line: str, communes: DataFrame, period: Period) -> list[str]:
    """Names the communes and towns of a period that have no counts of the newest review."""
    alive = units_alive(communes, [period])["commune"]
    rows = poverty[(poverty["line"] == line) & poverty["place"].isin(alive)]
    rows = rows.sort_values("value_month", kind="stable")
    reviews = dict(zip(rows["place"], zip(rows["reference_year"], rows["status"], strict=True), strict=True))
    newest = list(reviews.values())[-1:]
    names = dict(zip(communes["code"], communes["name"], strict=True))
    return [names[code] for code in alive if [reviews.get(code)] != newest]
