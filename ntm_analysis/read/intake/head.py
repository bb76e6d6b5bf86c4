"""Where the parts of a matrix stand: communes, criteria by number or name, totals."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from ntm_analysis.model import CriteriaSet, slug_of
from ntm_analysis.read.intake.grid import OfficeSheet
from ntm_analysis.read.intake.names import layouts
from ntm_analysis.read.intake.readings import Reading

# "15", "TC 15", "Tiêu chí số 15", "15. Y tế", "Tiêu chí về y tế": a number, a name, or both.
_SAID = re.compile(
    r"(?:tc|tiêu\s+chí)?\s*(?:số|về)?\s*(?P<number>\d{1,2})?\s*[.:)–-]?\s*(?P<name>\D.*)?",
    re.IGNORECASE | re.DOTALL,
)
_DEEP = 5  # rows of a head at most
_FEWEST = 5  # columns of criteria that make a matrix
_MOST_COLUMNS = 60  # that a row counts; a larger number is the code of a commune
_SEARCHED = 80  # rows in which a head may begin


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
    words = layouts()["commune"]
    for number, cells in grid.numbered():
        named = [column for column, text in enumerate(cells, start=1) if slug_of(text) in words]
        if number > _SEARCHED or not named:
            continue
        last = number
        # A row of the head has the same word in the column of communes, none, or counts the columns.
        while last < number + _DEEP and _is_below(grid, last + 1, number, named[0]):
            last += 1
        head = _columns(grid, number, last, named[0], of)
        if len(head.criteria) >= _FEWEST:
            return head
    return None


def _is_below(grid: OfficeSheet, row: int, first: int, commune: int) -> bool:
    said = grid.at(row, commune)
    if said == grid.at(first, commune) or counts_columns(grid, row, commune):
        return True
    return said == "" and any(grid.at(row, column) for column in range(commune + 1, grid.width + 1))


def counts_columns(grid: OfficeSheet, row: int, commune: int) -> bool:
    """Tells whether a row only counts or letters the columns: A, B, 1, 2, 3."""
    said = grid.at(row, commune)
    return (said.isdecimal() and int(said) <= _MOST_COLUMNS) or (len(said) == 1 and said.isalpha())


def repeats(grid: OfficeSheet, head: Head, row: int) -> bool:
    """Tells whether a row further down says of each criterion's column what the head says."""
    said = {
        column: {grid.at(number, column) for number in range(head.first, head.last + 1)}
        for column in head.criteria
    }
    return all(grid.at(row, column) in {"", *said[column]} for column in head.criteria)


def parsed(text: str, names: Mapping[str, str]) -> tuple[str, str]:
    """Gives the number that a head says, and the code of the criterion that it names; each "" where none."""
    found = _SAID.fullmatch(" ".join(text.split()))
    if found is None:
        return "", ""
    whole, rest = slug_of(text), slug_of(found["name"] or "")
    return (found["number"] or "").lstrip("0"), names.get(rest) or names.get(whole, "")


def names_of(of: CriteriaSet) -> dict[str, str]:
    """Gives the code of each criterion by its names, as slugs."""
    return {slug_of(text): c.code for c in of.criteria for text in (c.name.vi, c.brief.vi)}


def _columns(grid: OfficeSheet, first: int, last: int, commune: int, of: CriteriaSet) -> Head:
    words, total, others = layouts(), 0, list[int]()
    codes, names = {criterion.code for criterion in of.criteria}, names_of(of)
    found: dict[int, str] = {}
    rows = [row for row in range(first, last + 1) if row == first or not counts_columns(grid, row, commune)]
    for column in (each for each in range(1, grid.width + 1) if each != commune):
        said = [*dict.fromkeys(filter(None, (grid.at(row, column) for row in rows)))]
        told = [parsed(text, names) for text in said]
        numbers, named = {number for number, _ in told} & codes, {name for _, name in told if name}
        slugs = {slug_of(text) for text in said}
        if slugs & set(words["total"]):
            total = column  # the last one: what stands behind the criteria
        elif len(named) == 1 or (len(numbers) == 1 and not named):
            found[column] = (named or numbers).pop()
        elif said and not slugs & set(words["number"]):
            others.append(column)
    return Head(first, last, commune, found, total, tuple(others))


def check_head(grid: OfficeSheet, head: Head, of: CriteriaSet, reading: Reading) -> None:
    """Refuses columns that can be read in two ways, or that are none of the set's among those that are."""
    seen: dict[str, int] = {}
    names, words = names_of(of), layouts()["commune"]
    for column, code in head.criteria.items():
        if code in seen:
            found = f"tiêu chí {code} có ở hai cột, {grid.place(head.last, seen[code])} và cột này"
            reading.problems.append(grid.problem(head.last, column, found, "giữ lại một cột"))
        seen.setdefault(code, column)
        rows = (r for r in range(head.first, head.last + 1) if not counts_columns(grid, r, head.commune))
        numbers = {number for number, _ in (parsed(grid.at(row, column), names) for row in rows) if number}
        if numbers and code not in numbers:
            found = f"số {', '.join(sorted(numbers))} đứng cùng tên của tiêu chí {code}"
            reading.problems.append(grid.problem(head.last, column, found, "sửa số hoặc tên của cột"))
    for column in head.others:
        text = grid.at(head.last, column) or grid.at(head.first, column)
        if slug_of(text) in words:
            found, right = "hai cột tên xã trong một bảng", "tách thành hai bảng, mỗi bảng một trang"
            reading.problems.append(grid.problem(head.first, column, found, right))
        elif min(head.criteria) < column < max(head.criteria):
            found = f"cột “{text}” đứng giữa các tiêu chí mà không phải tiêu chí nào"
            reading.problems.append(
                grid.problem(head.last, column, found, "ghi số hoặc tên tiêu chí, hoặc bỏ cột")
            )
