"""The observations as they are questioned: each with what is plausible of its measure."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from pandas import DataFrame, Series

from ntm_analysis.model import Plausible, Sex, Status
from ntm_analysis.read.cells import Flags, Integers
from ntm_analysis.read.findings import Findings
from ntm_analysis.read.known import Known
from ntm_analysis.read.words import SEXES, STATISTICS, STATUSES

Floats = NDArray[np.float64]
Wording = str | Callable[[Series], str]
Question = tuple[Flags, Wording, Wording]  # the rows asked about, what was found, what would be right
CONFIRM = "nếu đúng thì ghi ở cột note: “xác nhận: lý do”"
_CONFIRMED = re.compile(r"xác nhận\s*[:;,–-]\s*\S.{2,}", re.IGNORECASE)
_TOTAL = next(word for word, sex in SEXES.items() if sex is Sex.TOTAL)
_ESTIMATE = next(word for word, status in STATUSES.items() if status is Status.ESTIMATE)
_IN_POINTS = ("percent", "level")
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
        plausible = self.known.criteria.plausible
        return [*(plausible.get(key) for key in self.known.measures.numbers), None]

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
        return self.known.measures.in_units(self.measure, *_IN_POINTS)

    @cached_property
    def estimate(self) -> Flags:
        """Tells which rows are estimates."""
        return self.findings.cells["status"].isin([_ESTIMATE])

    @cached_property
    def statistic(self) -> Flags:
        """Tells which rows are supporting statistics."""
        return self.findings.cells["set"].isin([STATISTICS])

    @cached_property
    def of_everybody(self) -> Flags:
        """Tells which rows are about men and women together."""
        return self.findings.cells["sex"].isin([_TOTAL])

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

    def unit(self, row: Series) -> str:
        """Names the unit of a row's value as officials write it."""
        number = self.known.measures.numbers.get((row["set"], row["indicator"]), -1)
        unit = (*self.known.measures.units, "")[number]
        return _UNITS.get(unit, "")

    def limit(self, row: Series) -> Plausible:
        """Gives what is plausible of a row that has a limit."""
        return self.known.criteria.plausible[row["set"], row["indicator"]]
