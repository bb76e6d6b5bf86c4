"""The movement's targets: where each began, stands and is going, what speaks against it, whom it names.

Every fact of a target is one cell here, under the name of a column; page, papers, workbook and command
choose the columns they show.
"""

from collections.abc import Callable
from fractions import Fraction

from ntm_analysis.judge.targets import Progress
from ntm_analysis.judge.targets.status import MEASURED_VALUES_NEEDED, TargetStatus
from ntm_analysis.model import TargetKind
from ntm_analysis.say import target_notes as notes
from ntm_analysis.say.texts import below, quiet, small, target_figure, target_now
from ntm_analysis.say.units import targets_asked
from ntm_analysis.say.view import View
from ntm_analysis.say.words import (
    Cell,
    Doubt,
    Group,
    Listing,
    Sentence,
    Shown,
    Side,
    Standing,
    Subject,
    Table,
    Tone,
    Weight,
    Words,
)

_SIDES = dict.fromkeys(("baseline", "began", "goal", "asked"), Side.RIGHT)
_SIDES |= dict.fromkeys(("now", "missing", "estimate", "low", "high"), Side.RIGHT)
_FULL = ("full_name", "began", "asked", "now", "missing", "estimates", "standing")


def _name(view: View, progress: Progress) -> Words:
    provisional = (Doubt.PROVISIONAL,) if progress.provisional else ()
    return Words(view.words.text(progress.target.name), provisional)


def status(view: View, progress: Progress) -> Standing:
    """Names where a target stands."""
    return Standing(progress.status, view.words.word(f"target_status.{progress.status}"))


def _outlook(view: View, progress: Progress) -> str:
    """Writes the range expected at a target's end; nothing without grounds for one."""
    if progress.outlook is None:
        return ""
    low, high = (target_figure(view, progress, v).text for v in (progress.outlook.low, progress.outlook.high))
    return low if low == high else view.words.word("table.outlook_range", low=low, high=high)


def _bound(view: View, progress: Progress, *, upper: bool) -> Cell:
    if progress.outlook is None:
        return quiet(view.words.word("target_status.no_grounds"))
    return target_figure(view, progress, progress.outlook.high if upper else progress.outlook.low)


FACTS: dict[str, Callable[[View, Progress], Cell]] = {
    "name": _name,
    # With its paragraph, what its value does not say, the communes it names.
    "full_name": lambda view, progress: (
        _name(view, progress),
        *small(view.words.text(progress.target.paragraph), *notes.remarks(view, progress)),
        *small(*notes.named(view, progress), notes.areas_of(view, progress)),
    ),
    "paragraph": lambda view, progress: view.words.text(progress.target.paragraph),
    "baseline": lambda view, progress: target_figure(view, progress, progress.baseline),
    "goal": lambda view, progress: target_figure(view, progress, progress.goal),
    "now": target_now,
    "missing": notes.missing,
    "estimate": notes.estimate,
    "estimates": notes.estimates,
    "low": lambda view, progress: _bound(view, progress, upper=False),
    "high": lambda view, progress: _bound(view, progress, upper=True),
    "outlook": _outlook,
    "status": status,
    "standing": lambda view, progress: (status(view, progress), *small(_outlook(view, progress))),
    "day": lambda _view, progress: progress.value_date or "",
    "named": lambda view, progress: "; ".join(notes.named(view, progress)),
    "quote": lambda _view, progress: progress.target.quote,
}
TARGETS = Subject("targets", FACTS, _SIDES)


@TARGETS.fact
def began(view: View, progress: Progress) -> Cell:
    """Writes where a target began; a figure that the document does not print says so."""
    derived = progress.baseline is not None and not progress.target.baseline.printed
    rate = notes.start_rate(view, progress)  # where a change is counted from says more than its nought
    start = Words(rate) if rate else target_figure(view, progress, progress.baseline)
    return start, *below(view.words.word("goal.derived") if derived else "")


@TARGETS.fact
def asked(view: View, progress: Progress) -> Cell:
    """Writes the goal with its share of the communes and how many more it asks for."""
    words, target, told = view.words, progress.target, list[str]()
    if target.kind is TargetKind.CRITERION and target.denominator:
        told.append(words.percent(Fraction(100 * progress.goal, target.denominator)))
    more = progress.goal - progress.baseline if progress.baseline is not None else 0
    if target.kind in notes.COUNTED and more > 0:
        told.append(words.word("goal.added", n=words.formal(int(more))))
    return target_figure(view, progress, progress.goal), *below(", ".join(told))


@TARGETS.fact
def remarks(view: View, progress: Progress) -> str:
    """Says in one cell what a target's value does not, with its doubts in words."""
    words = view.words
    doubts = {
        "mark_title.provisional": progress.provisional,
        "mark_title.adjusted": progress.target.id in view.adjusted_targets,
        "workbook.illustrative_row": progress.illustrative,
    }
    told = [text.rstrip(".") for text in notes.remarks(view, progress)]
    return "; ".join([*told, *(words.word(key) for key, holds in doubts.items() if holds)])


def goals(view: View) -> Shown | None:
    """Shows every target of the page: what is missing, estimated, to be expected, and how it is read.

    A commune's page has the targets that bind it by name or as recognised, and names those it counts in.
    """
    words, parts, (bound, joint) = view.words, list[Table | Sentence | Listing](), targets_asked(view)
    if bound:
        parts.append(TARGETS.table(view, bound, words.word("goal.caption"), "column.goals", _FULL))
    if joint:
        names = "; ".join(words.text(p.target.name) for p in joint)
        parts.append(Sentence(words.word("goal.joint", targets=names), Tone.NOTE))
    if bound:
        told = tuple(notes.reading(view, progress.target) for progress in bound)
        document = words.word("goal.document", document=view.data.target_document)
        parts += [Sentence(document, Tone.NOTE), Listing(words.word("goal.readings"), told)]
    return Shown(tuple(parts), words) if parts else None


def glossary(view: View) -> Shown | None:
    """Explains on the district's page the states of its targets, by the rule that names them (rule 14)."""
    words, standing = view.words, {progress.status for progress in view.targets}
    told = tuple(
        (
            Words(words.word(f"target_status.{status}"), weight=Weight.STRONG),
            Words(": " + words.word(f"target_rule.{status}", needed=MEASURED_VALUES_NEEDED)),
        )
        for status in TargetStatus
        if status in standing
    )
    title = words.word("target_rule.title")
    return (
        Shown((Group(title, (Listing("", told, "caveats"),)),), words) if told and view.is_district else None
    )
