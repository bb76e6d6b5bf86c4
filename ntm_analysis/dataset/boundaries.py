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
    return SourceFile(path.name, source.sha256, len(features)), problems


def _code(feature: Any) -> str:
    properties = feature.get("properties") if isinstance(feature, dict) else None
    return str(properties.get("code", "")) if isinstance(properties, dict) else ""
