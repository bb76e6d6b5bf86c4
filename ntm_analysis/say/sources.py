"""Where the numbers of a page come from."""

from __future__ import annotations

from collections.abc import Iterable
from importlib.metadata import version
from pathlib import PurePath

from ntm_analysis.display import Column, Display, element, lines, table
from ntm_analysis.model import SourceFile
from ntm_analysis.read.schema import MOVEMENT
from ntm_analysis.read.slices import part_of
from ntm_analysis.read.translations import TABLE
from ntm_analysis.say.view import View

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


def sources(view: View) -> Display:
    """Names the files with their hash, the period, the decisions, the office and the software version."""
    words, data = view.words, view.data
    facts = [
        words.word("source.office", office=words.text(data.office)),
        words.word(
            "source.period", month=words.month(view.period), day=words.date(data.cut_off(view.period))
        ),
        *(
            words.word("source.decision", set=title, decision=s.decision, annex=words.text(s.annex))
            for s in view.sets
            for title in [words.text(s.title)]
        ),
        words.word("source.document", document=data.target_document),
        *([words.word("source.translated")] if words.code in data.translations else []),
        words.word("source.software", version=version("ntm-analysis")),
    ]
    columns = [
        Column(words.word("source.file")),
        Column(words.word("source.rows"), numeric=True),
        Column("SHA-256"),
    ]
    rows = [[f.name, words.number(f.rows), element("code", f.sha256[:16])] for f in _files(view)]
    files = table(words.word("source.files_caption"), columns, rows, kind="files")
    if view.area is not None:
        files += element("p", words.word("source.rows_of_page"), class_="note")
    opened = element("details", element("summary", words.word("source.files_caption")) + files)
    return Display(lines("ul", facts, class_="sources") + opened)


def _files(view: View) -> list[SourceFile]:
    """Lists the files a page is made from: an area's by the rows it reads, the movement's on its own page."""
    if view.area is not None:
        found, elsewhere = part_of(view.data, view.area.id).files, frozenset[str]()
    else:
        elsewhere = frozenset[str]() if view.notebook == "movement" else _MOVEMENT_ONLY
        found = view.data.files
    return [f for f in of_language(view, found) if PurePath(f.name).stem not in elsewhere]


def of_language(view: View, files: Iterable[SourceFile]) -> list[SourceFile]:
    """Leaves out the translations where a view is in the language of the dataset itself."""
    is_translated = view.words.code in view.data.translations
    return [file for file in files if is_translated or PurePath(file.name).stem != TABLE]
