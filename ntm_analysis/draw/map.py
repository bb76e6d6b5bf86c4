"""The district's map: what each commune's leading criterion, or number of criteria met, looks like."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING, Any

import shapely
from matplotlib.patches import PathPatch
from matplotlib.path import Path

from ntm_analysis.display import ChartColumn, Display
from ntm_analysis.draw.drawing import Caption, Drawing
from ntm_analysis.draw.style import LEFT, RIGHT, text_width, wrap
from ntm_analysis.draw.wording import capital, count_line, named
from ntm_analysis.model import Verdict
from ntm_analysis.say.palette import INK, MARKS, QUIET

if TYPE_CHECKING:
    from shapely import Geometry

    from ntm_analysis.say.view import View

# More criteria met, darker, in grey print too; the number itself stands on the map.
GROUPS = {"19": "#6fae94", "15-18": "#a0ccb9", "10-14": "#cbe3d9", "5-9": "#eaf3ef", "<5": "#ffffff"}
_TOWN = "#dfe3e6"
_EDGE: dict[str, Any] = {"edgecolor": "#7d8a92", "linewidth": 0.8, "zorder": 1}
_FITS = 2.4  # a name may be a little longer than the widest circle in the unit: units are not circles
_LETTERS = 13  # height of a line of a name
_ROUNDS = 60  # of pushing names apart
_TOUCH = 0.5  # pixels by which names may run into each other


@dataclass(frozen=True)
class _Area:
    """How one unit is shown: sign or number after its name, fill, and the word for the table."""

    sign: str
    fill: str
    hatched: bool
    word: str


@dataclass
class UnitName:
    """A name with its sign, on one line or two, around a point that may still be moved."""

    x: float
    y: float
    lines: list[str]
    colour: str
    bold: bool
    width: float
    height: float

    @classmethod
    def of(cls, polygon: Any, name: str, area: _Area | None, *, mine: bool) -> UnitName:
        """Names a unit where it is widest, on two lines where it is narrow."""
        circle = shapely.maximum_inscribed_circle(polygon, tolerance=1)
        x, y = circle.coords[0]
        whole = f"{name} {area.sign if area else ''}".strip()
        first, _, rest = whole.partition(" ")
        lines = [first, rest] if rest and text_width(whole) > _FITS * circle.length else [whole]
        width = max(text_width(line, bold=mine) for line in lines)
        return cls(x, y, lines, INK if area else QUIET, mine, width, len(lines) * _LETTERS)


def choropleth(view: View) -> Display | None:
    """Maps the official verdicts of the area's leading criterion, or the groups by criteria met."""
    if not view.data.boundaries or not (view.is_district or view.is_commune):
        return None
    areas = _areas(view)
    if not areas:
        return None
    words = view.words
    shapes, height = _projected(view.data.boundaries)
    note = wrap(words.word("chart.map.darker"))
    if view.area is not None:
        shown = Counter(area.word for area in areas.values())
        note = wrap(count_line({v: shown[words.verdict(v)] for v in Verdict}, words))
    drawing = Drawing("map", words, illustrative=view.data.illustrative)
    axes = drawing.axes(height)
    communes = dict(zip(view.data.communes["code"], view.data.communes["name"], strict=True))
    names = []
    for code, polygon in shapes.items():
        area, mine = areas.get(code), code == view.place.code
        parts = getattr(polygon, "geoms", [polygon])
        rings = [ring for part in parts for ring in (part.exterior, *part.interiors)]
        path = Path.make_compound_path(*(Path(list(ring.coords), closed=True) for ring in rings))
        hatch = "////" if area and area.hatched else None
        axes.add_artist(PathPatch(path, facecolor=area.fill if area else _TOWN, hatch=hatch, **_EDGE))
        if mine:
            axes.add_artist(PathPatch(path, fill=False, edgecolor=INK, linewidth=3, zorder=2))
        names.append(UnitName.of(polygon, communes.get(code, ""), area, mine=mine))
    drawing.insert(axes)
    push_apart(names)
    for name in names:
        for number, text in enumerate(name.lines):
            y = name.y + (number - (len(name.lines) - 1) / 2) * _LETTERS
            drawing.text(name.x, y, text, align="middle", bold=name.bold, colour=name.colour, halo=True)
    below = drawing.lines(height + 6, note, colour=QUIET)
    return drawing.show(below, _caption(view, areas))


