"""When the next value is due, and what is late or stale without it (rule 4)."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from pandas import DataFrame

from ntm_analysis.model import Frequency, Status

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

    Reads month, value_month, reference_year, status, frequency and due_month; rows without a value
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

    Quarters and half-years end in March, June, September and December. An official value of a
    year answers for the due month of its reference year, early or late; a preliminary one, or
    one of a school year, for nothing more than its own month, so that the review that is due
    is missed where it does not come. A reference year after the value's own year adds nothing:
    a slip of the pen must not keep a value fresh for years.
    """
    frequency = rows["frequency"]
    yearly = frequency.isin(_YEARLY).to_numpy()
    step = frequency.map(_STEP).to_numpy(dtype="int64")
    due = rows["due_month"].fillna(0).to_numpy(dtype="int64")
    due = np.where(yearly & (due > 0), due, _DECEMBER)
    value = rows["value_month"].fillna(0).to_numpy(dtype="int64")
    year = rows["reference_year"].fillna(0).to_numpy(dtype="int64")
    final = (frequency == Frequency.YEAR.value).to_numpy() & (
        rows["status"] == Status.OFFICIAL.value
    ).to_numpy()
    dated = final & (year > 0) & (year <= value // 12)
    old = yearly & (year > 0) & (year < value // 12)
    of_year = year * 12 + due - 1
    answered = np.where(dated, of_year, np.where(old, np.minimum(value, of_year), value))
    first = answered + 1 + (due - 1 - (answered + 1)) % step
    return first, first + step
