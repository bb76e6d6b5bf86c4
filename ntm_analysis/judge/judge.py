"""Judges the value of every part against its threshold (rules 1, 3, 5, 7, 10)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ntm_analysis.judge.aggregate import MET, NO_DATA, NO_THRESHOLD, NOT_APPLICABLE, NOT_MET
from ntm_analysis.judge.arrays import Flags, Integers, Numbers, picked
from ntm_analysis.judge.cells import Cells, whole_numbers
from ntm_analysis.judge.exact import RISING, Sense, closing, distance, holds
from ntm_analysis.judge.lateness import FREQUENCIES, due_of, lateness
from ntm_analysis.judge.rules import Rules, Thresholds
from ntm_analysis.judge.values import Values, keys, latest
from ntm_analysis.model import LEAVING, Confidence, Rule

RULES = {rule.value: number for number, rule in enumerate(Rule)}
_FINAL = np.array([confidence.is_final for confidence in Confidence])
_IS_RISING = np.array([rule in RISING for rule in RULES])
_AT_LEAST, _AT_MOST = RULES[Rule.AT_LEAST.value], RULES[Rule.AT_MOST.value]


@dataclass(frozen=True, eq=False)
class Judged:
    """Cells, each for one sex, with the positions of value and threshold and what follows from them."""

    cell: Integers
    sex: Integers
    value: Integers
    threshold: Integers
    num: Numbers
    den: Numbers
    threshold_num: Numbers
    threshold_den: Numbers
    rule: Integers
    value_month: Numbers
    verdict: Integers
    given: Flags
    provisional: Flags
    late: Flags
    stale: Flags
    illustrative: Flags
    gap_num: Numbers
    gap_den: Numbers
    gap_count: Numbers


def judge(cells: Cells, sex: Integers, cell: Integers, values: Values, thresholds: Thresholds) -> Judged:
    """Gives each cell (part of a commune in a period, of one sex) its value, threshold and verdict."""
    rules, rule, month = cells.rules, cells.rule[cell], cells.month[cell]
    wanted = keys(cells.commune[cells.pair[cell]], rules.measure[rule], sex, rules)
    value = latest(values.key, values.since, wanted, month, cells.since[cell])
    year = values.reference_year.at(value)
    applies_not = picked(values.not_applicable, value, nothing=False)
    # "Không áp dụng" holds until something else is said.
    ages = (value >= 0) & ~applies_not
    late, stale = (ages & flags for flags in _lateness(rules, rule, picked(values.answers, value, 0), month))
    # Where there is no value the threshold of the page's year is shown.
    threshold = thresholds.positions(rule, np.where(year.missing, month // 12, year.whole))
    against = _Against(
        rules.words("rule").numbers(RULES)[rule],
        values.num.at(value),
        values.den.at(value),
        values.numerator.at(value),
        values.denominator.at(value),
        thresholds.num.at(threshold),
        thresholds.den.at(threshold),
    )
    given = (value >= 0) & ~stale
    verdict = _verdict(cells, rule, against, given, applies_not)
    judged = (verdict == MET) | (verdict == NOT_MET)
    left = rules.words("gap_unit").are(LEAVING)[rule] & ~year.missing & (year.whole < month // 12)
    gap_num, gap_den, gap_count = _gaps(cells, rule, against, verdict == NOT_MET, left)
    return Judged(
        cell=cell,
        sex=sex,
        value=value,
        threshold=threshold,
        num=against.num,
        den=against.den,
        threshold_num=against.threshold_num,
        threshold_den=against.threshold_den,
        rule=against.rule,
        value_month=Numbers(picked(values.month, value, 0), value < 0),
        verdict=verdict,
        given=given,
        provisional=judged & ~_FINAL[thresholds.confidence(threshold)],
        late=late,
        stale=stale,
        illustrative=picked(values.illustrative, value, nothing=False),
        gap_num=gap_num,
        gap_den=gap_den,
        gap_count=gap_count,
    )


def _lateness(rules: Rules, rule: Integers, answers: Integers, month: Integers) -> tuple[Flags, Flags]:
    frequency = rules.words("frequency").numbers(FREQUENCIES)[rule]
    due = due_of(Numbers.of(rules.table["due_month"]))[rule]
    return lateness(answers, frequency, due, month)


@dataclass(frozen=True, eq=False)
class _Against:
    """A value and the threshold it is held against, under a rule (a place in RULES)."""

    rule: Integers
    num: Numbers
    den: Numbers
    numerator: Numbers
    denominator: Numbers
    threshold_num: Numbers
    threshold_den: Numbers


def _verdict(cells: Cells, rule: Integers, against: _Against, given: Flags, applies_not: Flags) -> Integers:
    """Decides each row; the first case that holds is the verdict, đạt being what is left last."""
    table = cells.rules.table
    applies, if_any = (table[name].to_numpy(dtype=bool)[rule] for name in ("applies", "if_any"))
    condition_open, condition_fails = _condition(cells, rule, against.denominator)
    cases = [
        (~applies, NOT_APPLICABLE),
        (~given, NO_DATA),
        (applies_not & if_any, NOT_APPLICABLE),
        (applies_not | against.num.missing, NO_DATA),
        (condition_open, NO_DATA),
        (condition_fails, NOT_APPLICABLE),
        (against.threshold_num.missing | against.threshold_den.missing, NO_THRESHOLD),
        (_holds(against), MET),
    ]
    verdict = np.full(len(rule), NOT_MET, dtype="int64")
    for case, word in reversed(cases):
        verdict[case] = word
    return verdict


def _holds(against: _Against) -> Flags:
    known = ~against.num.missing & ~against.threshold_num.missing
    sense = Sense(_IS_RISING[against.rule], against.rule == _AT_MOST)
    num, threshold_num = against.num.whole, against.threshold_num.whole
    # A missing denominator counts as nought, with which nothing holds.
    den, threshold_den = (np.where(n.missing, 0, n.whole) for n in (against.den, against.threshold_den))
    return known & holds(num, den, threshold_num, threshold_den, sense)


def _condition(cells: Cells, rule: Integers, count: Numbers) -> tuple[Flags, Flags]:
    """Tells where the condition on the denominator cannot be checked, and where it does not hold."""
    words = cells.rules.words("condition")
    conditional, at_most = ~words.are("")[rule], words.are("at_most")[rule]
    small = ~count.missing & (count.whole <= whole_numbers(cells.rules, "condition_value")[rule])
    holds = np.where(at_most, small, ~small)
    return conditional & count.missing, conditional & ~count.missing & ~holds


def _gaps(
    cells: Cells, rule: Integers, against: _Against, failing: Flags, left: Flags
) -> tuple[Numbers, Numbers, Numbers]:
    """Gives the distance to the threshold, and the smallest whole count that closes it (rule 10).

    Nobody can be added to a class that has ``left`` school in an earlier year: such a gap has no count.
    """
    size = len(rule)
    counted = cells.rules.words("unit").are("percent") & ~cells.rules.words("gap_unit").are("")
    countable = failing & ~left & counted[rule] & ((against.rule == _AT_LEAST) | (against.rule == _AT_MOST))
    countable &= ~against.numerator.missing & ~against.denominator.missing
    threshold = against.threshold_num.whole, against.threshold_den.whole
    top, bottom = distance(*(n[failing] for n in (against.num.whole, against.den.whole, *threshold)))
    have, of, *wanted = (
        n[countable] for n in (against.numerator.whole, against.denominator.whole, *threshold)
    )
    count = closing(have, of, wanted[0], wanted[1], against.rule[countable] == _AT_MOST)
    return (
        _spread(top, failing, size),
        _spread(bottom, failing, size),
        _spread(count, countable, size),
    )


def _spread(found: Integers, where: Flags, size: int) -> Numbers:
    values = np.zeros(size, dtype="int64")
    values[where] = found.astype("int64")
    return Numbers(values, ~where)
