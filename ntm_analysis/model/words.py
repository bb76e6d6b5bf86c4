"""Closed lists of words: what is said, by whom, how often, how surely."""

from dataclasses import dataclass
from enum import StrEnum

# Of the things that gaps are counted in, the one that is a class of pupils and leaves school with its year.
LEAVING = "graduates"


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

    @property
    def symbol(self) -> str:
        """Gives the sign shown beside the word, so that no verdict rests on colour."""
        return _SYMBOLS[self]


_SYMBOLS = {
    Verdict.MET: "✓",
    Verdict.NOT_MET: "✗",
    Verdict.NO_DATA: "?",
    Verdict.NO_THRESHOLD: "–",
    Verdict.NOT_APPLICABLE: "∅",
    Verdict.NEARLY_MET: "≈",
}


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


@dataclass(frozen=True)
class Text:
    """The same words in Vietnamese and in English."""

    vi: str
    en: str

    def __getitem__(self, language: str) -> str:
        return self.en if language == "en" else self.vi


class Named:
    """What has a name, and often a shorter one of our own."""

    name: Text
    short: Text | None

    @property
    def brief(self) -> Text:
        """Gives its name for where room is short."""
        return self.short or self.name
