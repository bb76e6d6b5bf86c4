"""Resources mobilised, planned, disbursed and owed: each kind in its own unit, sums exact.

A row is what came in its month; sums go from January. What is given in kind enters a sum of money nowhere:
its stated price has a column of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import Any

import pandas as pd
from pandas import DataFrame

from ntm_analysis.model import Period

KINDS = ("money", "labour", "land", "goods")
FUNDS = (
    "central", "province", "district", "commune", "combined", "credit", "business", "people", "diaspora",
)  # fmt: skip
OF_UNIT = ("money", "per_head", "labour", "land", "planned", "disbursed")
DONG = "đồng"
# An unpaid debt may have grown since it was last stated: after this many months nothing is known of it.
DEBT_HOLDS_MONTHS = 12
_DECIMALS = 6  # as many as quantities are read with


def since_january(contributions: DataFrame, month: Period, commune: str | None = None) -> DataFrame:
    """Keeps the rows of the year up to the month, of one commune where one is named."""
    rows = contributions[contributions["month"].between(month.year * 12, month.number)]
    kept: DataFrame = rows if commune is None else rows[rows["commune"] == commune]
    return kept


def total(rows: DataFrame) -> int:
    """Adds amounts in đồng, exactly; what has no price adds nothing."""
    return sum(int(amount) for amount in rows["amount"].dropna())


def quantity(rows: DataFrame) -> Fraction:
    """Adds quantities exactly; the rows must be of one unit."""
    return sum((_exact(each) for each in rows["quantity"]), Fraction(0))


def by_kind(rows: DataFrame, month: Period) -> DataFrame:
    """Sums what was mobilised, one row a kind and unit, in the month and in all rows.

    ``now`` (None where the month has no row) and ``since`` are exact, money in đồng; ``priced`` is the
    stated value in đồng of gifts in kind and ``unpriced`` the number of their rows without one.
    """
    given = rows[rows["account"] == "mobilised"]
    table = []
    for kind in KINDS:
        own = given[given["kind"] == kind]
        units = {DONG: own} if kind == "money" and len(own) else dict(iter(own.groupby("unit", sort=True)))
        for unit, mine in units.items():
            in_month = mine[mine["month"] == month.number]
            table.append([kind, str(unit), *_sums(kind, in_month, mine), *_prices(kind, mine)])
    return _objects(table, ["kind", "unit", "now", "since", "priced", "unpriced", "illustrative"])


def by_fund(rows: DataFrame) -> DataFrame:
    """Sums money in đồng, one row a source of funds that has any: mobilised, planned, disbursed.

    A figure is None where no row speaks of it, which is not nought.
    """
    cash = rows[rows["kind"] == "money"]
    table = []
    for fund in FUNDS:
        mine = cash[cash["fund"] == fund]
        figures = [_stated(mine, account) for account in ("mobilised", "planned", "disbursed")]
        if any(figure is not None for figure in figures):
            table.append([fund, *figures])
    return _objects(table, ["fund", "mobilised", "planned", "disbursed"])


def of_unit(rows: DataFrame, people: int | None) -> dict[str, Fraction | int | None]:
    """Sums a unit's rows under the names of ``OF_UNIT``, money in đồng; None where no row speaks of it.

    ``per_head`` is money mobilised over the census population.
    """
    given = rows[rows["account"] == "mobilised"]
    cash = rows[rows["kind"] == "money"]
    money, planned, disbursed = (_stated(cash, account) for account in ("mobilised", "planned", "disbursed"))
    labour, land = (_quantity_or_none(given[given["kind"] == kind]) for kind in ("labour", "land"))
    per_head = None if money is None or not people else Fraction(money, people)
    return dict(zip(OF_UNIT, (money, per_head, labour, land, planned, disbursed), strict=True))


def by_commune(rows: DataFrame, communes: Iterable[str], population: Mapping[str, int]) -> DataFrame:
    """Sums one row a commune as :func:`of_unit`; rows of the district as a whole belong to no commune."""
    table = [
        [code, *of_unit(rows[rows["commune"] == code], population.get(code)).values()] for code in communes
    ]
    return _objects(table, ["commune", *OF_UNIT])


def debt(contributions: DataFrame, month: Period, commune: str | None = None) -> DataFrame:
    """Gives unpaid construction debt, a stock: the rows of its latest month, none older than a year."""
    owed = contributions[contributions["account"] == "debt"]
    known = owed[owed["month"].between(month.number - DEBT_HOLDS_MONTHS + 1, month.number)]
    rows = known[known["month"] == known["month"].max()]
    kept: DataFrame = rows if commune is None else rows[rows["commune"] == commune]
    return kept


def _sums(kind: str, in_month: DataFrame, since: DataFrame) -> list[Fraction | int | None]:
    """Sums both; a month without a row has no sum, which is not nought."""
    add = total if kind == "money" else quantity
    return [None if in_month.empty else add(in_month), add(since)]


def _prices(kind: str, rows: DataFrame) -> list[Any]:
    """Gives the stated value of gifts in kind, None where none is stated, and how many rows have none."""
    illustrative = bool(rows["illustrative"].any())
    if kind == "money":
        return [None, 0, illustrative]
    unpriced = int(rows["amount"].isna().sum())
    return [None if unpriced == len(rows) else total(rows), unpriced, illustrative]


def _stated(rows: DataFrame, account: str) -> int | None:
    mine = rows[rows["account"] == account]
    return None if mine["amount"].isna().all() else total(mine)


def _quantity_or_none(rows: DataFrame) -> Fraction | None:
    return None if rows.empty else quantity(rows)


def _exact(number: Any) -> Fraction:
    """Gives back the decimal number that was read into a float."""
    return Fraction(0) if pd.isna(number) else Fraction(f"{float(number):.{_DECIMALS}f}")


def _objects(rows: list[list[Any]], columns: list[str]) -> DataFrame:
    """Builds a frame whose exact numbers stay what they are."""
    return DataFrame(rows, columns=columns, dtype=object)
