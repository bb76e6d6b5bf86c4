"""Resources mobilised, planned, disbursed and owed: each kind in its own unit, sums exact.

A row is what came in its month; sums go from January. What is given in kind enters a sum of money nowhere:
its stated price has a column of its own.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import Any

from pandas import DataFrame

from ntm_analysis.model import Period

KINDS = ("money", "labour", "land", "goods")
FUNDS = ("central", "province", "district", "commune", "combined", "credit", "business", "people", "diaspora")
# Who gives of their own: a budget's or a bank's money is no merit of the commune it is spent in.
GIVERS = ("people", "business", "diaspora")
OF_UNIT = ("money", "per_head", "labour", "land", "planned", "disbursed")
DONG = "đồng"
# An unpaid debt may have grown since it was last stated: after this many months nothing is known of it.
DEBT_HOLDS_MONTHS = 12


def since_january(contributions: DataFrame, month: Period, commune: str | None = None) -> DataFrame:
    """Keeps the rows of the year up to the month, of one commune where one is named."""
    rows = contributions[contributions["month"].between(month.year * 12, month.number)]
    kept: DataFrame = rows if commune is None else rows[rows["commune"] == commune]
    return kept


def total(rows: DataFrame) -> int:
    """Adds amounts in đồng, exactly; what has no price adds nothing."""
    return sum(int(amount) for amount in rows["amount"].dropna())


def quantity(rows: DataFrame) -> Fraction:
    """Adds quantities exactly, each the decimal number that was read into a float; all of one unit."""
    return sum((Fraction(str(each)) for each in rows["quantity"].dropna()), Fraction(0))


def by_kind(rows: DataFrame, month: Period) -> DataFrame:
    """Sums what was mobilised, one row a kind and unit, in the month and in all rows.

    ``now`` (None where the month has no row, which is not nought) and ``since`` are exact, money in đồng;
    ``priced`` is the stated value in đồng of gifts in kind, None where none is stated, and ``unpriced`` the
    number of their rows without one.
    """
    given = rows[rows["account"] == "mobilised"]
    table: list[list[Any]] = []
    for kind in KINDS:
        own, is_money = given[given["kind"] == kind], kind == "money"
        add = total if is_money else quantity
        units = {DONG: own} if is_money and len(own) else dict(iter(own.groupby("unit", sort=True)))
        for unit, mine in units.items():
            in_month = mine[mine["month"] == month.number]
            unpriced = 0 if is_money else int(mine["amount"].isna().sum())
            priced = None if is_money or unpriced == len(mine) else total(mine)
            now = None if in_month.empty else add(in_month)
            illustrative = bool(mine["illustrative"].any())
            table.append([kind, str(unit), now, add(mine), priced, unpriced, illustrative])
    columns = ["kind", "unit", "now", "since", "priced", "unpriced", "illustrative"]
    return DataFrame(table, columns=columns, dtype=object)


def by_fund(rows: DataFrame) -> DataFrame:
    """Sums money in đồng, one row a source of funds that has any: mobilised, planned, disbursed.

    A figure is None where no row speaks of it, which is not nought.
    """
    cash, sums = rows[(rows["kind"] == "money") & rows["amount"].notna()], Counter[tuple[str, str]]()
    for fund, account, amount in zip(cash["fund"], cash["account"], cash["amount"], strict=True):
        sums[fund, account] += int(amount)
    accounts = ("mobilised", "planned", "disbursed")
    table = {fund: [sums.get((fund, account)) for account in accounts] for fund in FUNDS}
    stated = [[fund, *row] for fund, row in table.items() if row != [None] * len(row)]
    return DataFrame(stated, columns=["fund", *accounts], dtype=object)


def of_unit(rows: DataFrame, people: int | None) -> dict[str, Fraction | int | None]:
    """Sums a unit's rows under the names of ``OF_UNIT``, money in đồng; None where no row speaks of it.

    ``per_head`` is money mobilised over the census population.
    """
    given = rows[rows["account"] == "mobilised"]
    cash = rows[rows["kind"] == "money"]
    stated = (cash[cash["account"] == account] for account in ("mobilised", "planned", "disbursed"))
    money, planned, disbursed = (None if mine["amount"].isna().all() else total(mine) for mine in stated)
    in_kind = (given[given["kind"] == kind] for kind in ("labour", "land"))
    labour, land = (None if mine.empty else quantity(mine) for mine in in_kind)
    per_head = None if money is None or not people else Fraction(money, people)
    return dict(zip(OF_UNIT, (money, per_head, labour, land, planned, disbursed), strict=True))


def by_commune(rows: DataFrame, communes: Iterable[str], population: Mapping[str, int]) -> DataFrame:
    """Sums one row a commune as :func:`of_unit`; rows of the district as a whole belong to no commune."""
    table = [
        [code, *of_unit(rows[rows["commune"] == code], population.get(code)).values()] for code in communes
    ]
    return DataFrame(table, columns=["commune", *OF_UNIT], dtype=object)


def debt(contributions: DataFrame, month: Period, commune: str | None = None) -> DataFrame:
    """Gives unpaid construction debt, a stock: the rows of its latest month, none older than a year."""
    owed = contributions[contributions["account"] == "debt"]
    known = owed[owed["month"].between(month.number - DEBT_HOLDS_MONTHS + 1, month.number)]
    rows = known[known["month"] == known["month"].max()]
    kept: DataFrame = rows if commune is None else rows[rows["commune"] == commune]
    return kept


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
