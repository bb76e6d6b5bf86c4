"""Facts that support a proposal for commendation: evidence, never a ranking of persons (item 9)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction

from pandas import DataFrame

from ntm_analysis.judge.movement.resources import by_commune, since_january
from ntm_analysis.model import Period

# Who gives of their own: a budget's or a bank's money is no merit of the commune it is spent in.
GIVERS = ("people", "business", "diaspora")
_KEYS = ["set", "criterion", "commune"]
_COMPARED = 2  # communes that registered a criterion, so that one can be the first of them


def first_to_meet(registrations: DataFrame, criteria: DataFrame) -> DataFrame:
    """Gives for each criterion that several communes registered those that met it first and still do.

    ``registrations`` are the year's, ``criteria`` every month from the last December on. ``month`` is
    the first of the months since which it has been met without a break; met from the first month on, it
    is no merit of the year. ``registered`` counts the communes that registered it.
    """
    wanted = registrations[_KEYS].drop_duplicates()
    rows = criteria.merge(wanted, on=_KEYS).sort_values("month", ascending=False, kind="stable")
    unbroken = rows.groupby(_KEYS)["met"].cummin().astype(bool)
    since = rows[unbroken].groupby(_KEYS)["month"].min().reset_index()
    of_year = since[since["month"] > criteria["month"].min()]
    earliest = of_year.groupby(["set", "criterion"])["month"].transform("min")
    counted = wanted.groupby(["set", "criterion"]).size().rename("registered").reset_index()
    first = of_year[of_year["month"] == earliest].merge(counted, on=["set", "criterion"])
    compared: DataFrame = first[first["registered"] >= _COMPARED]
    by_number = compared.assign(number=compared["criterion"].astype("int64"))
    ordered = by_number.sort_values(["set", "number", "commune"]).drop(columns="number")
    return ordered.reset_index(drop=True)


def given_per_head(
    contributions: DataFrame, month: Period, communes: Iterable[str], population: Mapping[str, int]
) -> DataFrame:
    """Gives what people, enterprises and those living elsewhere gave since January, a head.

    One row a commune with a census population: ``money`` in đồng and ``labour`` in days of work, exact
    fractions over that population, None where no row speaks of it.
    """
    rows = since_january(contributions, month)
    given = rows[rows["fund"].isin(GIVERS)]
    sums = by_commune(given, [c for c in communes if population.get(c)], population)
    labour = [
        None if days is None else Fraction(days, population[commune])
        for commune, days in zip(sums["commune"], sums["labour"], strict=True)
    ]
    table = {"commune": sums["commune"], "money": sums["per_head"], "labour": labour}
    return DataFrame(table, dtype=object)
