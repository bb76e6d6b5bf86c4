"""What a conclusion says of the movement: communes recognised, criteria moved, tasks overdue, targets."""

from __future__ import annotations

from dataclasses import replace

from ntm_analysis.judge.counts import criteria_met
from ntm_analysis.judge.targets import STANDS_BADLY, STANDS_WELL
from ntm_analysis.model import Direction, TargetKind
from ntm_analysis.say.changes import by_commune
from ntm_analysis.say.texts import joined, targets_named, value_of
from ntm_analysis.say.units import followed
from ntm_analysis.say.view import View


def roadmap_sentence(view: View) -> str:
    """Counts the overdue tasks and names the targets they endanger; without tasks there is nothing to say."""
    rows = followed(view)
    if rows.empty:
        return ""
    words, late = view.words, rows[rows["overdue"]]
    soon = words.number(int(rows["due_soon"].sum()))
    if late.empty:
        return words.word("roadmap.none_overdue", all=words.number(len(rows)), soon=soon)
    said = words.word("roadmap.overdue", n=words.number(len(late)), all=words.number(len(rows)), soon=soon)
    names = targets_named(view, (target for targets in late["endangered"] for target in targets))
    if not names:
        return said
    endangered = words.word("roadmap.endangered", targets=joined(view, names, "and_more_targets"))
    return f"{said} {endangered}"


def district_state(view: View) -> str:
    """Counts recognised communes and the mean, both on the denominators of the movement."""
    words, criteria_set = view.words, view.set_in_force("standard")
    if criteria_set is None:
        return words.word("sentence.no_set")
    found = criteria_met(view.now.counts, criteria_set.id)
    if found is None:
        return words.word("sentence.nothing_known", month=words.month(view.period))
    goal = next((p.target for p in view.targets if p.target.kind is TargetKind.MEAN_CRITERIA), None)
    beside = []
    if goal is not None:
        beside.append(words.word("sentence.mean_goal", goal=words.number(goal.value)))
    if found.unchecked:
        unchecked = words.count(found.unchecked, "criteria")
        mean = words.number(found.claimed_mean, decimals=2)
        beside.append(words.word("sentence.with_unchecked", unchecked=unchecked, mean=mean))
    said = words.word(
        "sentence.district",
        month=words.month(view.period),
        recognised=words.share(len(view.recognised), found.communes),
        mean=words.number(found.mean, decimals=2),
    )
    return f"{said} ({'; '.join(beside)}){_standing(view)}." if beside else f"{said}{_standing(view)}."


def _standing(view: View) -> str:
    """Counts the targets that stand well, badly, or of which nothing can be foreseen."""
    statuses = [progress.status for progress in view.targets]
    if not statuses:
        return ""
    well, badly = (sum(status in kind for status in statuses) for kind in (STANDS_WELL, STANDS_BADLY))
    numbers = {"well": well, "badly": badly, "unsure": len(statuses) - well - badly, "all": len(statuses)}
    told = [
        view.words.word(f"sentence.targets_{kind}", **{k: view.words.number(n) for k, n in numbers.items()})
        for kind in ("well", "badly", "unsure")
        if kind == "well" or numbers[kind]
    ]
    return "; " + ", ".join(told)


def moved(view: View) -> str:
    """Names the communes that gained or lost a criterion since the previous period; never netted.

    Without an earlier period there is nothing to say; after a change of set, that it changed (rule 8).
    """
    words, criteria_set = view.words, view.set_in_force("standard")
    if criteria_set is None or view.before is None or view.set_in_force("standard", view.before) is None:
        return ""
    compared = view.since(view.before)
    if any(now == criteria_set.id for _, now in compared.sets):
        return words.word("sentence.set_changed")
    parts = []
    for direction in (Direction.LOST, Direction.GAINED):
        named = by_commune(view, compared.moved(criteria_set.id, direction))
        if named:
            parts.append(words.word(f"sentence.{direction}", communes=joined(view, named)))
    # A commune without a comparison, as after a merger, is not one in which nothing changed.
    if not parts and compared.comparable(criteria_set.id) >= set(view.communes):
        parts.append(words.word("sentence.nothing_moved"))
    # What communes have assessed as met this month, beside what counts (rule 6).
    claimed = [
        replace(change, unchecked=False)  # the sentence says it of all of them
        for change in compared.verdicts
        if change.unchecked and change.set == criteria_set.id
    ]
    if claimed:
        named = by_commune(view, claimed)
        parts.append(words.word("sentence.self_assessed", communes=joined(view, named)))
    return " ".join(parts)


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
