"""Pieces of HTML that pictures are made of, with the table of their data.

Every text goes through markupsafe: what is not :class:`Markup` is escaped.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from jinja2 import Environment
from markupsafe import Markup

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
    """Shows itself as HTML in a notebook; a function that has nothing to show returns None.

    ``told`` says of it what the page must know: its anchor and title as a section, that it is the heading.
    """

    html: str
    told: dict[str, str] = field(default_factory=dict)

    def _repr_mimebundle_(self, **_: object) -> tuple[dict[str, str], dict[str, dict[str, str]]]:
        return {"text/html": self.html}, {"ntm": self.told} if self.told else {}


@dataclass(frozen=True)
class ChartColumn:
    """Heads a column of a table; numeric columns align to the right."""

    title: str
    numeric: bool = False


def table(
    caption: str, columns: Sequence[ChartColumn], rows: Iterable[Sequence[object]], kind: str = ""
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
