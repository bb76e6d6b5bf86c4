"""The district's map: what each commune's leading criterion, or number of criteria met, looks like."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely
from matplotlib.patches import PathPatch, Rectangle
from matplotlib.path import Path

from ntm_analysis.display import Display
from ntm_analysis.draw.picture import LINE, TEXT, WIDTH, line, picture, plot, write
from ntm_analysis.draw.wording import capital, count_line, named
from ntm_analysis.model import Verdict
from ntm_analysis.say.palette import INK, MARKS, QUIET
from ntm_analysis.say.words import Column, Table

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from shapely import Geometry

    from ntm_analysis.say.view import View

# More criteria met, darker, in grey print too; the number itself stands on the map.
GROUPS = {"19": "#6fae94", "15-18": "#a0ccb9", "10-14": "#cbe3d9", "5-9": "#eaf3ef", "<5": "#ffffff"}
_TOWN = "#ececec"
_EDGE: dict[str, Any] = {"edgecolor": "#7d8a92", "linewidth": 0.8}
_FEW = 1  # communes that differ: a sentence says it
_LETTER = 6.6  # width of most letters of a name
_LETTERS = 13  # height of a line of a name
_MARGIN = 16  # for names beside the map
_ROUNDS = 60  # of pushing names apart
_TOUCH = 0.5  # pixels by which names may run into each other
# Where a name may stand beside a unit too small for it: nearest first.
_AROUND = [
    (far * math.cos(turn * math.pi / 8), far * math.sin(turn * math.pi / 8))
    for far in range(16, 72, 7)
    for turn in range(16)
]


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
    width: float
    height: float

    @property
    def box(self) -> Any:
        """Gives the rectangle it takes."""
        half = self.width / 2, self.height / 2
        return shapely.box(self.x - half[0], self.y - half[1], self.x + half[0], self.y + half[1])

    @classmethod
    def of(cls, polygon: Any, name: str, land: Any) -> UnitName:
        """Names a unit where it is widest, on two lines where it is narrow, beside it where it is small."""
        circle = shapely.maximum_inscribed_circle(polygon, tolerance=1)
        x, y = circle.coords[0]
        first, _, rest = name.partition(" ")
        # A name may be a little longer than the widest circle in the unit: units are not circles.
        narrow = _LETTER * len(name) > 2.4 * circle.length
        lines = [first, rest] if rest and narrow else [name]
        width, height = _LETTER * max(map(len, lines)), len(lines) * _LETTERS
        if width * height > polygon.area:
            spots = np.array([(x + dx, y + dy) for dx, dy in _AROUND])
            half = np.array([width / 2, height / 2])
            low, high = spots - half, spots + half
            free = ~shapely.intersects(land, shapely.box(*low.T, *high.T))
            free &= (low[:, 0] > 0) & (high[:, 0] < WIDTH)
            if free.any():
                x, y = spots[free.argmax()]
        return cls(float(x), float(y), lines, width, height)


def choropleth(view: View, *, of_commune: bool = False) -> Display | None:
    """Maps the official verdicts of the area's leading criterion, or the groups by criteria met.

    A commune's page has a map where it is asked for; where few communes differ a sentence says more.
    """
    shown = view.is_district or (of_commune and view.is_commune)
    if not shown or not view.data.boundaries:
        return None
    areas = _areas(view)
    if not areas or (view.area and _differing(areas) <= _FEW):
        return None
    shapes, height = _projected(view.data.boundaries)
    keys = _keys(view, areas)
    axes = plot(height + LINE * len(keys) + 6)
    communes = dict(zip(view.data.communes["code"], view.data.communes["name"], strict=True))
    land, names = shapely.union_all([*shapes.values()]), dict[str, UnitName]()
    for code, polygon in shapes.items():
        area = areas.get(code)
        parts = getattr(polygon, "geoms", [polygon])
        rings = [ring for part in parts for ring in (part.exterior, *part.interiors)]
        path = Path.make_compound_path(*(Path(list(ring.coords), closed=True) for ring in rings))
        looks = {
            "facecolor": area.fill if area else _TOWN,
            "hatch": "////" if area and area.hatched else None,
        }
        axes.add_artist(PathPatch(path, clip_on=False, zorder=1, **looks, **_EDGE))
        if code == view.place.code:
            axes.add_artist(PathPatch(path, clip_on=False, fill=False, edgecolor=INK, linewidth=3, zorder=2))
        name = f"{communes.get(code, '')} {area.sign if area else ''}".strip()
        names[code] = UnitName.of(polygon, name, land)
    push_apart([*names.values()])
    for code, name in names.items():
        if not shapes[code].intersects(shapely.Point(name.x, name.y)):
            (x, y), (end, below) = shapely.shortest_line(shapes[code].representative_point(), name.box).coords
            line(axes, [x, end], [y, below], color=QUIET, linewidth=0.8, zorder=2)
        looks = {"color": INK if code in areas else QUIET}
        looks["weight"] = "bold" if code == view.place.code else "normal"
        for number, text in enumerate(name.lines):
            y = name.y + (number - (len(name.lines) - 1) / 2) * _LETTERS
            write(axes, name.x, y, text, side="center", **looks)
    for number, (area, text) in enumerate(keys):
        y = height + LINE * number + 6
        looks = {"facecolor": area.fill, "hatch": "////" if area.hatched else None}
        axes.add_artist(Rectangle((4, y + 2), 18, TEXT - 1, clip_on=False, **looks, **_EDGE))
        write(axes, 28, y + LINE / 2, text)
    return _shown(view, axes, areas)


def _differing(areas: Mapping[str, _Area]) -> int:
    """Counts the communes that are not as most are."""
    return len(areas) - Counter(area.word for area in areas.values()).most_common(1)[0][1]


def _keys(view: View, areas: Mapping[str, _Area]) -> list[tuple[_Area, str]]:
    """Explains each fill that the map has, with how many communes have it."""
    words, counts = view.words, Counter(area.word for area in areas.values())
    fills = {area.word: area for area in areas.values()}
    keys = []
    for word in (word for word in GROUPS if word in fills):
        text = words.word("chart.map.group", group=word, n=words.count(counts[word], "communes"))
        keys.append((fills[word], text))
    for verdict in Verdict:
        word = words.verdict(verdict)
        if word in fills:
            keys.append((fills[word], count_line({verdict: counts[word]}, words)))
    return keys


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
    factor = (WIDTH - 2 * _MARGIN) / ((east - west) * squeeze)

    def to_pixels(points: Any) -> Any:
        x = _MARGIN + (points[:, 0] - west) * squeeze * factor
        y = (north - points[:, 1]) * factor + 4
        return shapely.get_coordinates(shapely.points(x, y))

    placed = shapely.coverage_simplify(shapely.transform(polygons, to_pixels), 0.7)
    return dict(zip(boundaries, placed, strict=True)), float((north - south) * factor + 8)


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
            name.x = min(max(name.x, name.width / 2), WIDTH - name.width / 2)
        if not moved:
            return


def _shown(view: View, axes: Axes, areas: dict[str, _Area]) -> Display:
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
    rows = tuple(
        (name, areas[code].sign if view.area is None else areas[code].word)
        for code, name in view.communes.items()
        if code in areas
    )
    table = Table("", title, (Column(words.word("chart.commune")), Column(head)), rows)
    notes = [] if view.area else [words.word("chart.map.darker")]
    return picture(
        axes, title, finding, table, words, notes=notes, illustrative=view.data.illustrative, name="map"
    )
