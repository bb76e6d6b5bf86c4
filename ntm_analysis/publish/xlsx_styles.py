"""How cells look: one format for each combination, made once. Told by sign and weight, not colour alone."""

from __future__ import annotations

from typing import Any

import xlsxwriter

from ntm_analysis.model import Verdict
from ntm_analysis.publish.sheet import Cell, Look
from ntm_analysis.say.palette import ACCENT, FAINT, GOOD, GRID, INK, MARKS, QUIET, WARN_SOFT
from ntm_analysis.say.words import Side

_BASE = {"font_name": "Times New Roman", "font_size": 11, "valign": "top"}
_BORDER = {"border": 1, "border_color": FAINT}
_QUIET: dict[str, Any] = {"font_color": QUIET, "italic": True}
_LOOKS: dict[Look, dict[str, Any]] = {
    Look.PLAIN: {},
    Look.STRONG: {"bold": True},
    Look.QUIET: _QUIET,
    Look.MET: {"font_color": GOOD, "bg_color": MARKS[Verdict.MET].fill},
    Look.NOT_MET: {"font_color": INK, "bg_color": MARKS[Verdict.NOT_MET].fill, "bold": True},
    Look.NO_DATA: _QUIET,
    Look.NO_THRESHOLD: _QUIET | {"bg_color": MARKS[Verdict.NO_THRESHOLD].fill},
    Look.NOT_APPLICABLE: {"font_color": QUIET, "bg_color": MARKS[Verdict.NOT_APPLICABLE].fill},
    Look.NEARLY_MET: {"font_color": INK, "bg_color": MARKS[Verdict.NEARLY_MET].fill, "bold": True},
}
_LINES: dict[str, dict[str, Any]] = {
    "banner": {"bold": True, "font_size": 12, "font_color": INK, "bg_color": WARN_SOFT},
    "title": {"bold": True, "font_size": 14},
    "lead": {},
    "caption": {"bold": True, "font_size": 12},
    "note": {"font_size": 10, "font_color": QUIET},
}
_USUAL_SIZE = 11


class Styles:
    """Gives the formats of one file."""

    def __init__(self, file: xlsxwriter.Workbook, date_format: str) -> None:
        self._file, self._date_format = file, date_format
        self._made: dict[tuple[tuple[str, Any], ...], Any] = {}

    def line(self, kind: str) -> Any:
        """Gives the format of a text over the whole width."""
        return self._format({"text_wrap": True, "valign": "vcenter", **_LINES[kind]})

    def letter(self, kind: str) -> float:
        """Tells how much larger than usual the letters of such a text are."""
        size: int = _LINES[kind].get("font_size", _USUAL_SIZE)
        return max(size / _USUAL_SIZE, 1)

    def head(self, side: Side) -> Any:
        """Gives the format of the head of a column."""
        return self._format(
            {
                "bold": True,
                "text_wrap": True,
                "align": "left" if side is Side.LEFT else "center",
                "valign": "vcenter",
                "bg_color": GRID,
                **_BORDER,
            }
        )

    def cell(self, cell: Cell, side: Side, *, total: bool, quoted: bool) -> Any:
        """Gives the format of a cell by its look, its value and the side of its column."""
        shown = {**_BORDER, "align": str(side), **_LOOKS[cell.look]}
        if isinstance(cell.value, str):
            shown["text_wrap"] = True
        else:
            shown["num_format"] = cell.format or self._date_format
        if side is Side.RIGHT:
            shown["indent"] = 1  # or a figure would touch the text of the next column
        if total:
            shown |= {"bold": True, "top": 2}
        if quoted:
            shown["quote_prefix"] = True
        if cell.link:
            shown |= {"font_color": ACCENT, "underline": 1}
        return self._format(shown)

    def _format(self, properties: dict[str, Any]) -> Any:
        key = tuple(sorted(properties.items()))
        if key not in self._made:
            self._made[key] = self._file.add_format({**_BASE, **properties})
        return self._made[key]
