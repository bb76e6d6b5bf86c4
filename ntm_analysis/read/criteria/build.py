"""Checked shapes → the frozen values of the model."""

from __future__ import annotations

from fractions import Fraction

from ntm_analysis.model import (
    Area,
    Condition,
    Confidence,
    CriteriaSet,
    Criterion,
    Denominator,
    Formula,
    Indicator,
    Plausible,
    Source,
    Statistic,
    Text,
    Threshold,
)
from ntm_analysis.read.criteria.schema import (
    AreaShape,
    ComponentShape,
    CriterionShape,
    FormulaShape,
    IndicatorShape,
    PlausiblesShape,
    SetShape,
    SourceShape,
    StatisticShape,
    TextShape,
    YearsShape,
)
from ntm_analysis.read.criteria.values import ANY_YEAR
from ntm_analysis.read.criteria.vocabulary import ALL_REGIONS, REGIONS


def build_set(shape: SetShape) -> CriteriaSet:
    """Gives the set with every threshold spread over the regions and years it holds for."""
    return CriteriaSet(
        id=shape.id,
        title=_text(shape.title),
        decision=shape.decision,
        decision_date=shape.decision_date,
        annex=_text(shape.annex) if shape.annex else Text("", ""),
        criteria=tuple(_criterion(criterion, shape.years) for criterion in shape.criteria),
    )


def build_area(shape: AreaShape) -> Area:
    """Gives the area as the model knows it."""
    return Area(shape.id, _text(shape.name), dict(shape.criteria), shape.statistics)


def build_statistic(shape: StatisticShape) -> Statistic:
    """Gives the statistic; ``due_month`` is 0 where the frequency alone says when it is due."""
    due = shape.due_month or 0
    return Statistic(shape.code, _text(shape.name), shape.unit, shape.frequency, due, shape.group)


def build_source(name: str, shape: SourceShape) -> Source:
    """Gives the source under its id."""
    return Source(name, _text(shape.title), shape.url)


def build_plausible(shape: PlausiblesShape) -> dict[tuple[str, str], Plausible]:
    """Gives what is plausible of each measure, by set and code."""
    return {
        (set_id, code): Plausible(*each.range, each.steady, each.denominator or "")
        for set_id, measures in shape.measures.items()
        for code, each in measures.items()
    }


def build_denominators(shape: PlausiblesShape) -> dict[str, Denominator]:
    """Gives what each kind of denominator counts."""
    return {
        name: Denominator(each.of, each.share, each.counts or each.share)
        for name, each in shape.denominators.items()
    }


def _criterion(shape: CriterionShape, years: YearsShape) -> Criterion:
    return Criterion(
        code=shape.code,
        name=_text(shape.name),
        group=shape.group,
        indicators=tuple(_indicator(indicator, years) for indicator in shape.indicators),
        weighs_in_revocation=shape.weighs_in_revocation,
    )


def _indicator(shape: IndicatorShape, years: YearsShape) -> Indicator:
    return Indicator(
        code=shape.code,
        name=_text(shape.name),
        unit=shape.unit,
        rule=shape.rule,
        measure=shape.code,
        frequency=shape.frequency,
        due_month=shape.due_month or 0,
        thresholds=_thresholds(shape, shape, years),
        both_sexes=shape.both_sexes,
        if_any=shape.if_any,
        gap_unit=shape.gap_unit,
        components=tuple(_component(component, shape, years) for component in shape.components),
        formulas={name: _formula(formula) for name, formula in shape.formulas.items()},
        note=shape.note,
    )


def _component(shape: ComponentShape, whole: IndicatorShape, years: YearsShape) -> Indicator:
    limits = shape.condition
    return Indicator(
        code=shape.code,
        name=_text(shape.name),
        unit=shape.unit,
        rule=shape.rule,
        measure=shape.measure or shape.code,
        frequency=whole.frequency,
        due_month=whole.due_month or 0,
        thresholds=_thresholds(shape, whole, years),
        both_sexes=shape.both_sexes,
        gap_unit=shape.gap_unit,
        condition=Condition(limits.at_most, limits.more_than) if limits else None,
        regions=shape.regions,
    )


def _thresholds(
    part: IndicatorShape | ComponentShape, stated: IndicatorShape, years: YearsShape
) -> dict[tuple[str, int], Threshold]:
    """Spreads ``all`` over the regions, and an unknown level over the years where others go by year."""
    written = part.thresholds
    regions = part.regions if isinstance(part, ComponentShape) and part.regions else REGIONS
    goes_by_year = any(year != ANY_YEAR for levels in written.values() for year in levels)
    spread: dict[tuple[str, int], Threshold] = {}
    for region in regions if written else ():
        levels = written.get(ALL_REGIONS) or written[region]
        if goes_by_year and ANY_YEAR in levels:
            levels = dict.fromkeys(range(years.first, years.last + 1), levels[ANY_YEAR])
        confidence = stated.confidence_by_region.get(region, stated.confidence)
        for year, value in levels.items():
            spread[region, year] = _threshold(value, confidence, stated.source)
    return spread


def _threshold(value: Fraction | None, confidence: str, source: str) -> Threshold:
    """An unknown level is known with no confidence, whatever is said of the others."""
    return Threshold(value, Confidence.UNKNOWN if value is None else Confidence(confidence), source)


def _formula(shape: FormulaShape) -> Formula:
    return Formula(
        name=_text(shape.name),
        numerator_add=shape.numerator.add,
        denominator_add=shape.denominator.add,
        numerator_subtract=shape.numerator.subtract,
        denominator_subtract=shape.denominator.subtract,
    )


def _text(shape: TextShape) -> Text:
    return Text(shape.vi, shape.en)
