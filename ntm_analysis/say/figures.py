"""The few figures that support the conclusion."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from markupsafe import Markup

from ntm_analysis.display import Display, element
from ntm_analysis.model import CriteriaSet, Status, Verdict
from ntm_analysis.say import marks
from ntm_analysis.say.counted import counted
from ntm_analysis.say.poverty import lacking, review
from ntm_analysis.say.view import View


def figures(view: View) -> Display | None:
    """Shows the key figures of the place as a list of name and number."""
    pairs = _district(view) if view.is_district else _place(view)
    if not pairs:
        return None
    items = Markup("").join(
        element("div", element("dt", name) + element("dd", value)) for name, value in pairs
    )
    return Display(element("dl", items, class_="figures"))


def _district(view: View) -> list[tuple[str, object]]:
    """Counts over the communes: recognised, mean criteria, communes meeting each of the area's criteria."""
    words, criteria_set = view.words, view.set_in_force("standard")
    if criteria_set is None:
        return []
    pairs: list[tuple[str, object]] = []
    if view.area is None:
        pairs = [(words.word("figure.recognised"), _recognised(view)), *_criteria_met(view, criteria_set)]
    else:
        pairs = [pair for s in view.sets for pair in _communes_meeting(view, s)]
    return pairs + _poverty(view)


def _recognised(view: View) -> object:
    """Writes the communes recognised of all, 06/16, with their percentage."""
    words, found, communes = view.words, len(view.recognised), len(view.communes)
    share = words.share(found, communes)
    return _with_note(share, words.percent(Fraction(100 * found, communes))) if communes else share


def _criteria_met(view: View, criteria_set: CriteriaSet) -> list[tuple[str, object]]:
    """Gives mean and sum of the criteria met, each with what communes say beside it (rule 6)."""
    words, found = view.words, counted(view, criteria_set)
    keys = (words.word("figure.mean_criteria"), words.word("figure.criteria_met"))
    if found is None:
        return [(key, words.verdict(Verdict.NO_DATA)) for key in keys]
    mean, met = words.number(found.mean, decimals=2), words.number(found.met)
    if not found.unchecked:
        return list(zip(keys, (mean, met), strict=True))
    count = words.count(found.unchecked, "criteria")
    claimed = words.number(found.claimed_mean, decimals=2)
    notes = (
        words.word("figure.with_unchecked", value=claimed, count=count),
        words.word("figure.beside_unchecked", count=count),
    )
    return list(zip(keys, map(_with_note, (mean, met), notes), strict=True))


def _with_note(figure: str, note: str) -> Markup:
    return Markup("{}").format(figure) + element("small", note, class_="ratio")


def _communes_meeting(view: View, criteria_set: CriteriaSet) -> list[tuple[str, object]]:
    rows = view.now.criteria
    rows = rows[rows["set"] == criteria_set.id]
    names = {c.code: view.words.text(c.name) for c in criteria_set.criteria}
    pairs: list[tuple[str, object]] = []
    for code in view.criteria_of(criteria_set):
        mine = rows[rows["criterion"] == code]
        key = (
            "figure.communes_meeting"
            if criteria_set is view.set_in_force("standard")
            else "figure.advanced_meeting"
        )
        title = view.words.word(key, code=code, name=names[code])
        share, unchecked = view.words.share(int(mine["met"].sum()), len(mine)), int(mine["unchecked"].sum())
        note = view.words.word("figure.communes_unchecked", count=view.words.count(unchecked, "communes"))
        pairs.append((title, _with_note(share, note) if unchecked else share))
    return pairs


def _place(view: View) -> list[tuple[str, object]]:
    """Counts for one commune; a town has no criteria and shows its poverty only."""
    if not view.is_commune:
        return _poverty(view)
    words = view.words
    pairs: list[tuple[str, object]] = []
    for criteria_set in view.sets:
        counts = view.now.counts
        mine = counts[(counts["set"] == criteria_set.id) & (counts["commune"] == view.place.code)]
        for row in marks.records(mine):
            if view.area is None:
                title = words.word("figure.set_met", set=words.text(criteria_set.title))
                pairs.append((title, _met(view, row)))
    if view.area is not None:
        pairs += [pair for s in view.sets for pair in _verdicts(view, s)]
    return pairs + _poverty(view)


def _met(view: View, row: Any) -> object:
    words = view.words
    if row.no_data >= row.total:
        return words.verdict(Verdict.NO_DATA)
    share = words.share(int(row.met), int(row.total))
    among = words.word("figure.beside_unchecked", count=words.count(int(row.met_unchecked), "criteria"))
    return _with_note(share, among) if row.met_unchecked else share


def _verdicts(view: View, criteria_set: CriteriaSet) -> list[tuple[str, object]]:
    rows = view.now.criteria
    mine = rows[(rows["set"] == criteria_set.id) & (rows["commune"] == view.place.code)]
    by_code = {row.criterion: row for row in marks.records(mine)}
    advanced = criteria_set is not view.set_in_force("standard")
    pairs: list[tuple[str, object]] = []
    for criterion in criteria_set.criteria:
        if criterion.code in view.criteria_of(criteria_set) and criterion.code in by_code:
            row = by_code[criterion.code]
            key = "figure.advanced_criterion" if advanced else "figure.criterion"
            title = view.words.word(key, code=criterion.code, name=view.words.text(criterion.name))
            pairs.append((title, marks.verdict_mark(view, row.verdict, provisional=bool(row.provisional))))
    return pairs


def _poverty(view: View) -> list[tuple[str, object]]:
    """Gives the poor and the near-poor rate of the place, summed over households (rule 13)."""
    if view.area is not None and view.area.id != "poverty":
        return []
    words, row = view.words, review(view)
    if row is None:
        return []
    if not row.complete:
        missing = words.word("figure.incomplete", units=", ".join(lacking(view)))
        return [(words.word("figure.poor_rate"), missing)]
    date = marks.shown_date_of(view, row)
    if row.status == Status.PRELIMINARY:
        date += f" ({words.word('status.preliminary')})"
    pairs: list[tuple[str, object]] = []
    for key, count in (("poor", row.poor), ("near_poor", row.near_poor)):
        rate = words.percent(Fraction(100 * int(count), int(row.households)))
        detail = words.word("figure.rate", count=words.count(int(count), "households"), date=date)
        pairs.append((words.word(f"figure.{key}_rate"), _with_note(rate, detail)))
    return pairs