def _areas(view: View) -> dict[str, _Area]:
    """Shows each commune by the verdict of the leading criterion or, in the overview, by criteria met."""
    words, criteria_set = view.words, view.set_in_force("standard")
    if criteria_set is None or not (codes := view.criteria_of(criteria_set)):
        return {}

    def judged(verdict: Verdict) -> _Area:
        mark = MARKS[verdict]
        return _Area(mark.symbol, mark.fill, mark.hatched, words.verdict(verdict))

    if view.area is None:
        rows = view.now.counts
        rows = rows[rows["set"] == criteria_set.id]
        return {
            str(commune): judged(Verdict.NO_DATA)
            if group == Verdict.NO_DATA
            else _Area(words.number(int(met)), GROUPS[group], hatched=False, word=str(group))
            for commune, met, group in zip(rows["commune"], rows["met"], rows["group"], strict=True)
        }
    rows = view.now.criteria
    rows = rows[(rows["set"] == criteria_set.id) & (rows["criterion"] == codes[0])]
    verdicts = zip(rows["commune"], rows["verdict"], strict=True)
    return {str(commune): judged(Verdict(verdict)) for commune, verdict in verdicts}


def _projected(boundaries: Mapping[str, Geometry]) -> tuple[dict[str, Any], float]:
    """Gives the polygons in pixels, and the height they take."""
    polygons = list(boundaries.values())
    west, south, east, north = shapely.total_bounds(polygons)
    squeeze = math.cos(math.radians((south + north) / 2))  # a degree of longitude is shorter
    factor = (RIGHT - LEFT) / ((east - west) * squeeze)

    def to_pixels(points: Any) -> Any:
        x = LEFT + (points[:, 0] - west) * squeeze * factor
        y = (north - points[:, 1]) * factor + 4
        return shapely.get_coordinates(shapely.points(x, y))

    return (
        dict(zip(boundaries, shapely.transform(polygons, to_pixels), strict=True)),
        float((north - south) * factor + 8),
    )


def push_apart(names: list[UnitName]) -> None:
    """Moves names that run into each other, each by half, the shorter way; none leaves the picture."""
    for _ in range(_ROUNDS):
        moved = False
        for one, other in combinations(names, 2):
            across = (one.width + other.width) / 2 + 4 - abs(one.x - other.x)
            down = (one.height + other.height) / 2 - abs(one.y - other.y)
            if min(across, down) < _TOUCH:
                continue
            moved = True
            if across < down:
                step = across / 2 if one.x >= other.x else -across / 2
                one.x, other.x = one.x + step, other.x - step
            else:
                step = down / 2 if one.y >= other.y else -down / 2
                one.y, other.y = one.y + step, other.y - step
        for name in names:
            name.x = min(max(name.x, LEFT + name.width / 2), RIGHT - name.width / 2)
        if not moved:
            return


def _caption(view: View, areas: dict[str, _Area]) -> Caption:
    words = view.words
    if view.area is None:
        title = words.word("chart.map.groups_title")
        shown = Counter(area.word for area in areas.values())
        groups = ", ".join(
            words.word("chart.map.group", group=group, n=words.count(shown[group], "communes"))
            for group in GROUPS
            if shown[group]
        )
        finding = words.word("chart.map.groups", groups=groups)
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
    return Caption(title, finding, [ChartColumn(words.word("chart.commune")), ChartColumn(head)], rows)
