"""The rules and thresholds of a dataset as arrays that cells of an evaluation point into."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TypeVar

import numpy as np
from pandas import DataFrame

from ntm_analysis.judge.arrays import Integers, Numbers, Words, pair_numbers, picked
from ntm_analysis.model import Confidence

_CONFIDENCE = {confidence.value: rank for rank, confidence in enumerate(Confidence)}
_EVERY_YEAR = 0
Name = TypeVar("Name")


@dataclass(frozen=True, eq=False)
class Rules:
    """One row per part of every set; numbers stand for its measure, indicator and criterion."""

    table: DataFrame
    _words: dict[str, Words] = field(default_factory=dict)

    @classmethod
    def of(cls, table: DataFrame) -> Rules:
        """Gives the rules of a table, the same as last time where districts share it."""
        if not _last or _last[0].table is not table:
            _last[:] = [cls(table)]
        return _last[0]

    def words(self, name: str) -> Words:
        """Gives a column of texts."""
        if name not in self._words:
            self._words[name] = Words.of(self.table[name])
        return self._words[name]

    def pairs(self, name: str) -> list[tuple[str, str]]:
        """Lists (set, code) of each row."""
        return list(zip(self.table["set"].tolist(), self.table[name].tolist(), strict=True))

    @cached_property
    def measures(self) -> dict[tuple[str, str], int]:
        """Numbers what is measured, by (set, code)."""
        return _numbered(self.pairs("measure"))

    @cached_property
    def criteria(self) -> dict[tuple[str, str], int]:
        """Numbers the criteria, by (set, code), in the order of the rules."""
        return _numbered(self.pairs("criterion"))

    @cached_property
    def measure(self) -> Integers:
        """Gives the number of what each row measures."""
        return _numbers(self.measures, self.pairs("measure"))

    @cached_property
    def criterion(self) -> Integers:
        """Gives the number of the criterion of each row."""
        return _numbers(self.criteria, self.pairs("criterion"))

    @cached_property
    def indicator(self) -> Integers:
        """Gives the number of the indicator of each row."""
        named = list(zip(self.criterion.tolist(), self.table["indicator"].tolist(), strict=True))
        return _numbers(_numbered(named), named)

    def measures_of(self, sets: Words, codes: Words) -> Integers:
        """Gives the number of what rows (set, code) record, -1 for what no rule measures."""
        return pair_numbers(sets, codes, self.measures)


# The rules used last: the districts of a region are evaluated by the same, which nobody changes.
_last: list[Rules] = []


def _numbered(names: list[Name]) -> dict[Name, int]:
    return {name: number for number, name in enumerate(dict.fromkeys(names))}


def _numbers(numbered: dict[Name, int], names: list[Name]) -> Integers:
    return np.array([numbered[name] for name in names], dtype="int64")


class Thresholds:
    """The thresholds of the rules by reference year; a threshold is named by its position, -1 for none."""

    def __init__(self, table: DataFrame, rules: Rules) -> None:
        self.num, self.den = Numbers.of(table["num"]), Numbers.of(table["den"])
        self.source = Words.of(table["source"])
        self._confidence = Words.of(table["confidence"]).numbers(_CONFIDENCE)
        parts = {part: number for number, part in enumerate(dict.fromkeys(rules.pairs("part")))}
        part = pair_numbers(Words.of(table["set"]), Words.of(table["part"]), parts)
        self._part = _numbers(parts, rules.pairs("part"))
        years = Numbers.of(table["year"]).whole
        self._years = np.unique(np.append(years, _EVERY_YEAR))
        self._position = np.full((len(parts) + 1, len(self._years)), -1, dtype="int64")
        self._position[part, np.searchsorted(self._years, years)] = np.arange(len(table))

    def positions(self, rule: Integers, year: Integers) -> Integers:
        """Finds the threshold of a rule in a year, else the one for every year (rule 5).

        An indicator that rises by year has no threshold for every year: a year it does not name
        stays without.
        """
        part = self._part[rule]
        column = np.minimum(np.searchsorted(self._years, year), len(self._years) - 1)
        of_year = np.where(self._years[column] == year, self._position[part, column], -1)
        always = self._position[part, np.searchsorted(self._years, _EVERY_YEAR)]
        return np.where(of_year < 0, always, of_year)

    def confidence(self, positions: Integers) -> Integers:
        """Gives the rank of confidence in each threshold; one that does not exist is unknown."""
        return picked(self._confidence, positions, _CONFIDENCE[Confidence.UNKNOWN.value])
