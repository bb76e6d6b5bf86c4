"""Indicators against their thresholds, each opening to where its figure comes from."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pandas as pd
from markupsafe import Markup
from pandas import DataFrame

from ntm_analysis.display import Column, Display, element, lines, table
from ntm_analysis.model import Confidence, CriteriaSet, Indicator, Rule, Sex, Verdict
from ntm_analysis.say import marks
from ntm_analysis.say.view import View


def indicators(view: View, role: str = "standard") -> Display | None:
    """Shows the area's indicators of one set with value, threshold, verdict, gap and date."""
    criteria_set = view.set_in_force(role)
    if not view.is_commune or view.area is None or criteria_set is None:
        return None
    rows = indicator_rows(view, criteria_set)
    if rows.empty:
        return None
    words = view.words
    columns = [
        Column(words.word("table.indicator")),
        Column(words.word("table.value"), numeric=True),
        Column(words.word("table.threshold"), numeric=True),
        Column(words.word("table.verdict")),
        Column(words.word("table.gap")),
        Column(words.word("table.value_date")),
    ]
    cells = [_cells(view, criteria_set, row) for row in marks.records(rows)]
    caption = words.word("table.indicators_caption", set=words.text(criteria_set.title))
    return Display(table(caption, columns, cells, kind="indicators"))


def indicator_rows(view: View, criteria_set: CriteriaSet) -> DataFrame:
    """Puts each composite indicator before its applicable components, in the set's order."""
    codes = view.criteria_of(criteria_set)

    def of_page(frame: DataFrame) -> DataFrame:
        mine = (frame["commune"] == view.place.code) & (frame["set"] == criteria_set.id)
        return frame[mine & frame["criterion"].isin(codes)]

    parts = of_page(view.now.parts)
    components = parts[(parts["part"] != parts["indicator"]) & (parts["verdict"] != Verdict.NOT_APPLICABLE)]
    rows = pd.concat(
        [of_page(view.now.indicators).assign(component=False), components.assign(component=True)],
        ignore_index=True,
    )
    by_code = {c.code: c for c in criteria_set.criteria}
    rank = {i.code: n for n, i in enumerate(i for code in codes for i in by_code[code].indicators)}
    rows["rank"] = rows["indicator"].map(rank)
    rows["confidence_open"] = ~rows["confidence"].isin([c.value for c in Confidence if c.is_final])
    return rows.sort_values(["rank", "component", "part"], kind="stable")


def _cells(view: View, criteria_set: CriteriaSet, row: Any) -> list[object]:
    """Fills one row; what is composite shows its verdict and leaves the figures to its components."""
    composite = row.rule == Rule.ALL_OF
    value: object = "" if composite else _value(view, row)
    return [
        _name(view, criteria_set, row),
        value,
        "" if composite else marks.shown_threshold(view, row),
        marks.verdict_mark(view, row.verdict, provisional=bool(row.provisional)),
        marks.shown_gap(view, row),
        marks.shown_date(view, row),
    ]


def _value(view: View, row: Any) -> Markup:
    shown = Markup("{}").format(marks.shown_value(view, row)) + marks.value_marks(view, row)
    ratio = marks.shown_ratio(view, row)
    if ratio:
        shown += element("small", ratio, class_="ratio")
    if row.sex in (Sex.MALE, Sex.FEMALE):
        shown += element("small", view.words.word(f"sex.{row.sex}"), class_="ratio")
    return shown


def _name(view: View, criteria_set: CriteriaSet, row: Any) -> Markup:
    """Names the indicator and opens to all that its verdict rests on."""
    known = known_indicators(criteria_set)
    indicator = known[row.part if row.component else row.indicator]
    decision = {"decision": criteria_set.decision, "annex": view.words.text(criteria_set.annex)}
    facts: list[object] = [
        _definition(view, indicator, row),
        *_measured(view, indicator, row),
        *_threshold(view, row),
        view.words.word("table.from_decision", **decision),
    ]
    title = Markup("{} {}").format(element("b", indicator.code), view.words.text(indicator.name))
    return element("details", element("summary", title) + lines("ul", facts), class_="indicator")


def _definition(view: View, indicator: Indicator, row: Any) -> str:
    """Says in what an indicator is measured, how often, and whether women and men must each hold."""
    words = view.words
    said = (
        [words.word(f"rule.{row.rule}")]
        if row.rule == Rule.ALL_OF
        else [words.word(f"unit.{indicator.unit}")]
    )
    said.append(words.word("table.updated", frequency=words.word(f"frequency.{indicator.frequency}")))
    if indicator.both_sexes:
        said.append(words.word("table.both_sexes"))
    return words.word("table.definition", facts="; ".join(said))


def _measured(view: View, indicator: Indicator, row: Any) -> Iterator[object]:
    """Says how the value was reached, of which day and year it is, and in which row it stands."""
    words = view.words
    if row.formula:
        yield words.word("table.formula", formula=words.text(indicator.formulas[row.formula].name))
    date = marks.shown_date_of(view, row)
    if date and not pd.isna(row.reference_year) and row.status:
        status = words.word(f"status.{row.status}")
        yield words.word("table.measured", date=date, year=str(row.reference_year), status=status)
    if row.rows:
        yield words.word("table.source_row", rows=row.rows, source=row.source)


def _threshold(view: View, row: Any) -> Iterator[object]:
    """Says what must be reached, whence that is known and how surely."""
    words = view.words
    if row.rule == Rule.ALL_OF:
        return
    sure = words.word(f"confidence.{row.confidence}")
    shown = marks.shown_threshold(view, row)
    yield Markup("{}: {} ({})").format(words.word("table.threshold"), shown, sure)
    if row.threshold_source:
        yield words.word("table.threshold_source", source=source_title(view, row.threshold_source))


def known_indicators(criteria_set: CriteriaSet) -> dict[str, Indicator]:
    """Finds an indicator or component of a set by its code."""
    whole = {i.code: i for i in criteria_set.indicators}
    return whole | {part.code: part for i in criteria_set.indicators for part in i.components}


def source_title(view: View, source: str) -> str:
    """Gives the title of a source by its id; an override brings its own words."""
    known = view.data.criteria.sources.get(source)
    return view.words.text(known.title) if known else source
