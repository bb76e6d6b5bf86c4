"""What the charts plot: quantities of the communes with their verdicts, read from the results."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from statistics import median
from typing import TYPE_CHECKING, Any

import pandas as pd
from pandas import DataFrame

from ntm_analysis.draw.sexes import Splits, agreeing, at, splits
from ntm_analysis.language import Language
from ntm_analysis.model import Confidence, CriteriaSet, Indicator, Rule, Sex, Verdict

if TYPE_CHECKING:
    from ntm_analysis.say.view import View

_FINAL = {c.value for c in Confidence if c.is_final}
_COLUMNS = ["commune", "part", "verdict", "num", "den", "threshold_num", "threshold_den", "sex", "confidence"]
_COURSE = ["part", "month", "verdict", "num", "den", "threshold_num", "threshold_den", "frequency"]
_COURSE += ["counts_from", "measured_on"]
_NO_QUANTITY = {"level", "yes_no", ""}


@dataclass(frozen=True)
class Reading:
    """The value of one commune with its verdict; ``value`` None is missing and never zero."""

    value: Fraction | None
    verdict: Verdict
    threshold: Fraction | None
    sex: str = Sex.TOTAL
    open_threshold: bool = False  # the threshold is not checked against its decision
    sexes: Mapping[str, Fraction] = field(default_factory=dict)  # both, where the rule asks for both


@dataclass(frozen=True)
class Measure:
    """One quantity over the communes it applies to."""

    code: str
    name: str
    unit: str
    rule: Rule
    readings: Mapping[str, Reading]
    by_sex: Splits = field(default_factory=dict)
    recorded_as: str = ""  # the code its observations carry

    @property
    def values(self) -> dict[str, Fraction]:
        """Gives the communes that have a value."""
        return {commune: r.value for commune, r in self.readings.items() if r.value is not None}

    @property
    def short_name(self) -> str:
        """Gives the name without what stands in brackets, for a label."""
        return re.sub(r"\s*\([^()]*\)", "", self.name)

    @property
    def median(self) -> Fraction | None:
        """Gives the exact median of the communes that have a value."""
        return median(self.values.values()) if self.values else None

    def with_verdict(self, *verdicts: Verdict) -> list[str]:
        """Lists the communes with one of the verdicts."""
        return [commune for commune, r in self.readings.items() if r.verdict in verdicts]

    def threshold_for(self, commune: str = "") -> tuple[Fraction | None, bool]:
        """Gives the threshold of a commune and whether it is open; otherwise the one most communes have.

        A threshold that rises by year can differ between communes, as each value is
        judged by its own reference year (rule 5).
        """
        mine = self.readings.get(commune)
        if mine is not None and mine.threshold is not None:
            return mine.threshold, mine.open_threshold
        known = Counter(
            (r.threshold, r.open_threshold) for r in self.readings.values() if r.threshold is not None
        )
        return known.most_common(1)[0][0] if known else (None, False)

    def with_sexes(self, words: Language, commune: str) -> str:
        """Writes the value of a commune, women and men apart where both are known and asked for."""
        reading = self.readings[commune]
        if reading.value is None:
            return words.verdict(reading.verdict)
        return ", ".join(
            words.word("chart.of_sex", sex=words.word(f"sex.{sex}"), value=self.shown(words, value, commune))
            for sex, value in sorted(reading.sexes.items(), key=lambda pair: pair[0] != reading.sex)
        ) or self.shown(words, reading.value, commune)

    def shown(self, words: Language, value: Fraction, commune: str = "") -> str:
        """Writes a value on the side of the threshold on which it lies (rule 9)."""
        threshold, _ = self.threshold_for(commune)
        return words.value(
            value.numerator,
            value.denominator,
            self.unit,
            threshold=threshold,
            rule=self.rule if threshold is not None else None,
        )


def quantities(view: View, role: str = "standard") -> list[Measure]:
    """Lists the area's indicators (or components) that are measured in figures, in the set's order."""
    criteria_set = view.set_in_force(role)
    if view.area is None or criteria_set is None:
        return []
    rows = _rows_of_area(view, view.now.parts, criteria_set)
    by_part: dict[str, dict[str, Any]] = defaultdict(dict)
    for row in rows.itertuples(index=False):
        by_part[str(row.part)][str(row.commune)] = row
    shown = [part for code, (_, part) in _parts(criteria_set).items() if code in by_part]
    by_sex = splits(view, criteria_set, shown)
    return [_measure(view, part, by_part[part.code], by_sex) for part in shown]


def histories(view: View, role: str) -> dict[str, list[Any]]:
    """Gives the rows of the place's own values up to the view's period by part, in order of the months."""
    criteria_set = view.set_in_force(role)
    rows = view.course.parts
    mine = (rows["commune"] == view.place.code) & (rows["month"] <= view.period.number)
    mine &= rows["set"] == (criteria_set.id if criteria_set else "")
    by_part: dict[str, list[Any]] = defaultdict(list)
    for row in rows.loc[mine, _COURSE].sort_values("month", kind="stable").itertuples(index=False):
        by_part[str(row.part)].append(row)
    return by_part


def leading(view: View) -> Measure | None:
    """Gives the quantity of the leading criterion that most communes miss, the first one among equals."""
    criteria_set = view.set_in_force("standard")
    if criteria_set is None or not view.criteria_of(criteria_set):
        return None
    first = view.criteria_of(criteria_set)[0]
    parts = {code for code, (criterion, _) in _parts(criteria_set).items() if criterion == first}
    found = [m for m in quantities(view) if m.code in parts]
    return max(found, key=lambda m: len(m.with_verdict(Verdict.NOT_MET)), default=None)


def criteria_met(view: View, role: str = "standard") -> Measure | None:
    """Gives the number of criteria met as a measure whose threshold is all of them."""
    criteria_set = view.set_in_force(role)
    if criteria_set is None:
        return None
    counts = view.now.counts
    rows = counts[counts["set"] == criteria_set.id]
    if rows.empty:
        return None
    readings = {
        str(commune): Reading(
            Fraction(int(met)), Verdict.MET if met >= total else Verdict.NOT_MET, Fraction(int(total))
        )
        for commune, met, total in zip(rows["commune"], rows["met"], rows["total"], strict=True)
    }
    return Measure("", view.words.text(criteria_set.title), "criteria", Rule.AT_LEAST, readings)


def fraction(num: Any, den: Any) -> Fraction | None:
    """Joins the two integers of a frame into an exact value; None where either is missing."""
    return None if pd.isna(num) or pd.isna(den) else Fraction(int(num), int(den))


def _rows_of_area(view: View, frame: DataFrame, criteria_set: CriteriaSet) -> DataFrame:
    mine = (frame["set"] == criteria_set.id) & frame["criterion"].isin(view.criteria_of(criteria_set))
    mine &= ~frame["unit"].isin(_NO_QUANTITY) & (frame["verdict"] != Verdict.NOT_APPLICABLE)
    rows = frame.loc[mine, _COLUMNS]
    if view.is_district:
        return rows
    return rows[rows["part"].isin(set(rows.loc[rows["commune"] == view.place.code, "part"]))]


def _parts(criteria_set: CriteriaSet) -> dict[str, tuple[str, Indicator]]:
    """Finds criterion and definition of every indicator and component by its code."""
    return {
        part.code: (criterion.code, part)
        for criterion in criteria_set.criteria
        for indicator in criterion.indicators
        for part in (indicator.components or (indicator,))
    }


def _measure(view: View, definition: Indicator, rows: dict[str, Any], by_sex: Splits) -> Measure:
    readings = {}
    for commune, row in rows.items():
        reading = _reading(row)
        values = at(by_sex, definition.measure, commune, view.period.number)
        readings[commune] = replace(reading, sexes=agreeing(values, reading.sex, reading.value))
    name = view.words.text(definition.name)
    return Measure(
        definition.code, name, definition.unit, definition.rule, readings, by_sex, definition.measure
    )


def _reading(row: Any) -> Reading:
    verdict = Verdict(row.verdict)
    # A stale value is no data (rule 4): it is not plotted as if it still counted.
    value = None if verdict is Verdict.NO_DATA else fraction(row.num, row.den)
    threshold = fraction(row.threshold_num, row.threshold_den)
    return Reading(value, verdict, threshold, str(row.sex), row.confidence not in _FINAL)
