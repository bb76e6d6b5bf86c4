"""The movement's targets on a page: in short, in full, how each is read, and in a sentence."""

from __future__ import annotations

from ntm_analysis.judge.targets import STANDS_BADLY, STANDS_WELL, Progress
from ntm_analysis.model import Target, TargetKind
from ntm_analysis.say.targets import TARGETS, value_of
from ntm_analysis.say.view import View, once
from ntm_analysis.say.words import Choice, Listing, Part, Sentence, Shown, Tone

_SHORT = (
    Choice("noted_name", "table.target"),
    Choice("own_status", "table.status"),
    Choice("now", "table.now"),
    Choice("goal", "table.goal"),
    Choice("rated_baseline", "table.baseline"),
    Choice("outlook", "table.outlook"),
    Choice("paragraph", "table.paragraph"),
)
_FULL = (
    Choice("full_name", "goal.target"),
    Choice("began", "goal.baseline"),
    Choice("asked", "goal.goal"),
    Choice("now", "goal.now"),
    Choice("missing", "goal.missing"),
    Choice("estimates", "goal.estimate"),
    Choice("standing", "goal.outlook"),
)


def targets_table(view: View) -> Shown | None:
    """Shows the movement's targets that concern the page: value, target, status, outlook, paragraph."""
    if not view.own_targets:
        return None
    table = TARGETS.table(view, view.own_targets, view.words.word("table.targets_caption"), _SHORT)
    return Shown((table,), view.words)


@once
def goals(view: View) -> Shown | None:
    """Shows every target of the page: what is missing, estimated, to be expected, and how it is read.

    A commune's page has the targets that bind it by name or as recognised, and names those it counts in.
    """
    bound = [p for p in view.targets if view.is_district or _binds(view, p.target)]
    joint = [p for p in view.targets if p not in bound and _counts_in(view, p.target)]
    words, parts = view.words, list[Part]()
    if bound:
        parts.append(TARGETS.table(view, bound, words.word("goal.caption"), _FULL))
    if joint:
        names = "; ".join(words.text(p.target.name) for p in joint)
        parts.append(Sentence(words.word("goal.joint", targets=names), Tone.NOTE))
    if bound:
        document = words.word("goal.document", document=view.data.target_document)
        parts += [Sentence(document, Tone.NOTE), _readings(view, bound)]
    return Shown(tuple(parts), words) if parts else None


def _binds(view: View, target: Target) -> bool:
    """Tells whether a target asks something of this commune itself."""
    every = target.kind is TargetKind.MODEL_AREAS and view.is_recognised
    return view.is_commune and (view.place.code in target.communes or every)


def _counts_in(view: View, target: Target) -> bool:
    """Tells whether a place is among those a target counts without naming it."""
    match target.kind:
        case TargetKind.POOR_RATE_CHANGE:
            return not view.is_district
        case TargetKind.MEAN_CRITERIA | TargetKind.MEAN_GAIN:
            return view.is_commune
        case TargetKind.CRITERION:
            standard = view.set_in_force("standard")
            of_all = standard is not None and target.set == standard.id
            return view.is_commune and (of_all or view.is_recognised)
        case _:
            return view.is_commune and view.is_recognised


def _readings(view: View, shown: list[Progress]) -> Listing:
    """Lists what the document prints of each target, what was derived from it and how it is understood."""
    words = view.words
    items = []
    for target in (progress.target for progress in shown):
        name, at = words.text(target.name), words.text(target.paragraph)
        said = [words.word("goal.quote", name=name, quote=target.quote, at=at)]
        if target.baseline.note:
            key = "goal.baseline_printed" if target.baseline.printed else "goal.baseline_derived"
            said.append(words.word(key, note=target.baseline.note))
        said += [words.word("goal.understood", note=target.note)] if target.note else []
        items.append(" ".join(said))
    return Listing(words.word("goal.readings"), tuple(items))


def named_targets_sentence(view: View) -> str:
    """Says what the movement asks of this commune by name, and where that stands."""
    words = view.words
    told = [
        words.word(
            "sentence.named_target", target=words.text(p.target.name), status=words.verdict(state.verdict)
        )
        for p in view.own_targets
        for state in p.named
        if state.commune == view.place.code
    ]
    return words.word("sentence.named_targets", targets="; ".join(told)) if told else ""


def targets_sentence(view: View) -> str:
    """Counts the targets of the page that stand well and names those that do not, the worst first."""
    words = view.words
    mine = view.own_targets
    if not mine:
        return ""
    if len(mine) == 1:
        only = mine[0]
        return words.word(
            "sentence.target_state",
            target=words.text(only.target.name),
            value=value_of(view, only),
            goal=words.target_figure(only.target, only.goal, only.goal),
            status=words.word(f"target_status.{only.status}"),
        )
    well = sum(p.status in STANDS_WELL for p in mine)
    told = [words.word("sentence.targets", well=words.number(well), all=words.number(len(mine)))]
    for status in STANDS_BADLY:
        names = [words.text(p.target.name) for p in mine if p.status is status]
        if names:
            state = words.word(f"target_status.{status}")
            state = state[:1].upper() + state[1:]  # it opens a sentence
            told.append(words.word("sentence.targets_with", status=state, targets="; ".join(names)))
    return " ".join(told)
