"""Phương án đạt 14,19: criteria registered, then those of the smallest gaps, as many as the mean needs."""

from collections.abc import Iterator
from dataclasses import dataclass
from math import ceil
from typing import Any

from pandas import DataFrame

from ntm_analysis.judge.movement.plan import (
    DISPUTED,
    LEFT,
    MISSING,
    UNCOUNTED,
    open_criteria,
    registered_first,
)
from ntm_analysis.judge.targets import Progress
from ntm_analysis.model import Figure, Rule, TargetKind
from ntm_analysis.say.marks import indicators_known, records, titled
from ntm_analysis.say.texts import QUARTERS, quiet
from ntm_analysis.say.units import population
from ntm_analysis.say.view import View, once
from ntm_analysis.say.words import Cell, Doubt, Listing, Part, Sentence, Shown, Side, Subject, Tone, Words

NEXT = 5  # criteria named as a reserve: one that fails needs another, not the whole list
_OF_COMMUNE = ("criterion", "gap", "effort", "registered")
_CHOSEN = ("commune", *_OF_COMMUNE, "mean")


@dataclass(frozen=True)
class Plan:
    """What the mean still needs to its target: the open criteria, how many, and those of least effort."""

    progress: Progress
    count: int  # criteria still needed; nought or less once the target is reached
    pairs: DataFrame
    chosen: DataFrame  # ``mean`` is what it grows to with each criterion


