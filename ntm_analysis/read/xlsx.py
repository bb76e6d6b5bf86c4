"""The cells of an .xlsx file as Excel shows them: percentages, dates, errors, formulas, merged ranges.

Libraries give a percentage as a fraction, an error as a blank and a formula that was never calculated as
nothing or nought: each would be read as another figure than the office sees. The parts of the file are read
here for that reason; what a number format means and how Excel counts days is left to openpyxl.
"""

import math
import re
import zipfile
from collections.abc import Iterator
from decimal import Decimal
from functools import cached_property
from pathlib import Path, PurePosixPath
from typing import Any
from xml.etree import ElementTree as ET

from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format
from openpyxl.utils.cell import column_index_from_string, coordinate_from_string, range_boundaries
from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900, from_excel
from openpyxl.utils.exceptions import CellCoordinatesException

from ntm_analysis.read.excel import SheetCells

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_STRICT = "{http://purl.oclc.org/ooxml/spreadsheetml/main}"
_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_STRICT_ID = "{http://purl.oclc.org/ooxml/officeDocument/relationships}id"
_TRUE = ("1", "true")
_YES = ("fullCalcOnLoad", "date1904")  # what a workbook says of itself
# What a sheet of figures never has; beyond it a file is damaged or made to do damage.
MOST_ROWS = 200_000
_MOST_COLUMNS = 500
_MOST_BYTES = 200_000_000
_UNREADABLE = (zipfile.BadZipFile, OSError, NotImplementedError, RuntimeError, EOFError)
_PERCENT = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')


class WorkbookError(Exception):
    """Says in a few words why a workbook cannot be read."""


