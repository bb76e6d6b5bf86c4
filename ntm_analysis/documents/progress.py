"""Part II of the report, on the targets: each with its figure, its goal and where it stands."""

from __future__ import annotations

from collections.abc import Iterator

from ntm_analysis.documents.facts import Facts
from ntm_analysis.documents.heads import listed
from ntm_analysis.documents.parts import Heading, Paragraph, Part
from ntm_analysis.targets import NamedState, Progress
from ntm_analysis.view import View


def targets(facts: Facts) -> Iterator[Part]:
    """Says of each target its figure, its goal, where it stands, and the communes it names."""
    view, words = facts.view, facts.view.words
    yield Heading(words.word("report.targets"), 2)
    if not view.targets:
        yield Paragraph(words.word("report.no_targets"))
        return
    well = sum(facts.stands_well(progress) for progress in view.targets)
    yield Paragraph(
        words.word(
            "report.targets_summary",
            document=view.data.target_document,
            n=words.number(len(view.targets)),
            well=words.number(well),
            rest=words.number(len(view.targets) - well),
        )
    )
    for progress in view.targets:
        yield Paragraph(_target(view, progress))


def _target(view: View, progress: Progress) -> str:
    words, target = view.words, progress.target
    said = words.word(
        "report.target",
        name=words.text(target.name),
        value=words.target_figure(target, progress.value),
        goal=words.target_figure(target, progress.goal),
        baseline=words.target_figure(target, progress.baseline),
        status=words.word(f"target_status.{progress.status}"),
    )
    named = [_named(view, state) for state in progress.named]
    if named:
        said += " " + words.word("report.target_named", communes=listed(view, named))
    if progress.provisional:
        said += " " + words.word("report.target_provisional")
    if progress.denominator_note:
        said += " " + words.word(progress.denominator_note)
    return said


def _named(view: View, state: NamedState) -> str:
    words = view.words
    verdict = words.word("report.awaiting") if state.awaiting else words.verdict(state.verdict)
    return words.word("report.commune_is", commune=view.data.place(state.commune).name, state=verdict)
