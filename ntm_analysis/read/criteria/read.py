"""The folder of criteria files → Criteria, or every problem of every file at once."""

from __future__ import annotations

import hashlib
from pathlib import Path

from ntm_analysis.errors import InputError, Problem
from ntm_analysis.model import (
    Confidence,
    Criteria,
    CriteriaSet,
    Denominator,
    Plausible,
    Source,
    Text,
    Threshold,
)
from ntm_analysis.read.criteria.checks import (
    check_areas,
    check_plausible,
    check_set,
    check_statistics,
)
from ntm_analysis.read.criteria.schema import (
    AreasShape,
    ComponentShape,
    IndicatorShape,
    PlausiblesShape,
    SetShape,
    SourceShape,
    StatisticsShape,
    YearsShape,
)
from ntm_analysis.read.criteria.values import ALL_REGIONS, ANY_YEAR, REGIONS, Declared
from ntm_analysis.read.shapes import shaped
from ntm_analysis.read.yaml_files import read_yaml, repeated

# Every other YAML file of the folder is a set of criteria.
_SHARED = ("areas.yaml", "statistics.yaml", "sources.yaml", "plausible.yaml")


# The criteria read last, by the content of their files: the districts of a country share one folder.
_last: dict[tuple[tuple[str, str], ...], Criteria] = {}


def read_criteria(folder: Path) -> Criteria:
    """Reads data/criteria; raises InputError with every problem of every file.

    Reading the same content again gives the same criteria, which nobody changes.
    """
    content = []
    for path in (path for path in sorted(folder.glob("*.yaml")) if path.is_file()):
        try:
            content.append((path.name, hashlib.sha256(path.read_bytes()).hexdigest()))
        except OSError:  # reading it as YAML then tells
            content.append((path.name, ""))
    key = tuple(content)
    if key not in _last:
        found = _read(folder)
        _last.clear()
        _last[key] = found
    return _last[key]


def _read(folder: Path) -> Criteria:
    areas, statistics, sources, plausible = (read_yaml(folder / name) for name in _SHARED)
    sets = [read_yaml(path) for path in sorted(folder.glob("*.yaml")) if path.name not in _SHARED]
    declared = Declared.by(statistics, sources, sets)

    set_shapes = [shaped(document, SetShape, of_criteria=True) for document in sets]
    area_shape = shaped(areas, AreasShape, of_criteria=True)
    statistic_shape = shaped(statistics, StatisticsShape, of_criteria=True)
    source_shapes = shaped(sources, dict[str, SourceShape], of_criteria=True)
    limits = shaped(plausible, PlausiblesShape, of_criteria=True)
    for document in sets:
        check_set(document, declared)
    check_areas(areas, declared)
    check_statistics(statistics)
    check_plausible(plausible, declared)

    documents = (areas, statistics, sources, plausible, *sets)
    for index, again in repeated(str(document.value(("id",))) for document in sets):
        other = next(each for each in reversed(sets[:index]) if str(each.value(("id",))) == again)
        sets[index].report(("id",), f"id “{again}” đã dùng trong {other.file}", "đặt id khác")
    problems = [problem for document in documents for problem in document.problems]
    if not sets:
        right = "cần ít nhất một tệp .yaml"
        problems.append(Problem(str(folder), 0, "", "không có tệp bộ tiêu chí nào", right))
    if problems or not (area_shape and statistic_shape and source_shapes and limits):
        raise InputError(problems)
    return Criteria(
        sets={shape.id: _set(shape) for shape in set_shapes if shape},
        areas={area.id: area for area in area_shape.areas},
        statistics={each.code: each for each in statistic_shape.statistics},
        sources={name: Source(name, each.title, each.url) for name, each in source_shapes.items()},
        plausible={
            (set_id, code): Plausible(*each.range, each.steady, each.denominator)
            for set_id, measures in limits.measures.items()
            for code, each in measures.items()
        },
        # One counts as far as it is shared where nothing else is said.
        denominators={
            name: Denominator(each.of, each.share, each.counts or each.share)
            for name, each in limits.denominators.items()
        },
    )


def _set(shape: SetShape) -> CriteriaSet:
    """Gives the set with every threshold spread over the regions and years it holds for.

    The components of an indicator are measured and due as it is.
    """

    def indicator(each: IndicatorShape) -> object:
        due = {"frequency": each.frequency, "due_month": each.due_month or 0}
        components = tuple(
            part.made(
                measure=part.measure or part.code, thresholds=_thresholds(part, each, shape.years), **due
            )
            for part in each.components
        )
        own = _thresholds(each, each, shape.years)
        formulas = {name: of.formula for name, of in each.formulas.items()}
        return each.made(measure=each.code, thresholds=own, components=components, formulas=formulas, **due)

    made: CriteriaSet = shape.made(
        annex=shape.annex or Text("", ""),
        criteria=tuple(
            criterion.made(indicators=tuple(map(indicator, criterion.indicators)))
            for criterion in shape.criteria
        ),
    )
    return made


def _thresholds(
    part: IndicatorShape | ComponentShape, stated: IndicatorShape, years: YearsShape
) -> dict[tuple[str, int], Threshold]:
    """Spreads ``all`` over the regions, and an unknown level over the years where others go by year.

    An unknown level is known with no confidence, whatever is said of the others.
    """
    written = part.thresholds
    regions = part.regions if isinstance(part, ComponentShape) and part.regions else REGIONS
    goes_by_year = any(year != ANY_YEAR for levels in written.values() for year in levels)
    spread: dict[tuple[str, int], Threshold] = {}
    for region in regions if written else ():
        levels = written.get(ALL_REGIONS) or written[region]
        if goes_by_year and ANY_YEAR in levels:
            levels = dict.fromkeys(range(years.first, years.last + 1), levels[ANY_YEAR])
        confidence = Confidence(stated.confidence_by_region.get(region, stated.confidence))
        for year, value in levels.items():
            known = Confidence.UNKNOWN if value is None else confidence
            spread[region, year] = Threshold(value, known, stated.source)
    return spread
