"""What a cell shows: a piece of HTML that reads the same in JupyterLab and in a briefing.

Every text goes through markupsafe: what is not :class:`Markup` is escaped.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from jinja2 import Environment
from markupsafe import Markup, escape

_TABLE = Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True).from_string(
    """\
<div class="scroll" tabindex="0" role="group" aria-label="{{ caption|striptags }}">
<table class="data{{ ' ' + kind if kind }}">
<caption>{{ caption }}</caption>
<thead><tr>
{% for column in columns %}
<th scope="col"{{ ' class="num"'|safe if column.numeric }}>{{ column.title }}</th>
{% endfor %}
</tr></thead>
<tbody>
{% for row in rows %}
<tr>
{% for cell in row %}
{% if loop.first %}
<th scope="row">{{ cell }}</th>
{% else %}
<td{{ ' class="num"'|safe if columns[loop.index0].numeric }}>{{ cell }}</td>
{% endif %}
{% endfor %}
</tr>
{% endfor %}
</tbody>
</table>
</div>"""
)


@dataclass(frozen=True)
class Display:
    """Shows itself as HTML in a notebook; a function that has nothing to show returns None."""

    html: str

    def _repr_html_(self) -> str:
        return self.html


@dataclass(frozen=True)
class Column:
    """Heads a column of a table; numeric columns align to the right."""

    title: str
    numeric: bool = False


def table(
    caption: str, columns: Sequence[Column], rows: Iterable[Sequence[object]], kind: str = ""
) -> Markup:
    """Builds an accessible table: caption, column headers, the first cell of a row its header."""
    return Markup(_TABLE.render(caption=caption, columns=columns, rows=list(rows), kind=kind))  # noqa: S704 (escaped by the template)


def element(tag: str, content: object, **attributes: str) -> Markup:
    """Wraps escaped content in a tag; ``class_`` stands for the attribute ``class``."""
    given = Markup("").join(
        Markup(' {}="{}"').format(name.rstrip("_").replace("_", "-"), value)
        for name, value in attributes.items()
    )
    return Markup("<{tag}{given}>{content}</{tag}>").format(tag=Markup(tag), given=given, content=content)  # noqa: S704 (tags are literals)


def lines(tag: str, items: Iterable[object], **attributes: str) -> Markup:
    """Wraps each item in ``<li>`` and the whole in ``<ul>`` or ``<ol>``."""
    return element(tag, Markup("").join(element("li", item) for item in items), **attributes)


_TAG_OR_PICTURE = re.compile(r"(<svg\b.*?</svg>|<[^>]*>)", re.DOTALL)


def in_language(shown: Markup, texts: Iterable[str], language: str) -> Markup:
    """Marks the texts that are in another language than their page, for a voice to read them so.

    Texts inside a picture stay as they are: what is drawn there are names, figures and own words.
    """
    longest_first = sorted((str(escape(text)) for text in texts), key=len, reverse=True)
    if not longest_first:
        return shown
    found = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)")
    parts = _TAG_OR_PICTURE.split(str(shown))
    parts[::2] = [found.sub(rf'<span lang="{language}">\g<0></span>', part) for part in parts[::2]]
    return Markup("".join(parts))  # noqa: S704 (built escaped)


class HasHtml(Protocol):
    """Shows itself as HTML."""

    @property
    def html(self) -> str:
        """Gives the HTML."""


def section(anchor: str, title: str, *parts: HasHtml | None) -> Display | None:
    """Puts parts under a heading with a readable anchor; nothing at all when every part is None."""
    shown = [Markup(p.html) for p in parts if p is not None]  # noqa: S704 (built escaped)
    if not shown:
        return None
    heading = element("h2", title, id=anchor)
    return Display(element("section", heading + Markup("\n").join(shown), aria_labelledby=anchor))
