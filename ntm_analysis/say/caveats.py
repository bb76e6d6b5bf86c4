"""What a reader must know before trusting a figure: provisional, missing, late, disputed."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from ntm_analysis.judge.targets.conclusions import OF_CRITERIA, STATUS, TARGET
from ntm_analysis.model import Period, Verdict
from ntm_analysis.read.words import STATISTICS
from ntm_analysis.say.marks import coded, key, records
from ntm_analysis.say.texts import open_points, open_told
from ntm_analysis.say.units import mergers_told
from ntm_analysis.say.view import View
from ntm_analysis.say.words import Cell, Listing, Sentence, Shown, Tone, Weight, Words


def caveats(view: View) -> Shown:
    """Explains the signs and lists the caveats: illustrative data, thresholds, missing, late, disputed."""
    items: list[Cell] = [*about_data(view)]
    for kind, told in (("adjusted", adjustments(view)), ("asked", questioned(view))):
        if told:
            said = view.words.word(f"caveat.{kind}", count=view.words.number(len(told)))
            items.append((Words(said), *(Words(text, weight=Weight.ITEM) for text in told)))
    for of in view.sets:
        title = f"{view.words.text(of.title)}: " if len(view.sets) > 1 else ""
        items += [open_told(view, kind, rows, column, title) for kind, column, rows in open_points(view, of)]
    return Shown((Sentence(key(view), Tone.KEY), Listing("", tuple(items), "caveats")), view.words)


def about_data(view: View) -> list[str]:
    """Says what holds for all figures of the page: illustrative, merged, notes on the sets."""
    words = view.words
    items = [words.word("caveat.illustrative")] if view.data.illustrative else []
    items += mergers_told(view, min(view.data.periods))
    items += [view.merger_note] if view.merger_note else []
    notes = [use.note for use in view.data.sets if use.note and use.start <= view.period]
    return items + [words.text(note) for note in notes]


def adjustments(view: View) -> list[str]:
    """Tells figures of closed months that were changed afterwards: old, new and reason.

    Then conclusions of closed months that are other ones now, whatever changed since.
    """
    words, data, told = view.words, view.data, list[str]()
    asked = {(s.id, code) for s in view.sets for code in view.criteria_of(s)}
    measured = _measured(view) | asked
    names = {place.code: place.name for place in data.places}
    for row in records(data.adjustments[data.adjustments["month"] <= view.period.number]):
        of_page = (row.set, row.code.split(" ")[0]) in measured if row.set else view.area is None
        if of_page and (view.is_district or row.commune == view.place.code):
            # A row that went has no note to explain it.
            silent = "no_reason" if row.new or row.column else "gone"
            said = words.word(
                "caveat.adjusted_row",
                month=words.month(Period.parse(row.period)),
                place=names.get(row.commune, data.district.name),
                code=_field(view, row),
                old=row.old or "–",
                new=row.new or "–",
                reason=row.reason or words.word(f"caveat.adjusted_{silent}"),
            )
            told.append(said)
    targets = {target.id: words.text(target.name) for target in data.targets}
    for row in records(view.reopened):
        of_criteria = row.kind in OF_CRITERIA
        of_page = (row.set, row.code.split(".")[0]) in asked if of_criteria else view.area is None
        if of_page and (view.is_district or row.commune == view.place.code):
            said = words.word(
                f"caveat.reopened_{row.kind}",
                month=words.month(Period.from_number(int(row.month))),
                place=names.get(row.commune, data.district.name),
                code=coded(view, row.set, row.code) if of_criteria else targets.get(row.code, row.code),
                old=_concluded(view, row, row.concluded),
                new=_concluded(view, row, row.now),
            )
            told.append(said)
    return told


def _concluded(view: View, row: Any, said: str) -> str:
    """Writes a conclusion as it is written elsewhere; what there was none of as a dash."""
    words = view.words
    if not said:
        return "–"
    if row.kind in OF_CRITERIA:
        return words.verdict(Verdict(said))
    if row.kind == STATUS:
        return words.word(f"target_status.{said}")
    targets = {target.id: target for target in view.data.targets}
    if row.kind == TARGET and row.code in targets:
        return words.target_figure(targets[row.code], Fraction(said))
    return said


def _measured(view: View) -> set[tuple[str, str]]:
    """Gives set and code of what is recorded for the criteria of the page."""
    criteria = {(s.id, code) for s in view.sets for code in view.criteria_of(s)}
    rules = view.data.rules[["set", "criterion", "measure"]].drop_duplicates()
    known = zip(rules["set"], rules["criterion"], rules["measure"], strict=True)
    return {(set_id, measure) for set_id, criterion, measure in known if (set_id, criterion) in criteria}


def questioned(view: View) -> list[str]:
    """Tells the values of the last twelve months that nobody confirmed: they decide nothing until then."""
    words, rows = view.words, view.data.observations
    months = rows["month"].between(view.period.number - 11, view.period.number)
    measured, names = _measured(view), {place.code: place.name for place in view.data.places}
    told = []
    for row in records(rows[rows["asked"] & months]):
        of_page = row.set == STATISTICS or (row.set, row.indicator) in measured
        if of_page and (view.is_district or row.commune == view.place.code):
            value = row.text or f"{row.numerator}/{row.denominator}"
            month = words.month(Period.parse(row.period))
            told.append(
                words.word(
                    "caveat.asked_row",
                    month=month,
                    place=names[row.commune],
                    code=row.indicator,
                    value=value,
                    row=row.rows,
                )
            )
    return told


def _field(view: View, row: Any) -> str:
    """Names what was changed: chỉ tiêu 15.1 nữ, tử số; nhiệm vụ NV-02, hạn."""
    words = view.words
    code, _, rest = row.code.partition(" ")
    statistic = view.data.criteria.statistics.get(code) if row.set == STATISTICS else None
    named = f"{words.text(statistic.name)} {rest}" if statistic else row.code
    said = words.word(f"adjusted.table.{row.table}", code=named)
    return f"{said}, {words.word(f'adjusted.column.{row.column}')}" if row.column else said
