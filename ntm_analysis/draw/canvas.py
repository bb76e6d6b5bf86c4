"""A figure of a page's size, in its pixels: texts, lines, boxes and marks, and where they stand."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from textwrap import fill
from typing import Any

import numpy as np
from matplotlib.artist import Artist
from matplotlib.collections import PathCollection
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.lines import Line2D
from matplotlib.markers import MarkerStyle
from matplotlib.patches import Polygon
from matplotlib.text import Text
from matplotlib.transforms import Affine2D, IdentityTransform

from ntm_analysis.say.palette import ACCENT, FAINT, INK, MARKS, QUIET

# Sizes that hold together: on a phone of 360 px a text is still 11 px high.
WIDTH = 345.6
TEXT = 12
LINE = 16  # height of a line of text
POINTS = 72
_BASELINE = 0.36  # of the size: from the middle of a line of text down to its baseline
_TYPES = [FontProperties(family="page", weight=weight, size=TEXT) for weight in ("normal", "bold")]
# A mark is drawn as its verdict, or where nothing is judged by its role: shape, colour, edge.
_DOTS = {
    "other": ("o", FAINT, QUIET),
    "own": ("o", INK, "#ffffff"),
    "open": ("o", "#ffffff", INK),  # what is not measured, or of the other sex
    **{str(verdict): (mark.shape, mark.colour, "#ffffff") for verdict, mark in MARKS.items()},
}


class Canvas:
    """A figure ``WIDTH`` wide whose places are pixels from its upper left corner; ``y`` is where it ends.

    ``x`` gives the pixel of a value: those of ``scale`` stand at ``left`` and at ``right``. It has no axes:
    what those consist of costs more than all that is drawn.
    """

    def __init__(self, left: float = 0, right: float = WIDTH, scale: tuple[Any, Any] = (0, 1)) -> None:
        self.left, self.right, self.scale = left, right, scale
        self.y: float = 0
        # Without a layout it is drawn once; matplotlib documents "none" and does not declare it.
        self._figure = Figure(dpi=POINTS, frameon=False, layout="none")  # type: ignore[arg-type]
        self._downwards = Affine2D()

    @property
    def figure(self) -> Figure:
        """Gives the figure, as high as it has become."""
        self._figure.set_size_inches(WIDTH / POINTS, self.y / POINTS)
        self._downwards.clear().scale(1, -1).translate(0, self.y)
        return self._figure

    def add(self, artist: Artist) -> None:
        """Adds what matplotlib draws, in pixels from the upper left corner."""
        artist.set_transform(self._downwards)
        self._figure.add_artist(artist)

    def x(self, value: Any) -> float:
        """Gives the pixel at which a value stands."""
        low, high = self.scale
        return self.left + float(value - low) / float(high - low) * (self.right - self.left)

    def write(  # noqa: PLR0913 (place and text; looks by name)
        self,
        x: float,
        y: float,
        text: str,
        *,
        side: str = "left",
        colour: str = INK,
        bold: bool = False,
        step: float = LINE,
    ) -> None:
        """Writes lines beside a place; its y is the middle of the first."""
        looks: Any = {"color": colour, "ha": side, "fontproperties": _TYPES[bold]}
        for number, each in enumerate(text.split("\n")):
            self.add(_Words(x, y + number * step + _BASELINE * TEXT, each, **looks))

    def paragraph(self, text: str, letters: int, x: float = 2, **looks: Any) -> None:
        """Writes lines of so many letters at most, broken between words, and goes on below them."""
        lines = fill(text, letters, break_long_words=False, break_on_hyphens=False)
        self.write(x, self.y + LINE / 2, lines, **looks)
        self.y += LINE * (lines.count("\n") + 1)

    def line(self, xs: Any, ys: Any, **looks: Any) -> None:
        """Draws a line along places, as thresholds and goals are drawn where nothing else is said.

        A single x or y is that of all of them.
        """
        looks = {"color": ACCENT, "linewidth": 2, "solid_capstyle": "butt", **looks}
        self.add(Line2D(*np.broadcast_arrays(xs, ys), **looks))

    def box(self, across: tuple[float, float], down: tuple[float, float], **looks: Any) -> None:
        """Fills a box between two x and two y."""
        (left, right), (top, bottom) = across, down
        self.area([(left, top), (right, top), (right, bottom), (left, bottom)], **looks)

    def area(self, corners: Sequence[tuple[float, float]], **looks: Any) -> None:
        """Fills what lies between corners."""
        self.add(Polygon(corners, **{"linewidth": 1, **looks}))

    def bar(self, middle: float, size: float, value: Any, colour: str) -> None:
        """Draws a bar, as high as ``size``, from the left up to a value."""
        down = (middle - size / 2, middle + size / 2)
        self.box((self.left, self.x(value)), down, facecolor=colour, edgecolor="#ffffff")

    def dots(self, marks: Iterable[tuple[float, float, str]], size: float = 56) -> None:
        """Plots marks, each at its place, as its verdict is drawn or its role: own, other, open."""
        kinds: dict[str, list[tuple[float, float]]] = defaultdict(list)
        for x, y, kind in marks:
            kinds[kind].append((x, y))
        for kind, places in sorted(kinds.items()):
            shape, colour, edge = _DOTS[kind]
            marker, width = MarkerStyle(shape), 1 if edge == INK else 0.8
            path = marker.get_path().transformed(marker.get_transform())
            looks: Any = {"facecolors": colour, "edgecolors": edge, "linewidths": width, "zorder": 4}
            at: Any = {"offsets": places, "offset_transform": self._downwards}
            dots = PathCollection([path], [size], transform=IdentityTransform(), **at, **looks)
            self._figure.add_artist(dots)


class _Words(Text):
    """A text that the page sets in its own type: only its place is known, so nothing is measured."""

    def draw(self, renderer: Any) -> None:
        """Writes it at its place."""
        looks = renderer.new_gc()
        looks.set_foreground(self.get_color())
        x, y = self.get_transform().transform(self.get_position())
        given = (self.get_text(), self.get_fontproperties(), 0)
        renderer.draw_text(looks, x, renderer.height - y, *given, mtext=self)
        looks.restore()


def spread(centres: Sequence[float], size: float, low: float, high: float) -> list[float]:
    """Moves labels along a line, as little as needed, until none overlap and all lie within bounds."""
    order, placed = sorted(range(len(centres)), key=centres.__getitem__), [*centres]
    for way, sign, bound in ((order, 1, low), (order[::-1], -1, high)):
        edge = bound
        for i in way:
            placed[i] = sign * max(sign * placed[i], sign * edge + size / 2)
            edge = placed[i] + sign * size / 2
    return placed
