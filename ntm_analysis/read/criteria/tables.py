"""Criteria as tidy tables: one row per part, the thing that is measured and judged."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from fractions import Fraction

import pandas as pd

from ntm_analysis.errors import InputError, Problem
from ntm_analysis.model import Confidence, Criteria, Criterion, Indicator, Threshold

_OVERRIDES = "threshold_overrides"
_WHOLE = 100  # percent
_THRESHOLD_TYPES = {
    "set": "str",
    "part": "str",
    "year": "Int64",
    "num": "Int64",
    "den": "Int64",
    "confidence": "str",
    "source": "str",
}


@dataclass(frozen=True)
class Override:
    """A threshold the office sets itself, with its own source; ``indicator`` is the code of a part."""

    set: str
    indicator: str
    value: Fraction
    source: str
    year: int = 0


def rules_table(criteria: Criteria, region: str, formulas: Mapping[tuple[str, str], str]) -> pd.DataFrame:
    """Gives one row per part of every set: what is measured, how it is judged, whether it applies here.

    ``formulas`` chooses among the formulas of a computed indicator by (set, indicator); the first
    declared is the default. Raises InputError for a choice that does not exist.
    """
    problems = list(_unknown_formulas(criteria, formulas))
    if problems:
        raise InputError(problems)
    table = pd.DataFrame([_rule(found, region, formulas) for found in _parts(criteria)])
    return table.astype({"due_month": "Int64", "condition_value": "Int64"})


def thresholds_table(criteria: Criteria, region: str, overrides: Sequence[Override]) -> pd.DataFrame:
    """Gives the thresholds of one region by part and reference year (0: any year), overrides applied.

    Raises InputError for overrides of a part, or of a year, that cannot be judged by them.
    """
    thresholds = {
        (found.set, found.part.code, year): threshold
        for found in _parts(criteria)
        for (of, year), threshold in found.part.thresholds.items()
        if of == region
    }
    units = {(found.set, found.part.code): found.part.unit for found in _parts(criteria)}
    problems = [problem for override in overrides for problem in _problems(override, thresholds)]
    problems += [problem for override in overrides for problem in _impossible(override, units)]
    keys = [(override.set, override.indicator, override.year) for override in overrides]
    problems += [
        Problem("dataset.yaml", 0, _place(override), "mức này ghi hai lần", "giữ lại một")
        for number, (override, key) in enumerate(zip(overrides, keys, strict=True))
        if key in keys[:number]
    ]
    if problems:
        raise InputError(problems)
    for override in overrides:
        key = (override.set, override.indicator, override.year)
        thresholds[key] = Threshold(override.value, Confidence.OVERRIDE, override.source)
    rows = [_threshold_row(key, threshold) for key, threshold in thresholds.items()]
    return pd.DataFrame(rows, columns=list(_THRESHOLD_TYPES)).astype(_THRESHOLD_TYPES)


@dataclass(frozen=True)
class _Found:
    """A part with what it is part of; a plain indicator is its own only part."""

    set: str
    criterion: Criterion
    indicator: Indicator
    part: Indicator


def _parts(criteria: Criteria) -> Iterator[_Found]:
    for set_id, criteria_set in criteria.sets.items():
        for criterion in criteria_set.criteria:
            for indicator in criterion.indicators:
                for part in indicator.components or (indicator,):
                    yield _Found(set_id, criterion, indicator, part)


def _rule(found: _Found, region: str, formulas: Mapping[tuple[str, str], str]) -> dict[str, object]:
    part = found.part
    condition, condition_value = _condition(part)
    return {
        "set": found.set,
        "criterion": found.criterion.code,
        "indicator": found.indicator.code,
        "part": part.code,
        "measure": part.measure,
        "rule": str(part.rule),
        "unit": part.unit,
        "both_sexes": part.both_sexes,
        "if_any": found.indicator.if_any,
        "frequency": str(part.frequency),
        "due_month": part.due_month,
        "gap_unit": part.gap_unit,
        "condition": condition,
        "condition_value": condition_value,
        "applies": not part.regions or region in part.regions,
        "formula": formulas.get((found.set, part.code), next(iter(part.formulas), "")),
    }


def _condition(part: Indicator) -> tuple[str, int]:
    if part.condition and part.condition.at_most is not None:
        return "at_most", part.condition.at_most
    if part.condition and part.condition.more_than is not None:
        return "more_than", part.condition.more_than
    return "", 0


def _threshold_row(key: tuple[str, str, int], threshold: Threshold) -> dict[str, object]:
    set_id, part, year = key
    return {
        "set": set_id,
        "part": part,
        "year": year,
        "num": threshold.value.numerator if threshold.value is not None else None,
        "den": threshold.value.denominator if threshold.value is not None else None,
        "confidence": str(threshold.confidence),
        "source": threshold.source,
    }


def _unknown_formulas(criteria: Criteria, formulas: Mapping[tuple[str, str], str]) -> Iterator[Problem]:
    offered = {(found.set, found.part.code): list(found.part.formulas) for found in _parts(criteria)}
    for (set_id, code), chosen in formulas.items():
        if chosen not in offered.get((set_id, code), []):
            right = ", ".join(offered.get((set_id, code), [])) or "bỏ mục này: chỉ tiêu không có công thức"
            yield Problem("dataset.yaml", 0, f"formulas / {set_id} / {code}", f"“{chosen}”", right)


def _place(override: Override) -> str:
    return f"{_OVERRIDES} / {override.set} / {override.indicator}"


def _impossible(override: Override, units: Mapping[tuple[str, str], str]) -> Iterator[Problem]:
    """Reports thresholds the unit cannot have: a wrong one would decide verdicts and count as checked."""
    unit = units.get((override.set, override.indicator))
    shown = f"“{override.value}”"
    if unit == "yes_no":
        right = "bỏ mục này: chỉ tiêu có hoặc không, không có mức số"
        yield Problem("dataset.yaml", 0, _place(override), shown, right)
    elif override.value < 0:
        yield Problem("dataset.yaml", 0, _place(override), shown, "một số không âm")
    elif unit == "percent" and override.value > _WHOLE:
        yield Problem("dataset.yaml", 0, _place(override), shown, "tỷ lệ từ 0 đến 100")


def _problems(override: Override, thresholds: Mapping[tuple[str, str, int], Threshold]) -> Iterator[Problem]:
    place = _place(override)
    years = [year for of, part, year in thresholds if (of, part) == (override.set, override.indicator)]
    if not years:
        parts = sorted({part for of, part, _ in thresholds if of == override.set})
        near = [part for part in parts if part.startswith(override.indicator)]
        near = near or get_close_matches(override.indicator, parts, 3)
        right = "gần nhất: " + ", ".join(near) if near else "dùng mã đã khai báo cho vùng này"
        yield Problem("dataset.yaml", 0, place, "không có chỉ tiêu này ở vùng này", right)
    elif any(years) and not override.year:
        yield Problem("dataset.yaml", 0, place, "thiếu year", "ghi năm, vì mức đạt chuẩn khác nhau theo năm")
    elif override.year and not any(years):
        yield Problem("dataset.yaml", 0, place, f"year {override.year}", "bỏ year: mức như nhau mọi năm")
