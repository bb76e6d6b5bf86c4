"""The conclusion of a page in one to three sentences: the answer first, each with its figures."""

from __future__ import annotations

from dataclasses import replace

from ntm_analysis.judge.counts import criteria_met
from ntm_analysis.judge.targets import STANDS_BADLY, STANDS_WELL
from ntm_analysis.model import Direction, Period, TargetKind
from ntm_analysis.say import area
from ntm_analysis.say.changes import by_commune
from ntm_analysis.say.goals import named_targets_sentence, targets_sentence
from ntm_analysis.say.headline import headline
from ntm_analysis.say.names import joined, own_name, targets_named
from ntm_analysis.say.notices import estimates_told, late_sentence, stale_sentence
from ntm_analysis.say.units import followed, mergers_told
from ntm_analysis.say.view import View, once
from ntm_analysis.say.words import Sentence, Shown, Tone

MOST_SENTENCES = 3


@once
def sentences(view: View) -> tuple[str, ...]:
    """Gives the page's conclusion in one to three sentences, the most important first."""
    told, of_movement = list[str](), view.notebook == "movement"
    if view.area:
        told += area.sentences(view)
    elif view.is_district and of_movement:
        told += [targets_sentence(view) or _district(view), roadmap_sentence(view), moved(view)]
    elif view.is_district:
        told += [_district(view), moved(view)]
    elif view.is_commune:
        asked = roadmap_sentence(view) if of_movement else named_targets_sentence(view)
        told += [headline(view), commune_state(view), asked]
    else:
        told.append(view.words.word("sentence.town", place=own_name(view)))
    return tuple(filter(None, told))[:MOST_SENTENCES]


def findings(view: View) -> Shown:
    """Shows the conclusion of the page."""
    first, *rest = sentences(view)
    # A year long whoever compares needs to know, on the first screen.
    merged = mergers_told(view, Period(view.period.year - 1, view.period.month))
    notes = (*merged, *estimates_told(view), late_sentence(view), stale_sentence(view))
    shown = [Sentence(first, Tone.LEAD), *map(Sentence, rest)]
    return Shown((*shown, *(Sentence(note, Tone.NOTE) for note in notes if note)), view.words)


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


def _district(view: View) -> str:
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


def commune_state(view: View) -> str:
    """Counts a commune's criteria, says whether it is recognised and what changed since the first month."""
    words, criteria_set = view.words, view.set_in_force("standard")
    if criteria_set is None:
        return words.word("sentence.no_set")
    history = view.results.counts
    mine = history[(history["set"] == criteria_set.id) & (history["commune"] == view.place.code)]
    now = mine[mine["month"] == view.period.number].iloc[0]
    told = {"place": own_name(view), "month": words.month(view.period), "recognised": _recognition(view)}
    known = mine[mine["no_data"] < mine["total"]].sort_values("month")
    if view.period.number not in set(known["month"]):
        return words.word("sentence.commune_unknown", **told)
    unchecked, met = int(now["met_unchecked"]), words.share(int(now["met"]), int(now["total"]))
    key = "sentence.commune_unchecked" if unchecked else "sentence.commune"
    said = words.word(key, met=met, unchecked=words.count(unchecked, "criteria"), **told)
    first = known.iloc[0]
    if int(first["month"]) == view.period.number:
        return said
    change = int(now["met"]) - int(first["met"])
    since = words.month(Period.from_number(int(first["month"])))
    way = "none" if change == 0 else "up" if change > 0 else "down"
    return (
        said
        + " "
        + words.word(f"sentence.change_{way}", change=words.count(abs(change), "criteria"), since=since)
    )


def _recognition(view: View) -> str:
    """Says whether the commune is recognised, waits for its decision, or neither (rule 12)."""
    words = view.words
    rows = view.now.recognised
    mine = rows[(rows["commune"] == view.place.code) & (rows["level"] == "ntm")]
    if mine.empty:
        return words.word("sentence.not_recognised")
    row = mine.iloc[0]
    if row["awaiting"]:
        return words.word("sentence.awaiting")
    key = "sentence.recognised_illustrative" if row["illustrative"] else "sentence.recognised"
    return words.word(key, year=str(row["credited_year"]))
