"""Parts III to VII of the report: what falls short and why, what is next, what may be asked for, rewards."""

import datetime as dt
from collections.abc import Iterator

import pandas as pd

from ntm_analysis.judge.targets import STANDS_BADLY
from ntm_analysis.model import Direction, TargetKind, Verdict
from ntm_analysis.say.late import past_due_told, submissions_told
from ntm_analysis.say.marks import coded, records
from ntm_analysis.say.merits import commended, supporting_facts
from ntm_analysis.say.papers import Block, Heading, next_end
from ntm_analysis.say.papers.facts import PaperFacts
from ntm_analysis.say.papers.results import moved_told
from ntm_analysis.say.plan import chosen_criteria, named, shortfall_told
from ntm_analysis.say.resources import unpaid_told
from ntm_analysis.say.target_notes import gap, missing, waiting_for
from ntm_analysis.say.tasks import task_told
from ntm_analysis.say.texts import body_name, target_told
from ntm_analysis.say.units import followed, overdue, registered, without_area
from ntm_analysis.say.words import Sentence, Tone

_MOST_OVERDUE, _MOST_COMING = 5, 8  # more are a list for the sheet, not for a paragraph


def shortcomings(facts: PaperFacts) -> Iterator[Block]:
    """Names targets behind, criteria lost or weak, tasks overdue, figures owed; then what the office adds."""
    view, rows, told = facts.view, overdue(facts.view), [*_behind(facts)]
    yield Heading(facts.say("report.part_3"))
    if len(rows):
        named = "; ".join(task_told(view, row) for row in records(rows.head(_MOST_OVERDUE)))
        counted = {"n": facts.n(len(rows)), "of": facts.n(len(facts.begun))}
        most = facts.n(int(rows["days_overdue"].max()))
        told.append(facts.say("report.overdue", most=most, tasks=named, **counted))
    for progress in view.targets:
        if late := sum(progress.target.id in targets for targets in rows["endangered"]):
            target = view.words.text(progress.target.name)
            status = facts.say(f"target_status.{progress.status}")
            told.append(facts.say("report.endangered", target=target, n=facts.n(late), status=status))
    told += past_due_told(view)
    if owing := submissions_told(view):
        told.append(facts.say("report.late_submissions", n=facts.n(len(owing)), units=facts.listed(owing)))
    # Before its time has come, what a target asks for is no shortcoming.
    waits = any(target.kind is TargetKind.MODEL_AREAS for target in facts.targets_left_out)
    if not waits and (lacking := without_area(view)):
        n = view.words.count(len(lacking), "communes")
        told.append(facts.say("report.no_model_area", n=n, communes="; ".join(lacking)))
    told = [text for text in (*told, unpaid_told(view)) if text]
    yield from (Sentence(f"- {text}") for text in told or [facts.say("report.no_shortcoming")])
    yield Sentence(f"- {facts.blank('shortcomings')}")


def _behind(facts: PaperFacts) -> Iterator[str]:
    """Names targets that stand badly, criteria lost, and those that recognised communes must strengthen."""
    view, words, standard = facts.view, facts.view.words, facts.view.set_in_force("standard")
    for status in STANDS_BADLY:
        names = [target_told(view, p, "report.target_short") for p in view.targets if p.status is status]
        if names:
            counted = {"n": words.number(len(names)), "status": words.word(f"target_status.{status}")}
            yield words.word("report.targets_with", targets="; ".join(names), **counted)
    if standard is not None and facts.changes is not None:
        yield moved_told(facts, Direction.LOST, facts.changes.moved(standard.id, Direction.LOST))
    counts = view.now.counts
    weak = [
        words.word("report.commune_codes", commune=view.communes[row.commune], codes=row.weak)
        for row in records(counts[counts["weak"] != ""])
        if standard is None or row.set == standard.id
    ]
    if weak:
        n = words.count(len(weak), "communes")
        yield words.word("report.weak", n=n, communes=facts.listed(weak))


def causes(facts: PaperFacts) -> Iterator[Block]:
    """Repeats the causes that the bodies in charge stated; never one that nobody stated."""
    yield Heading(facts.say("report.part_4"))
    rows = overdue(facts.view)
    stated = rows[rows["cause"].fillna("") != ""]
    if len(stated):
        yield Sentence(facts.say("report.causes", n=facts.n(len(stated)), of=facts.n(len(rows))))
    for row in records(stated):
        body = body_name(facts.view, row.body)
        yield Sentence(facts.say("report.cause", cause=row.cause, name=row.name, body=body))
    if silent := len(rows) - len(stated):
        yield Sentence(facts.say("report.no_cause", n=facts.n(silent), blank=facts.blank("cause")))
    for kind in ("objective", "subjective"):
        yield Sentence(facts.say(f"report.causes_{kind}", blank=facts.blank("cause")))


