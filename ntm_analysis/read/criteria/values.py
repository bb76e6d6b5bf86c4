"""What may stand in a criteria file: texts people can read, exact numbers, known words, identifiers."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, StringConstraints
from pydantic_core import PydanticCustomError

from ntm_analysis.model import Frequency
from ntm_analysis.read.criteria.vocabulary import ALL_REGIONS, REGIONS

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


def one_of(*allowed: str) -> BeforeValidator:
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


def _identifier(value: object) -> object:
    if isinstance(value, str) and _IDENTIFIER.fullmatch(value):
        return value
    raise _expected("chữ thường không dấu, chữ số và dấu gạch dưới")


Written = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True), AfterValidator(_legible)]
Exact = Annotated[Fraction | None, BeforeValidator(_exact)]
Number = Annotated[Fraction, BeforeValidator(_number)]
Range = tuple[Number, Number]
ByYear = Annotated[dict[int, Exact], BeforeValidator(_by_year)]
Region = Annotated[str, one_of(*REGIONS)]
RegionOrAll = Annotated[str, one_of(ALL_REGIONS, *REGIONS)]
# What the office itself sets ("override") is written in dataset.yaml, never here.
FoundConfidence = Annotated[
    str, one_of("verified", "unverified-high", "unverified-medium", "unverified-low", "unknown")
]
FrequencyWord = Annotated[Frequency, one_of(*Frequency)]
DueMonth = Annotated[int, BeforeValidator(_month)]
Identifier = Annotated[str, BeforeValidator(_identifier)]
