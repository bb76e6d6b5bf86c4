"""The movement's targets: where each began, stands and is going, what speaks against it, whom it names.

Every fact of a target is one cell here, under the name of a column; page, papers, workbook and command
choose the columns they show.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from fractions import Fraction

from ntm_analysis.judge.targets import Progress
from ntm_analysis.judge.targets.status import estimates_of
from ntm_analysis.model import Figure, TargetKind, TargetSense, Verdict
from ntm_analysis.say.model_areas import areas_of
from ntm_analysis.say.subjects import Subject
from ntm_analysis.say.target_notes import by_communes, named, remarks, start_rate, stated_at
from ntm_analysis.say.texts import text_of
from ntm_analysis.say.view import View
from ntm_analysis.say.words import Cell, Doubt, Side, Standing, Weight, Words

# Where these are counted, a commune says of itself only whether it will be among them.
COUNTED = frozenset({TargetKind.RECOGNISED, TargetKind.CRITERION, TargetKind.MODEL_AREAS})
_NUMERIC = (
    "baseline",
    "rated_baseline",
    "began",
    "goal",
    "asked",
    "now",
    "missing",
    "estimate",
    "low",
    "high",
)


def _name(view: View, progress: Progress) -> Words:
    provisional = (Doubt.PROVISIONAL,) if progress.provisional else ()
    return Words(view.words.text(progress.target.name), provisional)


def _noted_name(view: View, progress: Progress) -> Cell:
    """Names a target with what its value does not say under it."""
    return _name(view, progress), *_small(remarks(view, progress))


def _full_name(view: View, progress: Progress) -> Cell:
    """Names a target with its paragraph, what its value does not say, and the communes it names."""
    target = progress.target
    areas = [areas_of(view)] if target.kind is TargetKind.MODEL_AREAS else []
    notes = (view.words.text(target.paragraph), *remarks(view, progress), *named(view, progress), *areas)
    return _name(view, progress), *_small(notes)


def _small(texts: Iterable[str], weight: Weight = Weight.SMALL) -> tuple[Words, ...]:
    return tuple(Words(text, weight=weight) for text in texts if text)


def figure(view: View, progress: Progress, value: Fraction | None) -> Figure | Words:
    """Writes a value in a target's own form; words where there is none."""
    if value is None:
        return Words(view.words.word("value.missing"), weight=Weight.QUIET)
    return view.words.of_target(progress.target, value, progress.goal)


def now(view: View, progress: Progress) -> Figure | Words:
    """Writes a target's figure of now: whether it is preliminary, or adjusted after closing."""
    shown = figure(view, progress, progress.value)
    found = {
        Doubt.ADJUSTED: progress.target.id in view.adjusted_targets,
        Doubt.PRELIMINARY: progress.preliminary,
    }
    return replace(shown, doubts=tuple(doubt for doubt, holds in found.items() if holds))


def value_of(view: View, progress: Progress) -> str:
    """Writes a target's figure of now as text."""
    return text_of(view.words, now(view, progress))


def _baseline(view: View, progress: Progress) -> Cell:
    """Writes where a target began, the poor rate with the households it is counted from."""
    return figure(view, progress, progress.baseline), *_small([start_rate(view, progress)])


def _began(view: View, progress: Progress) -> Cell:
    """Writes where a target began; a figure that the document does not print says so."""
    derived = progress.baseline is not None and not progress.target.baseline.printed
    notes = [start_rate(view, progress), view.words.word("goal.derived") if derived else ""]
    below = "; ".join(note for note in notes if note)
    return figure(view, progress, progress.baseline), *_small([below], Weight.BELOW)


def _asked(view: View, progress: Progress) -> Cell:
    """Writes the goal with its share of the communes and how many more it asks for."""
    words, target, notes = view.words, progress.target, []
    if target.kind is TargetKind.CRITERION and target.denominator:
        notes.append(words.percent(Fraction(100 * progress.goal, target.denominator)))
    more = progress.goal - progress.baseline if progress.baseline is not None else 0
    if target.kind in COUNTED and more > 0:
        notes.append(words.word("goal.added", n=words.formal(int(more))))
    return figure(view, progress, progress.goal), *_small([", ".join(notes)], Weight.BELOW)


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
        return Words(words.word("value.missing"), weight=Weight.QUIET)
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


