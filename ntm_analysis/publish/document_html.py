"""A document as one HTML page, to be read on a phone and printed on A4: nothing is loaded from anywhere."""

from __future__ import annotations

import re
from pathlib import Path

from jinja2 import Environment, FileSystemLoader
from markupsafe import Markup, escape

from ntm_analysis.publish.sheet import grid_of
from ntm_analysis.say.papers import OfficialPaper
from ntm_analysis.say.texts import signed

_FOLDER = Path(__file__).parent / "template"
# What an official is to fill in.
_BLANK = re.compile(r"(\[[^\]]+\])")


def as_html(document: OfficialPaper) -> bytes:
    """Gives the page's bytes; every text is escaped."""
    environment = Environment(
        loader=FileSystemLoader(_FOLDER),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["grid"] = lambda table: grid_of(document.words, table)
    environment.filters["said"] = lambda told: signed(document.words, told.text, told.doubts)
    environment.filters["blanks"] = lambda text: Markup(_BLANK.sub(r"<mark>\1</mark>", str(escape(text))))  # noqa: S704 (escaped before)
    return environment.get_template("document.html.j2").render(document=document).encode("utf-8")
