"""The month's workbook: which subjects its sheets show, in which columns, in the order an office reads."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

import pandas as pd
from pandas import DataFrame

from ntm_analysis.say.criteria import CRITERIA
from ntm_analysis.say.indicators import INDICATORS, indicator_rows
from ntm_analysis.say.marks import records
from ntm_analysis.say.matrix import key_told, matrix_of, names_told
from ntm_analysis.say.papers.book import Book, Leaf, cover, key_line, notes, remarked, title_of
from ntm_analysis.say.targets import TARGETS
from ntm_analysis.say.tasks import TASKS, counts_told
from ntm_analysis.say.units import followed
from ntm_analysis.say.view import View
from ntm_analysis.say.words import Sentence, Subject, Table

ROLES = ("standard", "advanced")


# The facts each sheet shows, with the widths of their columns in characters.
_CRITERION = {"commune": 14, "set": 10, "code": 7, "name": 30}
_CRITERIA = _CRITERION | {"verdict": 22, "basis": 30, "computed": 22, "full_remark": 48}
_CRITERIA |= {"source_row": 18, "source": 34}
_DISPUTED = _CRITERION | {"verdict": 20, "basis": 26, "computed": 20, "failing": 52, "full_remark": 40}
_DISPUTED |= {"source_row": 24, "source": 30}
_INDICATOR = {"commune": 14, "set": 9, "criterion": 6, "code": 8, "name": 36, "verdict": 18, "value": 26}
_INDICATOR |= {"unit": 14}
_TRACED = {"threshold": 27, "gap": 32, "gap_unit": 13, "day": 11, "year": 7, "remark": 26, "confidence": 17}
_TRACED |= {"threshold_source": 22, "decision": 16, "rows": 20, "source": 22}
_INDICATORS = _INDICATOR | {"numerator": 9, "denominator": 9} | _TRACED
_GAPS = _INDICATOR | _TRACED | {"alone": 14}
_TARGETS = {"name": 38, "paragraph": 14, "baseline": 18, "goal": 18, "now": 32, "missing": 18, "estimate": 18}
_TARGETS |= {"low": 18, "high": 18, "status": 18, "day": 12, "named": 30, "remarks": 36, "quote": 40}
_TASKS = {"code": 9, "name": 40, "place": 14, "body": 26, "due": 12, "bare_state": 18, "done_on": 12}
_TASKS |= {
    "urgency": 18,
    "days": 9,
    "cause": 30,
    "all_served": 36,
    "document": 20,
    "remark": 18,
    "source": 22,
}


def content(view: View) -> Book:
    """Puts the district's results of one month into sheets; a set that nobody is held against has none."""
    words, data = view.words, view.data
    leaves = tuple(_leaves(view))
    banners = {"illustrative": data.illustrative, "draft": data.is_draft(view.period)}
    cut_off = data.cut_off(view.period)
    return Book(
        title=title_of(view, "cover"),
        author=words.text(data.office),
        created=cut_off,
        banners=tuple(words.word(f"document.{kind}") for kind, holds in banners.items() if holds),
        foot=f"{words.text(data.title)} · {words.word('page.cut_off', date=words.date(cut_off))}",
        leaves=(cover(view, leaves), *leaves),
        words=words,
    )


def _leaves(view: View) -> Iterator[Leaf]:
    words, key, criteria = view.words, key_line(view), view.now.criteria

    def table(name: str, subject: Subject[Any], things: Iterable[Any], facts: Mapping[str, int]) -> Table:
        titles = "indicators" if subject is INDICATORS else name
        return subject.table(view, things, title_of(view, name), f"column.workbook.{titles}", facts)

    for role, found in ((role, matrix_of(view, role)) for role in ROLES):
        if found is not None:
            told = (
                words.word("caveat.key", marks=key_told(found)),
                words.word("workbook.criteria_names", names=names_told(found, dot=".")),
                words.word("workbook.gained_note"),
            )
            title = title_of(view, "matrix", set=words.text(found.of.title))
            yield replace(_leaf(f"matrix_{role}", remarked(found, title), *told), whole=True)
    verdicts = table("criteria", CRITERIA, _in_order(view, criteria), _CRITERIA)
    yield _leaf("criteria", verdicts, key)
    measured = table("indicators", INDICATORS, records(indicator_rows(view)), _INDICATORS)
    yield _leaf("indicators", measured, key, words.word("workbook.indicator_note"))
    unmet = pd.concat([view.unmet(role) for role in ROLES])
    gaps, nothing = table("gaps", INDICATORS, records(unmet), _GAPS), words.word("sentence.nothing_unmet")
    yield _leaf("gaps", gaps, words.word("table.denominator_fixed"), key, none=nothing)
    targets = table("targets", TARGETS, view.targets, _TARGETS)
    document = words.word("goal.document", document=view.data.target_document)
    yield _leaf("targets", targets, document, none=words.word("report.no_targets"))
    # The longest overdue first, then what is due next.
    known = followed(view)
    ordered = known.assign(done=known["state"] == "done").sort_values(
        ["days_overdue", "done", "due", "task"], ascending=[False, True, True, True], kind="stable"
    )
    tasks, none = table("tasks", TASKS, records(ordered), _TASKS), words.word("workbook.none.tasks")
    yield replace(_leaf("tasks", tasks, lead=counts_told(view, known), none=none), frozen=3)
    disputed = criteria[(criteria["discrepancy"] != "") | criteria["levels_differ"]]
    unlike = table("discrepancies", CRITERIA, _in_order(view, disputed), _DISPUTED)
    lead, none = (words.word(f"workbook.{kind}.discrepancies") for kind in ("lead", "none"))
    yield _leaf("discrepancies", unlike, key, lead=lead, none=none)
    yield notes(view)


def _leaf(key: str, table: Table, *below: str, lead: str = "", none: str = "") -> Leaf:
    """Makes a sheet of a table between sentences; one without rows says so instead."""
    if none and not table.rows:
        return Leaf(key, table.caption, (Sentence(none),))
    above = (Sentence(lead),) if lead else ()
    return Leaf(key, table.caption, (*above, table, *map(Sentence, below)))


def _in_order(view: View, frame: DataFrame) -> Iterator[Any]:
    """Walks over criteria by commune, the standard set first, in the order of the sets."""
    order = {(s.id, c.code): n for n, (s, c) in enumerate((s, c) for s in view.sets for c in s.criteria)}
    rank = [order[key] for key in zip(frame["set"], frame["criterion"], strict=True)]
    yield from records(frame.assign(rank=rank).sort_values(["commune", "rank"], kind="stable"))
