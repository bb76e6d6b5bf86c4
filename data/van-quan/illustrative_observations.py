"""Writes the illustrative figures of the four areas, each at its own frequency."""

from __future__ import annotations

from illustrative_poverty import poverty
from illustrative_rows import (
    ADVANCED,
    ESTIMATE,
    STANDARD,
    START,
    STATISTICS,
    BySex,
    Row,
    Unit,
    between,
    by_sex,
    delivered,
    row,
    share,
    yes_no,
)
from illustrative_story import PERIODS, RECOGNISED, TOWN, WOMEN_BELOW_90, meets

QUARTERS = ("2021-12", "2022-03", "2022-06", "2022-09")
# What the two sets measure alike: standard code → advanced code.
SHARED = {"5b": "5.1", "10": "10", "12.1": "12.1", "12.2": "12.2", "15.1": "14.1", "15.4": "14.4"}


def insured_share(unit: Unit, period: str, month: int) -> tuple[int, int]:
    """Gives the insured men and women in permille, each clearly on its side of 90 %."""
    base = between(unit.story.insured, month) + unit.rng.randint(-2, 2)
    men, women = base + 5, base - 5
    if period in WOMEN_BELOW_90.get(unit.code, ()):
        return men, min(women, 896 - unit.rng.randint(0, 3))
    return max(men, 904), max(women, 903)


def health(unit: Unit) -> list[Row]:
    """Gives criterion 15: insurance and e-health books monthly, the rest once a year."""
    rows: list[Row] = []
    for month, period in enumerate(PERIODS):
        people = unit.people(month)
        men, women = insured_share(unit, period, month)
        insured = BySex(share(people.men, men), share(people.women, women))
        rows += delivered(by_sex(unit, period, STANDARD, "15.1", (insured, people)), unit.code, "15.1")
        books = share(sum(people), between(unit.story.health_book, month)) + unit.rng.randint(0, 3)
        book_row = row(unit, period, STANDARD, "15.4", part=(books, sum(people)))
        rows += delivered([book_row], unit.code, "15.4")
    standard = unit.code != "06286"  # Khánh Khê's station is not yet up to the national standard
    rows.append(row(unit, START, STANDARD, "15.2", value=yes_no(standard)))
    children = sum(unit.some(84))
    stunted = share(children, unit.rng.randint(165, 225))
    rows += delivered([row(unit, START, STANDARD, "15.3", part=(stunted, children))], unit.code, "15.3")
    return rows


def health_advanced(unit: Unit) -> list[Row]:
    """Gives managed health and telehealth, monthly by sex; only Điềm He comes near the levels."""
    leading = unit.code == "06280"
    managed_line = (884, 921) if leading else (unit.rng.randint(690, 740), unit.rng.randint(760, 830))
    tele_line = (181, 334) if leading else (unit.rng.randint(40, 70), unit.rng.randint(90, 190))
    rows: list[Row] = []
    for month, period in enumerate(PERIODS):
        people = unit.people(month)
        for indicator, line in (("14.2", managed_line), ("14.3", tele_line)):
            permille = between(line, month) + unit.rng.randint(-1, 1)
            some = BySex(share(people.men, permille - 4), share(people.women, permille + 4))
            rows += by_sex(unit, period, ADVANCED, indicator, (some, people))
    return rows


def schools(unit: Unit) -> list[Row]:
    """Gives criterion 5 and the schools by standard, for two school years."""
    story = unit.story
    rows: list[Row] = []
    for index, period in enumerate((START, "2022-09")):
        good = max(story.level1[index] - 1, 0)
        rows += [
            row(unit, period, STANDARD, "5a", part=(story.minimum[index], story.schools)),
            row(unit, period, STANDARD, "5b", part=(story.level1[index], story.schools)),
            row(unit, period, STATISTICS, "schools", value=story.schools),
            row(unit, period, STATISTICS, "schools_national_standard", value=good),
        ]
    return delivered(rows, unit.code, "5")


def education(unit: Unit) -> list[Row]:
    """Gives criterion 14 and the learning centre, once a year."""
    weakest = unit.code == "06301"  # Tràng Các: universal education and further schooling fall short
    six = sum(unit.some(17))
    levels = {"14.1c": 3 if meets(unit.code, 14) else 2, "14.1d": 2, "14.1e": 1 if weakest else 2}
    graduates = unit.some(16)
    men, women = unit.rng.randint(780, 900), unit.rng.randint(790, 920)
    if not meets(unit.code, 14):
        men, women = (610, 560) if weakest else (760, 640)
    going_on = BySex(share(graduates.men, men), share(graduates.women, women))
    centre_good = meets(unit.code, 14) and unit.rng.randint(1, 10) > 3  # noqa: PLR2004 - seven in ten
    return [
        row(unit, START, STANDARD, "14.1a", part=(six - 2 * weakest, six)),
        row(unit, START, STANDARD, "14.1b", value=yes_no(answer=True)),
        *(row(unit, START, STANDARD, code, value=level) for code, level in levels.items()),
        *by_sex(unit, START, STANDARD, "14.2", (going_on, graduates)),
        row(unit, START, STATISTICS, "learning_centres", value=1),
        row(unit, START, STATISTICS, "learning_centres_good", value=int(centre_good)),
    ]


