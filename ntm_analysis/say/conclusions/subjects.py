"""What a conclusion says of the movement, its communes, criteria, tasks and targets, and of an area."""

from collections.abc import Iterable

from ntm_analysis.judge.recognition import criteria_met
from ntm_analysis.judge.targets import STANDS_BADLY, STANDS_WELL
from ntm_analysis.judge.targets.status import TargetStatus
from ntm_analysis.model import Change, Direction, TargetKind
from ntm_analysis.say.doubtful import doubts
from ntm_analysis.say.first.ways import expects_to_miss
from ntm_analysis.say.late import Debt, submissions
from ntm_analysis.say.marks import numbered_name, records
from ntm_analysis.say.target_notes import gap, needed
from ntm_analysis.say.texts import joined, listed, signed, target_told
from ntm_analysis.say.units import followed
from ntm_analysis.say.view import View
from ntm_analysis.say.words import Doubt


def roadmap_sentences(view: View) -> tuple[str, ...]:
    """Counts the overdue tasks and names the targets they endanger; without tasks there is nothing to say."""
    rows = followed(view)
    if rows.empty:
        return ()
    words, late = view.words, rows[rows["overdue"]]
    counted = {"n": words.number(len(late)), "all": words.number(len(rows))}
    soon = words.plural("roadmap.soon", int(rows["due_soon"].sum()))
    if late.empty:
        return words.word("roadmap.none_overdue", **counted), soon
    endangered_ids = {target for targets in late["endangered"] for target in targets}
    names = [words.text(p.target.brief) for p in view.targets if p.target.id in endangered_ids]
    if not names:
        return words.word("roadmap.overdue", **counted), soon
    endangered = words.word("roadmap.endangered", targets=listed(words, names))
    return words.plural(
        "roadmap.overdue_endangers", len(names), late=counted["n"], all=counted["all"]
    ), f"{endangered} {soon}"


def district_message(view: View) -> str:
    """Counts the targets by where they stand, and those that the district itself expects to miss."""
    words, all_of = view.words, len(view.targets)
    if not all_of:
        return ""
    left = max(p.target.end for p in view.targets).number - view.period.number
    counted = [
        words.word("message.of_status", n=words.number(n), status=words.word(f"target_status.{status}"))
        for status in (*STANDS_WELL, *STANDS_BADLY[::-1], TargetStatus.WAITING, TargetStatus.NO_GROUNDS)
        if (n := sum(p.status is status for p in view.targets))
    ]
    first, told = (
        words.share(sum(p.status in STANDS_WELL for p in view.targets), all_of),
        listed(words, counted),
    )
    missed = len(expects_to_miss(view))
    said = words.plural("message.left", left) if left > 0 else words.word("message.ended")
    said = words.word("message.targets", left=said, all=words.number(all_of), told=told, well=first)
    return said + (words.plural("message.expects_to_miss", missed) if missed else "")


def district_state(view: View) -> str:
    """Counts recognised communes and the mean, both on the denominators of the movement."""
    words, criteria_set = view.words, view.set_in_force("standard")
    if criteria_set is None:
        return words.word("sentence.no_set")
    found = criteria_met(view.now.counts, criteria_set.id)
    if found is None:
        return words.word("sentence.nothing_known", month=words.month(view.period))
    counts = view.now.counts
    counts = counts[(counts["set"] == criteria_set.id) & counts["commune"].isin(view.recognised["commune"])]
    short = [
        words.word("sentence.now_at", place=view.communes[row.commune], n=words.share(row.met, row.total))
        for row in records(counts[counts["met"] < counts["total"]])
    ]
    now = words.word("sentence.recognised_now", communes=listed(words, short)) if short else ""
    share = words.share(len(view.recognised), found.communes)
    parts = [words.word("sentence.recognised_of", n=share, now=now)]
    mean = words.word("sentence.mean", mean=words.number(found.mean, decimals=2))
    if found.unchecked:
        claimed_mean = words.number(found.claimed_mean, decimals=2)
        mean += words.plural("sentence.with_unchecked", found.unchecked, mean=claimed_mean)
    goal = next((p for p in view.targets if p.target.kind is TargetKind.MEAN_CRITERIA), None)
    if goal is not None and gap(goal):
        told = {"needed": needed(view, goal), "goal": words.target_figure(goal.target, goal.goal)}
        mean += words.word("sentence.mean_needs", **told)
    return " ".join([*parts, f"{mean}."])


