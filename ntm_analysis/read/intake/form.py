"""The form that communes fill: how its sheets are known, whose it is, and what its rows are of."""

import re
from dataclasses import dataclass

from ntm_analysis.model import Criteria, slug_of
from ntm_analysis.read.intake.grid import OfficeSheet

MARK = "Phiếu số liệu nông thôn mới"  # what the first sheet says of itself
FIRST = "Phiếu"
# The columns of every other sheet, by their heads; those from "value" on are filled.
HEADS = {
    "code": "Mã",
    "name": "Chỉ tiêu",
    "sex": "Giới",
    "unit": "Đơn vị",
    "asked": "Mức đạt",
    "last": "Kỳ trước",
    "value": "Kết quả",
    "numerator": "Tử số",
    "denominator": "Mẫu số",
    "measured_on": "Ngày số liệu",
    "source": "Nguồn",
    "note": "Ghi chú",
    "set": "Bộ",
}
FILLED = ("value", "numerator", "denominator", "measured_on", "source", "note")
_WHOLE = re.compile(r"\d+")


@dataclass(frozen=True)
class Filled:
    """Whose form a workbook is, by code and by name, of which month, and how many rows it was given."""

    commune: str
    name: str
    period: str
    rows: int


@dataclass(frozen=True)
class Measure:
    """What a row of a form is of: the names it goes by, as slugs, and its unit."""

    names: frozenset[str]
    unit: str


def measures_of(criteria: Criteria) -> dict[tuple[str, str], Measure]:
    """Gives every measure and statistic by its set ("statistics" of the latter) and code."""
    named: dict[tuple[str, str], tuple[set[str], str]] = {}
    for of in criteria.sets.values():
        for indicator in (each for criterion in of.criteria for each in criterion.indicators):
            for part in (indicator, *indicator.components):
                names, _ = named.setdefault((of.id, part.measure), (set(), part.unit))
                names |= {slug_of(part.name.vi), slug_of(part.name.en)}
    for code, each in criteria.statistics.items():
        named["statistics", code] = ({slug_of(each.name.vi), slug_of(each.name.en)}, each.unit)
    return {key: Measure(frozenset(names), unit) for key, (names, unit) in named.items()}


def filled_form(grids: list[OfficeSheet]) -> Filled | None:
    """Recognises a form by its first sheet; None for any other workbook."""
    first = next((grid for grid in grids if grid.sheet == FIRST), None)
    if first is None or not any(MARK.casefold() in text.casefold() for text in first.first):
        return None
    facts = {row[0].rstrip(":").casefold(): row[1] for row in first.rows if len(row) > 1}
    code = facts.get("mã xã", "")
    commune, rows = code.zfill(5) if code.isdecimal() else code, facts.get("số dòng", "")
    return Filled(
        commune, facts.get("xã", ""), facts.get("kỳ", ""), int(rows) if _WHOLE.fullmatch(rows) else 0
    )
