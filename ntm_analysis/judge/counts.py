"""Criteria met per commune: counts, groups, risk of revocation (rules 6-8, 12)."""

from dataclasses import dataclass
from fractions import Fraction

import numpy as np
from pandas import DataFrame, Series

from ntm_analysis.judge.columns import joined
from ntm_analysis.judge.official import PLACE
from ntm_analysis.model import Criteria, Verdict

_GROUPS = {"19": 19, "15-18": 15, "10-14": 10, "5-9": 5}  # criteria met to be in each group but the last
COLUMNS = [
    *PLACE,
    *("met", "met_reported", "met_computed", "met_unchecked", "met_provisional", "nearly_met", "not_met"),
    *("no_data", "total", "group", "revocation_risk", "weak"),
]


def counts(rows: DataFrame, communes: DataFrame, criteria: Criteria) -> DataFrame:
    """Counts the criteria of each commune, set and period.

    ``no_data`` counts what cannot be decided: no data or no threshold; ``group`` is "no_data" where that is
    all of them. ``weak`` names the criteria a recognised commune no longer meets, missing data being no
    failure; ``revocation_risk`` tells whether they put it at risk by QĐ 18/2022/QĐ-TTg: half of the criteria
    or more, or 30 % and more with one that weighs (income, environment and food safety, environment, living
    environment, defence and security).
    """
    verdict, met, by = rows["verdict"], rows["met"], rows["pair"]
    failing = verdict.isin([Verdict.NOT_MET, Verdict.NEARLY_MET]) & communes["recognised"].to_numpy()[by]
    sets = criteria.sets.items()
    heavy = {(set_id, c.code) for set_id, s in sets for c in s.criteria if c.weighs_in_revocation}
    weighs = np.array([pair in heavy for pair in zip(rows["set"], rows["criterion"], strict=True)], bool)
    marks = rows[[]].assign(
        met=met,
        met_reported=met & (rows["basis"] == "reported"),
        met_computed=met & (rows["basis"] == "computed"),
        met_unchecked=rows["unchecked"],
        met_provisional=met & rows["provisional"],
        nearly_met=verdict == Verdict.NEARLY_MET,
        not_met=verdict == Verdict.NOT_MET,
        no_data=verdict.isin([Verdict.NO_DATA, Verdict.NO_THRESHOLD]),
        total=True,
        failing=failing,
        weighing=failing & weighs,
    )
    table = rows.drop_duplicates("pair").set_index("pair")[PLACE]
    table = table.join(marks.astype("int64").groupby(by).sum())
    failed, total = table["failing"], table["total"]
    at_risk = (2 * failed >= total) | (10 * failed >= 3 * total) & (table["weighing"] > 0)
    # Of whom nothing is known it is not known either that they meet few.
    unknown = table["no_data"] == total
    enough = [unknown, *(table["met"] >= least for least in _GROUPS.values())]
    found = table.assign(
        group=Series(np.select(enough, ["no_data", *_GROUPS], "<5"), table.index, dtype="str"),
        revocation_risk=at_risk & (failed > 0),
        weak=joined(rows["criterion"][failing], by[failing]).reindex(table.index, fill_value=""),
    )
    return found.reset_index(drop=True)


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
