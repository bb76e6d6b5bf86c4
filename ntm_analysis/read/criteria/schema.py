"""The shape of each criteria file: which keys there are and what may stand under them."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from ntm_analysis.model import Rule
from ntm_analysis.read.criteria.values import (
    ByYear,
    DueMonth,
    Exact,
    FoundConfidence,
    FrequencyWord,
    Identifier,
    Range,
    Region,
    RegionOrAll,
    Written,
    one_of,
)
from ntm_analysis.read.criteria.vocabulary import GAP_UNITS, INDICATOR_UNITS, STATISTIC_UNITS


class _Shape(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class TextShape(_Shape):
    """Both languages are required: a page exists in each."""

    vi: Written
    en: Written


class ConditionShape(_Shape):
    """Exactly one bound is given; the checks see to it."""

    at_most: int | None = None
    more_than: int | None = None


class SumShape(_Shape):
    """Codes of statistics whose sum is taken."""

    add: tuple[Written, ...]
    subtract: tuple[Written, ...] = ()


class FormulaShape(_Shape):
    """One way to compute an indicator from statistics; the first declared is the default."""

    name: TextShape
    numerator: SumShape
    denominator: SumShape
    confidence: FoundConfidence
    source: Written


class ComponentShape(_Shape):
    """A part of a composite indicator: frequency, confidence and source are the indicator's."""

    code: Written
    name: TextShape
    unit: Annotated[str, one_of(*INDICATOR_UNITS)]
    rule: Annotated[Rule, one_of(*(rule for rule in Rule if rule is not Rule.ALL_OF))]
    thresholds: dict[RegionOrAll, ByYear]
    both_sexes: bool = False
    gap_unit: Annotated[str, one_of(*GAP_UNITS)] = ""
    measure: Written | None = None
    condition: ConditionShape | None = None
    regions: tuple[Region, ...] = ()


class IndicatorShape(_Shape):
    """A composite indicator has components instead of a unit and thresholds of its own."""

    code: Written
    name: TextShape
    name_confidence: FoundConfidence
    name_source: Written | None = None
    unit: Annotated[str, one_of(*INDICATOR_UNITS)] = "yes_no"
    rule: Annotated[Rule, one_of(*Rule)]
    frequency: FrequencyWord
    due_month: DueMonth | None = None
    thresholds: dict[RegionOrAll, ByYear] = {}
    confidence: FoundConfidence
    confidence_by_region: dict[Region, FoundConfidence] = {}
    source: Written
    both_sexes: bool = False
    if_any: bool = False
    gap_unit: Annotated[str, one_of(*GAP_UNITS)] = ""
    components: tuple[ComponentShape, ...] = ()
    formulas: dict[str, FormulaShape] = {}
    note: str = ""


class CriterionShape(_Shape):
    """A criterion with at least one indicator."""

    code: Written
    name: TextShape
    name_confidence: FoundConfidence
    name_source: Written
    group: str = ""
    weighs_in_revocation: bool = False
    indicators: Annotated[tuple[IndicatorShape, ...], Field(min_length=1)]


class YearsShape(_Shape):
    """The years a threshold that goes by year must name."""

    first: int
    last: int


class SetShape(_Shape):
    """One file of criteria: a decision's annex."""

    id: Written
    title: TextShape
    decision: Written
    decision_date: dt.date
    annex: TextShape | None = None
    amended_by: str = ""
    years: YearsShape
    criterion_count: int
    indicator_count: int
    note: str = ""
    criteria: tuple[CriterionShape, ...]


class AreaShape(_Shape):
    """Criteria by set, the leading one first; the id names notebooks, files and styles."""

    id: Identifier
    name: TextShape
    criteria: dict[str, tuple[Written, ...]]
    statistics: tuple[Written, ...] = ()


class AreasShape(_Shape):
    """areas.yaml."""

    areas: tuple[AreaShape, ...]


class StatisticShape(_Shape):
    """A figure that is recorded but not judged."""

    code: Written
    name: TextShape
    unit: Annotated[str, one_of(*STATISTIC_UNITS)]
    frequency: FrequencyWord
    due_month: DueMonth | None = None
    group: str = ""


class StatisticsShape(_Shape):
    """statistics.yaml."""

    statistics: tuple[StatisticShape, ...]


class SourceShape(_Shape):
    """An entry of sources.yaml, under its id."""

    title: TextShape
    url: str = ""


class DenominatorShape(_Shape):
    """Shares of a statistic, from the least to the most; ``counts`` is as ``share`` unless wider."""

    of: Written
    share: Range
    counts: Range | None = None


class PlausibleShape(_Shape):
    """The range and the largest leap of one measure, and what its denominator counts."""

    range: Range
    steady: Exact
    denominator: Written | None = None


class PlausiblesShape(_Shape):
    """plausible.yaml: measures by set and code, "statistics" standing for a set."""

    denominators: dict[str, DenominatorShape] = {}
    measures: dict[str, dict[str, PlausibleShape]]
