"""Men and women apart, for the indicators that must hold for both (rule 3)."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable
from fractions import Fraction
from typing import TYPE_CHECKING

from ntm_analysis.model import CriteriaSet, Indicator, Sex, Status

if TYPE_CHECKING:
    from ntm_analysis.say.view import View

# (code of the measure, commune, sex) → months and values, in order of the months.
Splits = dict[tuple[str, str, str], tuple[list[int], list[Fraction]]]
_SEXES = (Sex.MALE.value, Sex.FEMALE.value)


def splits(view: View, criteria_set: CriteriaSet, parts: Iterable[Indicator]) -> Splits:
    """Gives the values by sex of the parts that must hold for both; a forecast is no value."""
    codes = {part.measure for part in parts if part.both_sexes}
    if not codes:
        return {}
    rows = view.data.observations
    rows = rows[rows["indicator"].isin(codes)]  # the few rows first: comparing texts costs
    rows = rows[rows["sex"].isin(_SEXES) & (rows["set"] == criteria_set.id)]
    rows = rows[(rows["status"] != Status.ESTIMATE) & rows["num"].notna()]
    found: Splits = defaultdict(lambda: ([], []))
    columns = ("indicator", "commune", "sex", "month", "num", "den")
    ordered = rows.sort_values("month", kind="stable")
    for code, commune, sex, month, num, den in zip(*(ordered[c] for c in columns), strict=True):
        months, values = found[str(code), str(commune), str(sex)]
        months.append(int(month))
        values.append(Fraction(int(num), int(den)))
    return dict(found)


def at(found: Splits, code: str, commune: str, month: int) -> dict[str, Fraction]:
    """Gives the latest value of each sex at a month; nothing unless both have one."""
    values = {}
    for sex in _SEXES:
        months, known = found.get((code, commune, sex), ([], []))
        count = bisect_right(months, month)
        if count:
            values[sex] = known[count - 1]
    return values if len(values) == len(_SEXES) else {}


def agreeing(values: dict[str, Fraction], sex: str, value: Fraction | None) -> dict[str, Fraction]:
    """Keeps values by sex only where the one that decided the verdict is among them unchanged."""
    return values if sex in values and values[sex] == value else {}
