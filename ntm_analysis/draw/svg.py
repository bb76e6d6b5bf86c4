"""Puts a picture on the page: an accessible SVG with its finding below and its data behind it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from ntm_analysis.display import Column, Display, element, table
from ntm_analysis.draw.drawing import Drawing
from ntm_analysis.draw.style import SHOWN_WIDTH, TEXT
from ntm_analysis.language import Language


@dataclass(frozen=True)
class Caption:
    """What is said about a picture: a title, the finding, and the plotted data.

    The finding may say more than one sentence to those who cannot see the picture
    (``detail``); the printed caption is the finding alone.
    """

    title: str
    finding: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[object]]
    detail: str = ""


def show(drawing: Drawing, caption: Caption, words: Language) -> Display:
    """Puts the picture, its finding and its data into one ``<figure>``."""
    data = element("summary", words.word("chart.data")) + table(caption.title, caption.columns, caption.rows)
    content = (
        _svg(drawing, caption)
        + element("figcaption", caption.finding)
        + element("details", data, class_="data")
    )
    # A heading of the same name has that name as its anchor.
    return Display(element("figure", content, class_="chart", id=f"{drawing.name}-chart"))


def _svg(drawing: Drawing, caption: Caption) -> Markup:
    """Writes real text, a title and the finding as description; ids begin with the picture's name."""
    title, desc = (f"{drawing.name}-{part}" for part in ("title", "desc"))
    said = f"{caption.finding} {caption.detail}".strip()
    return Markup(
        '<svg xmlns="http://www.w3.org/2000/svg" class="chart" width="{}" viewBox="{}" role="img"'
        ' aria-labelledby="{} {}" font-family="sans-serif" font-size="{}"'
        ' stroke-linejoin="round">{}{}{}</svg>'
    ).format(
        SHOWN_WIDTH,
        drawing.view_box,
        title,
        desc,
        TEXT,
        element("title", caption.title, id=title),
        element("desc", said, id=desc),
        drawing.content(),
    )
