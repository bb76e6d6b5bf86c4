"""Indicators against their thresholds: what each came to, what it misses, where its figure comes from."""

from collections.abc import Callable
from typing import Any

import pandas as pd
from pandas import DataFrame

from ntm_analysis.judge.verdicts import spare_count
from ntm_analysis.model import Figure, Rule, Sex, Status, Verdict
from ntm_analysis.say import marks
from ntm_analysis.say.position import course, position
from ntm_analysis.say.recorded import recorded, small_number
from ntm_analysis.say.texts import quiet, small
from ntm_analysis.say.view import View, once
from ntm_analysis.say.words import Cell, Column, Doubt, Judged, Opening, Shown, Side, Subject, Table, Words

_PAGE = ("opened", "counted_value", "threshold", "verdict", "margin", "position", "course", "dated")


def indicators(view: View, role: str = "standard") -> Shown | None:
    """Shows the area's indicators of one set with value, threshold, verdict, gap and date."""
    criteria_set = view.set_in_force(role)
    if not view.is_commune or view.area is None or criteria_set is None:
        return None
    rows = indicator_rows(view)
    rows = rows[rows["set"] == criteria_set.id]
    if rows.empty:
        return None
    caption = view.words.word("table.indicators_caption", set=view.words.text(criteria_set.title))
    table = INDICATORS.table(view, marks.records(rows), caption, "column.indicators", _PAGE)
    return Shown((table,), view.words)


def measured(view: View, role: str = "standard") -> Shown | None:
    """Shows every commune by every indicator of the area with value and verdict, the poorest first."""
    of, words = view.set_in_force(role), view.words
    if not view.is_district or view.area is None or of is None:
        return None
    rows = view.of_page("parts")
    rows = rows[(rows["set"] == of.id) & (rows["verdict"] != Verdict.NOT_APPLICABLE)]
    known, asked = set(rows.loc[rows["num"].notna(), "part"]), view.criteria_of(of)
    indicators_asked = (i for code in asked for c in of.criteria if c.code == code for i in c.indicators)
    shown = [part for i in indicators_asked for part in i.components or (i,) if part.code in known]
    if not shown:
        return None
    cells = {(row.commune, row.part): _judged_value(view, row) for row in marks.records(rows)}
    fails = rows[rows["verdict"] == Verdict.NOT_MET].groupby("commune")["part"].nunique()
    communes = sorted(dict.fromkeys(rows["commune"]), key=lambda code: -int(fails.get(code, 0)))
    heading = (Column(f"{part.code} {words.text(part.brief)}", Side.RIGHT) for part in shown)
    body = tuple((view.communes[c], *(cells.get((c, p.code), "") for p in shown)) for c in communes)
    # What must be reached; several where years of reference differ.
    least = list[Cell]([words.word("table.threshold")])
    for part in shown:
        asked_of = rows[rows["part"] == part.code].drop_duplicates(["threshold_num", "threshold_den"])
        first, *more = (marks.threshold(view, row) for row in marks.records(asked_of))
        least.append((first, *(piece for each in more for piece in (Words("; "), each))))
    caption = words.word("table.measured_caption", set=words.text(of.title))
    columns = (Column(words.word("table.commune")), *heading)
    return Shown((Table("measured", caption, columns, body, (tuple(least),)),), words)


def _judged_value(view: View, row: Any) -> Cell:
    """Writes a value after its verdict's sign; one too old to count with its date."""
    value: Figure | Words = marks.measured(view, row)
    if row.verdict == Verdict.NO_DATA and isinstance(value, Figure):
        value = quiet(f"{value.text}, {marks.shown_date_of(view, row)}")
    return Judged(Verdict(row.verdict), brief=True), Words(" "), value


