"""The observations with what is plausible of each: values that no office can have meant, by what is wrong.

The limits are in data/criteria/plausible.yaml; doubtful.py asks about what is found here.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from pandas import DataFrame, Series, merge_asof

from ntm_analysis.read.cells import Flags, Integers
from ntm_analysis.read.findings import Findings, Wording
from ntm_analysis.read.known import Known
from ntm_analysis.read.words import ESTIMATE, STATISTICS, TOTAL

Floats = NDArray[np.float64]
Question = tuple[Flags, Wording, str]  # the rows asked about, what was found, what would be right
_FEWEST = 10  # a leap of fewer people or households is none, whatever their share
_UNITS = {"percent": "%", "million_dong_per_person_year": " triệu đồng"}
_ONE_SEX = (0.35, 0.65)  # of everybody
# Statistics that communes.csv states as well, and how far they may differ from it.
_OF_COMMUNE = {"population": (0.5, 2.0), "households": (0.5, 2.0), "villages": (1.0, 1.0)}


@dataclass(frozen=True, eq=False)
class Rows:
    """The observations with what is plausible of each; ``measure`` is -1 where nothing may be recorded."""

    findings: Findings
    frame: DataFrame
    known: Known
    measure: Integers

    @cached_property
    def limits(self) -> DataFrame:
        """Gives ``low``, ``high``, ``steady`` and ``denominator`` of each row's measure, if any."""
        plausible, numbers = self.known.standards.criteria.plausible, self.known.standards.measures.numbers
        table = [
            (float(p.low), float(p.high), np.nan if p.steady is None else float(p.steady), p.denominator)
            if p
            else (np.nan, np.nan, np.nan, "")
            for p in (*map(plausible.get, numbers), None)  # the last place stands for no measure
        ]
        columns = ["low", "high", "steady", "denominator"]
        return DataFrame(table, columns=columns).take(self.measure).reset_index(drop=True)

    @cached_property
    def value(self) -> Floats:
        """Gives each value, NaN where there is none; only for asking, never for a verdict."""
        num, den = (self.frame[name].to_numpy("float64", na_value=np.nan) for name in ("num", "den"))
        return np.asarray(num / den)

    def has(self, column: str, word: str) -> Flags:
        """Tells which rows have a word in a column."""
        return self.findings.cells[column].isin([word])

    @cached_property
    def month(self) -> Integers:
        """Gives the month of each row."""
        return self.frame["month"].to_numpy("int64", na_value=0)

    @cached_property
    def shaped_in(self) -> Integers:
        """Gives the month of the last merger or split of each row's commune by its month, 0 for none."""
        shaped = np.zeros(len(self.month), dtype="int64")
        for code, months in self.known.reshaped.items():
            mine = np.flatnonzero(self.has("commune", code))
            place = np.searchsorted(months, self.month[mine], side="right")
            shaped[mine] = np.array([0, *months])[place]
        return shaped

    @cached_property
    def whole(self) -> Floats:
        """Gives what each denominator is to count: the commune's latest figure by then, else of communes.csv.

        NaN where there is none, or only figures from before its last merger or split.
        """
        cells, denominators = self.findings.cells, self.known.standards.criteria.denominators
        of = self.limits["denominator"].map({name: d.of for name, d in denominators.items()}).astype("str")
        usable = self.has("set", STATISTICS) & self.has("sex", TOTAL) & ~self.has("status", ESTIMATE)
        place = {"commune": cells["commune"].codes, "month": self.month}
        asked = DataFrame({**place, "of": of, "at": of.index})[of.notna()]
        given = DataFrame(
            {**place, "of": cells["indicator"].column(), "own": self.value, "since": self.month}
        )
        asked, given = (
            each.sort_values("month", kind="stable") for each in (asked, given[usable & given["own"].notna()])
        )
        latest = merge_asof(asked, given, on="month", by=["commune", "of"]).set_index("at").reindex(of.index)
        general = np.full(len(of), np.nan)
        for code in of.dropna().unique():
            general = np.where(of == code, cells["commune"].mapped(self.stated(code).get, "float64"), general)
        own = latest["own"].where(latest["since"] >= self.shaped_in)
        return np.where(own.isna() & (self.shaped_in == 0), general, own)

    def stated(self, code: str) -> dict[str, float]:
        """Gives what communes.csv states of each commune, nothing where it has no such column."""
        communes = self.known.communes
        if code not in communes:
            return {}
        column = communes[code].to_numpy("float64", na_value=np.nan)
        return dict(zip(communes["code"], column.tolist(), strict=True))


def fractions(rows: Rows) -> Question:
    """Finds percentages written as fractions: 0,35 for 35 %, as Excel keeps them."""
    percent = rows.known.standards.measures.in_units(rows.measure, "percent")
    written = rows.frame["denominator"].isna().to_numpy()

    def said(row: Series) -> str:
        meant = f"{float(row['value'].replace(',', '.')) * 100:.6g}".replace(".", ",")
        return f"“{row['value']}” là tỷ lệ rất thấp; có phải {meant}%?"

    return percent & written & (rows.value > 0) & (rows.value <= 1), said, "ghi số phần trăm"


