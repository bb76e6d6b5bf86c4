"""The sheets behind the report, and those of the month's workbook: their subjects, in which columns."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

import pandas as pd
from pandas import DataFrame

from ntm_analysis.judge.movement import resources as sums
from ntm_analysis.model import ROLES
from ntm_analysis.say.criteria import CRITERIA
from ntm_analysis.say.indicators import INDICATORS, indicator_rows
from ntm_analysis.say.marks import records
from ntm_analysis.say.matrix import columns_of, key_told, matrix_of, names_told, row_of, sums_of
from ntm_analysis.say.papers import Appendix, Block
from ntm_analysis.say.papers.book import Book, Leaf, cover, key_line, notes, remarked, title_of
from ntm_analysis.say.papers.facts import PaperFacts
from ntm_analysis.say.papers.results import left_out
from ntm_analysis.say.resources import LINES, Line, kinds
from ntm_analysis.say.targets import TARGETS
from ntm_analysis.say.tasks import TASKS, counts_told
from ntm_analysis.say.texts import doubts_in, key_of, made_up
from ntm_analysis.say.units import followed, overdue
from ntm_analysis.say.view import View
from ntm_analysis.say.words import Sentence, Side, Subject, Table, Tone, heads

# The facts of each sheet with the widths of their columns, in the report.
_TARGET = {"name": 18, "paragraph": 10} | dict.fromkeys(("baseline", "goal", "now", "missing", "estimate"), 7)
_TARGET |= {"outlook": 10, "status": 9}
_RESOURCE = {"name": 34, "unit": 12, "planned": 14, "now": 14, "since": 16}
_TASK = {"name": 23, "place": 11, "body": 16, "due": 15, "noted_due": 15, "days": 9, "state": 16, "cause": 17}
_TASK |= {"endangered": 18}
# In the workbook; widths are in characters.
_CRITERION = {"commune": 14, "set": 10, "code": 7, "name": 30}
_CRITERIA = _CRITERION | {"verdict": 22, "basis": 30, "computed": 22, "full_remark": 48}
_CRITERIA |= {"source_row": 18, "source": 34}
_DISPUTED = _CRITERION | {"verdict": 20, "basis": 26, "computed": 20, "failing": 46, "full_remark": 36}
_DISPUTED |= {"source_row": 24, "source": 30}
_INDICATOR = {"commune": 14, "set": 9, "criterion": 6, "code": 8, "name": 60, "verdict": 18, "value": 26}
_INDICATOR |= {"unit": 14}
_TRACED = {"threshold": 27, "gap": 32, "gap_unit": 13, "day": 11, "year": 7, "remark": 26, "confidence": 28}
_TRACED |= {"threshold_source": 36, "decision": 21, "rows": 24, "source": 36}
_INDICATORS = _INDICATOR | {"numerator": 9, "denominator": 9} | _TRACED
_GAPS = _INDICATOR | _TRACED | {"alone": 14}
_TARGETS = {"name": 38, "paragraph": 14, "baseline": 18, "goal": 18, "now": 32, "missing": 18, "estimate": 18}
_TARGETS |= {"low": 18, "high": 18, "status": 18, "day": 12, "named": 30, "remarks": 36, "quote": 40}
_TASKS = {"code": 9, "name": 36, "place": 14, "body": 26, "due": 12, "bare_state": 18, "done_on": 12}
_TASKS |= {"urgency": 18, "days": 9, "cause": 26, "all_served": 28, "document": 18, "remark": 18}
_TASKS |= {"source": 16}


def sheet(facts: PaperFacts, number: int, name: str, parts: Iterable[Block]) -> Appendix:
    """Frames a sheet: its number, its title, and which report it belongs to."""
    view, words = facts.view, facts.view.words
    # The head of the report leaves day and month blank and prints the same year.
    of = {"office": words.text(view.data.office), "year": str(view.period.year)}
    return Appendix(
        number=words.word("report.sheet", number=words.formal(number)),
        title=words.word(f"report.sheet_{name}", month=words.month(view.period)).upper(),
        attached=words.word("report.attached", **of),
        parts=tuple(parts),
        wide=True,
    )


def targets(facts: PaperFacts) -> Appendix:
    """Lists every target: start, goal, now, what is missing, the district's estimate, outlook, standing."""
    view, words = facts.view, facts.view.words
    told: tuple[Block, ...] = ()
    if view.targets:
        table = TARGETS.table(view, view.targets, "", "column.paper.targets", _TARGET)
        notes = [
            words.word("report.sheet_document", document=str(view.data.target_document)),
            words.word("report.outlook_note"),
            *(f"{sign}." for sign in key_of(words, doubts_in(words, table))),
        ]
        told = (table, *(Sentence(note, Tone.NOTE) for note in notes))
    return sheet(facts, 1, "targets", (*told, *left_out(facts)))


