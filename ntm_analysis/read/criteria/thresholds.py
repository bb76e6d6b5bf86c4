"""Holds the thresholds of one part against its regions, its years, its unit and its confidence."""

from __future__ import annotations

from typing import Any

from ntm_analysis.read.criteria.document import Document, Location
from ntm_analysis.read.criteria.vocabulary import ALL_REGIONS, REGIONS

_WHOLE = 100  # percent


def check_thresholds(document: Document, place: Location, part: dict[str, Any]) -> None:
    """Reports regions and years left out, values the unit cannot have, and confidence in nothing."""
    thresholds = part.get("thresholds")
    if not isinstance(thresholds, dict):
        return
    here = (*place, "thresholds")
    _check_regions(document, here, thresholds, part.get("regions"))
    for region, value in thresholds.items():
        _check_years(document, (*here, region), value)
        for one in _values(value):
            _check_value(document, (*here, region), one, part)
    _check_confidence(document, place, thresholds, part)


def _check_regions(document: Document, here: Location, thresholds: dict[str, Any], regions: Any) -> None:
    if ALL_REGIONS in thresholds:
        if len(thresholds) > 1:
            document.report(here, "vừa ghi all vừa ghi từng vùng", "ghi all, hoặc ghi đủ các vùng")
        return
    for region in regions if isinstance(regions, list) else REGIONS:
        if region not in thresholds:
            document.report(here, f"thiếu vùng {region}", "ghi mức, hoặc null khi chưa biết")


def _check_years(document: Document, here: Location, value: Any) -> None:
    if not isinstance(value, dict):
        return
    years = document.value(("years",))
    if not isinstance(years, dict) or not all(str(years.get(k)).isdecimal() for k in ("first", "last")):
        return  # a problem of its own, reported by the shape
    for year in range(int(years["first"]), int(years["last"]) + 1):
        if str(year) not in value:
            document.report(here, f"thiếu năm {year}", "ghi mức, hoặc null khi chưa biết")


def _check_value(document: Document, here: Location, value: Any, part: dict[str, Any]) -> None:
    is_yes_no = part.get("unit") == "yes_no"
    if is_yes_no and value not in (True, None):
        document.report(here, f"“{value}”", "true hoặc null, vì đơn vị là yes_no")
    if not is_yes_no and isinstance(value, bool):
        document.report(here, f"“{str(value).lower()}”", f"một số, vì đơn vị là {part.get('unit')}")
    whole, _, _ = str(value).partition(".")
    if part.get("unit") == "percent" and whole.isdecimal() and _beyond_whole(str(value), int(whole)):
        document.report(here, f"“{value}”", "tỷ lệ từ 0 đến 100")


def _beyond_whole(written: str, whole: int) -> bool:
    return whole > _WHOLE or (whole == _WHOLE and written.partition(".")[2].strip("0") != "")


def _check_confidence(
    document: Document, place: Location, thresholds: dict[str, Any], part: dict[str, Any]
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
