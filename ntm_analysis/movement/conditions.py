"""What recognition asks besides criteria met, and the criteria of recognised communes to be strengthened.

QĐ 18/2022/QĐ-TTg: every criterion of the set met; no unpaid construction debt of the programme; people
satisfied; not "phức tạp về an ninh, trật tự" as the Ministry of Public Security defines it. A condition is
met only where data say so.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from pandas import DataFrame

from ntm_analysis.model import Period, Verdict
from ntm_analysis.movement.resources import debt

NEAR = 3  # criteria that may be missing for a commune to be listed
SECURITY = "19"  # Quốc phòng và An ninh bears this number in every set
_MET, _NOT_MET, _NO_DATA = Verdict.MET.value, Verdict.NOT_MET.value, Verdict.NO_DATA.value
_UNDECIDED = [_NO_DATA, Verdict.NO_THRESHOLD.value]
COLUMNS = [
    "commune", "met", "total", "unmet", "undecided", "criteria", "provisional", "unchecked",
    "satisfaction", "debt", "debt_amount", "debt_month", "security", "security_criterion", "stage",
]  # fmt: skip


def conditions(
    criteria: DataFrame,
    recognised: Collection[str],
    contributions: DataFrame,
    recognitions: DataFrame,
    month: Period,
) -> DataFrame:
    """Gives one row a commune not yet recognised with at most three criteria not met.

    ``criteria`` holds one month and one set. ``unmet`` and ``undecided`` are tuples of criterion codes;
    what is undecided counts among the three. ``criteria``, ``satisfaction``, ``debt`` and ``security``
    are verdicts. The data hold neither a survey of satisfaction nor a finding of the police: satisfaction
    is "no_data", security "not_met" where its criterion fails and else "no_data". ``debt_amount`` is in
    đồng. ``stage`` is the code of the dossier's stage, "" where none is recorded.
    """
    mine = criteria[~criteria["commune"].isin(list(recognised))]
    owed = debt(contributions, month)
    stages = _stages(recognitions, month)
    rows = []
    for commune, own in mine.groupby("commune", sort=False):
        counted = own[own["verdict"] != Verdict.NOT_APPLICABLE.value]
        met = int((counted["verdict"] == _MET).sum())
        if len(counted) - met <= NEAR:
            own_debt = _debt(owed[owed["commune"] == commune])
            stage = stages.get(str(commune), "")
            rows.append([*_criteria(commune, counted, met), *own_debt, *_security(own), stage])
    return DataFrame(rows, columns=COLUMNS).astype({"debt_amount": "Int64", "debt_month": "Int64"})


def to_strengthen(criteria: DataFrame, recognised: Collection[str]) -> DataFrame:
    """Lists criteria of recognised communes that no longer hold, or of which a sign says so.

    ``criteria`` holds one month and one set.
    ``sign``: "failing" (the official verdict is no longer đạt), "undecided" (nothing says đạt),
    "lower_not_met" (a lower level has since written chưa đạt), "disagree" or "check_threshold" (the
    data say chưa đạt, the latter on an unchecked threshold).
    """
    mine = criteria[criteria["commune"].isin(list(recognised))]
    rows = [
        [row.commune, row.criterion, row.verdict, sign, row.reported_month]
        for row in mine.itertuples(index=False)
        if (sign := _sign(row))
    ]
    columns = ["commune", "criterion", "verdict", "sign", "reported_month"]
    return DataFrame(rows, columns=columns).astype({"reported_month": "Int64"})


def _sign(row: Any) -> str:
    if row.verdict in _UNDECIDED:
        return "undecided"
    if row.verdict in {_NOT_MET, Verdict.NEARLY_MET.value}:
        return "failing"
    if row.verdict == _MET and row.lower_not_met:
        return "lower_not_met"
    doubted = row.verdict == _MET and row.computed == _NOT_MET
    return str(row.discrepancy) if doubted else ""


def _criteria(commune: object, counted: DataFrame, met: int) -> list[Any]:
    """Gives what holds of the criteria, and satisfaction, of which there are no data."""
    undecided = counted["verdict"].isin(_UNDECIDED)
    failing = (counted["verdict"] != _MET) & ~undecided
    unmet, unknown = (tuple(counted.loc[which, "criterion"]) for which in (failing, undecided))
    verdict = _NOT_MET if unmet else _NO_DATA if unknown or counted.empty else _MET
    provisional = bool((counted["met"] & counted["provisional"]).any())
    unchecked = int(counted["unchecked"].sum())
    return [commune, met, len(counted), unmet, unknown, verdict, provisional, unchecked, _NO_DATA]


def _debt(rows: DataFrame) -> list[Any]:
    """Judges a commune's debt: none owed only where a row says nought."""
    if rows.empty or rows["amount"].isna().any():
        return [_NO_DATA, None, None]
    amount = sum(int(each) for each in rows["amount"])
    return [_NOT_MET if amount else _MET, amount, int(rows["month"].iloc[0])]


def _security(own: DataFrame) -> list[Any]:
    verdicts = own.loc[own["criterion"] == SECURITY, "verdict"]
    criterion = str(verdicts.iloc[0]) if len(verdicts) else _NO_DATA
    return [_NOT_MET if criterion == _NOT_MET else _NO_DATA, criterion]


def _stages(recognitions: DataFrame, month: Period) -> dict[str, str]:
    """Gives the stage of each dossier credited to the month's year or before, the last row counting.

    A decision that does not hold yet in the month says nothing of the stage then.
    """
    year = recognitions["credited_year"]
    known = (recognitions["level"] == "ntm") & (year.isna() | (year <= month.year)).fillna(value=True)
    rows = recognitions[known & (recognitions["dossier_stage"] != "decided")]
    return dict(zip(rows["commune"], rows["dossier_stage"], strict=True))