def matrix(facts: PaperFacts) -> Appendix:
    """Shows every commune by every criterion of the standard set, with the sums of both."""
    words, found = facts.view.words, matrix_of(facts.view, "standard")
    if found is None:
        return sheet(facts, 2, "matrix", (Sentence(words.word("sentence.no_set")),))
    commune, met = heads(words, "document.column", {"commune": 16, "met": 7}, {"met": Side.RIGHT})
    rows = tuple(row_of(found, commune) for commune in found.communes)
    table = Table("matrix", "", (commune, *columns_of(found, named=False), met), rows, (sums_of(found),))
    key = words.word("report.matrix_key", signs=key_told(found))
    names = words.word("report.matrix_names", names=names_told(found, dot="."))
    return sheet(facts, 2, "matrix", (table, Sentence(key, Tone.NOTE), Sentence(names, Tone.NOTE)))


def resources(facts: PaperFacts) -> Appendix:
    """Lists money by fund, gifts in kind, capital by fund and debt, in the month and since January."""
    view = facts.view
    rows = sums.since_january(view.data.movement.contributions, view.period)
    if rows.empty:
        none = facts.say("report.no_resources", blank=facts.blank("resources"))
        return sheet(facts, 3, "resources", (Sentence(none),))
    lines = sorted(kinds(view, rows), key=lambda line: line.unit != sums.DONG)
    debts = sums.debt(view.data.movement.contributions, view.period)
    owed = [Line(facts.say("report.debt_line"), sums.DONG, "–", sums.total(debts))] if len(debts) else []
    money = [line for line in lines if line.unit == sums.DONG]
    total = [Line(facts.say("report.money_sum"), sums.DONG, line.now, line.since) for line in money]
    told = [
        *_of_funds(facts, rows, "mobilised"),
        *total,
        *_of_funds(facts, rows, "disbursed"),
        *(line for line in lines if line.unit != sums.DONG),
        *owed,
    ]
    table = LINES.table(view, told, "", "column.paper.resources", _RESOURCE)
    return sheet(facts, 3, "resources", (table, Sentence(facts.say("report.resources_note"), Tone.NOTE)))


def _of_funds(facts: PaperFacts, rows: DataFrame, account: str) -> Iterator[Line]:
    """Gives what each fund gave or paid, in the month and since January; a plan is of capital alone."""
    in_month = sums.by_fund(rows[rows["month"] == facts.view.period.number])
    months = {row.fund: getattr(row, account) for row in records(in_month)}
    for row in records(sums.by_fund(rows)):
        planned, since = row.planned if account == "disbursed" else None, getattr(row, account)
        if since is not None or planned is not None:
            fund = facts.say(f"report.fund.{row.fund}")
            name = facts.say(f"report.account.{account}", fund=fund)
            yield Line(name, sums.DONG, months.get(row.fund), since, planned)


def tasks_table(facts: PaperFacts, rows: DataFrame, keys: Sequence[str], caption: str = "") -> Table:
    """Lists tasks with the facts asked for."""
    chosen = {key: _TASK[key] for key in keys}
    return TASKS.table(facts.view, records(rows), caption, "column.paper.tasks", chosen)


def tasks(facts: PaperFacts) -> Appendix:
    """Lists every overdue task with the cause its body stated and the targets it endangers."""
    shown = ("name", "place", "body", "due", "days", "state", "cause", "endangered")
    none = Sentence(facts.say("report.no_overdue"))
    late = overdue(facts.view)
    return sheet(facts, 4, "tasks", (tasks_table(facts, late, shown) if len(late) else none,))


def content(view: View) -> Book:
    """Puts the district's results of one month into sheets; a set that nobody is held against has none."""
    words, data = view.words, view.data
    leaves = tuple(_leaves(view))
    draft = [words.word("document.draft")] if data.is_draft(view.period) else []
    cut_off = data.cut_off(view.period)
    return Book(
        title=title_of(view, "cover"),
        author=words.text(data.office),
        created=cut_off,
        banners=(*made_up(data, words, "document.illustrative"), *draft),
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
    yield _leaf("criteria", table("criteria", CRITERIA, _in_order(view, criteria), _CRITERIA), key)
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