class XlsxFile:
    """One .xlsx file; sheets are read when they are asked for. Raises WorkbookError."""

    def __init__(self, path: Path) -> None:
        try:
            self._zip = zipfile.ZipFile(path)
        except (OSError, zipfile.BadZipFile) as error:
            raise WorkbookError(getattr(error, "strerror", None) or "không phải tệp .xlsx") from None
        book = self._part("xl/workbook.xml")
        if book is None:
            raise WorkbookError("không có xl/workbook.xml")
        relations = self._part("xl/_rels/workbook.xml.rels")
        targets = {
            each.get("Id", ""): str(PurePosixPath("/xl") / each.get("Target", "")).lstrip("/")
            for each in ([] if relations is None else relations)
        }
        found = [each for each in book.iter() if _local(each) == "sheet"]
        unseen = (each for each in found if each.get("state", "") not in {"", "visible"})
        self.hidden = frozenset(each.get("name", "") for each in unseen)
        self._sheets = {
            each.get("name", ""): targets.get(each.get(_ID) or each.get(_STRICT_ID) or "", "")
            for each in found
        }
        stated = {(_local(each), key) for each in book.iter() for key in _YES if each.get(key) in _TRUE}
        # Programs that write formulas ask Excel to calculate them: what they stored is no result.
        self._uncalculated = ("calcPr", "fullCalcOnLoad") in stated
        self._epoch = CALENDAR_MAC_1904 if ("workbookPr", "date1904") in stated else CALENDAR_WINDOWS_1900

    @property
    def names(self) -> tuple[str, ...]:
        """Names the sheets; a sheet of charts has no cells and is none."""
        return tuple(name for name, part in self._sheets.items() if "/worksheets/" in f"/{part}")

    def cells(self, name: str) -> SheetCells:
        """Reads the cells of one sheet; raises WorkbookError, also for what no program writes."""
        rows, wrong, merged = list[list[Any]](), list[tuple[int, int, str]](), list[tuple[int, str]]()
        hidden, hidden_columns = set[int](), set[int]()
        try:
            for element in self._elements(self._sheets[name]):
                tag = _local(element)
                if tag == "row":
                    self._row(element, rows, wrong)
                    if element.get("hidden") in _TRUE:
                        hidden.add(int(element.get("r") or len(rows)))
                    element.clear()
                elif tag == "col" and element.get("hidden") in _TRUE:
                    last = min(int(element.get("max", 1)), _MOST_COLUMNS)
                    hidden_columns |= set(range(int(element.get("min", 1)), last + 1))
                elif tag == "mergeCell":
                    reference = element.get("ref", "A1")
                    merged.append((int(range_boundaries(reference)[-1] or 1), reference))
        except (ValueError, LookupError, ArithmeticError, TypeError, CellCoordinatesException):
            raise WorkbookError(f"trang “{name}” có ô hỏng") from None
        return SheetCells(rows, tuple(wrong), tuple(merged), frozenset(hidden), frozenset(hidden_columns))

    def _row(self, element: ET.Element, rows: list[list[Any]], wrong: list[tuple[int, int, str]]) -> None:
        number = int(element.get("r") or len(rows) + 1)
        cells: list[Any] = []
        for each in element:
            if _local(each) != "c":
                continue
            place = each.get("r")
            column = column_index_from_string(coordinate_from_string(place)[0]) if place else len(cells) + 1
            value, fault = self._value(each)
            if value == "" and not fault:
                continue
            if number > MOST_ROWS or column > _MOST_COLUMNS:
                found = f"trang có ô {place or f'dòng {number}'} nằm ngoài mọi bảng"
                raise WorkbookError(f"{found}; xóa ô đó, hoặc ghi bảng dài thành .csv")
            cells += [""] * (column - len(cells))
            cells[column - 1] = value
            if fault:
                wrong.append((number, column, fault))
        if cells:
            rows += [[] for _ in range(number - len(rows))]
            rows[number - 1] = cells

    def _value(self, cell: ET.Element) -> tuple[Any, str]:
        """Gives what a cell shows, and why it is no value where it is none."""
        kind = cell.get("t", "n")
        inner = {_local(each): each for each in cell}
        text = (inner["v"].text or "") if "v" in inner else ""
        value: Any = text
        fault = ""
        if kind == "e":
            fault = f"ô hiện lỗi {text}"
        elif "f" in inner and (self._uncalculated or (text == "" and kind != "str")):
            value, fault = "", "công thức chưa có kết quả"
        elif kind == "inlineStr":
            value = _plain(inner["is"]) if "is" in inner else ""
        elif kind == "s" and text:
            value = self._shared[int(text)]
        elif kind == "b" and text:
            value = text == "1"
        elif kind == "n" and text:
            try:
                value = self._number(text, int(cell.get("s") or 0))
            except OverflowError:  # a date that Excel has none for either
                fault = "ô hiện lỗi ####"
        return value, fault

    def _number(self, text: str, style: int) -> Any:
        """Gives a number as its cell shows it: a date, the hundreds of a percentage, or itself."""
        kind = self._styles[style : style + 1]
        number = float(text)
        if kind == ["date"]:
            return from_excel(number, self._epoch)
        if not math.isfinite(number):
            raise ValueError(text)
        return Decimal(repr(number)) * 100 if kind == ["percent"] else number

    @cached_property
    def _styles(self) -> list[str]:
        """Says of each cell format whether it shows a "date", a "percent" or neither."""
        styles = self._part("xl/styles.xml")
        every = [] if styles is None else list(styles.iter())
        codes = dict(BUILTIN_FORMATS) | {
            int(each.get("numFmtId", "0")): each.get("formatCode", "")
            for each in every
            if _local(each) == "numFmt"
        }
        formats = [each for of in every if _local(of) == "cellXfs" for each in of]
        shown = [codes.get(int(each.get("numFmtId", "0")), "") for each in formats]
        is_percent = ["%" in _PERCENT.sub("", code) for code in shown]
        kinds = zip(is_percent, map(is_date_format, shown), strict=True)
        return ["percent" if percent else "date" if date else "" for percent, date in kinds]

    @cached_property
    def _shared(self) -> list[str]:
        """Lists the texts that cells share."""
        texts = []
        if "xl/sharedStrings.xml" in self._zip.namelist():
            for element in self._elements("xl/sharedStrings.xml"):
                if _local(element) == "si":
                    texts.append(_plain(element))
                    element.clear()
        return texts

    def _part(self, name: str) -> ET.Element | None:
        if name not in self._zip.namelist():
            return None
        self._check_size(name)
        try:
            return ET.fromstring(self._zip.read(name))  # noqa: S314 (expat refuses entities that multiply)
        except ET.ParseError:
            raise WorkbookError(f"phần {name} bị hỏng") from None
        except _UNREADABLE:
            raise WorkbookError(f"phần {name} bị hỏng hoặc có mật khẩu") from None

    def _elements(self, name: str) -> Iterator[ET.Element]:
        if name not in self._zip.namelist():
            raise WorkbookError(f"thiếu phần {name}")
        self._check_size(name)
        try:
            with self._zip.open(name) as part:
                for _, element in ET.iterparse(part):  # noqa: S314 (as above)
                    yield element
        except (ET.ParseError, *_UNREADABLE):
            raise WorkbookError(f"phần {name} bị hỏng hoặc có mật khẩu") from None

    def _check_size(self, name: str) -> None:
        if self._zip.getinfo(name).file_size > _MOST_BYTES:
            raise WorkbookError(f"phần {name} quá lớn; ghi bảng dài thành .csv")


def _local(element: ET.Element) -> str:
    return element.tag.removeprefix(_MAIN).removeprefix(_STRICT)


def _plain(element: ET.Element) -> str:
    """Joins the runs of a text, without the readings of Asian signs."""
    runs = [each for each in element if _local(each) in {"t", "r"}]
    return "".join(
        text.text or ""
        for run in runs
        for text in ([run] if _local(run) == "t" else run)
        if _local(text) == "t"
    )
