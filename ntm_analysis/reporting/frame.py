"""What surrounds the content of every page: language, title, ways to other pages, footer."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, FileSystemLoader

from ntm_analysis.language import Language
from ntm_analysis.reporting.plan import Briefing

if TYPE_CHECKING:
    from ntm_analysis.dataset import Dataset

FOLDER = Path(__file__).parent / "template"


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
    links: tuple[Link, ...] = ()


def frame_of(data: Dataset, language: str) -> Frame:
    """Makes the frame that all pages of a dataset in one language share."""
    words = Language.load(language)
    texts = {
        "skip": words.word("page.skip"),
        "ways": words.word("page.ways"),
        "illustrative": words.word("page.illustrative"),
        "illustrative_note": words.word("page.illustrative_note"),
        "draft": words.word("page.draft"),
        "draft_note": words.word("page.draft_note"),
        "software": words.word("page.software", version=version("ntm-analysis")),
    }
    return Frame(language, "", words.text(data.title), words.text(data.office), style(), texts)


def frame_of_page(shared: Frame, briefing: Briefing, siblings: tuple[Briefing, ...]) -> Frame:
    """Adds a page's title and its ways: up to the month's index, across to the place's other pages.

    The title is what follows the Summary's own: subject and month.
    """
    words = Language.load(briefing.language)
    up = Link(words.word("page.up", month=words.month(briefing.period)), "../index.html")
    across = (
        Link(notebook_title(words, other.notebook.name), f"{other.notebook.name}.html", other == briefing)
        for other in siblings
    )
    title = f"{notebook_title(words, briefing.notebook.name)}, {words.month(briefing.period)}"
    return replace(shared, title=title, links=(up, *across))


def notebook_title(words: Language, name: str) -> str:
    """Names a notebook for readers; one without words in the language file shows its file name."""
    return words.word(f"notebook.{name}") if f"notebook.{name}" in words else name


@lru_cache
def style() -> str:
    """Reads the one stylesheet, which every page carries inside."""
    return (FOLDER / "style.css").read_text("utf-8").strip()


def environment(**globals_: Any) -> Environment:
    """Gives the templates of the index pages."""
    made = Environment(loader=FileSystemLoader(FOLDER), autoescape=True, trim_blocks=True, lstrip_blocks=True)
    made.globals.update(globals_)
    return made
