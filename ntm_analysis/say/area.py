"""The conclusion over one area, of one commune and of the district."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from pandas import DataFrame

from ntm_analysis.judge.counts import unchecked_communes
from ntm_analysis.judge.poverty import lacking, review
from ntm_analysis.model import CriteriaSet, Period, Rule, Status, Verdict
from ntm_analysis.say.goals import named_targets_sentence, targets_sentence
from ntm_analysis.say.marks import gap, measured, records, shown_date_of
from ntm_analysis.say.names import MOST_NAMED, joined, own_name
from ntm_analysis.say.view import View


def sentences(view: View) -> tuple[str, ...]:
    """Tells the leading criterion's verdict, what is missing, and the target that asks for it."""
    if view.is_district:
        where = " ".join(told for told in (_not_met(view), _by_the_data(view)) if told)
        return (_district(view), poverty_sentence(view), targets_sentence(view), where)
    if not view.is_commune:
        return (view.words.word("sentence.town", place=own_name(view)), poverty_sentence(view))
    return (_commune(view), missing_sentence(view), poverty_sentence(view) or named_targets_sentence(view))


def _leading(view: View) -> tuple[CriteriaSet, str, str] | None:
    """Gives the set, code and name of the criterion the area is named after."""
    criteria_set = view.set_in_force("standard")
    if criteria_set is None or not view.criteria_of(criteria_set):
        return None
    code = view.criteria_of(criteria_set)[0]
    name = next(c.name for c in criteria_set.criteria if c.code == code)
    return criteria_set, code, view.words.text(name)


def _district(view: View) -> str:
    words, leading = view.words, _leading(view)
    if leading is None:
        return words.word("sentence.no_set")
    criteria_set, code, name = leading
    rows = view.now.criteria
    rows = rows[(rows["set"] == criteria_set.id) & (rows["criterion"] == code)]
    met = int(rows["met"].sum())
    said = words.word(
        "sentence.district_area",
        month=words.month(view.period),
        met=words.share(met, len(rows)),
        share=words.percent(Fraction(100 * met, len(rows))),
        code=code,
        name=name,
    )
    unchecked = unchecked_communes(view.now.criteria, criteria_set.id, code)
    if not unchecked:
        return said
    return f"{said} {words.word('sentence.communes_unchecked', count=words.count(unchecked, 'communes'))}"


def _not_met(view: View) -> str:
    """Names the communes whose leading criterion is not met or cannot be judged."""
    words, leading = view.words, _leading(view)
    if leading is None:
        return ""
    criteria_set, code, _ = leading
    rows = view.now.criteria
    rows = rows[(rows["set"] == criteria_set.id) & (rows["criterion"] == code) & ~rows["met"]]
    told = []
    for verdict, group in rows.groupby("verdict", sort=True):
        names = [view.communes[c] for c in group["commune"]]
        told.append(
            words.word(
                "sentence.communes_verdict",
                verdict=words.verdict(str(verdict)),
                communes=joined(view, names, "and_more_communes"),
            )
        )
    return " ".join(told)


def _by_the_data(view: View) -> str:
    """Says how many communes meet the leading criterion by the data alone, where that differs, and where."""
    words, leading = view.words, _leading(view)
    if leading is None:
        return ""
    criteria_set, code, _ = leading
    rows = view.now.criteria
    rows = rows[(rows["set"] == criteria_set.id) & (rows["criterion"] == code)]
    computed = rows["computed"] == Verdict.MET.value
    other = rows[rows["met"] != computed]
    if other.empty:
        return ""
    communes = "; ".join(
        f"{view.communes[row.commune]} ({words.verdict(row.computed)})" for row in records(other)
    )
    met = words.share(int(computed.sum()), len(rows))
    return words.word("sentence.area_by_data", met=met, communes=communes)


def _commune(view: View) -> str:
    """Says the official verdict of the leading criterion, who gave it, and whether it is disputed."""
    words, leading = view.words, _leading(view)
    if leading is None:
        return words.word("sentence.no_set")
    criteria_set, code, name = leading
    rows = view.now.criteria
    mine = rows[
        (rows["set"] == criteria_set.id) & (rows["criterion"] == code) & (rows["commune"] == view.place.code)
    ]
    row = mine.iloc[0]
    if row["basis"] == "reported":
        month = words.month(Period.from_number(int(row["reported_month"])))
        basis = words.word("sentence.by_level", level=words.word(f"level.{row['level']}"), month=month)
    else:
        basis = words.word("sentence.by_computation")
    verdict = words.verdict(Verdict(row["verdict"]))
    said = words.word(
        "sentence.commune_area", place=own_name(view), code=code, name=name, verdict=verdict, basis=basis
    )
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
    words = view.words
    told = [_gap(view, row) for row in rows.head(MOST_NAMED).itertuples()]
    told += [""] * (len(rows) - len(told))
    return words.word(f"sentence.{key}", count=words.count(len(rows), "indicators"), gaps=joined(view, told))


def _gap(view: View, row: Any) -> str:
    """Writes ``15.1 (Y tế) 88,8%, thêm 13 người``; what is done or not done has no figure."""
    criterion = next(c for c in view.data.criteria.sets[row.set].criteria if c.code == row.criterion)
    words = view.words
    named = {"code": row.part, "name": words.text(criterion.name)}
    if row.rule == Rule.IS_TRUE:
        return words.word("sentence.gap_plain", **named)
    return words.word("sentence.gap", value=measured(view, row).text, gap=gap(view, row).text, **named)


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
