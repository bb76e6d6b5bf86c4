"""What recognition asks besides criteria met, and the criteria of recognised communes to be strengthened.

QĐ 18/2022/QĐ-TTg: every criterion of the set met; no unpaid construction debt of the programme; people
satisfied; not "phức tạp về an ninh, trật tự" as the Ministry of Public Security defines it. A condition is
met only where data say so: satisfaction and security rest on what the body in charge confirmed.
"""

from collections import Counter
from collections.abc import Collection
from typing import Any

from pandas import DataFrame

from ntm_analysis.judge.movement.resources import debt
from ntm_analysis.model import Period, Verdict
from ntm_analysis.model.dataset import Movement

NEAR = 3  # criteria that may be missing for a commune to be listed
SECURITY = "19"  # Quốc phòng và An ninh bears this number in every set
CONDITIONS = ("criteria", "debt", "satisfaction", "security")
_MET, _NOT_MET, _NO_DATA = Verdict.MET.value, Verdict.NOT_MET.value, Verdict.NO_DATA.value
_UNDECIDED = [_NO_DATA, Verdict.NO_THRESHOLD.value]
# What bodies confirm, each with the day, the households satisfied and asked, and the row that says so.
_OF_CONFIRMATION = ["confirmed_on", "satisfied", "asked", "body", "row"]
_COLUMNS = [
    *("commune", "met", "total", "unmet", "undecided", "criteria", "provisional", "unchecked"),
    *("debt", "debt_amount", "debt_month", "security_criterion", "stage"),
    *(
        name
        for condition in ("satisfaction", "security")
        for name in (condition, *(f"{condition}_{each}" for each in _OF_CONFIRMATION))
    ),
]


def conditions(
    criteria: DataFrame,
    recognised: Collection[str],
    recognitions: DataFrame,
    movement: Movement,
    month: Period,
) -> DataFrame:
    """Gives one row a commune not yet recognised with at most three criteria not met.

    ``criteria`` holds one month and one set. ``unmet`` and ``undecided`` are tuples of criterion codes;
    what is undecided counts among the three. ``criteria``, ``satisfaction``, ``debt`` and ``security``
    are verdicts. Satisfaction and security are what was last confirmed of the commune by the month's end,
    else "no_data"; security is "not_met" also where its criterion fails. ``debt_amount`` is in đồng.
    ``stage`` is that of the last dossier credited to the month's year or before, "" where none is recorded.
    """
    mine = criteria[~criteria["commune"].isin(list(recognised))]
    owed, said = debt(movement.contributions, month), movement.confirmations
    said = said[said["confirmed_on"].dt.date <= month.last_day].sort_values("confirmed_on", kind="stable")
    # A decision that does not hold yet in the month says nothing of the stage then (rule 12).
    year = recognitions["credited_year"]
    known = (recognitions["level"] == "ntm") & (year.isna() | (year <= month.year)).fillna(value=True)
    staged = recognitions[known & (recognitions["dossier_stage"] != "decided")]
    stages = dict(zip(staged["commune"], staged["dossier_stage"], strict=True))
    lacking = Counter(mine.loc[~mine["verdict"].isin([_MET, Verdict.NOT_APPLICABLE.value]), "commune"])
    near, rows = mine.loc[[lacking[of] <= NEAR for of in mine["commune"]]], []
    for commune, own in near.groupby("commune", sort=False):
        counted = own[own["verdict"] != Verdict.NOT_APPLICABLE.value]
        met = int((counted["verdict"] == _MET).sum())
        of_security = own.loc[own["criterion"] == SECURITY, "verdict"]
        criterion = str(of_security.iloc[0]) if len(of_security) else _NO_DATA
        debts, confirmed = (table[table["commune"] == commune] for table in (owed, said))
        cells = _judged(counted, debts, criterion, stages.get(str(commune), ""), confirmed)
        rows.append([commune, met, len(counted), *cells])
    return DataFrame(rows, columns=_COLUMNS).astype({"debt_amount": "Int64", "debt_month": "Int64"})


def _judged(counted: DataFrame, owed: DataFrame, security: str, stage: str, said: DataFrame) -> list[Any]:
    """Judges a commune's conditions in turn, the cells from ``unmet`` on (QĐ 18/2022/QĐ-TTg).

    Criteria: each that applies is met. Debt: none is owed only where a row says nought. Satisfaction and
    security: what was last confirmed, ``said`` in the order of days; a failing criterion 19 outweighs the
    police's word.
    """
    undecided = counted["verdict"].isin(_UNDECIDED)
    failing = (counted["verdict"] != _MET) & ~undecided
    unmet, unknown = (tuple(counted.loc[which, "criterion"]) for which in (failing, undecided))
    verdict = _NOT_MET if unmet else _NO_DATA if unknown or counted.empty else _MET
    provisional = bool((counted["met"] & counted["provisional"]).any())
    cells = [unmet, unknown, verdict, provisional, int(counted["unchecked"].sum())]
    if owed.empty or owed["amount"].isna().any():
        cells += [_NO_DATA, None, None]
    else:
        amount = sum(int(each) for each in owed["amount"])
        cells += [_NOT_MET if amount else _MET, amount, int(owed["month"].iloc[0])]
    cells += [security, stage]
    for condition in ("satisfaction", "security"):
        mine = said[said["condition"] == condition]
        last = mine.iloc[-1] if len(mine) else None
        verdict = _NO_DATA if last is None else str(last["verdict"])
        if condition == "security" and security == _NOT_MET:
            verdict = _NOT_MET
        cells += [verdict, *([None] * len(_OF_CONFIRMATION) if last is None else last[_OF_CONFIRMATION])]
    return cells


def to_strengthen(criteria: DataFrame, recognised: Collection[str]) -> DataFrame:
    """Lists criteria of recognised communes that no longer hold, or of which a sign says so (rule 12).

    ``criteria`` holds one month and one set.
    ``sign``: "failing" (the official verdict is no longer đạt), "undecided" (nothing says đạt),
    "levels_differ" (levels disagree, and the newest review says đạt), "disagree" or "check_threshold" (the
    data say chưa đạt, the latter on an unchecked threshold).
    """
    rows = criteria[criteria["commune"].isin(list(recognised))]
    verdict, met = rows["verdict"], rows["verdict"] == _MET
    doubted = met & (rows["computed"] == _NOT_MET)
    sign = rows["discrepancy"].where(doubted, "").mask(met & rows["levels_differ"], "levels_differ")
    sign = sign.mask(verdict.isin([_NOT_MET, Verdict.NEARLY_MET.value]), "failing")
    sign = sign.mask(verdict.isin(_UNDECIDED), "undecided")
    columns = ["commune", "criterion", "verdict", "sign", "reported_month"]
    return rows.assign(sign=sign).loc[sign != "", columns].reset_index(drop=True)
