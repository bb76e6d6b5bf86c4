"""The sheets behind the report: targets, the matrix, resources and overdue tasks."""

from collections.abc import Iterable, Iterator, Sequence

from pandas import DataFrame

from ntm_analysis.judge.movement import resources as sums
from ntm_analysis.say.marks import records
from ntm_analysis.say.matrix import columns_of, key_told, matrix_of, names_told, row_of, sums_of
from ntm_analysis.say.papers import Appendix, Block
from ntm_analysis.say.papers.facts import PaperFacts
from ntm_analysis.say.papers.results import left_out
from ntm_analysis.say.resources import LINES, Line, kinds
from ntm_analysis.say.targets import TARGETS
from ntm_analysis.say.tasks import TASKS
from ntm_analysis.say.texts import doubts_in, key_of
from ntm_analysis.say.units import overdue
from ntm_analysis.say.words import Sentence, Side, Table, Tone, heads

# The facts of each sheet with the widths of their columns.
_TARGET = {"name": 18, "paragraph": 10} | dict.fromkeys(("baseline", "goal", "now", "missing", "estimate"), 7)
_TARGET |= {"outlook": 10, "status": 9}
_RESOURCE = {"name": 34, "unit": 12, "planned": 14, "now": 14, "since": 16}
_TASK = {"name": 23, "place": 11, "body": 16, "due": 15, "noted_due": 15, "days": 9, "state": 16, "cause": 17}
_TASK |= {"endangered": 18}


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
    table = Table("matrix", "", columns_of(found, commune, met), rows, (sums_of(found),))
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
