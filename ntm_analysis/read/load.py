"""A dataset folder → Dataset, or every problem of every file at once."""

from pathlib import Path
from typing import Any

from pandas import DataFrame

from ntm_analysis.errors import InputError, Problem
from ntm_analysis.model import Period, SourceFile, Target
from ntm_analysis.model.dataset import Dataset
from ntm_analysis.read import boundaries, items
from ntm_analysis.read.adjustments import find_adjustments
from ntm_analysis.read.closing import forgotten, read_conclusions
from ntm_analysis.read.communes import read_communes
from ntm_analysis.read.copies import read_translations
from ntm_analysis.read.csv_files import TextTable, read_bytes, sha256
from ntm_analysis.read.description import (
    Description,
    doubtful_months,
    far_dates,
    read_description,
    sets_without_areas,
)
from ntm_analysis.read.edits import Edits
from ntm_analysis.read.items import read_items, read_targets
from ntm_analysis.read.known import Known, Standards
from ntm_analysis.read.movement import read_movement, read_rows
from ntm_analysis.read.observations import read_observations
from ntm_analysis.read.tables import read_tables
from ntm_analysis.read.yaml_files import is_there


def read_folder(folder: Path, edits: Edits | None = None) -> Dataset:
    """Reads and checks a dataset, as edited; raises InputError with every problem of every file."""
    edits = edits or Edits()
    description, document = read_description(folder)
    description = edits.of_description(description)
    standards = Standards.read(folder, description, document)
    texts, problems = read_tables(folder)
    texts = edits.of_tables(texts)
    communes, found = read_communes(texts["communes"]) if "communes" in texts else (DataFrame(), [])
    problems += found
    if communes.empty:  # every row of every table would name a commune that does not exist
        raise InputError(problems)
    parts, found = _parts(folder, description, standards, communes, texts)
    closings = description.closed
    adjustments, changed = find_adjustments(folder, closings, texts)
    concluded, lost = read_conclusions(folder, closings)
    polygons, shapes, drawn = boundaries.read_boundaries(folder / boundaries.FILE, communes)
    problems += [*found, *changed, *lost, *forgotten(folder, closings), *drawn]
    problems += doubtful_months(document, description, parts)
    problems += far_dates(texts, parts)
    problems += sets_without_areas(document, description, standards.criteria)
    if any(not problem.warning for problem in problems):
        raise InputError([problem for problem in problems if not problem.warning])
    months = {int(month) for name in ("observations", "verdicts") for month in parts[name]["month"]}
    return Dataset(
        folder=folder,
        **description.said,
        criteria=standards.criteria,
        rules=standards.rules,
        thresholds=standards.thresholds,
        communes=communes,
        **parts,
        closed=tuple(closing.period for closing in closings),
        adjustments=adjustments,
        concluded=concluded,
        periods=tuple(map(Period.from_number, sorted(months))),
        boundaries=polygons,
        files=_files(folder, description, texts, parts["targets"], shapes),
        warnings=tuple(sorted(set(problems))),
    )


def read_as_far(folder: Path) -> tuple[Dataset, tuple[Problem, ...]]:
    """Reads a dataset without the rows that have mistakes, and gives these mistakes.

    A row that only makes sense with one left out is left out too. Raises InputError for what is wrong with
    whole files.
    """
    left_out = set[Problem]()
    while True:
        try:
            lines = frozenset((problem.file, problem.line) for problem in left_out)
            data = read_folder(folder, Edits(left_out=lines))
        except InputError as error:
            found = set(error.problems)
            if found <= left_out or not all(problem.line and _in_table(problem) for problem in found):
                raise InputError(sorted(found | left_out)) from None
            left_out |= found
        else:
            return data, tuple(sorted(left_out))


def _in_table(problem: Problem) -> bool:
    return not problem.file.endswith((".yaml", ".geojson"))


def _parts(
    folder: Path,
    description: Description,
    standards: Standards,
    communes: DataFrame,
    texts: dict[str, TextTable],
) -> tuple[dict[str, Any], list[Problem]]:
    """Reads targets.yaml, movement.yaml, every table but the communes, and the translations.

    Nothing is held against a YAML file that is broken; a dataset without a row of figures is none.
    """
    targets, target_document, target_file = read_targets(folder, standards.criteria, set(communes["code"]))
    numbered, items_file = read_items(folder)
    broken = [file is not None and bool(file.problems) for file in (target_file, items_file)]
    known = Known(
        communes,
        standards,
        description.illustrative,
        None if broken[0] else targets,
        None if broken[1] else numbered,
        texts,
    )
    parts: dict[str, Any] = {"targets": targets, "target_document": target_document}
    problems = [problem for file in (target_file, items_file) if file for problem in file.problems]
    figures = [name for name in ("observations", "verdicts", "recognitions") if name in texts]
    for name in figures:
        own = name == "observations"
        parts[name], found = read_observations(texts[name], known) if own else read_rows(name, known)
        problems += found
    if "observations" in figures and all(parts[name].empty for name in figures if name != "recognitions"):
        found_none = "không có dòng số liệu nào"
        problems.append(Problem("observations.csv", 0, "", found_none, "ít nhất một kỳ có số liệu"))
    parts["movement"], found = read_movement(known)
    parts["translations"], more = read_translations(texts, description, targets, target_document)
    return parts, [*problems, *found, *more]


def _files(
    folder: Path,
    description: Description,
    texts: dict[str, TextTable],
    targets: tuple[Target, ...],
    shapes: SourceFile | None,
) -> tuple[SourceFile, ...]:
    """Lists every file the dataset was made from, the criteria among them."""
    criteria = sorted((folder / description.criteria).glob("*.yaml"))
    read = [_source_file(folder / "dataset.yaml", "dataset.yaml", len(description.sets))]
    read += [table.source for table in texts.values() if table.source.sha256]
    read += [_source_file(folder / "targets.yaml", "targets.yaml", len(targets))] if targets else []
    read += [_source_file(folder / items.FILE, items.FILE)] if is_there(folder / items.FILE) else []
    read += [shapes] if shapes else []
    return (*read, *(_source_file(path, f"{path.parent.name}/{path.name}") for path in criteria))


def _source_file(path: Path, name: str, rows: int | None = None) -> SourceFile:
    data = read_bytes(path, name)
    return SourceFile(name, sha256(data), data.count(b"\n") if rows is None else rows)
