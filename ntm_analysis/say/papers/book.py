"""A workbook as values, and its first and last sheet: what it holds, what to know before trusting it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from ntm_analysis.language import Language
from ntm_analysis.say.caveats import about_data, adjustments, open_points, touched
from ntm_analysis.say.conclusions import sentences
from ntm_analysis.say.figures import key_figures
from ntm_analysis.say.marks import decision_of
from ntm_analysis.say.sources import FILES, of_language, software
from ntm_analysis.say.texts import key_of, verdict_key
from ntm_analysis.say.view import View
from ntm_analysis.say.words import Cell, Choice, Column, Doubt, Part, Sentence, Side, Table

# Preliminary and late stand at values, in columns of their own.
_AT_VERDICTS = [doubt for doubt in Doubt if doubt not in {Doubt.PRELIMINARY, Doubt.LATE}]
_FILES = (
    Choice("name", "workbook.column.file", 46),
    Choice("full_hash", "workbook.column.hash", 70),
    Choice("rows", "workbook.column.rows", 12),
)


@dataclass(frozen=True)
class Leaf:
    """A sheet of a workbook by its key: a subject's table, or where it is ``listed`` short lists.

    Sentences stand above the first table and below. ``frozen`` columns stay in view; a ``whole`` sheet is
    printed on a single page.
    """

    key: str
    title: str
    parts: tuple[Part, ...]
    frozen: int = 2
    whole: bool = False
    listed: bool = False

    @property
    def tables(self) -> tuple[Table, ...]:
        """Gives its tables."""
        return tuple(part for part in self.parts if isinstance(part, Table))


@dataclass(frozen=True)
class Book:
    """A whole workbook, with what each of its sheets carries: banners and the foot of the printed page."""

    title: str
    author: str
    created: dt.date  # printed in the file; a fixed day, so that equal inputs give equal bytes
    banners: tuple[str, ...]
    foot: str
    leaves: tuple[Leaf, ...]
    words: Language = field(repr=False)


def title_of(view: View, key: str, **values: object) -> str:
    """Gives the title a sheet opens with."""
    return view.words.word(f"workbook.title.{key}", month=view.words.month(view.period), **values)


def key_line(view: View) -> str:
    """Writes the signs and marks in one line, as it stands under a table."""
    return view.words.word("caveat.key", marks="; ".join(_signs(view)))


def _signs(view: View) -> Iterator[str]:
    yield from verdict_key(view.words)
    yield from key_of(view.words, _AT_VERDICTS)


def cover(view: View, leaves: Sequence[Leaf]) -> Leaf:
    """Opens the workbook: whose it is, of which month, its key figures, ways to every sheet."""
    words = view.words
    rows = (
        (
            words.word(f"workbook.sheet.{leaf.key}"),
            words.whole(sum(len(t.rows) for t in leaf.tables)),
            leaf.title,
        )
        for leaf in leaves
    )
    said = (words.text(view.data.office), words.text(view.data.title), *filter(None, sentences(view)))
    parts: list[Part] = [*map(Sentence, said), replace(key_figures(view), kind="key_figures")]
    parts += [_list(view, "sheets", {"sheet": 46, "rows": 16, "about": 60}, rows), Sentence(key_line(view))]
    return Leaf("cover", title_of(view, "cover"), tuple(parts), whole=True, listed=True)


def _list(view: View, kind: str, heads: dict[str, int], rows: Iterable[tuple[Cell, ...]]) -> Table:
    numbers = {"rows", "count"}
    columns = (
        Column(view.words.word(f"workbook.column.{key}"), Side.RIGHT if key in numbers else Side.LEFT, width)
        for key, width in heads.items()
    )
    return Table(kind, view.words.word(f"workbook.about.{kind}"), tuple(columns), tuple(rows))


def notes(view: View) -> Leaf:
    """Closes the workbook: signs, caveats, figures changed after closing, decisions, files."""
    words, meaning = view.words, {"sign": 46, "meaning": 70}
    signs = (told.partition(" ") for told in _signs(view))
    decisions = [(words.text(s.title), decision_of(view, s)) for s in view.sets]
    decisions.append((words.word("workbook.document"), str(view.data.target_document)))
    files = of_language(view, view.data.files)
    tables = (
        _list(view, "signs", meaning, ((sign, said) for sign, _, said in signs)),
        _list(view, "caveats", {"caveat": 46, "touched": 70, "count": 12}, _caveats(view)),
        _list(view, "decisions", meaning, decisions),
        FILES.table(view, files, words.word("source.files_caption"), _FILES),
    )
    parts: list[Part] = [*map(Sentence, (*about_data(view), *adjustments(view)))]
    parts += [*(table for table in tables if table.rows), Sentence(software(view))]
    return Leaf("notes", title_of(view, "notes"), tuple(parts), listed=True)


def _caveats(view: View) -> Iterator[tuple[Cell, ...]]:
    """Says for each set what rests on open thresholds, is missing, late or disputed, and where."""
    words = view.words
    for criteria_set in view.sets:
        for kind, column, rows in open_points(view, criteria_set):
            said = words.word(f"caveat.{kind}", count=words.number(len(rows))).rstrip(":")
            where = "; ".join(touched(view, rows, column))
            yield f"{words.text(criteria_set.title)}: {said}", where, words.whole(len(rows))
