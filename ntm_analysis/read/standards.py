"""The criteria with what a district makes of them, and what may be recorded under them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from pandas import DataFrame

from ntm_analysis.model import Criteria
from ntm_analysis.read.cells import Flags, Integers
from ntm_analysis.read.words import STATISTICS


@dataclass(frozen=True, eq=False)
class Measures:
    """What may be recorded, by (set, code); a code that may not is number -1, whose unit is empty."""

    numbers: dict[tuple[str, str], int]
    units: tuple[str, ...]
    both_sexes: Flags
    if_any: Flags

    def in_units(self, number: Integers, *units: str) -> Flags:
        """Tells which rows record something in one of these units."""
        return np.array([*(unit in units for unit in self.units), False], dtype=bool)[number]


@dataclass(frozen=True, eq=False)
class Standards:
    """The criteria, the rules in the district's region and the thresholds, overrides applied."""

    criteria: Criteria
    rules: DataFrame
    thresholds: DataFrame

    @cached_property
    def measures(self) -> Measures:
        """Lists what may be recorded: what rules without a formula read, and the statistics."""
        own = self.rules[self.rules["formula"] == ""].drop_duplicates(["set", "measure"])
        keys = list(zip(own["set"], own["measure"], strict=True))
        statistics = self.criteria.statistics.values()
        keys += [(STATISTICS, each.code) for each in statistics]
        none = np.zeros(len(statistics) + 1, dtype=bool)
        return Measures(
            {key: number for number, key in enumerate(keys)},
            (*own["unit"], *(each.unit for each in statistics)),
            np.concatenate([own["both_sexes"].to_numpy(dtype=bool), none]),
            np.concatenate([own["if_any"].to_numpy(dtype=bool), none]),
        )

    @cached_property
    def criterion_codes(self) -> dict[tuple[str, str], int]:
        """Numbers the criteria by (set, code), in the order of the decision."""
        pairs = dict.fromkeys(zip(self.rules["set"], self.rules["criterion"], strict=True))
        return {pair: number for number, pair in enumerate(pairs)}

    @cached_property
    def shared(self) -> dict[tuple[str, str], list[int]]:
        """Gives by (set, code) the numbers of the composites whose parts must share its denominator.

        These are composites with a part whose rule depends on the denominator, the number of schools.
        """
        rules = self.rules
        conditional = rules.loc[rules["condition"] != "", ["set", "indicator"]].drop_duplicates()
        wholes = list(conditional.itertuples(index=False, name=None))
        found: dict[tuple[str, str], list[int]] = {}
        for set_id, whole, measure in zip(rules["set"], rules["indicator"], rules["measure"], strict=True):
            if (set_id, whole) in wholes:
                numbers = found.setdefault((set_id, measure), [])
                number = wholes.index((set_id, whole))
                numbers += [] if number in numbers else [number]
        return found
