"""What an analyst assumes, turned into rows as a dataset's files have them.

Nothing is judged here: the rows go through the same reading, checks and rules as those of the office.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from math import ceil, floor
from typing import TypeAlias

import pandas as pd
from pandas import DataFrame

from ntm_analysis.errors import NtmError
from ntm_analysis.language import Language
from ntm_analysis.model import CriteriaSet, Indicator, Period, Rule, Sex
from ntm_analysis.read import Dataset, words
from ntm_analysis.read.criteria import Override
from ntm_analysis.say.texts import near
from ntm_analysis.workbench.written import decimal, is_number, is_verdict, number, verdict_word

Step: TypeAlias = tuple[str | int | None, str | int, object]
_DONE = next(iter(word for word, state in words.TASK_STATES.items() if state == "done"))
_SEXES = {str(code): word for word, code in words.SEXES.items()}


@dataclass(frozen=True)
class Assumption:
    """One thing assumed: of a place, or of all where ``place`` is None, that a code has a value."""

    place: str | int | None
    code: str
    value: object

    def told(self, data: Dataset, language: Language) -> str:
        """Says it in words: ``Tràng Các, 15.1: 92%``."""
        if self.code in set(data.movement.tasks["task"]):
            return f"{self.code}: {self.value}"
        where = language.word("scenario.everywhere") if self.place is None else data.place(self.place).name
        return language.word("scenario.step", where=where, code=self.code, value=self.value)


Row: TypeAlias = tuple[str, dict[str, str], set[tuple[str, int]]]


@dataclass(frozen=True)
class Writer:
    """Writes the rows of one assumption; each comes with the rows it stands instead of."""

    data: Dataset
    period: Period
    name: str
    step: Assumption

    @property
    def tasks(self) -> set[str]:
        """Names the tasks there are."""
        return set(self.data.movement.tasks["task"])

    def rows(self) -> Iterator[Row]:
        """Writes a value, a verdict, a statistic, or a task that is done."""
        code = self.step.code
        if code in self.tasks:
            yield self._task()
        elif code in self.data.criteria.statistics:
            yield self._statistic()
        elif code in {criterion.code for criterion in self._set.criteria} and not is_number(self.step.value):
            yield self._verdict()
        else:
            yield from self._measured(self._part(code))

    def threshold(self) -> Override:
        """Sets what everybody must reach, as the office would in dataset.yaml."""
        part = self._part(self.step.code)
        known = self.data.thresholds
        by_year = bool(
            ((known["set"] == self._set.id) & (known["part"] == part.code) & (known["year"] != 0)).any()
        )
        year = self.period.year if by_year else 0
        return Override(self._set.id, part.code, number(self.step.value), self._source, year)

    @property
    def _set(self) -> CriteriaSet:
        use = next((u for u in self.data.sets if u.role == "standard" and u.holds_in(self.period)), None)
        if use is None:
            raise NtmError(f"kỳ {self.period} chưa có bộ tiêu chí áp dụng")
        return self.data.criteria.sets[use.set]

    @property
    def _source(self) -> str:
        return f"phương án giả định “{self.name}”"

    @property
    def _about(self) -> dict[str, str]:
        made_up = "có" if self.data.illustrative else "không"
        # Confirmed by who assumes it: a leap is what a scenario is about.
        return {
            "period": str(self.period),
            "source": self._source,
            "note": f"xác nhận: {self._source}",
            "illustrative": made_up,
        }

    @property
    def _commune(self) -> str:
        if self.step.place is None:
            raise NtmError(f"giả định về “{self.step.code}” cần tên xã")
        return self.data.place(self.step.place).code

    def _part(self, code: str) -> Indicator:
        known = {
            each.code: each
            for i in self._set.indicators
            for each in (i, *i.components)
            if not each.components
        }
        if code not in known:
            found = f"không có chỉ tiêu, tiêu chí, nhiệm vụ hay số liệu “{code}”"
            raise NtmError(f"{found}; gần nhất: {near(code, known)}")
        return known[code]

    def _measured(self, part: Indicator) -> Iterator[Row]:
        """Writes a value as measured at the cut-off day, of each sex that counts."""
        commune, measure = self._commune, part.measure
        row = self._about | {
            "commune": commune,
            "set": self._set.id,
            "indicator": measure,
            "measured_on": str(self.data.cut_off(self.period)),
            "reference_year": str(self.period.year),
            "status": "chính thức",
        }
        known = self.data.observations
        mine = known[(known["commune"] == commune) & (known["indicator"] == measure)]
        mine = mine[mine["set"] == self._set.id]
        mine = mine[mine["month"] <= self.period.number]
        instead = _lines(mine[mine["month"] == self.period.number])
        if part.unit == "yes_no" or is_verdict(self.step.value):
            yield "observations", row | {"sex": "chung", "value": verdict_word(self.step.value)}, instead
            return
        value = number(self.step.value)
        newest = mine[mine["denominator"].notna()].sort_values("month").drop_duplicates("sex", keep="last")
        of = dict(zip(newest["sex"], newest["denominator"], strict=True))
        if part.unit != "percent" or Sex.TOTAL not in of:
            yield "observations", row | {"sex": "chung", "value": decimal(value)}, instead
            return
        nearest = floor if part.rule is Rule.AT_MOST else ceil
        counted = {sex: nearest(value * int(n) / 100) for sex, n in of.items()}
        if part.both_sexes and {Sex.MALE, Sex.FEMALE} <= of.keys():
            counted[Sex.TOTAL] = counted[Sex.MALE] + counted[Sex.FEMALE]
            of[Sex.TOTAL] = of[Sex.MALE] + of[Sex.FEMALE]
        else:
            counted = {Sex.TOTAL: counted[Sex.TOTAL]}
        for sex, n in counted.items():
            given = {"sex": _SEXES[sex], "numerator": str(n), "denominator": str(int(of[sex]))}
            yield "observations", row | given, instead

    def _statistic(self) -> Row:
        """Writes another count into the newest row that has it."""
        commune, known = self._commune, self.data.observations
        mine = known[(known["commune"] == commune) & (known["indicator"] == self.step.code)]
        mine = mine[
            (mine["month"] <= self.period.number) & (mine["status"] != "estimate") & (mine["sex"] == "total")
        ]
        mine = mine.sort_values(["month", "row"])
        if mine.empty:
            raise NtmError(f"{self.data.place(commune).name} chưa có số liệu “{self.step.code}” để thay")
        last = mine.iloc[-1]
        day = "" if pd.isna(last["measured_on"]) else str(last["measured_on"].date())
        row = self._about | {
            "period": last["period"],
            "commune": commune,
            "set": last["set"],
            "indicator": self.step.code,
            "sex": "chung",
            "value": decimal(number(self.step.value)),
            "measured_on": day,
            "reference_year": "" if pd.isna(last["reference_year"]) else str(last["reference_year"]),
            "status": next(word for word, code in words.STATUSES.items() if code == last["status"]),
            "line": last["line"],
        }
        return "observations", row, _lines(mine.tail(1))

    def _verdict(self) -> Row:
        """Writes the verdict of the district, of the province where it wrote one for this month."""
        commune, known = self._commune, self.data.verdicts
        mine = known[(known["commune"] == commune) & (known["criterion"] == self.step.code)]
        mine = mine[(mine["set"] == self._set.id) & (mine["month"] == self.period.number)]
        level = "province" if (mine["level"] == "province").any() else "district"
        row = self._about | {
            "commune": commune,
            "set": self._set.id,
            "criterion": self.step.code,
            "verdict": verdict_word(self.step.value),
            "level": next(word for word, code in words.LEVELS.items() if code == level),
        }
        mine = mine[mine["level"] == level]
        return "verdicts", row, {("verdicts.csv", int(line)) for line in mine["row"]}

    def _task(self) -> Row:
        said = str(self.step.value).strip().lower()
        states = [*words.TASK_STATES]
        state = _DONE if said in {"xong", "done"} else said
        if state not in states:
            raise NtmError(
                f"tình trạng nhiệm vụ “{self.step.value}” không hợp lệ; một trong: {', '.join(states)}"
            )
        known = self.data.movement.task_states
        mine = known[(known["task"] == self.step.code) & (known["month"] == self.period.number)]
        row = self._about | {"task": self.step.code, "state": state}
        row |= {"done_on": str(self.data.cut_off(self.period))} if state == _DONE else {}
        return "task_states", row, {("task_states.csv", int(line)) for line in mine["row"]}


def _lines(rows: DataFrame) -> set[tuple[str, int]]:
    """Gives the file and line of rows of observations."""
    places = (place.rsplit(":", 1) for place in rows["rows"])
    return {(file, int(line)) for file, line in places}
