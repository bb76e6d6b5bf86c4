"""Ước thực hiện cả năm: what the district and its communes themselves expect a target to be in December."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from pandas import DataFrame

from ntm_analysis.model import Period, Target, TargetKind


@dataclass(frozen=True)
class Estimate:
    """One statement: the figure in the unit of the target's value, its month and its row."""

    value: Fraction
    month: int
    row: int
    illustrative: bool


@dataclass(frozen=True)
class Estimates:
    """What is expected of one target: by the district, and by each commune that said so."""

    district: Estimate | None
    communes: dict[str, Estimate]


def estimates_of(target: Target, stated: DataFrame, month: Period) -> Estimates:
    """Gives the latest statements of the month's year, none made later than the month.

    A commune's figure is 1 or 0 where the target counts communes, a number of criteria where it is a mean.
    A fall of the poor rate is stated as the document prints it and is negative here, as its goal is.
    """
    mine = stated[(stated["target"] == target.id) & stated["month"].between(month.year * 12, month.number)]
    sign = -1 if target.kind is TargetKind.POOR_RATE_CHANGE else 1
    latest = mine.sort_values("month", kind="stable").drop_duplicates("commune", keep="last")
    found = {
        row["commune"]: Estimate(
            sign * Fraction(str(row["value"])), int(row["month"]), int(row["row"]), bool(row["illustrative"])
        )
        for row in latest.to_dict("records")
    }
    return Estimates(found.pop("", None), found)


def summed(target: Target, communes: dict[str, Estimate]) -> Fraction:
    """Adds what communes expect of themselves, a mean over the target's denominator."""
    total = sum((estimate.value for estimate in communes.values()), Fraction(0))
    is_mean = target.kind is TargetKind.MEAN_CRITERIA
    return total / (target.denominator or len(communes)) if is_mean and communes else total
