"""Rates computed from supporting statistics of one commune, month and poverty line (rule 13)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields

import numpy as np

from ntm_analysis.judge.arrays import Flags, Integers, Numbers, Words, at
from ntm_analysis.judge.groups import Groups
from ntm_analysis.judge.lateness import FREQUENCIES, Measured, answered, due_of
from ntm_analysis.judge.rules import Rules
from ntm_analysis.judge.values import STATISTICS, TOTAL, Observed, Values, keys, standing
from ntm_analysis.model import Criteria, Formula, Status

STANDINGS = (Status.OFFICIAL.value, Status.PRELIMINARY.value)


@dataclass(frozen=True, eq=False)
class Counts:
    """Counts of several statistics side by side, one row per commune, month and line that has all of them."""

    commune: Integers
    unit_since: Integers
    sent_month: Integers
    counts_from: Integers
    month: Integers
    line: Words
    counts: Mapping[str, Integers]
    measured_on: Numbers
    reference_year: Numbers
    preliminary: Flags
    illustrative: Flags
    rows: Words
    source: Words

    def at(self, positions: Integers) -> Counts:
        """Gives the rows at positions."""
        columns = {field.name: getattr(self, field.name) for field in fields(self) if field.name != "counts"}
        return Counts(
            **at(columns, positions),
            counts={code: count[positions] for code, count in self.counts.items()},
        )

    def standing(self, key: Integers, frequency: int, due_month: int) -> tuple[Integers, Integers, Integers]:
        """Gives which rows stand, from which months on, and the due month each answers for.

        See `values.standing`.
        """
        size = len(self.month)
        official = ~self.preliminary
        measured = Measured(self.month, self.reference_year, official)
        answers = answered(measured, np.full(size, frequency), np.full(size, due_month))
        preference = (official.astype("int64"), self.month, self.counts_from, np.arange(size))
        chosen, since = standing(key, (self.unit_since, answers, *preference), self.counts_from)
        return chosen, since, answers[chosen]

    def sum(self, codes: Sequence[str]) -> Integers:
        """Adds the counts of some statistics."""
        total = np.zeros(len(self.month), dtype="int64")
        for code in codes:
            total = total + self.counts[code]
        return total


class Statistics:
    """The countable whole-number statistics, each under the poverty line it was counted on.

    A statistic without a line (all households, say) serves every line of its commune and
    month, unless it is given for that line itself.
    """

    def __init__(self, observed: Observed, communes: dict[str, int]) -> None:
        commune = observed.commune.numbers(communes)
        mine = observed.set.are(STATISTICS) & (observed.sex == TOTAL) & ~observed.not_applicable
        rows = observed.at(np.flatnonzero(mine & (commune >= 0)))
        commune = rows.commune.numbers(communes)
        lines, codes = len(rows.line.words) + 1, len(rows.code.words) + 1
        months = int(rows.sent_month.max(initial=0)) + 1
        place = (commune * months + rows.sent_month) * lines + rows.line.codes
        chosen = rows.one_of_each(place * codes + rows.code.codes)
        rows, commune = rows.at(chosen), commune[chosen]
        whole = rows.num.whole % rows.den.whole == 0
        self._rows, self._commune = rows.at(np.flatnonzero(whole)), commune[whole]
        self._count = self._rows.num.whole // self._rows.den.whole
        self._number = {code: number for number, code in enumerate(self._rows.code.known)}
        self._group()

    def _group(self) -> None:
        """Finds the row of each statistic in each commune, month and line, -1 where there is none."""
        rows = self._rows
        without = rows.line.are("")
        line = np.where(without, 0, rows.line.codes + 1)  # words of no row's line number from 1 on as well
        place = self._commune * (int(rows.sent_month.max(initial=0)) + 1) + rows.sent_month
        self._groups = Groups(place * (len(rows.line.words) + 1) + line)
        group = self._groups.of_rows()
        self._position = np.full((len(self._groups), len(self._number) + 1), -1, dtype="int64")
        self._position[group, rows.code.codes] = np.arange(len(group))
        first = self._groups.first
        # The group without a line, where there is one, comes first of its commune and month.
        plain = Groups(place[first])
        general = plain.first[plain.of_rows()]
        own = without[first]
        shared = own[general] & ~own
        own_or_general = np.where(self._position < 0, self._position[general], self._position)
        self._position = np.where(shared[:, None], own_or_general, self._position)

    def complete(self, codes: Sequence[str], line: str | None = None) -> Counts:
        """Gives the groups (of one line, where it is named) that have all of the codes, and only those."""
        if not set(codes) <= self._number.keys():
            groups = np.zeros(0, dtype="int64")
        else:
            found = (self._position[:, [self._number[code] for code in codes]] >= 0).all(axis=1)
            on_line = self._rows.line.are(line)[self._groups.first] if line is not None else True
            groups = np.flatnonzero(found & on_line)
        return self._counts(groups, codes)

    def _counts(self, groups: Integers, codes: Sequence[str]) -> Counts:
        first, rows = self._groups.first[groups], self._rows
        at = {code: self._position[groups, self._number.get(code, -1)] for code in codes}
        # The sources of a group stand in the order of the codes.
        members = np.concatenate([at[code] for code in sorted(codes)])
        of_group = Groups(np.tile(np.arange(len(groups)), len(codes)))
        every = np.ones(len(members), dtype=bool)
        return Counts(
            commune=self._commune[first],
            unit_since=rows.unit_since[first],
            sent_month=rows.sent_month[first],
            counts_from=of_group.most(rows.counts_from[members]),
            month=of_group.least(Numbers(rows.month[members], ~every)).whole,
            line=rows.line.at(first),
            counts={code: self._count[position] for code, position in at.items()},
            measured_on=of_group.least(rows.measured_on.at(members)),
            reference_year=of_group.least(rows.reference_year.at(members)),
            preliminary=of_group.any(rows.status.are(Status.PRELIMINARY.value)[members]),
            illustrative=of_group.any(rows.illustrative[members]),
            rows=of_group.joined(rows.rows.at(members), every),
            source=of_group.joined(rows.source.at(members), every),
        )


def computed_values(
    statistics: Statistics, rules: Rules, criteria: Criteria, poverty_line: str
) -> list[Values]:
    """Gives the values of the indicators whose rule names a formula, as percentages.

    Only counts on the dataset's own poverty line are used: an older line counts fewer poor
    and would let a commune pass. Impossible rates (above 100, of nothing) are no value.
    """
    chosen = np.flatnonzero(~rules.words("formula").are(""))
    return [_of_formula(statistics, rules, int(rule), criteria, poverty_line) for rule in chosen]


def _formula(criteria: Criteria, rule: Mapping[str, str]) -> Formula:
    indicators = {i.code: i for i in criteria.sets[rule["set"]].indicators}
    whole = indicators[rule["indicator"]]
    part = {i.code: i for i in (whole, *whole.components)}[rule["part"]]
    return part.formulas[rule["formula"]]


def _of_formula(
    statistics: Statistics, rules: Rules, rule: int, criteria: Criteria, poverty_line: str
) -> Values:
    row = {name: str(rules.table[name].iloc[rule]) for name in ("set", "indicator", "part", "formula")}
    formula = _formula(criteria, row)
    added = formula.numerator_add + formula.denominator_add
    subtracted = formula.numerator_subtract + formula.denominator_subtract
    found = statistics.complete(tuple(dict.fromkeys(added + subtracted)), poverty_line)
    above = found.sum(formula.numerator_add) - found.sum(formula.numerator_subtract)
    below = found.sum(formula.denominator_add) - found.sum(formula.denominator_subtract)
    found = found.at(np.flatnonzero((above >= 0) & (below > 0) & (above <= below)))
    measure = np.full(len(found.month), rules.measure[rule])
    key = keys(found.commune, measure, TOTAL, rules)
    chosen, since, answers = found.standing(key, *_due(rules, rule))
    found, key = found.at(chosen), key[chosen]
    above = found.sum(formula.numerator_add) - found.sum(formula.numerator_subtract)
    below = found.sum(formula.denominator_add) - found.sum(formula.denominator_subtract)
    none = np.zeros(len(key), dtype=bool)
    numerator, denominator = Numbers(above, none), Numbers(below, none)
    return Values(
        key=key,
        since=since,
        answers=answers,
        counts_from=found.counts_from,
        sent_month=found.sent_month,
        month=found.month,
        num=Numbers(100 * above, none),
        den=denominator,
        numerator=numerator,
        denominator=denominator,
        not_applicable=none,
        measured_on=found.measured_on,
        reference_year=found.reference_year,
        status=Words.fixed(found.preliminary.astype("int64"), STANDINGS),
        line=found.line,
        source=found.source,
        rows=found.rows,
        illustrative=found.illustrative,
        formula=Words.same(row["formula"], len(key)),
    )


def _due(rules: Rules, rule: int) -> tuple[int, int]:
    frequency = rules.words("frequency").numbers(FREQUENCIES)[rule]
    return int(frequency), int(due_of(Numbers.of(rules.table["due_month"]))[rule])
