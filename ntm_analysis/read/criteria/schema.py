"""The shape of each criteria file: which keys there are, what may stand under them, what they make."""

import datetime as dt
import re
from fractions import Fraction
from typing import Annotated

from pydantic import BeforeValidator, Field

from ntm_analysis import model
from ntm_analysis.read.criteria.thresholds import ALL_REGIONS, ANY_YEAR
from ntm_analysis.read.shapes import BothLanguages, Keys, Shape, Written, fitting, matching, one_of, or_else
from ntm_analysis.read.words import GAP_UNITS, INDICATOR_UNITS, REGIONS, STATISTIC_UNITS

# At most six decimals, as in every other input of the project.
_NUMBER = re.compile(r"\d{1,9}(\.\d{1,6})?")
# ``true`` is the 1 that đạt is stored as.
Exact = Annotated[
    Fraction | None,
    BeforeValidator(lambda value: Fraction(1) if value is True else value),
    BeforeValidator(
        fitting(
            lambda value: (
                value is None or value is True or (isinstance(value, str) and bool(_NUMBER.fullmatch(value)))
            ),
            "số viết bằng dấu chấm thập phân (16.5), true, hoặc null",
        )
    ),
]
Number = Annotated[Fraction, matching(_NUMBER.pattern, "số viết bằng dấu chấm thập phân (16.5)")]
Range = tuple[Number, Number]
# A threshold that is the same every year is that of the year 0.
ByYear = Annotated[
    dict[int, Exact], BeforeValidator(lambda each: each if isinstance(each, dict) else {str(ANY_YEAR): each})
]
Region = Annotated[str, one_of(*REGIONS)]
RegionOrAll = Annotated[str, one_of(ALL_REGIONS, *REGIONS)]
# What the office itself sets ("override") is written in dataset.yaml, never here.
FoundConfidence = Annotated[
    str, one_of("verified", "unverified-high", "unverified-medium", "unverified-low", "unknown")
]
FrequencyWord = Annotated[model.Frequency, one_of(*model.Frequency)]
DueMonth = Annotated[int, matching("[1-9]|1[0-2]", "tháng từ 1 đến 12")]
Identifier = Annotated[str, matching("[a-z][a-z0-9_]{0,39}", "chữ thường không dấu, chữ số và dấu gạch dưới")]


_Sum = Annotated[model.Sum, Keys()]
# One way to compute an indicator from statistics; the first declared is the default.
FormulaShape = Annotated[
    model.Formula, Keys(numerator=_Sum, denominator=_Sum, confidence=FoundConfidence, source=Written)
]


class ComponentShape(Shape):
    """A part of a composite indicator: frequency, confidence and source are the indicator's."""

    makes = model.Indicator
    code: Written
    name: BothLanguages
    short: BothLanguages | None = None
    unit: Annotated[str, one_of(*INDICATOR_UNITS)]
    rule: Annotated[model.Rule, one_of(*(rule for rule in model.Rule if rule is not model.Rule.ALL_OF))]
    thresholds: dict[RegionOrAll, ByYear]
    both_sexes: bool = False
    gap_unit: Annotated[str, one_of(*GAP_UNITS)] = ""
    measure: Written | None = None
    condition: Annotated[model.Condition, Keys()] | None = None
    regions: tuple[Region, ...] = ()


class IndicatorShape(Shape):
    """A composite indicator has components instead of a unit and thresholds of its own."""

    makes = model.Indicator
    code: Written
    name: BothLanguages
    short: BothLanguages | None = None
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
    name: BothLanguages
    short: BothLanguages | None = None
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
    title: BothLanguages
    decision: Written
    decision_date: dt.date
    annex: BothLanguages | None = None
    amended_by: str = ""
    years: YearsShape
    criterion_count: int
    indicator_count: int
    note: str = ""
    criteria: tuple[CriterionShape, ...]


class AreasShape(Shape):
    """areas.yaml: criteria by set, the leading one first; the id names notebooks, files and styles."""

    areas: tuple[Annotated[model.Area, Keys(id=Identifier, criteria=dict[str, tuple[Written, ...]])], ...]


class StatisticsShape(Shape):
    """statistics.yaml: figures that are recorded but not judged."""

    statistics: tuple[
        Annotated[
            model.Statistic,
            Keys(
                unit=Annotated[str, one_of(*STATISTIC_UNITS)],
                due_month=Annotated[DueMonth, or_else(0), Field(default=0)],
            ),
        ],
        ...,
    ]


class SourceShape(Shape):
    """An entry of sources.yaml, under its id."""

    title: BothLanguages
    url: str = ""


class DenominatorShape(Shape):
    """Shares of a statistic, from the least to the most; ``counts`` is as ``share`` unless wider."""

    of: Written
    share: Range
    counts: Range | None = None

    @property
    def denominator(self) -> model.Denominator:
        """Gives the denominator, which counts as far as it is shared where nothing else is said."""
        return model.Denominator(self.of, self.share, self.counts or self.share)


class PlausibleShape(Shape):
    """The range and the largest leap of one measure, and what its denominator counts."""

    range: Range
    steady: Exact
    denominator: Annotated[Written, or_else("")] = ""


class PlausiblesShape(Shape):
    """plausible.yaml: measures by set and code, "statistics" standing for a set."""

    denominators: dict[str, DenominatorShape] = Field(default_factory=dict)
    measures: dict[str, dict[str, PlausibleShape]]

    @property
    def plausible(self) -> dict[tuple[str, str], model.Plausible]:
        """Gives the limits by set and code."""
        return {
            (set_id, code): model.Plausible(*each.range, each.steady, each.denominator)
            for set_id, measures in self.measures.items()
            for code, each in measures.items()
        }
