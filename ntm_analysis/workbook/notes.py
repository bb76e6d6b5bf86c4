"""The first and the last sheet: what the workbook holds, and what to know before trusting it."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from importlib.metadata import version

from ntm_analysis.publish.sheet import Cell, Look, Paper, Sheet, SheetGrid, texts
from ntm_analysis.publish.xlsx import COUNT, FORMAL, count, digits, literal
from ntm_analysis.say.caveats import about_data, adjustments, open_points, touched
from ntm_analysis.say.conclusions import sentences
from ntm_analysis.say.counted import counted
from ntm_analysis.say.marks import shown_date_of
from ntm_analysis.say.poverty import lacking, review
from ntm_analysis.say.sources import of_language
from ntm_analysis.say.view import View
from ntm_analysis.say.words import Side
from ntm_analysis.workbook import figures, signs
from ntm_analysis.workbook.frame import columns, decision, name_of, title_of


def cover(view: View, sheets: tuple[Sheet, ...]) -> Sheet:
    """Opens the workbook: whose it is, of which month, its key figures, ways to every sheet."""
    words = view.words
    heads = columns(view, ("figure", 46, Side.LEFT), ("value", 16, Side.RIGHT), ("remark", 60, Side.LEFT))
    keyed = SheetGrid(
        "key_figures", words.word("workbook.about.key_figures"), heads, tuple(_key_figures(view))
    )
    heads = columns(view, ("sheet", 46, Side.LEFT), ("rows", 16, Side.RIGHT), ("about", 60, Side.LEFT))
    listed = SheetGrid("sheets", words.word("workbook.about.sheets"), heads, tuple(map(_way, sheets)))
    said = [text for text in sentences(view) if text]
    return Sheet(
        name_of(view, "cover"),
        title_of(view, "cover"),
        lead=(words.text(view.data.office), words.text(view.data.title), *said),
        grids=(keyed, listed),
        notes=(signs.key_line(view),),
        whole=True,
    )


def _way(sheet: Sheet) -> tuple[Cell, ...]:
    rows = sum(len(grid.rows) for grid in sheet.grids)
    return Cell(sheet.name, link=sheet.name), count(rows), Cell(sheet.title)


def _key_figures(view: View) -> Iterator[tuple[Cell, ...]]:
    """Gives the district's figures as numbers: recognised, mean and sum of criteria, groups, poverty."""
    words, standard = view.words, view.set_in_force("standard")
    communes = len(view.communes)
    of_all = FORMAL + literal(f"/{words.formal(communes)}")
    recognised = Cell(len(view.recognised), Look.STRONG, of_all)
    yield Cell(words.word("figure.recognised")), recognised, Cell("")
    found = counted(view, standard) if standard else None
    names = [Cell(words.word(f"figure.{key}")) for key in ("mean_criteria", "criteria_met")]
    if found is None:
        yield from ((name, figures.no_value(view), Cell("")) for name in names)
    else:
        claimed = beside = ""
        if found.unchecked:
            count = words.count(found.unchecked, "criteria")
            mean = words.number(found.claimed_mean, decimals=2)
            claimed = words.word("figure.with_unchecked", value=mean, count=count)
            beside = words.word("figure.beside_unchecked", count=count)
        yield names[0], Cell(found.mean, Look.STRONG, digits(2)), Cell(claimed)
        yield names[1], Cell(found.met, Look.STRONG, COUNT), Cell(beside)
    yield from _poverty(view)


def _poverty(view: View) -> Iterator[tuple[Cell, ...]]:
    """Gives the district's poor and near-poor rate; households summed, never rates averaged (rule 13)."""
    words, row = view.words, review(view)
    for kind in ("poor", "near_poor"):
        name = Cell(words.word(f"figure.{kind}_rate"))
        if row is None:
            yield name, figures.no_value(view), Cell("")
        elif not row.complete:
            missing = words.word("figure.incomplete", units=", ".join(lacking(view)))
            yield name, figures.no_value(view), Cell(missing)
        else:
            counts, households = int(getattr(row, kind)), int(row.households)
            date = shown_date_of(view, row)
            if row.status == "preliminary":
                date += f" ({words.word('status.preliminary')})"
            detail = words.word("figure.rate", count=words.count(counts, "households"), date=date)
            yield name, figures.rate(Fraction(100 * counts, households)), Cell(detail)


def notes(view: View) -> Sheet:
    """Closes the workbook: signs, caveats, figures changed after closing, decisions, files."""
    words = view.words
    about = words.word
    meaning = columns(view, ("sign", 46, Side.LEFT), ("meaning", 70, Side.LEFT))
    caveats = columns(view, ("caveat", 46, Side.LEFT), ("touched", 70, Side.LEFT), ("count", 12, Side.RIGHT))
    files = columns(view, ("file", 46, Side.LEFT), ("hash", 70, Side.LEFT), ("rows", 12, Side.RIGHT))
    grids = (
        SheetGrid(
            "signs", about("workbook.about.signs"), meaning, tuple(texts(pair) for pair in signs.key(view))
        ),
        SheetGrid("caveats", about("workbook.about.caveats"), caveats, tuple(_caveats(view))),
        SheetGrid("decisions", about("workbook.about.decisions"), meaning, tuple(_decisions(view))),
        SheetGrid(
            "files",
            about("source.files_caption"),
            files,
            tuple((Cell(f.name), Cell(f.sha256), count(f.rows)) for f in of_language(view, view.data.files)),
        ),
    )
    told = (*about_data(view), *adjustments(view))
    software = words.word("source.software", version=version("ntm-analysis"))
    return Sheet(
        name_of(view, "notes"),
        title_of(view, "notes"),
        lead=told,
        grids=tuple(grid for grid in grids if grid.rows),
        notes=(software,),
        paper=Paper.A4,
    )


def _caveats(view: View) -> Iterator[tuple[Cell, ...]]:
    """Says for each set what rests on open thresholds, is missing, late or disputed, and where."""
    words = view.words
    for criteria_set in view.sets:
        for kind, column, rows in open_points(view, criteria_set):
            said = words.word(f"caveat.{kind}", count=words.number(len(rows))).rstrip(":")
            where = "; ".join(touched(view, rows, column))
            yield Cell(f"{words.text(criteria_set.title)}: {said}"), Cell(where), count(len(rows))


def _decisions(view: View) -> Iterator[tuple[Cell, ...]]:
    for criteria_set in view.sets:
        yield texts((view.words.text(criteria_set.title), decision(view, criteria_set)))
    yield texts((view.words.word("workbook.document"), str(view.data.target_document)))
