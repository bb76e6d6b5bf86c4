"""The shape of each criteria file: which keys there are and what may stand under them."""

from __future__ import annotations

import datetime as dt
import re
from fractions import Fraction
from typing import Annotated

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints
from pydantic_core import PydanticCustomError

from ntm_analysis.criteria.vocabulary import ALL_REGIONS, GAP_UNITS, INDICATOR_UNITS, REGIONS, STATISTIC_UNITS
from ntm_analysis.model import Frequency, Rule

# At most six decimals, as in every other input of the project.
_NUMBER = re.compile(r"\d{1,9}(\.\d{1,6})?")
_MONTHS = [str(month) for month in range(1, 13)]
ANY_YEAR = 0
_LONGEST = 3000
_IDENTIFIER = re.compile("[a-z][a-z0-9_]{0,39}")
# Control characters but tab and line breaks, direction and zero-width marks.
_UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]")


def _exact(value: object) -> Fraction | None:
    """Reads digits as an exact number; ``true`` is the 1 that đạt is stored as."""
    if value is None:
        return None
    if value is True:
        return Fraction(1)
    if isinstance(value, str) and _NUMBER.fullmatch(value):
        return Fraction(value)
    right = "số viết bằng dấu chấm thập phân (16.5), true, hoặc null"
    raise _expected(right)


def _number(value: object) -> Fraction:
    """Reads digits as an exact number, which must be given."""
    if isinstance(value, str) and _NUMBER.fullmatch(value):
        return Fraction(value)
    raise _expected("số viết bằng dấu chấm thập phân (16.5)")


def _month(value: object) -> int:
    if value in _MONTHS:
        return _MONTHS.index(str(value)) + 1
    raise _expected("tháng từ 1 đến 12")


def _by_year(value: object) -> object:
    """Reads a threshold that is the same every year as that of the year 0."""
    return value if isinstance(value, dict) else {str(ANY_YEAR): value}


def _one_of(*allowed: str) -> BeforeValidator:
    """Admits only the words listed, and lists them to whoever wrote another one."""

    def check(value: object) -> object:
        if value in allowed:
            return value
        raise _expected("một trong: " + ", ".join(allowed))

    return BeforeValidator(check)


def _legible(text: str) -> str:
    """Refuses characters that nobody sees and texts no page has room for."""
    if _UNSEEN.search(text):
        raise _expected("chữ không có ký tự điều khiển")
    if len(text) > _LONGEST:
        raise _expected(f"chữ dài tối đa {_LONGEST} ký tự")
    return text


def _expected(right: str) -> PydanticCustomError:
    return PydanticCustomError("expected", "{right}", {"right": right})


Written = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True), AfterValidator(_legible)]
Exact = Annotated[Fraction | None, BeforeValidator(_exact)]
Number = Annotated[Fraction, BeforeValidator(_number)]
Range = tuple[Number, Number]
ByYear = Annotated[dict[int, Exact], BeforeValidator(_by_year)]
Region = Annotated[str, _one_of(*REGIONS)]
RegionOrAll = Annotated[str, _one_of(ALL_REGIONS, *REGIONS)]
# What the office itself sets ("override") is written in dataset.yaml, never here.
FoundConfidence = Annotated[
    str, _one_of("verified", "unverified-high", "unverified-medium", "unverified-low", "unknown")
]
FrequencyWord = Annotated[Frequency, _one_of(*Frequency)]
DueMonth = Annotated[int, BeforeValidator(_month)]


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
    unit: Annotated[str, _one_of(*INDICATOR_UNITS)]
    rule: Annotated[Rule, _one_of(*(rule for rule in Rule if rule is not Rule.ALL_OF))]
    thresholds: dict[RegionOrAll, ByYear]
    both_sexes: bool = False
    gap_unit: Annotated[str, _one_of(*GAP_UNITS)] = ""
    measure: Written | None = None
    condition: ConditionShape | None = None
    regions: tuple[Region, ...] = ()


class IndicatorShape(_Shape):
    """A composite indicator has components instead of a unit and thresholds of its own."""

    code: Written
    name: TextShape
    name_confidence: FoundConfidence
    name_source: Written | None = None
    unit: Annotated[str, _one_of(*INDICATOR_UNITS)] = "yes_no"
    rule: Annotated[Rule, _one_of(*Rule)]
    frequency: FrequencyWord
    due_month: DueMonth | None = None
    thresholds: dict[RegionOrAll, ByYear] = {}
    confidence: FoundConfidence
    confidence_by_region: dict[Region, FoundConfidence] = {}
    source: Written
    both_sexes: bool = False
    if_any: bool = False
    gap_unit: Annotated[str, _one_of(*GAP_UNITS)] = ""
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


def _identifier(value: object) -> object:
    if isinstance(value, str) and _IDENTIFIER.fullmatch(value):
        return value
    raise _expected("chữ thường không dấu, chữ số và dấu gạch dưới")


Identifier = Annotated[str, BeforeValidator(_identifier)]


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
    unit: Annotated[str, _one_of(*STATISTIC_UNITS)]
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
