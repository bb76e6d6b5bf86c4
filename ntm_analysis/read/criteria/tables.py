"""Criteria as tidy tables: one row per part, the thing that is measured and judged."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Annotated, ClassVar

import pandas as pd
from pydantic import ConfigDict, Field

from ntm_analysis.errors import InputError, Problem
from ntm_analysis.model import Condition, Confidence, Criteria, Criterion, Indicator, Threshold
from ntm_analysis.read.shapes import ExactNumber, Written, or_else

_FILE = "dataset.yaml"
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
    """A threshold the office sets itself, as dataset.yaml has it; ``indicator`` is the code of a part."""

    __pydantic_config__: ClassVar = ConfigDict(extra="forbid")
    set: Written
    indicator: Written
    value: ExactNumber
    source: Written
    year: Annotated[int, Field(ge=1900, le=2100), or_else(0)] = 0

    def faults(
        self, thresholds: Mapping[tuple[str, str, int], Threshold], unit: str
    ) -> Iterator[tuple[str, str]]:
        """Says what is wrong with a threshold of the office, and what would be right.

        One that its unit cannot have would decide verdicts and count as checked.
        """
        years = [year for of, part, year in thresholds if (of, part) == (self.set, self.indicator)]
        if not years:
            parts = sorted({part for of, part, _ in thresholds if of == self.set})
            near = [part for part in parts if part.startswith(self.indicator)]
            near = near or get_close_matches(self.indicator, parts, 3)
            right = "gần nhất: " + ", ".join(near) if near else "dùng mã đã khai báo cho vùng này"
            yield "không có chỉ tiêu này ở vùng này", right
        elif any(years) and not self.year:
            yield "thiếu year", "ghi năm, vì mức đạt chuẩn khác nhau theo năm"
        elif self.year and not any(years):
            yield f"year {self.year}", "bỏ year: mức như nhau mọi năm"
        shown = f"“{self.value}”"
        if unit == "yes_no":
            yield shown, "bỏ mục này: chỉ tiêu có hoặc không, không có mức số"
        elif self.value < 0:
            yield shown, "một số không âm"
        elif unit == "percent" and self.value > _WHOLE:
            yield shown, "tỷ lệ từ 0 đến 100"


def rules_table(criteria: Criteria, region: str, formulas: Mapping[tuple[str, str], str]) -> pd.DataFrame:
    """Gives one row per part of every set: what is measured, how it is judged, whether it applies here.

    ``formulas`` chooses among the formulas of a computed indicator by (set, indicator); the first
    declared is the default. Raises InputError for a choice that does not exist.
    """
    offered = {(found.set, found.part.code): list(found.part.formulas) for found in _parts(criteria)}
    problems = []
    for (set_id, code), chosen in formulas.items():
        named = offered.get((set_id, code), [])
        if chosen not in named:
            right = ", ".join(named) or "bỏ mục này: chỉ tiêu không có công thức"
            problems.append(Problem(_FILE, 0, f"formulas / {set_id} / {code}", f"“{chosen}”", right))
    if problems:
        raise InputError(problems)
    table = pd.DataFrame([found.rule(region, formulas) for found in _parts(criteria)])
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
    keys = [(override.set, override.indicator, override.year) for override in overrides]
    problems = []
    for number, override in enumerate(overrides):
        faults = list(override.faults(thresholds, units.get(keys[number][:2], "")))
        faults += [("mức này ghi hai lần", "giữ lại một")] if keys[number] in keys[:number] else []
        place = f"{_OVERRIDES} / {override.set} / {override.indicator}"
        problems += [Problem(_FILE, 0, place, *fault) for fault in faults]
    if problems:
        raise InputError(problems)
    for key, override in zip(keys, overrides, strict=True):
        thresholds[key] = Threshold(override.value, Confidence.OVERRIDE, override.source)
    rows = [
        (
            *key,
            *(each.value.as_integer_ratio() if each.value is not None else (None, None)),
            str(each.confidence),
            each.source,
        )
        for key, each in thresholds.items()
    ]
    return pd.DataFrame(rows, columns=list(_THRESHOLD_TYPES)).astype(_THRESHOLD_TYPES)


@dataclass(frozen=True)
class _Found:
    """A part with what it is part of; a plain indicator is its own only part."""

    set: str
    criterion: Criterion
    indicator: Indicator
    part: Indicator

    def rule(self, region: str, formulas: Mapping[tuple[str, str], str]) -> dict[str, object]:
        """Gives the row of the part in the table of rules."""
        part = self.part
        limits = part.condition or Condition()
        bounds = [(name, getattr(limits, name)) for name in ("at_most", "more_than")]
        condition, limit = next(((name, each) for name, each in bounds if each is not None), ("", 0))
        return {
            "set": self.set,
            "criterion": self.criterion.code,
            "indicator": self.indicator.code,
            "part": part.code,
            "measure": part.measure,
            "rule": str(part.rule),
            "unit": part.unit,
            "both_sexes": part.both_sexes,
            "if_any": self.indicator.if_any,
            "frequency": str(part.frequency),
            "due_month": part.due_month,
            "gap_unit": part.gap_unit,
            "condition": condition,
            "condition_value": limit,
            "applies": not part.regions or region in part.regions,
            "formula": formulas.get((self.set, part.code), next(iter(part.formulas), "")),
        }


def _parts(criteria: Criteria) -> Iterator[_Found]:
    for set_id, criteria_set in criteria.sets.items():
        for criterion in criteria_set.criteria:
            for indicator in criterion.indicators:
                for part in indicator.components or (indicator,):
                    yield _Found(set_id, criterion, indicator, part)
