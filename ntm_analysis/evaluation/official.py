"""The official verdict of a criterion: reported beside computed, neither hiding the other (rule 6)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from pandas import DataFrame

from ntm_analysis.evaluation.aggregate import BY_WEIGHT, MET, NOT_APPLICABLE, NOT_MET
from ntm_analysis.evaluation.arrays import Flags, Integers, Numbers, Table, Words, pair_numbers, picked
from ntm_analysis.evaluation.cells import PLACE, Cells
from ntm_analysis.evaluation.rules import Rules
from ntm_analysis.evaluation.values import latest
from ntm_analysis.model import Level, Verdict

COLUMNS = [
    *PLACE,
    "criterion",
    "computed",
    "computed_provisional",
    "reported",
    "level",
    "reported_month",
    "lower_not_met",
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
    """Adds the reported verdict that holds, the official one, its basis and any discrepancy.

    No verdict passes through a merger.
    """
    rows = dict(computed)
    said = _reported(computed, cells, _Reports.of(verdicts, cells))
    by_report, own, open_threshold = said.verdict >= 0, rows["computed"].codes, rows["computed_provisional"]
    verdict = np.where(by_report, said.verdict, own)
    by_data = ~by_report & ((own == MET) | (own == NOT_MET) | (own == NOT_APPLICABLE))
    met = verdict == MET
    basis = np.where(by_report, _BASES.index("reported"), np.where(by_data, _BASES.index("computed"), -1))
    rows |= {
        "reported": Words.fixed(said.verdict, _WORDS),
        "level": Words.fixed(said.level, _LEVELS),
        "reported_month": said.month,
        "lower_not_met": said.lower_not_met,
        "verdict": Words.fixed(verdict, _WORDS),
        "basis": Words.fixed(basis, _BASES),
        "met": met,
        "unchecked": met & by_report & (said.level == _LEVEL[Level.COMMUNE.value]),
        "provisional": by_data & open_threshold,
        "discrepancy": Words.fixed(_discrepancy(own, said.verdict, open_threshold), _DISCREPANCIES),
        "illustrative": rows["illustrative"] | by_report & said.illustrative,
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
    """What was reported of each criterion; verdict and level are -1 where nothing was."""

    verdict: Integers
    level: Integers
    month: Numbers
    illustrative: Flags
    lower_not_met: Flags


def _reported(rows: Table, cells: Cells, reports: _Reports) -> _Said:
    """Finds the latest verdict of each level; the highest level wins.

    ``lower_not_met`` tells that a lower level has since written "chưa đạt".
    """
    pair, size = rows["pair"], len(rows["pair"])
    criterion = rows["criterion_id"] - pair * len(cells.rules.table)
    month, since = (cells.communes[name].to_numpy(dtype="int64")[pair] for name in ("month", "since"))
    commune = cells.commune[pair]
    verdict, level, objection, said_in = (np.full(size, -1, dtype="int64") for _ in range(4))
    illustrative = np.zeros(size, dtype=bool)
    for authority in range(len(_LEVELS)):  # Lowest first: each higher level overwrites what lower ones said.
        wanted = _key(commune, criterion, np.full(size, authority), cells.rules)
        found = latest(reports.key, reports.month, wanted, month, since)
        objects = (verdict == NOT_MET) & (said_in > objection)
        objection = np.where(objects, said_in, objection)
        given = found >= 0
        verdict = np.where(given, picked(reports.verdict, found, -1), verdict)
        level = np.where(given, authority, level)
        said_in = np.where(given, picked(reports.month, found, -1), said_in)
        illustrative = np.where(given, picked(reports.illustrative, found, nothing=False), illustrative)
    lower = (objection > said_in) & (verdict != NOT_MET)
    return _Said(verdict, level, Numbers(said_in, said_in < 0), illustrative, lower)


def _discrepancy(computed: Integers, reported: Integers, open_threshold: Flags) -> Integers:
    """Names where the report and the data say different things; cơ bản đạt is not đạt."""
    decided = (computed == MET) | (computed == NOT_MET)
    comparable = decided & ((reported == MET) | (reported == NOT_MET) | (reported == NEARLY_MET))
    differs = (computed == MET) != (reported == MET)
    return np.where(comparable & differs, np.where(open_threshold, 1, 0), -1)
