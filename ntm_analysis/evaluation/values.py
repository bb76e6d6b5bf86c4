"""Which recorded value counts at which month (rule 4)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from functools import reduce

import numpy as np
from pandas import DataFrame

from ntm_analysis.evaluation.arrays import Days, Flags, Integers, Numbers, Words, at, stacked
from ntm_analysis.evaluation.rules import Rules
from ntm_analysis.model import Sex, Status

STATISTICS = "statistics"
SEXES = tuple(sex.value for sex in Sex)
TOTAL, MALE, FEMALE = (SEXES.index(sex) for sex in (Sex.TOTAL, Sex.MALE, Sex.FEMALE))
_SEX = {sex: number for number, sex in enumerate(SEXES)}


@dataclass(frozen=True, eq=False)
class Observed:
    """The countable observations as arrays: with a value or "không áp dụng", and no estimate."""

    month: Integers
    commune: Words
    set: Words
    code: Words
    sex: Integers
    num: Numbers
    den: Numbers
    numerator: Numbers
    denominator: Numbers
    not_applicable: Flags
    measured_on: Numbers
    reference_year: Numbers
    status: Words
    line: Words
    source: Words
    rows: Words
    illustrative: Flags
    row: Integers

    @classmethod
    def of(cls, observations: DataFrame) -> Observed:
        """Reads the observations, leaving out what may not be assessed."""
        num, den = Numbers.of(observations["num"]), Numbers.of(observations["den"])
        given = ~num.missing & ~den.missing & (den.whole > 0)
        applies_not = observations["not_applicable"].to_numpy(dtype=bool)
        status = Words.of(observations["status"])
        kept = (given | applies_not) & ~status.are(Status.ESTIMATE.value)
        every = cls(
            month=observations["month"].to_numpy(dtype="int64"),
            commune=Words.of(observations["commune"]),
            set=Words.of(observations["set"]),
            code=Words.of(observations["indicator"]),
            sex=Words.of(observations["sex"]).numbers(_SEX),
            num=num,
            den=den,
            numerator=Numbers.of(observations["numerator"]),
            denominator=Numbers.of(observations["denominator"]),
            not_applicable=applies_not,
            measured_on=Days.of(observations["measured_on"]),
            reference_year=Numbers.of(observations["reference_year"]),
            status=status,
            line=Words.of(observations["line"]),
            source=Words.of(observations["source"]),
            rows=Words.each(observations["rows"]),
            illustrative=observations["illustrative"].to_numpy(dtype=bool),
            row=observations["row"].to_numpy(dtype="int64"),
        )
        return every if kept.all() else every.at(np.flatnonzero(kept))

    def at(self, positions: Integers) -> Observed:
        """Gives the observations at positions."""
        return Observed(**at({field.name: getattr(self, field.name) for field in fields(self)}, positions))

    def one_per_month(self, key: Integers) -> Integers:
        """Gives the positions of the preferred row of each key and month, by key, then by month.

        Of two rows of one month the official one counts before the preliminary, then the one
        measured later, then the later row; the order of rows plays no part.
        """
        order = np.lexsort((self.month, key))
        if not _repeated(key[order], self.month[order]).any():
            return order
        day = np.where(self.measured_on.missing, np.iinfo("int64").min, self.measured_on.whole)
        official = self.status.are(Status.OFFICIAL.value)
        order = np.lexsort((self.row, day, official, self.month, key))
        return order[~_repeated(key[order], self.month[order])]


def _repeated(key: Integers, month: Integers) -> Flags:
    """Tells which rows are followed by one of the same key and month."""
    followed = np.zeros(len(key), dtype=bool)
    followed[:-1] = (key[1:] == key[:-1]) & (month[1:] == month[:-1])
    return followed


@dataclass(frozen=True, eq=False)
class Values:
    """Values that may be judged, at most one per key and month; ``key`` says of what (see `keys`)."""

    key: Integers
    month: Integers
    num: Numbers
    den: Numbers
    numerator: Numbers
    denominator: Numbers
    not_applicable: Flags
    measured_on: Numbers
    reference_year: Numbers
    status: Words
    line: Words
    source: Words
    rows: Words
    illustrative: Flags
    formula: Words

    @classmethod
    def joined(cls, several: Sequence[Values]) -> Values:
        """Puts values of different keys together."""
        columns = [{field.name: getattr(each, field.name) for field in fields(cls)} for each in several]
        return cls(**reduce(stacked, columns))


def keys(commune: Integers, measure: Integers, sex: Integers | int, rules: Rules) -> Integers:
    """Numbers what a value is of: a commune, what is measured, a sex; -1 where one is not known."""
    known = (commune >= 0) & (measure >= 0) & (np.asarray(sex) >= 0)
    return np.where(known, (commune * len(rules.measures) + measure) * len(SEXES) + sex, -1)


def recorded_values(observed: Observed, communes: dict[str, int], rules: Rules) -> Values:
    """Gives the values of indicators, one per commune, indicator, sex and month.

    An indicator with a formula is never taken as recorded.
    """
    measure = rules.measures_of(observed.set, observed.code)
    computed = np.zeros(len(rules.measures) + 1, dtype=bool)
    computed[rules.measure[~rules.words("formula").are("")]] = True
    key = keys(observed.commune.numbers(communes), measure, observed.sex, rules)
    kept = np.flatnonzero((key >= 0) & ~computed[measure])
    rows, key = observed.at(kept), key[kept]
    chosen = rows.one_per_month(key)
    rows = rows.at(chosen)
    own = {field.name: getattr(rows, field.name) for field in fields(Values) if hasattr(rows, field.name)}
    return Values(key=key[chosen], formula=Words.same("", len(chosen)), **own)


def latest(key: Integers, month: Integers, wanted: Integers, until: Integers, since: Integers) -> Integers:
    """Finds for each key wanted the position of its latest value at or before a month, -1 for none.

    Values are unique by key and month. What was recorded before ``since``, when the unit was
    formed, belongs to another unit and is no value.
    """
    if not len(key):
        return np.full(len(wanted), -1, dtype="int64")
    first, span = month.min(), np.ptp(month) + 2
    stamp = key * span + (month - first + 1)
    order = None if (stamp[1:] > stamp[:-1]).all() else np.argsort(stamp)
    stamp = stamp if order is None else stamp[order]
    found = np.searchsorted(stamp, wanted * span + np.clip(until - first + 1, 0, span - 1), side="right") - 1
    found = found if order is None else np.where(found < 0, -1, order[found])
    good = (found >= 0) & (wanted >= 0) & (key[found] == wanted) & (month[found] >= since)
    return np.where(good, found, -1)
