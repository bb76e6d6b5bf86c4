"""What rows of the movement's tables may refer to, and the checks that several of the tables share."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from pandas import DataFrame

from ntm_analysis.model import Target
from ntm_analysis.read.findings import Findings
from ntm_analysis.read.items import Items
from ntm_analysis.read.known import Known
from ntm_analysis.read.nearest import nearest
from ntm_analysis.read.read import TextTable
from ntm_analysis.read.typed import month_of


@dataclass(frozen=True, eq=False)
class References:
    """What rows of the movement's tables may refer to besides communes and criteria."""

    known: Known
    targets: tuple[Target, ...] | None  # None: their file is broken, and nothing is held against it
    items: Items | None
    tables: Mapping[str, TextTable]

    def knows(self, table: str) -> bool:
        """Tells whether a table could be read; nothing is held against a broken one, which is told itself."""
        return table in self.tables

    def codes(self, table: str, *columns: str) -> set[tuple[str, ...]]:
        """Gives what stands in some columns of a table, as written."""
        if table not in self.tables:
            return set()
        cells = [self.tables[table].cells[column] for column in columns]
        pairs = set(zip(*(column.codes.tolist() for column in cells), strict=True))
        return {tuple(c.texts[code] for c, code in zip(cells, codes, strict=True)) for codes in pairs}


def check_code(findings: Findings, column: str, codes: set[tuple[str, ...]], found: str) -> None:
    """Reports cells that are no code of another table; blank ones are left alone."""
    listed = sorted(code for (code,) in codes)
    right = "bảng kia chưa có dòng nào" if not listed else ""
    findings.add(
        findings.sound(column) & ~findings.cells[column].isin(["", *listed]),
        column,
        lambda row: f"{found} “{row[column]}”",
        lambda row: right or nearest(row[column], listed),
    )


def check_exactly_one(findings: Findings, one: str, other: str) -> None:
    """Reports rows that name both or neither."""
    blank = [findings.cells[name].isin([""]) for name in (one, other)]
    findings.add(
        blank[0] == blank[1],
        one,
        f"ghi cả hai hoặc không ghi {one}, {other}",
        f"đúng một trong {one}, {other}",
    )


def check_unique(findings: Findings, keys: list[str], noun: str) -> None:
    """Reports rows whose keys stand in an earlier row."""
    findings.add_duplicates(keys, keys[-1], noun)


def check_target(findings: Findings, references: References) -> None:
    """Reports cells that are no id of targets.yaml; blank ones are left alone."""
    if references.targets is not None:
        check_code(findings, "target", {(target.id,) for target in references.targets}, "không có mục tiêu")


def check_not_after(findings: Findings, frame: DataFrame, column: str) -> None:
    """Reports dates after the month their row is about."""
    month = month_of(frame[column])
    findings.add(
        findings.sound(column, "period") & (month > frame["month"]),
        column,
        lambda row: f"“{row[column]}” sau kỳ {row['period']}",
        "ngày không sau kỳ của dòng",
    )
