"""What is said as HTML: doubts as abbreviations with their meaning, verdicts by sign and colour."""

from collections.abc import Iterable
from itertools import groupby, islice
from pathlib import Path

from jinja2 import Environment, FileSystemLoader
from markupsafe import Markup, escape

from ntm_analysis.display import element
from ntm_analysis.language import Language
from ntm_analysis.publish.sheet import grid_of
from ntm_analysis.say.papers import BLANK, OfficialPaper
from ntm_analysis.say.texts import sign_of, signed, text_of
from ntm_analysis.say.words import (
    Cell,
    Group,
    Judged,
    Listing,
    Opening,
    Part,
    Sentence,
    Shown,
    Side,
    Standing,
    Table,
    Tone,
    Weight,
    Words,
    pieces,
)

# What stands before a piece of text, its tag and its class.
_TAGS = {
    Weight.STRONG: (Markup(""), "b", ""),
    Weight.SMALL: (Markup(""), "small", "ratio"),
    Weight.BELOW: (Markup("<br>"), "small", "ratio"),
    Weight.CODE: (Markup(""), "code", ""),
    Weight.REPEATED: (Markup(""), "span", "repeated"),
}
_FOLDER = Path(__file__).parent / "template"
_TEMPLATES = Environment(
    loader=FileSystemLoader(_FOLDER), autoescape=True, trim_blocks=True, lstrip_blocks=True
)
_TABLE = _TEMPLATES.get_template("table.html.j2")


def written(shown: Shown) -> str:
    """Writes everything a subject shows."""
    return _parts(shown.parts, shown.words)


def _parts(parts: Iterable[Part], words: Language) -> Markup:
    shown = []
    for part in parts:
        match part:
            case Sentence():
                said = escape(part.text) + _signs(part.doubts, words)
                each = element("p", said, **_styled("" if part.tone is Tone.PLAIN else str(part.tone)))
            case Listing():
                each = _folded(part.title, _lines((_cell(item, words) for item in part.items), part.kind))
            case Group():
                title = element("summary" if part.folded else "h3", part.title) if part.title else ""
                inner = escape(title) + _parts(part.parts, words)
                each = element("details" if part.folded else "div", inner, **_styled(part.kind))
            case Table():
                each = _table(part, words)
        shown.append(each)
    return Markup("\n").join(shown)


def _folded(title: str, shown: Markup) -> Markup:
    """Folds what is shown under its title, where it has one."""
    return element("details", element("summary", title) + shown) if title else shown


def _lines(items: Iterable[Markup], kind: str = "") -> Markup:
    return element("ul", Markup("").join(element("li", item) for item in items), **_styled(kind))


def _styled(kind: str) -> dict[str, str]:
    return {"class_": kind} if kind else {}


def _table(table: Table, words: Language) -> Markup:
    """Sets a table: figures as a list with their names, criteria as a strip, any other as rows."""
    if table.kind == "figures":  # a remark small under its figure
        pairs = (
            element("dt", _cell(name, words))
            + element("dd", _cell(value, words) + (element("small", note, class_="ratio") if note else ""))
            for name, value, note in table.rows
        )
        return element("dl", Markup("").join(element("div", pair) for pair in pairs), class_=table.kind)
    if table.kind == "criteria-strip":  # numbers and signs; name and verdict are read out and in the hint
        cells = []
        for code, said, judged in table.rows:
            (sure,) = (piece for piece in pieces(words, judged) if isinstance(piece, Judged))
            seen = element("b", code) + element("span", sure.verdict.symbol, class_="sign")
            seen += _signs(sure.doubts, words)
            name = text_of(words, said)
            shown = element("span", seen, aria_hidden="true") + element("span", name, class_="unseen")
            cells.append(element("li", shown, class_=f"verdict {sure.verdict}", title=name))
        return element("ol", Markup("").join(cells), class_=table.kind, aria_label=table.caption)
    rows = iter([[_cell(cell, words) for cell in row] for row in table.rows])
    sizes = table.bands or (("", len(table.rows)),)
    html = _TABLE.render(
        table=table,
        bands=[(title, list(islice(rows, size))) for title, size in sizes],
        sums=[[_cell(cell, words) for cell in row] for row in table.sums],
        numeric=[column.side is Side.RIGHT for column in table.columns],
    )
    return _folded(table.caption if table.folded else "", Markup(html))  # noqa: S704 (escaped by the template)


def _cell(cell: Cell, words: Language) -> Markup:
    """Sets a cell piece by piece; neighbours that are items of a list stand in one list."""
    shown = Markup("")
    for weight, found in groupby(pieces(words, cell), key=lambda piece: getattr(piece, "weight", None)):
        each = list[Markup]()
        for piece in found:
            signs = _signs(piece.doubts, words)
            match piece:
                case Judged(verdict):
                    kind, said = f"verdict {verdict}", words.verdict(verdict)
                    seen = element("span", f"{verdict.symbol} {said}", class_=kind)
                    if piece.brief:  # read out in words
                        seen = element("span", verdict.symbol, class_=kind, role="img", aria_label=said)
                    seen += signs
                case Standing():
                    seen = element("span", piece.text, class_=f"{piece.kind} {piece.status}") + signs
                case Opening():
                    items = _lines(_cell(item, words) for item in piece.items)
                    title = element("summary", _cell(piece.title, words))
                    seen = element("details", title + items, **_styled(piece.kind))
                case _:
                    seen = escape(piece.text) + signs
                    if isinstance(piece, Words) and piece.weight in _TAGS:
                        before, tag, kind = _TAGS[piece.weight]
                        seen = before + element(tag, seen, **_styled(kind))
            each.append(seen)
        shown += _lines(each) if weight is Weight.ITEM else Markup("").join(each)
    return shown


def _signs(doubts: Iterable[str], words: Language) -> Markup:
    return Markup("").join(sign(doubt, words) for doubt in doubts)


def sign(doubt: str, words: Language) -> Markup:
    """Writes the sign of a doubt with its meaning."""
    shown, meaning = sign_of(words, doubt), words.word(f"mark_title.{doubt}")
    space = Markup(" ") if shown.startswith(" ") else Markup("")
    return space + element("abbr", shown.strip(), class_="mark", title=meaning)


def as_html(document: OfficialPaper) -> bytes:
    """Gives a document as one page, read on a phone and printed on A4, that loads nothing from anywhere."""
    words = document.words
    page = _TEMPLATES.get_template("document.html.j2").render(
        document=document,
        grid=lambda table: grid_of(words, table),
        said=lambda told: signed(words, told.text, told.doubts),
        blanks=lambda text: Markup(BLANK.sub(r"<mark>\1</mark>", str(escape(text)))),  # noqa: S704 (escaped before)
    )
    return f"{page}\n".encode()


Shown.writer = staticmethod(written)
