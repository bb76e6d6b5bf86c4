"""boundaries.geojson: the polygon of each commune, for maps.

A dataset holds them as its maps draw them, so that whoever has the dataset needs no file beside it. A map
that is wrong is worse than none: what lies elsewhere, crosses itself or is of another size is told.
"""

# shapely is loaded by a dataset that has boundaries, and by no other.
# ruff: noqa: PLC0415

import json
import math
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pandas import DataFrame

from ntm_analysis.errors import InputError, Problem
from ntm_analysis.model import SourceFile
from ntm_analysis.read.csv_files import decode, read_bytes, sha256
from ntm_analysis.read.yaml_files import is_there

if TYPE_CHECKING:
    from shapely import Geometry

FILE = "boundaries.geojson"
_TOLERANCE = 0.001  # degrees, about 100 m: the boundaries themselves are no better than that
_DEPTHS = {"Polygon": 2, "MultiPolygon": 3}  # lists around a position
# Viet Nam with its islands, in degrees of longitude and latitude.
_EAST, _NORTH = (102.0, 118.0), (6.0, 24.0)
_KM = 111.32  # of one degree of latitude
_UNLIKE = (0.5, 2.0)  # an area outside these shares of the one in communes.csv is told
_WGS84 = ("4326", "CRS84")


@dataclass(frozen=True)
class _Feature:
    """One feature as written: it should bear the code of a commune and be an area in degrees."""

    written: Any

    @property
    def code(self) -> str:
        """Gives the code it bears, "" for none."""
        properties = self.written.get("properties") if isinstance(self.written, dict) else None
        return str(properties.get("code", "")) if isinstance(properties, dict) else ""

    @cached_property
    def area(self) -> "Geometry":
        """Gives its geometry, which may still cross itself; raises what shapely does where it is none."""
        from shapely.geometry import shape

        return shape(self.written["geometry"])

    @cached_property
    def fault(self) -> tuple[str, str] | None:
        """Says why its geometry is no area of a commune, and what would be right; None for a good one.

        Coordinates may be metres, their axes swapped, or lie elsewhere.
        """
        import shapely
        from shapely.errors import ShapelyError

        if not isinstance(self.written, dict):
            return None
        geometry: Any = self.written.get("geometry")
        depth = _DEPTHS.get(str(geometry.get("type"))) if isinstance(geometry, dict) else None
        positions = None if depth is None else _positions(geometry.get("coordinates"), depth)
        if positions is None:
            return "không có hình vùng hợp lệ", "geometry là Polygon hoặc MultiPolygon"
        if any(len(position) < 2 for position in positions):  # noqa: PLR2004 (longitude and latitude)
            return "có điểm thiếu tọa độ", "mỗi điểm gồm kinh độ và vĩ độ"
        east, north = ([position[axis] for position in positions] for axis in (0, 1))
        swapped = _within(north, _EAST) and _within(east, _NORTH)
        metres = max(map(abs, (*east, *north))) > 360  # noqa: PLR2004 (degrees of a circle)
        elsewhere = not (_within(east, _EAST) and _within(north, _NORTH))
        for wrong, found, right in (
            (swapped, "kinh độ và vĩ độ bị đảo", "kinh độ trước, vĩ độ sau: [106.6, 21.9]"),
            (metres, "tọa độ tính bằng mét (VN-2000)", "chuyển sang độ, WGS 84 (EPSG:4326)"),
            (elsewhere, "tọa độ nằm ngoài Việt Nam", "kinh độ 102–118, vĩ độ 6–24"),
        ):
            if wrong:
                return found, right
        right = "vẽ lại đường ranh giới cho khép kín, không tự cắt"
        try:
            reason = shapely.is_valid_reason(self.area)
        except (ShapelyError, shapely.errors.GEOSException, ValueError, TypeError, OverflowError):
            return "không có hình vùng hợp lệ", right
        return None if self.area.is_valid else (f"hình không hợp lệ ({reason})", right)


