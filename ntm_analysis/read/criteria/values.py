"""What may stand in a criteria file: the closed lists of words, exact numbers, identifiers."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import Annotated

from pydantic import BeforeValidator

from ntm_analysis.model import Frequency
from ntm_analysis.read.shapes import expected, matching, one_of

# Trung du miền núi phía Bắc, Đồng bằng sông Hồng, Bắc Trung Bộ, Duyên hải Nam Trung Bộ,
# Tây Nguyên, Đông Nam Bộ, Đồng bằng sông Cửu Long: the columns of QĐ 318/QĐ-TTg.
REGIONS = ("TDMNPB", "DBSH", "BTB", "DHNTB", "TN", "DNB", "DBSCL")

# The key that stands for every region at once in `thresholds`.
ALL_REGIONS = "all"

INDICATOR_UNITS = (
    "percent",
    "million_dong_per_person_year",
    "square_metres_per_person",
    "litres_per_person_day",
    "level",
    "yes_no",
)

STATISTIC_UNITS = ("people", "households", "villages", "schools", "centres", "houses", "count")

# What a gap in percent is counted in; an indicator whose gap no count closes has none.
GAP_UNITS = (
    "people", "households", "villages", "schools", "children", "graduates", "workers", "establishments",
    "food_businesses", "organisations", "works", "products", "subscriptions", "disputes", "funerals",
    "landfills",
)  # fmt: skip

# At most six decimals, as in every other input of the project.
_NUMBER = re.compile(r"\d{1,9}(\.\d{1,6})?")
ANY_YEAR = 0


def _exact(value: object) -> Fraction | None:
    """Reads digits as an exact number; ``true`` is the 1 that đạt is stored as."""
    if value is None:
        return None
    if value is True:
        return Fraction(1)
    if isinstance(value, str) and _NUMBER.fullmatch(value):
        return Fraction(value)
    raise expected("số viết bằng dấu chấm thập phân (16.5), true, hoặc null")


Exact = Annotated[Fraction | None, BeforeValidator(_exact)]
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
FrequencyWord = Annotated[Frequency, one_of(*Frequency)]
DueMonth = Annotated[int, matching("[1-9]|1[0-2]", "tháng từ 1 đến 12")]
Identifier = Annotated[str, matching("[a-z][a-z0-9_]{0,39}", "chữ thường không dấu, chữ số và dấu gạch dưới")]
