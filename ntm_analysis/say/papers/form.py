"""The form that a commune fills in a month: every indicator with what it asks and what was last."""

from collections.abc import Iterator
from dataclasses import dataclass

import pandas as pd
from pandas import DataFrame

from ntm_analysis.language import Language
from ntm_analysis.model import CriteriaSet, Indicator, Period, Place, Rule, Sex, Statistic
from ntm_analysis.model.dataset import fraction
from ntm_analysis.say.view import View

STATISTICS = "statistics"
_WHOLE = ("percent", "yes_no", "level")


@dataclass(frozen=True)
class FormLine:
    """A row to fill: its code of a set (or of the statistics), whose, of what, in which unit.

    ``kind`` is the unit where a cell admits only some values (percent, yes_no, level), "count" of a number of
    things, else "number"; ``last`` is the value known of it, ``asked`` what it must reach.
    """

    set: str
    code: str
    sex: Sex
    name: str
    unit: str
    kind: str
    asked: str
    last: str


@dataclass(frozen=True)
class CommuneForm:
    """The form of one commune: its sheets with their lines."""

    place: Place
    period: Period
    title: str
    sheets: tuple[tuple[str, tuple[FormLine, ...]], ...]
    illustrative: bool
    words: Language


def form_of(view: View) -> CommuneForm:
    """Puts the lines of a commune's form into a sheet for each area, then one for the other criteria."""
    words, of = view.words, view.set_in_force("standard")
    sheets, used = list[tuple[str, tuple[FormLine, ...]]](), set[str]()
    for area in view.data.criteria.areas.values():
        codes = area.criteria.get(of.id, ()) if of else ()
        statistics = (view.data.criteria.statistics[code] for code in area.statistics)
        fresh = [code for code in codes if code not in used]
        used |= set(codes)
        lines = [*(_criteria(view, of, fresh) if of else ()), *_statistics(view, statistics, sheets)]
        sheets.append((words.text(area.name), tuple(lines)))
    rest = [c.code for c in of.criteria if c.code not in used] if of else []
    sheets.append((words.word("form.other"), tuple(_criteria(view, of, rest)) if of else ()))
    return CommuneForm(
        place=view.place,
        period=view.period,
        title=words.word("form.title", place=view.place.name, month=words.month(view.period)),
        sheets=tuple((name, lines) for name, lines in sheets if lines),
        illustrative=view.data.illustrative,
        words=words,
    )


def _criteria(view: View, of: CriteriaSet, codes: list[str]) -> Iterator[FormLine]:
    """Lists what is recorded of criteria; what a formula computes of statistics is not asked again."""
    rules = view.data.rules
    computed = set(rules.loc[(rules["set"] == of.id) & (rules["formula"] != ""), "part"])
    seen = set[str]()
    for criterion in (c for code in codes for c in of.criteria if c.code == code):
        for indicator in criterion.indicators:
            for part in indicator.components or (indicator,):
                applies = not part.regions or view.data.region in part.regions
                if part.code in computed or part.measure in seen or not applies:
                    continue
                seen.add(part.measure)
                for sex in Sex if part.both_sexes else (Sex.TOTAL,):
                    yield _line(view, of.id, part, sex)


def _line(view: View, set_id: str, part: Indicator, sex: Sex) -> FormLine:
    words, threshold = view.words, part.threshold(view.data.region, view.period.year)
    asked = "" if threshold.value is None else words.threshold(threshold.value, part.unit, part.rule)
    unit = words.word(f"unit.{part.unit}") if part.rule is not Rule.ALL_OF else ""
    kind = part.unit if part.unit in _WHOLE else "number"
    last = _last(view, set_id, part.measure, sex, part.unit)
    return FormLine(set_id, part.measure, sex, words.text(part.name), unit, kind, asked, last)


def _statistics(
    view: View, statistics: Iterator[Statistic], before: list[tuple[str, tuple[FormLine, ...]]]
) -> Iterator[FormLine]:
    known = {line.code for _, lines in before for line in lines if line.set == STATISTICS}
    for each in statistics:
        if each.code not in known:
            unit = view.words.word(f"unit.{each.unit}") if f"unit.{each.unit}" in view.words else ""
            last = _last(view, STATISTICS, each.code, Sex.TOTAL, each.unit)
            yield FormLine(
                STATISTICS, each.code, Sex.TOTAL, view.words.text(each.name), unit, "count", "", last
            )


def _last(view: View, set_id: str, code: str, sex: Sex, unit: str) -> str:
    """Writes the newest value recorded before the month, with its day; nothing where there is none."""
    rows: DataFrame = view.data.observations
    mine = rows[(rows["commune"] == view.place.code) & (rows["set"] == set_id) & (rows["indicator"] == code)]
    mine = mine[(mine["sex"] == sex) & (mine["month"] < view.period.number) & mine["num"].notna()]
    mine = mine[mine["status"] != "estimate"].sort_values("month", kind="stable")
    if mine.empty:
        return ""
    row = mine.iloc[-1]
    exact = fraction(row["num"], row["den"])
    counts = [row["numerator"], row["denominator"]]
    ratio = "" if pd.isna(counts).any() else f" ({int(counts[0])}/{int(counts[1])})"
    day = "" if pd.isna(row["measured_on"]) else f", {view.words.date(row['measured_on'].date())}"
    return f"{view.words.measured(exact, unit).text}{ratio}{day}" if exact is not None else ""
