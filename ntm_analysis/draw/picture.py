"""A figure of matplotlib or seaborn as a picture of a page: title, finding, alternative text, data behind."""

from __future__ import annotations

import io
import re
from fractions import Fraction
from typing import Any

import seaborn as sns
from markupsafe import Markup, escape
from matplotlib import pyplot as plt
from matplotlib import rc_context
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import ScalarFormatter

from ntm_analysis.display import Display, element
from ntm_analysis.language import Language
from ntm_analysis.say.page import shown
from ntm_analysis.say.palette import ACCENT, BAD, FAINT, GOOD, GRID, INK, QUIET, SHADE, WARN

# As wide as a column of the page, with a text that a phone still shows in a readable size.
_LOOKS: dict[str, Any] = {
    "figure.figsize": (4.8, 3.0),
    "figure.constrained_layout.use": True,
    "font.size": 11,
    "axes.titlesize": 11,
    "axes.labelsize": 11,
    "xtick.labelsize": 10,
    "ytick.labelsize": 10,
    "legend.fontsize": 10,
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
_NO_METADATA = dict.fromkeys(("Date", "Creator", "Format", "Type"))
_PROLOGUE = re.compile(r"^.*?(?=<svg\b)", re.DOTALL)
_GROUP = re.compile(r'<g id="[^"]*"')  # numbered anew in each figure, and referred to by nothing
_DECIMALS = re.compile(r"-?\d+\.\d{3,}(?=[^<>]*>)")  # of coordinates: what stands between tags is text
_STRAIGHT = re.compile(r' transform="rotate\(-0 [^"]*"')
_SHEET = re.compile(r"<defs>\s*<style.*?</style>\s*</defs>", re.DOTALL)  # would hold for the whole page
_FAMILY = re.compile(r"(font: [^;'\"]*px )[^;\"]*|font-family: [^;\"]*;? ?")


def house_style() -> None:
    """Sets seaborn and matplotlib up as the pages are: palette, type, quiet lines, texts as texts."""
    sns.set_theme(style="ticks", palette=list(_PALETTE), rc=_LOOKS)


def picture(drawn: Figure | Axes | Any, title: str, finding: str, data: Any, words: Language) -> Display:
    """Shows a figure, the axes of one or a grid of seaborn as a picture of the page, and closes it.

    ``finding`` is the sentence it is there for, ``data`` the DataFrame behind it, which opens on demand.
    Title and finding are its alternative text; without them the titles and labels of its axes are. Where any
    row of ``data`` has "illustrative" set the picture says so. Equal figures give equal bytes.
    """
    figure: Any = drawn if isinstance(drawn, Figure) else drawn.figure
    said = " ".join(filter(None, (title, finding))) or _read(figure)
    parts = [element("p", element("b", title))] if title else []
    for axes in figure.axes:
        for axis in (axes.xaxis, axes.yaxis):
            if type(axis.get_major_formatter()) is ScalarFormatter:
                axis.set_major_formatter(_Numbers(words))
    parts.append(_svg(figure, said))
    marked = data is not None and "illustrative" in data and data["illustrative"].any()
    mark = element("small", words.word("page.illustrative")) if marked else ""
    if finding or mark:
        parts.append(element("figcaption", Markup(" ").join(filter(None, (escape(finding), mark)))))
    if data is not None:
        behind = data.drop(columns="illustrative", errors="ignore")
        table = Markup(shown(behind, words, title).html)  # noqa: S704 (built escaped)
        parts.append(element("details", element("summary", words.word("chart.data")) + table, class_="data"))
    plt.close(figure)
    whole = element("figure", Markup("").join(parts), class_="chart figure")
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
    with rc_context({"svg.hashsalt": alternative, "svg.fonttype": "none"}):
        figure.savefig(buffer, format="svg", metadata=_NO_METADATA, bbox_inches="tight")
    text = _PROLOGUE.sub("", buffer.getvalue())
    for needless, instead in ((_GROUP, "<g"), (_SHEET, ""), (_STRAIGHT, "")):
        text = needless.sub(instead, text)
    text = _DECIMALS.sub(lambda found: f"{float(found[0]):.2f}", text)
    text = _FAMILY.sub(lambda found: f"{found[1]}sans-serif" if found[1] else "", text)
    name = Markup('<svg role="img" aria-label="{}" stroke-linejoin="round" ').format(alternative)
    return Markup(text.replace("<svg ", name, 1))  # noqa: S704 (matplotlib's own, its texts escaped)
