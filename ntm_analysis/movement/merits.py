"""Facts that support a proposal for commendation: evidence, never a ranking of persons (item 9)."""

from __future__ import annotations

from pandas import DataFrame

from ntm_analysis.model import Period


def gains_of_year(counts: DataFrame, set_id: str, month: Period) -> DataFrame:
    """Gives the criteria each commune gained since the last month of the year before, the most first.

    Communes not counted in both months (a merger, a new set) are left out; who gained nothing too.
    """
    mine = counts[counts["set"] == set_id]
    start, now = (mine[mine["month"] == m] for m in (month.year * 12 - 1, month.number))
    both = now[["commune", "met", "met_unchecked"]].merge(
        start[["commune", "met"]], on="commune", suffixes=("", "_start")
    )
    gained = both.assign(gain=both["met"] - both["met_start"])
    gained = gained[gained["gain"] > 0]
    ordered: DataFrame = gained.sort_values(["gain", "commune"], ascending=[False, True])
    return ordered.reset_index(drop=True)


def first_to_meet(registrations: DataFrame, criteria: DataFrame) -> DataFrame:
    """Gives for each registered criterion the communes that met it first, with the month.

    ``registrations`` are the year's, ``criteria`` every month of the year; a criterion met before the
    year began is no merit of it.
    """
    keys = ["commune", "set", "criterion"]
    rows = criteria.merge(registrations[keys].drop_duplicates(), on=keys)
    met = rows[rows["met"]].groupby(keys)["month"].min().reset_index()
    begun = met["month"] == criteria["month"].min()
    first = met[~begun]
    earliest = first.groupby(["set", "criterion"])["month"].transform("min")
    leading: DataFrame = first[first["month"] == earliest]
    return leading.sort_values(["set", "criterion", "commune"]).reset_index(drop=True)
