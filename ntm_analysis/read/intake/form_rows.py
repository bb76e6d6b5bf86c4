"""The rows of a form, read back: every value, every note, each by its cell.

A form goes through many hands: what says whose row it is must still fit, and no cell is read by guess.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ntm_analysis.errors import Problem
from ntm_analysis.model import slug_of
from ntm_analysis.read.intake.form import FILLED, HEADS, Filled, Measure
from ntm_analysis.read.intake.grid import OfficeSheet
from ntm_analysis.read.intake.names import plain
from ntm_analysis.read.intake.readings import Reading, ReadRow, Told
from ntm_analysis.read.intake.title import months_in

_LINE_POVERTY = ("households", "poor_households", "near_poor_households")
_FEWEST = 4  # heads that make a sheet one of a form
_NUMBER = re.compile(r"-?\d+([.,]\d{1,6})?%?")
_LONG_NUMBER = re.compile(r"(-?\d+[.,]\d{6})\d+%?")
_TWO_READINGS = re.compile(r"[1-9]\d{0,2}[.,]\d{3}")  # a thousand and more, or a fraction
_DAY = re.compile(r"(\d{1,2})[/-](\d{1,2})[/-](\d{4})")
_WORDS = ("đạt", "chưa đạt", "không áp dụng")
_LIKE_DIGITS = str.maketrans({"O": "0", "o": "0", "l": "1", "I": "1", " ": ""})
_WHOLE = re.compile(r"\d+")


def read_form(
    grid: OfficeSheet, of: Filled, measures: Mapping[tuple[str, str], Measure], poverty_line: str, source: str
) -> Reading | None:
    """Reads one sheet of a form; None for a sheet without its heads."""
    heads = ((len(set(HEADS.values()) & set(row)), number) for number, row in grid.numbered())
    found, top = max(heads, default=(0, 0))
    if found < _FEWEST:
        return None
    reading = Reading(grid.file, grid.sheet, f"phiếu xã {of.commune}, kỳ {of.period}")
    if missing := [head for head in HEADS.values() if head not in grid.rows[top - 1]]:
        said = f"đầu bảng thiếu cột {', '.join(missing)}"
        reading.problems.append(
            grid.problem(top, 1, said, "giữ nguyên đầu bảng của phiếu, hoặc lập lại phiếu")
        )
        return reading
    at = {name: grid.rows[top - 1].index(head) + 1 for name, head in HEADS.items()}
    title = next(filter(None, grid.first), "")
    others = {*map(str, months_in(plain(title)))} - {of.period}
    if others or slug_of(of.name) not in slug_of(title):
        said = f"trang có tên “{title}”, phiếu là của {of.name}, kỳ {of.period}"
        reading.problems.append(grid.problem(1, 1, said, "trả trang về đúng phiếu"))
    for number in range(top + 1, len(grid.rows) + 1):
        texts = {name: grid.at(number, column) for name, column in at.items()}
        measure = measures.get((texts["set"], texts["code"]))
        row = _Row(grid, number, at, texts, measure)
        _read_row(row, of, poverty_line, source, reading)
    return reading


@dataclass(frozen=True)
class _Row:
    """One row of a form with where each of its cells stands."""

    grid: OfficeSheet
    number: int
    at: Mapping[str, int]
    texts: Mapping[str, str]
    measure: Measure | None

    @property
    def given(self) -> bool:
        return any(self.texts[name] for name in ("value", "numerator", "denominator"))

    def problem(self, name: str, found: str, right: str) -> Problem:
        return self.grid.problem(self.number, self.at[name], found, right)

    def problems(self) -> Iterator[Problem]:
        """Says of the row whether it is one of the form, and of each cell what is no value."""
        faults = {(row, column): found for row, column, found in self.grid.wrong}
        for name in FILLED:
            place = self.number, self.at[name]
            if place in faults:
                yield self.problem(
                    name, faults[place], "mở trong Excel để tính rồi lưu lại, hoặc gõ lại giá trị"
                )
            if place in self.grid.spread and self.texts[name]:
                yield self.problem(name, "nhiều ô gộp làm một", "bỏ gộp ô, ghi từng ô")
        if not self.given:
            return
        code, name = self.texts["code"], self.texts["name"]
        if self.measure is None:
            found = (
                f"mã “{code}” của bộ “{self.texts['set']}” không có trong phiếu"
                if code
                else "dòng không có mã"
            )
            yield self.problem("code", found, "trả mã về như trong phiếu, hoặc lập lại phiếu")
            return
        if slug_of(name) not in self.measure.names:
            yield self.problem("name", f"“{name}” không phải chỉ tiêu {code}", "trả tên về như trong phiếu")
        yield from self._value()
        for part in ("numerator", "denominator"):
            if self.texts[part] and not _WHOLE.fullmatch(self.texts[part]):
                yield self.problem(part, f"“{self.texts[part]}” không phải số nguyên", "viết liền các chữ số")
        if self.texts["measured_on"] and not _DAY.fullmatch(self.texts["measured_on"]):
            yield self.problem(
                "measured_on", f"“{self.texts['measured_on']}” không phải ngày", "viết như 25/09/2022"
            )

    def _value(self) -> Iterator[Problem]:
        value, unit = self.texts["value"], self.measure.unit if self.measure else ""
        if not value or value.casefold() in _WORDS:
            return
        is_typed = (self.number, self.at["value"]) not in self.grid.numbers
        if unit == "yes_no":
            yield self.problem("value", f"“{value}” không phải kết quả", f"chọn {', '.join(_WORDS)}")
        elif long := _LONG_NUMBER.fullmatch(value):
            yield self.problem("value", f"“{value}” có quá 6 chữ số lẻ", f"làm tròn, ví dụ {long[1]}")
        elif not _NUMBER.fullmatch(value):
            meant = value.translate(_LIKE_DIGITS)
            is_number = _NUMBER.fullmatch(meant)
            right = f"nhập {meant} nếu đúng" if is_number else f"một số, hoặc {', '.join(_WORDS)}"
            yield self.problem("value", f"“{value}” không phải số", right)
        elif value.endswith("%") and unit != "percent":
            yield self.problem("value", f"“{value}” là tỷ lệ, chỉ tiêu không tính bằng %", "ghi số, bỏ dấu %")
        elif is_typed and _TWO_READINGS.fullmatch(value):
            whole = value.replace(",", "").replace(".", "")
            right = f"ghi {whole}, hoặc {value.replace('.', ',')}0 nếu là số lẻ"
            yield self.problem("value", f"“{value}” đọc được hai cách", right)


def _read_row(row: _Row, of: Filled, poverty_line: str, source: str, reading: Reading) -> None:
    """Reads a row; one without a value is blank, and tells why where its note says so."""
    texts, place = row.texts, row.grid.place(row.number, row.at["value"])
    problems = [*row.problems()]
    reading.problems += problems
    if problems or not (row.given or texts["code"]):
        return
    if not row.given:
        reading.blank += 1
        if texts["note"]:
            reading.left_out.append(Told(place, f"để trống, lý do: {texts['note']}"))
        return
    if row.number in row.grid.hidden:
        reading.questions.append(Told(place, "dòng ẩn vẫn được đọc"))
    made = _row(texts, of, poverty_line) | {"source": texts["source"] or f"{source}, {place}"}
    reading.entries.append(ReadRow(row.grid.file, "observations", made, place))


def _row(texts: Mapping[str, str], of: Filled, poverty_line: str) -> dict[str, str]:
    day = _DAY.fullmatch(texts["measured_on"])
    value = texts["value"].casefold() if texts["value"].casefold() in _WORDS else texts["value"]
    return {
        "period": of.period,
        "commune": of.commune,
        "set": texts["set"],
        "indicator": texts["code"],
        "sex": texts["sex"],
        "value": value.removesuffix("%").replace(",", "."),
        "numerator": texts["numerator"],
        "denominator": texts["denominator"],
        "measured_on": f"{day[3]}-{int(day[2]):02d}-{int(day[1]):02d}" if day else "",
        "status": "chính thức",
        "line": poverty_line if texts["code"] in _LINE_POVERTY else "",
        "note": texts["note"],
    }
