"""Poor and near-poor households by place and poverty line, summed and never averaged (rule 13)."""

from __future__ import annotations

import pandas as pd
from pandas import DataFrame, Series

from ntm_analysis.evaluation.aggregate import joined
from ntm_analysis.evaluation.lateness import lateness
from ntm_analysis.evaluation.statistics import complete_groups
from ntm_analysis.evaluation.values import latest
from ntm_analysis.model import Criteria, Frequency, Place, Status

_POOR, _NEAR_POOR, _HOUSEHOLDS = _CODES = ("poor_households", "near_poor_households", "households")
_KEYS = ["period", "month", "place", "line"]
_DECEMBER = 12
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


def poverty(statistics: DataFrame, units: DataFrame, district: Place, criteria: Criteria) -> DataFrame:
    """Gives the households of each unit, of the district (town included) and of its communes alone.

    The district's row is ``complete`` when every unit has counts of one and the same reference
    year and status; a mixture of two reviews is no district figure. Stale counts are left out.
    """
    found = _of_units(statistics, units, criteria)
    alone = found.assign(place=found["commune"], complete=True)
    of_all = _summed(found, units, district.code)
    communes = units["kind"] == "commune"
    of_communes = _summed(found[found["kind"] == "commune"], units[communes], f"{district.code}-communes")
    table = pd.concat(
        [frame for frame in (alone, of_all, of_communes) if len(frame)] or [alone], ignore_index=True
    )
    return table.sort_values(["month", "line", "place"], kind="stable").reset_index(drop=True)[COLUMNS]


def _of_units(statistics: DataFrame, units: DataFrame, criteria: Criteria) -> DataFrame:
    """Finds for each unit and line the latest month with all three counts."""
    counts, known = complete_groups(statistics, _CODES)
    values = counts.join(known).reset_index().rename(columns={_POOR: "poor", _NEAR_POOR: "near_poor"})
    values = values[(values["households"] > 0).fillna(value=False).astype(bool)]
    lines = values[["line"]].drop_duplicates()
    cells = units.merge(lines, how="cross")
    found = latest(cells, values, ["commune", "line"])
    review = criteria.statistics.get(_POOR)
    found["frequency"] = (review.frequency if review else Frequency.YEAR).value
    found["due_month"] = pd.array([review.due_month if review else _DECEMBER] * len(found), dtype="Int64")
    fresh = found["value_month"].notna() & ~lateness(found)["stale"]
    return found[fresh]


def _least_sure(status: Series[str]) -> str:
    return Status.PRELIMINARY.value if (status == Status.PRELIMINARY.value).any() else Status.OFFICIAL.value


def _summed(found: DataFrame, units: DataFrame, place: str) -> DataFrame:
    rows = found.assign(place=place)
    groups = rows.groupby(_KEYS, sort=False)
    table = groups.agg(
        poor=("poor", "sum"),
        near_poor=("near_poor", "sum"),
        households=("households", "sum"),
        reference_year=("reference_year", "min"),
        measured_on=("measured_on", "min"),
        value_month=("value_month", "min"),
        status=("status", _least_sure),
        illustrative=("illustrative", "any"),
        present=("commune", "nunique"),
        years=("reference_year", "nunique"),
        statuses=("status", "nunique"),
    )
    table["rows"] = joined(rows, _KEYS, "rows").reindex(table.index).fillna("")
    table = table.reset_index()
    expected = table["month"].map(units.groupby("month")["commune"].nunique())
    return table.assign(
        complete=(table["present"] == expected) & (table["years"] == 1) & (table["statuses"] == 1)
    )
