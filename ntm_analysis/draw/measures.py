"""What the charts plot: quantities of the communes with their verdicts, men and women apart (rule 3)."""

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from statistics import median
from typing import Any

import pandas as pd

from ntm_analysis.language import Language
from ntm_analysis.model import Confidence, CriteriaSet, Indicator, Rule, Sex, Status, Verdict
from ntm_analysis.say.view import View, once

# (commune, sex) → months and values, in order of the months.
Splits = dict[tuple[str, str], tuple[list[int], list[Fraction]]]

_SEXES = (Sex.MALE.value, Sex.FEMALE.value)
_FINAL = {c.value for c in Confidence if c.is_final}
_COLUMNS = ["commune", "part", "verdict", "num", "den", "threshold_num", "threshold_den", "sex", "confidence"]
_BY_SEX = ["indicator", "commune", "sex", "month", "num", "den"]
_NO_QUANTITY = {"level", "yes_no", ""}


@dataclass(frozen=True)
class MeasuredValue:
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

    criterion: str
    code: str
    name: str
    unit: str
    rule: Rule
    readings: Mapping[str, MeasuredValue]
    by_sex: Splits = field(default_factory=dict)

    @property
    def values(self) -> dict[str, Fraction]:
        """Gives the communes that have a value."""
        return {commune: r.value for commune, r in self.readings.items() if r.value is not None}

    @property
    def label(self) -> str:
        """Gives the code and the name without what stands in brackets."""
        short = re.sub(r"\s*\([^()]*\)", "", self.name)
        return f"{self.code} {short}".strip()

    @property
    def median(self) -> Fraction | None:
        """Gives the exact median of the communes that have a value."""
        return median(self.values.values()) if self.values else None

    @property
    def by_verdict(self) -> dict[Verdict, list[str]]:
        """Lists the communes with each verdict."""
        return {v: [c for c, r in self.readings.items() if r.verdict is v] for v in Verdict}

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

    def sexes_at(self, commune: str, month: int) -> dict[str, Fraction]:
        """Gives the latest value of each sex at a month; nothing unless both have one."""
        values = {}
        for sex in _SEXES:
            months, known = self.by_sex.get((commune, sex), ([], []))
            if count := bisect_right(months, month):
                values[sex] = known[count - 1]
        return values if len(values) == len(_SEXES) else {}

    def told(self, words: Language, commune: str) -> list[str]:
        """Writes the value of a commune, where both sexes must hold that of each, the weaker one first."""
        reading = self.readings[commune]
        if not reading.sexes:
            return [] if reading.value is None else [self.shown(words, reading.value, commune)]
        return [
            words.word("chart.of_sex", sex=words.word(f"sex.{sex}"), value=self.shown(words, value, commune))
            for sex, value in sorted(reading.sexes.items(), key=lambda pair: pair[0] != reading.sex)
        ]

    def with_sexes(self, words: Language, commune: str) -> str:
        """Writes the value of a commune, women and men apart, or that there is none."""
        return ", ".join(self.told(words, commune)) or words.verdict(self.readings[commune].verdict)

    def shown(self, words: Language, value: Fraction, commune: str = "") -> str:
        """Writes a value on the side of the threshold on which it lies (rule 9)."""
        return self.written(words, value, self.threshold_for(commune)[0])

    def written(self, words: Language, value: Fraction, threshold: Fraction | None) -> str:
        """Writes a value against the threshold it was judged by."""
        rule = self.rule if threshold is not None else None
        return words.measured(value, self.unit, threshold, rule).text