def outside(rows: Rows) -> Question:
    """Finds values outside the range of their measure: mostly another unit."""
    low, high = (rows.limits[name].to_numpy() for name in ("low", "high"))

    def said(row: Series) -> str:
        key, measures = (row["set"], row["indicator"]), rows.known.standards.measures
        limit = rows.known.standards.criteria.plausible[key]
        edges = "–".join(f"{float(edge):g}".replace(".", ",") for edge in (limit.low, limit.high))
        unit = _UNITS.get((*measures.units, "")[measures.numbers.get(key, -1)], "")
        return f"{_shown(row)} ngoài khoảng thường gặp {edges}{unit}"

    return (rows.value < low) | (rows.value > high), said, "kiểm tra đơn vị và số liệu"


def leaps(rows: Rows) -> Question:
    """Finds values too far from the one before, of the same measure, commune, sex and line."""
    cells, steady, size = rows.findings.cells, rows.limits["steady"].to_numpy(), len(rows.frame)
    usable = ~np.isnan(rows.value) & ~np.isnan(steady) & ~rows.has("status", ESTIMATE)
    alike = {name: cells[name].codes for name in ("commune", "set", "indicator", "sex", "line")}
    alike |= {"shaped": rows.shaped_in}  # what a commune was is not compared with what it became
    order = DataFrame({**alike, "month": rows.month, "at": range(size)})[usable]
    order = order.sort_values("month", kind="stable")
    before = (
        order.groupby(list(alike))["at"].shift(fill_value=-1).reindex(range(size), fill_value=-1).to_numpy()
    )
    has = before >= 0
    # Leaps of percentages and levels are counted in points.
    points = rows.known.standards.measures.in_units(rows.measure, "percent", "level")
    earlier = np.where(has, rows.value[before], np.nan)
    leap = np.abs(rows.value - earlier)
    limit = np.where(points, steady, steady / 100 * np.abs(earlier))
    counted = rows.frame["numerator"].to_numpy("float64", na_value=np.nan)
    # One school of two is fifty points and no leap; nor are three households of five.
    few = np.where(points, np.abs(counted - np.where(has, counted[before], np.nan)) <= 1, leap < _FEWEST)
    amount = ~points & ~rows.has("set", STATISTICS)
    found = has & (leap > limit) & ~(few & ~amount)

    def said(row: Series) -> str:
        last = rows.findings.rows.iloc[before[int(str(row.name))]]
        return f"{_shown(row)}, kỳ {last['period']} là {_shown(last)}: thay đổi bất thường"

    return found, said, "kiểm tra cả hai số"


def _shown(row: Series) -> str:
    """Writes a row's value as it stands, or its counts."""
    return f"“{row['value']}”" if row["value"] else f"{row['numerator']}/{row['denominator']}"


def unlike(rows: Rows, *, shares: str) -> Question:
    """Finds denominators outside ``share`` or ``counts`` of the statistic that they are to count."""
    criteria, named = rows.known.standards.criteria, rows.limits["denominator"]
    denominators = criteria.denominators
    everybody, whole = rows.has("sex", TOTAL), rows.whole
    least, most = (
        np.where(everybody, 1, half)
        * named.map({n: float(getattr(d, shares)[side]) for n, d in denominators.items()}).astype("float64")
        * whole
        for side, half in enumerate(_ONE_SEX)
    )
    stated = rows.frame["denominator"].to_numpy("float64", na_value=np.nan)

    def said(row: Series) -> str:
        at = int(str(row.name))
        statistic = criteria.statistics[denominators[named[at]].of].name.vi
        against = f"{statistic[:1].lower()}{statistic[1:]} của xã là {int(whole[at])}"
        return f"mẫu số {row['denominator']}, trong khi {against}"

    found = (whole > 0) & np.asarray((stated < np.floor(least)) | (stated > np.ceil(most)))
    return found, said, "tính trên toàn xã, hoặc sửa số liệu kia"


def unlike_communes(rows: Rows) -> Question:
    """Finds statistics that communes.csv states otherwise; pages show them, and no verdict rests on it."""
    cells, stated = rows.findings.cells, {code: rows.stated(code) for code in _OF_COMMUNE}
    found = np.zeros(len(rows.frame), dtype=bool)
    for code, (least, most) in _OF_COMMUNE.items():
        whole = cells["commune"].mapped(stated[code].get, "float64")
        other = (whole > 0) & ((rows.value < least * whole) | (rows.value > most * whole))
        found |= other & rows.has("indicator", code)
    found &= rows.has("set", STATISTICS) & rows.has("sex", TOTAL)
    found &= rows.shaped_in == 0  # communes.csv states the commune as it was before
    return (
        found,
        lambda row: (
            f"“{row['value']}”, trong communes.csv là {int(stated[row['indicator']][row['commune']])}"
        ),
        "kiểm tra cả hai",
    )
