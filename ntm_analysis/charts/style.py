"""The house style: a canvas in pixels, colours safe without colour vision, text that fits.

Figures are 400 units wide with text of 12 and more, so that on a phone of 360 px it is
still about 11 px; rows grow downwards, never sideways.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle

from ntm_analysis.language import Language
from ntm_analysis.model import Verdict

WIDTH = 400
LEFT, RIGHT = 6, WIDTH - 6
TEXT, SMALL = 13, 12.5
LINE = 16  # height of a line of text
_POINTS = 72  # matplotlib counts in points of 1/72 inch; here a point is a pixel of the drawing

SETTINGS: dict[str, Any] = {
    "svg.fonttype": "none",
    "svg.hashsalt": "ntm",
    "font.family": "sans-serif",
    "hatch.linewidth": 1.0,
}

INK = "#1d2a33"
QUIET = "#56636c"  # contrast 5.9 on white: still text
FAINT = "#b9c2c8"
GRID = "#e3e8eb"
GOOD = "#11553f"  # darker than BAD, also in grey print
WARN = "#8a6100"
BAD = "#bd5230"
THRESHOLD = "#26436b"
HATCH = "////"


@dataclass(frozen=True)
class Mark:
    """How a verdict looks: a sign in text, a marker among dots, a colour, a light fill for areas."""

    symbol: str
    marker: str
    colour: str
    fill: str
    hatch: str = ""


# The fills differ in lightness, the signs and markers in shape: nothing rests on hue.
MARKS = {
    Verdict.MET: Mark("✓", "o", GOOD, "#d5e9e0"),
    Verdict.NOT_MET: Mark("✗", "X", BAD, "#dfa48b"),
    Verdict.NEARLY_MET: Mark("≈", "D", WARN, "#f3e3ad"),
    Verdict.NO_DATA: Mark("?", "s", QUIET, "#ffffff", HATCH),
    Verdict.NO_THRESHOLD: Mark("–", "s", QUIET, "#eef1f3"),
    Verdict.NOT_APPLICABLE: Mark("∅", "s", QUIET, "#f7f8f9"),
}


def canvas(height: float, words: Language, *, illustrative: bool = False) -> tuple[Figure, Axes]:
    """Opens a drawing of ``WIDTH`` × ``height`` whose coordinates are pixels, y downwards.

    What shows illustrative data says so in the picture itself, which may be copied alone;
    the note stands on a line of its own above the drawing.
    """
    top = LINE if illustrative else 0
    figure = Figure(figsize=(WIDTH / _POINTS, (height + top) / _POINTS), dpi=_POINTS)
    figure.patch.set_visible(False)
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set_xlim(0, WIDTH)
    axes.set_ylim(height, -top)
    axes.set(xticks=[], yticks=[])  # ticks nobody sees cost more than all the rest
    axes.set_axis_off()
    if illustrative:
        write(axes, RIGHT, -top / 2, words.word("page.illustrative"), size=12, colour=QUIET, align="right")
    return figure, axes


def write(  # noqa: PLR0913 (all but the first four are named)
    axes: Axes,
    x: float,
    y: float,
    text: str,
    *,
    size: float = TEXT,
    colour: str = INK,
    align: str = "left",
    bold: bool = False,
) -> None:
    """Writes text with its vertical middle at y."""
    weight = "bold" if bold else "normal"
    axes.text(x, y, text, size=size, color=colour, ha=align, va="center_baseline", weight=weight)


def line(axes: Axes, x: Sequence[float], y: Sequence[float], **looks: Any) -> None:
    """Draws a line or, with a marker, points; skips the limits matplotlib would work out anew."""
    axes.add_artist(Line2D(x, y, **looks))


def box(axes: Axes, left: float, top: float, width: float, height: float, **looks: Any) -> None:
    """Fills a rectangle; ``hatch`` with ``fill=False`` shows that data are missing."""
    axes.add_artist(Rectangle((left, top), width, height, **({"linewidth": 0} | looks)))


def missing_box(axes: Axes, left: float, top: float, width: float, height: float) -> None:
    """Hatches where a bar would stand: missing, not zero."""
    box(axes, left, top, width, height, fill=False, edgecolor=QUIET, hatch=HATCH, linewidth=0.5)


def write_lines(axes: Axes, y: float, lines: Sequence[str], **looks: Any) -> float:
    """Writes lines from the left margin downwards and returns the y below them."""
    for number, line in enumerate(lines):
        write(axes, LEFT, y + number * LINE + LINE / 2, line, **looks)
    return y + len(lines) * LINE


# Widths of letters against the size, a little generous: readers' fonts differ from ours.
_NARROW = frozenset("iljtfrI.,:;'!|()[] ·íìỉĩị-")
_WIDE = frozenset("mwMWOQGĐ%@≥≤✓✗≈∅→")


def text_width(text: str, size: float = TEXT, *, bold: bool = False) -> float:
    """Estimates how wide a text is drawn, for placing labels, without asking a font."""
    units = sum(0.36 if c in _NARROW else 0.86 if c in _WIDE else 0.68 if c.isupper() else 0.57 for c in text)
    return units * size * (1.07 if bold else 1)


def wrap(text: str, width: float = RIGHT - LEFT, size: float = TEXT) -> list[str]:
    """Breaks text into lines no wider than ``width``; a longer single word stays whole."""
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and text_width(longer, size) > width:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines


def spread(centres: Sequence[float], sizes: Sequence[float], low: float, high: float) -> list[float]:
    """Moves labels along a line, as little as needed, until none overlap and all lie within bounds.

    Gives new centres in the order of the old ones. Where the labels do not fit at all
    they run over the low end rather than over each other.
    """
    order = sorted(range(len(centres)), key=lambda i: centres[i])
    placed = [0.0] * len(centres)
    edge = low
    for i in order:
        placed[i] = max(centres[i], edge + sizes[i] / 2)
        edge = placed[i] + sizes[i] / 2
    edge = high
    for i in reversed(order):
        placed[i] = min(placed[i], edge - sizes[i] / 2)
        edge = placed[i] - sizes[i] / 2
    return placed


def write_spread(axes: Axes, y: float, labels: Sequence[tuple[float, str, dict[str, Any]]]) -> None:
    """Writes labels on one line, each as near to its x as its neighbours allow."""
    gap = 8
    sizes = [text_width(t, k.get("size", TEXT), bold=k.get("bold", False)) + gap for _, t, k in labels]
    centres = spread([x for x, _, _ in labels], sizes, LEFT - gap / 2, RIGHT + gap / 2)
    for x, (_, text, looks) in zip(centres, labels, strict=True):
        write(axes, x, y, text, align="center", **looks)


def scale(low: float, high: float, start: float, end: float) -> Any:
    """Maps values between low and high to pixels between start and end; a single value to the middle."""
    if high == low:
        return lambda _value: (start + end) / 2
    return lambda value: start + (float(value) - low) / (high - low) * (end - start)
