"""What may stand in a criteria file: closed lists of words, exact numbers, codes declared, thresholds."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from typing import Annotated, Any

from pydantic import BeforeValidator

from ntm_analysis.model import Frequency
from ntm_analysis.read.shapes import fitting, matching, one_of
from ntm_analysis.read.yaml_files import Location, YamlFile

# Trung du miền núi phía Bắc, Đồng bằng sông Hồng, Bắc Trung Bộ, Duyên hải Nam Trung Bộ,
# Tây Nguyên, Đông Nam Bộ, Đồng bằng sông Cửu Long: the columns of QĐ 318/QĐ-TTg.
REGIONS = ("TDMNPB", "DBSH", "BTB", "DHNTB", "TN", "DNB", "DBSCL")

# The key that stands for every region at once in `thresholds`.
ALL_REGIONS = "all"

INDICATOR_UNITS = (
    "percent",
    "million_dong_per_person_year",
    "square_metres_per_person",
    "litres_per_person_day",
    "level",
    "yes_no",
)

STATISTIC_UNITS = ("people", "households", "villages", "schools", "centres", "houses", "count")

# What a gap in percent is counted in; an indicator whose gap no count closes has none.
GAP_UNITS = (
    "people", "households", "villages", "schools", "children", "graduates", "workers", "establishments",
    "food_businesses", "organisations", "works", "products", "subscriptions", "disputes", "funerals",
    "landfills",
)  # fmt: skip

# At most six decimals, as in every other input of the project.
_NUMBER = re.compile(r"\d{1,9}(\.\d{1,6})?")
ANY_YEAR = 0
_WHOLE = 100  # percent


# ``true`` is the 1 that đạt is stored as.
Exact = Annotated[
    Fraction | None,
    BeforeValidator(lambda value: Fraction(1) if value is True else value),
    BeforeValidator(
        fitting(
            lambda value: (
                value is None or value is True or (isinstance(value, str) and bool(_NUMBER.fullmatch(value)))
            ),
            "số viết bằng dấu chấm thập phân (16.5), true, hoặc null",
        )
    ),
]
Number = Annotated[Fraction, matching(_NUMBER.pattern, "số viết bằng dấu chấm thập phân (16.5)")]
Range = tuple[Number, Number]
# A threshold that is the same every year is that of the year 0.
ByYear = Annotated[
    dict[int, Exact], BeforeValidator(lambda each: each if isinstance(each, dict) else {str(ANY_YEAR): each})
]
Region = Annotated[str, one_of(*REGIONS)]
RegionOrAll = Annotated[str, one_of(ALL_REGIONS, *REGIONS)]
# What the office itself sets ("override") is written in dataset.yaml, never here.
FoundConfidence = Annotated[
    str, one_of("verified", "unverified-high", "unverified-medium", "unverified-low", "unknown")
]
FrequencyWord = Annotated[Frequency, one_of(*Frequency)]
DueMonth = Annotated[int, matching("[1-9]|1[0-2]", "tháng từ 1 đến 12")]
Identifier = Annotated[str, matching("[a-z][a-z0-9_]{0,39}", "chữ thường không dấu, chữ số và dấu gạch dưới")]


@dataclass(frozen=True)
class Declared:
    """The codes other files may name; None where the file that declares them could not be read."""

    sources: frozenset[str] | None
    statistics: frozenset[str] | None
    criteria: dict[str, frozenset[str]] | None
    measures: dict[str, frozenset[str]]  # indicators and components by set

    @classmethod
    def by(cls, statistics: YamlFile, sources: YamlFile, sets: list[YamlFile]) -> Declared:
        """Lists the codes the files declare, as written."""
        criteria: dict[str, frozenset[str]] = {}
        measures: dict[str, frozenset[str]] = {}
        for document in sets:
            found = list(document.members(("criteria",)))
            indicators = [each for place, _ in found for each in document.members((*place, "indicators"))]
            parts = [each for place, _ in indicators for each in document.members((*place, "components"))]
            set_id = str(document.value(("id",)))
            criteria[set_id] = frozenset(str(each.get("code")) for _, each in found)
            measures[set_id] = frozenset(str(each.get("code")) for _, each in (*indicators, *parts))
        codes = frozenset(str(item.get("code")) for _, item in statistics.members(("statistics",)))
        return cls(
            sources=None if sources.data is None else frozenset(sources.data),
            statistics=None if statistics.data is None else codes,
            criteria=None if any(document.data is None for document in sets) else criteria,
            measures=measures,
        )


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
