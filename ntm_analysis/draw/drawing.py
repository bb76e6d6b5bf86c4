"""A picture written by hand: texts, lines, areas and signs as SVG, escaped, grouped, in fixed order.

Rows of text with a bar or a few dots need no plotting library: written directly they cost
a millisecond instead of fifty and half the bytes. A finished picture stands on the page as
an accessible SVG with its finding below and its data behind it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Any

from markupsafe import Markup, escape

from ntm_analysis.display import ChartColumn, Display, element, table
from ntm_analysis.draw.style import LEFT, LINE, RIGHT, SHOWN_WIDTH, TEXT, WIDTH, spread, text_width, wrap
from ntm_analysis.language import Language
from ntm_analysis.model import Verdict
from ntm_analysis.say.palette import INK, MARKS, QUIET

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_BASELINE = 0.36  # of the size: from the middle of a line of text down to its baseline


@dataclass(frozen=True)
class Label:
    """A text to be placed near ``at`` along a line, with its looks."""

    at: float
    text: str
    colour: str = INK
    bold: bool = False


@dataclass(frozen=True)
class Caption:
    """What is said about a picture: a title, the finding, and the plotted data.

    Those who cannot see the picture are told the ``detail`` too; printed is the finding alone.
    """

    title: str
    finding: str
    columns: Sequence[ChartColumn]
    rows: Sequence[Sequence[object]]
    detail: str = ""


class Drawing:
    """A picture ``WIDTH`` wide and as high as it becomes, whose coordinates are pixels, y downwards.

    What shows illustrative data says so in the picture itself, which may be copied alone;
    the note stands on a line of its own above the drawing.
    """

    def __init__(self, name: str, words: Language, *, illustrative: bool = False) -> None:
        self.name = name
        self._words = words
        self._top = LINE if illustrative else 0
        self._hatched = False
        self._parts: list[tuple[str, str]] = []
        if illustrative:
            self.text(RIGHT, -LINE / 2, words.word("page.illustrative"), colour=QUIET, align="end")

    def text(  # noqa: PLR0913 (all but three are named)
        self,
        x: float,
        y: float,
        text: str,
        *,
        colour: str = INK,
        align: str = "start",
        bold: bool = False,
        halo: bool = False,
    ) -> None:
        """Writes text with its vertical middle at y; a halo keeps it readable across borders."""
        looks: dict[str, Any] = {"fill": colour, "font_weight": "bold" if bold else None}
        looks["text_anchor"] = None if align == "start" else align
        if halo:
            looks |= {"stroke": "#fff", "stroke_width": 2.5, "paint_order": "stroke"}
        self._add("text", looks, {"x": x, "y": y + _BASELINE * TEXT}, text)

    def lines(self, y: float, lines: Sequence[str], x: float = LEFT, **looks: Any) -> float:
        """Writes lines from the left margin downwards and returns the y below them."""
        for count, line in enumerate(lines):
            self.text(x, y + count * LINE + LINE / 2, line, **looks)
        return y + len(lines) * LINE

    def notes(self, y: float, signs: Mapping[str, bool]) -> float:
        """Explains, by the keys of their words, those signs that the picture has; returns the y below."""
        for key, shown in signs.items():
            y = self.lines(y, wrap(self._words.word(key)) if shown else (), colour=QUIET)
        return y

    def labels(self, y: float, labels: Sequence[Label]) -> None:
        """Writes labels on one line, each as near to its place as its neighbours allow."""
        gap = 8
        sizes = [text_width(label.text, bold=label.bold) + gap for label in labels]
        centres = spread([label.at for label in labels], sizes, LEFT - gap / 2, RIGHT + gap / 2)
        for x, label in zip(centres, labels, strict=True):
            self.text(x, y, label.text, align="middle", colour=label.colour, bold=label.bold)

    def line(  # noqa: PLR0913 (two points, and looks by name)
        self,
        x1: float,
        y1: float,
        x2: float,
        y2: float,
        *,
        colour: str,
        width: float = 2,
        dash: str | None = None,
    ) -> None:
        """Draws a straight line."""
        looks = {"stroke": colour, "stroke_width": width, "stroke_dasharray": dash, "fill": "none"}
        self._add("path", looks, {"d": f"M{number(x1)} {number(y1)}L{number(x2)} {number(y2)}"})

    def box(self, left: float, top: float, width: float, height: float, *, fill: str) -> None:
        """Fills a rectangle."""
        self._add("rect", {"fill": fill}, {"x": left, "y": top, "width": width, "height": height})

    def missing_box(self, left: float, top: float, width: float, height: float) -> None:
        """Hatches where a bar would stand: missing, not zero."""
        self._hatched = True
        looks = {"fill": f"url(#{self.name}-hatch)", "stroke": QUIET, "stroke_width": 0.5}
        self._add("rect", looks, {"x": left, "y": top, "width": width, "height": height})

    def sign(self, x: float, y: float, verdict: Verdict, radius: float = 4) -> None:
        """Draws the shape of a verdict as a dot; the shapes differ without their colours."""
        mark = MARKS[verdict]
        if mark.shape == "X":
            r = radius * 0.8
            cross = f"M{number(x - r)} {number(y - r)}l{number(2 * r)} {number(2 * r)}m0 {number(-2 * r)}"
            looks = {"stroke": mark.colour, "stroke_width": radius * 0.62, "fill": "none"}
            self._add("path", looks, {"d": f"{cross}l{number(-2 * r)} {number(2 * r)}"})
        elif mark.shape == "D":
            step = number(radius)
            path = f"M{number(x)} {number(y - radius)}l{step} {step}-{step} {step}-{step}-{step}z"
            self._add("path", {"fill": mark.colour}, {"d": path})
        elif mark.shape == "s":
            side = radius * 1.7
            self.box(x - side / 2, y - side / 2, side, side, fill=mark.colour)
        else:
            self.dot(x, y, fill=mark.colour, stroke="#fff", radius=radius)

    def dot(self, x: float, y: float, *, fill: str, stroke: str, radius: float = 4) -> None:
        """Draws a round dot without a verdict."""
        looks = {"fill": fill, "stroke": stroke, "stroke_width": 0.8}
        self._add("circle", looks, {"cx": x, "cy": y, "r": radius})

    def axes(self, height: float) -> Axes:
        """Gives matplotlib's axes in the picture's pixels, down to ``height``, for what is plotted."""
        from ntm_analysis.draw.traced import axes_of  # noqa: PLC0415 (heavy: for charts that plot alone)

        return axes_of(height)

    def insert(self, axes: Axes) -> None:
        """Puts in what was plotted on the axes."""
        from ntm_analysis.draw.traced import traced  # noqa: PLC0415 (as above)

        self._parts.append(("", traced(axes, self.name)))

    def show(self, height: float, caption: Caption) -> Display:
        """Puts the picture down to ``height``, its finding and its data into one ``<figure>``."""
        title, desc = (f"{self.name}-{part}" for part in ("title", "desc"))
        svg = Markup(
            '<svg xmlns="http://www.w3.org/2000/svg" class="chart" width="{}" viewBox="{}" role="img"'
            ' aria-labelledby="{} {}" font-family="sans-serif" font-size="{}"'
            ' stroke-linejoin="round">{}{}{}</svg>'
        ).format(
            SHOWN_WIDTH,
            f"0 {number(-self._top)} {WIDTH} {number(height + self._top)}",
            title,
            desc,
            TEXT,
            element("title", caption.title, id=title),
            element("desc", f"{caption.finding} {caption.detail}".strip(), id=desc),
            self.content(),
        )
        behind = table(caption.title, caption.columns, caption.rows)
        data = element("summary", self._words.word("chart.data")) + behind
        content = svg + element("figcaption", caption.finding) + element("details", data, class_="data")
        # A heading of the same name has that name as its anchor.
        return Display(element("figure", content, class_="chart", id=f"{self.name}-chart"))

    def content(self) -> Markup:
        """Gives everything drawn, what is alike and adjacent in one group."""
        hatch = (
            f'<defs><pattern id="{self.name}-hatch" width="5" height="5" patternUnits="userSpaceOnUse"'
            f' patternTransform="rotate(45)"><path d="M0 0V5" stroke="{QUIET}" stroke-width="1.4"/>'
            "</pattern></defs>"
        )
        drawn = hatch if self._hatched else ""
        for looks, alike in groupby(self._parts, key=lambda part: part[0]):
            parts = "".join(part for _, part in alike)
            drawn += f"<g{looks}>{parts}</g>" if looks else parts
        return Markup(drawn)  # noqa: S704 (built escaped)

    def _add(self, tag: str, looks: dict[str, Any], place: dict[str, Any], text: str | None = None) -> None:
        inner = "/>" if text is None else f">{escape(text)}</{tag}>"
        self._parts.append((_attributes(looks), f"<{tag}{_attributes(place)}{inner}"))


def number(value: float) -> str:
    """Writes a coordinate with one decimal at most."""
    text = f"{value:.1f}".removesuffix(".0")
    return "0" if text == "-0" else text


def _attributes(given: dict[str, Any]) -> str:
    return "".join(
        f' {key.replace("_", "-")}="{escape(value) if isinstance(value, str) else number(value)}"'
        for key, value in given.items()
        if value is not None
    )