@once
def chosen_criteria(view: View) -> Plan | None:
    """Chooses the criteria of the district's plan; None without such a target, or without its value."""
    progress, set_id = _asked(view)
    if progress is None or progress.value is None:
        return None
    denominator = progress.target.denominator or len(view.communes)
    start = progress.value * denominator
    needed = -((start - progress.goal * denominator) // 1)  # the next whole number of criteria
    pairs = open_criteria(view.now.criteria, view.now.parts, set_id, population(view))
    rows = view.data.movement.registrations
    rows = rows[(rows["year"] == view.period.year) & (rows["set"] == set_id)]
    promised = frozenset(zip(rows["commune"], rows["criterion"], strict=True))
    recognised = (p.target.communes for p in view.targets if p.target.kind is TargetKind.RECOGNISED)
    pairs = registered_first(pairs, promised, {code for codes in recognised for code in codes})
    able = pairs[pairs["reason"] != LEFT]
    chosen = able.head(max(needed, 0))
    means: list[Any] = [(start + done) / denominator for done in range(1, len(chosen) + 1)]
    chosen = chosen.assign(set=set_id, mean=means)
    return Plan(progress, needed, pairs, chosen)


def plan(view: View) -> Shown | None:
    """Shows which criteria of which communes bring the mean to its target with the least effort.

    A commune's page shows its own part of the district's plan. Nothing without such a target.
    """
    words, (progress, _) = view.words, _asked(view)
    if progress is None or not (view.is_district or view.is_commune):
        return None
    found = chosen_criteria(view)
    if found is None or found.count <= 0:
        said = words.word("plan.reached" if found else "plan.no_grounds")
        return Shown((Sentence(said),), words) if view.is_district else None
    mine = found.chosen[found.chosen["commune"] == view.place.code] if view.is_commune else found.chosen
    provisional = [words.word("plan.provisional")] if mine["provisional"].any() else []
    if view.is_commune:
        said = " ".join([words.word("plan.method"), *provisional])
        table = PLAN.table(view, records(mine), words.word("plan.caption_commune"), "plan", _OF_COMMUNE)
        return Shown((table, Sentence(said, Tone.NOTE)), words) if len(mine) else None
    now, goal = (words.target_figure(progress.target, value) for value in (progress.value, progress.goal))
    lead = words.word("plan.lead", now=now, goal=goal, count=words.count(found.count, "criteria"))
    table = PLAN.table(view, records(found.chosen), words.word("plan.caption"), "plan", _CHOSEN)
    notes, how = [*provisional, *shortfall_told(view, found)], [words.word("plan.method")]
    # The reserve, then what is left out because it is not known.
    reserve = found.pairs.iloc[len(found.chosen) :]
    known = reserve[[effort is not None for effort in reserve["effort"]]].head(NEXT)
    notes += [words.word("plan.next", names="; ".join(named(view, known)))] if len(known) else []
    reasons = reserve["reason"].value_counts()
    left = [
        words.word(f"plan.left.{reason}", n=words.number(int(reasons[reason])))
        for reason in (MISSING, LEFT, UNCOUNTED, DISPUTED)
        if reason in reasons
    ]
    if left:
        count = words.count(int(sum(reserve["reason"] != "")), "criteria")
        how.append(words.word("plan.left_out", count=count, reasons=", ".join(left)))
    how.append(words.word("plan.only_mean"))
    shown: list[Part] = [Sentence(lead), table, *(Sentence(note, Tone.NOTE) for note in notes)]
    return Shown((*shown, Listing(words.word("plan.how"), tuple(how))), words)


def _asked(view: View) -> tuple[Progress | None, str]:
    """Finds the target of the mean and the set it counts: its own, else the standard one in force."""
    standard = view.set_in_force("standard")
    progress = next((p for p in view.targets if p.target.kind is TargetKind.MEAN_CRITERIA), None)
    set_id = (progress.target.set if progress else "") or (standard.id if standard else "")
    return (progress if set_id else None), set_id


PLAN = Subject[Any](
    "plan",
    {
        "commune": lambda view, row: view.communes[row.commune],
        "criterion": lambda view, row: titled(view, row.set, row.criterion),
        # Rounded up: what is missing is never shown as less than it is.
        "effort": lambda view, row: (
            quiet(view.words.word("plan.unknown"))
            if row.effort is None
            else view.words.whole(ceil(row.effort))
        ),
        "mean": lambda view, row: Figure(row.mean, view.words.number(row.mean, 2), decimals=2),
    },
    {"effort": Side.RIGHT, "mean": Side.RIGHT},
)


@PLAN.fact
def registered(view: View, row: Any) -> str:
    """Names the quarter for which the commune registered the criterion this year."""
    words, rows = view.words, view.data.movement.registrations
    mine = rows[(rows["year"] == view.period.year) & (rows["set"] == row.set)]
    mine = mine[(mine["commune"] == row.commune) & (mine["criterion"] == row.criterion)]
    if mine.empty:
        return words.word("plan.not_registered")
    quarter = QUARTERS.get(mine["quarter"].iloc[-1])
    return words.word("plan.quarter", quarter=quarter) if quarter else words.word("plan.year")


@PLAN.fact
def gap(view: View, row: Any) -> Cell:
    """Writes the counted gaps by their short names; where the effort is not known also why."""
    words, told = view.words, []
    for part, count, unit, rule in row.gaps:
        key = "table.gap_less" if rule == Rule.AT_MOST else "table.gap_more"
        name = words.text(indicators_known(view)[row.set, part].brief)
        told.append(f"{name}: {words.word(key, count=words.count(count, unit))}")
    if row.reason:
        told.append(words.word(f"plan.reason.{row.reason}"))
    return Words("; ".join(told), (Doubt.PROVISIONAL,) if row.provisional else ())


def shortfall_told(view: View, found: Plan) -> Iterator[str]:
    """Says how many of the criteria have a gap of unknown size, and how many are wanting to the goal."""
    words = view.words
    if unknown := sum(effort is None for effort in found.chosen["effort"]):
        yield words.word("plan.with_unknown", count=words.count(unknown, "criteria"))
    if wanting := max(found.count - len(found.chosen), 0):
        yield words.word("plan.not_enough", count=words.count(wanting, "criteria"))


def named(view: View, rows: DataFrame) -> list[str]:
    """Names communes with the criterion of each row."""
    said = view.words.word
    return [said("plan.of", commune=view.communes[r.commune], criterion=r.criterion) for r in records(rows)]
