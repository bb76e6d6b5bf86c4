"""Where the parts of a matrix stand: communes, criteria by number or name, totals."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from ntm_analysis.model import CriteriaSet, slug_of
from ntm_analysis.read.intake.grid import OfficeSheet
from ntm_analysis.read.intake.names import layouts
from ntm_analysis.read.intake.readings import Reading

_NUMBER = re.compile(r"(?:tc|tiêu chí|tiêu chí số|tc số)?\s*\.?\s*(\d{1,2})", re.IGNORECASE)
_DEEP = 5  # rows of a head at most
_FEWEST = 5  # columns of criteria that make a matrix


@dataclass(frozen=True)
class Head:
    """Where the parts of a matrix stand: the last row of its head, and its columns."""

    first: int
    last: int
    commune: int
    criteria: Mapping[int, str]  # by column
    total: int = 0
    others: tuple[int, ...] = ()


def find_head(grid: OfficeSheet, of: CriteriaSet) -> Head | None:
    """Finds the head of a matrix of a set: a column of communes, and at least five of its criteria."""
    words = layouts()
    for number, cells in grid.numbered():
        named = [column for column, text in enumerate(cells, start=1) if slug_of(text) in words["commune"]]
        if not named:
            continue
        last = number
        while last < number + _DEEP and grid.at(last + 1, named[0]) == grid.at(number, named[0]):
            last += 1
        for below in (last, *range(last + 1, number + _DEEP)):
            head = _columns(grid, number, below, named[0], of)
            if len(head.criteria) >= _FEWEST:
                return head
    return None


def _columns(grid: OfficeSheet, first: int, last: int, commune: int, of: CriteriaSet) -> Head:
    words, total, others = layouts(), 0, list[int]()
    codes = {criterion.code for criterion in of.criteria}
    names = {slug_of(text): c.code for c in of.criteria for text in (c.name.vi, c.brief.vi)}
    found: dict[int, str] = {}
    for column in range(commune + 1, grid.width + 1):
        said = [*dict.fromkeys(grid.at(row, column) for row in range(first, last + 1))]
        numbers = {m[1].lstrip("0") for text in said if (m := _NUMBER.fullmatch(text.strip()))} & codes
        by_name = {names[slug_of(text)] for text in said if slug_of(text) in names}
        if total == 0 and any(slug_of(text) in words["total"] for text in said):
            total = column
        elif len(by_name or numbers) == 1:
            found[column] = (by_name or numbers).pop()
        elif any(said):
            others.append(column)
    return Head(first, last, commune, found, total, tuple(others))


def check_head(grid: OfficeSheet, head: Head, of: CriteriaSet, reading: Reading) -> None:
    """Refuses columns that can be read in two ways: one criterion twice, a number beside another's name."""
    seen: dict[str, int] = {}
    names = {c.code: {slug_of(c.name.vi), slug_of(c.brief.vi)} for c in of.criteria}
    for column, code in head.criteria.items():
        if code in seen:
            found = f"tiêu chí {code} có ở hai cột, {grid.place(head.last, seen[code])} và cột này"
            reading.problems.append(grid.problem(head.last, column, found, "giữ lại một cột"))
        seen.setdefault(code, column)
        texts = [grid.at(row, column) for row in range(head.first, head.last + 1)]
        numbers = {m[1].lstrip("0") for text in texts if (m := _NUMBER.fullmatch(text.strip()))}
        if numbers and code not in numbers and any(slug_of(text) in names[code] for text in texts):
            found = f"số {', '.join(sorted(numbers))} đứng cùng tên của tiêu chí {code}"
            reading.problems.append(grid.problem(head.last, column, found, "sửa số hoặc tên của cột"))


def counts_columns(grid: OfficeSheet, head: Head, number: int) -> bool:
    """Tells whether a row only counts or letters the columns: A, B, 1, 2, 3."""
    said = [grid.at(number, column) for column in head.criteria]
    numbers = [int(text) for text in said if text.isdecimal()]
    return len(numbers) == len(said) and numbers == list(range(numbers[0], numbers[0] + len(numbers)))
