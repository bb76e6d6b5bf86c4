"""boundaries.geojson: the polygon of each commune, for maps.

A dataset holds them as its maps draw them, so that whoever has the dataset needs no file beside it.
"""

# shapely is loaded by a dataset that has boundaries, and by no other.
# ruff: noqa: PLC0415

from __future__ import annotations

import json
from collections.abc import Container, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ntm_analysis.dataset.read import decode, sha256
from ntm_analysis.errors import InputError, Problem
from ntm_analysis.model import SourceFile

if TYPE_CHECKING:
    from shapely import Geometry

FILE = "boundaries.geojson"
_TOLERANCE = 0.001  # degrees, about 100 m: the boundaries themselves are no better than that
_DEPTHS = {"Polygon": 2, "MultiPolygon": 3}  # lists around a position


def read_boundaries(
    path: Path, communes: Container[str]
) -> tuple[Mapping[str, Geometry], SourceFile, list[Problem]]:
    """Reads the polygon of each commune, in degrees, simplified to about 100 m.

    They are simplified together, so that neighbours still meet. With a problem there are none.
    """
    data = path.read_bytes()
    try:
        features = _features(path.name, data)
    except InputError as error:
        return {}, SourceFile(path.name, sha256(data), 0), list(error.problems)
    source = SourceFile(path.name, sha256(data), len(features))
    problems = _problems(path.name, features, communes)
    return ({} if problems else _simplified(features)), source, problems


def _features(file: str, data: bytes) -> list[Any]:
    """Gives the features of the file; raises InputError."""
    right = "một FeatureCollection GeoJSON"
    try:
        content = json.loads(decode(file, data))
    except json.JSONDecodeError as error:
        raise InputError([Problem(file, error.lineno, "", "tệp không phải JSON", right)]) from error
    except RecursionError as error:
        raise InputError([Problem(file, 0, "", "các dấu ngoặc lồng nhau quá sâu", right)]) from error
    features = content.get("features") if isinstance(content, dict) else None
    if not isinstance(features, list) or not features:
        raise InputError([Problem(file, 0, "features", "không có đối tượng nào", right)])
    return features


def _problems(file: str, features: list[Any], communes: Container[str]) -> list[Problem]:
    codes = [_code(feature) for feature in features]
    problems = [
        Problem(file, 0, f"features thứ {number}", f"không có xã mã “{code}”", "properties.code là mã xã")
        for number, code in enumerate(codes, start=1)
        if code not in communes
    ]
    problems += _geometries(file, features)
    problems += [
        Problem(file, 0, f"features thứ {number}", f"xã {code} có hai đối tượng", "giữ lại một")
        for number, code in enumerate(codes, start=1)
        if code in codes[: number - 1]
    ]
    return problems


def _simplified(features: list[Any]) -> Mapping[str, Geometry]:
    import shapely
    from shapely.geometry import shape

    polygons = shapely.coverage_simplify([shape(each["geometry"]) for each in features], _TOLERANCE)
    return dict(zip(map(_code, features), polygons, strict=True))


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
    """Tells whether a geometry has closed rings of numbers, as deep as its type says."""
    if not isinstance(geometry, dict):
        return False
    depth = _DEPTHS.get(str(geometry.get("type")))
    return depth is not None and _is_nested(geometry.get("coordinates"), depth) and _is_polygon(geometry)


def _is_polygon(geometry: dict[str, Any]) -> bool:
    from shapely.errors import ShapelyError
    from shapely.geometry import shape

    try:
        shape(geometry)
    except (ShapelyError, ValueError, TypeError):  # a ring of two points, positions of four numbers
        return False
    return True


def _is_nested(node: Any, depth: int) -> bool:
    if not isinstance(node, list) or not node:
        return False
    if depth == 0:
        return all(isinstance(number, int | float) for number in node)
    return all(_is_nested(inner, depth - 1) for inner in node)
