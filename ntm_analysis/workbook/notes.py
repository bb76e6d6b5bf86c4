"""The first and the last sheet: what the workbook holds, and what to know before trusting it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from ntm_analysis.model import Figure
from ntm_analysis.publish.sheet import Grid, Sheet
from ntm_analysis.publish.xlsx import list_of
from ntm_analysis.say.caveats import about_data, adjustments, open_points, touched
from ntm_analysis.say.conclusions import sentences
from ntm_analysis.say.figures import key_figures
from ntm_analysis.say.sources import FILES, of_language, software
from ntm_analysis.say.view import View
from ntm_analysis.say.words import Cell, Choice, Column, Doubt, Side, Table, key_of, verdict_key

# Preliminary and late stand at values, in columns of their own.
_AT_VERDICTS = [doubt for doubt in Doubt if doubt not in {Doubt.PRELIMINARY, Doubt.LATE}]
_FILES = (
    Choice("name", "workbook.column.file", 46),
    Choice("full_hash", "workbook.column.hash", 70),
    Choice("rows", "workbook.column.rows", 12),
)


def title_of(view: View, sheet: str, **values: object) -> str:
    """Gives the title a sheet opens with."""
    return view.words.word(f"workbook.title.{sheet}", month=view.words.month(view.period), **values)


def key_line(view: View) -> str:
    """Writes the signs and marks in one line, as it stands under a table."""
    told = (*verdict_key(view.words), *key_of(view.words, _AT_VERDICTS))
    return view.words.word("caveat.key", marks="; ".join(told))


def cover(view: View, sheets: tuple[Sheet, ...]) -> Sheet:
    """Opens the workbook: whose it is, of which month, its key figures, ways to every sheet."""
    words = view.words
    rows = tuple((s.name, _number(view, sum(len(g.rows) for g in s.grids)), s.title) for s in sheets)
    listed = _list(view, "sheets", {"sheet": 46, "rows": 16, "about": 60}, rows)
    ways = ((replace(first, link=str(first.value)), *rest) for first, *rest in listed.rows)
    said = [text for text in sentences(view) if text]
    return Sheet(
        words.word("workbook.sheet.cover"),
        title_of(view, "cover"),
        lead=(words.text(view.data.office), words.text(view.data.title), *said),
        grids=(list_of(words, key_figures(view), "key_figures"), replace(listed, rows=tuple(ways))),
        notes=(key_line(view),),
        whole=True,
    )


def _number(view: View, n: int) -> Figure:
    return Figure(n, view.words.number(n), decimals=0)


def _list(view: View, kind: str, heads: dict[str, int], rows: Iterable[tuple[Cell, ...]]) -> Grid:
    numbers = {"rows", "count"}
    columns = (
        Column(view.words.word(f"workbook.column.{key}"), Side.RIGHT if key in numbers else Side.LEFT, width)
        for key, width in heads.items()
    )
    return list_of(
        view.words, Table(kind, view.words.word(f"workbook.about.{kind}"), tuple(columns), tuple(rows))
    )


def notes(view: View) -> Sheet:
    """Closes the workbook: signs, caveats, figures changed after closing, decisions, files."""
    words = view.words
    meaning = {"sign": 46, "meaning": 70}
    files = of_language(view, view.data.files)
    grids = (
        _list(view, "signs", meaning, _signs(view)),
        _list(view, "caveats", {"caveat": 46, "touched": 70, "count": 12}, _caveats(view)),
        _list(view, "decisions", meaning, _decisions(view)),
        list_of(words, FILES.table(view, files, words.word("source.files_caption"), _FILES)),
    )
    return Sheet(
        words.word("workbook.sheet.notes"),
        title_of(view, "notes"),
        lead=(*about_data(view), *adjustments(view)),
        grids=tuple(grid for grid in grids if grid.rows),
        notes=(software(view),),
    )


def _signs(view: View) -> Iterator[tuple[Cell, ...]]:
    for told in (*verdict_key(view.words), *key_of(view.words, _AT_VERDICTS)):
        sign, _, meaning = told.partition(" ")
        yield sign, meaning


def _caveats(view: View) -> Iterator[tuple[Cell, ...]]:
    """Says for each set what rests on open thresholds, is missing, late or disputed, and where."""
    words = view.words
    for criteria_set in view.sets:
        for kind, column, rows in open_points(view, criteria_set):
            said = words.word(f"caveat.{kind}", count=words.number(len(rows))).rstrip(":")
            where = "; ".join(touched(view, rows, column))
            yield f"{words.text(criteria_set.title)}: {said}", where, _number(view, len(rows))


def _decisions(view: View) -> Iterator[tuple[Cell, ...]]:
    words = view.words
    for s in view.sets:
        yield words.text(s.title), f"{s.decision}, {words.text(s.annex)}"
    yield words.word("workbook.document"), str(view.data.target_document)
