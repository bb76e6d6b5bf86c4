"""Collects what is wrong in one table, row by row, so that all of it is reported at once."""

import re
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from pandas import DataFrame, Series

from ntm_analysis.errors import Problem, spelled
from ntm_analysis.model.dataset import months_of
from ntm_analysis.read.cells import CellTexts, Flags, keys_of
from ntm_analysis.read.csv_files import TextTable
from ntm_analysis.read.schema import MEASURED, TABLES
from ntm_analysis.read.spelling import nearest, unreadable

Wording = str | Callable[[Series], str]
# The wrong rows, the column they are told at, what was found (“{value}”: the row's own) and what is right.
Case = tuple[Any, str, Wording, Wording]
_THOUSANDS = re.compile(r"[1-9][0-9]{0,2}[.,][0-9]{3}")


class Findings:
    """The problems of one table.

    Begins with every cell that its column does not allow. A row with a wrong cell is left out of the checks
    that read that cell (``sound``), so that one mistake is reported once.
    """

    def __init__(self, name: str, table: TextTable) -> None:
        self.file = table.file
        self.cells = table.cells
        self.table = table
        self.problems: list[Problem] = []
        self._wrong: dict[str, set[int]] = {}
        for column in TABLES[name]:
            cells = self.cells[column.name]
            # What its column does not allow; characters that nobody sees, texts garbled by an encoding.
            wrong = {text: said for text in cells.texts if (said := unreadable(text))}
            for text in (text for text in cells.texts if not column.admits(text)):
                wrong[text] = (f"“{spelled(text)}”" if text else "để trống"), column.right
            for index in np.flatnonzero(cells.isin(wrong)) if wrong else ():
                self.report(int(index), column.name, *wrong[cells.texts[cells.codes[index]]])
            # Numbers such as 18.600, which is 18,6 here and eighteen thousand in an office.
            for text in filter(_THOUSANDS.fullmatch, cells.texts if column.kind is MEASURED else ()):
                plain = text.replace(".", "").replace(",", "")
                found = f"“{text}” được đọc là {text.rstrip('0').rstrip('.,')}, không phải {plain}"
                right = f"viết {plain} nếu là hàng nghìn, hoặc bỏ số 0 ở cuối"
                self.add(cells.isin([text]), column.name, found, right, warning=True)

    @property
    def rows(self) -> DataFrame:
        """Gives the texts of the table."""
        return self.table.rows

    def sound(self, *columns: str) -> Flags:
        """Tells for each row whether none of these columns was found wrong."""
        sound = np.ones(len(self.table), dtype=bool)
        for column in columns:
            sound[list(self._wrong.get(column, ()))] = False
        return sound

    def add(self, mask: Any, column: str, found: Wording, right: Wording, *, warning: bool = False) -> None:
        """Reports the rows of a mask (a missing mark is none); a wording is said or made from the row."""
        failing = mask if isinstance(mask, np.ndarray) else mask.fillna(value=False).to_numpy(dtype=bool)
        if not failing.any():
            return
        for index, row in self.rows[failing].iterrows():
            said = [wording if isinstance(wording, str) else wording(row) for wording in (found, right)]
            self.report(int(str(index)), column, *said, warning=warning)

    def check(self, *cases: Case, warning: bool = False) -> None:
        """Reports the rows of each case; what was found is filled with the texts of the row."""
        for wrong, column, found, right in cases:
            self.add(
                wrong, column, found.format_map if isinstance(found, str) else found, right, warning=warning
            )

    def report(self, index: int, column: str, found: str, right: str, *, warning: bool = False) -> None:
        """Reports one row."""
        if not warning:
            self._wrong.setdefault(column, set()).add(index)
        line = int(self.table.lines[index])
        self.problems.append(Problem(self.file, line, column, found, right, warning))

    def check_code(self, column: str, codes: set[tuple[str, ...]], found: str) -> None:
        """Reports cells that are no code of another table; blank ones are left alone."""
        listed = sorted(code for (code,) in codes)
        right = "bảng kia chưa có dòng nào" if not listed else ""
        self.add(
            self.sound(column) & ~self.cells[column].isin(["", *listed]),
            column,
            lambda row: f"{found} “{row[column]}”",
            lambda row: right or nearest(row[column], listed),
        )

    def check_exactly_one(self, one: str, other: str) -> None:
        """Reports rows that name both or neither."""
        blank = [self.cells[name].isin([""]) for name in (one, other)]
        found, right = f"ghi cả hai hoặc không ghi {one}, {other}", f"đúng một trong {one}, {other}"
        self.check((blank[0] == blank[1], one, found, right))

    def check_not_after(self, frame: DataFrame, column: str) -> None:
        """Reports dates after the month their row is about."""
        late = self.sound(column, "period") & (months_of(frame[column]) > frame["month"])
        self.check((late, column, f"“{{{column}}}” sau kỳ {{period}}", "ngày không sau kỳ của dòng"))

    def add_duplicates(
        self, keys: Sequence[str], noun: str, column: str = "", apart: Flags | None = None
    ) -> None:
        """Reports each row whose keys stood in an earlier row, naming the line of that one.

        It is told at ``column``, the last of the keys where no other is named.
        Rows marked ``apart`` are held only against each other; rows with a wrong key are left out.
        """
        columns: list[CellTexts | Flags] = [self.cells[key] for key in keys]
        columns += [] if apart is None else [apart]
        rows = np.flatnonzero(self.sound(*keys))
        number = keys_of(columns, len(self.table))[rows]
        _, first, group = np.unique(number, return_index=True, return_inverse=True)
        if len(first) == len(rows):
            return
        for index, earlier in zip(rows, rows[first][group], strict=True):
            if index != earlier:
                found = f"{noun} đã có ở dòng {self.table.lines[earlier]}"
                self.report(int(index), column or keys[-1], found, "giữ lại một dòng")
