"""A document as one self-contained page: no script, nothing fetched, readable on a phone, printed on A4."""

from __future__ import annotations

import re
from pathlib import Path

from jinja2 import Environment, FileSystemLoader
from markupsafe import Markup, escape

from ntm_analysis.publish.parts import Document

_FOLDER = Path(__file__).parent / "template"
# What an official is to fill in.
_BLANK = re.compile(r"(\[[^\]]+\])")


def as_html(document: Document) -> bytes:
    """Gives the page's bytes; every text is escaped."""
    environment = Environment(
        loader=FileSystemLoader(_FOLDER),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["blanks"] = lambda text: Markup(_BLANK.sub(r"<mark>\1</mark>", str(escape(text))))  # noqa: S704 (escaped before)
    return environment.get_template("document.html.j2").render(document=document).encode("utf-8")
