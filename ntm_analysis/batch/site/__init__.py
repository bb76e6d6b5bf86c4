"""What surrounds the content of every page: language, title, ways to other pages, footer."""

from __future__ import annotations

import hashlib
import re
from base64 import b64encode
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from ntm_analysis.batch.plan import Briefing
from ntm_analysis.batch.plan.notebooks import Notebook
from ntm_analysis.language import Language
from ntm_analysis.model import Period, PlaceKind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from jinja2 import Environment

    from ntm_analysis.read import Outline

FOLDER = Path(__file__).parent / "template"
# Words every page carries; a worker is handed them and needs no language file.
_WORDS = """
    skip ways contents alone illustrative illustrative_note draft draft_note sheet
""".split()  # noqa: SIM905 (names are read more easily so)
# What would end a string of CSS, or the style element it stands in.
_UNFIT_IN_CSS = re.compile(r'[\x00-\x1f"\\<>&]')


@dataclass(frozen=True)
class Link:
    """One way to another page; ``here`` marks the page itself."""

    label: str
    href: str
    here: bool = False


@dataclass(frozen=True)
class Frame:
    """The same for a briefing and an index: plain texts, so that a worker needs no language file."""

    language: str
    title: str
    site: str  # the dataset's title
    office: str
    style: str
    words: dict[str, str]
    code: str = ""  # by which a sheet of paper can be checked
    up: tuple[Link, ...] = ()
    across: tuple[Link, ...] = ()
    months: str = ""  # markup of its own, which later builds write anew

    def sheet(self, heading: str, *, illustrative: bool, draft: bool) -> str:
        """Gives the CSS that prints place, period, reservations and page number on each sheet of A4."""
        marks = (("illustrative", illustrative), ("draft", draft))
        texts = {
            "top-left": heading,
            "top-right": " · ".join(self.words[name] for name, holds in marks if holds),
            "bottom-left": " · ".join(filter(None, (self.site, self.words["software"], self.code))),
        }
        boxes = "".join(f"@{box}{{content:{css_string(text)}}}" for box, text in texts.items())
        page = f'{css_string(self.words["sheet"] + " ")} counter(page) "/" counter(pages)'
        return f"@page{{{boxes}@bottom-right{{content:{page}}}}}"


def frame_of(data: Outline | None, language: str, code: str = "") -> Frame:
    """Makes the frame that all pages of a dataset in one language share, or those of none or several.

    ``code`` stands at the foot of each sheet.
    """
    words = Language.load(language)
    site, office = words.word("index.title_all"), ""
    if data is not None:
        site, office = words.text(data.title), words.text(data.office)
    texts = {name: words.word(f"page.{name}") for name in _WORDS}
    texts["software"] = words.word("page.software", version=version("ntm-analysis"))
    told = words.word("page.code", code=code) if code else ""
    return Frame(words.code, "", site, office, style(), texts, told)


def frame_of_page(shared: Frame, briefing: Briefing, briefings: Iterable[Briefing]) -> Frame:
    """Adds a page's title and its ways: up to the month's index and the district, across to its place's.

    ``briefings`` are all of the month. The title follows the Summary's own: subject and month.
    """
    words = Language.load(briefing.language)
    up, across = [Link(words.word("page.up"), "../index.html")], []
    for other in briefings:
        if other.place == briefing.place:
            title = notebook_title(words, other.notebook, short=True)
            across.append(Link(title, f"{other.notebook.name}.html", other == briefing))
        elif other.place.kind is PlaceKind.DISTRICT and other.notebook == briefing.notebook:
            up.append(Link(words.word("page.district"), f"../{other.page}"))
    return replace(
        shared,
        title=f"{notebook_title(words, briefing.notebook)}, {words.month(briefing.period)}",
        up=tuple(up),
        across=tuple(across),
        months=month_ways(words, briefing.period),
    )


@dataclass(frozen=True)
class Way:
    """The same page in another month."""

    period: Period
    href: str


def month_ways(words: Language, period: Period, before: Way | None = None, after: Way | None = None) -> str:
    """Lists a page's month between the ways to the months beside it.

    A page is rendered with its own month only: what it depends on does not name the months beside it.
    """

    def item(text: str, key: str, way: Way | None) -> Markup:
        if way is None:
            return Markup("")
        label = words.word(key, month=words.month(way.period))
        link = Markup('<li><a href="{}" aria-label="{}">{}</a></li>')
        return link.format(way.href, label, text.format(words.short_month(way.period)))

    here = Markup('<li aria-current="true">{}</li>').format(words.month(period))
    items = [item("‹ {}", "page.previous", before), here, item("{} ›", "page.next", after)]
    return Markup('<ul class="months">{}</ul>').format(Markup("").join(items))


def notebook_title(words: Language, notebook: Notebook, *, short: bool = False) -> str:
    """Names a notebook for readers, ``short`` among the ways and at the head of a column.

    One without words in the language file shows the name of its area, one of no area its file name.
    """
    key = f"notebook_short.{notebook.name}" if short else f"notebook.{notebook.name}"
    if key in words:
        return words.word(key)
    return words.text(notebook.area) if notebook.area else notebook.name


@lru_cache
def style() -> str:
    """Reads the one stylesheet, which every page carries inside."""
    return (FOLDER / "style.css").read_text("utf-8").strip()


@lru_cache
def _environment() -> Environment:
    """Gives the templates of the index pages, compiled once for the many of a country."""
    from jinja2 import Environment, FileSystemLoader  # noqa: PLC0415 (a command that writes nothing needs none)

    return Environment(loader=FileSystemLoader(FOLDER), autoescape=True, trim_blocks=True, lstrip_blocks=True)


def rendered(template: str, frame: Frame, words: Language, **values: Any) -> bytes:
    """Gives an index page, made by its template."""
    page = _environment().get_template(template)
    script = (FOLDER / "find.js").read_text("utf-8").strip()
    shared = {"script": script, "script_hash": b64encode(hashlib.sha256(script.encode()).digest()).decode()}
    made = page.render(frame=frame, word=words.word, plural=words.plural, **shared, **values)
    return (made.rstrip("\n") + "\n").encode()


def css_string(text: str) -> str:
    """Gives a text as a string of CSS."""
    return '"' + _UNFIT_IN_CSS.sub(lambda found: f"\\{ord(found[0]):x} ", text) + '"'
