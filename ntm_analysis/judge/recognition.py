"""Which units exist, which are recognised, by what each is assessed and what it meets (rules 6-8, 12)."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
import pandas as pd
from pandas import DataFrame, Series

from ntm_analysis.judge.columns import joined
from ntm_analysis.judge.official import PLACE
from ntm_analysis.model import Criteria, Period, SetInForce, Verdict, is_list_of_units
from ntm_analysis.model.dataset import months_of

STANDARD = "standard"
_TOLD = ["period", "month", "commune", "level", "credited_year", "decision", "decision_date", "basis"]
_GROUPS = {"19": 19, "15-18": 15, "10-14": 10, "5-9": 5}  # criteria met to be in each group but the last
OF_COUNTS = [
    *PLACE,
    *("met", "met_reported", "met_computed", "met_unchecked", "met_provisional", "nearly_met", "not_met"),
    *("no_data", "total", "group", "revocation_risk", "weak"),
]


def units_alive(communes: DataFrame, periods: Sequence[Period]) -> DataFrame:
    """Lists the communes and towns that exist at the end of each period.

    ``unit_since`` is the month the unit was formed: what was recorded under its code before then
    belongs to another unit. ``changed`` tells that it was formed from others.
    """
    months = DataFrame(
        {
            "period": pd.array([str(period) for period in periods], dtype="str"),
            "month": np.array([period.number for period in periods], dtype="int64"),
            "end": np.array([period.last_day for period in periods], dtype="datetime64[ns]"),
        }
    )
    changed = []
    for code, predecessors in zip(communes["code"], communes["predecessors"], strict=True):
        named = str(predecessors).strip()
        # One whole predecessor of the same code is no change; a text that names no codes says nothing.
        same = ";" not in named and "(" not in named and named.split(" ", maxsplit=1)[0] == code
        changed.append(bool(named) and is_list_of_units(named) and not same)
    units = DataFrame(
        {
            "commune": communes["code"],
            "kind": communes["kind"],
            "valid_from": communes["valid_from"].astype("datetime64[ns]"),
            "valid_to": communes["valid_to"].astype("datetime64[ns]"),
            "changed": np.array(changed, dtype=bool),
            "unit_since": months_of(communes["valid_from"]).fillna(0).astype("int64"),
        }
    )
    every = months.merge(units, how="cross")
    # A date that is not given compares as neither before nor after.
    gone = (every["valid_from"] > every["end"]) | (every["valid_to"] < every["end"])
    return every[~gone].reset_index(drop=True)


def recognised(recognitions: DataFrame, units: DataFrame) -> DataFrame:
    """Lists per period the recognitions in force and those awaiting a decision.

    A recognition holds from the day of its decision, or from the end of its credited year where no date
    is given. It does not pass through a merger: one dated before the unit was formed counts only if the
    unit did not change then. A complete dossier without decision awaits it (chờ quyết định công nhận).
    """
    stage, dated, year = (recognitions[name] for name in ("dossier_stage", "decision_date", "credited_year"))
    year_end = pd.to_datetime(year.astype("str").where(year.notna()) + "-12-31").astype("datetime64[ns]")
    known = recognitions.assign(
        holds_from=dated.astype("datetime64[ns]").fillna(year_end),
        awaiting=(stage == "awaiting_decision") & dated.isna(),
    )
    # That there is a decision is said by the stage, or by its number or date.
    is_decided = (stage == "decided") | (stage == "") & ((known["decision"] != "") | dated.notna())
    known = known[is_decided & known["holds_from"].notna() | known["awaiting"]]
    rows = units.drop(columns="kind").merge(known, on="commune")
    day = rows["holds_from"]
    own = ~rows["changed"] | (day >= rows["valid_from"])
    holds = day.isna() | (day <= rows["end"]) & own
    credited = (rows["credited_year"] <= rows["month"] // 12).fillna(value=True).astype(bool)
    rows = rows[(holds & ~rows["awaiting"]) | (rows["awaiting"] & credited)]
    # Decisions come before dossiers, undated ones last.
    order = ["month", "commune", "awaiting", "holds_from", "level"]
    return rows.sort_values(order, kind="stable", ignore_index=True)[[*_TOLD, "awaiting", "illustrative"]]


def assessed(units: DataFrame, sets: Sequence[SetInForce], recognitions: DataFrame) -> DataFrame:
    """Pairs each commune with the sets it is assessed by in each period, numbered by ``pair``.

    The standard set is for every commune, the advanced one for the recognised; a town is no
    NTM commune. Carries ``recognised`` (for the advanced set: at the advanced level or above).
    """
    held = recognitions[~recognitions["awaiting"]]
    above = held[held["level"].isin(["advanced", "model"])]
    at = ["month", "commune"]
    communes = units.loc[units["kind"] == "commune", ["period", *at, "unit_since"]]
    place = pd.MultiIndex.from_frame(communes[at])
    is_held, is_above = (place.isin(pd.MultiIndex.from_frame(rows[at])) for rows in (held, above))
    chosen = []
    for use in sets:
        last = use.end.number if use.end else communes["month"].max()
        inside = (communes["month"] >= use.start.number) & (communes["month"] <= last)
        is_standard = use.role == STANDARD
        mine = communes.assign(set=use.set, recognised=is_held if is_standard else is_above)
        chosen.append(mine[inside if is_standard else inside & is_held])
    found = (
        pd.concat(chosen, ignore_index=True) if chosen else communes.head(0).assign(set="", recognised=False)
    )
    return found.assign(set=found["set"].astype("str"), pair=np.arange(len(found)))


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
