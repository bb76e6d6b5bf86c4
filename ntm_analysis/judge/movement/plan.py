"""What is least effort to close: gaps in order, and the smallest set of criteria that reaches a goal."""

from collections import Counter
from collections.abc import Collection, Mapping
from fractions import Fraction
from typing import Any

import numpy as np
import pandas as pd
from pandas import DataFrame, Series

from ntm_analysis.model import LEAVING, Verdict

# Counted things that are people; a household, a village or a school stands for the people it has or serves.
PEOPLE = frozenset({"people", "workers", "children", "pupils", "graduates"})
# Why an effort is not known.
MISSING, LEFT, UNCOUNTED, DISPUTED = "missing", "left", "uncounted", "disputed"
_COLUMNS = [
    *("commune", "criterion", "verdict", "effort", "gaps", "reason", "unknown", "provisional"),
    "illustrative",
]
_OF_PARTS = [
    *("commune", "criterion", "indicator", "part", "verdict", "rule", "numerator", "denominator"),
    *("gap_count", "gap_unit", "provisional", "illustrative"),
]
_UNDECIDED = [Verdict.NO_DATA.value, Verdict.NO_THRESHOLD.value]
_OPEN = [Verdict.NOT_MET.value, *_UNDECIDED]
_CLOSED = [Verdict.MET.value, Verdict.NOT_APPLICABLE.value]


def open_criteria(
    criteria: DataFrame, parts: DataFrame, set_id: str, population: Mapping[str, int]
) -> DataFrame:
    """Lists the criteria of a set not met, one row a commune and criterion, the least effort first.

    Takes the rows of one month. ``effort`` is a Fraction, the people concerned by the gaps of the
    failing parts: a person counts as one, and once where two parts count the same people, any other thing
    as its share of the commune's ``population``. ``gaps`` holds (part, count, unit, rule).
    The effort is None, and the row comes after all that have one, where a part lacks a value or a threshold
    (``reason`` "missing"), a failing part has no counted gap because its pupils have left school ("left")
    or for another reason ("uncounted"), or nothing fails in the data ("disputed"); ``unknown`` counts
    those parts.
    """
    mine = criteria[(criteria["set"] == set_id) & ~criteria["verdict"].isin(_CLOSED)]
    by_pair: dict[tuple[str, str], list[Any]] = {}
    for part in parts.loc[parts["set"] == set_id, _OF_PARTS].itertuples():
        by_pair.setdefault((str(part.commune), str(part.criterion)), []).append(part)
    rows = [
        _row(row, by_pair.get((str(row.commune), str(row.criterion)), []), population.get(str(row.commune)))
        for row in mine.itertuples()
    ]

    def order(row: list[Any]) -> tuple[bool, Fraction, str, int, str]:
        """Puts known efforts first, the least first; ties, and the unknown, by what is open, then by code."""
        commune, criterion, _, effort, _, _, unknown, *_ = row
        open_parts = Fraction(unknown) if effort is None else effort
        return effort is None, open_parts, commune, len(criterion), criterion

    rows.sort(key=order)
    return DataFrame(rows, columns=_COLUMNS).astype({"effort": object, "gaps": object})


def unmet(parts: DataFrame, set_id: str, criteria: Collection[str], communes: Collection[str]) -> DataFrame:
    """Lists the parts of a set that communes measured and do not meet, of these criteria (rule 10).

    Those alone in their criterion come first, then by the share of the denominator that is missing;
    ``in_criterion`` counts the parts of the criterion that are open.
    """
    asked = (parts["set"] == set_id) & parts["criterion"].isin(criteria) & parts["commune"].isin(communes)
    standing = parts[asked & parts["verdict"].isin(_OPEN)]
    rows = standing[standing["verdict"] == Verdict.NOT_MET.value]
    # A part without data may fail as well: a criterion that waits for one is not a single gap away.
    counted = Counter(zip(standing["commune"], standing["criterion"], strict=True))
    in_criterion = [counted[pair] for pair in zip(rows["commune"], rows["criterion"], strict=True)]
    share = rows["gap_count"].astype("Float64") / rows["denominator"].astype("Float64")
    ordered: DataFrame = rows.assign(
        in_criterion=Series(in_criterion, rows.index, dtype="int64"), gap_share=share.fillna(1.0)
    ).sort_values(["in_criterion", "gap_share", "commune", "part"], kind="stable")
    return ordered


def has_left(row: Any) -> bool:
    """Tells whether what an indicator lacks is a class that left school: its counts give no gap (rule 10)."""
    if row.gap_unit != LEAVING or row.verdict != Verdict.NOT_MET:
        return False
    return bool(pd.isna(row.gap_count) and not pd.isna(row.numerator) and not pd.isna(row.denominator))


def registered_first(
    pairs: DataFrame, registered: Collection[tuple[str, str]], named: Collection[str] = ()
) -> DataFrame:
    """Orders rows of :func:`open_criteria` as they are to be taken: each adds one to the sum.

    First what communes ``registered`` for the year, pairs of commune and criterion, those of the communes
    ``named`` to be recognised before the others, then what else is least effort; last what hangs on a class
    that left school, which nobody can change any more.
    """
    promised = [pair in registered for pair in zip(pairs["commune"], pairs["criterion"], strict=True)]
    gone, first = (pairs["reason"] == LEFT).to_numpy(bool), np.array(promised, dtype=bool)
    pinned = first & pairs["commune"].isin(named).to_numpy(bool)
    ordered: DataFrame = pairs.assign(rank=np.select([gone, pinned, first], [3, 0, 1], 2))
    return ordered.sort_values("rank", kind="stable").drop(columns="rank").reset_index(drop=True)


def _row(criterion: Any, parts: list[Any], population: int | None) -> list[Any]:
    """Gives one criterion with the people its counted gaps stand for (rule 10), or why that is not known."""
    failing = [part for part in parts if part.verdict == Verdict.NOT_MET.value]
    missing, uncounted = sum(part.verdict in _UNDECIDED for part in parts), 0
    most: dict[tuple[str, str], Fraction] = {}
    for part in failing:
        is_counted = not pd.isna(part.gap_count) and part.gap_count > 0
        if is_counted and part.gap_unit in PEOPLE:
            # Who two parts of the same people count (12.1, 12.2: the same workers) counts once.
            key, effort = (str(part.gap_unit), str(part.denominator)), Fraction(int(part.gap_count))
        elif is_counted and population is not None and not pd.isna(part.denominator) and part.denominator > 0:
            effort = Fraction(int(part.gap_count) * population, int(part.denominator))
            key = ("", str(part.indicator))
        else:
            uncounted += 1
            continue
        most[key] = max(effort, most.get(key, effort))
    cases = {
        MISSING: missing or not parts,
        LEFT: any(has_left(part) for part in failing),
        UNCOUNTED: uncounted,
        DISPUTED: not failing,
    }
    reason = next((reason for reason, holds in cases.items() if holds), "")
    gaps = tuple(
        (str(part.part), int(part.gap_count), str(part.gap_unit), str(part.rule))
        for part in failing
        if not pd.isna(part.gap_count)
    )
    row = [criterion.commune, criterion.criterion, criterion.verdict]
    row += [None if reason else sum(most.values(), Fraction(0)), gaps, reason, missing + uncounted]
    illustrative = any(each.illustrative for each in (criterion, *parts))
    return [*row, any(part.provisional for part in failing), illustrative]
