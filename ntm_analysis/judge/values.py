"""Which recorded value counts at which month (rule 4)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from functools import reduce

import numpy as np
from pandas import DataFrame, Series

from ntm_analysis.judge.arrays import Days, Flags, Integers, Numbers, Words, at, stacked
from ntm_analysis.judge.lateness import FREQUENCIES, Measured, answered, due_of
from ntm_analysis.judge.rules import Rules
from ntm_analysis.model import Sex, Status

STATISTICS = "statistics"
SEXES = tuple(sex.value for sex in Sex)
TOTAL, MALE, FEMALE = (SEXES.index(sex) for sex in (Sex.TOTAL, Sex.MALE, Sex.FEMALE))
_SEX = {sex: number for number, sex in enumerate(SEXES)}


@dataclass(frozen=True, eq=False)
class Observed:
    """The countable observations as arrays: with a value or "không áp dụng", and no estimate."""

    unit_since: Integers
    sent_month: Integers
    counts_from: Integers
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
    def of(cls, observations: DataFrame, communes: DataFrame, cut_off_day: int) -> Observed:
        """Reads the observations, leaving out what may not be assessed, and what is to be confirmed first.

        ``unit_since`` is the month in which the unit that bore the code was formed; ``sent_month`` the
        period a row was sent for; ``month`` the one it was measured in, at the latest the December of its
        reference year; ``counts_from`` the first it counts in, which for what was measured after the
        cut-off day is the next.
        """
        num, den = Numbers.of(observations["num"]), Numbers.of(observations["den"])
        given = ~num.missing & ~den.missing & (den.whole > 0)
        applies_not = observations["not_applicable"].to_numpy(dtype=bool)
        status = Words.of(observations["status"])
        asked = observations["asked"].to_numpy(dtype=bool)
        kept = (given | applies_not) & ~status.are(Status.ESTIMATE.value) & ~asked
        sent = observations["month"].to_numpy(dtype="int64")
        measured, after = _measured(observations["measured_on"], sent, cut_off_day)
        year = Numbers.of(observations["reference_year"])
        december = np.where(year.missing, measured, year.whole * _MONTHS_OF_YEAR + _MONTHS_OF_YEAR - 1)
        commune = Words.of(observations["commune"])
        every = cls(
            unit_since=_unit_since(commune, sent, communes),
            sent_month=sent,
            counts_from=np.maximum(sent, after),
            month=np.minimum(measured, december),
            commune=commune,
            set=Words.of(observations["set"]),
            code=Words.of(observations["indicator"]),
            sex=Words.of(observations["sex"]).numbers(_SEX),
            num=num,
            den=den,
            numerator=Numbers.of(observations["numerator"]),
            denominator=Numbers.of(observations["denominator"]),
            not_applicable=applies_not,
            measured_on=Days.of(observations["measured_on"]),
            reference_year=year,
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

    @property
    def official(self) -> Flags:
        """Tells which rows are official."""
        return self.status.are(Status.OFFICIAL.value)

    @property
    def preference(self) -> tuple[Integers, ...]:
        """Orders rows that answer for one due date, the preferred last.

        The official after the preliminary, then the one measured later, then the one sent later; the order
        of rows plays no part but between rows alike in all this.
        """
        return (self.official.astype("int64"), _days(self.measured_on), self.counts_from, self.row)

    def one_of_each(self, key: Integers) -> Integers:
        """Gives the positions of the preferred row of each key, by key."""
        order = np.lexsort((*reversed(self.preference), key))
        last: Flags = ~_repeated(key[order], np.zeros(len(key), dtype="int64"))
        return np.asarray(order[last])


def standing(key: Integers, order: Sequence[Integers], counts_from: Integers) -> tuple[Integers, Integers]:
    """Gives, for each key and month in which a value was added, the one that stands from then on.

    As positions, by key, then by month, and these months. ``order`` ranks the values, its first column
    before the second: the highest of those that count stands, whenever it was sent.
    """
    by_rank = np.lexsort((*reversed(order), key))
    rank = np.empty(len(by_rank), dtype="int64")
    rank[by_rank] = np.arange(len(by_rank))
    in_time = np.lexsort((rank, counts_from, key))
    # Ranks rise from key to key, so that the highest so far is always one of the same key.
    best = by_rank[np.maximum.accumulate(rank[in_time])]
    last = ~_repeated(key[in_time], counts_from[in_time])
    return best[last], counts_from[in_time[last]]


_MONTHS_OF_YEAR = 12
_FAR = 1_000_000  # months, more than any date counts


def _unit_since(commune: Words, month: Integers, communes: DataFrame) -> Integers:
    """Gives the month in which the unit was formed that bore a code in a month; 0 where none had."""
    codes = {code: number for number, code in enumerate(communes["code"].unique())}
    begun = communes["valid_from"].to_numpy("datetime64[M]").astype("int64") + 1970 * _MONTHS_OF_YEAR
    formed = np.sort(Words.of(communes["code"]).numbers(codes) * _FAR + begun)
    number = commune.numbers(codes)
    found = np.searchsorted(formed, number * _FAR + month, side="right") - 1
    since = formed[np.maximum(found, 0)] - number * _FAR
    return np.where((found >= 0) & (number >= 0) & (since >= 0), since, 0)


def _days(days: Numbers) -> Integers:
    """Gives days as whole numbers, one that is not known before all others."""
    return np.where(days.missing, np.iinfo("int64").min, days.whole)


def _measured(measured_on: Series, sent: Integers, cut_off_day: int) -> tuple[Integers, Integers]:
    """Gives the month each row was measured in and the first whose cut-off that day does not pass.

    Its own month where no day is given.
    """
    days = measured_on.to_numpy("datetime64[us]")
    given = ~np.isnat(days)
    month = np.where(given, days, np.datetime64(0, "us")).astype("datetime64[M]")
    day_of_month = (days.astype("datetime64[D]") - month).astype("int64") + 1
    number = np.where(given, month.astype("int64") + 1970 * _MONTHS_OF_YEAR, sent)
    return number, number + (given & (day_of_month > cut_off_day))


def _repeated(key: Integers, month: Integers) -> Flags:
    """Tells which rows are followed by one of the same key and month."""
    followed = np.zeros(len(key), dtype=bool)
    followed[:-1] = (key[1:] == key[:-1]) & (month[1:] == month[:-1])
    return followed


@dataclass(frozen=True, eq=False)
class Values:
    """Values that may be judged, at most one per key and month; ``key`` says of what (see `keys`).

    ``since`` is the month from which a value stands, until another of its key does; ``answers`` the due
    month it answers for, ``counts_from`` the first it could count in.
    """

    key: Integers
    since: Integers
    answers: Integers
    counts_from: Integers
    sent_month: Integers
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
    frequency, due = (of_measure[measure] for of_measure in _due_of_measures(rules))
    computed = np.zeros(len(rules.measures) + 1, dtype=bool)
    computed[rules.measure[~rules.words("formula").are("")]] = True
    key = keys(observed.commune.numbers(communes), measure, observed.sex, rules)
    kept = np.flatnonzero((key >= 0) & ~computed[measure])
    rows, key = observed.at(kept), key[kept]
    answers = answered(Measured(rows.month, rows.reference_year, rows.official), frequency[kept], due[kept])
    # A later due date before an earlier one: a newer reference year is never replaced by an older one.
    chosen, since = standing(key, (rows.unit_since, answers, *rows.preference), rows.counts_from)
    rows = rows.at(chosen)
    own = {field.name: getattr(rows, field.name) for field in fields(Values) if hasattr(rows, field.name)}
    empty = Words.same("", len(chosen))
    return Values(key=key[chosen], since=since, answers=answers[chosen], formula=empty, **own)


def _due_of_measures(rules: Rules) -> tuple[Integers, Integers]:
    """Gives how often and in which month each measure is due; the last place stands for none."""
    frequency, due = (np.zeros(len(rules.measures) + 1, dtype="int64") for _ in range(2))
    frequency[rules.measure] = rules.words("frequency").numbers(FREQUENCIES)
    due[rules.measure] = due_of(Numbers.of(rules.table["due_month"]))
    return frequency, due


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