@once
def indicator_rows(view: View) -> DataFrame:
    """Lists the page's indicators by commune and set, the applicable components of a composite after it."""
    parts = view.of_page("parts")
    components = parts[(parts["part"] != parts["indicator"]) & (parts["verdict"] != Verdict.NOT_APPLICABLE)]
    rows = pd.concat(
        [view.of_page("indicators").assign(component=False), components.assign(component=True)],
        ignore_index=True,
    )
    places = {place.code: n for n, place in enumerate(view.data.places)}
    asked = (
        (s.id, indicator.code)
        for s in view.sets
        for code in view.criteria_of(s)  # an area's leading criterion comes first
        for criterion in s.criteria
        if criterion.code == code
        for indicator in criterion.indicators
    )
    order = {key: n for n, key in enumerate(asked)}
    rank = [order[key] for key in zip(rows["set"], rows["indicator"], strict=True)]
    rows = rows.assign(place=rows["commune"].map(places), rank=rank)
    return rows.sort_values(["place", "rank", "component", "part"], kind="stable")


def titled(view: View, row: Any) -> tuple[Words, Words]:
    """Writes an indicator's code and name."""
    return marks.numbered(row.part, marks.indicator_name(view, row))


def _formula(view: View, row: Any) -> list[str]:
    if not row.formula:
        return []
    formula = marks.indicators_known(view)[row.set, row.part].formulas[row.formula]
    return [view.words.word("table.formula", formula=view.words.text(formula.name))]


def _threshold_source(view: View, row: Any) -> str:
    """Gives the title of a threshold's source by its id; an override brings its own words."""
    known = view.data.criteria.sources.get(row.threshold_source)
    return view.words.text(known.title) if known else str(row.threshold_source)


def _value(view: View, row: Any) -> Figure | Words | None:
    """Gives the value; a composite has none of its own, its components have."""
    composite = row.rule == Rule.ALL_OF and row.verdict != Verdict.NO_DATA
    return None if composite else marks.measured(view, row)


FACTS: dict[str, Callable[[View, Any], Cell]] = {
    "commune": lambda view, row: view.communes[row.commune],
    "set": lambda view, row: marks.role_of(view, row.set),
    "criterion": lambda _view, row: str(row.criterion),
    "code": lambda _view, row: str(row.part),
    "name": marks.indicator_name,
    "titled": titled,
    "verdict": lambda _v, r: Judged(Verdict(r.verdict), (Doubt.PROVISIONAL,) if r.provisional else ()),
    "value": lambda view, row: _value(view, row) or "",
    "unit": lambda view, row: view.words.word(f"unit.{row.unit}") if row.unit else "",
    "numerator": lambda view, row: "" if pd.isna(row.numerator) else view.words.whole(row.numerator),
    "denominator": lambda view, row: "" if pd.isna(row.denominator) else view.words.whole(row.denominator),
    "threshold": lambda view, row: "" if row.rule == Rule.ALL_OF else marks.threshold(view, row),
    "gap": marks.gap,
    "position": position,
    "course": course,
    "dated": marks.dated,
    "day": lambda v, r: marks.shown_date_of(v, r) if pd.isna(r.measured_on) else r.measured_on.date(),
    "year": lambda _v, r: "" if pd.isna(year := r.reference_year) else Figure(int(year), str(year)),
    "confidence": lambda v, r: "" if r.rule == Rule.ALL_OF else v.words.word(f"confidence.{r.confidence}"),
    "threshold_source": _threshold_source,
    "decision": lambda view, row: marks.decision_of(view, view.data.criteria.sets[row.set]),
    "rows": lambda _view, row: str(row.rows),
    "source": lambda _view, row: str(row.source),
    "alone": lambda view, row: view.words.word("workbook.alone") if row.in_criterion == 1 else "",
}
_SIDES = {"criterion": Side.CENTER, "day": Side.CENTER, "year": Side.CENTER}
_SIDES |= dict.fromkeys(("value", "counted_value", "numerator", "denominator", "threshold"), Side.RIGHT)
INDICATORS = Subject("indicators", FACTS, _SIDES)


