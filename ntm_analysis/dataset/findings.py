"""Collects what is wrong in one table, row by row, so that all of it is reported at once."""

from __future__ import annotations

from collections.abc import Callable

from pandas import DataFrame, Series

from ntm_analysis.dataset.read import TextTable
from ntm_analysis.dataset.schema import wrong_cells
from ntm_analysis.errors import Problem

Wording = str | Callable[[Series], str]


class Findings:
    """The problems of one table.

    A row with a wrong cell is left out of the checks that read that cell (``sound``), so that one
    mistake is reported once.
    """

    def __init__(self, name: str, table: TextTable) -> None:
        self.file = table.file
        self.rows = table.rows
        self.problems: list[Problem] = []
        self._wrong: dict[str, set[int]] = {}
        for cell in wrong_cells(name, table.rows).to_dict("records"):
            self._report(cell["index"], cell["column"], self._shown(cell["found"]), cell["right"])

    def sound(self, *columns: str) -> Series[bool]:
        """Tells for each row whether none of these columns was found wrong."""
        wrong = set[int]().union(*(self._wrong.get(column, ()) for column in columns))
        return ~self.rows.index.to_series().isin(wrong)

    def add(
        self, mask: Series[bool], column: str, found: Wording, right: Wording, *, warning: bool = False
    ) -> None:
        """Reports the rows of a mask; a wording is a sentence or is made from the row."""
        if mask.empty:
            return
        failing = mask.fillna(value=False).astype(bool)
        if not failing.any():
            return
        for index, row in self.rows[failing].iterrows():
            said = [wording if isinstance(wording, str) else wording(row) for wording in (found, right)]
            self._report(int(str(index)), column, *said, warning=warning)

    def warn(self, index: int, column: str, found: str, right: str) -> None:
        """Warns about one row."""
        self._report(index, column, found, right, warning=True)

    def _report(self, index: int, column: str, found: str, right: str, *, warning: bool = False) -> None:
        if not warning:
            self._wrong.setdefault(column, set()).add(index)
        line = int(self.rows["row"].iloc[index])
        self.problems.append(Problem(self.file, line, column, found, right, warning))

    @staticmethod
    def _shown(cell: object) -> str:
        return f"“{cell}”" if cell else "để trống"

    def add_duplicates(self, keys: DataFrame, column: str, noun: str) -> None:
        """Reports each row whose keys stood in an earlier row, naming the line of that one."""
        repeated = keys[keys.duplicated(keep=False)]
        first = (
            self.rows["row"]
            .reindex(repeated.index)
            .groupby([repeated[key] for key in repeated])
            .transform("min")
        )
        for index, line in first[first != self.rows["row"].reindex(first.index)].items():
            self._report(int(str(index)), column, f"{noun} đã có ở dòng {line}", "giữ lại một dòng")
