"""Papers the office signs or meets from: the kinds of report with their months, a whole paper as values."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from ntm_analysis.errors import NtmError
from ntm_analysis.language import Language
from ntm_analysis.model import Period, Target
from ntm_analysis.say.words import Sentence, Table


class ReportKind(StrEnum):
    """What a report covers."""

    MONTH = "month"
    QUARTER = "quarter"
    NINE_MONTHS = "nine-months"
    YEAR = "year"
    MOVEMENT = "movement"


# The months a kind of report may end in, with its name; any other ends in any month.
_ENDS = {
    ReportKind.QUARTER: ((3, 6, 9, 12), "báo cáo quý, báo cáo này lấy số liệu tháng 3, 6, 9 hoặc 12"),
    ReportKind.NINE_MONTHS: ((9,), "báo cáo 9 tháng, báo cáo này lấy số liệu tháng 9"),
    ReportKind.YEAR: ((12,), "báo cáo năm, báo cáo này lấy số liệu tháng 12"),
}


def kind_of(text: str) -> ReportKind:
    """Reads a kind of report; raises NtmError naming those there are."""
    try:
        return ReportKind(text)
    except ValueError as error:
        known = ", ".join(ReportKind)
        raise NtmError(f"không có loại báo cáo “{text}”; chọn một trong: {known}") from error


def month_of(kind: ReportKind, asked: Period | None, periods: Sequence[Period]) -> Period:
    """Gives the month a report ends in, the latest unless asked; NtmError where it cannot."""
    month = asked or periods[-1]
    ends, name = _ENDS.get(kind, (range(1, 13), ""))
    if month.month not in ends:
        there = ", ".join(str(p) for p in periods if p.month in ends) or "chưa có kỳ nào"
        raise NtmError(f"kỳ {month} không lập được {name}; đang có: {there}")
    return month


def compared_with(kind: ReportKind, month: Period, periods: Sequence[Period]) -> Period | None:
    """Gives the month with data that a report looks back to, None where there is none.

    A month looks back to the month with data before it, a quarter to the end of the quarter before,
    everything longer to the December before.
    """
    earlier = [p for p in periods if p < month]
    if kind is ReportKind.MONTH:
        return earlier[-1] if earlier else None
    before = Period.from_number(begins(kind, month).number - 1)
    return before if before in earlier else None


def begins(kind: ReportKind, month: Period) -> Period:
    """Gives the first month a report covers."""
    covered = {ReportKind.MONTH: 1, ReportKind.QUARTER: 3}.get(kind, month.month)
    return Period.from_number(month.number - covered + 1)


def is_told(target: Target, kind: ReportKind, month: Period) -> bool:
    """Tells whether a report that ends in a month is about a target: after its baseline, up to its end.

    In the month of its baseline a target only begins. The review of a movement tells its targets after
    their end as well.
    """
    day = target.baseline.date
    begun = Period(day.year, day.month) < month
    return begun and (month <= target.end or kind is ReportKind.MOVEMENT)


def next_end(kind: ReportKind, month: Period) -> Period:
    """Gives the last month that the tasks to come are listed for."""
    # The next quarter; a year's report looks at the first quarter of the next year.
    return Period.from_number(month.number + (1 if kind is ReportKind.MONTH else 3))


@dataclass(frozen=True)
class Heading:
    """Opens a section: level 1 is numbered I, II, III; level 2 is numbered 1, 2, 3."""

    text: str
    level: int = 1


Block: TypeAlias = Heading | Sentence | Table
# What stands in square brackets in a sentence is to be filled in by hand.
BLANK = re.compile(r"(\[[^\]]+\])")


@dataclass(frozen=True)
class Appendix:
    """A sheet after the signature, on its own page; ``wide`` is printed across."""

    number: str
    title: str
    attached: str
    parts: tuple[Block, ...]
    wide: bool = False


@dataclass(frozen=True)
class Letterhead:
    """The first lines: issuing bodies to the left, the state's name and motto to the right."""

    superior: str
    issuer: str
    state: str
    motto: str
    number: str
    place_and_date: str


@dataclass(frozen=True)
class Signature:
    """Who signs, by authority and post, and who receives; the name is left blank."""

    authority: str
    post: str
    recipients_title: str
    recipients: tuple[str, ...]


@dataclass(frozen=True)
class OfficialPaper:
    """A whole paper. ``marks`` are said first of all and on each sheet, ``draft`` once.

    ``origin`` tells by which command it is made again, for who checks what came of it.
    """

    name: str
    subject: str
    marks: tuple[str, ...]
    letterhead: Letterhead
    parts: tuple[Block, ...]
    signature: Signature
    words: Language
    appendices: tuple[Appendix, ...] = ()
    draft: str = ""
    origin: str = ""
