"""The conclusion over one area, of one commune and of the district."""

from __future__ import annotations

from fractions import Fraction
from typing import NamedTuple

from pandas import DataFrame

from ntm_analysis.judge.counts import unchecked_communes
from ntm_analysis.judge.poverty import lacking, review
from ntm_analysis.model import Period, Rule, Status, Verdict
from ntm_analysis.say.conclusions.movement import named_targets_sentence, targets_sentence
from ntm_analysis.say.marks import criterion_name, gap, measured, records, shown_date_of
from ntm_analysis.say.texts import MOST_NAMED, joined, own_name
from ntm_analysis.say.view import View


class Leading(NamedTuple):
    """The criterion an area is named after, with its verdicts in the communes of the page's month."""

    set: str
    code: str
    name: str
    rows: DataFrame


def area_sentences(view: View) -> tuple[str, ...]:
    """Tells the leading criterion's verdict, what is missing, and the target that asks for it."""
    words, criteria_set, rows = view.words, view.set_in_force("standard"), view.now.criteria
    if not (view.is_district or view.is_commune):
        return (words.word("sentence.town", place=own_name(view)), poverty_sentence(view))
    codes = view.criteria_of(criteria_set) if criteria_set else ()
    leading = None
    if criteria_set is not None and codes:
        rows = rows[(rows["set"] == criteria_set.id) & (rows["criterion"] == codes[0])]
        name = criterion_name(view, criteria_set.id, codes[0])
        leading = Leading(criteria_set.id, codes[0], name, rows)
    state = words.word("sentence.no_set")
    if view.is_district:
        state, where = (_district(view, leading), _where(view, leading)) if leading else (state, "")
        return (state, poverty_sentence(view), targets_sentence(view), where)
    asked = poverty_sentence(view) or named_targets_sentence(view)
    return (_commune(view, leading) if leading else state, missing_sentence(view), asked)


def _district(view: View, leading: Leading) -> str:
    """Counts the communes that meet the leading criterion, those that nobody checked beside."""
    words, met, of = view.words, int(leading.rows["met"].sum()), len(leading.rows)
    said = words.word(
        "sentence.district_area",
        month=words.month(view.period),
        met=words.share(met, of),
        share=words.percent(Fraction(100 * met, of)),
        code=leading.code,
        name=leading.name,
    )
    unchecked = unchecked_communes(view.now.criteria, leading.set, leading.code)
    if not unchecked:
        return said
    return f"{said} {words.word('sentence.communes_unchecked', count=words.count(unchecked, 'communes'))}"


def _where(view: View, leading: Leading) -> str:
    """Names the communes whose leading criterion is not met, then those where the data say otherwise."""
    words, rows, told = view.words, leading.rows, list[str]()
    for verdict, group in rows[~rows["met"]].groupby("verdict", sort=True):
        communes = joined(view, [view.communes[c] for c in group["commune"]], "and_more_communes")
        said = words.verdict(str(verdict))
        told.append(words.word("sentence.communes_verdict", verdict=said, communes=communes))
    computed = rows["computed"] == Verdict.MET.value
    differs = [
        f"{view.communes[row.commune]} ({words.verdict(row.computed)})"
        for row in records(rows[rows["met"] != computed])
    ]
    if differs:
        met = words.share(int(computed.sum()), len(rows))
        told.append(words.word("sentence.area_by_data", met=met, communes="; ".join(differs)))
    return " ".join(told)


def _commune(view: View, leading: Leading) -> str:
    """Says the official verdict of the leading criterion, who gave it, and whether it is disputed."""
    words, row = view.words, leading.rows[leading.rows["commune"] == view.place.code].iloc[0]
    basis = words.word("sentence.by_computation")
    if row["basis"] == "reported":
        month = words.month(Period.from_number(int(row["reported_month"])))
        basis = words.word("sentence.by_level", level=words.word(f"level.{row['level']}"), month=month)
    named = {"place": own_name(view), "code": leading.code, "name": leading.name}
    verdict = words.verdict(Verdict(row["verdict"]))
    said = words.word("sentence.commune_area", verdict=verdict, basis=basis, **named)
    if row["provisional"]:
        said += " " + words.word("sentence.provisional")
    if row["discrepancy"]:
        computed = words.verdict(Verdict(row["computed"]))
        said += " " + words.word(f"sentence.{row['discrepancy']}", computed=computed)
    return said


def missing_sentence(view: View) -> str:
    """Names the unmet indicators closest to their threshold, by how many people or items they miss."""
    words, rows = view.words, view.unmet("standard")
    if not rows.empty:
        return _missing(view, rows, "missing")
    # A recognised commune is held against the advanced set too: its gaps are gaps.
    above = view.unmet("advanced") if len(view.sets) > 1 else rows
    said = words.word("sentence.nothing_unmet")
    return said if above.empty else f"{said} {_missing(view, above, 'missing_advanced')}"


def _missing(view: View, rows: DataFrame, key: str) -> str:
    """Writes ``15.1 (Y tế) 88,8%, thêm 13 người`` of each; what is done or not done has no figure."""
    words, told = view.words, list[str]()
    for row in records(rows.head(MOST_NAMED)):
        named = {"code": row.part, "name": criterion_name(view, row.set, row.criterion)}
        if row.rule == Rule.IS_TRUE:
            told.append(words.word("sentence.gap_plain", **named))
        else:
            figures = {"value": measured(view, row).text, "gap": gap(view, row).text}
            told.append(words.word("sentence.gap", **figures, **named))
    told += [""] * (len(rows) - len(told))
    return words.word(f"sentence.{key}", count=words.count(len(rows), "indicators"), gaps=joined(view, told))


def poverty_sentence(view: View) -> str:
    """Gives the poor and near-poor households of the place with the date of the review (rule 13)."""
    if view.area is None or view.area.id != "poverty":
        return ""
    words, row = view.words, review(view.now.poverty, view.data.poverty_line, view.place.code)
    if row is None:
        return words.word("sentence.no_poverty")
    if not row.complete:
        units = lacking(view.now.poverty, view.data.poverty_line, view.data.communes, view.period)
        return words.word("sentence.poverty_incomplete", units=joined(view, units, "and_more_units"))
    poor, near, households = int(row.poor), int(row.near_poor), int(row.households)
    said = words.word(
        "sentence.poverty",
        date=shown_date_of(view, row),
        poor=words.count(poor, "households"),
        poor_rate=words.percent(Fraction(100 * poor, households)),
        near=words.count(near, "households"),
        near_rate=words.percent(Fraction(100 * near, households)),
    )
    preliminary = row.status == Status.PRELIMINARY
    return f"{said} {words.word('sentence.preliminary')}" if preliminary else said
