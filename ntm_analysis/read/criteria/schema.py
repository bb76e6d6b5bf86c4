"""The shape of each criteria file: which keys there are, what may stand under them, what they make."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any

from pydantic import Field, RootModel

from ntm_analysis import model
from ntm_analysis.read.criteria.values import (
    GAP_UNITS,
    INDICATOR_UNITS,
    STATISTIC_UNITS,
    ByYear,
    DueMonth,
    Exact,
    FoundConfidence,
    FrequencyWord,
    Identifier,
    Range,
    Region,
    RegionOrAll,
)
from ntm_analysis.read.shapes import Shape, TextShape, Written, one_of


class ConditionShape(Shape):
    """Exactly one bound is given; the checks see to it."""

    makes = model.Condition
    at_most: int | None = None
    more_than: int | None = None


class SumShape(Shape):
    """Codes of statistics whose sum is taken."""

    add: tuple[Written, ...]
    subtract: tuple[Written, ...] = ()


class FormulaShape(Shape):
    """One way to compute an indicator from statistics; the first declared is the default."""

    makes = model.Formula
    name: TextShape
    numerator: SumShape
    denominator: SumShape
    confidence: FoundConfidence
    source: Written

    def made(self, **given: Any) -> Any:
        """Gives the formula with the codes of both sums side by side."""
        of = {"numerator": self.numerator, "denominator": self.denominator}
        subtracted = {f"{name}_subtract": each.subtract for name, each in of.items()}
        return super().made(**given, **{f"{n}_add": each.add for n, each in of.items()}, **subtracted)


class ComponentShape(Shape):
    """A part of a composite indicator: frequency, confidence and source are the indicator's."""

    makes = model.Indicator
    code: Written
    name: TextShape
    unit: Annotated[str, one_of(*INDICATOR_UNITS)]
    rule: Annotated[model.Rule, one_of(*(rule for rule in model.Rule if rule is not model.Rule.ALL_OF))]
    thresholds: dict[RegionOrAll, ByYear]
    both_sexes: bool = False
    gap_unit: Annotated[str, one_of(*GAP_UNITS)] = ""
    measure: Written | None = None
    condition: ConditionShape | None = None
    regions: tuple[Region, ...] = ()


class IndicatorShape(Shape):
    """A composite indicator has components instead of a unit and thresholds of its own."""

    makes = model.Indicator
    code: Written
    name: TextShape
    name_confidence: FoundConfidence
    name_source: Written | None = None
    unit: Annotated[str, one_of(*INDICATOR_UNITS)] = "yes_no"
    rule: Annotated[model.Rule, one_of(*model.Rule)]
    frequency: FrequencyWord
    due_month: DueMonth | None = None
    thresholds: dict[RegionOrAll, ByYear] = Field(default_factory=dict)
    confidence: FoundConfidence
    confidence_by_region: dict[Region, FoundConfidence] = Field(default_factory=dict)
    source: Written
    both_sexes: bool = False
    if_any: bool = False
    gap_unit: Annotated[str, one_of(*GAP_UNITS)] = ""
    components: tuple[ComponentShape, ...] = ()
    formulas: dict[str, FormulaShape] = Field(default_factory=dict)
    note: str = ""


class CriterionShape(Shape):
    """A criterion with at least one indicator."""

    makes = model.Criterion
    code: Written
    name: TextShape
    name_confidence: FoundConfidence
    name_source: Written
    group: str = ""
    weighs_in_revocation: bool = False
    indicators: Annotated[tuple[IndicatorShape, ...], Field(min_length=1)]


class YearsShape(Shape):
    """The years a threshold that goes by year must name."""

    first: int
    last: int


class SetShape(Shape):
    """One file of criteria: a decision's annex."""

    makes = model.CriteriaSet
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


class AreaShape(Shape):
    """Criteria by set, the leading one first; the id names notebooks, files and styles."""

    makes = model.Area
    id: Identifier
    name: TextShape
    criteria: dict[str, tuple[Written, ...]]
    statistics: tuple[Written, ...] = ()


class AreasShape(Shape):
    """areas.yaml."""

    areas: tuple[AreaShape, ...]


class StatisticShape(Shape):
    """A figure that is recorded but not judged."""

    makes = model.Statistic
    code: Written
    name: TextShape
    unit: Annotated[str, one_of(*STATISTIC_UNITS)]
    frequency: FrequencyWord
    due_month: DueMonth | None = None
    group: str = ""


class StatisticsShape(Shape):
    """statistics.yaml."""

    statistics: tuple[StatisticShape, ...]


class SourceShape(Shape):
    """An entry of sources.yaml, under its id."""

    makes = model.Source
    title: TextShape
    url: str = ""


class SourcesShape(RootModel[dict[str, SourceShape]]):
    """sources.yaml: sources by id."""


class DenominatorShape(Shape):
    """Shares of a statistic, from the least to the most; ``counts`` is as ``share`` unless wider."""

    makes = model.Denominator
    of: Written
    share: Range
    counts: Range | None = None

    def made(self, **given: Any) -> Any:
        """Gives the denominator, which counts as far as it is shared where nothing else is said."""
        return super().made(counts=self.counts or self.share, **given)


class PlausibleShape(Shape):
    """The range and the largest leap of one measure, and what its denominator counts."""

    makes = model.Plausible
    range: Range
    steady: Exact
    denominator: Written | None = None

    def made(self, **given: Any) -> Any:
        """Gives the limits, low and high apart."""
        return super().made(low=self.range[0], high=self.range[1], **given)


class PlausiblesShape(Shape):
    """plausible.yaml: measures by set and code, "statistics" standing for a set."""

    denominators: dict[str, DenominatorShape] = Field(default_factory=dict)
    measures: dict[str, dict[str, PlausibleShape]]
