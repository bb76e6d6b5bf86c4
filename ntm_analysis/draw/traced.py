"""Turns what matplotlib drew into small, deterministic SVG to be put into a picture.

Matplotlib's own output repeats fonts, clip paths and random-looking ids; what is kept
here is what a reader sees. Words are not drawn by it: the picture writes them itself.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable
from typing import Any
from xml.etree import ElementTree as ET

from markupsafe import Markup
from matplotlib import rc_context
from matplotlib.axes import Axes
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure
from matplotlib.transforms import Affine2D, Transform

from ntm_analysis.draw.style import WIDTH

_POINTS = 72  # matplotlib counts in points of 1/72 inch; here a point is a pixel of the drawing
_SETTINGS: dict[str, Any] = {"svg.hashsalt": "ntm", "hatch.linewidth": 1.0}
_NO_METADATA = dict.fromkeys(("Date", "Creator", "Format", "Type"))
_SVG = "http://www.w3.org/2000/svg"
_DECIMAL = re.compile(r"-?\d+\.\d+")
_REFERENCE = re.compile(r"#([\w-]+)")
_ONLY_LINES = re.compile(r"[MLz\d.\s-]+")
# What matplotlib writes for every element and is the default or stands on the root.
_NEEDLESS = {"clip-path", "stroke-linejoin", "stroke-linecap", "stroke-dashoffset"}
_INHERITED = ("fill", "stroke", "stroke-width", "stroke-dasharray")


def canvas(height: float) -> tuple[Figure, Transform]:
    """Opens a figure whose transform has pixels as coordinates, y downwards; axes cost extra."""
    figure = Figure(figsize=(WIDTH / _POINTS, height / _POINTS), dpi=_POINTS)
    figure.patch.set_visible(False)
    return figure, Affine2D().scale(1, -1).translate(0, height)


def axes_of(figure: Figure) -> Axes:
    """Gives axes over the whole figure in the same pixels, for what needs axes to draw on."""
    height = figure.get_figheight() * _POINTS
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set(xticks=[], yticks=[])  # ticks nobody sees cost more than all the rest
    axes.set_axis_off()
    axes.set(xlim=(0, WIDTH), ylim=(height, 0), autoscale_on=False)
    return axes


def traced(figure: Figure, name: str) -> Markup:
    """Writes the figure's shapes; ids begin with the picture's name."""
    buffer = io.StringIO()
    with rc_context(_SETTINGS):  # type: ignore[arg-type]  # every key is one of matplotlib's
        FigureCanvasSVG(figure).print_svg(buffer, metadata=_NO_METADATA)  # type: ignore[no-untyped-call]
    root = ET.fromstring(buffer.getvalue())  # noqa: S314 (matplotlib's own output)
    _trim(root)
    _rename_ids(root, name)
    return Markup("").join(Markup(ET.tostring(node, encoding="unicode")) for node in root)  # noqa: S704 (serialised by ElementTree)


def _trim(parent: ET.Element, *, decimals: int = 1) -> None:
    """Removes what no reader sees, below ``parent``; marker shapes keep one decimal more."""
    kept: list[ET.Element] = []
    for child in parent:
        child.tag = child.tag.removeprefix(f"{{{_SVG}}}")
        child.text = child.tail = None
        if child.tag in {"style", "clipPath", "metadata"}:
            continue
        child.attrib = dict(_attributes(child, decimals))
        _trim(child, decimals=2 if child.tag in {"defs", "pattern"} else decimals)
        if child.tag in {"g", "defs"} and not len(child):
            continue
        if child.tag == "g":
            _lift(child)
        kept.extend(child if child.tag == "g" and not set(child.attrib) - {"id"} else [child])
    parent[:] = kept


def _attributes(node: ET.Element, decimals: int) -> Iterable[tuple[str, str]]:
    """Spells styles as attributes and rounds coordinates."""
    styled = [part.split(":", 1) for part in node.attrib.pop("style", "").split(";") if ":" in part]
    for key, value in [*node.attrib.items(), *((k.strip(), v.strip()) for k, v in styled)]:
        name = key.rsplit("}", 1)[-1]
        if name in _NEEDLESS:
            continue
        if name == "id" or "#" in value:
            yield name, value
        elif name == "d":
            yield name, _path(value, decimals)
        else:
            yield name, _DECIMAL.sub(lambda m: _rounded(float(m[0]), decimals), value)


def _rounded(number: float, decimals: int) -> str:
    text = f"{number:.{decimals}f}".rstrip("0").rstrip(".") if decimals else f"{number:.0f}"
    return "0" if text == "-0" else text


def _path(value: str, decimals: int) -> str:
    """Writes lines relative to the point before, which takes half the bytes; curves as they are."""
    if not _ONLY_LINES.fullmatch(value):
        rounded = _DECIMAL.sub(lambda m: _rounded(float(m[0]), decimals), value)
        return re.sub(r" ?([A-Za-z]) ?", r"\1", " ".join(rounded.split()))
    parts: list[str] = []
    at = (0.0, 0.0)
    for command, x, y in re.findall(r"([MLz])\s*(?:(-?[\d.]+)\s+(-?[\d.]+))?", value):
        if command == "z":
            parts.append("z")
            continue
        point = (round(float(x), decimals), round(float(y), decimals))
        if command == "M":
            parts.append(f"M{_rounded(point[0], decimals)} {_rounded(point[1], decimals)}l")
        elif point != at:
            parts.append(_step(point[0] - at[0], point[1] - at[1], decimals))
        at = point
    joined = re.sub(r"l ?(?=[Mz]|$)", "", " ".join(parts).replace("l ", "l"))
    return joined.replace(" -", "-").replace(" z", "z").replace(" M", "M")


def _step(x: float, y: float, decimals: int) -> str:
    return " ".join(re.sub(r"^(-?)0\.", r"\1.", _rounded(part, decimals)) for part in (x, y))


def _lift(group: ET.Element) -> None:
    """Writes once on the group what all its children repeat (presentation attributes inherit)."""
    if len(group) < 2 or any(child.tag == "defs" for child in group):  # noqa: PLR2004 (two make a repetition)
        return
    for name in _INHERITED:
        values = {child.get(name) for child in group}
        if len(values) == 1 and None not in values:
            group.set(name, values.pop() or "")
            for child in group:
                del child.attrib[name]


def _rename_ids(root: ET.Element, name: str) -> None:
    """Keeps only ids something refers to, numbered in order behind the chart's name."""
    nodes = list(root.iter())
    used = {m for node in nodes for key, v in node.items() if key != "id" for m in _REFERENCE.findall(v)}
    known = [node.get("id", "") for node in nodes if node.get("id") in used]
    new = {old: f"{name}-{number}" for number, old in enumerate(dict.fromkeys(known), start=1)}
    for node in nodes:
        for key, value in list(node.items()):
            if key == "id" and value not in new:
                del node.attrib[key]
            elif key == "id":
                node.set(key, new[value])
            elif "#" in value:
                node.set(key, _REFERENCE.sub(lambda m: f"#{new.get(m[1], m[1])}", value))