def _estimate(view: View, progress: Progress) -> Figure | Words:
    """Writes the district's own estimate of the whole year."""
    found = estimates_of(progress.target, view.data.movement.estimates, view.period).district
    return figure(view, progress, found.value if found else None)


def _estimates(view: View, progress: Progress) -> Cell:
    """Writes what the district states for the whole year and what its communes' own figures add up to."""
    words, target = view.words, progress.target
    found = estimates_of(target, view.data.movement.estimates, view.period)
    if view.is_district:
        notes = [stated_at(view, found.district)] if found.district else []
        notes += [by_communes(view, progress, found)] if found.communes else []
        return _estimate(view, progress), *_small(notes)
    own = found.communes.get(view.place.code)
    if own is None:
        return words.word("value.missing")
    said = words.word("goal.estimate_criteria", n=words.number(own.value))
    if target.kind in COUNTED:
        said = words.verdict(Verdict.MET if own.value else Verdict.NOT_MET)
    return Words(said), *_small([stated_at(view, own)])


def status(view: View, progress: Progress) -> Standing:
    """Names where a target stands."""
    return Standing(progress.status, view.words.word(f"target_status.{progress.status}"))


def _own_status(view: View, progress: Progress) -> Cell:
    """Names where a target stands for the page's place, with the district's status where that differs."""
    own, words = view.own_status(progress), view.words
    shown = Standing(own, words.word(f"target_status.{own}"))
    if own is progress.status:
        return shown
    return shown, *_small([words.word("table.of_district", status=status(view, progress).text)])


def _outlook(view: View, progress: Progress) -> str:
    """Writes the range expected at a target's end; nothing without grounds for one."""
    if progress.outlook is None:
        return ""
    low, high = (figure(view, progress, v).text for v in (progress.outlook.low, progress.outlook.high))
    return low if low == high else view.words.word("table.outlook_range", low=low, high=high)


def _bound(view: View, progress: Progress, *, upper: bool) -> Cell:
    if progress.outlook is None:
        return Words(view.words.word("target_status.no_grounds"), weight=Weight.QUIET)
    return figure(view, progress, progress.outlook.high if upper else progress.outlook.low)


def _all_remarks(view: View, progress: Progress) -> str:
    """Says in one cell what a target's value does not, with its doubts in words."""
    words = view.words
    doubts = {
        "mark_title.provisional": progress.provisional,
        "mark_title.adjusted": progress.target.id in view.adjusted_targets,
        "workbook.illustrative_row": progress.illustrative,
    }
    told = [text.rstrip(".") for text in remarks(view, progress)]
    return "; ".join([*told, *(words.word(key) for key, holds in doubts.items() if holds)])


FACTS: Mapping[str, Callable[[View, Progress], Cell]] = {
    "name": _name,
    "noted_name": _noted_name,
    "full_name": _full_name,
    "paragraph": lambda view, progress: view.words.text(progress.target.paragraph),
    "baseline": lambda view, progress: figure(view, progress, progress.baseline),
    "rated_baseline": _baseline,
    "began": _began,
    "goal": lambda view, progress: figure(view, progress, progress.goal),
    "asked": _asked,
    "now": now,
    "missing": missing,
    "estimate": _estimate,
    "estimates": _estimates,
    "low": lambda view, progress: _bound(view, progress, upper=False),
    "high": lambda view, progress: _bound(view, progress, upper=True),
    "outlook": _outlook,
    "status": status,
    "own_status": _own_status,
    "standing": lambda view, progress: (status(view, progress), *_small([_outlook(view, progress)])),
    "day": lambda _view, progress: progress.value_date or "",
    "named": lambda view, progress: "; ".join(named(view, progress)),
    "remarks": _all_remarks,
    "quote": lambda _view, progress: progress.target.quote,
}
TARGETS = Subject("targets", FACTS, dict.fromkeys(_NUMERIC, Side.RIGHT))
