"""Checks that tables share: the commune exists in that month, the set, a code of another table exists."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pandas import DataFrame, Series

from ntm_analysis.model import Items, Period, Target
from ntm_analysis.read.cells import Flags, month_of
from ntm_analysis.read.csv_files import TextTable
from ntm_analysis.read.findings import Findings
from ntm_analysis.read.known import Known
from ntm_analysis.read.spelling import nearest, nearest_named


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


def check_shared(
    findings: Findings,
    known: Known,
    months: Series | None,
    sets: Iterable[str] = (),
    no_town: Flags | None = None,
) -> None:
    """Holds the columns a table has against communes, months, sets, criteria and made-up rows.

    ``sets`` are those allowed besides the criteria sets; ``no_town`` marks rows that are about no town.
    """
    columns = findings.cells.keys()
    sets = [*sets, *known.criteria.sets]
    if "commune" in columns:
        _check_communes(findings, known, months, no_town)
    if "set" in columns:
        findings.add(
            findings.sound("set") & ~findings.cells["set"].isin(["", *sets]),
            "set",
            lambda row: f"không có bộ tiêu chí “{row['set']}”",
            lambda row: nearest(row["set"], sets),
        )
    if "criterion" in columns:
        codes, criterion = known.criterion_codes, findings.cells["criterion"]
        unknown = findings.cells["set"].paired(criterion, codes) < 0
        findings.add(
            findings.sound("set", "criterion") & ~criterion.isin([""]) & unknown,
            "criterion",
            lambda row: f"không có tiêu chí “{row['criterion']}” trong bộ này",
            lambda row: nearest(row["criterion"], [code for of, code in codes if of == row["set"]]),
        )
    if "illustrative" in columns and not known.illustrative:
        findings.add(
            findings.cells["illustrative"].isin(["có"]),
            "illustrative",
            "dòng minh họa trong bộ số liệu có illustrative: false",
            "bỏ dòng này, hoặc ghi illustrative: true trong dataset.yaml",
        )


def _check_communes(findings: Findings, known: Known, months: Series | None, no_town: Flags | None) -> None:
    """Reports codes that are not in communes.csv, and months before a commune was formed or after it ended.

    A blank code stands for the district, which has no such limits.
    """
    commune = findings.cells["commune"]
    findings.add(
        findings.sound("commune") & commune.are(lambda code: code != "" and code not in known.names),
        "commune",
        lambda row: f"không có xã mã “{row['commune']}”",
        lambda row: nearest_named(row["commune"], known.names),
    )
    if no_town is not None:
        check_no_town(findings, known, no_town)
    if months is None:
        return
    sound = findings.sound("commune", "period")
    first, last = (commune.numbers(known.life[edge].get) for edge in ("first", "last"))
    findings.add(
        sound & (months < first),
        "period",
        lambda row: f"xã {known.names[row['commune']]} chưa thành lập",
        lambda row: f"kỳ từ {Period.from_number(known.life['first'][row['commune']])} trở đi",
    )
    findings.add(
        sound & (months > last),
        "period",
        lambda row: f"xã {known.names[row['commune']]} không còn tồn tại",
        lambda row: f"kỳ đến {Period.from_number(known.life['last'][row['commune']])} trở về trước",
    )


def check_no_town(findings: Findings, known: Known, mask: Flags | None = None) -> None:
    """Reports rows of criteria sets about a town; ``mask`` marks these rows where not all are."""
    town = findings.sound("commune") & findings.cells["commune"].isin(known.towns)
    findings.add(
        town if mask is None else town & mask,
        "commune",
        "thị trấn không xét theo bộ tiêu chí xã",
        "ghi xã, hoặc số liệu bổ trợ (statistics)",
    )


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
