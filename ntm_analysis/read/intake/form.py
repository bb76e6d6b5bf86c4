"""The form that communes fill, read back: every value, every note, each by its cell."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ntm_analysis.read.intake.grid import OfficeSheet
from ntm_analysis.read.intake.readings import Reading, ReadRow, Told

MARK = "Phiếu số liệu nông thôn mới"  # what the first sheet says of itself
FIRST = "Phiếu"
LINE_POVERTY = ("households", "poor_households", "near_poor_households")
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
_NUMBER = re.compile(r"-?\d+([.,]\d{1,6})?%?")
_WHOLE = re.compile(r"\d+")
_DAY = re.compile(r"(\d{1,2})[/-](\d{1,2})[/-](\d{4})")
_WORDS = ("đạt", "chưa đạt", "không áp dụng")
_LIKE_DIGITS = str.maketrans({"O": "0", "o": "0", "l": "1", "I": "1", " ": ""})


@dataclass(frozen=True)
class Filled:
    """Whose form a workbook is, of which month."""

    commune: str
    period: str


def filled_form(grids: list[OfficeSheet]) -> Filled | None:
    """Recognises a form by its first sheet; None for any other workbook."""
    first = next((grid for grid in grids if grid.sheet == FIRST), None)
    if first is None or not any(MARK.casefold() in text.casefold() for text in first.rows[0]):
        return None
    facts = {row[0].rstrip(":").casefold(): row[1] for row in first.rows if len(row) > 1}
    code = facts.get("mã xã", "")
    return Filled(code.zfill(5) if code.isdecimal() else code, facts.get("kỳ", ""))


def read_form(grid: OfficeSheet, of: Filled, poverty_line: str, source: str) -> Reading | None:
    """Reads one sheet of a form; None for a sheet without its heads."""
    top = next(
        (n for n, row in grid.numbered() if {HEADS["code"], HEADS["value"], HEADS["set"]} <= set(row)), 0
    )
    if top == 0:
        return None
    at = {
        name: grid.rows[top - 1].index(head) + 1 for name, head in HEADS.items() if head in grid.rows[top - 1]
    }
    reading = Reading(grid.file, grid.sheet, f"phiếu xã {of.commune}, kỳ {of.period}")
    faults = {(row, column): found for row, column, found in grid.wrong}
    for number in range(top + 1, len(grid.rows) + 1):
        texts = {name: grid.at(number, column) for name, column in at.items()}
        if not texts["code"]:
            continue
        broken = [(name, faults[number, at[name]]) for name in FILLED if (number, at[name]) in faults]
        for name, found in broken:
            right = "mở trong Excel để tính rồi lưu lại, hoặc gõ lại giá trị"
            reading.problems.append(grid.problem(number, at[name], found, right))
        given = {name: texts[name] for name in ("value", "numerator", "denominator") if texts[name]}
        place = grid.place(number, at["value"])
        if not given and not broken:
            reading.blank += 1
            if texts["note"]:
                reading.left_out.append(Told(place, f"để trống, lý do: {texts['note']}"))
            continue
        wrong = [*_wrong(grid, number, at, texts)]
        reading.problems += wrong
        if not wrong and not broken:
            row = _row(texts, of, poverty_line) | {"source": texts["source"] or f"{source}, {place}"}
            reading.entries.append(ReadRow("observations", row, place))
    return reading


def _wrong(grid: OfficeSheet, number: int, at: Mapping[str, int], texts: Mapping[str, str]) -> Iterator:  # type: ignore[type-arg]
    """Says of each filled cell what is no value, and what would be right."""
    value = texts["value"].casefold()
    if value and value not in _WORDS and not _NUMBER.fullmatch(texts["value"]):
        meant = texts["value"].translate(_LIKE_DIGITS)
        right = (
            f"nhập {meant} nếu đúng"
            if _NUMBER.fullmatch(meant)
            else "một số, hoặc đạt, chưa đạt, không áp dụng"
        )
        yield grid.problem(number, at["value"], f"“{texts['value']}” không phải số", right)
    for name in ("numerator", "denominator"):
        if texts[name] and not _WHOLE.fullmatch(texts[name]):
            yield grid.problem(
                number, at[name], f"“{texts[name]}” không phải số nguyên", "viết liền các chữ số"
            )
    if texts["measured_on"] and not _DAY.fullmatch(texts["measured_on"]):
        found = f"“{texts['measured_on']}” không phải ngày"
        yield grid.problem(number, at["measured_on"], found, "viết như 25/09/2022")


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
        "line": poverty_line if texts["code"] in LINE_POVERTY else "",
        "note": texts["note"],
    }
