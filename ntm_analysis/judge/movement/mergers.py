"""The movement's rows across mergers and splits: what a unit gave and did is told by what it became.

Counts and money of a unit wholly merged go over wholly, those of one that was split by the share of its
people, rounded so that the parts add up to the whole. What was promised or assigned keeps its unit's name.
"""

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from fractions import Fraction
from itertools import accumulate

import pandas as pd
from pandas import DataFrame, Series

from ntm_analysis.model import Period
from ntm_analysis.model.dataset import Dataset, months_of

_SCALE = 10**6  # quantities are read with six decimals


@dataclass(frozen=True)
class Moves:
    """Where the people of units went: by month, for each unit that changed, the shares of what it became."""

    dates: tuple[tuple[int, dict[str, dict[str, Fraction]]], ...]

    @classmethod
    def of(cls, changes: DataFrame) -> "Moves":
        """Reads them from a dataset's ``unit_changes``; what is not said to go stays."""
        dates = []
        for month, mine in changes.groupby(months_of(changes["effective_date"]), sort=True):
            given: dict[str, dict[str, Fraction]] = {}
            for unit, target, share in zip(
                mine["from_code"], mine["to_code"], mine["pop_share"], strict=True
            ):
                given.setdefault(str(unit), {})[str(target)] = Fraction(str(share))
            for unit, shares in given.items():
                shares.setdefault(unit, 1 - sum(shares.values(), Fraction(0)))
                given[unit] = {to: share for to, share in shares.items() if share > 0}
            dates.append((int(str(month)), given))
        return cls(tuple(dates))

    def became(self, code: str, since: int, month: Period) -> dict[str, Fraction]:
        """Gives the units the people of a unit of month number ``since`` belong to in a month, by share."""
        held = {code: Fraction(1)}
        for date, given in self.dates:
            if since < date <= month.number and not held.keys().isdisjoint(given):
                moved: dict[str, Fraction] = {}
                for unit, part in held.items():
                    for target, share in given.get(unit, {unit: Fraction(1)}).items():
                        moved[target] = moved.get(target, Fraction(0)) + part * share
                held = moved
        return held

    def former_units(self, since: int, month: Period, alive: Collection[str]) -> dict[str, list[str]]:
        """Gives for each unit those that are no more and of whose people some now belong to it."""
        found: dict[str, list[str]] = {}
        for unit in dict.fromkeys(unit for _, given in self.dates for unit in given):
            if unit not in alive:
                for code in self.became(unit, since, month):
                    found.setdefault(code, []).append(unit)
        return {code: [unit for unit in units if unit != code] for code, units in found.items()}


@dataclass(frozen=True)
class Merger:
    """A unit in the shape it took on one day, and the units, whole or in part, that it was made of."""

    day: dt.date
    code: str
    parts: tuple[tuple[str, bool], ...]  # code, and whether all of it


def mergers(data: Dataset, after: Period, until: Period) -> tuple[Merger, ...]:
    """Lists the units that took another shape after a month and up to another, in the order of the days."""
    changes = data.unit_changes
    if changes.empty:
        return ()
    born = data.communes.groupby("code")["valid_from"].min()
    months = months_of(changes["effective_date"])
    rows = changes[(months > after.number) & (months <= until.number)]
    found = []
    for (day, code), mine in rows.groupby(["effective_date", "to_code"], sort=True):
        shares = zip(mine["from_code"], mine["pop_share"], strict=True)
        parts = {str(unit): float(share) >= 1 for unit, share in shares}
        if set(parts) != {code}:
            gone = (rows["effective_date"] == day) & (rows["from_code"] == code) & (rows["to_code"] != code)
            given = rows.loc[gone, "pop_share"].astype("str").map(Fraction).tolist()
            is_new = code in parts or born.get(code) == day or sum(given) >= 1
            own = {} if is_new else {str(code): not given}
            found.append(Merger(pd.Timestamp(str(day)).date(), str(code), tuple((own | parts).items())))
    return tuple(found)


def carried(rows: DataFrame, changes: DataFrame, month: Period, counts: Iterable[str]) -> DataFrame:
    """Gives the rows by the units of a month; ``origin`` keeps the unit that each is of.

    A row of a unit that was split becomes one row a part, its ``counts`` divided so that the parts add up.
    """
    moves, keys = Moves.of(changes), ["origin", "month"]
    found = rows.assign(origin=rows["commune"])
    parts = found[keys].drop_duplicates()
    pairs = zip(parts["origin"], parts["month"], strict=True)
    shares = [moves.became(str(unit), int(at), month) for unit, at in pairs]
    if all(list(each) == [unit] for each, unit in zip(shares, parts["origin"], strict=True)):
        return found
    divided = [list(zip(each, accumulate(each.values()), each.values(), strict=True)) for each in shares]
    parts = parts.assign(part=Series(divided, parts.index, dtype=object)).explode("part")
    found = found.merge(parts, on=keys, how="left")
    found["commune"] = Series([code for code, *_ in found["part"]], dtype=rows["commune"].dtype)
    split = found["part"].map(lambda part: part[2] != 1)
    for name in counts:
        scale = _SCALE if rows[name].dtype.kind == "f" else 1
        numbers = zip(found.loc[split, name], found.loc[split, "part"], strict=True)
        cells = []
        for number, (_, end, share) in numbers:
            if pd.isna(number):
                cells.append(number)
                continue
            whole = round(Fraction(str(number)) * scale)
            part = round(whole * end) - round(whole * (end - share))  # what is rounded off is in the next
            cells.append(part if scale == 1 else part / scale)
        found.loc[split, name] = Series(cells, found.index[split]).astype(rows[name].dtype)
    return found.drop(columns="part")


def carried_contributions(contributions: DataFrame, changes: DataFrame, month: Period) -> DataFrame:
    """Gives contributions by the units of a month.

    A debt is owed by the whole: where one of its parts has stated none, the amount of the others is missing.
    """
    rows = carried(contributions, changes, month, ("quantity", "value", "amount"))
    owed = rows[rows["account"] == "debt"]
    moves, units = Moves.of(changes), {str(unit) for unit in changes["from_code"]}
    for (code, at), mine in owed.groupby(["commune", "month"]):
        asked = {u for u in units | {str(code)} if str(code) in moves.became(u, int(str(at)), month)}
        if not asked <= set(mine["origin"]):
            rows.loc[mine.index, "amount"] = pd.NA
    return rows
