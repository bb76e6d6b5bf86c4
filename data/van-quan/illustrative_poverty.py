"""Writes the illustrative poverty reviews: December 2021 in full, June 2022 preliminary."""

from __future__ import annotations

from illustrative_rows import PRELIMINARY, START, STATISTICS, Row, Unit, row, share
from illustrative_story import STORIES, TOWN, TOWN_POVERTY

LINE = "NĐ 07/2021"
REVIEW_DAY = 14
MID_YEAR = "2022-06"

# Share of poor and near-poor households deprived of each service, in permille.
DEPRIVATIONS = {
    "employment": 412,
    "dependants": 196,
    "nutrition": 118,
    "health_insurance": 173,
    "adult_education": 287,
    "child_schooling": 34,
    "housing_quality": 331,
    "housing_area": 226,
    "water": 158,
    "toilet": 538,
    "telecom": 247,
    "information": 209,
}


def counts(unit: Unit, review: int) -> dict[str, int]:
    """Gives households, poor and near-poor ones, at the review 0 (December) or 1 (June)."""
    if unit.code == TOWN:
        poor, near_poor = TOWN_POVERTY
    else:
        poor, near_poor = STORIES[unit.code].poor, STORIES[unit.code].near_poor
    return {
        "households": unit.households,
        "poor_households": share(unit.households, poor[review]),
        "near_poor_households": share(unit.households, near_poor[review]),
    }


def details(unit: Unit, poor: int, near_poor: int) -> dict[str, int]:
    """Gives the households unable to work and those deprived of each service."""
    unable = {
        "poor_no_labour": share(poor, unit.rng.randint(90, 140)),
        "near_poor_no_labour": share(near_poor, unit.rng.randint(40, 70)),
    }
    deprived = {
        f"deprived_{name}": share(poor + near_poor, permille + unit.rng.randint(-25, 25))
        for name, permille in DEPRIVATIONS.items()
    }
    return unable | deprived


def poverty(unit: Unit) -> list[Row]:
    """Gives population, the review of December 2021 and the preliminary one of June 2022."""
    first = counts(unit, 0)
    first |= details(unit, first["poor_households"], first["near_poor_households"])
    population = row(unit, START, STATISTICS, "population", value=sum(unit.people()), day=REVIEW_DAY)
    december = [
        row(unit, START, STATISTICS, code, value=count, day=REVIEW_DAY, line=LINE)
        for code, count in first.items()
    ]
    june = [
        row(unit, MID_YEAR, STATISTICS, code, value=count, day=20, status=PRELIMINARY, line=LINE)
        for code, count in counts(unit, 1).items()
    ]
    return [population, *december, *june]