def month_told(view: View) -> str:
    """Says what the month brought, criterion by criterion, with its quality; what was not handed in.

    Gained and lost are never netted. Without an earlier period there is nothing to say; after a change of
    set, that it changed (rule 8).
    """
    words, of = view.words, view.set_in_force("standard")
    if of is None or view.before is None or view.set_in_force("standard", view.before) is None:
        return ""
    if not (view.is_district or view.is_commune):
        return ""
    compared, own = view.since(view.before), "" if view.is_district else view.place.code
    if any(now == of.id for _, now in compared.sets):
        return words.word("sentence.set_changed")
    moved = {
        way: compared.moved(of.id, way, *filter(None, [own])) for way in (Direction.LOST, Direction.GAINED)
    }
    parts = [
        words.word(f"month.{way}", criteria=by_criterion(view, found))
        for way, found in moved.items()
        if found
    ]
    # What communes have assessed as met this month, beside what counts (rule 6).
    said = claimed(view, of.id)
    parts += [words.word("month.claimed", criteria=by_criterion(view, said))] if said else []
    # A commune without a comparison, as after a merger, is not one in which nothing changed.
    whole = compared.comparable(of.id) >= (set(view.communes) if view.is_district else {own})
    if whole and not moved[Direction.LOST]:
        parts.append(words.word("month.none_lost" if parts else "month.nothing"))
    told = words.word("month.told", told="; ".join(parts)) if parts else ""
    owed = submissions(view) if view.is_district else ()
    for kind in (Debt.MISSING, Debt.LATE):
        if names := [each.name for each in owed if each.kind is kind]:
            told += " " + words.word(f"month.{kind}", names=joined(view, names, "and_more_units"))
    return told.strip()


def targets_sentence(view: View) -> str:
    """Counts the targets of the page that stand well and names those that do not, the worst first."""
    words = view.words
    mine = view.own_targets
    if not mine:
        return ""
    if len(mine) == 1:
        return target_told(view, mine[0], "sentence.target_state", mine[0].goal)
    well = sum(p.status in STANDS_WELL for p in mine)
    told = [words.word("sentence.targets", well=words.number(well), all=words.number(len(mine)))]
    for status in STANDS_BADLY:
        names = [words.text(p.target.name) for p in mine if p.status is status]
        if names:
            state = words.word(f"target_status.{status}")
            state = state[:1].upper() + state[1:]  # it opens a sentence
            told.append(words.word("sentence.targets_with", status=state, targets="; ".join(names)))
    return " ".join(told)


def claimed(view: View, set_id: str) -> list[Change]:
    """Lists what communes of the page newly assess as met themselves, which does not count (rule 6)."""
    if view.before is None:
        return []
    own = view.communes if view.is_district else [view.place.code]
    found = view.since(view.before).verdicts
    return [change for change in found if change.unchecked and change.set == set_id and change.place in own]


def by_criterion(view: View, changed: Iterable[Change]) -> str:
    """Names criteria, on the district's page each with its communes: ``9 Nhà ở (Khánh Khê, Tri Lễ)``."""
    places: dict[str, list[str]] = {}
    for change in changed:
        sure = [doubt for doubt in doubts(view, change) if doubt is not Doubt.UNCHECKED]  # said in words
        named = signed(view.words, numbered_name(view, change.set, change.code), sure)
        places.setdefault(named, []).append(view.communes.get(change.place, ""))
    if not view.is_district:
        return listed(view.words, list(places))
    return listed(view.words, [f"{name} ({', '.join(of)})" for name, of in places.items()])
