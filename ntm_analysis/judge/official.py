"""The official verdict of a criterion: reported beside computed, neither hiding the other (rule 6)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from pandas import DataFrame

from ntm_analysis.judge.aggregate import BY_WEIGHT, MET, NOT_APPLICABLE, NOT_MET
from ntm_analysis.judge.arrays import Flags, Integers, Numbers, Table, Words, pair_numbers, picked
from ntm_analysis.judge.cells import PLACE, Cells
from ntm_analysis.judge.rules import Rules
from ntm_analysis.judge.values import latest
from ntm_analysis.model import Level, Verdict

COLUMNS = [
    *PLACE,
    "criterion",
    "computed",
    "computed_provisional",
    "reported",
    "level",
    "reported_month",
    "levels_differ",
    "self_assessed",
    "self_month",
    "verdict",
    "basis",
    "met",
    "unchecked",
    "discrepancy",
    "provisional",
    "missing",
    "illustrative",
]
_LEVELS = tuple(level.value for level in Level)
_LEVEL = {level: number for number, level in enumerate(_LEVELS)}
_WORDS = (*(verdict.value for verdict in BY_WEIGHT), Verdict.NEARLY_MET.value)
_NUMBER = {word: number for number, word in enumerate(_WORDS)}
NEARLY_MET = _NUMBER[Verdict.NEARLY_MET.value]
_BASES = ("reported", "computed")
_DISCREPANCIES = ("disagree", "check_threshold")


def official_criteria(computed: Table, cells: Cells, verdicts: DataFrame) -> Table:
    """Adds the review that holds, the official verdict, its basis and any discrepancy.

    The newest review by district or province is official; where there is none, the computed verdict.
    What a commune assessed itself stands beside: ``unchecked`` where it says đạt, nobody reviewed it and
    the criterion does not count as met otherwise. No verdict passes through a merger.
    """
    rows = dict(computed)
    said = _reported(computed, cells, _Reports.of(verdicts, cells))
    by_report, own, open_threshold = said.verdict >= 0, rows["computed"].codes, rows["computed_provisional"]
    stated = np.where(by_report, said.verdict, said.own_word)
    verdict = np.where(by_report, said.verdict, own)
    by_data = ~by_report & ((own == MET) | (own == NOT_MET) | (own == NOT_APPLICABLE))
    met = verdict == MET
    basis = np.where(by_report, _BASES.index("reported"), np.where(by_data, _BASES.index("computed"), -1))
    rows |= {
        "reported": Words.fixed(said.verdict, _WORDS),
        "level": Words.fixed(said.level, _LEVELS),
        "reported_month": said.month,
        "levels_differ": said.levels_differ,
        "self_assessed": Words.fixed(said.own_word, _WORDS),
        "self_month": said.own_month,
        "verdict": Words.fixed(verdict, _WORDS),
        "basis": Words.fixed(basis, _BASES),
        "met": met,
        "unchecked": ~met & ~by_report & (said.own_word == MET),
        "provisional": by_data & open_threshold,
        "discrepancy": Words.fixed(_discrepancy(own, stated, open_threshold), _DISCREPANCIES),
        "illustrative": rows["illustrative"] | said.illustrative,
    }
    return rows


@dataclass(frozen=True, eq=False)
class _Reports:
    """Reported verdicts, one per commune, criterion, level and month."""

    key: Integers
    month: Integers
    verdict: Integers
    illustrative: Flags

    @classmethod
    def of(cls, verdicts: DataFrame, cells: Cells) -> _Reports:
        """Reads the verdicts; of two of one month the later row counts."""
        sets, codes = Words.of(verdicts["set"]), Words.of(verdicts["criterion"])
        commune, level = Words.of(verdicts["commune"]).numbers(cells.units), Words.of(verdicts["level"])
        criterion = pair_numbers(sets, codes, cells.rules.criteria)
        key = _key(commune, criterion, level.numbers(_LEVEL), cells.rules)
        month, row = (verdicts[name].to_numpy(dtype="int64") for name in ("month", "row"))
        order = np.lexsort((row, month, key))
        last = np.ones(len(order), dtype=bool)
        last[:-1] = (key[order][1:] != key[order][:-1]) | (month[order][1:] != month[order][:-1])
        kept = order[last & (key[order] >= 0)]
        said = Words.of(verdicts["verdict"]).numbers(_NUMBER)
        return cls(key[kept], month[kept], said[kept], verdicts["illustrative"].to_numpy(dtype=bool)[kept])


def _key(commune: Integers, criterion: Integers, level: Integers, rules: Rules) -> Integers:
    known = (commune >= 0) & (criterion >= 0) & (level >= 0)
    return np.where(known, (commune * len(rules.criteria) + criterion) * len(_LEVELS) + level, -1)


@dataclass(frozen=True, eq=False)
class _Said:
    """What was reported of each criterion; verdict, level and own_word are -1 where nothing was."""

    verdict: Integers
    level: Integers
    month: Numbers
    own_word: Integers
    own_month: Numbers
    illustrative: Flags
    levels_differ: Flags


def _reported(rows: Table, cells: Cells, reports: _Reports) -> _Said:
    """Finds the latest verdict of each level; the newest review counts, of one month the higher level's.

    ``levels_differ`` tells that the district's review replaced another verdict of the province, or that
    the commune has written "chưa đạt" since a review "đạt": to be settled between them.
    """
    pair, size = rows["pair"], len(rows["pair"])
    criterion = rows["criterion_id"] - pair * len(cells.rules.table)
    month, since = (cells.communes[name].to_numpy(dtype="int64")[pair] for name in ("month", "since"))
    commune = cells.commune[pair]
    found, word, said_in = {}, {}, {}
    for level in Level:
        wanted = _key(commune, criterion, np.full(size, _LEVEL[level.value]), cells.rules)
        found[level] = latest(reports.key, reports.month, wanted, month, since)
        word[level] = picked(reports.verdict, found[level], -1)
        said_in[level] = picked(reports.month, found[level], -1)
    own, district, province = Level.COMMUNE, Level.DISTRICT, Level.PROVINCE
    of_province = (found[province] >= 0) & (said_in[province] >= said_in[district])
    verdict = np.where(of_province, word[province], word[district])
    reviewed_in = np.where(of_province, said_in[province], said_in[district])
    replaced = (verdict >= 0) & ~of_province & (word[province] >= 0)
    replaced &= (word[province] == MET) != (verdict == MET)
    objected = (verdict == MET) & (word[own] == NOT_MET) & (said_in[own] > reviewed_in)
    authority = np.where(of_province, _LEVEL[province.value], _LEVEL[district.value])
    read = np.where(verdict < 0, found[own], np.where(of_province, found[province], found[district]))
    return _Said(
        verdict,
        np.where(verdict < 0, -1, authority),
        Numbers(reviewed_in, reviewed_in < 0),
        word[own],
        Numbers(said_in[own], said_in[own] < 0),
        picked(reports.illustrative, read, nothing=False),
        replaced | objected,
    )


def _discrepancy(computed: Integers, reported: Integers, open_threshold: Flags) -> Integers:
    """Names where the report and the data say different things; cơ bản đạt is not đạt."""
    decided = (computed == MET) | (computed == NOT_MET)
    comparable = decided & ((reported == MET) | (reported == NOT_MET) | (reported == NEARLY_MET))
    differs = (computed == MET) != (reported == MET)
    return np.where(comparable & differs, np.where(open_threshold, 1, 0), -1)
