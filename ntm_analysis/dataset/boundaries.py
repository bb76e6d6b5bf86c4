"""boundaries.geojson: the polygon of each commune, for maps."""

from __future__ import annotations

import json
from collections.abc import Container
from pathlib import Path
from typing import Any

from ntm_analysis.dataset.read import decode, sha256
from ntm_analysis.errors import InputError, Problem
from ntm_analysis.model import SourceFile

FILE = "boundaries.geojson"
_DEPTHS = {"Polygon": 2, "MultiPolygon": 3}  # lists around a position


def check_boundaries(path: Path, communes: Container[str]) -> tuple[SourceFile, list[Problem]]:
    """Reads the boundaries enough to know that each polygon belongs to a commune of the dataset."""
    data = path.read_bytes()
    source = SourceFile(path.name, sha256(data), 0)
    try:
        content = json.loads(decode(path.name, data))
    except json.JSONDecodeError as error:
        return source, [
            Problem(path.name, error.lineno, "", "tệp không phải JSON", "một FeatureCollection GeoJSON")
        ]
    except RecursionError:
        return source, [
            Problem(path.name, 0, "", "các dấu ngoặc lồng nhau quá sâu", "một FeatureCollection GeoJSON")
        ]
    except InputError as error:
        return source, list(error.problems)
    features = content.get("features") if isinstance(content, dict) else None
    if not isinstance(features, list) or not features:
        return source, [
            Problem(path.name, 0, "features", "không có đối tượng nào", "một FeatureCollection GeoJSON")
        ]
    codes = [_code(feature) for feature in features]
    problems = [
        Problem(
            path.name, 0, f"features thứ {number}", f"không có xã mã “{code}”", "properties.code là mã xã"
        )
        for number, code in enumerate(codes, start=1)
        if code not in communes
    ]
    problems += _geometries(path.name, features)
    problems += [
        Problem(path.name, 0, f"features thứ {number}", f"xã {code} có hai đối tượng", "giữ lại một")
        for number, code in enumerate(codes, start=1)
        if code in codes[: number - 1]
    ]
    return SourceFile(path.name, source.sha256, len(features)), problems


def _code(feature: Any) -> str:
    properties = feature.get("properties") if isinstance(feature, dict) else None
    return str(properties.get("code", "")) if isinstance(properties, dict) else ""


def _geometries(file: str, features: list[Any]) -> list[Problem]:
    return [
        Problem(
            file,
            0,
            f"features thứ {number}",
            "không có hình vùng hợp lệ",
            "geometry là Polygon hoặc MultiPolygon",
        )
        for number, feature in enumerate(features, start=1)
        if isinstance(feature, dict) and not _is_area(feature.get("geometry"))
    ]


def _is_area(geometry: Any) -> bool:
    """Tells whether a geometry has rings of numbers, as deep as its type says."""
    if not isinstance(geometry, dict):
        return False
    depth = _DEPTHS.get(str(geometry.get("type")))
    return depth is not None and _is_nested(geometry.get("coordinates"), depth)


def _is_nested(node: Any, depth: int) -> bool:
    if not isinstance(node, list) or not node:
        return False
    if depth == 0:
        return all(isinstance(number, int | float) for number in node)
    return all(_is_nested(inner, depth - 1) for inner in node)
