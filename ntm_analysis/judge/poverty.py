"""Poor and near-poor households by place and poverty line, summed and never averaged (rule 13)."""

from __future__ import annotations

from typing import Any

import numpy as np
from pandas import DataFrame

from ntm_analysis.judge.arrays import Flags, Integers, Numbers, Table, Words, at, stacked
from ntm_analysis.judge.groups import Groups
from ntm_analysis.judge.lateness import FREQUENCIES, lateness
from ntm_analysis.judge.statistics import STANDINGS, Statistics
from ntm_analysis.judge.units import units_alive
from ntm_analysis.judge.values import latest
from ntm_analysis.model import Criteria, Frequency, Period, Place

_POOR, _NEAR_POOR, _HOUSEHOLDS = _CODES = ("poor_households", "near_poor_households", "households")
_DECEMBER = 12
_COUNTED = {"poor": _POOR, "near_poor": _NEAR_POOR, "households": _HOUSEHOLDS}
COLUMNS = [
    "period",
    "month",
    "place",
    "poor",
    "near_poor",
    "households",
    "line",
    "reference_year",
    "measured_on",
    "value_month",
    "status",
    "complete",
    "illustrative",
    "rows",
]


def poverty(
    statistics: Statistics, units: DataFrame, communes: dict[str, int], district: Place, criteria: Criteria
) -> Table:
    """Gives the households of each unit, of the district (town included) and of its communes alone.

    The district's row is ``complete`` when every unit has counts of one and the same reference
    year and status; a mixture of two reviews is no district figure. Stale counts are left out.
    """
    found = _of_units(statistics, units, communes, criteria)
    month, is_commune = units["month"].to_numpy(), Words.of(units["kind"]).are("commune")
    alone = {**found, "place": found["commune"], "complete": np.ones(len(found["month"]), dtype=bool)}
    of_communes = at(found, np.flatnonzero(is_commune[found["unit"]]))
    whole = _summed(found, month, district.code)
    part = _summed(of_communes, month[is_commune], f"{district.code}-communes")
    names = dict.fromkeys(COLUMNS)
    table = {name: alone[name] for name in names}
    for more in (whole, part):
        table = stacked(table, {name: more[name] for name in names})
    ranks = [_rank(table[name].texts()) for name in ("place", "line")]
    return at(table, np.lexsort((*ranks, table["month"])))


def _rank(texts: list[str]) -> Integers:
    place = {text: number for number, text in enumerate(sorted(set(texts)))}
    return np.array([place[text] for text in texts], dtype="int64")


def _of_units(
    statistics: Statistics, units: DataFrame, communes: dict[str, int], criteria: Criteria
) -> Table:
    """Finds for each unit and line the latest month with all three counts."""
    values = statistics.complete(_CODES)
    values = values.at(np.flatnonzero(values.counts[_HOUSEHOLDS] > 0))
    lines = np.unique(values.line.codes)
    key = values.commune * len(lines) + np.searchsorted(lines, values.line.codes)
    review = criteria.statistics.get(_POOR)
    frequency = FREQUENCIES[(review.frequency if review else Frequency.YEAR).value]
    due = (review.due_month if review else 0) or _DECEMBER
    chosen, counts_from, answers = values.standing(key, frequency, due)
    values, key = values.at(chosen), key[chosen]
    unit, line = (part.ravel() for part in np.indices((len(units), len(lines))))
    month, since = (units[name].to_numpy(dtype="int64")[unit] for name in ("month", "since"))
    wanted = Words.of(units["commune"]).numbers(communes)[unit] * len(lines) + line
    position = latest(key, counts_from, wanted, month, since)
    found = position >= 0
    position, unit, month = position[found], unit[found], month[found]
    every = np.ones(len(position), dtype="int64")
    none = np.zeros(len(position), dtype=bool)
    _, stale = lateness(answers[position], every * frequency, every * due, month)
    table: Table = {
        "unit": unit,
        "month": month,
        "period": Words.of(units["period"]).at(unit),
        "commune": Words.of(units["commune"]).at(unit),
        "line": values.line.at(position),
        "reference_year": values.reference_year.at(position),
        "value_month": Numbers(values.month[position], none),
        "measured_on": values.measured_on.at(position),
        "status": Words.fixed(values.preliminary[position].astype("int64"), STANDINGS),
        "illustrative": values.illustrative[position],
        "rows": values.rows.at(position),
        **{name: Numbers(values.counts[code][position], none) for name, code in _COUNTED.items()},
    }
    return at(table, np.flatnonzero(~stale))


def _summed(found: Table, month_of_units: Integers, place: str) -> Table:
    line = found["line"]
    groups = Groups(found["month"] * (len(line.words) + 1) + line.codes)
    preliminary = found["status"].codes
    table = at({name: found[name] for name in ("period", "month", "line")}, groups.first)
    size = len(groups)
    for name in _COUNTED:
        table[name] = Numbers(groups.total(found[name].whole), np.zeros(size, dtype=bool))
    for name in ("reference_year", "measured_on", "value_month"):
        table[name] = groups.least(found[name])
    every = np.ones(len(preliminary), dtype=bool)
    # A unit stands once in each month and line.
    present = groups.count(every)
    expected = np.array([(month_of_units == month).sum() for month in table["month"]], dtype="int64")
    least = groups.any(preliminary == 1)
    return table | {
        "place": Words.same(place, size),
        "status": Words.fixed(least.astype("int64"), STANDINGS),
        "illustrative": groups.any(found["illustrative"]),
        "rows": groups.joined(found["rows"], every),
        "complete": (present == expected)
        & _is_one_year(groups, found["reference_year"])
        & (least == ~groups.any(preliminary == 0)),
    }


def _is_one_year(groups: Groups, year: Numbers) -> Flags:
    """Tells which groups speak of exactly one reference year."""
    least, most = groups.least(year), groups.most(np.where(year.missing, -1, year.whole))
    return np.asarray(~least.missing & (least.whole == most))


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
