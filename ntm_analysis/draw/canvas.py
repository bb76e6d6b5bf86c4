"""A figure of a page's size, and what is put on it: texts, lines, marks and their places."""

from collections.abc import Iterable, Sequence
from textwrap import fill
from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.lines import Line2D
from matplotlib.text import Text
from matplotlib.transforms import IdentityTransform, blended_transform_factory

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


def plot(height: float, left: float = 0, right: float = WIDTH) -> Axes:
    """Opens a figure ``WIDTH`` wide whose axes lie between two of its pixels, all of its height.

    The y of the axes are pixels downwards, without ticks or frame; what is drawn may leave the axes.
    """
    # Without a layout it is drawn once: one that was taken away again has it drawn for nothing before.
    # matplotlib documents "none" and does not declare it.
    size = (WIDTH / POINTS, height / POINTS)
    figure = Figure(figsize=size, dpi=POINTS, frameon=False, layout="none")  # type: ignore[arg-type]
    axes = figure.add_axes((left / WIDTH, 0, (right - left) / WIDTH, 1), xticks=[], yticks=[], frameon=False)
    axes.set(xlim=(left, right), ylim=(height, 0), autoscale_on=False)
    return axes


def write(  # noqa: PLR0913 (place and text; looks by name)
    axes: Axes,
    x: Any,
    y: float,
    text: str,
    *,
    at: bool = False,
    side: str = "left",
    colour: str = INK,
    bold: bool = False,
    step: float = LINE,
) -> None:
    """Writes lines from a pixel of the picture or ``at`` a value of its x; y is the middle of the first."""
    place = axes.transData if at else blended_transform_factory(IdentityTransform(), axes.transData)
    for number, each in enumerate(text.split("\n")):
        words = _Words(float(x), y + number * step + _BASELINE * TEXT, each, color=colour, transform=place)
        words.set(ha=side, fontproperties=_TYPES[bold])
        axes.add_artist(words)


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


def line(axes: Axes, x: Any, y: Any, **looks: Any) -> None:
    """Draws a line along values of x and y, as thresholds and goals are drawn where nothing else is said."""
    looks = {"color": ACCENT, "linewidth": 2, "solid_capstyle": "butt", **looks}
    axes.add_artist(Line2D([float(each) for each in x], y, clip_on=False, **looks))


def dots(axes: Axes, marks: Iterable[tuple[Any, float, str]], size: float = 56) -> None:
    """Plots marks, each at x and y, as its verdict is drawn or its role: own, other, open."""
    kinds: dict[str, list[tuple[float, float]]] = {}
    for x, y, kind in marks:
        kinds.setdefault(kind, []).append((float(x), y))
    for kind, places in sorted(kinds.items()):
        marker, colour, edge = _DOTS[kind]
        width = 1 if edge == INK else 0.8
        looks: dict[str, Any] = {"marker": marker, "color": colour, "edgecolors": edge, "linewidths": width}
        xs, ys = zip(*places, strict=True)
        axes.scatter(xs, ys, size, zorder=4, clip_on=False, **looks)


def wrapped(text: str, letters: int) -> str:
    """Breaks text into lines of so many letters at most, between words."""
    return fill(text, letters, break_long_words=False, break_on_hyphens=False)


def spread(centres: Sequence[float], size: float, low: float, high: float) -> list[float]:
    """Moves labels along a line, as little as needed, until none overlap and all lie within bounds."""
    order, placed = sorted(range(len(centres)), key=centres.__getitem__), [*centres]
    for way, sign, bound in ((order, 1, low), (order[::-1], -1, high)):
        edge = bound
        for i in way:
            placed[i] = sign * max(sign * placed[i], sign * edge + size / 2)
            edge = placed[i] + sign * size / 2
    return placed
