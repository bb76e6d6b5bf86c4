"""A figure of matplotlib or seaborn as a picture of a page: title, finding, alternative text, data behind."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Sequence
from fractions import Fraction
from textwrap import fill
from typing import Any

import seaborn as sns
from markupsafe import Markup, escape
from matplotlib import pyplot as plt
from matplotlib import rc_context
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.ticker import ScalarFormatter
from matplotlib.transforms import IdentityTransform, blended_transform_factory
from pandas import DataFrame

from ntm_analysis.display import Display, element
from ntm_analysis.language import Language
from ntm_analysis.say.frames import shown
from ntm_analysis.say.palette import ACCENT, BAD, FAINT, GOOD, GRID, INK, MARKS, QUIET, SHADE, WARN
from ntm_analysis.say.words import Shown, Table

# Four sizes that hold together: on a phone of 360 px a text is still 11 px high.
WIDTH = 345.6
TEXT = 12
LINE = 16  # height of a line of text
_POINTS = 72
_SHOWN = 1.2  # pixels a point where there is room

_LOOKS: dict[str, Any] = {
    "figure.figsize": (WIDTH / _POINTS, 3.0),
    "figure.constrained_layout.use": True,
    "font.size": TEXT,
    "axes.titlesize": TEXT,
    "axes.labelsize": TEXT,
    "xtick.labelsize": TEXT,
    "ytick.labelsize": TEXT,
    "legend.fontsize": TEXT,
    "axes.titlelocation": "left",
    "axes.titleweight": "bold",
    "axes.edgecolor": FAINT,
    "axes.labelcolor": QUIET,
    "axes.spines.right": False,
    "axes.spines.top": False,
    "grid.color": GRID,
    "text.color": INK,
    "xtick.color": QUIET,
    "ytick.color": QUIET,
    "legend.frameon": False,
    # Texts stay texts; they are set in the type of the page.
    "svg.fonttype": "none",
}
_PALETTE = (ACCENT, BAD, SHADE, WARN, GOOD, QUIET)
_BASELINE = 0.36  # of the size: from the middle of a line of text down to its baseline
# A mark is drawn as its verdict, or where nothing is judged by its role: shape, colour, edge.
_DOTS = {
    "other": ("o", FAINT, QUIET),
    "own": ("o", INK, "#ffffff"),
    "open": ("o", "#ffffff", INK),  # what is not measured, or of the other sex
    **{str(verdict): (mark.shape, mark.colour, "#ffffff") for verdict, mark in MARKS.items()},
}
_NO_METADATA = dict.fromkeys(("Date", "Creator", "Format", "Type"))
_PROLOGUE = re.compile(r"^.*?(?=<svg\b)", re.DOTALL)
_GROUP = re.compile(r'<g id="[^"]*"')  # numbered anew in each figure, and referred to by nothing
_DECIMALS = re.compile(r"-?\d+\.\d{2,}(?=[^<>]*>)")  # of coordinates: what stands between tags is text
_STRAIGHT = re.compile(r' transform="rotate\(-0 [^"]*"')
_SHEET = re.compile(r"<defs>\s*<style.*?</style>\s*</defs>", re.DOTALL)  # would hold for the whole page
_FAMILY = re.compile(r"(font: [^;'\"]*px )[^;\"]*|font-family: [^;\"]*;? ?")
_SIZE = re.compile(r'width="([\d.]+)pt" height="[\d.]+pt"|width="[\d.]+pt"|height="[\d.]+pt"')
_NEEDLESS = re.compile(
    r"<!--.*?-->|; stroke-linejoin: miter|; text-anchor: start|; stroke-linecap: butt|<g/>"
)
_PATH = re.compile(r'(?<= d=")[^"]+')
_BREAKS = re.compile(r"(?<=>)\s*\n\s*(?=<)")
_ALONE = re.compile(r"<g>(<(?:text|path)[^<]*(?:/>|</text>))</g>")


def house_style() -> None:
    """Sets seaborn and matplotlib up as the pages are: palette, type, quiet lines, texts as texts."""
    sns.set_theme(style="ticks", palette=list(_PALETTE), rc=_LOOKS)


def plot(height: float, left: float = 0, right: float = WIDTH) -> Axes:
    """Opens a figure ``WIDTH`` wide whose axes lie between two of its pixels, all of its height.

    The y of the axes are pixels downwards, without ticks or frame; what is drawn may leave the axes.
    """
    figure = Figure(figsize=(WIDTH / _POINTS, height / _POINTS), dpi=_POINTS, layout="none", frameon=False)
    axes = figure.add_axes((left / WIDTH, 0, (right - left) / WIDTH, 1), xticks=[], yticks=[], frameon=False)
    axes.set(xlim=(left, right), ylim=(height, 0), autoscale_on=False)
    return axes


def write(  # noqa: PLR0913 (place and text; looks by name)
    axes: Axes, x: Any, y: float, text: str, *, at: bool = False, side: str = "left", **looks: Any
) -> None:
    """Writes lines from a pixel of the picture or ``at`` a value of its x; y is the middle of the first."""
    place = axes.transData if at else blended_transform_factory(IdentityTransform(), axes.transData)
    for number, line in enumerate(text.split("\n")):
        given = {"ha": side, "fontsize": TEXT, "color": INK, **looks}
        axes.text(float(x), y + number * LINE + _BASELINE * TEXT, line, transform=place, **given)


def line(axes: Axes, x: Any, y: Any, **looks: Any) -> None:
    """Draws a line along values of x and y, as thresholds and goals are drawn where nothing else is said."""
    looks = {"color": ACCENT, "linewidth": 2, "solid_capstyle": "butt", **looks}
    axes.add_artist(Line2D([float(each) for each in x], y, clip_on=False, **looks))


def dots(axes: Axes, marks: Iterable[tuple[Any, float, str]], size: float = 56) -> None:
    """Plots marks, each at x and y, as its verdict is drawn or its role: own, other, open."""
    table = DataFrame(marks, columns=["x", "y", "kind"]).astype({"x": float})
    for kind, rows in table.groupby("kind"):
        marker, colour, edge = _DOTS[str(kind)]
        given = {"marker": marker, "color": colour, "edgecolor": edge, "linewidth": 1 if edge == INK else 0.8}
        sns.scatterplot(rows, x="x", y="y", s=size, ax=axes, zorder=4, clip_on=False, **given)
    axes.set(xlabel="", ylabel="")


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
    drawn: Figure | Axes | Any,
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
    for axes in figure.axes:
        for axis in (axes.xaxis, axes.yaxis):
            if type(axis.get_major_formatter()) is ScalarFormatter:
                axis.set_major_formatter(_Numbers(words))
    parts.append(_svg(figure, said))
    small = [*notes]
    if isinstance(data, DataFrame):
        illustrative |= "illustrative" in data and bool(data["illustrative"].any())
        behind = shown(data.drop(columns="illustrative", errors="ignore"), words, title)
    else:
        behind = Shown((data,) if data else (), words)
    if illustrative:
        small.append(words.word("page.illustrative"))
    captions = [escape(finding), *(element("small", note) for note in small)]
    if any(captions):
        parts.append(element("figcaption", Markup(" ").join(filter(None, captions))))
    if data is not None:
        table = Markup(behind.html)  # noqa: S704 (built escaped)
        parts.append(element("details", element("summary", words.word("chart.data")) + table, class_="data"))
    plt.close(figure)
    # A heading of the same name has that name as its anchor.
    named = {"id": f"{name}-chart"} if name else {}
    whole = element("figure", Markup("").join(parts), class_="chart figure", **named)
    return Display(whole, {} if finding else {"lacks": "finding"})


class _Numbers(ScalarFormatter):
    """Writes the numbers along an axis with the decimal sign of a language."""

    def __init__(self, words: Language) -> None:
        super().__init__()
        self._sign = words.number(Fraction(1, 2), 1)[1]

    def __call__(self, x: float, pos: int | None = None) -> str:
        """Writes one of them."""
        return str(super().__call__(x, pos)).replace(".", self._sign)


def _read(figure: Figure) -> str:
    """Reads out what is written at the axes."""
    said = [figure.get_suptitle()]
    for axes in figure.axes:
        legend = axes.get_legend()
        said += [
            axes.get_title("left"),
            axes.get_title(),
            axes.get_title("right"),
            axes.get_xlabel(),
            axes.get_ylabel(),
        ]
        said += [text.get_text() for text in legend.get_texts()] if legend else []
    return ", ".join(dict.fromkeys(filter(None, said)))


def _svg(figure: Figure, alternative: str) -> Markup:
    buffer = io.StringIO()
    tight = {"bbox_inches": "tight"} if figure.get_layout_engine() else {}
    with rc_context({"svg.hashsalt": alternative, "svg.fonttype": "none"}):
        figure.savefig(buffer, format="svg", metadata=_NO_METADATA, **tight)
    text = _PROLOGUE.sub("", buffer.getvalue())
    for needless, instead in ((_GROUP, "<g"), (_SHEET, ""), (_STRAIGHT, ""), (_NEEDLESS, ""), (_BREAKS, "")):
        text = needless.sub(instead, text)
    text = _DECIMALS.sub(lambda found: f"{float(found[0]):.1f}".removesuffix(".0"), text)
    text = _FAMILY.sub(lambda found: f"{found[1]}sans-serif" if found[1] else "", text)
    text = _PATH.sub(lambda found: re.sub(r"\s*([A-Za-z])\s*", r"\1", found[0]), text)
    text = _ALONE.sub(r"\1", text)
    text = _SIZE.sub(
        lambda found: f'width="{float(found[1]) * _SHOWN:.0f}"' if found[1] else "", text, count=1
    )
    name = Markup('<svg role="img" aria-label="{}" stroke-linejoin="round" ').format(alternative)
    return Markup(text.replace("<svg ", name, 1))  # noqa: S704 (matplotlib's own, its texts escaped)
