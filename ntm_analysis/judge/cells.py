"""The cells of an evaluation: each part of each set in force, for each commune and period."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from pandas import DataFrame

from ntm_analysis.judge.arrays import Integers, Numbers, Table, Words, at
from ntm_analysis.judge.rules import Rules

PLACE = ["period", "month", "commune", "set"]
_OF_RULE = ("criterion", "indicator", "part", "unit", "frequency", "gap_unit")


@dataclass(frozen=True, eq=False)
class Cells:
    """Cells in order, each a row of ``communes`` (``pair``) and one of the rules of its set (``rule``).

    A pair is a commune in a period under a set; ``units`` numbers communes and towns by code.
    """

    communes: DataFrame
    units: dict[str, int]
    rules: Rules
    pair: Integers
    rule: Integers

    @classmethod
    def of(cls, communes: DataFrame, units: dict[str, int], rules: Rules) -> Cells:
        """Pairs each assessed commune with the rules of its set."""
        sets = {name: number for number, name in enumerate(rules.table["set"].unique())}
        of_rule, of_pair = Words.of(rules.table["set"]).numbers(sets), Words.of(communes["set"]).numbers(sets)
        by_set = np.argsort(of_rule, kind="stable")
        size = np.append(np.bincount(of_rule, minlength=len(sets)), 0)  # a set without rules is number -1
        begin = np.append(np.cumsum(size[:-1]) - size[:-1], 0)
        number = size[of_pair]
        pair = np.repeat(np.arange(len(of_pair)), number)
        within = np.arange(len(pair)) - np.repeat(np.cumsum(number) - number, number)
        return cls(communes, units, rules, pair, by_set[begin[of_pair][pair] + within])

    def __len__(self) -> int:
        return len(self.pair)

    @cached_property
    def month(self) -> Integers:
        """Gives the month of each cell."""
        month: Integers = self.communes["month"].to_numpy(dtype="int64")
        return month[self.pair]

    @cached_property
    def since(self) -> Integers:
        """Gives the month in which the unit of each cell was formed."""
        since: Integers = self.communes["since"].to_numpy(dtype="int64")
        return since[self.pair]

    @cached_property
    def commune(self) -> Integers:
        """Gives the number of the commune of each pair."""
        return Words.of(self.communes["commune"]).numbers(self.units)

    def labels(self) -> Table:
        """Gives what names each cell, the words of its rule, and its indicator and criterion by number."""
        of_pair: Table = {name: Words.of(self.communes[name]) for name in ("period", "commune", "set")}
        of_pair["month"] = self.communes["month"].to_numpy(dtype="int64")
        of_rule: Table = {name: self.rules.words(name) for name in _OF_RULE}
        ids = len(self.rules.table) * self.pair
        return {
            **at(of_pair, self.pair),
            **at(of_rule, self.rule),
            "pair": self.pair,
            "cell": np.arange(len(self)),
            "indicator_id": ids + self.rules.indicator[self.rule],
            "criterion_id": ids + self.rules.criterion[self.rule],
        }


def whole_numbers(rules: Rules, name: str) -> Integers:
    """Gives a column of whole numbers of the rules, 0 where one is missing."""
    numbers = Numbers.of(rules.table[name])
    return np.where(numbers.missing, 0, numbers.whole)
