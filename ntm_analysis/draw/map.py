"""The district's map: what each commune's leading criterion, or number of criteria met, looks like."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import shapely
from matplotlib.figure import Figure
from matplotlib.patches import PathPatch
from matplotlib.path import Path
from matplotlib.transforms import Transform

from ntm_analysis.display import Column, Display
from ntm_analysis.draw.drawing import Drawing
from ntm_analysis.draw.fitting import text_width, wrap
from ntm_analysis.draw.style import LEFT, LINE, RIGHT
from ntm_analysis.draw.svg import Caption, show
from ntm_analysis.draw.traced import canvas, traced
from ntm_analysis.draw.wording import capital, count_line, named
from ntm_analysis.model import Verdict
from ntm_analysis.say.palette import INK, MARKS, QUIET

if TYPE_CHECKING:
    from shapely import Geometry

    from ntm_analysis.say.view import View

_FITS = 2.4  # a name may be a little longer than the widest circle in the unit: units are not circles
_LETTERS = 13  # height of a line of a name
_ROUNDS = 60  # of pushing names apart
_TOUCH = 0.5  # pixels by which names may run into each other
# More criteria met, darker, in grey print too; the number itself stands on the map.
_GROUPS = {"19": "#6fae94", "15-18": "#a0ccb9", "10-14": "#cbe3d9", "5-9": "#eaf3ef", "<5": "#ffffff"}
_TOWN = "#dfe3e6"
_BORDER = "#7d8a92"


@dataclass(frozen=True)
class _Area:
    """How one unit is shown: sign or number after its name, fill, and the word for the table."""

    sign: str
    fill: str
    hatched: bool
    word: str


def choropleth(view: View) -> Display | None:
    """Maps the official verdicts of the area's leading criterion, or the groups by criteria met."""
    if not view.data.boundaries or not (view.is_district or view.is_commune):
        return None
    areas = _groups(view) if view.area is None else _verdicts(view)
    if not areas:
        return None
    shapes, height = _projected(view.data.boundaries)
    note = wrap(_verdict_counts(view, areas) if view.area else view.words.word("chart.map.darker"))
    room = height + 6 + len(note) * LINE
    drawing = Drawing("map", room, view.words, illustrative=view.data.illustrative)
    figure, pixels = canvas(height)
    for code, polygon in shapes.items():
        _draw(figure, pixels, polygon, areas.get(code), mine=code == view.place.code)
    drawing.insert(traced(figure, drawing.name))
    names = dict(zip(view.data.communes["code"], view.data.communes["name"], strict=True))
    labels = [
        _label(polygon, names.get(code, ""), areas.get(code), mine=code == view.place.code)
        for code, polygon in shapes.items()
    ]
    _push_apart(labels)
    for label in labels:
        _write(drawing, label)
    drawing.lines(height + 6, note, colour=QUIET)
    return show(drawing, _caption(view, areas), view.words)


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
        shown[str(commune)] = _Area(mark.symbol, mark.fill, mark.hatched, view.words.verdict(verdict))
    return shown


def _groups(view: View) -> dict[str, _Area]:
    criteria_set = view.set_in_force("standard")
    if criteria_set is None:
        return {}
    rows = view.now.counts
    rows = rows[rows["set"] == criteria_set.id]
    return {
        str(commune): _Area(view.words.number(int(met)), _GROUPS[group], hatched=False, word=str(group))
        if group != "no_data"
        else _unknown(view)
        for commune, met, group in zip(rows["commune"], rows["met"], rows["group"], strict=True)
    }


def _unknown(view: View) -> _Area:
    mark = MARKS[Verdict.NO_DATA]
    return _Area(mark.symbol, mark.fill, mark.hatched, view.words.verdict(Verdict.NO_DATA))


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


def _draw(figure: Figure, pixels: Transform, polygon: Any, area: _Area | None, *, mine: bool) -> None:
    rings = [
        ring for part in getattr(polygon, "geoms", [polygon]) for ring in (part.exterior, *part.interiors)
    ]
    path = Path.make_compound_path(*(Path(list(ring.coords), closed=True) for ring in rings))
    looks = {"facecolor": area.fill if area else _TOWN, "edgecolor": _BORDER, "linewidth": 0.8, "zorder": 1}
    if area and area.hatched:
        looks |= {"hatch": "////"}
    figure.add_artist(PathPatch(path, transform=pixels, **looks))
    if mine:
        figure.add_artist(PathPatch(path, transform=pixels, fill=False, edgecolor=INK, linewidth=3, zorder=2))


@dataclass
class _Label:
    """A name with its sign, on one line or two, around a point that may still be moved."""

    x: float
    y: float
    lines: list[str]
    colour: str
    bold: bool
    width: float
    height: float


def _label(polygon: Any, name: str, area: _Area | None, *, mine: bool) -> _Label:
    """Names a unit where it is widest, on two lines where it is narrow."""
    circle = shapely.maximum_inscribed_circle(polygon, tolerance=1)
    x, y = circle.coords[0]
    whole = f"{name} {area.sign if area else ''}".strip()
    first, _, rest = whole.partition(" ")
    lines = [first, rest] if rest and text_width(whole) > _FITS * circle.length else [whole]
    width = max(text_width(line, bold=mine) for line in lines)
    return _Label(x, y, lines, INK if area else QUIET, mine, width, len(lines) * _LETTERS)


def _push_apart(labels: list[_Label]) -> None:
    """Moves names that run into each other, each by half, the shorter way; none leaves the picture."""
    for _ in range(_ROUNDS):
        moved = False
        for number, one in enumerate(labels):
            for other in labels[number + 1 :]:
                moved |= _push(one, other)
        for label in labels:
            label.x = min(max(label.x, LEFT + label.width / 2), RIGHT - label.width / 2)
        if not moved:
            return


def _push(one: _Label, other: _Label) -> bool:
    across = (one.width + other.width) / 2 + 4 - abs(one.x - other.x)
    down = (one.height + other.height) / 2 - abs(one.y - other.y)
    if min(across, down) < _TOUCH:
        return False
    if across < down:
        step = across / 2 if one.x >= other.x else -across / 2
        one.x, other.x = one.x + step, other.x - step
    else:
        step = down / 2 if one.y >= other.y else -down / 2
        one.y, other.y = one.y + step, other.y - step
    return True


def _write(drawing: Drawing, label: _Label) -> None:
    for number, text in enumerate(label.lines):
        y = label.y + (number - (len(label.lines) - 1) / 2) * _LETTERS
        drawing.text(label.x, y, text, align="middle", bold=label.bold, colour=label.colour, halo=True)


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
    return Caption(title, finding, [Column(words.word("chart.commune")), Column(head)], rows)
