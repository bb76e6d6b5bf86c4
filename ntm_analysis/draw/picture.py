"""A figure of matplotlib or seaborn as a picture of a page: title, finding, alternative text, data behind."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Sequence
from fractions import Fraction
from textwrap import fill
from typing import TYPE_CHECKING, Any

import seaborn as sns
from markupsafe import Markup, escape
from matplotlib import pyplot as plt
from matplotlib import rc_context
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.lines import Line2D
from matplotlib.text import Text
from matplotlib.ticker import ScalarFormatter
from matplotlib.transforms import IdentityTransform, blended_transform_factory
from pandas import DataFrame

from ntm_analysis.display import Display, element
from ntm_analysis.language import Language
from ntm_analysis.say.frames import shown
from ntm_analysis.say.palette import ACCENT, BAD, FAINT, GOOD, GRID, INK, MARKS, QUIET, SHADE, WARN
from ntm_analysis.say.words import Shown, Table

if TYPE_CHECKING:
    from ntm_analysis.say.view import View

# Sizes that hold together: on a phone of 360 px a text is still 11 px high.
WIDTH = 345.6
TEXT = 12
LINE = 16  # height of a line of text
_POINTS = 72
_SHOWN = 1.2  # pixels a point where there is room
_SIZES = ("font.size", "axes.titlesize", "axes.labelsize", "xtick.labelsize", "ytick.labelsize")
_LOOKS: dict[str, Any] = {
    **dict.fromkeys((*_SIZES, "legend.fontsize"), TEXT),
    **dict.fromkeys(("axes.labelcolor", "xtick.color", "ytick.color"), QUIET),
    **dict.fromkeys(("axes.spines.right", "axes.spines.top", "legend.frameon"), False),
    "figure.figsize": (WIDTH / _POINTS, 3.0),
    "figure.constrained_layout.use": True,
    "axes.titlelocation": "left",
    "axes.titleweight": "bold",
    "axes.edgecolor": FAINT,
    "grid.color": GRID,
    "text.color": INK,
    "svg.fonttype": "none",  # texts stay texts; they are set in the type of the page
}
_PALETTE = (ACCENT, BAD, SHADE, WARN, GOOD, QUIET)
_BASELINE = 0.36  # of the size: from the middle of a line of text down to its baseline
_TYPES = [FontProperties(family="page", weight=weight, size=TEXT) for weight in ("normal", "bold")]
# A mark is drawn as its verdict, or where nothing is judged by its role: shape, colour, edge.
_DOTS = {
    "other": ("o", FAINT, QUIET),
    "own": ("o", INK, "#ffffff"),
    "open": ("o", "#ffffff", INK),  # what is not measured, or of the other sex
    **{str(verdict): (mark.shape, mark.colour, "#ffffff") for verdict, mark in MARKS.items()},
}
_NO_METADATA = dict.fromkeys(("Date", "Creator", "Format", "Type"))
# What matplotlib writes and no reader needs, and what stands instead.
_TRIMMED: tuple[tuple[str, Any], ...] = (
    (r"(?s)^.*?(?=<svg\b)", ""),
    (r'<g id="[^"]*"', "<g"),  # numbered anew in each figure, and referred to by nothing
    (r"(?s)<defs>\s*<style.*?</style>\s*</defs>", ""),  # would hold for the whole page
    (r' transform="rotate\(-?0 [^"]*"', ""),
    (r"<!--.*?-->|; stroke-linejoin: miter|; text-anchor: start|; stroke-linecap: butt|<g/>", ""),
    (r"(?<=>)\s*\n\s*(?=<)", ""),
    # Of coordinates: what stands between tags is text.
    (r"-?\d+\.\d{2,}(?=[^<>]*>)", lambda found: f"{float(found[0]):.1f}".removesuffix(".0")),
    (
        r"(font: [^;'\"]*px )[^;\"]*|font-family: [^;\"]*;? ?",
        lambda found: found[1] and f"{found[1]}sans-serif",
    ),
    (r'(?<= d=")[^"]+', lambda found: re.sub(r"\s*([A-Za-z])\s*", r"\1", found[0].strip())),
    (r"<g>(<(?:text|path)[^<]*(?:/>|</text>))</g>", r"\1"),
)


def house_style() -> None:
    """Sets seaborn and matplotlib up as the pages are: palette, type, quiet lines, texts as texts."""
    sns.set_theme(style="ticks", palette=list(_PALETTE), rc=_LOOKS)


def plot(height: float, left: float = 0, right: float = WIDTH) -> Axes:
    """Opens a figure ``WIDTH`` wide whose axes lie between two of its pixels, all of its height.

    The y of the axes are pixels downwards, without ticks or frame; what is drawn may leave the axes.
    """
    figure = Figure(figsize=(WIDTH / _POINTS, height / _POINTS), dpi=_POINTS, frameon=False)
    figure.set_layout_engine("none")
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


def picture(  # noqa: PLR0913 (what is said by position, what is added by name)
    drawn: Any,
    title: str,
    finding: str,
    data: DataFrame | Table | None,
    words: Language,
    *,
    detail: str = "",
    notes: Iterable[str] = (),
    illustrative: bool = False,
    name: str = "",
) -> Display:
    """Shows a figure, the axes of one or a grid of seaborn as a picture of the page, and closes it.

    ``finding`` is the sentence it is there for, ``data`` the table behind it, which opens on demand. Title,
    finding and ``detail`` are its alternative text; without them the titles and labels of its axes are.
    ``notes`` explain its signs. Where it is illustrative, or any row of a DataFrame has "illustrative" set,
    the picture says so. Equal figures give equal bytes.
    """
    figure: Any = drawn if isinstance(drawn, Figure) else drawn.figure
    said = " ".join(filter(None, (title, finding, detail))) or _read(figure)
    parts = [element("p", element("b", title))] if title else []
    parts.append(_svg(figure, said, words, "" if name else "tight"))
    small, behind = [*notes], ""
    if isinstance(data, DataFrame):
        illustrative |= "illustrative" in data and bool(data["illustrative"].any())
        behind = shown(data.drop(columns="illustrative", errors="ignore"), words, title).html
    elif data is not None:
        behind = Shown((data,), words).html
    small += [words.word("page.illustrative")] if illustrative else []
    captions = filter(None, (escape(finding), *(element("small", note) for note in small)))
    if caption := Markup(" ").join(captions):
        parts.append(element("figcaption", caption))
    if behind:
        table = element("summary", words.word("chart.data")) + Markup(behind)  # noqa: S704 (built escaped)
        parts.append(element("details", table, class_="data"))
    # A heading of the same name has that name as its anchor.
    named = {"id": f"{name}-chart"} if name else {}
    whole = element("figure", Markup("").join(parts), class_="chart figure", **named)
    return Display(whole, {} if finding else {"lacks": "finding"})


def of_view(view: View, name: str, axes: Axes, finding: str, table: Table, **said: Any) -> Display:
    """Shows a picture of a page as :func:`picture` does; its table's caption is its title."""
    given = {"illustrative": view.data.illustrative, "name": name, **said}
    return picture(axes, table.caption, finding, table, view.words, **given)


