"""Writes the illustrative verdicts of the authorities: the start, the events, the half-year review.

December 2021 repeats the founding document exactly; later months follow the events below, in
the months in which the figures of the four areas cross their thresholds.
"""

from __future__ import annotations

from typing import NamedTuple

from illustrative_story import ADVANCED_MET, MET_AT_START, RECOGNISED

STANDARD = "xa_ntm_2021_2025"
ADVANCED = "xa_ntm_nang_cao_2021_2025"
COMMUNE, DISTRICT, PROVINCE = "xã tự đánh giá", "huyện rà soát", "tỉnh thẩm định"
MET, NOT_MET, NEARLY = "đạt", "chưa đạt", "cơ bản đạt"
START, HALF_YEAR = "2021-12", "2022-06"

# (period, commune, criterion, verdict, level, note)
EVENTS = (
    ("2022-03", "06268", 7, MET, DISTRICT, ""),
    ("2022-04", "06307", 15, NOT_MET, DISTRICT, "tỷ lệ nữ tham gia bảo hiểm y tế giảm"),
    ("2022-06", "06277", 9, MET, DISTRICT, ""),
    ("2022-06", "06298", 6, MET, DISTRICT, "hoàn thành nhà văn hóa thôn cuối cùng"),
    ("2022-07", "06298", 13, MET, DISTRICT, ""),
    ("2022-07", "06307", 15, MET, DISTRICT, "đạt lại"),
    ("2022-08", "06274", 16, MET, DISTRICT, ""),
    ("2022-08", "06268", 13, MET, COMMUNE, "chưa thẩm tra"),
    ("2022-08", "06301", 15, MET, DISTRICT, ""),
    ("2022-08", "06316", 17, NOT_MET, DISTRICT, "thu gom rác thải chưa bảo đảm"),
    ("2022-08", "06319", 2, MET, DISTRICT, ""),
    ("2022-09", "06283", 2, MET, COMMUNE, "huyện rà soát chưa công nhận"),
    ("2022-09", "06286", 9, MET, COMMUNE, "chưa thẩm tra"),
    ("2022-09", "06313", 9, MET, COMMUNE, "chưa thẩm tra"),
)

# Not met and not claimed, so the district did not look: the commune's own word is all there is.
SELF_ASSESSED_AT_START = {("06268", 13), ("06286", 9), ("06313", 9)}
NEARLY_MET_AT_START = {("06319", 2), ("06319", 17), ("06298", 17)}


class Reported(NamedTuple):
    """One line of verdicts.csv without the columns every line shares."""

    period: str
    commune: str
    set: str
    criterion: int
    verdict: str
    level: str
    note: str = ""


def start_level(commune: str, criterion: int) -> str:
    """Gives the authority behind a verdict of December 2021."""
    if commune in RECOGNISED:
        return PROVINCE
    return COMMUNE if (commune, criterion) in SELF_ASSESSED_AT_START else DISTRICT


def start_verdict(commune: str, criterion: int) -> str:
    """Gives the reported verdict of December 2021."""
    if criterion in MET_AT_START[commune]:
        return MET
    return NEARLY if (commune, criterion) in NEARLY_MET_AT_START else NOT_MET


def standard_at_start() -> list[Reported]:
    """Gives 19 verdicts for each of the 16 communes."""
    return [
        Reported(START, commune, STANDARD, criterion, start_verdict(commune, criterion), level)
        for commune in sorted(MET_AT_START)
        for criterion in range(1, 20)
        for level in [start_level(commune, criterion)]
    ]


def advanced_at_start() -> list[Reported]:
    """Gives the verdicts of the advanced set for the recognised communes."""
    return [
        Reported(START, commune, ADVANCED, number, MET if number in met else NOT_MET, DISTRICT)
        for commune, met in sorted(ADVANCED_MET.items())
        for number in range(1, 20)
    ]


def latest_district_verdicts(period: str) -> dict[tuple[str, int], str]:
    """Gives, per commune not recognised and criterion, the district's word before a period."""
    known = {
        (commune, criterion): start_verdict(commune, criterion)
        for commune in MET_AT_START
        for criterion in range(1, 20)
        if start_level(commune, criterion) == DISTRICT
    }
    for event_period, commune, criterion, verdict, level, _ in EVENTS:
        if event_period < period and level == DISTRICT and commune not in RECOGNISED:
            known[commune, criterion] = verdict
    return known


def half_year_review() -> list[Reported]:
    """Repeats the district's verdicts in June 2022, except where an event of that month speaks."""
    spoken = {event[1:3] for event in EVENTS if event[0] == HALF_YEAR}
    return [
        Reported(HALF_YEAR, commune, STANDARD, criterion, verdict, DISTRICT, "rà soát 6 tháng")
        for (commune, criterion), verdict in sorted(latest_district_verdicts(HALF_YEAR).items())
        if (commune, criterion) not in spoken
    ]


def all_verdicts() -> list[Reported]:
    """Gives every verdict in the order of the file."""
    events = [
        Reported(period, commune, STANDARD, criterion, verdict, level, note)
        for period, commune, criterion, verdict, level, note in EVENTS
    ]
    rows = standard_at_start() + advanced_at_start() + half_year_review() + events
    return sorted(rows, key=lambda row: row[:4])
