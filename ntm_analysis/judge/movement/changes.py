"""Criteria gained and lost between two months, each by itself and never netted."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import Any

from pandas import DataFrame, Series

from ntm_analysis.model import Period, SetInForce

GAINED, LOST, OTHER, SET_CHANGED, UNIT_CHANGED = "gained", "lost", "other", "set_changed", "unit_changed"
COLUMNS = [
    "commune", "set", "criterion", "change", "was", "now", "basis",
    "provisional", "illustrative",
]  # fmt: skip
_MARKS = 2  # the last columns are true or false
_KEYS = ["commune", "set", "criterion"]


def changes(
    criteria: DataFrame,
    before: Period,
    now: Period,
    sets: Iterable[SetInForce] = (),
    reshaped: Collection[str] = (),
) -> DataFrame:
    """Lists the official verdicts that differ, one row a commune and criterion, in the order of ``criteria``.

    ``change`` is "gained" (met now, not before), "lost" (met before, not now, be it for want of data)
    or "other" (neither, such as chưa đạt that became cơ bản đạt); ``was`` and ``now`` are verdicts.
    What is held against a set in only one of the months has not changed. A role whose set is another
    one gives a row "set_changed" a commune, with the sets in ``was`` and ``now``, and a commune of
    ``reshaped`` (merged or split in between) a row "unit_changed" a set; both without a criterion.
    """
    earlier, later = (criteria[criteria["month"] == month.number] for month in (before, now))
    same = ~later["commune"].isin(list(reshaped))
    rows = [
        *_changed(earlier, later[same]),
        *_sets_changed(later, before, now, tuple(sets)),
        *_units_changed(later[~same]),
    ]
    table = DataFrame(rows, columns=COLUMNS)
    return table.astype(dict.fromkeys(COLUMNS[:-_MARKS], "str") | dict.fromkeys(COLUMNS[-_MARKS:], "bool"))


def _changed(earlier: DataFrame, later: DataFrame) -> Iterator[list[Any]]:
    kept = [*_KEYS, "verdict", "met", "provisional", "illustrative"]
    both = later.merge(earlier[kept], on=_KEYS, how="inner", suffixes=("", "_before"))
    for row in both[both["verdict"] != both["verdict_before"]].itertuples(index=False):
        change = GAINED if row.met else LOST if row.met_before else OTHER
        yield [
            row.commune, row.set, row.criterion, change, row.verdict_before, row.verdict, row.basis,
            bool(row.provisional or row.provisional_before),
            bool(row.illustrative or row.illustrative_before),
        ]  # fmt: skip


def _sets_changed(
    later: DataFrame, before: Period, now: Period, sets: tuple[SetInForce, ...]
) -> Iterator[list[Any]]:
    then, today = _in_force(sets, before), _in_force(sets, now)
    for role, new in today.items():
        old = then.get(role, new)
        if old != new:
            for commune in later.loc[later["set"] == new, "commune"].drop_duplicates():
                yield [commune, new, "", SET_CHANGED, old, new, "", False, False]


def _in_force(sets: tuple[SetInForce, ...], month: Period) -> dict[str, str]:
    """Gives the set of each role in a month."""
    holding = (use for use in sets if use.holds_in(month))
    return {use.role: use.set for use in holding}


def _units_changed(later: DataFrame) -> Iterator[list[Any]]:
    pairs = later[["commune", "set"]].drop_duplicates().itertuples(index=False)
    for row in pairs:
        yield [row.commune, row.set, "", UNIT_CHANGED, "", "", "", False, False]


def tally(changed: DataFrame) -> DataFrame:
    """Gathers the criteria gained and lost, one row a commune and set that has either.

    ``gained``, ``lost``: tuples of criterion codes.
    """
    known = changed[changed["change"].isin([GAINED, LOST])]
    rows = [
        [*key, *(_codes(mine, change) for change in (GAINED, LOST))]
        for key, mine in known.groupby(["commune", "set"], sort=False)
    ]
    return DataFrame(rows, columns=["commune", "set", "gained", "lost"])


def _codes(rows: DataFrame, change: str) -> tuple[str, ...]:
    codes: Series = rows.loc[rows["change"] == change, "criterion"]
    return tuple(codes)
