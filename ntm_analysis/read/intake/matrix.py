"""The matrix of a district: a row a commune, a column a criterion, a mark in each cell.

A blank cell is no data and never "chưa đạt". The verdicts are the district's review unless the title says
that communes assessed themselves or that the province appraised.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ntm_analysis.model import ROLES, CriteriaSet, Period, Place, PlaceKind, SetInForce, slug_of
from ntm_analysis.read.intake.grid import OfficeSheet
from ntm_analysis.read.intake.head import Head, check_head, counts_columns, find_head, repeats
from ntm_analysis.read.intake.marks import Marks, unknown_signs
from ntm_analysis.read.intake.names import Places, layouts, plain
from ntm_analysis.read.intake.readings import Reading, ReadRow, Told
from ntm_analysis.read.intake.title import contradicts, levels_in, months_in, of_other_set


@dataclass(frozen=True)
class Sought:
    """What a sheet is read for: places and sets of all months, the month if it is known, what marks mean."""

    every_place: tuple[Place, ...]
    sets: Mapping[str, CriteriaSet]
    uses: tuple[SetInForce, ...]
    latest: Period
    period: Period | None
    marks: Mapping[str, str]

    def sets_in(self, period: Period | None) -> list[CriteriaSet]:
        """Lists the sets in force in a month, the standard one first; in any where it is not known."""
        held = [use for use in self.uses if period is None or use.holds_in(period)]
        return [self.sets[use.set] for use in sorted(held, key=lambda use: use.role != ROLES[0])]


def read_matrix(grid: OfficeSheet, asked: Sought, source: str) -> Reading | None:
    """Reads a sheet as a matrix; None where it is none. What it cannot be sure of stands in its problems."""
    first = next((head for of in asked.sets_in(None) if (head := find_head(grid, of))), None)
    if first is None:
        return None
    reading = Reading(grid.file, grid.sheet)
    above = [text for row in range(1, first.first) for text in grid.rows[row - 1] if text]
    title = plain(". ".join([*dict.fromkeys(above), grid.sheet]))
    period = _month_of(grid, title, asked, reading)
    places = Places(asked.every_place, period or asked.latest)
    heads = [(of, head) for of in asked.sets_in(period) if (head := find_head(grid, of))]
    if not heads:
        found = f"kỳ {period} chưa có bộ tiêu chí áp dụng"
        reading.problems.append(grid.problem(1, 1, found, "ghi bộ tiêu chí cho kỳ đó ở dataset.yaml"))
        return reading
    # The advanced set where the title names it, else the standard one; of these what fits best.
    advanced = "nâng cao" in title
    named = [pair for pair in heads if ("nâng cao" in pair[0].title.vi.casefold()) == advanced]
    of, head = max(named or heads, key=lambda pair: len(pair[1].criteria))
    levels = sorted(levels_in(title))
    level = levels[0]
    doubts = [*of_other_set(title, of)]
    doubts += [f"phần đầu trang nêu nhiều cấp: {', '.join(levels)}"] if len(levels) > 1 else []
    right = "để mỗi bảng một trang, phần đầu chỉ nói về bảng đó"
    reading.problems += [grid.problem(1, 1, found, right) for found in doubts]
    check_head(grid, head, of, reading)
    rows = [number for number in range(head.last + 1, len(grid.rows) + 1) if any(grid.rows[number - 1])]
    of_places = [number for number in rows if places.find(grid.at(number, head.commune))]
    span = range(head.first, (max(of_places) if of_places else head.last) + 1)
    marks = Marks.of(grid, span, asked.marks, reading)
    reading.title = f"{of.title.vi}, {level}, kỳ {period or '?'}"
    about = {"set": of.id, "level": level, "period": str(period or "")}
    communes = dict(_communes(grid, head, rows, marks, places, reading))
    for number, code in communes.items():
        _read_row(grid, head, number, marks, reading, {**about, "commune": code, "source": source})
    _tell(grid, head, of, communes, marks, places, reading)
    return reading


def _tell(  # noqa: PLR0913, PLR0917 (all of one sheet)
    grid: OfficeSheet,
    head: Head,
    of: CriteriaSet,
    communes: Mapping[int, str],
    marks: Marks,
    places: Places,
    reading: Reading,
) -> None:
    """Tells of the whole sheet how marks were understood, what has no meaning, what is missing or hidden."""
    said: dict[str, tuple[int, int]] = {}
    where = grid.sheet or grid.file
    for number in communes:
        for column in head.criteria:
            said.setdefault(grid.at(number, column), (number, column))
    right = "ghi chú nghĩa của dấu trong trang, hoặc ghi bằng --marks, như x=đạt,0=chưa đạt"
    for sign in unknown_signs(marks, said):
        reading.problems.append(grid.problem(*said[sign], f"dấu “{sign}” không có chú thích", right))
    used = sorted({plain(text) for text in said} & marks.told.keys())
    reading.converted += [Told(marks.told[sign], f"“{sign}” là {marks.meant[sign]}") for sign in used]
    there = (place for place in places.there if place.kind is PlaceKind.COMMUNE)
    if missing := [place.name for place in there if place.code not in communes.values()]:
        reading.questions.append(Told(where, f"không có dòng của {', '.join(missing)}"))
    if absent := [c.code for c in of.criteria if c.code not in head.criteria.values()]:
        reading.questions.append(Told(where, f"không có cột của tiêu chí {', '.join(absent)}"))
    if hidden := [number for number in communes if number in grid.hidden]:
        reading.questions.append(Told(where, f"dòng ẩn vẫn được đọc: {', '.join(map(str, hidden))}"))
    if columns := [grid.at(head.last, column) for column in head.criteria if column in grid.hidden_columns]:
        reading.questions.append(Told(where, f"cột ẩn vẫn được đọc: {', '.join(columns)}"))
    for column in head.others:
        found = f"cột “{grid.at(head.last, column)}” không phải tiêu chí"
        reading.left_out.append(Told(grid.place(head.last, column), found))


def _month_of(grid: OfficeSheet, title: str, asked: Sought, reading: Reading) -> Period | None:
    """Takes the month that is asked for, else the title's; the two must not differ."""
    said = months_in(title)
    if asked.period is None and len(said) != 1:
        found = f"phần đầu trang ghi các kỳ {', '.join(map(str, sorted(said)))}" if said else ""
        found = found or "phần đầu trang không ghi tháng và năm"
        reading.problems.append(grid.problem(1, 1, found, "ghi kỳ bằng --period, ví dụ --period 2022-09"))
        return None
    period = asked.period or said.pop()
    right = "chọn đúng tệp, đúng trang hoặc đúng --period"
    reading.problems += [grid.problem(1, 1, found, right) for found in contradicts(title, period)]
    return period


