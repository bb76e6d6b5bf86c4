"""The nouns of the domain as frozen values and closed lists of words.

Nothing here opens a file, reads a clock or depends on another module of the package
but :mod:`ntm_analysis.errors`.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
import unicodedata
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction

from ntm_analysis.errors import NtmError


class Verdict(StrEnum):
    """What is said of an indicator or a criterion.

    NEARLY_MET (*cơ bản đạt*) exists only as a reported verdict and is never counted
    as met. NO_DATA is missing data and is never NOT_MET.
    """

    MET = "met"
    NOT_MET = "not_met"
    NO_DATA = "no_data"
    NO_THRESHOLD = "no_threshold"
    NOT_APPLICABLE = "not_applicable"
    NEARLY_MET = "nearly_met"


class Level(StrEnum):
    """Authority behind a reported verdict, lowest first (``Level.rank``)."""

    COMMUNE = "commune"  # xã tự đánh giá
    DISTRICT = "district"  # huyện rà soát
    PROVINCE = "province"  # tỉnh thẩm định

    @property
    def rank(self) -> int:
        """Gives the standing of the authority, 0 the lowest."""
        return list(Level).index(self)


class Rule(StrEnum):
    """How a measured value is held against its threshold; all compare ``>=`` but AT_MOST."""

    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    IS_TRUE = "is_true"  # đạt is stored as 1, chưa đạt as 0; the threshold is 1
    LEVEL_AT_LEAST = "level_at_least"
    ALL_OF = "all_of"


class Frequency(StrEnum):
    """How often an indicator is measured."""

    MONTH = "month"
    QUARTER = "quarter"
    HALF_YEAR = "half_year"
    SCHOOL_YEAR = "school_year"
    YEAR = "year"


class Confidence(StrEnum):
    """How sure a threshold is. Only VERIFIED and OVERRIDE carry a final verdict."""

    VERIFIED = "verified"
    OVERRIDE = "override"  # set by the office in dataset.yaml with its own source
    HIGH = "unverified-high"
    MEDIUM = "unverified-medium"
    LOW = "unverified-low"
    UNKNOWN = "unknown"

    @property
    def is_final(self) -> bool:
        """Tells whether a verdict on such a threshold is final, not provisional."""
        return self in {Confidence.VERIFIED, Confidence.OVERRIDE}


class Sex(StrEnum):
    """Whose value it is; criteria *áp dụng đạt cho cả nam và nữ* ask for both."""

    TOTAL = "total"
    MALE = "male"
    FEMALE = "female"


class Status(StrEnum):
    """Standing of a measured value. An ESTIMATE is a forecast and is never assessed."""

    OFFICIAL = "official"
    PRELIMINARY = "preliminary"
    ESTIMATE = "estimate"


class PlaceKind(StrEnum):
    """What kind of unit a place is."""

    COMMUNE = "commune"  # xã
    TOWN = "town"  # thị trấn: belongs to the district, is no NTM commune
    DISTRICT = "district"  # huyện


_PERIOD = re.compile(r"^(\d{4})-(0[1-9]|1[0-2])$")


class PeriodError(NtmError):
    """Is raised for a text that is no calendar month."""

    def __init__(self, text: str) -> None:
        super().__init__(f"kỳ báo cáo “{text}” không hợp lệ; viết năm-tháng, ví dụ 2022-09")


@dataclass(frozen=True, order=True)
class Period:
    """A calendar month. ``str()`` gives ``2022-09``; ``number`` counts months for arithmetic."""

    year: int
    month: int

    @classmethod
    def parse(cls, text: str) -> Period:
        """Reads ``2022-09``; raises PeriodError for anything else."""
        match = _PERIOD.match(text)
        if not match:
            raise PeriodError(text)
        return cls(int(match[1]), int(match[2]))

    @classmethod
    def from_number(cls, number: int) -> Period:
        """Gives the month that ``number`` counts to."""
        return cls(number // 12, number % 12 + 1)

    @property
    def number(self) -> int:
        """Counts months since year 0, so that months can be subtracted."""
        return self.year * 12 + self.month - 1

    @property
    def last_day(self) -> dt.date:
        """Gives the last day of the month."""
        return dt.date(self.year, self.month, calendar.monthrange(self.year, self.month)[1])

    def __str__(self) -> str:
        return f"{self.year:04d}-{self.month:02d}"


def slug_of(name: str) -> str:
    """Turns ``Điềm He`` into ``diem-he``, for file names and for typing without diacritics."""
    plain = unicodedata.normalize("NFD", name.lower().replace("đ", "d"))
    letters = "".join(c for c in plain if not unicodedata.combining(c))
    return re.sub(r"[^a-z0-9]+", "-", letters).strip("-")


@dataclass(frozen=True)
class Place:
    """A commune, the town or the district a page is about."""

    code: str
    name: str
    kind: PlaceKind

    @property
    def slug(self) -> str:
        """Writes the name for file names: ``diem-he``."""
        return slug_of(self.name)


@dataclass(frozen=True)
class Threshold:
    """What an indicator must reach, in the indicator's unit.

    ``value`` None means the decision's figure is not known: nothing is ever met by it.
    """

    value: Fraction | None
    confidence: Confidence
    source: str  # id in sources.yaml, or the text given with an override


@dataclass(frozen=True)
class Text:
    """The same words in Vietnamese and in English."""

    vi: str
    en: str

    def __getitem__(self, language: str) -> str:
        return self.en if language == "en" else self.vi


@dataclass(frozen=True)
class Condition:
    """Restricts a component by the denominator of the value it reads.

    Criterion 5 (QĐ 1491/QĐ-BGDĐT) asks more of a commune with more than three schools;
    the number of schools is the denominator of the share of schools.
    """

    at_most: int | None = None
    more_than: int | None = None


@dataclass(frozen=True)
class Indicator:
    """One indicator of a criterion, or one component of a composite indicator.

    ``measure`` is the code under which observations are recorded (its own code unless
    two components read the same value). ``thresholds`` is keyed by (region, reference
    year); year 0 holds for every year not named. ``regions`` empty means everywhere.
    """

    code: str
    name: Text
    unit: str
    rule: Rule
    measure: str
    frequency: Frequency
    due_month: int
    thresholds: dict[tuple[str, int], Threshold]
    both_sexes: bool = False
    if_any: bool = False
    gap_unit: str = ""
    condition: Condition | None = None
    regions: tuple[str, ...] = ()
    components: tuple[Indicator, ...] = ()
    formulas: dict[str, Formula] = field(default_factory=dict)
    note: str = ""

    def threshold(self, region: str, year: int) -> Threshold:
        """Gives the threshold of a reference year (rule 5: the value's own year, not the page's)."""
        unknown = Threshold(None, Confidence.UNKNOWN, "")
        by_year = any(r == region and y for r, y in self.thresholds)
        return self.thresholds.get((region, year if by_year else 0), unknown)


@dataclass(frozen=True)
class Formula:
    """A rate computed from supporting statistics: sums of added less subtracted codes."""

    name: Text
    numerator_add: tuple[str, ...]
    denominator_add: tuple[str, ...]
    numerator_subtract: tuple[str, ...] = ()
    denominator_subtract: tuple[str, ...] = ()


@dataclass(frozen=True)
class Criterion:
    """One of the 19 criteria of a set."""

    code: str
    name: Text
    group: str
    indicators: tuple[Indicator, ...]
    # Named by QĐ 18/2022/QĐ-TTg: its loss weighs more when a recognition is revoked.
    weighs_in_revocation: bool = False


@dataclass(frozen=True)
class CriteriaSet:
    """A dated national set of criteria."""

    id: str
    title: Text
    decision: str
    decision_date: dt.date
    annex: str
    criteria: tuple[Criterion, ...]

    @property
    def indicators(self) -> tuple[Indicator, ...]:
        """Lists the indicators of all criteria; components are not counted among them."""
        return tuple(i for c in self.criteria for i in c.indicators)


@dataclass(frozen=True)
class Statistic:
    """A supporting figure that is no indicator (poor households, culture houses, …)."""

    code: str
    name: Text
    unit: str
    frequency: Frequency
    due_month: int
    group: str = ""


@dataclass(frozen=True)
class Area:
    """A named list of criteria of each set: education, health, culture, poverty."""

    id: str
    name: Text
    criteria: dict[str, tuple[str, ...]]  # set id → criterion codes, the leading one first
    statistics: tuple[str, ...] = ()


@dataclass(frozen=True)
class Source:
    """Where a threshold or a wording was read."""

    id: str
    title: str
    url: str = ""


@dataclass(frozen=True)
class Criteria:
    """Everything of data/criteria: sets, areas, supporting statistics, sources."""

    sets: dict[str, CriteriaSet]
    areas: dict[str, Area]
    statistics: dict[str, Statistic]
    sources: dict[str, Source]


class TargetKind(StrEnum):
    """What a target of the movement counts."""

    RECOGNISED = "recognised"  # communes recognised, credited year ≤ the target's
    MEAN_CRITERIA = "mean_criteria"  # criteria met / denominator
    MEAN_GAIN = "mean_gain"  # mean criteria less its baseline
    CRITERION = "criterion"  # communes meeting one criterion of one set
    POOR_RATE_CHANGE = "poor_rate_change"  # percentage points, whole district
    MODEL_AREAS = "model_areas"  # recognised communes with a model residential area


class TargetSense(StrEnum):
    """What a target asks of its figure: to reach a level, to hold it, to fall to it."""

    REACH = "reach"
    HOLD = "hold"
    FALL = "fall"


@dataclass(frozen=True)
class Baseline:
    """Where a target starts from; ``value`` None where no figure exists."""

    value: Fraction | None
    date: dt.date
    printed: bool  # False: follows from the document (suy ra)
    note: str = ""


@dataclass(frozen=True)
class Target:
    """A goal of the movement, as the founding document prints it."""

    id: str
    name: Text
    kind: TargetKind
    sense: TargetSense
    value: Fraction
    unit: str
    denominator: int | None
    baseline: Baseline
    end: Period
    paragraph: str
    quote: str
    set: str = ""
    criterion: str = ""
    communes: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True)
class SetInForce:
    """Which set plays which role in which periods (dataset.yaml)."""

    role: str  # "standard": every commune; "advanced": recognised communes
    set: str
    start: Period
    end: Period | None
    note: Text | None = None


@dataclass(frozen=True)
class SourceFile:
    """One file a dataset was read from, with the hash that identifies its content."""

    name: str
    sha256: str
    rows: int
