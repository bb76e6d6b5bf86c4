"""Cells of a workbook as a spreadsheet shows them."""

import datetime as dt
import re
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

_SECTION = re.compile(r';(?=(?:[^"]*"[^"]*")*[^"]*$)')  # outside quotes
_PART = re.compile(r'"([^"]*)"|\\(.)|([#,0]+(?:\.0+)?)(%?)')


def shown(cell) -> str:
    """Shows a cell as a Vietnamese spreadsheet would."""
    if isinstance(cell.value, str):
        return cell.value
    if isinstance(cell.value, dt.date):
        return f"{cell.value:%d/%m/%Y}"
    value = Fraction(cell.value)
    sections = _SECTION.split(cell.format)
    sign = "-" if value < 0 and len(sections) == 1 else ""

    def figure(found):
        text, escaped, pattern, percent = found.groups()
        if pattern is None:
            return text if text is not None else escaped
        decimals = len(pattern.partition(".")[2])
        size = abs(float(value)) * (100 if percent else 1)
        number = Decimal(repr(round(size, 10))).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
        whole, _, rest = f"{number:,}".partition(".")
        digits = whole.zfill(len(pattern)) if set(pattern) == {"0"} else whole
        return digits.replace(",", ".") + (f",{rest}" if rest else "") + percent

    return sign + _PART.sub(figure, sections[0])
