"""What is said as HTML: doubts as abbreviations with their meaning, verdicts by sign and colour."""

from __future__ import annotations

from itertools import islice

from jinja2 import Environment
from markupsafe import Markup

from ntm_analysis.display import element, lines
from ntm_analysis.language import Language
from ntm_analysis.say.words import (
    Cell,
    Judged,
    Listing,
    Part,
    Piece,
    Sentence,
    Shown,
    Side,
    Standing,
    Table,
    Tone,
    Weight,
    Words,
    pieces,
    sign_of,
)

# What stands before a piece of text, its tag and its class.
_TAGS = {
    Weight.STRONG: (Markup(""), "b", ""),
    Weight.SMALL: (Markup(""), "small", "ratio"),
    Weight.BELOW: (Markup("<br>"), "small", "ratio"),
}
_TABLE = Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True).from_string(
    """\
{% macro line(row) %}
{% for cell in row %}
{% if loop.first %}
<th scope="row">{{ cell }}</th>
{%- else %}
<td{{ ' class="num"'|safe if numeric[loop.index0] }}>{{ cell }}</td>
{%- endif %}
{% endfor %}
{% endmacro %}
<div class="scroll" tabindex="0" role="group" aria-label="{{ table.caption }}">
<table class="data {{ table.kind }}">
<caption>{{ table.caption }}</caption>
{% if table.groups %}
<colgroup></colgroup>
{% for _, span in table.groups %}
<colgroup span="{{ span }}"></colgroup>
{% endfor %}
<colgroup></colgroup>
{% endif %}
<thead>
{% if table.groups|length > 1 %}
<tr><td></td>
{% for name, span in table.groups %}
<th scope="colgroup" colspan="{{ span }}">{{ name }}</th>
{% endfor %}
<td></td></tr>
{% endif %}
<tr>
{% for column in table.columns %}
<th scope="col"{{ ' class="num"'|safe if numeric[loop.index0] }}>{{ column.title }}</th>
{% endfor %}
</tr>
</thead>
{% for title, rows in bands %}
<tbody>
{% if bands|length > 1 %}
<tr class="band"><th scope="rowgroup" colspan="{{ table.columns|length }}">{{ title }}</th></tr>
{% endif %}
{% for row in rows %}
<tr>{{ line(row) }}</tr>
{% endfor %}
</tbody>
{% endfor %}
{% if sums %}
<tfoot>
{% for row in sums %}
<tr class="total">{{ line(row) }}</tr>
{% endfor %}
</tfoot>
{% endif %}
</table>
</div>"""
)


def written(shown: Shown) -> str:
    """Writes everything a subject shows."""
    return Markup("\n").join(_part(part, shown.words) for part in shown.parts)


def _part(part: Part, words: Language) -> Markup:
    if isinstance(part, Sentence):
        attributes = {} if part.tone is Tone.PLAIN else {"class_": str(part.tone)}
        return element("p", part.text, **attributes)
    if isinstance(part, Listing):
        return element("details", element("summary", part.title) + lines("ul", part.items))
    return _table(part, words)


def _table(table: Table, words: Language) -> Markup:
    rows = iter([[_cell(cell, words) for cell in row] for row in table.rows])
    sizes = table.bands or (("", len(table.rows)),)
    shown = _TABLE.render(
        table=table,
        bands=[(title, list(islice(rows, size))) for title, size in sizes],
        sums=[[_cell(cell, words) for cell in row] for row in table.sums],
        numeric=[column.side is Side.RIGHT for column in table.columns],
    )
    html = Markup(shown)  # noqa: S704 (escaped by the template)
    return element("details", element("summary", table.caption) + html) if table.folded else html


def _cell(cell: Cell, words: Language) -> Markup:
    return Markup("").join(
        _piece(piece, words) + Markup("").join(sign(doubt, words) for doubt in piece.doubts)
        for piece in pieces(words, cell)
    )


def _piece(piece: Piece, words: Language) -> Markup:
    if isinstance(piece, Judged):
        symbol, said, kind = piece.verdict.symbol, words.verdict(piece.verdict), f"verdict {piece.verdict}"
        if piece.brief:  # read out in words
            return element("span", symbol, class_=kind, role="img", aria_label=said)
        return element("span", f"{symbol} {said}", class_=kind)
    if isinstance(piece, Standing):
        return element("span", piece.text, class_=f"status {piece.status}")
    tag = _TAGS.get(piece.weight) if isinstance(piece, Words) else None
    if tag is None:
        return Markup("{}").format(piece.text)
    before, name, kind = tag
    return before + (element(name, piece.text, class_=kind) if kind else element(name, piece.text))


def sign(doubt: str, words: Language) -> Markup:
    """Writes the sign of a doubt with its meaning."""
    shown, meaning = sign_of(words, doubt), words.word(f"mark_title.{doubt}")
    space = Markup(" ") if shown.startswith(" ") else Markup("")
    return space + element("abbr", shown.strip(), class_="mark", title=meaning)


Shown.writer = staticmethod(written)