class _Numbers(ScalarFormatter):
    """Writes the numbers along an axis with the decimal sign of a language."""

    sign = "."

    def __call__(self, x: float, pos: int | None = None) -> str:
        """Writes one of them."""
        return str(super().__call__(x, pos)).replace(".", self.sign)


def _read(figure: Figure) -> str:
    """Reads out what is written at the axes."""
    said = [figure.get_suptitle()]
    for axes in figure.axes:
        legend, titles = axes.get_legend(), [axes.get_title(side) for side in ("left", "center", "right")]
        said += [*titles, axes.get_xlabel(), axes.get_ylabel()]
        said += [text.get_text() for text in legend.get_texts()] if legend else []
    return ", ".join(dict.fromkeys(filter(None, said)))


def _svg(figure: Figure, alternative: str, words: Language, box: str) -> Markup:
    """Writes a figure as small SVG, the numbers along its axes in a language, and closes it."""
    for axes in figure.axes:
        for axis in (axes.xaxis, axes.yaxis):
            if type(axis.get_major_formatter()) is ScalarFormatter:
                numbers = _Numbers()
                numbers.sign = words.number(Fraction(1, 2), 1)[1]
                axis.set_major_formatter(numbers)
    buffer = io.StringIO()
    with rc_context({"svg.hashsalt": alternative, "svg.fonttype": "none"}):
        figure.savefig(buffer, format="svg", metadata=_NO_METADATA, bbox_inches=box or None)
    plt.close(figure)
    text = buffer.getvalue()
    for needless, instead in _TRIMMED:
        text = re.sub(needless, instead, text)
    # Its height follows from its width, which a narrow place shrinks.
    width = float(re.findall(r'width="([\d.]+)pt"', text)[0]) * _SHOWN
    text = re.sub(r' (?:width|height)="[\d.]+pt"', "", text, count=2)
    root = Markup('<svg role="img" aria-label="{}" stroke-linejoin="round" width="{:.0f}" ').format(
        alternative, width
    )
    return Markup(text.replace("<svg ", root, 1))  # noqa: S704 (matplotlib's own, its texts escaped)
