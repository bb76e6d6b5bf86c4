"""Builds lines of observations.csv: counts from shares, dates within the month, one dict a line."""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import NamedTuple

from illustrative_story import LATE, PERIODS, STORIES, Story, arrives

STANDARD = "xa_ntm_2021_2025"
ADVANCED = "xa_ntm_nang_cao_2021_2025"
STATISTICS = "statistics"
OFFICIAL, PRELIMINARY, ESTIMATE = "chính thức", "sơ bộ", "ước"
START = PERIODS[0]

# Growth since the census of April 2019, in permille: people 12 by December 2021 and 5 a year
# afterwards; households 4, then none (13.929 households follow from figures published for 2023).
PEOPLE_GROWTH, PEOPLE_GROWTH_YEARLY, HOUSEHOLD_GROWTH = 12, 5, 4
MEN = 506  # permille of the population

Row = dict[str, str]


class BySex(NamedTuple):
    """Whole people, men and women."""

    men: int
    women: int


PartBySex = tuple[BySex, BySex]  # those counted, and those they are part of


def share(whole: int, permille: int) -> int:
    """Gives a share of a whole, rounded to the nearest whole number."""
    return (whole * permille + 500) // 1000


def between(pair: tuple[int, int], month: int) -> int:
    """Gives the value on the straight line from month 0 to month 9."""
    return pair[0] + (pair[1] - pair[0]) * month // 9


@dataclass(frozen=True)
class Unit:
    """A commune or the town with its census figures and its own stream of random numbers."""

    code: str
    census_people: int
    census_households: int
    rng: random.Random

    @property
    def story(self) -> Story:
        """The commune's story; the town has none."""
        return STORIES[self.code]

    @property
    def households(self) -> int:
        """Households in December 2021, and ever since."""
        return share(self.census_households, 1000 + HOUSEHOLD_GROWTH)

    def people(self, month: int = 0) -> BySex:
        """Gives the population ``month`` months after December 2021."""
        start = share(self.census_people, 1000 + PEOPLE_GROWTH)
        total = start + start * PEOPLE_GROWTH_YEARLY * month // 12_000
        men = share(total, MEN)
        return BySex(men, total - men)

    def some(self, permille: int) -> BySex:
        """Gives a group that is the same share of men and of women (labour force, children …)."""
        people = self.people()
        return BySex(share(people.men, permille), share(people.women, permille))


def row(  # noqa: PLR0913 - a line of the file has this many columns
    unit: Unit,
    period: str,
    criteria_set: str,
    indicator: str,
    *,
    value: str | int = "",
    part: tuple[int, int] | None = None,
    sex: str = "chung",
    day: int = 0,
    year: int | None = None,
    status: str = OFFICIAL,
    line: str = "",
    note: str = "",
) -> Row:
    """Gives one line of observations.csv without the columns every line shares.

    ``part`` is numerator and denominator; ``day`` 0 draws one before the cut-off day 25.
    """
    numerator, denominator = part or ("", "")
    return {
        "period": period,
        "commune": unit.code,
        "set": criteria_set,
        "indicator": indicator,
        "sex": sex,
        "value": str(value),
        "numerator": str(numerator),
        "denominator": str(denominator),
        "measured_on": f"{period}-{day or unit.rng.randint(15, 24):02d}",
        "reference_year": str(year or period[:4]),
        "status": status,
        "line": line,
        "note": note,
    }


def by_sex(unit: Unit, period: str, criteria_set: str, indicator: str, part: PartBySex) -> list[Row]:
    """Gives the lines for men, women and both; the total is their sum."""
    some, of = part
    day = unit.rng.randint(15, 24)
    pairs = {
        "nam": (some.men, of.men),
        "nữ": (some.women, of.women),
        "chung": (sum(some), sum(of)),
    }
    return [row(unit, period, criteria_set, indicator, part=pairs[sex], sex=sex, day=day) for sex in pairs]


def yes_no(answer: bool) -> str:  # noqa: FBT001 - the answer is the argument
    """Gives the word for a yes-or-no indicator."""
    return "đạt" if answer else "chưa đạt"


def delivered(rows: list[Row], commune: str, key: str) -> list[Row]:
    """Keeps what reached the district, in the month it did; ``key`` names the figures together."""
    kept = [r for r in rows if arrives(commune, key, r["period"])]
    late = LATE.get((commune, key))
    if not late:
        return kept
    arrived = {"period": late, "note": "gửi muộn"}
    return [r | arrived | {"measured_on": late + r["measured_on"][7:]} for r in kept]
