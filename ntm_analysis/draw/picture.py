"""A figure of matplotlib or seaborn as a picture of a page: title, finding, alternative text, data behind."""

import io
import re
from collections.abc import Iterable
from fractions import Fraction
from typing import Any

import seaborn as sns
from markupsafe import Markup
from matplotlib import pyplot as plt
from matplotlib import rc_context
from matplotlib.figure import Figure
from matplotlib.ticker import ScalarFormatter
from pandas import DataFrame

from ntm_analysis.display import Display, element
from ntm_analysis.draw.canvas import POINTS, TEXT, WIDTH, Canvas
from ntm_analysis.language import Language
from ntm_analysis.say.frames import shown
from ntm_analysis.say.palette import ACCENT, BAD, FAINT, GOOD, GRID, INK, QUIET, SHADE, WARN
from ntm_analysis.say.texts import assumed
from ntm_analysis.say.view import View
from ntm_analysis.say.words import Shown, Table

_SHOWN = 1.2  # pixels a point where there is room
_SIZES = ("font.size", "axes.titlesize", "axes.labelsize", "xtick.labelsize", "ytick.labelsize")
_LOOKS: dict[str, Any] = {
    **dict.fromkeys((*_SIZES, "legend.fontsize"), TEXT),
    **dict.fromkeys(("axes.labelcolor", "xtick.color", "ytick.color"), QUIET),
    **dict.fromkeys(("axes.spines.right", "axes.spines.top", "legend.frameon"), False),
    "figure.figsize": (WIDTH / POINTS, 3.0),
    "figure.constrained_layout.use": True,
    "axes.titlelocation": "left",
    "axes.titleweight": "bold",
    "axes.edgecolor": FAINT,
    "grid.color": GRID,
    "text.color": INK,
    "svg.fonttype": "none",  # texts stay texts; they are set in the type of the page
}
_PALETTE = (ACCENT, BAD, SHADE, WARN, GOOD, QUIET)
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

    ``finding``, the sentence it is there for, is its head; the title says below it what is drawn. ``data`` is
    the table behind it, which opens on demand. Title, finding and ``detail`` are its alternative text;
    without them the titles and labels of its axes are.
    ``notes`` explain its signs; what is illustrative, a row or all, says so. Equal figures give equal bytes.
    """
    figure: Any = drawn if isinstance(drawn, Figure) else drawn.figure
    said = " ".join(filter(None, (title, finding, detail))) or _read(figure)
    heads = [element("b", finding or title), *([element("small", title)] if finding and title else [])]
    parts = [element("figcaption", Markup(" ").join(heads))] if finding or title else []
    parts.append(_svg(figure, said, words, "" if name else "tight"))
    small, behind = [*notes], ""
    if isinstance(data, DataFrame):
        illustrative |= "illustrative" in data and bool(data["illustrative"].any())
        caption = title or str(data.attrs.get("title", "")) or words.word("chart.data")
        behind = shown(data.drop(columns="illustrative", errors="ignore"), words, caption).html
    elif data is not None:
        behind = Shown((data,), words).html
    small += [words.word("page.illustrative")] if illustrative else []
    parts += [element("p", " ".join(small), class_="note")] if small else []
    if behind:
        table = element("summary", words.word("chart.data")) + Markup(behind)  # noqa: S704 (built escaped)
        parts.append(element("details", table, class_="data"))
    # A heading of the same name has that name as its anchor.
    named = {"id": f"{name}-chart"} if name else {}
    whole = element("figure", Markup("").join(parts), class_="chart figure", **named)
    return Display(whole, {} if finding else {"lacks": "finding"})


def of_view(view: View, name: str, canvas: Canvas, finding: str, table: Table, **said: Any) -> Display:
    """Shows a picture of a page as :func:`picture` does; its table's caption is its title."""
    notes = (*said.pop("notes", ()), *assumed(view.data, view.words))
    given = {"illustrative": view.data.illustrative, "name": name, "notes": notes, **said}
    return picture(canvas, table.caption, finding, table, view.words, **given)


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