def read_boundaries(
    path: Path, communes: DataFrame
) -> tuple[Mapping[str, "Geometry"], SourceFile | None, list[Problem]]:
    """Reads the polygon of each commune, in degrees, simplified to about 100 m; none where there is no file.

    They are simplified together, so that neighbours still meet. With a problem that is no warning there are
    none. ``communes`` are the dataset's own.
    """
    if not is_there(path):
        return {}, None, []
    import shapely

    source = SourceFile(path.name, "", 0)
    try:
        data = read_bytes(path)
        source = SourceFile(path.name, sha256(data), 0)
        features = [_Feature(each) for each in _features(path.name, data)]
    except InputError as error:
        return {}, source, list(error.problems)
    source = SourceFile(path.name, source.sha256, len(features))
    problems = _problems(path.name, features, communes)
    if any(not problem.warning for problem in problems):
        return {}, source, problems
    polygons = shapely.coverage_simplify([feature.area for feature in features], _TOLERANCE)
    return dict(zip((feature.code for feature in features), polygons, strict=True)), source, problems


def _features(file: str, data: bytes) -> list[Any]:
    """Gives the features of the file; raises InputError."""
    right = "một FeatureCollection GeoJSON"
    try:
        content = json.loads(decode(file, data), parse_constant=dict[str, float]().__getitem__)
    except json.JSONDecodeError as error:
        raise InputError([Problem(file, error.lineno, "", "tệp không phải JSON", right)]) from error
    except (KeyError, ValueError) as error:  # NaN and Infinity are no key of nothing
        found = f"có {error.args[0]} trong tọa độ" if isinstance(error, KeyError) else "có số quá dài"
        raise InputError([Problem(file, 0, "", found, "tọa độ là số độ kinh, vĩ tuyến")]) from error
    except RecursionError as error:
        raise InputError([Problem(file, 0, "", "các dấu ngoặc lồng nhau quá sâu", right)]) from error
    features = content.get("features") if isinstance(content, dict) else None
    if not isinstance(features, list) or not features:
        raise InputError([Problem(file, 0, "features", "không có đối tượng nào", right)])
    crs = json.dumps(content.get("crs", ""))
    if content.get("crs") and not any(name in crs for name in _WGS84):
        raise InputError([Problem(file, 0, "crs", f"hệ tọa độ {crs[:60]}", "chuyển sang WGS 84 (EPSG:4326)")])
    return features


def _problems(file: str, features: list[_Feature], communes: DataFrame) -> list[Problem]:
    codes = [feature.code for feature in features]
    known = dict(zip(communes["code"], communes["name"], strict=True))
    problems = []
    for number, (code, feature) in enumerate(zip(codes, features, strict=True)):
        faults = [] if code in known else [(f"không có xã mã “{code}”", "properties.code là mã xã")]
        faults += [(f"xã {code} có hai đối tượng", "giữ lại một")] if code in codes[:number] else []
        faults += [feature.fault] if feature.fault else []
        problems += [Problem(file, 0, f"features thứ {number + 1}", *fault) for fault in faults]
    if problems:
        return problems
    missing = [f"{name} ({code})" for code, name in known.items() if code not in codes]
    if missing:
        found = f"thiếu hình của {', '.join(missing)}"
        problems = [Problem(file, 0, "features", found, "bổ sung để bản đồ đủ các xã", warning=True)]
    # An area far from that of communes.csv is of another unit, or another scale.
    areas = communes["area_km2"].to_numpy("float64", na_value=math.nan)
    stated = dict(zip(communes["code"], areas.tolist(), strict=True))
    for number, (code, feature) in enumerate(zip(codes, features, strict=True), start=1):
        wanted = stated.get(code, math.nan)
        drawn = feature.area.area * _KM**2 * math.cos(math.radians(feature.area.centroid.y))
        if wanted > 0 and not _UNLIKE[0] * wanted <= drawn <= _UNLIKE[1] * wanted:
            sizes = [f"{drawn:.1f}".replace(".", ","), f"{wanted:g}".replace(".", ",")]
            found = f"hình rộng {sizes[0]} km², communes.csv ghi {sizes[1]} km²"
            right = "kiểm tra hình và diện tích"
            problems.append(Problem(file, 0, f"features thứ {number}", found, right, warning=True))
    return problems


def _within(values: list[float], bounds: tuple[float, float]) -> bool:
    return all(bounds[0] <= value <= bounds[1] for value in values)


def _positions(node: Any, depth: int) -> list[list[float]] | None:
    """Lists the positions that lie as deep as a type says, of numbers that a computer can hold; else None."""
    if not isinstance(node, list) or not node:
        return None
    if depth == 0:
        held = (isinstance(number, int | float) and abs(number) <= sys.float_info.max for number in node)
        return [node] if all(held) else None
    found: list[list[float]] = []
    for inner in node:
        positions = _positions(inner, depth - 1)
        if positions is None:
            return None
        found += positions
    return found
