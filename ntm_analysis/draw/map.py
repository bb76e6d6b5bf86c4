"""The district's map: what each commune's leading criterion, or number of criteria met, looks like."""

import math
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import combinations
from typing import Any, Self

import numpy as np
import shapely
from matplotlib.patches import PathPatch
from matplotlib.path import Path

from ntm_analysis.display import Display
from ntm_analysis.draw.canvas import LINE, TEXT, WIDTH, Canvas
from ntm_analysis.draw.picture import of_view
from ntm_analysis.model import Verdict
from ntm_analysis.say.palette import INK, MARKS, QUIET
from ntm_analysis.say.texts import capital, joined
from ntm_analysis.say.view import View
from ntm_analysis.say.words import Column, Table

# More criteria met, darker, in grey print too; the number itself stands on the map.
GROUPS = {"19": "#6fae94", "15-18": "#a0ccb9", "10-14": "#cbe3d9", "5-9": "#eaf3ef", "<5": "#ffffff"}
_TOWN = "#ececec"
_EDGE: dict[str, Any] = {"edgecolor": "#7d8a92", "linewidth": 0.8}
_FEW = 1  # communes that differ: a sentence says it
_FITS = 2.4
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
    """How one unit is shown: sign or number after its name, the word for the table, its fill."""

    sign: str
    word: str
    fill: str
    verdict: Verdict | None = None

    @property
    def looks(self) -> dict[str, Any]:
        """Gives fill, hatch and edge as matplotlib names them."""
        hatched = self.verdict is not None and MARKS[self.verdict].hatched
        return {"facecolor": self.fill, "hatch": "////" if hatched else None, **_EDGE}

    @classmethod
    def of_communes(cls, view: View) -> dict[str, Self]:
        """Shows each commune by the verdict of the leading criterion or, in the overview, by criteria met."""
        words, criteria_set = view.words, view.set_in_force("standard")
        if criteria_set is None or not (codes := view.criteria_of(criteria_set)):
            return {}
        judged = {v: cls(mark.symbol, words.verdict(v), mark.fill, v) for v, mark in MARKS.items()}
        rows = view.now.counts if view.area is None else view.now.criteria
        rows = rows[rows["set"] == criteria_set.id]
        if view.area is not None:
            rows = rows[rows["criterion"] == codes[0]]
            return {str(c): judged[Verdict(v)] for c, v in zip(rows["commune"], rows["verdict"], strict=True)}
        found = {str(commune): judged[Verdict.NO_DATA] for commune in rows["commune"]}
        known = rows[rows["group"] != Verdict.NO_DATA]
        for commune, met, group in zip(known["commune"], known["met"], known["group"], strict=True):
            found[str(commune)] = cls(words.number(int(met)), str(group), GROUPS[group])
        return found


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
        across, down = self.width / 2, self.height / 2
        return shapely.box(self.x - across, self.y - down, self.x + across, self.y + down)

    @classmethod
    def of(cls, polygon: Any, name: str, land: Any) -> Self:
        """Names a unit where it is widest, on two lines where it is narrow, beside it where it is small."""
        circle = shapely.maximum_inscribed_circle(polygon, tolerance=1)
        x, y = circle.coords[0]
        first, _, rest = name.partition(" ")
        # A name may be a little longer than the widest circle in the unit: units are not circles.
        narrow = _LETTER * len(name) > _FITS * circle.length
        lines = [first, rest] if rest and narrow else [name]
        found = cls(x, y, lines, _LETTER * max(map(len, lines)), len(lines) * _LETTERS)
        if found.width * found.height > polygon.area:
            around = (replace(found, x=x + dx, y=y + dy) for dx, dy in _AROUND)
            free = (one for one in around if one.x == one.within and not land.intersects(one.box))
            return next(free, found)
        return found

    @property
    def within(self) -> float:
        """Gives the nearest x at which it does not leave the picture."""
        return min(max(self.x, self.width / 2), WIDTH - self.width / 2)


