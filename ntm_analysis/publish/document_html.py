"""A document as one self-contained page: no script, nothing fetched, readable on a phone, printed on A4."""

from __future__ import annotations

import re
from collections.abc import Iterable

from markupsafe import Markup

from ntm_analysis.display import element
from ntm_analysis.language import Language
from ntm_analysis.publish.grids import TextGrid, grid_of
from ntm_analysis.say.papers.paper import Appendix, Block, Heading, OfficialPaper
from ntm_analysis.say.texts import signed
from ntm_analysis.say.words import Sentence, Side, Table, Tone

_BLANK = re.compile(r"(\[[^\]]+\])")
_STYLE = """\
body{font:1.0625rem/1.5 "Times New Roman",Tinos,"Liberation Serif",serif;color:#111;background:#fff;
max-width:48rem;margin:0 auto;padding:1rem}
h1{font-size:1.25rem;text-align:center;margin:1.5rem 0 1rem}h1 small{display:block;font-size:1.0625rem}
h2{font-size:1.125rem;margin:1.5rem 0 .5rem}h3{font-size:1.0625rem;margin:1rem 0 .25rem}
p{margin:.35rem 0}.lead{font-weight:bold}.note,.attached{font-size:.9375rem;font-style:italic}
.mark{border:2px solid #111;padding:.25rem .5rem;text-align:center;font-weight:bold}
.head{display:flex;flex-wrap:wrap;gap:.5rem 2rem;justify-content:space-between;text-align:center}
.head div{flex:1 1 17rem}.head p,.attached{margin:0;white-space:pre-wrap}
td:not([class]){min-width:6.5rem}
.signature{display:flex;flex-wrap:wrap;gap:1rem 2rem;justify-content:space-between;margin-top:1.5rem}
.signature ul{list-style:"- ";margin:0;padding-left:1rem;font-size:.875rem}
.signer{min-height:8rem;text-align:center}
.scroll{overflow-x:auto}table{border-collapse:collapse;width:100%;margin:.5rem 0;font-size:.9375rem}
caption{text-align:left;font-weight:bold;padding:.25rem 0}th,td{border:1px solid #767676;padding:.2rem .4rem;
vertical-align:top;text-align:left}thead th{text-align:center;background:#f1f1ee}
.right{text-align:right;font-variant-numeric:tabular-nums}.center{text-align:center}.dense{font-size:.8125rem}
.dense th,.dense td{padding:.1rem .2rem}.empty td{height:2rem}mark{background:#fff3a3;color:#111}
.appendix{border-top:1px solid #767676;margin-top:2rem}.appendix h2{text-align:center}
@page{size:A4;margin:20mm 16mm 20mm 30mm}
@media print{body{max-width:none;padding:0;font-size:12pt}.appendix{break-before:page;border:0}
tr{break-inside:avoid}
thead{display:table-header-group}.scroll{overflow:visible}h2,h3{break-after:avoid}}
"""


def as_html(document: OfficialPaper) -> bytes:
    """Gives the page's bytes; every text is escaped."""
    body = Markup("\n").join(
        [
            *(
                element("p", mark, class_="mark", role="note")
                for mark in (*document.marks, document.draft)
                if mark
            ),
            _head(document),
            element("h1", element("span", document.name) + element("small", document.subject)),
            *_parts(document.parts, document.words),
            _signature(document),
            *(_appendix(appendix, document.words) for appendix in document.appendices),
        ]
    )
    title = f"{document.name}: {document.subject}"
    page = Markup(
        '<!DOCTYPE html>\n<html lang="{}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        "<title>{}</title>\n<style>\n{}</style>\n</head>\n<body>\n<main>\n{}\n</main>\n</body>\n</html>\n"
    ).format(document.words.code, title, Markup(_STYLE), body)  # noqa: S704 (our own style)
    return str(page).encode("utf-8")


def _head(document: OfficialPaper) -> Markup:
    head = document.letterhead
    left = element("p", head.superior) + element("p", element("b", head.issuer)) + element("p", head.number)
    right = (
        element("p", element("b", head.state))
        + element("p", element("b", head.motto))
        + element("p", element("i", head.place_and_date))
    )
    return element("header", element("div", left) + element("div", right), class_="head")


def _signature(document: OfficialPaper) -> Markup:
    signed = document.signature
    listed = Markup("").join(element("li", line) for line in signed.recipients)
    left = element("b", element("i", signed.recipients_title)) + element("ul", listed)
    right = element("b", signed.authority) + Markup("<br>") + element("b", signed.post)
    return element(
        "footer", element("div", left) + element("div", right, class_="signer"), class_="signature"
    )


def _appendix(appendix: Appendix, words: Language) -> Markup:
    title = element("h2", element("span", appendix.number) + Markup("<br>") + element("span", appendix.title))
    parts = Markup("\n").join(_parts(appendix.parts, words))
    return element(
        "section", title + element("p", appendix.attached, class_="attached") + parts, class_="appendix"
    )


def _parts(parts: Iterable[Block], words: Language) -> Iterable[Markup]:
    for part in parts:
        match part:
            case Heading():
                yield element(f"h{part.level + 1}", part.text)
            case Sentence():
                kind = "body" if part.tone is Tone.PLAIN else str(part.tone)
                yield element("p", _with_blanks(signed(words, part.text, part.doubts)), class_=kind)
            case Table():
                yield _grid(grid_of(words, part))


def _with_blanks(text: str) -> Markup:
    """Marks what an official is to fill in."""
    pieces = _BLANK.split(text)
    return Markup("").join(
        element("mark", piece) if _BLANK.fullmatch(piece) else Markup("{}").format(piece) for piece in pieces
    )


def _grid(grid: TextGrid) -> Markup:
    head = Markup("").join(element("th", column.title, scope="col") for column in grid.columns)
    rows = Markup("\n").join(_row(grid, row) for row in grid.rows)
    inner = element("thead", element("tr", head)) + element("tbody", rows)
    if grid.caption:
        inner = element("caption", grid.caption) + inner
    shown = element("table", inner, class_="dense" if grid.dense else "plain")
    label = grid.caption or ", ".join(column.title for column in grid.columns[:3])
    return element("div", shown, class_="scroll", tabindex="0", role="region", aria_label=label)


def _row(grid: TextGrid, row: tuple[str, ...]) -> Markup:
    cells = Markup("").join(
        element("td", _with_blanks(text), class_=str(column.side))
        if column.side is not Side.LEFT
        else element("td", _with_blanks(text))
        for column, text in zip(grid.columns, row, strict=True)
    )
    return element("tr", cells) if any(row) else element("tr", cells, class_="empty")
