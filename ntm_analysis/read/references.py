"""Checks that tables share: the commune exists in that month, the set, a code of another table exists."""

from __future__ import annotations

from collections.abc import Iterable

from pandas import DataFrame, Series

from ntm_analysis.model import Period
from ntm_analysis.read.cells import Flags, month_of
from ntm_analysis.read.findings import Findings
from ntm_analysis.read.known import Known
from ntm_analysis.read.spelling import nearest, nearest_named


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
    cells, sound = findings.cells, findings.sound
    sets = [*sets, *known.standards.criteria.sets]
    if "commune" in cells:
        _check_communes(findings, known, months, no_town)
    if "set" in cells:
        unknown = sound("set") & ~cells["set"].isin(["", *sets])
        findings.check(
            (unknown, "set", "không có bộ tiêu chí “{set}”", lambda row: nearest(row["set"], sets))
        )
    if "criterion" in cells:
        codes, criterion = known.standards.criterion_codes, cells["criterion"]
        unknown = (
            sound("set", "criterion") & ~criterion.isin([""]) & (cells["set"].paired(criterion, codes) < 0)
        )
        findings.add(
            unknown,
            "criterion",
            "không có tiêu chí “{criterion}” trong bộ này".format_map,
            lambda row: nearest(row["criterion"], [code for of, code in codes if of == row["set"]]),
        )
    if "illustrative" in cells and not known.illustrative:
        found = "dòng minh họa trong bộ số liệu có illustrative: false"
        right = "bỏ dòng này, hoặc ghi illustrative: true trong dataset.yaml"
        findings.check((cells["illustrative"].isin(["có"]), "illustrative", found, right))


def _check_communes(findings: Findings, known: Known, months: Series | None, no_town: Flags | None) -> None:
    """Reports codes that are not in communes.csv, and months before a commune was formed or after it ended.

    A blank code stands for the district, which has no such limits.
    """
    commune = findings.cells["commune"]
    findings.add(
        findings.sound("commune") & commune.are(lambda code: code != "" and code not in known.names),
        "commune",
        "không có xã mã “{commune}”".format_map,
        lambda row: nearest_named(row["commune"], known.names),
    )
    if no_town is not None:
        check_no_town(findings, known, no_town)
    if months is None:
        return
    sound = findings.sound("commune", "period")
    for edge, is_outside, why, right in (
        ("first", Series.lt, "chưa thành lập", "kỳ từ {} trở đi"),
        ("last", Series.gt, "không còn tồn tại", "kỳ đến {} trở về trước"),
    ):
        life = known.life[edge]
        findings.add(
            sound & is_outside(months, commune.numbers(life.get)),
            "period",
            lambda row: f"xã {known.names[row['commune']]} {why}",  # noqa: B023 (called at once)
            lambda row: right.format(Period.from_number(life[row["commune"]])),  # noqa: B023
        )


def check_no_town(findings: Findings, known: Known, mask: Flags | None = None) -> None:
    """Reports rows of criteria sets about a town; ``mask`` marks these rows where not all are."""
    town = findings.sound("commune") & findings.cells["commune"].isin(known.towns)
    town &= True if mask is None else mask
    right = "ghi xã, hoặc số liệu bổ trợ (statistics)"
    findings.check((town, "commune", "thị trấn không xét theo bộ tiêu chí xã", right))


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
    found, right = f"ghi cả hai hoặc không ghi {one}, {other}", f"đúng một trong {one}, {other}"
    findings.check((blank[0] == blank[1], one, found, right))


def check_target(findings: Findings, known: Known) -> None:
    """Reports cells that are no id of targets.yaml; blank ones are left alone."""
    if known.targets is not None:
        check_code(findings, "target", {(target.id,) for target in known.targets}, "không có mục tiêu")


def check_not_after(findings: Findings, frame: DataFrame, column: str) -> None:
    """Reports dates after the month their row is about."""
    late = findings.sound(column, "period") & (month_of(frame[column]) > frame["month"])
    findings.check((late, column, f"“{{{column}}}” sau kỳ {{period}}", "ngày không sau kỳ của dòng"))
