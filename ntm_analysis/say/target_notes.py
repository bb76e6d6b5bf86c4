"""What stands beside a target's figures: what is missing, its start and estimates, communes it names."""

from fractions import Fraction
from math import ceil

from ntm_analysis.judge.recognition import criteria_met, unchecked_communes
from ntm_analysis.judge.targets import Progress
from ntm_analysis.judge.targets.course import base_month
from ntm_analysis.judge.targets.status import estimates_of, summed
from ntm_analysis.model import Figure, Target, TargetKind, TargetSense, Verdict
from ntm_analysis.say.marks import month_of
from ntm_analysis.say.texts import place_name, quiet, small, target_figure
from ntm_analysis.say.units import areas
from ntm_analysis.say.view import View
from ntm_analysis.say.words import Cell, Words

# Where these are counted, a commune says of itself only whether it will be among them.
COUNTED = frozenset({TargetKind.RECOGNISED, TargetKind.CRITERION, TargetKind.MODEL_AREAS})
_MEANS = (TargetKind.MEAN_CRITERIA, TargetKind.MEAN_GAIN)


def remarks(view: View, progress: Progress) -> list[str]:
    """Says what a target's value does not: moved denominators, the unchecked, the communes alone."""
    words, target, standard, said = view.words, progress.target, view.set_in_force("standard"), list[str]()
    # What communes assessed beside the value and nobody checked.
    if progress.value is not None and target.kind is TargetKind.CRITERION:
        if n := unchecked_communes(view.now.criteria, target.set, target.criterion):
            said.append(words.word("figure.communes_unchecked", count=words.count(n, "communes")))
    elif progress.value is not None and target.kind in _MEANS and standard is not None:
        found = criteria_met(view.now.counts, standard.id)
        if target.set in {"", standard.id} and found is not None and found.unchecked:
            claimed = progress.value + Fraction(found.unchecked, target.denominator or found.communes)
            told = {
                "value": _written(view, progress, claimed),
                "count": words.count(found.unchecked, "criteria"),
            }
            said.append(words.word("figure.with_unchecked", **told))
    said.append(real_number(view, progress))
    if progress.beside is not None:
        alone = _written(view, progress, progress.beside)
        said.append(words.word("table.communes_alone", value=alone))
    return [text for text in (*said, obstacles_told(view, progress)) if text]


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
            condition=condition[:1].lower() + condition[1:],  # within a sentence
        )
        for obstacle in progress.obstacles
        for condition in [words.word(f"condition.{obstacle.condition}") if obstacle.condition else ""]
    ]
    return words.word("targets.obstacles", obstacles="; ".join(told)) if told else ""


def named(view: View, progress: Progress) -> list[str]:
    """Says of each commune that a target names where it stands; on a commune's page of that commune."""
    words, told = view.words, list[str]()
    for state in progress.named:
        if view.is_district or state.commune == view.place.code:
            verdict = words.word("goal.awaiting") if state.awaiting else words.verdict(state.verdict)
            told.append(f"{place_name(view, state.commune)}: {state.verdict.symbol} {verdict}")
    return told


def waiting_for(view: View, progress: Progress) -> list[str]:
    """Names the communes that a target names and that do not meet it."""
    return [place_name(view, s.commune) for s in progress.named if s.verdict is not Verdict.MET]


def _written(view: View, progress: Progress, value: Fraction | None) -> str:
    return view.words.target_figure(progress.target, value, progress.goal)


def estimate(view: View, progress: Progress) -> Figure | Words:
    """Writes the district's own estimate of the whole year."""
    found = estimates_of(progress.target, view.data.movement.estimates, view.period).district
    return target_figure(view, progress, found.value if found else None)


