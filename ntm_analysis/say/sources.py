"""Where the numbers of a page come from."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from importlib.metadata import version
from pathlib import PurePath

from ntm_analysis.model import SourceFile
from ntm_analysis.read.copies import TABLE
from ntm_analysis.read.schema import MOVEMENT
from ntm_analysis.read.slices import part_of
from ntm_analysis.say.view import View
from ntm_analysis.say.words import (
    Cell,
    Group,
    Listing,
    Part,
    Sentence,
    Shown,
    Side,
    Subject,
    Tone,
    Weight,
    Words,
)

# The overviews speak of these too: overdue tasks, registered criteria, who is late, the year's estimates.
_OF_OVERVIEWS = frozenset(
    {
        "model_areas",
        "unit_changes",
        "registrations",
        "tasks",
        "task_states",
        "bodies",
        "submissions",
        "estimates",
    }
)
_MOVEMENT_ONLY = frozenset(MOVEMENT) - _OF_OVERVIEWS
_PAGE = ("name", "rows", "hash")
FACTS: Mapping[str, Callable[[View, SourceFile], Cell]] = {
    "name": lambda _view, file: file.name,
    "rows": lambda view, file: view.words.whole(file.rows),
    "hash": lambda _view, file: Words(file.sha256[:16], weight=Weight.CODE),
    "full_hash": lambda _view, file: file.sha256,
}
FILES = Subject("files", FACTS, {"rows": Side.RIGHT})


def sources(view: View) -> Shown:
    """Names the files with their hash, the period, the decisions, the office and the software version."""
    words, data = view.words, view.data
    cut_off = words.date(data.cut_off(view.period))
    facts = (
        words.word("source.office", office=words.text(data.office)),
        words.word("source.period", month=words.month(view.period), day=cut_off),
        *(
            words.word("source.decision", set=title, decision=s.decision, annex=words.text(s.annex))
            for s in view.sets
            for title in [words.text(s.title)]
        ),
        words.word("source.document", document=data.target_document),
        *([words.word("source.translated")] if words.code in data.translations else []),
        software(view),
    )
    caption = words.word("source.files_caption")
    # An area's files are those of the rows it reads; the movement's own stand on its own page.
    found, elsewhere = data.files, frozenset[str]() if view.notebook == "movement" else _MOVEMENT_ONLY
    if view.area is not None:
        found, elsewhere = part_of(data, view.area.id).files, frozenset()
    files = [file for file in of_language(view, found) if PurePath(file.name).stem not in elsewhere]
    parts: list[Part] = [FILES.table(view, files, caption, "column.files", _PAGE)]
    parts += [Sentence(words.word("source.rows_of_page"), Tone.NOTE)] if view.area is not None else []
    opened = Group(caption, tuple(parts), folded=True)
    return Shown((Listing("", facts, "sources"), opened), words)


def software(view: View) -> str:
    """Names the software with its version."""
    return view.words.word("source.software", version=version("ntm-analysis"))


def of_language(view: View, files: Iterable[SourceFile]) -> list[SourceFile]:
    """Leaves out the translations where a view is in the language of the dataset itself."""
    is_translated = view.words.code in view.data.translations
    return [file for file in files if is_translated or PurePath(file.name).stem != TABLE]
