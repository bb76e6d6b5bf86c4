"""A workbook as values: its first and last sheet, and the matrix with remarks on each commune."""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

import pandas as pd

from ntm_analysis.language import Language
from ntm_analysis.model import Direction, Figure, Period
from ntm_analysis.say.caveats import FILES, about_data, adjustments, of_language, software
from ntm_analysis.say.conclusions import sentences
from ntm_analysis.say.doubtful import doubts
from ntm_analysis.say.figures import key_figures
from ntm_analysis.say.marks import decision_of, no_value, records
from ntm_analysis.say.matrix import Matrix, columns_of, met_by_criterion, row_of, sums_of
from ntm_analysis.say.open_points import open_points, touched
from ntm_analysis.say.texts import key_of, quiet, signed, verdict_key
from ntm_analysis.say.view import View
from ntm_analysis.say.words import Cell, Doubt, Part, Sentence, Side, Table, heads

# Preliminary and late stand at values, in columns of their own.
_AT_VERDICTS = [doubt for doubt in Doubt if doubt not in {Doubt.PRELIMINARY, Doubt.LATE}]
_FILES = {"name": 46, "full_hash": 70, "rows": 12}


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
    counts = (words.whole(sum(len(table.rows) for table in leaf.tables)) for leaf in leaves)
    names = (words.word(f"workbook.sheet.{leaf.key}") for leaf in leaves)
    rows = zip(names, counts, (leaf.title for leaf in leaves), strict=True)
    said = (words.text(view.data.office), words.text(view.data.title), *filter(None, sentences(view)))
    parts: list[Part] = [*map(Sentence, said), key_figures(view)]
    parts += [_list(view, "sheets", {"sheet": 46, "rows": 16, "about": 60}, rows), Sentence(key_line(view))]
    return Leaf("cover", title_of(view, "cover"), tuple(parts), whole=True, listed=True)


def _list(view: View, kind: str, widths: dict[str, int], rows: Iterable[tuple[Cell, ...]]) -> Table:
    columns = heads(view.words, "workbook.column", widths, {"rows": Side.RIGHT, "count": Side.RIGHT})
    return Table(kind, view.words.word(f"workbook.about.{kind}"), columns, tuple(rows))


def notes(view: View) -> Leaf:
    """Closes the workbook: signs, caveats, figures changed after closing, decisions, files."""
    words, meaning = view.words, {"sign": 46, "meaning": 70}
    signs = (told.partition(" ") for told in _signs(view))
    decisions = [(words.text(s.title), decision_of(view, s)) for s in view.sets]
    decisions.append((words.word("workbook.document"), str(view.data.target_document)))
    files = of_language(view, view.data.files)
    # For each set what rests on open thresholds, is missing, late or disputed, and where.
    caveats = (
        (
            f"{words.text(of.title)}: {said.rstrip(':')}",
            "; ".join(touched(view, rows, column, of.id)),
            words.whole(len(rows)),
        )
        for of in view.sets
        for kind, column, rows in open_points(view, of.id)
        for said in [words.word(f"caveat.{kind}", count=words.number(len(rows)))]
    )
    tables = (
        _list(view, "signs", meaning, ((sign, said) for sign, _, said in signs)),
        _list(view, "caveats", {"caveat": 46, "touched": 70, "count": 12}, caveats),
        _list(view, "decisions", meaning, decisions),
        FILES.table(view, files, words.word("source.files_caption"), "column.workbook.files", _FILES),
    )
    parts: list[Part] = [*map(Sentence, (*about_data(view), *adjustments(view)))]
    parts += [*(table for table in tables if table.rows), Sentence(software(view))]
    return Leaf("notes", title_of(view, "notes"), tuple(parts), listed=True)


def remarked(found: Matrix, caption: str) -> Table:
    """Gives the matrix as offices keep it: gains and remarks beside, and the share of the communes below."""
    view, words, communes = found.view, found.view.words, len(found.communes)
    widths = {"commune": 14, "total": 8, "gained": 9, "remark": 38}
    right = {"total": Side.RIGHT, "gained": Side.RIGHT}
    commune, total, *beside_it = heads(words, "workbook.column", widths, right)
    rows = ((*row_of(found, code), _gained(found, code), _remarks_of(found, code)) for code in found.communes)
    # It ends as offices have it: communes that meet each criterion, and their share of all.
    known, unchecked = met_by_criterion(found), int(found.rows["unchecked"].sum())
    shares = [
        words.rate(Fraction(100 * known[c.code], communes)) if c.code in known else no_value(view)
        for c in found.shown
    ]
    met = words.rate(Fraction(100 * sum(known.values()), len(found.rows))) if known else no_value(view)
    beside = words.word("figure.beside_unchecked", count=words.count(unchecked, "criteria"))
    note = words.word("workbook.share_note", communes=words.number(communes)) if known else ""
    sums = (
        (*sums_of(found), _gained(found), beside if unchecked else ""),
        (words.word("workbook.share"), *shares, met, "", note),
    )
    columns = (commune, *columns_of(found, named=True), total, *beside_it)
    return Table("matrix", caption, columns, tuple(rows), sums)


def _gained(found: Matrix, commune: str = "") -> Cell:
    """Counts the criteria gained since the year began, never netted, by one commune or by all.

    Where they cannot be compared one says so, and all are left empty.
    """
    words, since = found.view.words, found.view.since(Period(found.view.period.year - 1, 12))
    comparable = since.comparable(found.of.id)
    if not comparable or (commune and commune not in comparable):
        return quiet(words.word("workbook.not_compared")) if commune else ""
    n = len(since.moved(found.of.id, Direction.GAINED, *([commune] if commune else [])))
    return Figure(n, f"+{words.number(n)}" if n else "0", decimals=0, signed=True)


def _remarks_of(found: Matrix, commune: str) -> str:
    """Says of a commune: recognised or awaiting it, gained and lost, what is open about its verdicts."""
    view, words, mine = found.view, found.view.words, found.of_commune(commune)
    since, told = view.since(Period(view.period.year - 1, 12)), {}
    for direction in (Direction.GAINED, Direction.LOST):
        moved = since.moved(found.of.id, direction, commune)
        told[str(direction)] = [signed(words, c.code, doubts(view, c)) for c in moved]
    for name in ("discrepancy", "levels_differ", "unchecked"):
        told[name] = [row.criterion for row in mine if getattr(row, name)]
    rows = view.now.indicators
    late = rows[(rows["commune"] == commune) & (rows["set"] == found.of.id) & rows["late"]]
    told["late"] = list(late["indicator"])
    listed = (
        words.word(f"workbook.remark.{kind}", codes=", ".join(codes)) for kind, codes in told.items() if codes
    )
    rows = view.now.recognised
    recognised = rows[(rows["level"] == "ntm") & (rows["commune"] == commune)]
    said = []
    for row in records(recognised[~recognised["awaiting"]]):
        year = "" if pd.isna(row.credited_year) else int(row.credited_year)
        decided = words.word(f"workbook.remark.recognised{'' if year else '_undated'}", year=year)
        made_up = f" ({words.word('workbook.illustrative_row')})" if row.illustrative else ""
        said.append(decided + made_up)
    if len(recognised) and recognised["awaiting"].all():
        said.append(words.word("goal.awaiting"))
    return "; ".join([*said, *listed])
