"""One verdict for each part from the verdicts by sex: áp dụng đạt cho cả nam và nữ (rule 3)."""

from __future__ import annotations

from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

from ntm_analysis.judge.aggregate import MET, NO_DATA, NOT_MET
from ntm_analysis.judge.arrays import Flags, Integers, Numbers, Words, at, stacked
from ntm_analysis.judge.cells import Cells
from ntm_analysis.judge.groups import Groups
from ntm_analysis.judge.judge import RULES, Judged
from ntm_analysis.judge.values import FEMALE, MALE, TOTAL
from ntm_analysis.model import Rule

# In the order in which equally short sexes are shown.
_SHOWN_FIRST = (FEMALE, MALE, TOTAL)
_FEWEST = np.iinfo("int64").min


def by_sex(cells: Cells) -> tuple[Integers, Integers]:
    """Lists sex and cell of what is to be judged: indicators for both sexes once more for each sex."""
    both = cells.rules.table["both_sexes"].to_numpy(dtype=bool)[cells.rule]
    split = np.flatnonzero(both)
    cell = np.concatenate([np.arange(len(cells)), split, split])
    sizes = [len(cells), len(split), len(split)]
    return np.repeat(np.array([TOTAL, MALE, FEMALE], dtype="int64"), sizes), cell


@dataclass(frozen=True, eq=False)
class Decided:
    """What holds for each cell: the row of ``judged`` that decides it, and what its sexes have together."""

    judged: Judged
    row: Integers
    provisional: Flags
    late: Flags
    stale: Flags
    illustrative: Flags
    no_sex_split: Flags
    gap_count: Numbers
    gap_women: Numbers  # of the gap, where people of both sexes are missing
    rows: Words


def decided(judged: Judged, cells: int, rows: Words) -> Decided:
    """Decides each cell by one sex, the failing one first; ``rows`` names the source of each value.

    Each sex given must hold. The total stands in for a sex that is not given, and must hold
    too where it is as new as the figures by sex: an older split never hides it, and a total
    that contradicts them cannot be met by them.
    """
    alone = _alone(judged, cells, rows)
    size = (len(judged.cell) - cells) // 2
    if not size:
        return alone
    split, male = judged.cell[cells : cells + size], cells + np.arange(size)
    return _put(alone, split, _worst(judged, np.stack([split, male, male + size]), rows))


def _alone(judged: Judged, cells: int, rows: Words) -> Decided:
    """Decides each cell by the value of everybody."""
    row = np.arange(cells)
    return Decided(
        judged=judged,
        row=row,
        provisional=judged.provisional[:cells],
        late=judged.late[:cells],
        stale=judged.stale[:cells],
        illustrative=judged.illustrative[:cells],
        no_sex_split=np.zeros(cells, dtype=bool),
        gap_count=judged.gap_count.at(row),
        gap_women=Numbers(np.zeros(cells, dtype="int64"), np.ones(cells, dtype=bool)),
        rows=rows.at(judged.value[:cells]),
    )


def _put(alone: Decided, split: Integers, worst: Decided) -> Decided:
    """Puts what was decided of the split cells in the place of their totals."""
    place = np.arange(len(alone.row))
    place[split] = len(place) + np.arange(len(split))
    names = [field.name for field in fields(Decided) if field.name != "judged"]
    one, other = ({name: getattr(each, name) for name in names} for each in (alone, worst))
    return Decided(judged=alone.judged, **at(stacked(one, other), place))


def _worst(judged: Judged, row: Integers, rows: Words) -> Decided:
    """Decides split cells; ``row`` holds their rows of total, male and female, one line each."""
    kept, no_sex_split = _consulted(judged, row)
    chosen = _chosen(judged, row, kept)
    verdict = judged.verdict[chosen]
    one = np.arange(row.shape[1])
    cells = Groups(np.tile(one, len(row)))

    def of_any(flags: Flags) -> Flags:
        return np.asarray((flags[row] & kept).any(axis=0))

    return Decided(
        judged,
        row=chosen,
        provisional=judged.provisional[chosen] | (verdict == MET) & of_any(judged.provisional),
        late=of_any(judged.late),
        stale=judged.stale[row].any(axis=0) & (verdict == NO_DATA),
        illustrative=of_any(judged.illustrative),
        no_sex_split=no_sex_split,
        gap_count=_people_missing(judged, row, kept),
        gap_women=_women_missing(judged, row, kept),
        rows=cells.joined(rows.at(judged.value[row].ravel()), kept.ravel()),
    )


def _consulted(judged: Judged, row: Integers) -> tuple[Flags, Flags]:
    """Marks the rows that take part in the verdict of their cell, and cells without a full split."""
    given, month = judged.given[row], judged.value_month.whole[row]
    both = given[MALE] & given[FEMALE]
    newer_total = given[TOTAL] & (month[TOTAL] >= np.minimum(month[MALE], month[FEMALE]))
    kept = given.copy()
    kept[TOTAL] = ~both | newer_total
    return kept, ~both & given.any(axis=0)


def _chosen(judged: Judged, row: Integers, kept: Flags) -> Integers:
    """Chooses the row to show: the gravest verdict, of these the one that falls shortest."""
    severity = np.where(kept, judged.verdict[row], -1)
    shortfall = _shortfall(judged, row)
    best = np.full(row.shape[1], _SHOWN_FIRST[0])
    one = np.arange(len(best))
    for sex in _SHOWN_FIRST[1:]:
        graver = severity[sex] > severity[best, one]
        as_grave = severity[sex] == severity[best, one]
        best = np.where(graver | as_grave & (shortfall[sex] > shortfall[best, one]), sex, best)
    return np.asarray(row[best, one])


def _shortfall(judged: Judged, row: Integers) -> NDArray[np.float64]:
    """Orders equally judged sexes by how far they fall short; only for choosing which one to show."""
    numbers = (judged.num, judged.den, judged.threshold_num, judged.threshold_den)
    num, den, threshold, threshold_den = (np.where(n.missing, np.nan, n.whole)[row] for n in numbers)
    with np.errstate(divide="ignore", invalid="ignore"):
        short = threshold / threshold_den - num / den
    falling = judged.rule[row] == RULES[Rule.AT_MOST.value]
    return np.nan_to_num(np.where(falling, -short, short), nan=0.0)


def _people_missing(judged: Judged, row: Integers, kept: Flags) -> Numbers:
    """Counts what closes the gap of a cell: the failing sexes together, or the total where that is more.

    People added for one sex also count in the total; missing where any failing row has no count.
    """
    failing = kept & (judged.verdict[row] == NOT_MET)
    uncounted = (failing & judged.gap_count.missing[row]).any(axis=0)
    count = np.where(failing, judged.gap_count.whole[row], 0)
    of_sexes = np.where(failing[MALE] | failing[FEMALE], count[MALE] + count[FEMALE], _FEWEST)
    people = np.maximum(of_sexes, np.where(failing[TOTAL], count[TOTAL], _FEWEST))
    return Numbers(people, ~failing.any(axis=0) | uncounted)


def _women_missing(judged: Judged, row: Integers, kept: Flags) -> Numbers:
    """Counts the women in a gap that women and men close together, and nobody besides."""
    failing = kept & (judged.verdict[row] == NOT_MET) & ~judged.gap_count.missing[row]
    count = np.where(failing, judged.gap_count.whole[row], 0)
    both = failing[MALE] & failing[FEMALE] & (count[TOTAL] <= count[MALE] + count[FEMALE])
    return Numbers(count[FEMALE], ~both)
