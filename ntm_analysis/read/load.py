"""A dataset folder → Dataset, or every problem of every file at once."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from pandas import DataFrame

from ntm_analysis.errors import InputError, Problem
from ntm_analysis.model import Period, SourceFile, Target
from ntm_analysis.read import boundaries, items
from ntm_analysis.read.adjustments import find_adjustments
from ntm_analysis.read.cells import month_number
from ntm_analysis.read.closing import forgotten, read_conclusions
from ntm_analysis.read.communes import read_communes, read_recognitions, read_verdicts
from ntm_analysis.read.criteria import read_criteria, rules_table, thresholds_table
from ntm_analysis.read.criteria.document import Document, is_there
from ntm_analysis.read.csv_files import TextTable, read_bytes, sha256
from ntm_analysis.read.dataset import Dataset
from ntm_analysis.read.description import (
    Description,
    check_sets_exist,
    problems_at,
    read_description,
    sets_without_areas,
)
from ntm_analysis.read.doubtful import doubtful_months, far_dates
from ntm_analysis.read.goals import read_targets
from ntm_analysis.read.known import Known, Standards
from ntm_analysis.read.movement import read_movement
from ntm_analysis.read.observations import read_observations
from ntm_analysis.read.references import References
from ntm_analysis.read.tables import read_tables
from ntm_analysis.read.translations import read_translations

if TYPE_CHECKING:
    from shapely import Geometry

_READERS = {
    "observations": read_observations,
    "verdicts": read_verdicts,
    "recognitions": read_recognitions,
}

# What was made of criteria, which it keeps: the districts of a province mostly make the same of them.
_made: dict[tuple[object, ...], Standards] = {}
_MOST_STANDARDS = 32


def read_folder(folder: Path) -> Dataset:
    """Reads and checks a dataset; raises InputError with every problem of every file."""
    description, document = read_description(folder)
    standards = _standards(folder, description, document)
    texts, problems = read_tables(folder)
    if "communes" not in texts:
        raise InputError(problems)
    communes, found = read_communes(texts["communes"])
    problems += found
    if communes.empty:  # every row of every table would name a commune that does not exist
        raise InputError(problems)
    known = Known(communes, standards, description.illustrative, _reshaped(texts))
    frames = {"communes": communes}
    for name in _READERS.keys() & texts.keys():
        frames[name], found = _READERS[name](texts[name], known)
        problems += found
    targets, target_document, target_file = read_targets(folder, standards.criteria, known.names)
    problems += target_file.problems if target_file else []
    numbered, items_file = items.read_items(folder)
    problems += items_file.problems if items_file else []
    told = References(known, _sound(targets, target_file), _sound(numbered, items_file), texts)
    movement, found = read_movement(told)
    problems += found
    adjustments, found = find_adjustments(folder, description.closings, texts)
    problems += found
    concluded, found = read_conclusions(folder, description.closings)
    problems += [*found, *forgotten(folder, description.closings)]
    translations, found = read_translations(texts, description, targets, target_document)
    problems += found
    polygons, shapes, found = _boundaries(folder, known)
    problems += found
    problems += _nothing_to_report(frames)
    problems += doubtful_months(document, description, frames)
    problems += far_dates(texts, frames)
    problems += sets_without_areas(document, description, standards.criteria)
    if any(not problem.warning for problem in problems):
        raise InputError([problem for problem in problems if not problem.warning])
    return Dataset(
        folder=folder,
        name=description.name,
        title=description.title.text,
        office=description.office.text,
        province=description.in_province,
        district=description.district_place,
        region=description.region,
        cut_off_day=description.cut_off_day,
        illustrative=description.illustrative,
        poverty_line=description.poverty_line,
        criteria=standards.criteria,
        rules=standards.rules,
        thresholds=standards.thresholds,
        sets=description.sets_in_force,
        targets=targets,
        target_document=target_document,
        **frames,
        movement=movement,
        closed=tuple(closing.period for closing in description.closings),
        adjustments=adjustments,
        concluded=concluded,
        periods=_periods(frames),
        boundaries=polygons,
        files=_files(folder, description, texts, targets, shapes),
        warnings=tuple(sorted(set(problems))),
        translations=translations,
        part="",
        untranslated=(),
    )


Read = TypeVar("Read")


def _sound(read: Read, file: Document | None) -> Read | None:
    """Gives what a YAML file says, None where it is broken."""
    return None if file is not None and file.problems else read


def _reshaped(texts: Mapping[str, TextTable]) -> dict[str, tuple[int, ...]]:
    """Gives the months in which communes were merged or split, from the table as written."""
    if "unit_changes" not in texts:
        return {}
    found: dict[str, set[int]] = {}
    for row in texts["unit_changes"].rows.to_dict("records"):
        month = month_number(row["effective_date"][:7])
        if month is not None and row["from_code"] != row["to_code"]:
            for code in (row["from_code"], row["to_code"]):
                found.setdefault(code, set()).add(month)
    return {code: tuple(sorted(months)) for code, months in found.items()}


def _standards(folder: Path, description: Description, document: Document) -> Standards:
    """Reads the criteria and applies the formulas and thresholds that dataset.yaml chooses."""
    place = folder / description.criteria
    try:
        is_there = place.is_dir()
    except OSError:  # a name too long, a folder that may not be looked into
        is_there = False
    if not is_there:
        document.report(("criteria",), f"không có thư mục “{description.criteria}”", "thư mục bộ tiêu chí")
        raise InputError(document.problems)
    criteria = read_criteria(place)
    check_sets_exist(document, description, criteria)
    chosen, overrides = description.chosen_formulas, description.overrides
    key = (id(criteria), description.region, tuple(chosen.items()), tuple(overrides))
    if key in _made and not document.problems:
        return _made[key]
    rules = thresholds = DataFrame()
    try:
        rules = rules_table(criteria, description.region, chosen)
    except InputError as error:
        document.problems += problems_at(document, error.problems)
    try:
        thresholds = thresholds_table(criteria, description.region, overrides)
    except InputError as error:
        document.problems += problems_at(document, error.problems)
    if document.problems:
        raise InputError(document.problems)
    if len(_made) >= _MOST_STANDARDS:
        _made.clear()
    _made[key] = Standards(criteria, rules, thresholds)
    return _made[key]


def _boundaries(
    folder: Path, known: Known
) -> tuple[Mapping[str, Geometry], SourceFile | None, list[Problem]]:
    path = folder / boundaries.FILE
    return boundaries.read_boundaries(path, known.communes) if is_there(path) else ({}, None, [])


def _periods(frames: dict[str, DataFrame]) -> tuple[Period, ...]:
    months = {int(month) for name in ("observations", "verdicts") for month in frames[name]["month"]}
    return tuple(map(Period.from_number, sorted(months)))


def _nothing_to_report(frames: dict[str, DataFrame]) -> list[Problem]:
    if any(not frames[name].empty for name in ("observations", "verdicts") if name in frames):
        return []
    if "observations" not in frames:
        return []
    return [Problem("observations.csv", 0, "", "không có dòng số liệu nào", "ít nhất một kỳ có số liệu")]


def _files(
    folder: Path,
    description: Description,
    texts: dict[str, TextTable],
    targets: tuple[Target, ...],
    shapes: SourceFile | None,
) -> tuple[SourceFile, ...]:
    """Lists every file the dataset was made from, the criteria among them."""
    criteria = sorted((folder / description.criteria).glob("*.yaml"))
    read = [_described(folder / "dataset.yaml", "dataset.yaml", len(description.sets))]
    read += [table.source for table in texts.values() if table.source.sha256]
    read += [_described(folder / "targets.yaml", "targets.yaml", len(targets))] if targets else []
    read += [_described(folder / items.FILE, items.FILE)] if is_there(folder / items.FILE) else []
    read += [shapes] if shapes else []
    return (*read, *(_described(path, f"{path.parent.name}/{path.name}") for path in criteria))


def _described(path: Path, name: str, rows: int | None = None) -> SourceFile:
    data = read_bytes(path, name)
    return SourceFile(name, sha256(data), data.count(b"\n") if rows is None else rows)