def choropleth(view: View) -> Display | None:
    """Maps the official verdicts of the area's leading criterion, or the groups by criteria met.

    A commune's page has none, and where few communes differ a sentence says more.
    """
    areas = _Area.of_communes(view) if view.is_district and view.data.boundaries else {}
    counts = Counter(area.word for area in areas.values())
    if not areas or (view.area and len(areas) - max(counts.values()) <= _FEW):
        return None
    words, fills = view.words, {area.word: area for area in areas.values()}
    verdicts = {words.verdict(verdict): verdict for verdict in Verdict}
    keys = {}
    for word in (word for word in (*GROUPS, *verdicts) if word in fills):
        n = counts[word]
        keys[word] = words.word("chart.map.group", group=word, n=words.count(n, "communes"))
        if word in verdicts:
            told = {"symbol": fills[word].sign, "verdict": word}
            keys[word] = words.word("chart.verdict_count", n=words.formal(n), **told)
    polygons = list(view.data.boundaries.values())
    west, south, east, north = shapely.total_bounds(polygons)
    squeeze = math.cos(math.radians((south + north) / 2))  # a degree of longitude is shorter
    factor = (WIDTH - 2 * _MARGIN) / ((east - west) * squeeze)
    scale = np.array([squeeze * factor, -factor])
    shift, height = np.array([_MARGIN, 4]) - (west, north) * scale, float((north - south) * factor + 8)
    placed = shapely.transform(polygons, lambda points: points * scale + shift)
    shapes = dict(zip(view.data.boundaries, shapely.coverage_simplify(placed, 1), strict=True))
    canvas = Canvas()
    canvas.y = height + LINE * len(keys) + 6
    _draw_units(view, canvas, shapes, areas)
    for number, (word, text) in enumerate(keys.items()):
        y = height + LINE * number + 6
        canvas.box((4, 22), (y + 2, y + TEXT + 1), **fills[word].looks)
        canvas.write(28, y + LINE / 2, text)
    return _shown(view, canvas, areas, counts)


def _draw_units(view: View, canvas: Canvas, shapes: Mapping[str, Any], areas: Mapping[str, _Area]) -> None:
    """Draws the units and their names; a line leads from a name beside its unit to it."""
    communes = dict(zip(view.data.communes["code"], view.data.communes["name"], strict=True))
    land, names = shapely.union_all([*shapes.values()]), dict[str, UnitName]()
    for code, polygon in shapes.items():
        area = areas.get(code, _Area("", "", _TOWN))
        parts = getattr(polygon, "geoms", [polygon])
        rings = [ring for part in parts for ring in (part.exterior, *part.interiors)]
        path = Path.make_compound_path(*(Path(list(ring.coords), closed=True) for ring in rings))
        canvas.add(PathPatch(path, zorder=1, **area.looks))
        names[code] = UnitName.of(polygon, f"{communes.get(code, '')} {area.sign}".strip(), land)
    push_apart([*names.values()])
    for code, name in names.items():
        if not shapes[code].intersects(shapely.Point(name.x, name.y)):
            inside, beside = shapely.shortest_line(shapes[code].representative_point(), name.box).coords
            canvas.line(*zip(inside, beside, strict=True), color=QUIET, linewidth=0.8, zorder=2)
        colour, top = INK if code in areas else QUIET, name.y - (name.height - _LETTERS) / 2
        canvas.write(name.x, top, "\n".join(name.lines), side="center", colour=colour, step=_LETTERS)


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
                step = math.copysign(across / 2, one.x - other.x)
                one.x, other.x = one.x + step, other.x - step
            else:
                step = math.copysign(down / 2, one.y - other.y)
                one.y, other.y = one.y + step, other.y - step
        for name in names:
            name.x = name.within
        if not moved:
            return


def _shown(view: View, canvas: Canvas, areas: dict[str, _Area], counts: Counter[str]) -> Display:
    words = view.words
    if view.area is None:
        title = words.word("chart.map.groups_title")
        full, low = (words.count(n, "communes") for n in (counts["19"], counts["5-9"] + counts["<5"]))
        finding = words.word("chart.map.groups", full=full, low=low)
        head = capital(words.word("chart.criteria_met"))
    else:
        criteria_set = view.set_in_force("standard")
        code = view.criteria_of(criteria_set)[0] if criteria_set else ""
        title = words.word("chart.map.title", code=code)
        met = words.verdict(Verdict.MET)
        others = [c for c, a in areas.items() if a.word != met]
        n = words.share(len(areas) - len(others), len(areas))
        key = "chart.map.finding" if others else "chart.map.finding_all"
        finding = words.word(key, n=n, code=code, names=joined(view, [view.communes[c] for c in others]))
        head = words.word("chart.verdict")
    rows = tuple(
        (name, areas[code].sign if view.area is None else areas[code].word)
        for code, name in view.communes.items()
        if code in areas
    )
    table = Table("", title, (Column(words.word("chart.commune")), Column(head)), rows)
    notes = [] if view.area else [words.word("chart.map.darker")]
    return of_view(view, "map", canvas, finding, table, notes=notes)
