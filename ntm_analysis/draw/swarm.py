"""Dots of equal values piled around a line, so that none hides another."""

from __future__ import annotations

from collections.abc import Sequence

_SIZE = 8


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
