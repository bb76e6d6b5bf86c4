"""Values as people write them, and as a dataset's files have them."""

import re
from decimal import Decimal
from fractions import Fraction

from ntm_analysis.errors import NtmError
from ntm_analysis.model import Verdict
from ntm_analysis.read import words

_WRITTEN = {str(code): word for word, code in words.VERDICTS.items()}
_THOUSANDS = re.compile(r"\d{1,3}(\.\d{3})+")
_PLAIN = re.compile(r"-?\d+([.,]\d+)?")


def is_number(value: object) -> bool:
    """Tells whether a value has a figure in it."""
    return not isinstance(value, bool) and re.search(r"\d", str(value)) is not None


def is_verdict(value: object) -> bool:
    """Tells whether a value is yes or no, or a verdict in words."""
    return isinstance(value, bool) or str(value).strip().lower() in {*words.VERDICTS, *_WRITTEN}


def verdict_word(value: object) -> str:
    """Writes a verdict as files have it; takes True and False, the code or the word."""
    if isinstance(value, bool):
        return _WRITTEN[Verdict.MET if value else Verdict.NOT_MET]
    said = str(value).strip().lower()
    word = _WRITTEN.get(said, said)
    if word not in words.VERDICTS:
        raise NtmError(f"“{value}” không phải kết quả; một trong: {', '.join(words.VERDICTS)}")
    return word


def number(value: object) -> Fraction:
    """Reads a number as people write it: 92, "92%", "92,5 %"; two readings are refused."""
    if isinstance(value, int | float | Fraction) and not isinstance(value, bool):
        return Fraction(str(value)) if isinstance(value, float) else Fraction(value)
    text = str(value).strip().removesuffix("%").strip()
    if _THOUSANDS.fullmatch(text):
        one, other = text.replace(".", ""), text.replace(".", ",", 1)
        raise NtmError(f"“{value}” có thể là {one} hoặc {other}; viết liền các chữ số, hoặc dùng dấu phẩy")
    if not _PLAIN.fullmatch(text):
        raise NtmError(f"“{value}” không phải số; viết như 92, 92,5 hoặc 92,5%")
    return Fraction(text.replace(",", "."))


def decimal(value: Fraction) -> str:
    """Writes a number as files have it."""
    scaled = value * 10**6
    if scaled.denominator != 1:
        raise NtmError(f"“{value}” có quá 6 chữ số thập phân")
    return format(Decimal(scaled.numerator).scaleb(-6).normalize(), "f")
