"""When the next value is due, and what is late or stale without it (rule 4)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ntm_analysis.evaluation.arrays import Flags, Integers, Numbers
from ntm_analysis.model import Frequency

FREQUENCIES = {frequency.value: number for number, frequency in enumerate(Frequency)}
_MONTHS = {
    Frequency.MONTH: 1,
    Frequency.QUARTER: 3,
    Frequency.HALF_YEAR: 6,
    Frequency.SCHOOL_YEAR: 12,
    Frequency.YEAR: 12,
}
_STEP = np.array([_MONTHS[frequency] for frequency in Frequency], dtype="int64")
_IS_YEARLY = np.array([frequency in (Frequency.SCHOOL_YEAR, Frequency.YEAR) for frequency in Frequency])
_YEAR = FREQUENCIES[Frequency.YEAR.value]
_DECEMBER = 12


@dataclass(frozen=True, eq=False)
class Dated:
    """What says whether a value is late: its month, its year, how often and when it is due.

    ``frequency`` is a place in FREQUENCIES; ``due_month`` 0 where the frequency alone says when.
    """

    value_month: Numbers
    reference_year: Numbers
    official: Flags
    frequency: Integers
    due_month: Integers


def lateness(dated: Dated, month: Integers) -> tuple[Flags, Flags]:
    """Marks values as late (one due date passed by a month) or stale (two); never both.

    Rows without a value are neither.
    """
    first, second = _due_months(dated)
    present = ~dated.value_month.missing
    return present & (month > first) & (month <= second), present & (month > second)


def _due_months(dated: Dated) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Gives the first and the second due month after each value, as Period.number.

    Quarters and half-years end in March, June, September and December. An official value of a
    year answers for the due month of its reference year, early or late; a preliminary one, or
    one of a school year, for nothing more than its own month, so that the review that is due
    is missed where it does not come. A reference year after the value's own year adds nothing:
    a slip of the pen must not keep a value fresh for years.
    """
    yearly, step = _IS_YEARLY[dated.frequency], _STEP[dated.frequency]
    due = np.where(yearly & (dated.due_month > 0), dated.due_month, _DECEMBER)
    value = np.where(dated.value_month.missing, 0, dated.value_month.whole)
    year = np.where(dated.reference_year.missing, 0, dated.reference_year.whole)
    final = (dated.frequency == _YEAR) & dated.official
    is_dated = final & (year > 0) & (year <= value // 12)
    old = yearly & (year > 0) & (year < value // 12)
    of_year = year * 12 + due - 1
    answered = np.where(is_dated, of_year, np.where(old, np.minimum(value, of_year), value))
    first = answered + 1 + (due - 1 - (answered + 1)) % step
    return first, first + step
