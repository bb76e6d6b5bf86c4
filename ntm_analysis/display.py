"""What a cell shows: a piece of HTML that reads the same in JupyterLab and in a briefing."""

from __future__ import annotations

import html
from dataclasses import dataclass


@dataclass(frozen=True)
class Display:
    """Shows itself as HTML in a notebook; a function that has nothing to show returns None."""

    html: str

    def _repr_html_(self) -> str:
        return self.html


def escape(text: object) -> str:
    """Makes any text safe inside HTML content and attributes."""
    return html.escape(str(text), quote=True)
