"""Parts put together into indicators, and indicators into the computed verdict of a criterion (rule 2)."""

from __future__ import annotations

import numpy as np

from ntm_analysis.judge.aggregate import BY_WEIGHT, NO_DATA, NOT_APPLICABLE, NOT_MET, all_of
from ntm_analysis.judge.arrays import Flags, Numbers, Table, Words, at, picked, stacked
from ntm_analysis.judge.cells import PLACE, Cells
from ntm_analysis.judge.groups import Groups
from ntm_analysis.judge.judge import RULES
from ntm_analysis.judge.rules import Thresholds
from ntm_analysis.judge.sexes import Decided
from ntm_analysis.judge.values import SEXES, TOTAL, Values
from ntm_analysis.model import Confidence, Rule

COLUMNS = [
    *PLACE,
    "criterion",
    "indicator",
    "part",
    "rule",
    "unit",
    "verdict",
    "num",
    "den",
    "numerator",
    "denominator",
    "sex",
    "threshold_num",
    "threshold_den",
    "confidence",
    "threshold_source",
    "provisional",
    "value_month",
    "sent_month",
    "counts_from",
    "measured_on",
    "reference_year",
    "status",
    "line",
    "frequency",
    "late",
    "stale",
    "no_sex_split",
    "gap_num",
    "gap_den",
    "gap_count",
    "gap_women",
    "gap_unit",
    "formula",
    "source",
    "rows",
    "illustrative",
]
_NUMBERS = ["num", "den", "numerator", "denominator", "threshold_num", "threshold_den", "gap_num", "gap_den"]
_LABELS = [*PLACE, "criterion", "indicator", "cell", "pair", "indicator_id", "criterion_id"]
_OLDEST = ("measured_on", "value_month", "sent_month", "counts_from", "reference_year")
_OF_VALUE = ("num", "den", "numerator", "denominator", "measured_on", "reference_year")
_TEXTS = ("status", "line", "formula", "source")


def parts_table(cells: Cells, decided: Decided, values: Values, thresholds: Thresholds) -> Table:
    """Gives one row per cell with everything that is known of it."""
    judged, row = decided.judged, decided.row
    value, threshold = judged.value[row], judged.threshold[row]
    table: Table = {
        **cells.labels(),
        "rule": Words.fixed(judged.rule[row], RULES),
        "verdict": Words.fixed(judged.verdict[row], BY_WEIGHT),
        "sex": Words.fixed(judged.sex[row], SEXES),
        "threshold_num": judged.threshold_num.at(row),
        "threshold_den": judged.threshold_den.at(row),
        "confidence": Words.fixed(thresholds.confidence(threshold), Confidence),
        "threshold_source": thresholds.source.at(threshold),
        "value_month": judged.value_month.at(row),
        "gap_num": judged.gap_num.at(row),
        "gap_den": judged.gap_den.at(row),
    }
    table |= {name: getattr(values, name).at(value) for name in (*_OF_VALUE, *_TEXTS)}
    for name in ("sent_month", "counts_from"):
        table[name] = Numbers(picked(getattr(values, name), value, 0), value < 0)
    own = ("provisional", "late", "stale", "no_sex_split", "illustrative", "gap_count", "gap_women", "rows")
    return table | {name: getattr(decided, name) for name in own}


def indicators(parts: Table) -> Table:
    """Gives one row per indicator: its only part as it is, or all of its components."""
    component = _is_component(parts)
    if not component.any():
        return parts
    simple, composed = np.flatnonzero(~component), _composites(at(parts, np.flatnonzero(component)))
    cell = np.concatenate([parts["cell"][simple], composed["cell"]])
    every = stacked(at(parts, simple), composed)
    return at(every, np.argsort(cell, kind="stable"))


def _is_component(parts: Table) -> Flags:
    part, indicator = parts["part"], parts["indicator"]
    known = {text: number for number, text in enumerate(indicator.known)}
    return np.asarray(part.numbers(known) != indicator.codes)


def _composites(parts: Table) -> Table:
    """Joins components by all_of; those that do not apply leave no trace but in ``parts``."""
    groups = Groups(parts["indicator_id"])
    rows, size = at(parts, groups.first), len(groups)
    verdicts = parts["verdict"].codes
    verdict, provisional = all_of(groups, verdicts, parts["provisional"])
    applied = verdicts != NOT_APPLICABLE
    found = {name: rows[name] for name in _LABELS}
    found |= {
        "part": rows["indicator"],
        "verdict": Words.fixed(verdict, BY_WEIGHT),
        "provisional": provisional,
    }
    found |= _common(parts, groups, applied)
    found["stale"] = found["stale"] & (verdict == NO_DATA)
    for name in ("rows", "source", "line", "threshold_source"):
        found[name] = groups.joined(parts[name], applied)
    found |= _only_gap(parts, groups)
    found |= {name: Numbers.none(size) for name in _NUMBERS}
    every = np.zeros(size, dtype="int64")
    found |= {"unit": Words.same("", size), "formula": Words.same("", size)}
    found |= {"rule": Words.fixed(every + RULES[Rule.ALL_OF.value], RULES)}
    found |= {"sex": Words.fixed(every + TOTAL, SEXES)}
    return {name: found[name] for name in parts}


def _common(parts: Table, groups: Groups, applied: Flags) -> Table:
    """Gives what holds for a composite as a whole: the oldest dates, any mark, the weakest threshold."""
    unknown = list(Confidence).index(Confidence.UNKNOWN)
    rank = groups.most(np.where(applied, parts["confidence"].codes, -1))
    first = groups.least(Numbers(np.arange(len(applied)), ~applied))
    # "preliminary" comes after "official" and after "".
    status = parts["status"]
    standing = np.argsort(np.argsort(np.array(["", *status.known], dtype=object)))
    weakest = groups.most(np.where(applied, standing[status.codes + 1], -1))
    word = np.append(np.argsort(standing) - 1, -1)
    found: Table = {
        "confidence": Words.fixed(np.where(rank < 0, unknown, rank), Confidence),
        "frequency": parts["frequency"].at(np.where(first.missing, -1, first.whole)),
        "status": Words(word[weakest], status.words),
    }
    found |= {name: groups.least(parts[name], applied) for name in _OLDEST}
    marks = ("late", "stale", "no_sex_split", "illustrative")
    return found | {name: groups.any(parts[name] & applied) for name in marks}


def _only_gap(parts: Table, groups: Groups) -> Table:
    """Gives the count that closes a composite where one component alone fails."""
    failing = parts["verdict"].codes == NOT_MET
    alone = failing & (groups.count(failing) == 1)[groups.of_rows()]
    position = np.full(len(groups), -1, dtype="int64")
    position[groups.of_rows()[alone]] = np.flatnonzero(alone)
    return {name: parts[name].at(position) for name in ("gap_count", "gap_women", "gap_unit")}


def computed_criteria(rows: Table) -> Table:
    """Gives the computed verdict of each criterion and the indicators it lacks data for."""
    groups = Groups(rows["criterion_id"])
    labels = at({name: rows[name] for name in (*PLACE, "pair", "criterion", "criterion_id")}, groups.first)
    verdicts = rows["verdict"].codes
    verdict, provisional = all_of(groups, verdicts, rows["provisional"])
    return {
        **labels,
        "computed": Words.fixed(verdict, BY_WEIGHT),
        "computed_provisional": provisional,
        "missing": groups.joined(rows["indicator"], verdicts == NO_DATA),
        "illustrative": groups.any(rows["illustrative"]),
    }
