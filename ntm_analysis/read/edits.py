"""A dataset read otherwise than its files have it: without some rows, with others, with other thresholds."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from ntm_analysis.read.cells import CellTexts
from ntm_analysis.read.criteria import Override
from ntm_analysis.read.csv_files import TextTable
from ntm_analysis.read.description import Description
from ntm_analysis.read.schema import column_names


@dataclass(frozen=True)
class Edits:
    """What is changed of a dataset before it is checked.

    ``left_out`` names rows by file and line, ``added`` has rows by table, their cells as files have them and
    blank where none is given; ``scenario`` names what is assumed.
    """

    left_out: frozenset[tuple[str, int]] = frozenset()
    added: tuple[tuple[str, Mapping[str, str]], ...] = ()
    thresholds: tuple[Override, ...] = ()
    scenario: str = ""

    def of_tables(self, tables: dict[str, TextTable]) -> dict[str, TextTable]:
        """Gives the tables as they are to be read."""
        if not (self.left_out or self.added):
            return tables
        return {name: self._of_table(name, table) for name, table in tables.items()}

    def of_description(self, description: Description) -> Description:
        """Gives dataset.yaml as it is to be read."""
        changed = {(each.set, each.indicator, each.year) for each in self.thresholds}
        kept = (
            each
            for each in description.threshold_overrides
            if (each.set, each.indicator, each.year) not in changed
        )
        told: dict[str, Any] = {"threshold_overrides": (*kept, *self.thresholds)} if changed else {}
        told |= {"scenario": self.scenario} if self.scenario else {}
        return description.model_copy(update=told)

    def _of_table(self, name: str, table: TextTable) -> TextTable:
        rows = [row for of, row in self.added if of == name]
        kept = np.array(
            [(table.file, line) not in self.left_out for line in table.lines.tolist()], dtype=bool
        )
        cells = {
            column: CellTexts.of(
                [
                    *(texts.texts[code] for code in texts.codes[kept]),
                    *(row.get(column, "") for row in rows),
                ]
            )
            for column, texts in ((column, table.cells[column]) for column in column_names(name))
        }
        last = int(table.lines.max()) if len(table.lines) else 1
        lines = np.concatenate([table.lines[kept], last + 1 + np.arange(len(rows), dtype="int64")])
        return replace(table, cells=cells, lines=lines)
