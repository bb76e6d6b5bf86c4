"""The district's map: what each commune's leading criterion, or number of criteria met, looks like."""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path as FilePath
from typing import TYPE_CHECKING, Any

import shapely
from matplotlib.axes import Axes
from matplotlib.patches import PathPatch
from matplotlib.path import Path
from shapely.geometry import shape

from ntm_analysis.charts.style import (
    FAINT,
    INK,
    LEFT,
    LINE,
    MARKS,
    QUIET,
    RIGHT,
    SMALL,
    canvas,
    text_width,
    wrap,
    write,
    write_lines,
)
from ntm_analysis.charts.svg import Caption, show
from ntm_analysis.charts.wording import capital, count_line, named
from ntm_analysis.display import Column, Display
from ntm_analysis.model import Verdict

if TYPE_CHECKING:
    from ntm_analysis.view import View

_TOLERANCE = 0.001  # degrees, about 100 m: the boundaries themselves are no better than that
_NAME = 12
_FITS = 2.4  # a name may be a little longer than the widest circle in the unit: units are not circles
# More criteria met, darker; the number itself stands on the map.
_GROUPS = {"19": "#8fc4ae", "15-18": "#bfe0d2", "10-14": "#f3e3ad", "5-9": "#e9bf9f", "<5": "#dfa48b"}
_TOWN = "#f4f6f7"


@dataclass(frozen=True)
class _Area:
    """How one unit is shown: sign or number after its name, fill, and the word for the table."""

    sign: str
    fill: str
    hatch: str
    word: str


def choropleth(view: View) -> Display | None:
    """Maps the official verdicts of the area's leading criterion, or the groups by criteria met."""
    if view.data.boundaries is None or not (view.is_district or view.is_commune):
        return None
    areas = _groups(view) if view.area is None else _verdicts(view)
    if not areas:
        return None
    shapes, height = _projected(view.data.boundaries)
    note = [] if view.area is None else wrap(_verdict_counts(view, areas), size=SMALL)
    figure, axes = canvas(height + 6 + len(note) * LINE, view.words, illustrative=view.data.illustrative)
    for code, polygon in shapes.items():
        _draw(axes, polygon, areas.get(code), mine=code == view.place.code)
    names = dict(zip(view.data.communes["code"], view.data.communes["name"], strict=True))
    for code, polygon in shapes.items():
        _label(axes, polygon, names.get(code, ""), areas.get(code), mine=code == view.place.code)
    write_lines(axes, height + 6, note, size=SMALL, colour=QUIET)
    return show(figure, _caption(view, areas), view.words)


def _verdicts(view: View) -> dict[str, _Area]:
    criteria_set = view.set_in_force("standard")
    codes = view.criteria_of(criteria_set) if criteria_set else ()
    if criteria_set is None or not codes:
        return {}
    rows = view.now.criteria
    rows = rows[(rows["set"] == criteria_set.id) & (rows["criterion"] == codes[0])]
    shown = {}
    for commune, verdict in zip(rows["commune"], rows["verdict"], strict=True):
        mark = MARKS[Verdict(verdict)]
        shown[str(commune)] = _Area(mark.symbol, mark.fill, mark.hatch, view.words.verdict(verdict))
    return shown


def _groups(view: View) -> dict[str, _Area]:
    criteria_set = view.set_in_force("standard")
    if criteria_set is None:
        return {}
    rows = view.now.counts
    rows = rows[rows["set"] == criteria_set.id]
    return {
        str(commune): _Area(view.words.number(int(met)), _GROUPS[group], "", str(group))
        for commune, met, group in zip(rows["commune"], rows["met"], rows["group"], strict=True)
    }


