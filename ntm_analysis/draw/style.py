"""The house style: one width, one size of text, and how text and scales are made to fit it.

A picture is 360 units wide and shown no wider than 400 pixels: on a phone of 360 px its
text is still above 11 px, on a wide screen and on paper two pictures stand side by side.
Verdicts are told by sign and lightness, thresholds and goals by one accent.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

WIDTH = 360
SHOWN_WIDTH = 400  # pixels at most; a narrower place shrinks the picture
LEFT, RIGHT = 4, WIDTH - 4
TEXT = 12.5
LINE = 16  # height of a line of text

# Widths of letters against the size, a little generous: readers' fonts differ from ours.
_NARROW = frozenset("iljtfrI.,:;'!|()[] ·íìỉĩị-")
_WIDE = frozenset("mwMWOQGĐ%@≥≤✓✗≈∅→")


def text_width(text: str, size: float = TEXT, *, bold: bool = False) -> float:
    """Estimates how wide a text is drawn."""
    units = sum(0.36 if c in _NARROW else 0.86 if c in _WIDE else 0.68 if c.isupper() else 0.57 for c in text)
    return units * size * (1.07 if bold else 1)


def wrap(text: str, width: float = RIGHT - LEFT, *, bold: bool = False) -> list[str]:
    """Breaks text into lines no wider than ``width``; a longer single word stays whole.

    A no-break space (U+00A0) holds what it stands between together.
    """
    lines = [""]
    for word in text.split(" "):
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and text_width(longer, bold=bold) > width:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines


def shorten(lines: list[str], most: int) -> list[str]:
    """Keeps at most so many lines and marks what was left out."""
    return lines if len(lines) <= most else [*lines[: most - 1], lines[most - 1] + " …"]


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


def scale(low: float, high: float, start: float, end: float) -> Callable[[Any], float]:
    """Maps values between low and high to pixels between start and end; a single value to the middle."""
    if high == low:
        return lambda _value: (start + end) / 2
    return lambda value: start + (float(value) - low) / (high - low) * (end - start)