def ahead(facts: PaperFacts) -> Iterator[Block]:
    """Tells what targets still need, which tasks come due, what was registered; then what the office adds."""
    view, words, told = facts.view, facts.view.words, list[str]()
    yield Heading(facts.say("report.part_5"))
    yield Heading(facts.say("report.ahead_tasks"), 2)
    for progress in filter(gap, view.targets):
        needed, end = missing(view, progress).text, words.month(progress.target.end)
        told.append(target_told(view, progress, "report.target_needs", gap=needed, end=end))
        if waiting := waiting_for(view, progress):
            told[-1] += " " + words.word("report.target_waiting", communes=facts.listed(waiting))
    found = chosen_criteria(view)
    if found is not None and len(found.chosen):
        # The criteria whose gaps are smallest, as many as the mean still needs to its target.
        goal = words.target_figure(found.progress.target, found.progress.goal)
        names = "; ".join(named(view, found.chosen))
        plan = [words.word("report.plan", goal=goal, n=words.count(found.count, "criteria"), names=names)]
        plan += [words.word("report.plan_provisional")] if found.chosen["provisional"].any() else []
        told.append(" ".join([*plan, *shortfall_told(view, found)]))
    if late := len(overdue(view)):
        told.append(facts.say("report.finish_overdue", n=facts.n(late)))
    # The tasks that fall due up to the next report.
    first = view.data.cut_off(view.period) + dt.timedelta(days=1)
    last, tasks = next_end(facts.kind, view.period).last_day, followed(view)
    due = tasks["due"].between(pd.Timestamp(first), pd.Timestamp(last)) & (tasks["state"] != "done")
    by_due = tasks[due].sort_values(["due", "task"], kind="stable")
    if coming := [task_told(view, row) for row in records(by_due)]:
        counted = {"n": facts.n(len(coming)), "day": words.date(last)}
        told.append(facts.say("report.coming", tasks=facts.listed(coming, most=_MOST_COMING), **counted))
    rows = registered(view)
    for state in ("late", "open"):  # those past their quarter first
        mine = rows[rows["state"] == state]
        if len(mine):
            n = words.count(len(mine), "criteria")
            told.append(facts.say(f"report.registered_{state}", n=n, communes=facts.commune_codes(mine)))
    yield from (Sentence(f"- {text}") for text in told)
    yield Heading(facts.say("report.ahead_measures"), 2)
    yield Sentence(facts.blank("measures"))


def proposals(facts: PaperFacts) -> Iterator[Block]:
    """Names what waits for a decision or a threshold above the district; the proposals are the office's."""
    view = facts.view
    yield Heading(facts.say("report.part_6"))
    if waiting := facts.awaiting():
        yield Sentence(facts.say("report.ask_decision", communes=facts.listed(waiting)))
    indicators = view.now.indicators
    unknown = indicators.loc[indicators["verdict"] == Verdict.NO_THRESHOLD.value, ["set", "indicator"]]
    codes = [coded(view, row.set, row.indicator) for row in records(unknown.drop_duplicates())]
    if codes:
        yield Sentence(facts.say("report.ask_threshold", n=facts.n(len(codes)), codes=", ".join(codes)))
    for level in ("province", "district"):
        yield Sentence(facts.say(f"report.ask_{level}", blank=facts.blank("proposal")))


def rewards(facts: PaperFacts) -> Iterator[Block]:
    """Counts commendations by kind and lists the facts; whom to propose is the office's decision."""
    yield Heading(facts.say("report.part_7"))
    yield Heading(facts.say("report.rewarded"), 2)
    given, (told, note) = list(commended(facts.view, facts.begins)), supporting_facts(facts.view)
    key = "report.rewarded_so_far" if given else "report.not_rewarded"
    yield Sentence(facts.say(key, told="; ".join(given), blank=facts.blank("rewarded")))
    yield Heading(facts.say("report.supporting"), 2)
    yield from (Sentence(f"- {fact}") for fact in told)
    if told:
        yield Sentence(note, Tone.NOTE)
    yield Heading(facts.say("report.proposed"), 2)
    yield Sentence(facts.blank("proposed"))
