"""The observations with what is plausible of each, and what is asked about a value alone."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from pandas import DataFrame, Series

from ntm_analysis.model import Plausible
from ntm_analysis.read.cells import Flags, Integers, keys_of
from ntm_analysis.read.findings import Findings, Wording
from ntm_analysis.read.known import Known
from ntm_analysis.read.words import ESTIMATE, STATISTICS, TOTAL

Floats = NDArray[np.float64]
Question = tuple[Flags, Wording, Wording]  # the rows asked about, what was found, what would be right
CONFIRM = "nếu đúng thì ghi ở cột note: “xác nhận: lý do”"
_CONFIRMED = re.compile(r"xác nhận\s*[:;,–-]\s*\S.{2,}", re.IGNORECASE)
_FEWEST = 10  # a leap of fewer people or households is none, whatever their share
_UNITS = {"percent": "%", "million_dong_per_person_year": " triệu đồng"}


def is_confirmed(note: str) -> bool:
    """Tells whether a note says that a row was looked at and is right, with the reason."""
    return _CONFIRMED.match(note) is not None


@dataclass(frozen=True, eq=False)
class Rows:
    """The observations with what is plausible of each; ``measure`` is -1 where nothing may be recorded."""

    findings: Findings
    frame: DataFrame
    known: Known
    measure: Integers

    @cached_property
    def limits(self) -> list[Plausible | None]:
        """Gives what is plausible of each measure by number; the last place stands for none."""
        plausible = self.known.standards.criteria.plausible
        return [*(plausible.get(key) for key in self.known.standards.measures.numbers), None]

    def of_measure(self, value: Callable[[Plausible], float]) -> Floats:
        """Gives a limit of each row, NaN where there is none."""
        found = [np.nan if each is None else value(each) for each in self.limits]
        return np.asarray(np.array(found, dtype="float64")[self.measure])

    @cached_property
    def value(self) -> Floats:
        """Gives each value, NaN where there is none; only for asking, never for a verdict."""
        num, den = (self.frame[name].to_numpy("float64", na_value=np.nan) for name in ("num", "den"))
        return np.asarray(num / den)

    @cached_property
    def points(self) -> Flags:
        """Tells which values are percentages or levels, whose leaps are counted in points."""
        return self.known.standards.measures.in_units(self.measure, "percent", "level")

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
        commune = self.findings.cells["commune"]
        shaped = np.zeros(len(self.month), dtype="int64")
        for code, months in self.known.reshaped.items():
            mine = np.flatnonzero(commune.isin([code]))
            place = np.searchsorted(months, self.month[mine], side="right")
            shaped[mine] = np.array([0, *months])[place]
        return shaped

    def whole(self, code: str, at: Integers) -> Floats:
        """Gives a statistic of the commune of some rows: the latest by their month, else of communes.csv.

        NaN where only figures from before its last merger or split are known.
        """
        cells = self.findings.cells
        commune = cells["commune"]
        usable = (
            self.has("set", STATISTICS)
            & cells["indicator"].isin([code])
            & self.has("sex", TOTAL)
            & ~self.has("status", ESTIMATE)
        )
        usable &= ~np.isnan(self.value)
        given = np.flatnonzero(usable)
        months = int(self.month.max(initial=0)) + 2
        stamp = commune.codes[given] * months + self.month[given]
        given = given[np.argsort(stamp, kind="stable")]
        stamp = np.sort(stamp)
        general = commune.mapped(self.stated(code).get, "float64")[at]
        general = np.where(self.shaped_in[at] > 0, np.nan, general)
        if not len(given):
            return general
        place = np.searchsorted(stamp, commune.codes[at] * months + self.month[at], side="right") - 1
        own = (place >= 0) & (stamp[np.maximum(place, 0)] // months == commune.codes[at])
        own &= self.month[given[np.maximum(place, 0)]] >= self.shaped_in[at]
        return np.where(own, self.value[given[np.maximum(place, 0)]], general)

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

    found = percent & written & (rows.value > 0) & (rows.value <= 1)
    return found, said, f"ghi số phần trăm; {CONFIRM}"


def outside(rows: Rows) -> Question:
    """Finds values outside the range of their measure: mostly another unit."""
    low, high = rows.of_measure(lambda p: float(p.low)), rows.of_measure(lambda p: float(p.high))
    found = (rows.value < low) | (rows.value > high)

    def said(row: Series) -> str:
        key, measures = (row["set"], row["indicator"]), rows.known.standards.measures
        limit = rows.known.standards.criteria.plausible[key]
        unit = _UNITS.get((*measures.units, "")[measures.numbers.get(key, -1)], "")
        return f"{_shown(row)} ngoài khoảng thường gặp {_number(limit.low)}–{_number(limit.high)}{unit}"

    return found, said, f"kiểm tra đơn vị và số liệu; {CONFIRM}"


def leaps(rows: Rows) -> Question:
    """Finds values too far from the one before, of the same measure, commune, sex and line."""
    cells = rows.findings.cells
    steady = rows.of_measure(lambda p: np.nan if p.steady is None else float(p.steady))
    size = len(rows.frame)
    key = keys_of([cells[name] for name in ("commune", "set", "indicator", "sex", "line")], size)
    usable = np.flatnonzero(~np.isnan(rows.value) & ~np.isnan(steady) & ~rows.has("status", ESTIMATE))
    order = usable[np.lexsort((usable, rows.month[usable], key[usable]))]
    before = np.full(size, -1, dtype="int64")
    same = (key[order][1:] == key[order][:-1]) & (rows.shaped_in[order][1:] == rows.shaped_in[order][:-1])
    before[order[1:][same]] = order[:-1][same]
    has = before >= 0
    earlier = np.where(has, rows.value[before], np.nan)
    leap = np.abs(rows.value - earlier)
    limit = np.where(rows.points, steady, steady / 100 * np.abs(earlier))
    counted = rows.frame["numerator"].to_numpy("float64", na_value=np.nan)
    # One school of two is fifty points and no leap; nor are three households of five.
    few = np.where(rows.points, np.abs(counted - np.where(has, counted[before], np.nan)) <= 1, leap < _FEWEST)
    amount = ~rows.points & ~rows.has("set", STATISTICS)
    found = has & (leap > limit) & ~(few & ~amount)
    shown = {
        int(line): rows.findings.rows.iloc[position]
        for line, position in zip(rows.findings.table.lines[found], before[found], strict=True)
    }

    def said(row: Series) -> str:
        last = shown[int(row["row"])]
        return f"{_shown(row)}, kỳ {last['period']} là {_shown(last)}: thay đổi bất thường"

    return found, said, f"kiểm tra cả hai số; {CONFIRM}"


def _shown(row: Series) -> str:
    """Writes a row's value as it stands, or its counts."""
    return f"“{row['value']}”" if row["value"] else f"{row['numerator']}/{row['denominator']}"


def _number(limit: Fraction) -> str:
    return f"{float(limit):g}".replace(".", ",")
