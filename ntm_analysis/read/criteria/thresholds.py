"""Holds the thresholds of one part against its regions, its years, its unit and its confidence."""

from __future__ import annotations

from typing import Any

from ntm_analysis.read.criteria.values import ALL_REGIONS, REGIONS
from ntm_analysis.read.yaml_files import Location, YamlFile

_WHOLE = 100  # percent


def check_thresholds(document: YamlFile, place: Location, part: dict[str, Any]) -> None:
    """Reports regions and years left out, values the unit cannot have, and confidence in nothing."""
    thresholds, regions = part.get("thresholds"), part.get("regions")
    if not isinstance(thresholds, dict):
        return
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
        for fault in (_fault(one, part.get("unit")) for one in _values(value)):
            if fault:
                document.report((*here, region), *fault)
    _check_confidence(document, place, thresholds, part)


def _fault(value: Any, unit: Any) -> tuple[str, str] | None:
    """Says what is wrong with a level for its unit, and what would be right."""
    if unit == "yes_no":
        return None if value in (True, None) else (f"“{value}”", "true hoặc null, vì đơn vị là yes_no")
    if isinstance(value, bool):
        return f"“{str(value).lower()}”", f"một số, vì đơn vị là {unit}"
    whole, _, rest = str(value).partition(".")
    beyond = whole.isdecimal() and (int(whole) > _WHOLE or (int(whole) == _WHOLE and rest.strip("0")))
    return (f"“{value}”", "tỷ lệ từ 0 đến 100") if unit == "percent" and beyond else None


def _check_confidence(
    document: YamlFile, place: Location, thresholds: dict[str, Any], part: dict[str, Any]
) -> None:
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
