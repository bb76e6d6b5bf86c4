"""The folder of criteria files → Criteria, or every problem of every file at once; the rules as a table."""

import hashlib
from collections.abc import Mapping
from pathlib import Path

import pandas as pd

from ntm_analysis.errors import InputError, Problem
from ntm_analysis.model import Condition, Confidence, Criteria, CriteriaSet, Source, Text, Threshold
from ntm_analysis.read.criteria import checks, schema
from ntm_analysis.read.criteria.thresholds import ALL_REGIONS, ANY_YEAR
from ntm_analysis.read.shapes import shaped
from ntm_analysis.read.words import REGIONS
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
    declared = checks.Declared.by(statistics, sources, sets)

    set_shapes = [shaped(document, schema.SetShape, of_criteria=True) for document in sets]
    area_shape = shaped(areas, schema.AreasShape, of_criteria=True)
    statistic_shape = shaped(statistics, schema.StatisticsShape, of_criteria=True)
    source_shapes = shaped(sources, dict[str, schema.SourceShape], of_criteria=True)
    limits = shaped(plausible, schema.PlausiblesShape, of_criteria=True)
    for document in sets:
        checks.check_set(document, declared)
    checks.check_areas(areas, declared)
    checks.check_statistics(statistics)
    checks.check_plausible(plausible, declared)

    documents = (areas, statistics, sources, plausible, *sets)
    for index, again in repeated(str(document.value(("id",))) for document in sets):
        other = next(each for each in reversed(sets[:index]) if str(each.value(("id",))) == again)
        sets[index].report(("id",), f"id “{again}” đã dùng trong {other.file}", "đặt id khác")
    problems = [problem for document in documents for problem in document.problems]
    if not sets:
        right = "cần ít nhất một tệp .yaml"
        problems.append(Problem(str(folder), 0, "", "không có tệp bộ tiêu chí nào", right))
    if problems or not (area_shape and statistic_shape and limits) or source_shapes is None:
        raise InputError(problems)
    return Criteria(
        sets={shape.id: _set(shape) for shape in set_shapes if shape},
        areas={area.id: area for area in area_shape.areas},
        statistics={each.code: each for each in statistic_shape.statistics},
        sources={name: Source(name, each.title, each.url) for name, each in source_shapes.items()},
        plausible=limits.plausible,
        denominators={name: each.denominator for name, each in limits.denominators.items()},
    )


def _set(shape: schema.SetShape) -> CriteriaSet:
    """Gives the set with every threshold spread over the regions and years it holds for.

    The components of an indicator are measured and due as it is.
    """

    def indicator(each: schema.IndicatorShape) -> object:
        due = {"frequency": each.frequency, "due_month": each.due_month or 0}
        components = tuple(
            part.made(measure=part.measure or part.code, thresholds=spread(part, each, shape.years), **due)
            for part in each.components
        )
        own = spread(each, each, shape.years)
        return each.made(measure=each.code, thresholds=own, components=components, **due)

    made: CriteriaSet = shape.made(
        annex=shape.annex or Text("", ""),
        criteria=tuple(
            criterion.made(indicators=tuple(map(indicator, criterion.indicators)))
            for criterion in shape.criteria
        ),
    )
    return made


def spread(
    part: schema.IndicatorShape | schema.ComponentShape,
    stated: schema.IndicatorShape,
    years: schema.YearsShape,
) -> dict[tuple[str, int], Threshold]:
    """Spreads ``all`` over the regions, and an unknown level over the years where others go by year.

    An unknown level is known with no confidence, whatever is said of the others.
    """
    written = part.thresholds
    regions = getattr(part, "regions", ()) or REGIONS
    goes_by_year = any(year != ANY_YEAR for levels in written.values() for year in levels)
    found: dict[tuple[str, int], Threshold] = {}
    for region in regions if written else ():
        levels = written.get(ALL_REGIONS) or written[region]
        if goes_by_year and ANY_YEAR in levels:
            levels = dict.fromkeys(range(years.first, years.last + 1), levels[ANY_YEAR])
        confidence = Confidence(stated.confidence_by_region.get(region, stated.confidence))
        for year, value in levels.items():
            known = Confidence.UNKNOWN if value is None else confidence
            found[region, year] = Threshold(value, known, stated.source)
    return found


def rules_table(criteria: Criteria, region: str, formulas: Mapping[tuple[str, str], str]) -> pd.DataFrame:
    """Gives one row per part of every set: what is measured, how it is judged, whether it applies here.

    ``formulas`` chooses among the formulas of a computed indicator by (set, indicator); the first
    declared is the default. Raises InputError for a choice that does not exist.
    """
    offered = {(of, part.code): list(part.formulas) for of, _, _, part in criteria.parts}
    problems = []
    for (set_id, code), chosen in formulas.items():
        named = offered.get((set_id, code), [])
        if chosen not in named:
            right = ", ".join(named) or "bỏ mục này: chỉ tiêu không có công thức"
            problems.append(Problem("dataset.yaml", 0, f"formulas / {set_id} / {code}", f"“{chosen}”", right))
    if problems:
        raise InputError(problems)
    rows = []
    for set_id, criterion, indicator, part in criteria.parts:
        limits = vars(part.condition or Condition())
        condition, limit = next(((key, each) for key, each in limits.items() if each is not None), ("", 0))
        row = {
            "set": set_id,
            "criterion": criterion.code,
            "indicator": indicator.code,
            "part": part.code,
            "measure": part.measure,
            "rule": str(part.rule),
            "unit": part.unit,
            "both_sexes": part.both_sexes,
            "if_any": indicator.if_any,
            "frequency": str(part.frequency),
            "due_month": part.due_month,
            "gap_unit": part.gap_unit,
            "condition": condition,
            "condition_value": limit,
            "applies": not part.regions or region in part.regions,
            "formula": formulas.get((set_id, part.code), next(iter(part.formulas), "")),
        }
        rows.append(row)
    return pd.DataFrame(rows).astype({"due_month": "Int64", "condition_value": "Int64"})
