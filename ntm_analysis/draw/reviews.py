"""Households counted in the poverty reviews: sums over units, of one and the same review."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from fractions import Fraction
from typing import TYPE_CHECKING

from ntm_analysis.model import Status

if TYPE_CHECKING:
    from ntm_analysis.say.view import View

_HOUSEHOLDS = ("poor_households", "near_poor_households")

# (unit, code of the statistic) → households by month.
Counts = dict[tuple[str, str], dict[int, int]]


def households(view: View, prefix: str) -> Counts:
    """Gives counted households up to the period; a forecast is no count."""
    rows = view.data.observations
    wanted = rows["indicator"].str.startswith(prefix) | rows["indicator"].isin(_HOUSEHOLDS)
    wanted &= (rows["set"] == "statistics") & (rows["month"] <= view.period.number)
    # Counts of another poverty line are counts of other households.
    wanted &= rows["line"].isin(["", view.data.poverty_line])
    rows = rows[wanted & (rows["status"] != Status.ESTIMATE) & rows["num"].notna()]
    found: Counts = defaultdict(dict)
    columns = (rows[name] for name in ("commune", "indicator", "month", "num"))
    for unit, code, month, count in zip(*columns, strict=True):
        found[str(unit), str(code)][int(month)] = int(count)
    return dict(found)


def share_of(counts: Counts, units: Iterable[str], code: str) -> tuple[Fraction | None, int | None]:
    """Sums over the units the latest count of each and the households of the same review.

    Rates are never averaged, and a later count of households is not set against an earlier
    one of deprivations. A unit that lacks one of them is left out on both sides.
    """
    deprived, all_households = 0, 0
    for unit in units:
        by_month = counts.get((unit, code))
        if not by_month:
            continue
        month = max(by_month)
        of_month = [counts.get((unit, name), {}).get(month) for name in _HOUSEHOLDS]
        known = [count for count in of_month if count is not None]
        if len(known) == len(of_month):
            deprived += by_month[month]
            all_households += sum(known)
    return (Fraction(100 * deprived, all_households), deprived) if all_households else (None, None)


def shares_by_unit(counts: Counts, code: str) -> dict[str, Fraction]:
    """Gives the share of each unit that has one."""
    shares = ((unit, share_of(counts, [unit], code)[0]) for unit in sorted({unit for unit, _ in counts}))
    return {unit: share for unit, share in shares if share is not None}


def latest_months(counts: Counts, prefix: str, unit: str | None) -> list[int]:
    """Lists the months of the latest counts, of one unit or of all."""
    latest: dict[str, int] = {}
    for (of, code), by_month in counts.items():
        if code.startswith(prefix) and unit in {None, of}:
            latest[of] = max(latest.get(of, 0), *by_month)
    return sorted(set(latest.values()))
