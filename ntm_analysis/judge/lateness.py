"""For which due date a value answers, and what is late or stale without the next one (rule 4)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ntm_analysis.judge.arrays import Flags, Integers, Numbers
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
_YEAR, _SCHOOL_YEAR = (FREQUENCIES[each.value] for each in (Frequency.YEAR, Frequency.SCHOOL_YEAR))
_DECEMBER = 12
_JULY = 7  # a school year begins with what is measured from July on


@dataclass(frozen=True, eq=False)
class Measured:
    """When values were measured, of which year, and whether officially."""

    month: Integers
    reference_year: Numbers
    official: Flags


def due_of(months: Numbers) -> Integers:
    """Gives the month in which a yearly value is due, December where none is named."""
    return np.where(months.missing | (months.whole == 0), _DECEMBER, months.whole)


def answered(measured: Measured, frequency: Integers, due: Integers) -> Integers:
    """Gives the due month each value answers for, as Period.number; ``frequency`` is a place in FREQUENCIES.

    A value answers for the month, quarter, half-year or school year in which it was measured, whenever it
    was sent. An official value of a year answers for the due month of its reference year, early or late;
    a preliminary one for nothing more than its own month, so that the review that is due is missed where
    it does not come. A reference year after the value's own year adds nothing: a slip of the pen must not
    keep a value fresh for years.
    """
    month, step = measured.month, _STEP[frequency]
    year = np.where(measured.reference_year.missing, 0, measured.reference_year.whole)
    of_period = month + (step - 1 - month % step)  # a quarter's last month
    named = measured.official & (year > 0) & (year <= month // 12)
    of_year = np.where(named, year * 12 + due - 1, month)
    school_year = (month - (_JULY - 1)) // 12
    of_school = (school_year + (due < _JULY)) * 12 + due - 1
    yearly, school = frequency == _YEAR, frequency == _SCHOOL_YEAR
    return np.where(yearly, of_year, np.where(school, of_school, of_period))


def lateness(answers: Integers, frequency: Integers, due: Integers, month: Integers) -> tuple[Flags, Flags]:
    """Marks values as late (one due date passed by a month) or stale (two); never both."""
    step = _STEP[frequency]
    following = answers + 1 + (due - 1 - (answers + 1)) % step
    return (month > following) & (month <= following + step), month > following + step
