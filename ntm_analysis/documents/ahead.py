"""Parts V and VI of the report: what is to be done next by the data, and what may be asked for."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from ntm_analysis.documents import tasks
from ntm_analysis.documents.facts import Facts
from ntm_analysis.documents.heads import blank, listed
from ntm_analysis.documents.kinds import next_end
from ntm_analysis.documents.results import commune_codes
from ntm_analysis.model import Verdict
from ntm_analysis.publish.parts import Heading, Paragraph, Part
from ntm_analysis.say.marks import coded, records
from ntm_analysis.say.plan import chosen_criteria
from ntm_analysis.say.targets import gap, missing
from ntm_analysis.say.task_facts import task_told

MOST = 8


def ahead(facts: Facts) -> Iterator[Part]:
    """Tells what targets still need, which tasks come due, what was registered; then what the office adds."""
    view, words = facts.view, facts.view.words
    yield Heading(words.word("report.part_5"))
    yield Heading(words.word("report.ahead_tasks"), 2)
    yield from (
        Paragraph(f"- {text}")
        for text in (*_targets(facts), *_plan(facts), *_tasks(facts), *_registered(facts))
    )
    yield Heading(words.word("report.ahead_measures"), 2)
    yield Paragraph(blank(view, "report.blank_measures"))


def _targets(facts: Facts) -> Iterator[str]:
    view, words = facts.view, facts.view.words
    for progress in view.targets:
        if not gap(progress):
            continue
        said = words.word(
            "report.target_needs",
            name=words.text(progress.target.name),
            goal=words.target_figure(progress.target, progress.goal),
            gap=missing(view, progress).text,
            end=words.month(progress.target.end),
        )
        waiting = [view.data.place(s.commune).name for s in progress.named if s.verdict is not Verdict.MET]
        if waiting:
            said += " " + words.word("report.target_waiting", communes=listed(view, waiting))
        yield said


def _plan(facts: Facts) -> Iterator[str]:
    """Names the criteria whose gaps are smallest, as many as the mean still needs to its target."""
    view, words = facts.view, facts.view.words
    needed = chosen_criteria(view)
    if needed is None or needed.chosen.empty:
        return
    rows = list(records(needed.chosen))
    names = [
        words.word("plan.of", commune=view.communes[row.commune], criterion=row.criterion) for row in rows
    ]
    said = words.word(
        "report.plan",
        goal=words.target_figure(needed.progress.target, needed.progress.goal),
        n=words.count(needed.count, "criteria"),
        names=listed(view, names, most=len(names)),
    )
    if needed.chosen["provisional"].any():
        said += " " + words.word("report.plan_provisional")
    unknown = sum(effort is None for effort in needed.chosen["effort"])
    if unknown:
        said += " " + words.word("plan.with_unknown", count=words.count(unknown, "criteria"))
    if len(rows) < needed.count:
        said += " " + words.word("plan.not_enough", count=words.count(needed.count - len(rows), "criteria"))
    yield said


def _tasks(facts: Facts) -> Iterator[str]:
    view, words = facts.view, facts.view.words
    if len(facts.overdue):
        yield words.word("report.finish_overdue", n=words.number(len(facts.overdue)))
    first = view.data.cut_off(view.period) + dt.timedelta(days=1)
    last = next_end(facts.kind, view.period).last_day
    rows = tasks.due_between(facts, first, last)
    if len(rows):
        yield words.word(
            "report.coming",
            n=words.number(len(rows)),
            day=words.date(last),
            tasks=listed(view, [task_told(facts.view, row) for row in records(rows)], most=MOST),
        )


def _registered(facts: Facts) -> Iterator[str]:
    """Names the criteria communes registered and have not met, those past their quarter first."""
    view, words = facts.view, facts.view.words
    rows = facts.registrations
    for state in ("late", "open"):
        mine = rows[rows["state"] == state]
        if len(mine):
            yield words.word(
                f"report.registered_{state}",
                n=words.count(len(mine), "criteria"),
                communes=commune_codes(view, mine),
            )


def proposals(facts: Facts) -> Iterator[Part]:
    """Names what waits for a decision or a threshold above the district; the proposals are the office's."""
    view, words = facts.view, facts.view.words
    yield Heading(words.word("report.part_6"))
    rows = view.now.recognised
    awaiting = [
        view.communes[code]
        for code in rows.loc[rows["awaiting"], "commune"].drop_duplicates()
        if code in view.communes
    ]
    if awaiting:
        yield Paragraph(words.word("report.ask_decision", communes=listed(view, awaiting)))
    indicators = view.now.indicators
    unknown = indicators.loc[indicators["verdict"] == Verdict.NO_THRESHOLD.value, ["set", "indicator"]]
    codes = [coded(view, row.set, row.indicator) for row in records(unknown.drop_duplicates())]
    if codes:
        yield Paragraph(
            words.word("report.ask_threshold", n=words.number(len(codes)), codes=", ".join(codes))
        )
    for level in ("province", "district"):
        yield Paragraph(words.word(f"report.ask_{level}", blank=blank(view, "report.blank_proposal")))
