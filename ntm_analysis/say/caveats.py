"""What a reader must know before trusting a figure: what is open, late, disputed, and where it comes from."""

from collections.abc import Iterable
from fractions import Fraction
from importlib.metadata import version
from pathlib import PurePath
from typing import Any

from ntm_analysis.judge.evaluation import OF_CRITERIA, STATUS, TARGET
from ntm_analysis.model import Period, SourceFile, Verdict
from ntm_analysis.read.copies import TABLE
from ntm_analysis.read.words import STATISTICS
from ntm_analysis.say.marks import coded, key, month_of, records
from ntm_analysis.say.open_points import open_points, open_told
from ntm_analysis.say.units import mergers_told, place_names
from ntm_analysis.say.view import View
from ntm_analysis.say.words import (
    Cell,
    Group,
    Listing,
    Part,
    Sentence,
    Shown,
    Side,
    Subject,
    Tone,
    Weight,
    Words,
)

FILES = Subject[SourceFile](
    "files",
    {
        "name": lambda _view, file: file.name,
        "rows": lambda view, file: view.words.whole(file.rows),
        "full_hash": lambda _view, file: file.sha256,
    },
    {"rows": Side.RIGHT},
)


def caveats(view: View) -> Shown:
    """Explains the signs and lists the caveats: illustrative data, thresholds, missing, late, disputed."""
    items: list[Cell] = [*about_data(view)]
    for kind, told in (("adjusted", adjustments(view)), ("asked", questioned(view))):
        if told:
            said = view.words.word(f"caveat.{kind}", count=view.words.number(len(told)))
            items.append((Words(said), *(Words(text, weight=Weight.ITEM) for text in told)))
    parts: list[Part] = [Sentence(key(view), Tone.KEY)]
    for of in view.sets:
        open_of = tuple(open_told(view, kind, rows, at, of.id) for kind, at, rows in open_points(view, of.id))
        if open_of and len(view.sets) > 1:
            parts.append(Group(view.words.text(of.title), (Listing("", open_of, "caveats"),)))
        else:
            items += open_of
    parts.insert(1, Listing("", tuple(items), "caveats"))
    return Shown(tuple(parts if items else parts[:1] + parts[2:]), view.words)


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
    measured, names = _measured(view) | asked, place_names(view)
    for row in records(data.adjustments[data.adjustments["month"] <= view.period.number]):
        of_page = (row.set, row.code.split(" ")[0]) in measured if row.set else view.area is None
        if of_page and (view.is_district or row.commune == view.place.code):
            code, _, rest = row.code.partition(" ")
            statistic = data.criteria.statistics.get(code) if row.set == STATISTICS else None
            # What was changed: chỉ tiêu 15.1 nữ, tử số; nhiệm vụ NV-02, hạn.
            named = f"{words.text(statistic.name)} {rest}" if statistic else row.code
            field = words.word(f"adjusted.table.{row.table}", code=named)
            field += f", {words.word(f'adjusted.column.{row.column}')}" if row.column else ""
            # A row that went has no note to explain it.
            silent = "no_reason" if row.new or row.column else "gone"
            reason = row.reason or words.word(f"caveat.adjusted_{silent}")
            of = {"month": words.month(Period.parse(row.period)), "code": field, "reason": reason}
            of |= {"old": row.old or "–", "new": row.new or "–"}
            place = names.get(row.commune, data.district.name)
            told.append(words.word("caveat.adjusted_row", place=place, **of))
    targets = {target.id: words.text(target.name) for target in data.targets}
    for row in records(view.reopened):
        of_criteria = row.kind in OF_CRITERIA
        of_page = (row.set, row.code.split(".")[0]) in asked if of_criteria else view.area is None
        if of_page and (view.is_district or row.commune == view.place.code):
            code = coded(view, row.set, row.code) if of_criteria else targets.get(row.code, row.code)
            of = {"month": month_of(view, row.month), "code": code}
            of |= {"old": _concluded(view, row, row.concluded), "new": _concluded(view, row, row.now)}
            place = names.get(row.commune, data.district.name)
            told.append(words.word(f"caveat.reopened_{row.kind}", place=place, **of))
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
    target = next((t for t in view.data.targets if t.id == row.code), None)
    return words.target_figure(target, Fraction(said)) if row.kind == TARGET and target else said


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
    measured, names, told = _measured(view), place_names(view), []
    for row in records(rows[rows["asked"] & months]):
        of_page = row.set == STATISTICS or (row.set, row.indicator) in measured
        if of_page and (view.is_district or row.commune == view.place.code):
            value = row.text or f"{row.numerator}/{row.denominator}"
            of = {"month": words.month(Period.parse(row.period)), "place": names[row.commune]}
            told.append(words.word("caveat.asked_row", code=row.indicator, value=value, row=row.rows, **of))
    return told


def sources(view: View) -> Shown:
    """Names the office, the period and the decisions; files with their hash are in the workbook."""
    words, data = view.words, view.data
    cut_off = words.date(data.cut_off(view.period))
    facts = (
        words.word("source.office", office=words.text(data.office)),
        words.word("source.period", month=words.month(view.period), day=cut_off),
        *(
            words.word(
                "source.decision", set=words.text(s.title), decision=s.decision, annex=words.text(s.annex)
            )
            for s in view.sets
        ),
        *([words.word("source.document", document=data.target_document)] if data.targets else []),
        *([words.word("source.translated")] if words.code in data.translations else []),
    )
    return Shown((Listing("", facts, "sources"),), words)


def software(view: View) -> str:
    """Names the software with its version."""
    return view.words.word("source.software", version=version("ntm-analysis"))


def of_language(view: View, files: Iterable[SourceFile]) -> list[SourceFile]:
    """Leaves out the translations where a view is in the language of the dataset itself."""
    is_translated = view.words.code in view.data.translations
    return [file for file in files if is_translated or PurePath(file.name).stem != TABLE]
