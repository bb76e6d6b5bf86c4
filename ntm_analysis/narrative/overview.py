"""The conclusion over all criteria, of one commune and of the district."""

from __future__ import annotations

from fractions import Fraction

from ntm_analysis.model import Period, TargetKind
from ntm_analysis.narrative.phrases import (
    joined,
    missing_sentence,
    named_targets_sentence,
    place_name,
    poverty_sentence,
    targets_sentence,
)
from ntm_analysis.view import View


def sentences(view: View) -> tuple[str, ...]:
    """Tells how many criteria are met, what changed or is missing, and the targets that are asked."""
    if view.is_district:
        return (_district(view), targets_sentence(view), moved(view))
    if not view.is_commune:
        return (view.words.word("sentence.town", place=place_name(view)), poverty_sentence(view))
    return (_commune(view), missing_sentence(view), named_targets_sentence(view))


def _district(view: View) -> str:
    """Counts recognised communes and the mean, both on the denominators of the movement."""
    words, criteria_set = view.words, view.set_in_force("standard")
    if criteria_set is None:
        return words.word("sentence.no_set")
    counts = view.now.counts
    counts = counts[counts["set"] == criteria_set.id]
    if (counts["no_data"] >= counts["total"]).all():
        return words.word("sentence.nothing_known", month=words.month(view.period))
    met, unchecked = int(counts["met"].sum()), int(counts["met_unchecked"].sum())
    mean = Fraction(met, len(view.communes))
    goal = next((p.target for p in view.targets if p.target.kind is TargetKind.MEAN_CRITERIA), None)
    said = words.word(
        "sentence.district_unchecked" if unchecked else "sentence.district",
        month=words.month(view.period),
        recognised=words.share(len(view.recognised), len(view.communes)),
        mean=words.number(mean, decimals=2),
        met=words.number(met),
        communes=words.number(len(view.communes)),
        unchecked=words.count(unchecked, "criteria"),
        checked=words.number(Fraction(met - unchecked, len(view.communes)), decimals=2),
    )
    if goal is None:
        return said
    return said + " " + words.word("sentence.mean_goal", goal=words.number(goal.value, decimals=2))


def moved(view: View) -> str:
    """Names the communes that gained or lost a criterion since the previous period; never netted.

    Without an earlier period there is nothing to say; after a change of set, that it changed (rule 8).
    """
    words, criteria_set = view.words, view.set_in_force("standard")
    counts = view.now.counts
    rows = counts[counts["set"] == criteria_set.id] if criteria_set else counts.head(0)
    if rows["change"].isna().all():
        earlier = any(period < view.period for period in view.data.periods)
        return words.word("sentence.set_changed") if earlier else ""
    unchecked = _unchecked(view)
    parts = []
    for column in ("lost", "gained"):
        named = [
            f"{view.communes[r['commune']]} ({_marked(r['commune'], r[column], unchecked)})"
            for _, r in rows[rows[column] != ""].iterrows()
        ]
        if named:
            parts.append(words.word(f"sentence.{column}", communes=joined(view, named)))
    if any("†" in part for part in parts):
        parts.append(words.word("sentence.dagger"))
    return " ".join(parts) if parts else words.word("sentence.nothing_moved")


def _unchecked(view: View) -> set[tuple[str, str]]:
    """Finds the criteria that count only because the commune itself says so (rule 6)."""
    rows = view.now.criteria
    rows = rows[rows["unchecked"]]
    return set(zip(rows["commune"], rows["criterion"], strict=True))


def _marked(commune: str, codes: str, unchecked: set[tuple[str, str]]) -> str:
    return ", ".join(
        f"{code}†" if (commune, code) in unchecked else code for code in map(str.strip, codes.split(","))
    )


def _commune(view: View) -> str:
    words, criteria_set = view.words, view.set_in_force("standard")
    if criteria_set is None:
        return words.word("sentence.no_set")
    history = view.results.counts
    mine = history[(history["set"] == criteria_set.id) & (history["commune"] == view.place.code)]
    now = mine[mine["month"] == view.period.number].iloc[0]
    first = mine.sort_values("month").iloc[0]
    said = words.word(
        "sentence.commune",
        place=place_name(view),
        met=words.share(int(now["met"]), int(now["total"])),
        month=words.month(view.period),
        recognised=_recognition(view),
    )
    if int(first["month"]) == view.period.number:
        return said
    change = int(now["met"]) - int(first["met"])
    since = words.month(Period.from_number(int(first["month"])))
    key = (
        "sentence.change_none"
        if change == 0
        else "sentence.change_up"
        if change > 0
        else "sentence.change_down"
    )
    return said + " " + words.word(key, change=words.count(abs(change), "criteria"), since=since)


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
