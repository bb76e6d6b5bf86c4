"""Thresholds: what may not be written of them, which of them an office sets, and all of them as a table."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Annotated, Any, ClassVar

import pandas as pd
from pydantic import ConfigDict, Field

from ntm_analysis.errors import InputError, Problem
from ntm_analysis.model import Confidence, Criteria, Threshold
from ntm_analysis.read.shapes import ExactNumber, Written, or_else
from ntm_analysis.read.words import REGIONS
from ntm_analysis.read.yaml_files import Location, YamlFile

ALL_REGIONS = "all"  # stands for every region at once in `thresholds`
ANY_YEAR = 0
_FILE = "dataset.yaml"
_OVERRIDES = "threshold_overrides"
_WHOLE = 100  # percent
_THRESHOLD_TYPES = dict.fromkeys(("set", "part"), "str") | dict.fromkeys(("year", "num", "den"), "Int64")
_THRESHOLD_TYPES |= dict.fromkeys(("confidence", "source"), "str")


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


def check_thresholds(document: YamlFile, place: Location, part: dict[str, Any]) -> None:
    """Reports regions and years left out."""
    thresholds, regions = part["thresholds"], part.get("regions")
    here = (*place, "thresholds")
    if ALL_REGIONS in thresholds and len(thresholds) > 1:
        document.report(here, "vừa ghi all vừa ghi từng vùng", "ghi all, hoặc ghi đủ các vùng")
    for region in regions if isinstance(regions, list) else REGIONS:
        if not {region, ALL_REGIONS} & thresholds.keys():
            document.report(here, f"thiếu vùng {region}", "ghi mức, hoặc null khi chưa biết")
    edges = [str(document.value(("years", edge))) for edge in ("first", "last")]
    # What is no year is a problem of its own, reported by the shape.
    years = range(int(edges[0]), int(edges[1]) + 1) if all(map(str.isdecimal, edges)) else ()
    for region, value in thresholds.items():
        for year in (str(year) for year in years if isinstance(value, dict) and str(year) not in value):
            document.report((*here, region), f"thiếu năm {year}", "ghi mức, hoặc null khi chưa biết")


def check_levels(document: YamlFile, place: Location, part: dict[str, Any]) -> None:
    """Reports levels that their unit cannot have."""
    unit = part.get("unit")
    for region, one in ((r, one) for r, value in part["thresholds"].items() for one in _values(value)):
        whole, _, rest = str(one).partition(".")
        beyond = whole.isdecimal() and (int(whole) > _WHOLE or (int(whole) == _WHOLE and rest.strip("0")))
        right = ""
        if unit == "yes_no":
            right = "" if one in (True, None) else "true hoặc null, vì đơn vị là yes_no"
        elif isinstance(one, bool):
            right = f"một số, vì đơn vị là {unit}"
        elif unit == "percent" and beyond:
            right = "tỷ lệ từ 0 đến 100"
        if right:
            shown = str(one) if unit == "yes_no" else str(one).lower()
            document.report((*place, "thresholds", region), f"“{shown}”", right)


def check_confidence(document: YamlFile, place: Location, part: dict[str, Any]) -> None:
    """Reports confidence in nothing, and a level that nobody vouches for."""
    thresholds = part["thresholds"]
    known = {region for region, value in thresholds.items() if any(one is not None for one in _values(value))}
    here, stated = (*place, "confidence"), part.get("confidence")
    if known and stated == "unknown":
        document.report(here, "unknown nhưng có ghi mức đạt chuẩn", "độ tin cậy của mức đã ghi")
    if not known and stated not in ("unknown", None):
        document.report(here, f"“{stated}” nhưng không có mức nào được ghi", "unknown")
    by_region = part.get("confidence_by_region")
    for region in by_region if isinstance(by_region, dict) else ():
        if region in REGIONS and region not in known and ALL_REGIONS not in known:
            inner = (*place, "confidence_by_region", region)
            document.report(inner, f"vùng {region} chưa có mức", "bỏ mục này, hoặc ghi mức")


def _values(value: Any) -> list[Any]:
    return list(value.values()) if isinstance(value, dict) else [value]


def thresholds_table(criteria: Criteria, region: str, overrides: Sequence[Override]) -> pd.DataFrame:
    """Gives the thresholds of one region by part and reference year (0: any year), overrides applied.

    Raises InputError for overrides of a part, or of a year, that cannot be judged by them.
    """
    thresholds = {
        (set_id, part.code, year): threshold
        for set_id, _, _, part in criteria.parts
        for (of, year), threshold in part.thresholds.items()
        if of == region
    }
    units = {(set_id, part.code): part.unit for set_id, _, _, part in criteria.parts}
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