@lru_cache(maxsize=4)
def _projected(boundaries: FilePath) -> tuple[dict[str, Any], float]:
    """Reads the boundaries once, simplified together so that neighbours still meet, in pixels."""
    features = json.loads(boundaries.read_text(encoding="utf-8"))["features"]
    codes = [str(feature["properties"]["code"]) for feature in features]
    polygons = shapely.coverage_simplify([shape(f["geometry"]) for f in features], _TOLERANCE)
    west, south, east, north = shapely.total_bounds(polygons)
    squeeze = math.cos(math.radians((south + north) / 2))  # a degree of longitude is shorter
    factor = (RIGHT - LEFT) / ((east - west) * squeeze)

    def to_pixels(points: Any) -> Any:
        x = LEFT + (points[:, 0] - west) * squeeze * factor
        y = (north - points[:, 1]) * factor + 4
        return shapely.get_coordinates(shapely.points(x, y))

    return (
        dict(zip(codes, shapely.transform(polygons, to_pixels), strict=True)),
        float((north - south) * factor + 8),
    )


def _draw(axes: Axes, polygon: Any, area: _Area | None, *, mine: bool) -> None:
    rings = [
        ring for part in getattr(polygon, "geoms", [polygon]) for ring in (part.exterior, *part.interiors)
    ]
    path = Path.make_compound_path(*(Path(list(ring.coords), closed=True) for ring in rings))
    fill = area.fill if area else _TOWN
    looks = {"facecolor": fill, "edgecolor": "#ffffff", "linewidth": 1.2, "zorder": 1}
    if area and area.hatch:
        looks |= {"hatch": area.hatch, "edgecolor": FAINT}
    axes.add_artist(PathPatch(path, **looks))
    if mine:
        axes.add_artist(PathPatch(path, fill=False, edgecolor=INK, linewidth=3, zorder=2))


def _label(axes: Axes, polygon: Any, name: str, area: _Area | None, *, mine: bool) -> None:
    """Writes the name with its sign where the unit is widest, on two lines where it is narrow."""
    circle = shapely.maximum_inscribed_circle(polygon, tolerance=1)
    at = circle.coords[0]
    sign = area.sign if area else ""
    whole = f"{name} {sign}".strip()
    first, _, rest = whole.partition(" ")
    lines = [whole] if text_width(whole, _NAME) <= _FITS * circle.length else [first, rest]
    for number, text in enumerate(lines):
        y = at[1] + (number - (len(lines) - 1) / 2) * (_NAME + 1)
        write(axes, at[0], y, text, size=_NAME, align="center", bold=mine, colour=INK if area else QUIET)


def _verdict_counts(view: View, areas: dict[str, _Area]) -> str:
    words = view.words
    by_word = {words.verdict(v): v for v in Verdict}
    counts = {v: sum(by_word[a.word] is v for a in areas.values()) for v in Verdict}
    return count_line(counts, words)


def _group_counts(view: View, areas: dict[str, _Area]) -> str:
    words = view.words
    counts = [(group, sum(a.word == group for a in areas.values())) for group in _GROUPS]
    return ", ".join(
        words.word("chart.map.group", group=g, n=words.count(n, "communes")) for g, n in counts if n
    )


def _caption(view: View, areas: dict[str, _Area]) -> Caption:
    words = view.words
    if view.area is None:
        title = words.word("chart.map.groups_title")
        finding = words.word("chart.map.groups", groups=_group_counts(view, areas))
        head = capital(words.word("chart.criteria_met"))
    else:
        criteria_set = view.set_in_force("standard")
        code = view.criteria_of(criteria_set)[0] if criteria_set else ""
        title = words.word("chart.map.title", code=code)
        met = words.verdict(Verdict.MET)
        others = [c for c, a in areas.items() if a.word != met]
        n = words.share(len(areas) - len(others), len(areas))
        key = "chart.map.finding" if others else "chart.map.finding_all"
        finding = words.word(key, n=n, code=code, names=named(view, others))
        head = words.word("chart.verdict")
    if view.is_commune and view.place.code in areas:
        mine = areas[view.place.code]
        value = words.word("chart.met_of", n=mine.sign) if view.area is None else mine.word
        finding = words.word("chart.map.mine", place=view.place.name, value=value, finding=finding)
    rows = [
        [name, areas[code].sign if view.area is None else areas[code].word]
        for code, name in view.communes.items()
        if code in areas
    ]
    return Caption("map", title, finding, [Column(words.word("chart.commune")), Column(head)], rows)
