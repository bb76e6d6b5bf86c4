"""When the next value is due, and what is late or stale without it (rule 4)."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from pandas import DataFrame

from ntm_analysis.model import Frequency

_STEP = {
    Frequency.MONTH.value: 1,
    Frequency.QUARTER.value: 3,
    Frequency.HALF_YEAR.value: 6,
    Frequency.SCHOOL_YEAR.value: 12,
    Frequency.YEAR.value: 12,
}
_YEARLY = (Frequency.SCHOOL_YEAR.value, Frequency.YEAR.value)
_DECEMBER = 12


def lateness(rows: DataFrame) -> DataFrame:
    """Marks values as late (one due date passed by a month) or stale (two); never both.

    Reads month, value_month, reference_year, frequency and due_month; rows without a value
    are neither.
    """
    first, second = _due_months(rows)
    month = rows["month"].to_numpy(dtype="int64")
    present = rows["value_month"].notna().to_numpy()
    return DataFrame(
        {"late": present & (month > first) & (month <= second), "stale": present & (month > second)},
        index=rows.index,
    )


def _due_months(rows: DataFrame) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Gives the first and the second due month after each value, as Period.number.

    Quarters and half-years end in March, June, September and December. A yearly value given
    before the due month of its reference year answers for that due month. A reference year
    after the value's own year answers for nothing more than the value's month: a school year
    is often named by its end, and a slip of the pen must not keep a value fresh for years.
    """
    frequency = rows["frequency"]
    yearly = frequency.isin(_YEARLY).to_numpy()
    step = frequency.map(_STEP).to_numpy(dtype="int64")
    due = rows["due_month"].fillna(0).to_numpy(dtype="int64")
    due = np.where(yearly & (due > 0), due, _DECEMBER)
    value = rows["value_month"].fillna(0).to_numpy(dtype="int64")
    year = rows["reference_year"].fillna(0).to_numpy(dtype="int64")
    answered = np.where(yearly & (year <= value // 12), np.maximum(value, year * 12 + due - 1), value)
    first = answered + 1 + (due - 1 - (answered + 1)) % step
    return first, first + step
