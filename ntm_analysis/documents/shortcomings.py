"""Parts III and IV of the report: what falls short by the data, and the causes that were stated."""

from __future__ import annotations

from collections.abc import Iterator

from ntm_analysis.documents.facts import Facts
from ntm_analysis.documents.heads import blank, listed
from ntm_analysis.documents.moved import moved_told
from ntm_analysis.documents.resources import debt_told
from ntm_analysis.judge.targets import STANDS_BADLY
from ntm_analysis.model import Direction, TargetKind
from ntm_analysis.publish.parts import Heading, Paragraph, Part
from ntm_analysis.say.late import past_due_told
from ntm_analysis.say.marks import records
from ntm_analysis.say.matters import endangered_targets
from ntm_analysis.say.model_areas import without_area
from ntm_analysis.say.targets import value_of
from ntm_analysis.say.task_facts import task_told

MOST = 5  # More than this are a list for the sheet, not for a paragraph.


def shortcomings(facts: Facts) -> Iterator[Part]:
    """Names targets behind, criteria lost or weak, tasks overdue, figures owed; then what the office adds."""
    words = facts.view.words
    yield Heading(words.word("report.part_3"))
    told = [
        *_targets(facts),
        *_lost(facts),
        *_weak(facts),
        *_overdue(facts),
        *_late_figures(facts),
        *_model_areas(facts),
        *_debt(facts),
    ]
    yield from (Paragraph(f"- {text}") for text in told or [words.word("report.no_shortcoming")])
    yield Paragraph(f"- {blank(facts.view, 'report.blank_shortcomings')}")


def _targets(facts: Facts) -> Iterator[str]:
    view, words = facts.view, facts.view.words
    for status in STANDS_BADLY:
        names = [
            words.word(
                "report.target_short",
                name=words.text(p.target.name),
                value=value_of(view, p),
                goal=words.target_figure(p.target, p.goal),
            )
            for p in view.targets
            if p.status is status
        ]
        if names:
            yield words.word(
                "report.targets_with",
                n=words.number(len(names)),
                status=words.word(f"target_status.{status}"),
                targets=listed(view, names, most=len(names)),
            )


def _lost(facts: Facts) -> Iterator[str]:
    standard = facts.view.set_in_force("standard")
    if standard is None or facts.changes is None:
        return
    lost = facts.changes.moved(standard.id, Direction.LOST)
    if lost:
        yield moved_told(facts, Direction.LOST, lost)


def _weak(facts: Facts) -> Iterator[str]:
    """Names the criteria recognised communes no longer meet."""
    view, words, standard = facts.view, facts.view.words, facts.view.set_in_force("standard")
    counts = view.now.counts
    rows = counts[counts["weak"] != ""]
    if standard is not None:
        rows = rows[rows["set"] == standard.id]
    named = [
        words.word("report.commune_codes", commune=view.communes[row.commune], codes=row.weak)
        for row in records(rows)
    ]
    if named:
        yield words.word("report.weak", n=words.count(len(named), "communes"), communes=listed(view, named))


def _overdue(facts: Facts) -> Iterator[str]:
    words = facts.view.words
    rows = facts.overdue
    if rows.empty:
        return
    yield words.word(
        "report.overdue",
        n=words.number(len(rows)),
        of=words.number(len(facts.begun)),
        most=words.number(int(rows["days_overdue"].max())),
        tasks=listed(facts.view, [task_told(facts.view, row) for row in records(rows.head(MOST))]),
    )
    for matter in endangered_targets(facts.view):
        yield words.word(
            "report.endangered",
            target=words.text(matter.progress.target.name),
            n=words.number(len(matter.tasks)),
            status=words.word(f"target_status.{matter.progress.status}"),
        )


def _late_figures(facts: Facts) -> Iterator[str]:
    view, words = facts.view, facts.view.words
    yield from past_due_told(view)
    owed = facts.owed
    if len(owed):
        yield words.word(
            "report.late_submissions", n=words.number(len(owed)), units=listed(view, facts.owing)
        )


def _model_areas(facts: Facts) -> Iterator[str]:
    words, lacking = facts.view.words, without_area(facts.view)
    # Before its time has come, what a target asks for is no shortcoming.
    if any(target.kind is TargetKind.MODEL_AREAS for target in facts.targets_left_out):
        return
    if lacking:
        communes = listed(facts.view, lacking, most=len(lacking))
        yield words.word("report.no_model_area", n=words.count(len(lacking), "communes"), communes=communes)


def _debt(facts: Facts) -> Iterator[str]:
    told = debt_told(facts.view)
    if told:
        yield told


def causes(facts: Facts) -> Iterator[Part]:
    """Repeats the causes that the bodies in charge stated; never one that nobody stated."""
    view, words = facts.view, facts.view.words
    yield Heading(words.word("report.part_4"))
    rows = facts.overdue
    stated = rows[rows["cause"].fillna("") != ""]
    if len(stated):
        yield Paragraph(words.word("report.causes", n=words.number(len(stated)), of=words.number(len(rows))))
    for row in records(stated):
        yield Paragraph(words.word("report.cause", cause=row.cause, name=row.name, body=facts.body(row.body)))
    silent = len(rows) - len(stated)
    if silent:
        yield Paragraph(
            words.word("report.no_cause", n=words.number(silent), blank=blank(view, "report.blank_cause"))
        )
    for kind in ("objective", "subjective"):
        yield Paragraph(words.word(f"report.causes_{kind}", blank=blank(view, "report.blank_cause")))
