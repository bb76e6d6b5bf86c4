"""The kinds of report, the months each may end in, and the month it is compared with."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from ntm_analysis.errors import NtmError
from ntm_analysis.model import Period


class ReportKind(StrEnum):
    """What a report covers."""

    MONTH = "month"
    QUARTER = "quarter"
    NINE_MONTHS = "nine-months"
    YEAR = "year"
    MOVEMENT = "movement"


_DECEMBER = 12
_NAMES = {
    ReportKind.QUARTER: "báo cáo quý lấy số liệu tháng 3, 6, 9 hoặc 12",
    ReportKind.NINE_MONTHS: "báo cáo 9 tháng lấy số liệu tháng 9",
    ReportKind.YEAR: "báo cáo năm lấy số liệu tháng 12",
}
_ENDS = {ReportKind.QUARTER: (3, 6, 9, 12), ReportKind.NINE_MONTHS: (9,), ReportKind.YEAR: (12,)}


class UnknownKindError(NtmError):
    """Names the kinds of report there are."""

    def __init__(self, text: str) -> None:
        super().__init__(f"không có loại báo cáo “{text}”; chọn một trong: {', '.join(ReportKind)}")


class WrongMonthError(NtmError):
    """Says which months a kind of report may end in."""

    def __init__(self, kind: ReportKind, period: Period) -> None:
        super().__init__(f"kỳ {period} không lập được báo cáo loại {kind}: {_NAMES[kind]}")


class NoSuchMonthError(NtmError):
    """Says that the data have no month a kind of report may end in."""

    def __init__(self, kind: ReportKind, periods: Sequence[Period]) -> None:
        super().__init__(f"{_NAMES[kind]}; đang có: {', '.join(map(str, periods))}")


def kind_of(text: str) -> ReportKind:
    """Reads a kind of report; raises UnknownKindError naming those there are."""
    try:
        return ReportKind(text)
    except ValueError as error:
        raise UnknownKindError(text) from error


def month_of(kind: ReportKind, asked: Period | None, periods: Sequence[Period]) -> Period:
    """Gives the month a report ends in: the one asked for, else the latest that fits."""
    fitting = [p for p in periods if p.month in _ENDS.get(kind, range(1, _DECEMBER + 1))]
    if asked is None:
        if not fitting:
            raise NoSuchMonthError(kind, periods)
        return fitting[-1]
    if asked not in fitting:
        raise WrongMonthError(kind, asked)
    return asked


def compared_with(kind: ReportKind, month: Period, periods: Sequence[Period]) -> Period | None:
    """Gives the month with data that a report looks back to, None where there is none.

    A month looks back to the month with data before it, a quarter to the end of the quarter before,
    everything longer to the December before.
    """
    earlier = [p for p in periods if p < month]
    if kind is ReportKind.MONTH:
        return earlier[-1] if earlier else None
    months = 3 if kind is ReportKind.QUARTER else month.month
    wanted = Period.from_number(month.number - months)
    return wanted if wanted in earlier else None


def begins(kind: ReportKind, month: Period) -> Period:
    """Gives the first month a report covers."""
    match kind:
        case ReportKind.MONTH:
            return month
        case ReportKind.QUARTER:
            return Period.from_number(month.number - 2)
        case _:
            return Period(month.year, 1)


def next_end(kind: ReportKind, month: Period) -> Period:
    """Gives the last month that the tasks to come are listed for."""
    if kind is ReportKind.MONTH:
        return Period.from_number(month.number + 1)
    # The next quarter; a year's report looks at the first quarter of the next year.
    return Period.from_number(month.number + 3)
