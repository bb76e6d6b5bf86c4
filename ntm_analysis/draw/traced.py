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

from matplotlib import rc_context
from matplotlib.axes import Axes
from matplotlib.figure import Figure

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


def axes_of(height: float) -> Axes:
    """Opens a figure with axes all over it whose coordinates are pixels, y downwards."""
    figure = Figure(figsize=(WIDTH / _POINTS, height / _POINTS), dpi=_POINTS)
    figure.patch.set_visible(False)
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set(xticks=[], yticks=[])  # ticks nobody sees cost more than all the rest
    axes.set_axis_off()
    axes.set(xlim=(0, WIDTH), ylim=(height, 0), autoscale_on=False)
    return axes


def traced(axes: Axes, name: str) -> str:
    """Writes the shapes on the axes as markup.

    Only ids that something refers to are kept, numbered in order behind the picture's name.
    """
    buffer = io.StringIO()
    with rc_context(_SETTINGS):  # type: ignore[arg-type]  # every key is one of matplotlib's
        axes.figure.canvas.print_figure(buffer, format="svg", metadata=_NO_METADATA)
    root = ET.fromstring(buffer.getvalue())  # noqa: S314 (matplotlib's own output)
    _trim(root)
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
    return "".join(ET.tostring(node, encoding="unicode") for node in root)


def _trim(parent: ET.Element, *, decimals: int = 1) -> None:
    """Removes what no reader sees, below ``parent``; marker shapes keep one decimal more.

    What all children of a group repeat is written once, on the group (presentation attributes inherit).
    """
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
        if child.tag != "g":
            kept.append(child)
            continue
        if len(child) > 1 and not any(part.tag == "defs" for part in child):
            for name in _INHERITED:
                values = {part.get(name) for part in child}
                if len(values) == 1 and None not in values:
                    child.set(name, values.pop() or "")
                    for part in child:
                        del part.attrib[name]
        kept.extend([child] if set(child.attrib) - {"id"} else child)
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
            yield name, relative(value, decimals)
        else:
            yield name, _DECIMAL.sub(lambda m: _rounded(float(m[0]), decimals), value)


def _rounded(number: float, decimals: int) -> str:
    text = f"{number:.{decimals}f}".rstrip("0").rstrip(".") if decimals else f"{number:.0f}"
    return "0" if text == "-0" else text


def relative(path: str, decimals: int) -> str:
    """Writes lines relative to the point before, which takes half the bytes; curves as they are."""
    if not _ONLY_LINES.fullmatch(path):
        rounded = _DECIMAL.sub(lambda m: _rounded(float(m[0]), decimals), path)
        return re.sub(r" ?([A-Za-z]) ?", r"\1", " ".join(rounded.split()))
    parts: list[str] = []
    at = (0.0, 0.0)
    for command, x, y in re.findall(r"([MLz])\s*(?:(-?[\d.]+)\s+(-?[\d.]+))?", path):
        if command == "z":
            parts.append("z")
            continue
        point = (round(float(x), decimals), round(float(y), decimals))
        if command == "M":
            parts.append(f"M{_rounded(point[0], decimals)} {_rounded(point[1], decimals)}l")
        elif point != at:
            steps = (_rounded(new - old, decimals) for new, old in zip(point, at, strict=True))
            parts.append(" ".join(re.sub(r"^(-?)0\.", r"\1.", step) for step in steps))
        at = point
    joined = re.sub(r"l ?(?=[Mz]|$)", "", " ".join(parts).replace("l ", "l"))
    return joined.replace(" -", "-").replace(" z", "z").replace(" M", "M")