def estimates(view: View, progress: Progress) -> Cell:
    """Writes what the district states for the whole year and what its communes' own figures add up to."""
    words, target, notes = view.words, progress.target, list[str]()
    found = estimates_of(target, view.data.movement.estimates, view.period)
    stated = found.district if view.is_district else found.communes.get(view.place.code)
    if stated is not None:
        notes.append(words.word("goal.estimated_at", month=month_of(view, stated.month)))
    if view.is_district:
        counted = {"n": words.number(len(found.communes)), "all": words.number(len(view.communes))}
        if found.communes and set(found.communes) == set(view.communes):
            figure = _written(view, progress, summed(target, found.communes))
            notes.append(words.word("goal.estimated_by_communes", figure=figure, **counted))
        elif found.communes:  # a sum of some would pass for all
            notes.append(words.word("goal.estimated_by_some", **counted))
        return estimate(view, progress), *small(*notes)
    if stated is None:
        return words.word("value.missing")
    said = words.word("goal.estimate_criteria", n=words.number(stated.value))
    if target.kind in COUNTED:
        said = words.verdict(Verdict.MET if stated.value else Verdict.NOT_MET)
    return Words(said), *small(*notes)


def areas_of(view: View, progress: Progress) -> str:
    """Says how many obliged communes have an area decided or under way; of a commune its own state.

    Of a target that counts no model residential areas there is nothing to say.
    """
    if progress.target.kind is not TargetKind.MODEL_AREAS:
        return ""
    words, rows = view.words, areas(view)
    if view.is_district:
        others = rows[~rows["obliged"] & rows["commune"].isin(list(view.communes))]
        having = others.loc[others["state"] != "none", "commune"].nunique()
        asked = others["commune"].nunique()
        obliged = rows[rows["obliged"]].groupby("commune")["state"].agg(set)
        decided = sum("recognised" in states for states in obliged)
        working = sum("registered" in states and "recognised" not in states for states in obliged)
        both = words.word("model_area.both", decided=words.number(decided), working=words.number(working))
        counted = {"n": words.number(having), "all": words.number(asked)}
        return f"{both}; {words.word('model_area.encouraged_count', **counted)}"
    states = set(rows.loc[rows["commune"] == view.place.code, "state"])
    best = next(state for state in ("recognised", "registered", "none") if state in states)
    return f"{view.place.name}: {words.word(f'model_area.state_{best}')}"


def gap(progress: Progress) -> Fraction | None:
    """Gives how far a target's figure is from its goal; 0 where it is reached, None where it has none."""
    if progress.value is None:
        return None
    falls = progress.target.sense is TargetSense.FALL
    return max(progress.value - progress.goal if falls else progress.goal - progress.value, Fraction(0))


def missing(view: View, progress: Progress) -> Figure | Words:
    """Writes what is still missing to a target; a mean with the criteria it stands for."""
    words, target, distance = view.words, progress.target, gap(progress)
    if distance is None:
        return quiet(words.word("value.missing"))
    if not distance:
        return Words("–")
    if target.unit == "points":
        return words.amount(distance, "points", 1)
    if target.unit != "criteria":
        return Figure(int(distance), words.formal(int(distance)), decimals=0, formal=True)
    mean = Figure(distance, words.number(distance, 2), decimals=2)
    whole = distance * (target.denominator or 0)
    if not whole or whole.denominator != 1:
        return mean
    return mean.within(words.word("goal.mean_gap", mean="{}", count=words.count(int(whole), "criteria")))


def needed(view: View, progress: Progress) -> str:
    """Says how many are still missing to a goal, in whole things where it counts such: ``10 tiêu chí``."""
    words, target, distance = view.words, progress.target, gap(progress)
    if distance is None:
        return words.word("value.missing")
    if target.unit == "points":
        return words.amount(distance, "points", 1).text
    whole = ceil(distance * (target.denominator or 1) if target.unit == "criteria" else distance)
    return words.count(whole, target.unit)


def reading(view: View, target: Target) -> str:
    """Says what the document prints of a target, what was derived from it and how it is understood."""
    words, at = view.words, view.words.text(target.paragraph)
    said = [words.word("goal.quote", name=words.text(target.name), quote=target.quote, at=at)]
    if target.baseline.note:
        key = "goal.baseline_printed" if target.baseline.printed else "goal.baseline_derived"
        said.append(words.word(key, note=target.baseline.note))
    said += [words.word("goal.understood", note=target.note)] if target.note else []
    return " ".join(said)