@once
def quantities(view: View, role: str) -> list[Measure]:
    """Lists the area's indicators (or components) that are measured in figures, in the set's order.

    In the overview the number of criteria met is the one quantity.
    """
    criteria_set = view.set_in_force(role)
    if criteria_set is None or view.area is None:
        return _criteria_met(view, criteria_set) if criteria_set else []
    frame = view.now.parts
    mine = (frame["set"] == criteria_set.id) & frame["criterion"].isin(view.criteria_of(criteria_set))
    mine &= ~frame["unit"].isin(_NO_QUANTITY) & (frame["verdict"] != Verdict.NOT_APPLICABLE)
    rows = frame.loc[mine, _COLUMNS]
    if not view.is_district:
        rows = rows[rows["part"].isin(set(rows.loc[rows["commune"] == view.place.code, "part"]))]
    by_part: dict[str, dict[str, Any]] = defaultdict(dict)
    for row in rows.itertuples(index=False):
        by_part[str(row.part)][str(row.commune)] = row
    shown = [
        (criterion.code, part)
        for criterion in criteria_set.criteria
        for indicator in criterion.indicators
        for part in (indicator.components or (indicator,))
        if part.code in by_part
    ]
    by_sex = _splits(view, criteria_set, [part for _, part in shown])
    found = []
    for criterion_code, part in shown:
        name, readings = view.words.text(part.name), dict[str, MeasuredValue]()
        given = (criterion_code, part.code, name, part.unit, part.rule)
        measure = Measure(*given, readings, by_sex.get(part.measure, {}))
        for commune, row in by_part[part.code].items():
            (value, threshold), sex = of_row(row), str(row.sex)
            sexes = measure.sexes_at(commune, view.period.number)
            # Values by sex are told only where the one that decided the verdict is among them.
            known = sexes if sex in sexes and sexes[sex] == value else {}
            verdict, is_open = Verdict(row.verdict), row.confidence not in _FINAL
            readings[commune] = MeasuredValue(value, verdict, threshold, sex, is_open, known)
        found.append(measure)
    return found


def leading(view: View) -> Measure | None:
    """Gives the quantity of the leading criterion that most communes miss, the first one among equals."""
    criteria_set = view.set_in_force("standard")
    if criteria_set is None or not view.criteria_of(criteria_set):
        return None
    first = view.criteria_of(criteria_set)[0]
    found = [measure for measure in quantities(view, "standard") if measure.criterion == first]
    return max(found, key=lambda m: len(m.by_verdict[Verdict.NOT_MET]), default=None)


def _criteria_met(view: View, criteria_set: CriteriaSet) -> list[Measure]:
    """Gives the number of criteria met as a measure whose threshold is all of them."""
    counts = view.now.counts
    rows = counts[counts["set"] == criteria_set.id]
    readings = {
        str(commune): MeasuredValue(
            Fraction(int(met)), Verdict.MET if met >= total else Verdict.NOT_MET, Fraction(int(total))
        )
        for commune, met, total in zip(rows["commune"], rows["met"], rows["total"], strict=True)
    }
    return [Measure("", "", view.words.text(criteria_set.title), "criteria", Rule.AT_LEAST, readings)]


def of_row(row: Any) -> tuple[Fraction | None, Fraction | None]:
    """Gives a part's exact value and the threshold it was judged by; a stale value is no data (rule 4)."""
    pairs = ((row.num, row.den), (row.threshold_num, row.threshold_den))
    exact = [None if pd.isna(n) or pd.isna(d) else Fraction(int(n), int(d)) for n, d in pairs]
    return None if row.verdict == Verdict.NO_DATA else exact[0], exact[1]


def _splits(view: View, criteria_set: CriteriaSet, parts: Iterable[Indicator]) -> dict[str, Splits]:
    """Gives by code the values by sex of the parts that must hold for both; a forecast is no value."""
    codes = {part.measure for part in parts if part.both_sexes}
    if not codes:
        return {}
    rows = view.data.observations
    wanted = rows["indicator"].isin(codes) & rows["sex"].isin(_SEXES) & (rows["set"] == criteria_set.id)
    wanted &= (rows["status"] != Status.ESTIMATE) & rows["num"].notna()
    found: dict[str, Splits] = defaultdict(lambda: defaultdict(lambda: ([], [])))
    rows = rows.loc[wanted, _BY_SEX].sort_values("month", kind="stable")
    for code, commune, sex, month, num, den in zip(*(rows[name] for name in _BY_SEX), strict=True):
        months, values = found[str(code)][str(commune), str(sex)]
        months.append(int(month))
        values.append(Fraction(int(num), int(den)))
    return found