def education_advanced(unit: Unit) -> list[Row]:
    """Gives the advanced set's criterion 5 but the schools, which both sets measure alike."""
    values = {"5.2": "đạt", "5.3": 2, "5.4": 2, "5.5": yes_no(unit.rng.randint(0, 1) == 1)}
    rows = [row(unit, START, ADVANCED, code, value=value) for code, value in values.items()]
    model = yes_no(unit.code == "06280")
    return rows + [row(unit, period, ADVANCED, "5.6", value=model) for period in QUARTERS]


def culture(unit: Unit) -> list[Row]:
    """Gives criteria 6 and 16 and the village culture houses."""
    story = unit.story
    ready = meets(unit.code, 6) or unit.code == "06298"
    rows: list[Row] = []
    for period in QUARTERS:
        houses = story.houses[period >= "2022-06"]
        rows += [
            row(unit, period, STANDARD, "6.1", value=yes_no(ready)),
            row(unit, period, STANDARD, "6.2", value=yes_no(ready or unit.code in {"06319", "06307"})),
        ]
        rows += delivered(
            [row(unit, period, STANDARD, "6.3", part=(houses, story.villages))], unit.code, "6.3"
        )
        counts = {"culture_houses": houses, "culture_houses_standard": max(houses - 2, houses // 2)}
        for code, count in counts.items():
            rows += delivered([row(unit, period, STATISTICS, code, value=count)], unit.code, code)
    cultural = row(unit, START, STANDARD, "16", part=(story.cultural, story.villages))
    rows += delivered([cultural], unit.code, "16")
    families = share(unit.households, unit.rng.randint(760, 880))
    family_row = row(unit, START, STATISTICS, "cultural_families", value=families)
    rows += delivered([family_row], unit.code, "cultural_families")
    return [*rows, row(unit, START, STATISTICS, "villages", value=story.villages)]


def culture_advanced(unit: Unit) -> list[Row]:
    """Gives the advanced set's criterion 6."""
    model = max(unit.story.cultural - 2, 1)
    rows = [row(unit, START, ADVANCED, "6.3", part=(model, unit.story.villages))]
    for period in QUARTERS:
        rows.append(row(unit, period, ADVANCED, "6.1", value=yes_no(answer=False)))
        rows.append(row(unit, period, ADVANCED, "6.2", value=yes_no(unit.code in {"06280", "06316"})))
    return rows


def income(unit: Unit) -> list[Row]:
    """Gives income per person of 2021, and the communes' own estimates of 2022."""
    amount = unit.story.income
    first = row(unit, START, STANDARD, "10", value=f"{amount / 10:.1f}", year=2021)
    rows = delivered([first], unit.code, "10")
    if unit.code in {"06301", "06286", "06283"}:  # sent no estimate
        return rows
    for period, growth in (("2022-06", 1055), ("2022-09", 1065)):
        tenths = share(amount, growth + unit.rng.randint(-8, 8))
        estimate = row(unit, period, STANDARD, "10", value=f"{tenths / 10:.1f}", year=2022, status=ESTIMATE)
        rows.append(estimate | {"note": "ước cả năm 2022"})
    return rows


def labour(unit: Unit) -> list[Row]:
    """Gives trained workers by sex once a year and people in training month by month."""
    workers = unit.some(585)
    trained = unit.rng.randint(618, 665) if meets(unit.code, 12) else unit.rng.randint(455, 560)
    certified = unit.rng.randint(208, 236) if meets(unit.code, 12) else unit.rng.randint(118, 178)
    rows: list[Row] = []
    for indicator, permille in (("12.1", trained), ("12.2", certified)):
        some = BySex(share(workers.men, permille + 6), share(workers.women, permille - 6))
        new = by_sex(unit, START, STANDARD, indicator, (some, workers))
        rows += delivered(new, unit.code, indicator)
    return rows + training(unit, sum(workers))


def training(unit: Unit, workers: int) -> list[Row]:
    """Gives people in vocational training since January, cumulative; courses start in March."""
    year = share(workers, unit.rng.randint(20, 30))
    progress = (1000, 0, 0, 90, 210, 330, 440, 560, 690, 790)
    rows: list[Row] = []
    for period, permille in zip(PERIODS, progress, strict=True):
        people = share(year, permille)
        women = share(people, 480)
        rows.append(row(unit, period, STATISTICS, "trained_people", value=people))
        rows.append(row(unit, period, STATISTICS, "trained_women", value=women))
    return rows


def key_industries(unit: Unit) -> list[Row]:
    """Gives workers in the commune's key industries (advanced set), once a year."""
    workers = sum(unit.some(585))
    some = share(workers, unit.rng.randint(420, 610))
    return [row(unit, START, ADVANCED, "12.3", part=(some, workers))]


def advanced_copies(rows: list[Row]) -> list[Row]:
    """Gives the standard set's lines again under the advanced set's codes where both measure alike."""
    return [
        r | {"set": ADVANCED, "indicator": SHARED[r["indicator"]]}
        for r in rows
        if r["set"] == STANDARD and r["indicator"] in SHARED
    ]


def observations_of(unit: Unit) -> list[Row]:
    """Gives every line of one commune or of the town."""
    rows = poverty(unit)
    if unit.code == TOWN:
        return rows
    for area in (health, schools, education, culture, income, labour):
        rows += area(unit)
    if unit.code in RECOGNISED:
        rows += advanced_copies(rows)
        for area in (health_advanced, education_advanced, culture_advanced, key_industries):
            rows += area(unit)
        rows.append(row(unit, START, STANDARD, "13.4", value="không áp dụng", note="xã không có làng nghề"))
    return delivered(rows, unit.code, "")