@INDICATORS.fact
def opened(view: View, row: Any) -> Opening:
    """Names the indicator and opens to its definition, its value's way, day and row, what it must reach."""
    words, indicator = view.words, marks.indicators_known(view)[row.set, row.part]
    said = [words.word("rule.all_of" if row.rule == Rule.ALL_OF else f"unit.{indicator.unit}")]
    said.append(words.word("table.updated", frequency=words.word(f"frequency.{indicator.frequency}")))
    said += [words.word("table.both_sexes")] if indicator.both_sexes else []
    facts: list[Cell] = [words.word("table.definition", facts="; ".join(said)), *_formula(view, row)]
    date = marks.shown_date_of(view, row)
    if date and not pd.isna(row.reference_year) and row.status:
        status = words.word(f"status.{row.status}")
        facts.append(words.word("table.measured", date=date, year=str(row.reference_year), status=status))
    if row.rule != Rule.ALL_OF:  # of a composite its components tell theirs
        facts += [f"{told}: {source}" for told, source in recorded(view, row)]
    facts += [note[:1].upper() + note[1:] for note in filter(None, [small_number(view, row)])]
    if row.rule != Rule.ALL_OF:
        sure = Words(f" ({words.word(f'confidence.{row.confidence}')})")
        facts.append((Words(f"{words.word('table.threshold')}: "), marks.threshold(view, row), sure))
        if row.threshold_source:
            facts.append(words.word("table.threshold_source", source=_threshold_source(view, row)))
    decided = view.data.criteria.sets[row.set]
    annex = words.text(decided.annex)
    facts.append(words.word("table.from_decision", decision=decided.decision, annex=annex))
    return Opening(titled(view, row), tuple(facts), "indicator")


@INDICATORS.fact
def counted_value(view: View, row: Any) -> Cell:
    """Writes the value with the counts behind it and whose it is where it is of one sex."""
    if (value := _value(view, row)) is None:
        return ""
    sex = view.words.word(f"sex.{row.sex}") if row.sex in {Sex.MALE, Sex.FEMALE} else ""
    counts = [row.numerator, row.denominator]
    ratio = "" if pd.isna(counts).any() else "/".join(view.words.number(int(n)) for n in counts)
    return value, *small(ratio, sex)


@INDICATORS.fact
def margin(view: View, row: Any) -> Cell:
    """Writes how many are missing, or may be lost of what is met, with whose figure that is."""
    spare = spare_count(row)
    if spare is None:
        return marks.gap(view, row)
    sex = view.words.word(f"sex.{row.sex}") if row.sex in {Sex.MALE, Sex.FEMALE} else ""
    said = view.words.amount(spare, row.gap_unit, 0).within(view.words.word("table.spare", count="{}"))
    return said, *small(sex)


@INDICATORS.fact
def gap_unit(view: View, row: Any) -> str:
    """Names what the number of a gap counts, in a word of its own."""
    if isinstance(marks.gap(view, row), Words):
        return ""
    distance = "points" if row.unit == "percent" else row.unit
    return view.words.word(f"unit.{distance if pd.isna(row.gap_count) else row.gap_unit or 'people'}")


@INDICATORS.fact
def remark(view: View, row: Any) -> str:
    """Gathers what is to be said of a value: whose it is, preliminary, late, how computed, illustrative."""
    words = view.words
    found = {
        f"sex.{row.sex}": row.sex in {Sex.MALE, Sex.FEMALE},
        "mark.preliminary": row.status == Status.PRELIMINARY,
        "mark.late": row.late,
        "workbook.stale": row.stale,
        "workbook.no_sex_split": row.no_sex_split,
    }
    made_up = [words.word("workbook.illustrative_row")] if row.illustrative else []
    told = [words.word(key) for key, holds in found.items() if holds]
    return "; ".join([*told, *_formula(view, row), *made_up])
