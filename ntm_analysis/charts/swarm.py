"""The dots of a strip: equal values piled around the line, each verdict with its own marker."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.axes import Axes

from ntm_analysis.charts.style import FAINT, MARKS, QUIET
from ntm_analysis.model import Verdict

_SIZE = 8
_OTHER = "other"


@dataclass(frozen=True)
class Dot:
    """One commune in pixels; ``verdict`` None where it is only there to compare with."""

    x: float
    y: float
    verdict: Verdict | None


def piled(places: Sequence[float], room: float) -> list[float]:
    """Gives each dot its height off the line, so that dots at the same place pile up symmetrically.

    A pile higher than ``room`` is pressed together: its dots then overlap but none is hidden.
    """
    heights = [0.0] * len(places)
    for pile in _piles(places):
        step = min(_SIZE, room / max(len(pile) - 1, 1))
        for number, i in enumerate(pile):
            heights[i] = (number - (len(pile) - 1) / 2) * step
    return heights


def _piles(places: Sequence[float]) -> list[list[int]]:
    """Groups dots that would overlap the first of their group."""
    piles: list[list[int]] = []
    for i in sorted(range(len(places)), key=lambda i: places[i]):
        if piles and places[i] - places[piles[-1][0]] < _SIZE - 1:
            piles[-1].append(i)
        else:
            piles.append([i])
    return piles


def draw_dots(axes: Axes, dots: Sequence[Dot]) -> None:
    """Draws all rows at once, colour and marker chosen by verdict."""
    if not dots:
        return
    import seaborn as sns  # noqa: PLC0415 (heavy: loads with the first chart that needs it)

    kinds = [str(dot.verdict or _OTHER) for dot in dots]
    sns.scatterplot(
        x=[dot.x for dot in dots],
        y=[dot.y for dot in dots],
        hue=kinds,
        style=kinds,
        palette={_OTHER: FAINT} | {str(v): mark.colour for v, mark in MARKS.items()},
        markers={_OTHER: "o"} | {str(v): mark.marker for v, mark in MARKS.items()},
        s=_SIZE**2,
        edgecolor=QUIET if _OTHER in kinds else "#ffffff",
        linewidth=0.6,
        legend=False,
        ax=axes,
        zorder=2,
    )
