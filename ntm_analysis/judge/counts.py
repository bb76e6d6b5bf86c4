"""Criteria met per commune: counts, groups, risk of revocation (rules 6-8, 12)."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

import numpy as np
from pandas import DataFrame

from ntm_analysis.judge.aggregate import NO_DATA, NO_THRESHOLD, NOT_MET
from ntm_analysis.judge.arrays import Flags, Table, Words, at
from ntm_analysis.judge.cells import PLACE, Cells
from ntm_analysis.judge.groups import Groups
from ntm_analysis.judge.official import NEARLY_MET
from ntm_analysis.model import Criteria

_GROUPS = ("19", "15-18", "10-14", "5-9", "<5", "no_data")
_LEAST = (19, 15, 10, 5)  # criteria met to be in each group but the last
COLUMNS = [
    *PLACE,
    "met",
    "met_reported",
    "met_computed",
    "met_unchecked",
    "met_provisional",
    "nearly_met",
    "not_met",
    "no_data",
    "total",
    "group",
    "revocation_risk",
    "weak",
]


def counts(rows: Table, cells: Cells, criteria: Criteria) -> Table:
    """Counts the criteria of each commune, set and period.

    ``no_data`` counts what cannot be decided: no data or no threshold; ``group`` is "no_data" where that is
    all of them.
    """
    of_pair = Groups(rows["pair"])
    table: Table = at({name: rows[name] for name in PLACE}, of_pair.first)
    table |= _tally(rows, of_pair)
    met = table["met"]
    group = sum((met < least).astype("int64") for least in _LEAST)
    # Of whom nothing is known it is not known either that they meet few.
    unknown = table["no_data"] == table["total"]
    table["group"] = Words.fixed(np.where(unknown, len(_LEAST) + 1, group), _GROUPS)
    return table | _weakness(rows, cells, criteria, of_pair)


def _tally(rows: Table, of_pair: Groups) -> Table:
    verdict, met, basis = rows["verdict"].codes, rows["met"], rows["basis"]
    marks = {
        "met": met,
        "met_reported": met & basis.are("reported"),
        "met_computed": met & basis.are("computed"),
        "met_unchecked": rows["unchecked"],
        "met_provisional": met & rows["provisional"],
        "nearly_met": verdict == NEARLY_MET,
        "not_met": verdict == NOT_MET,
        "no_data": (verdict == NO_DATA) | (verdict == NO_THRESHOLD),
        "total": np.ones(len(met), dtype=bool),
    }
    return {name: of_pair.count(flags) for name, flags in marks.items()}


def _weakness(rows: Table, cells: Cells, criteria: Criteria, of_pair: Groups) -> Table:
    """Names the criteria a recognised commune no longer meets, and whether they put it at risk.

    QĐ 18/2022/QĐ-TTg: half of the criteria or more, or 30 % and more with one that weighs
    (income, environment and food safety, environment, living environment, defence and security).
    Missing data is no failure.
    """
    recognised = cells.communes["recognised"].to_numpy(dtype=bool)[rows["pair"]]
    verdict = rows["verdict"].codes
    failing: Flags = recognised & ((verdict == NOT_MET) | (verdict == NEARLY_MET))
    number, total = of_pair.count(failing), of_pair.count(np.ones(len(failing), dtype=bool))
    weighing = _weighing(cells, criteria)[rows["criterion_id"] - rows["pair"] * len(cells.rules.table)]
    risk = (2 * number >= total) | (10 * number >= 3 * total) & of_pair.any(failing & weighing)
    return {"revocation_risk": risk & (number > 0), "weak": of_pair.joined(rows["criterion"], failing)}


def _weighing(cells: Cells, criteria: Criteria) -> Flags:
    """Tells of each criterion, by its number, whether it weighs in a revocation."""
    weighing = {
        (set_id, c.code) for set_id, s in criteria.sets.items() for c in s.criteria if c.weighs_in_revocation
    }
    return np.array([criterion in weighing for criterion in cells.rules.criteria], dtype=bool)


@dataclass(frozen=True)
class CriteriaMet:
    """Criteria met by the communes; ``unchecked`` are those that only the communes themselves say, beside."""

    met: int
    unchecked: int
    communes: int

    @property
    def mean(self) -> Fraction:
        """Gives the mean per commune (rule 11)."""
        return Fraction(self.met, self.communes)

    @property
    def claimed_mean(self) -> Fraction:
        """Gives the mean per commune together with what nobody checked (rule 6)."""
        return Fraction(self.met + self.unchecked, self.communes)


def criteria_met(counted: DataFrame, set_id: str) -> CriteriaMet | None:
    """Sums the criteria of a set met in one month; None where nothing is known of any commune."""
    rows = counted[counted["set"] == set_id]
    if (rows["no_data"] >= rows["total"]).all():
        return None
    return CriteriaMet(int(rows["met"].sum()), int(rows["met_unchecked"].sum()), len(rows))


def unchecked_communes(criteria: DataFrame, set_id: str, criterion: str) -> int:
    """Counts the communes that meet a criterion by their own word only, and do not count."""
    mine = (criteria["set"] == set_id) & (criteria["criterion"] == criterion)
    return int(criteria.loc[mine, "unchecked"].sum())