def _communes(  # noqa: PLR0913, PLR0917 (all of one sheet)
    grid: OfficeSheet, head: Head, rows: list[int], marks: Marks, places: Places, reading: Reading
) -> Iterator[tuple[int, str]]:
    """Walks over the rows of communes; every other row is told with its reason."""
    words, seen = layouts(), dict[str, int]()
    places_found = {number: places.find(grid.at(number, head.commune)) for number in rows}
    last = max((number for number, place in places_found.items() if place), default=0)
    for number in rows:
        name, place = grid.at(number, head.commune), places_found[number]
        first = next((text for text in grid.rows[number - 1] if text), "")
        texts = [grid.at(number, column) for column in head.criteria]
        marked = any(marks.is_like(text) for text in texts)
        where = grid.place(number, head.commune)
        section = plain(" ".join(dict.fromkeys(grid.rows[number - 1])))
        if place is None and slug_of(name) in words["commune"] and not repeats(grid, head, number):
            found = "đầu bảng lặp lại không giống đầu bảng trên"
            reading.problems.append(grid.problem(number, head.commune, found, "tách thành hai bảng"))
        elif place is None and slug_of(name) in words["commune"]:
            reading.left_out.append(Told(where, "đầu bảng lặp lại"))
        elif place is None and _is_total(slug_of(name or first), texts, marks):
            reading.left_out.append(Told(where, f"dòng tổng “{name or first}”"))
        elif place is None and number < last and (months_in(section) or "nâng cao" in section):
            found = f"dòng “{name or first}” giữa bảng nói về kỳ hoặc bộ khác"
            reading.problems.append(grid.problem(number, head.commune, found, "tách thành hai bảng"))
        elif place is None and (not marked or counts_columns(grid, number, head.commune)):
            reading.left_out.append(Told(where, f"“{name or first}” không phải dòng của xã"))
        elif place is None:
            found = f"“{name}” không phải đúng một xã" if name else "dòng có dấu mà không có tên xã"
            right = f"gần nhất: {places.near(name)}" if name else "ghi tên xã"
            reading.problems.append(grid.problem(number, head.commune, found, right))
        elif place.code in seen:
            found = f"{place.name} đã có ở dòng {seen[place.code]}"
            reading.problems.append(grid.problem(number, head.commune, found, "giữ lại một dòng"))
        elif place.kind is PlaceKind.TOWN:
            reading.left_out.append(Told(where, f"thị trấn {place.name} không xét tiêu chí nông thôn mới"))
        else:
            seen[place.code] = number
            yield number, place.code


def _is_total(slug: str, texts: list[str], marks: Marks) -> bool:
    """Tells whether a row sums the others: by its first word, and counts or shares where marks would be."""
    words = layouts()["totals"]
    counted = all(text == "" or re.fullmatch(r"\d+([.,]\d+)?%?", text) for text in texts)
    named = any(slug == word or slug.startswith(f"{word}-") for word in words)
    return named and (counted or (slug in words and not any(marks.is_like(text) for text in texts)))


def _read_row(  # noqa: PLR0913, PLR0917 (one row of what all of them are)
    grid: OfficeSheet, head: Head, number: int, marks: Marks, reading: Reading, about: dict[str, str]
) -> None:
    """Reads the marks of a commune, and asks where its total is not what they come to."""
    met, is_sure = 0, True
    faults = {(row, column): found for row, column, found in grid.wrong}
    for column, code in head.criteria.items():
        text, place = grid.at(number, column), grid.place(number, column)
        if (number, column) in faults:
            right = "mở trong Excel để tính rồi lưu lại, hoặc gõ lại giá trị"
            reading.problems.append(grid.problem(number, column, faults[number, column], right))
        elif (number, column) in grid.spread:
            found, right = "một dấu gộp qua nhiều ô", "bỏ gộp ô, ghi dấu ở từng xã"
            reading.problems.append(grid.problem(number, column, found, right))
        elif not text or marks.meant.get(plain(text)) == "":
            reading.blank += 1
        elif verdict := marks.meant.get(plain(text)):
            met += verdict == "đạt"
            row = about | {"criterion": code, "verdict": verdict, "source": f"{about['source']}, {place}"}
            reading.entries.append(ReadRow(grid.file, "verdicts", row, place))
        else:  # what nothing explains is told for the sheet
            is_sure = False
    total = grid.at(number, head.total).partition("/")[0] if head.total else ""
    if is_sure and total.isdecimal() and int(total) != met:
        place = grid.place(number, head.total)
        reading.questions.append(Told(place, f"ghi tổng {total}, đếm được {met} tiêu chí đạt"))
