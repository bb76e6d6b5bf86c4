"""What a target's figures do not say: notes on its denominator, start and estimates, communes it names."""

from __future__ import annotations

from fractions import Fraction

from ntm_analysis.judge.counts import criteria_met, unchecked_communes
from ntm_analysis.judge.targets import Progress
from ntm_analysis.judge.targets.course import base_month
from ntm_analysis.judge.targets.status import Estimate, Estimates, summed
from ntm_analysis.model import Period, TargetKind
from ntm_analysis.say.view import View

_MEANS = (TargetKind.MEAN_CRITERIA, TargetKind.MEAN_GAIN)


def remarks(view: View, progress: Progress) -> list[str]:
    """Says what a target's value does not: moved denominators, the unchecked, the communes alone."""
    beside = progress.beside
    alone = "" if beside is None else _written(view, progress, beside)
    said = (
        _unchecked(view, progress),
        real_number(view, progress),
        view.words.word("table.communes_alone", value=alone) if alone else "",
        obstacles_told(view, progress),
    )
    return [text for text in said if text]


def real_number(view: View, progress: Progress) -> str:
    """Says how many there are now beside the denominator of the document; empty where they are the same."""
    words, real = view.words, progress.real
    if real is None:
        return ""
    printed = words.number(progress.target.denominator or 0)
    return words.word(f"targets.denominator.{real.of}", real=words.number(real.number), printed=printed)


def start_rate(view: View, progress: Progress) -> str:
    """Writes the poor rate a change is counted from, with its households; empty for every other target."""
    if progress.target.kind is not TargetKind.POOR_RATE_CHANGE:
        return ""
    words, rows = view.words, view.results.poverty
    rows = rows[(rows["place"] == view.data.district.code) & (rows["line"] == view.data.poverty_line)]
    rows = rows[(rows["value_month"] == base_month(progress.target)).fillna(value=False) & rows["complete"]]
    if rows.empty:
        return ""
    poor, households = int(rows["poor"].iloc[-1]), int(rows["households"].iloc[-1])
    return words.word(
        "table.start_rate",
        rate=words.percent(Fraction(100 * poor, households)),
        poor=words.number(poor),
        households=words.number(households),
    )


def obstacles_told(view: View, progress: Progress) -> str:
    """Says what is known to speak against a target; empty where nothing is."""
    words = view.words
    told = [
        words.word(
            f"targets.{obstacle.kind}",
            n=words.number(obstacle.value or 0),
            value=_written(view, progress, obstacle.value),
            commune=view.communes.get(obstacle.commune, ""),
            condition=_within(words.word(f"condition.{obstacle.condition}")) if obstacle.condition else "",
        )
        for obstacle in progress.obstacles
    ]
    return words.word("targets.obstacles", obstacles="; ".join(told)) if told else ""


def _within(title: str) -> str:
    """Writes a title as it stands within a sentence."""
    return title[:1].lower() + title[1:]


def named(view: View, progress: Progress) -> list[str]:
    """Says of each commune that a target names where it stands; on a commune's page of that commune."""
    words = view.words
    places = {place.code: place.name for place in view.data.places}
    told = []
    for state in progress.named:
        if view.is_district or state.commune == view.place.code:
            verdict = words.word("goal.awaiting") if state.awaiting else words.verdict(state.verdict)
            told.append(f"{places[state.commune]}: {state.verdict.symbol} {verdict}")
    return told


def stated_at(view: View, estimate: Estimate) -> str:
    """Says in which month an estimate was reported, and its row."""
    month = view.words.month(Period.from_number(estimate.month))
    return f"{view.words.word('goal.estimated_at', month=month)} (estimates.csv:{estimate.row})"


def by_communes(view: View, progress: Progress, found: Estimates) -> str:
    """Adds the communes' estimates where every commune gave one; a sum of some would pass for all."""
    words, target, n = view.words, progress.target, len(found.communes)
    if set(found.communes) != set(view.communes):
        return words.word("goal.estimated_by_some", n=words.number(n), all=words.number(len(view.communes)))
    shown = words.target_figure(target, summed(target, found.communes), progress.goal)
    return words.word("goal.estimated_by_communes", n=words.number(n), figure=shown)


def _written(view: View, progress: Progress, value: Fraction | None) -> str:
    return view.words.target_figure(progress.target, value, progress.goal)


def _unchecked(view: View, progress: Progress) -> str:
    """Says what communes assessed beside a target's value and nobody checked; empty where they did not."""
    words, target = view.words, progress.target
    if progress.value is None:
        return ""
    if target.kind is TargetKind.CRITERION:
        n = unchecked_communes(view.now.criteria, target.set, target.criterion)
        return words.word("figure.communes_unchecked", count=words.count(n, "communes")) if n else ""
    criteria_set = view.set_in_force("standard")
    if target.kind not in _MEANS or criteria_set is None or target.set not in {"", criteria_set.id}:
        return ""
    found = criteria_met(view.now.counts, criteria_set.id)
    if found is None or not found.unchecked:
        return ""
    claimed = progress.value + Fraction(found.unchecked, target.denominator or found.communes)
    told = {"value": words.target_figure(target, claimed, progress.goal)}
    return words.word("figure.with_unchecked", count=words.count(found.unchecked, "criteria"), **told)
