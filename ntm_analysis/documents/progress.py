"""Part II of the report, on the targets: each with its figure, its goal and where it stands."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from ntm_analysis.documents.facts import Facts
from ntm_analysis.documents.heads import listed
from ntm_analysis.judge.targets import NamedState, Progress, TargetStatus
from ntm_analysis.model import Period
from ntm_analysis.publish.parts import Heading, Paragraph, Part
from ntm_analysis.say.target_notes import obstacles_told, real_number, start_rate
from ntm_analysis.say.targets import value_of
from ntm_analysis.say.view import View


def targets(facts: Facts) -> Iterator[Part]:
    """Says of each target its figure, its goal, where it stands, and the communes it names."""
    view, words = facts.view, facts.view.words
    yield Heading(words.word("report.targets"), 2)
    if view.targets:
        yield Paragraph(
            words.word(
                "report.targets_summary",
                n=words.number(len(view.targets)),
                states="; ".join(_states(view)),
            )
        )
    yield from (Paragraph(_target(view, progress)) for progress in view.targets)
    yield from left_out(facts)


def _states(view: View) -> Iterator[str]:
    """Counts the targets by where they stand, in the order of the statuses."""
    words = view.words
    for status in TargetStatus:
        n = sum(progress.status is status for progress in view.targets)
        if n:
            yield words.word(
                "report.targets_state", n=words.number(n), status=words.word(f"target_status.{status}")
            )


def left_out(facts: Facts) -> Iterator[Part]:
    """Says which targets the report leaves out, as they only begin or are over; or that there are none."""
    view, words = facts.view, facts.view.words
    if not view.data.targets:
        yield Paragraph(words.word("report.no_targets"))
    days = [(t.baseline.date, t.end) for t in facts.targets_left_out]
    for (day, end), n in Counter(days).items():
        base = Period(day.year, day.month)
        key = "report.targets_later" if view.period <= base else "report.targets_over"
        yield Paragraph(words.word(key, n=words.number(n), baseline=words.month(base), end=words.month(end)))


def _target(view: View, progress: Progress) -> str:
    words, target = view.words, progress.target
    said = words.word(
        "report.target",
        name=words.text(target.name),
        value=value_of(view, progress),
        goal=words.target_figure(target, progress.goal),
        baseline=words.target_figure(target, progress.baseline),
        status=words.word(f"target_status.{progress.status}"),
    )
    named = [_named(view, state) for state in progress.named]
    if named:
        said += " " + words.word("report.target_named", communes=listed(view, named))
    if progress.provisional:
        said += " " + words.word("report.target_provisional")
    if rate := start_rate(view, progress):
        said += f" {rate[:1].upper()}{rate[1:]}."
    if progress.real is not None:
        said += " " + real_number(view, progress)
    against = obstacles_told(view, progress)
    return f"{said} {against}" if against else said


def _named(view: View, state: NamedState) -> str:
    words = view.words
    verdict = words.word("report.awaiting") if state.awaiting else words.verdict(state.verdict)
    return words.word("report.commune_is", commune=view.data.place(state.commune).name, state=verdict)
