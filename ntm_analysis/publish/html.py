"""What is said as HTML: doubts as abbreviations with their meaning, verdicts by sign and colour."""

from collections.abc import Iterable
from itertools import groupby
from pathlib import Path

from jinja2 import Environment, FileSystemLoader
from markupsafe import Markup, escape

from ntm_analysis.display import Display, element
from ntm_analysis.language import Language
from ntm_analysis.publish.sheet import grid_of
from ntm_analysis.say.palette import Bar, Dots
from ntm_analysis.say.papers import BLANK, OfficialPaper
from ntm_analysis.say.papers.poster import Poster
from ntm_analysis.say.texts import pieces, sign_of, signed, text_of
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
)

# What stands before a piece of text, its tag and its class.
_TAGS = {
    Weight.STRONG: (Markup(""), "b", ""),
    Weight.SMALL: (Markup(""), "small", "ratio"),
    Weight.BELOW: (Markup("<br>"), "small", "ratio"),
    Weight.CODE: (Markup(""), "code", ""),
    Weight.REPEATED: (Markup(""), "span", "repeated"),
    Weight.ASKED: (Markup("<br>"), "b", "asked"),
}
# Kinds of tables whose rows are read one by one: on a phone each is a record.
_STACKED = {"todo", "plan", "conditions", "tasks", "registrations", "targets", "areas", "changes", "criteria"}
_STACKED |= {"indicators"}
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
    """Sets a table: criteria as a strip, any other as rows."""
    if table.kind == "criteria-strip":  # signs and short names; name and verdict are read out and in the hint
        cells = []
        for code, said, judged in table.rows:
            (sure,) = (piece for piece in pieces(words, judged) if isinstance(piece, Judged))
            name, brief = text_of(words, said), text_of(words, code)
            seen = (
                element("span", sure.verdict.symbol, class_="sign") + f" {brief}" + _signs(sure.doubts, words)
            )
            shown = element("span", seen, aria_hidden="true") + element("span", name, class_="unseen")
            cells.append(element("li", shown, class_=f"verdict {sure.verdict}", title=name))
        return element("ol", Markup("").join(cells), class_=table.kind, aria_label=table.caption)
    html = _TABLE.render(
        table=table,
        stacked=table.kind in _STACKED,
        rows=[[_cell(cell, words) for cell in row] for row in table.rows],
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
                        if piece.promised:
                            kind, said = f"{kind} promised", f"{said}, {words.word('table.registered_cell')}"
                        seen = element("span", verdict.symbol, class_=kind, role="img", aria_label=said)
                    seen += signs
                case Bar() | Dots():
                    seen = drawn_of(piece)
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


def drawn_of(bar: Bar | Dots) -> Markup:
    """Sets a way: what is done, an upright where its time stands, a ring where it is expected to end.

    Dots are set beside the words that say what they show.
    """
    if isinstance(bar, Dots):
        dots = [("i", spot) for spot in dict.fromkeys(bar.points)] + [("b", bar.own)]
        inner = [
            element(tag, "", style=f"left:{float(100 * x):.0f}%;bottom:{float(100 * y):.0f}%")
            for tag, (x, y) in dots
        ]
        inner += (
            [element("u", "", style=f"left:{float(100 * bar.line):.0f}%")] if bar.line is not None else []
        )
        return element("span", Markup("").join(inner), class_="dots", aria_hidden="true") + element(
            "small", bar.text
        )
    drawn = (("i", "width", bar.done), ("u", "left", bar.gone), ("em", "left", bar.expected))
    spots = ((tag, f"{at}:{float(100 * share):.0f}%") for tag, at, share in drawn if share is not None)
    way = Markup("").join(element(tag, "", style=style) for tag, style in spots)
    return element("span", way, class_=f"way {bar.kind}", role="img", aria_label=bar.text)


def _signs(doubts: Iterable[str], words: Language) -> Markup:
    """Writes the signs of doubts, each once with all it means there."""
    meanings: dict[str, list[str]] = {}
    for doubt in doubts:
        meanings.setdefault(sign_of(words, doubt), []).append(words.word(f"mark_title.{doubt}"))
    return Markup("").join(
        escape(" " if sign.startswith(" ") else "")
        + element("abbr", sign.strip(), class_="mark", title="; ".join(told))
        for sign, told in meanings.items()
    )


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


def as_poster(poster: Poster, drawn: Display | None) -> bytes:
    """Gives a poster as one page, printed on one sheet of A4, with the map that is drawn for it, if any."""
    of = {"poster": poster, "map": Markup(drawn.html) if drawn else ""}  # noqa: S704 (built escaped)
    return f"{_TEMPLATES.get_template('poster.html.j2').render(of)}\n".encode()


Shown.writer = staticmethod(written)
