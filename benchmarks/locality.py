"""Makes the dataset of one locality: real names, and figures that are all made up from a seed.

Whole numbers only, drawn with the standard library, so that a seed gives the same files everywhere.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from random import Random

from pandas import DataFrame

from ntm_analysis.model import Criteria, Period, Rule, slug_of
from ntm_analysis.read.schema import column_names

STANDARD, ADVANCED = "xa_ntm_2021_2025", "xa_ntm_nang_cao_2021_2025"
SOURCE = "Số liệu minh họa (benchmarks/country.py)"
LINE = "NĐ 07/2021"
_ENDING = f"{SOURCE},,có"
_FIRST = Period(2021, 12)
_MONTHLY = ("month", "quarter")
_SEXES = ("nam", "nữ")
_HUNDRED = 100
# Of a hundred communes so many are recognised; of a hundred values so many are not reported, and so many
# lie on the right side of a threshold.
_RECOGNISED, _UNREPORTED, _GOOD = 40, 2, 85


@dataclass(frozen=True)
class Commune:
    """A commune, a ward or an island zone with the sizes its figures are drawn from."""

    code: str
    name: str
    kind: str
    people: int
    households: int
    villages: int
    schools: int
    recognised: bool

    def counted(self, unit: str) -> int:
        """Gives how many of something the commune has."""
        own = {"households": self.households, "villages": self.villages, "schools": self.schools}
        shares = {"people": 1000, "workers": 580, "children": 30, "graduates": 16}  # permille of everybody
        return self.people * shares[unit] // 1000 if unit in shares else own.get(unit, 10 + self.villages)


@dataclass(frozen=True)
class Locality:
    """A province, or a piece of one, with its units as the list of communes names them."""

    code: str
    name: str
    province_code: str
    province: str
    region: str
    units: tuple[tuple[str, str, str], ...]  # code, name, kind

    @property
    def folder(self) -> str:
        """Names the dataset."""
        return f"{self.code}-{slug_of(self.name)}"

    @property
    def communes(self) -> int:
        """Counts the units that are held against the national sets."""
        return sum(kind == "xã" for _, _, kind in self.units)


@dataclass(frozen=True, eq=False)
class Standards:
    """What is recorded in a region: the rules of both sets, and the threshold of each part in per cent."""

    criteria: Criteria
    rules: DataFrame
    thresholds: DataFrame

    def recorded(self, set_id: str) -> list[_Measure]:
        """Lists what communes record for a set, each once."""
        rules = self.rules
        own = rules[(rules["set"] == set_id) & (rules["formula"] == "")].drop_duplicates("measure")
        wanted = self.thresholds[self.thresholds["set"] == set_id].drop_duplicates("part", keep="last")
        known = {row.part: (row.num, row.den) for row in wanted.dropna().itertuples()}
        return [
            _Measure(
                r.measure,
                r.unit,
                r.gap_unit,
                r.both_sexes,
                r.frequency,
                Fraction(*known.get(r.part, (50, 1))),
                r.rule == Rule.AT_MOST,
                *self._range(set_id, r.measure),
            )
            for r in own.itertuples()
        ]

    def _range(self, set_id: str, code: str) -> tuple[Fraction, Fraction]:
        """Gives what is plausible of a measure; what is judged by yes or no has no range."""
        limit = self.criteria.plausible.get((set_id, code))
        return (limit.low, limit.high) if limit else (Fraction(0), Fraction(1))


@dataclass(frozen=True)
class _Measure:
    code: str
    unit: str
    gap_unit: str
    both_sexes: bool
    frequency: str
    threshold: Fraction
    falls: bool
    low: Fraction
    high: Fraction

    def permille(self, random: Random, month: int) -> int:
        """Draws where a commune stands in a month, in tenths of the unit, near the threshold and steady."""
        span = max(10, int(self.threshold))  # a tenth of the threshold above, somewhat more below
        good = random.randrange(_HUNDRED) < _GOOD
        away = random.randint(0, span) if good else -random.randint(1, span)
        tenths = int(10 * self.threshold) + (-away if self.falls else away) + month % 12
        return min(max(tenths, int(10 * self.low)), int(10 * self.high))


def write_locality(folder: Path, locality: Locality, standards: Standards, months: int, seed: int) -> int:
    """Writes the files of a dataset and gives the number of its observations."""
    random = Random(f"{seed}-{locality.code}")  # noqa: S311 - drawn figures, no secrets
    communes = [_commune(random, *unit) for unit in locality.units]
    rural = [commune for commune in communes if commune.kind == "xã"]
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "dataset.yaml").write_text(_description(locality), "utf-8")
    (folder / "targets.yaml").write_text(_targets(len(rural)), "utf-8")
    _write(folder, "communes", map(_commune_line, communes))
    _write(folder, "recognitions", (_recognition(random, c) for c in rural if c.recognised))
    _write(folder, "verdicts", _verdicts(random, rural, standards, months))
    observations = list(_observations(random, communes, standards, months))
    _write(folder, "observations", observations)
    return len(observations)


def _write(folder: Path, table: str, lines: Iterator[str] | list[str]) -> None:
    text = "\n".join([",".join(column_names(table)), *lines])
    (folder / f"{table}.csv").write_text(text + "\n", "utf-8", newline="\n")


def _commune(random: Random, code: str, name: str, kind: str) -> Commune:
    households = random.randint(400, 2500)
    return Commune(
        code=code,
        name=name,
        kind=kind,
        people=households * 4 + random.randint(0, 400),
        households=households,
        villages=random.randint(4, 20),
        schools=random.randint(2, 6),
        recognised=kind == "xã" and random.randrange(_HUNDRED) < _RECOGNISED,
    )


def _commune_line(commune: Commune) -> str:
    sizes = f"{commune.people},{commune.households},,{commune.villages}"
    about = "Mã, tên: QĐ 19/2025/QĐ-TTg qua github.com/ThangLeQuoc/vietnamese-provinces-database (MIT)"
    note = "dân số, hộ, thôn: số minh họa"
    # The package knows one kind of unit that belongs to a locality and is no commune.
    kind = "xã" if commune.kind == "xã" else "thị trấn"
    return f'{commune.code},{commune.name},{kind},2020-01-01,,,{sizes},,,"{about}","{note}"'


def _recognition(random: Random, commune: Commune) -> str:
    year = random.randint(2016, 2020)
    return f"{commune.code},ntm,{year},,,đã có quyết định,minh họa,{SOURCE},có"


def _verdicts(random: Random, communes: list[Commune], standards: Standards, months: int) -> Iterator[str]:
    """Reports every criterion of the standard set in the first month, and again half a year later."""
    codes = [criterion.code for criterion in standards.criteria.sets[STANDARD].criteria]
    for month in range(0, months, 6):
        period = Period.from_number(_FIRST.number + month)
        for commune in communes:
            for code in codes:
                verdict = "đạt" if random.randrange(_HUNDRED) < _GOOD else "chưa đạt"
                yield f"{period},{commune.code},{STANDARD},{code},{verdict},huyện rà soát,{_ENDING}"


def _observations(
    random: Random, communes: list[Commune], standards: Standards, months: int
) -> Iterator[str]:
    """Reports yearly figures in the first month, the rest of the standard set monthly.

    Recognised communes report the advanced set besides, as often as it asks.
    """
    both = [(set_id, standards.recorded(set_id)) for set_id in (STANDARD, ADVANCED)]
    for month in range(months):
        period = Period.from_number(_FIRST.number + month)
        for commune in communes:
            if month == 0:
                yield from _statistics(random, commune, period)
            for set_id, measures in both:
                if commune.kind != "xã" or (set_id == ADVANCED and not commune.recognised):
                    continue
                for measure in measures:
                    if _is_due(measure, set_id, month) and random.randrange(_HUNDRED) >= _UNREPORTED:
                        yield from _values(random, commune, period, set_id, measure)


def _is_due(measure: _Measure, set_id: str, month: int) -> bool:
    if measure.frequency not in _MONTHLY:
        return month == 0
    return set_id == STANDARD or measure.frequency == "month" or month % 3 == 0


def _statistics(random: Random, commune: Commune, period: Period) -> Iterator[str]:
    poor = random.randint(0, commune.households // 8)
    near = random.randint(0, commune.households // 10)
    counts = {"households": commune.households, "poor_households": poor, "near_poor_households": near}
    for code, count in counts.items():
        where = f"{period},{commune.code},statistics,{code},chung"
        yield f"{where},{count},,,{period}-14,{period.year},chính thức,{LINE},{_ENDING}"


def _values(
    random: Random, commune: Commune, period: Period, set_id: str, measure: _Measure
) -> Iterator[str]:
    where = f"{period},{commune.code},{set_id},{measure.code}"
    about = f"{period}-20,{period.year},chính thức,,{_ENDING}"
    # A commune stands where it stood the month before, but for a little.
    own = Random(f"{commune.code}-{commune.people}-{set_id}-{measure.code}")  # noqa: S311
    tenths = measure.permille(own, period.number - _FIRST.number)
    if measure.unit == "yes_no":
        good = random.randrange(_HUNDRED) < _GOOD
        yield f"{where},chung,{'đạt' if good else 'chưa đạt'},,,{about}"
    elif measure.unit == "level":
        yield f"{where},chung,{2 if tenths >= 20 else 1},,,{about}"  # noqa: PLR2004 (level 2)
    elif measure.unit == "percent" and measure.both_sexes:
        halves = [_share(commune.counted(measure.gap_unit) // 2, tenths) for _ in _SEXES]
        above, below = (sum(part) for part in zip(*halves, strict=True))
        yield f"{where},chung,,{above},{below},{about}"
        for sex, (mine, of) in zip(_SEXES, halves, strict=True):
            yield f"{where},{sex},,{mine},{of},{about}"
    elif measure.unit == "percent" and measure.gap_unit:
        above, below = _share(commune.counted(measure.gap_unit), tenths)
        yield f"{where},chung,,{above},{below},{about}"
    else:
        whole, rest = divmod(tenths, 10)
        yield f"{where},chung,{whole}.{rest},,,{about}"


def _share(of: int, permille: int) -> tuple[int, int]:
    """Gives how many of all a share is."""
    return (of * permille + 500) // 1000, of


def _description(locality: Locality) -> str:
    sets = "\n".join(
        f'  - {{role: {role}, set: {set_id}, from: "2021-12", to: "2025-12"}}'
        for role, set_id in (("standard", STANDARD), ("advanced", ADVANCED))
    )
    return f"""\
# Made up by benchmarks/country.py: names and codes are real, every figure is illustrative.
name: {locality.folder}
title:
  vi: {locality.name} (minh họa)
  en: {locality.name} (illustrative)
office: {{vi: Văn phòng điều phối (minh họa), en: Coordination office (illustrative)}}
province: {{code: "{locality.province_code}", name: "{locality.province}"}}
district: {{code: "{locality.code}", name: "{locality.name}"}}
region: {locality.region}
cut_off_day: 25
criteria: ../criteria
illustrative: true
sets:
{sets}
poverty_line: {LINE}
"""


def _targets(communes: int) -> str:
    return f"""\
document: {{title: Mục tiêu minh họa, citation: benchmarks/country.py}}
targets:
  - id: health
    name: {{vi: Xã đạt tiêu chí 15 (minh họa), en: Communes meeting criterion 15 (illustrative)}}
    kind: criterion
    sense: reach
    value: "{communes}"
    unit: communes
    denominator: {communes}
    baseline: {{value: null, date: 2021-12-31, printed: false, note: minh họa}}
    end: "2022-12"
    paragraph: {{vi: minh họa, en: illustrative}}
    quote: minh họa
    set: {STANDARD}
    criterion: "15"
"""
