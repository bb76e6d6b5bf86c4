"""Turns a figure into a small, deterministic, accessible SVG with its finding and its data.

Matplotlib's own output repeats fonts, clip paths and random-looking ids; what is kept
here is what a reader sees. Two charts of one page share no id, and the same input gives
the same bytes.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from xml.etree import ElementTree as ET

from markupsafe import Markup
from matplotlib import rc_context
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure

from ntm_analysis.charts.style import SETTINGS, TEXT
from ntm_analysis.display import Column, Display, element, table
from ntm_analysis.language import Language

_NO_METADATA = dict.fromkeys(("Date", "Creator", "Format", "Type"))
_SVG = "http://www.w3.org/2000/svg"
_DECIMAL = re.compile(r"-?\d+\.\d+")
_REFERENCE = re.compile(r"#([\w-]+)")
_NO_ROTATION = re.compile(r"^rotate\(-?0 ")
# What matplotlib writes for every element and is the default or stands on the root.
_NEEDLESS = {"clip-path", "font-family", "stroke-linejoin", "stroke-linecap", "stroke-dashoffset"}
_INHERITED = ("fill", "stroke", "stroke-width", "stroke-dasharray", "font-size", "font-weight", "text-anchor")


@dataclass(frozen=True)
class Caption:
    """What is said about a picture: its id, a title, the finding, and the plotted data.

    The finding may say more than one sentence to those who cannot see the picture
    (``detail``); the printed caption is the finding alone.
    """

    name: str
    title: str
    finding: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[object]]
    detail: str = ""


def show(figure: Figure, caption: Caption, words: Language) -> Display:
    """Puts the picture, its finding and its data into one ``<figure>``."""
    data = element("summary", words.word("chart.data")) + table(caption.title, caption.columns, caption.rows)
    content = (
        Markup(to_svg(figure, caption))  # noqa: S704 (serialised by ElementTree)
        + element("figcaption", caption.finding)
        + element("details", data, class_="data")
    )
    return Display(element("figure", content, class_="chart", id=caption.name))


def to_svg(figure: Figure, caption: Caption) -> str:
    """Writes the figure as SVG with real text, a title and the finding as its description."""
    buffer = io.StringIO()
    with rc_context(SETTINGS):  # type: ignore[arg-type]  # every key is one of matplotlib's
        FigureCanvasSVG(figure).print_svg(buffer, metadata=_NO_METADATA)  # type: ignore[no-untyped-call]
    root = ET.fromstring(buffer.getvalue())  # noqa: S314 (matplotlib's own output)
    _trim(root)
    _rename_ids(root, caption.name)
    drawing = _svg_root(root.get("viewBox", ""), caption)
    drawing.extend(root)
    return ET.tostring(drawing, encoding="unicode")


def _svg_root(view_box: str, caption: Caption) -> ET.Element:
    names = {part: f"{caption.name}-{part}" for part in ("title", "desc")}
    root = ET.Element(
        "svg",
        {
            "xmlns": _SVG,
            "class": "chart",
            "viewBox": view_box,
            "role": "img",
            "aria-labelledby": " ".join(names.values()),
            "font-family": "sans-serif",
            "font-size": str(TEXT),
            "stroke-linejoin": "round",
        },
    )
    ET.SubElement(root, "title", {"id": names["title"]}).text = caption.title
    said = f"{caption.finding} {caption.detail}".strip()
    ET.SubElement(root, "desc", {"id": names["desc"]}).text = said
    return root


def _trim(parent: ET.Element, *, decimals: int = 1) -> None:
    """Removes what no reader sees, below ``parent``; marker shapes keep one decimal more."""
    kept: list[ET.Element] = []
    for child in parent:
        child.tag = child.tag.removeprefix(f"{{{_SVG}}}")
        child.tail = None
        if child.tag in {"style", "clipPath", "metadata"}:
            continue
        child.attrib = dict(_attributes(child, decimals))
        _trim(child, decimals=2 if child.tag in {"defs", "pattern"} else decimals)
        if child.tag == "text":
            kept.append(child)
            continue
        child.text = None
        if child.tag in {"g", "defs"} and not len(child):
            continue
        if child.tag == "g":
            _lift(child)
        kept.extend(child if child.tag == "g" and not set(child.attrib) - {"id"} else [child])
    parent[:] = kept


def _attributes(node: ET.Element, decimals: int) -> Iterable[tuple[str, str]]:
    """Spells styles as attributes and rounds coordinates; never touches the text of a node."""
    styled = [part.split(":", 1) for part in node.attrib.pop("style", "").split(";") if ":" in part]
    for key, value in [*node.attrib.items(), *((k.strip(), v.strip()) for k, v in styled)]:
        name = key.rsplit("}", 1)[-1]
        if name in _NEEDLESS or (name == "transform" and _NO_ROTATION.match(value)):
            continue
        if name == "id" or "#" in value:
            yield name, value
        else:
            yield name, _short(_DECIMAL.sub(lambda m: _rounded(m[0], decimals), value), path=name == "d")


def _rounded(number: str, decimals: int) -> str:
    text = f"{float(number):.{decimals}f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def _short(value: str, *, path: bool) -> str:
    return re.sub(r" ?([A-Za-z]) ?", r"\1", " ".join(value.split())) if path else value


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
