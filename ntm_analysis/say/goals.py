"""The movement's targets in full: where each began, stands and is going, and the communes it names."""

from __future__ import annotations

from fractions import Fraction

from markupsafe import Markup

from ntm_analysis.display import Column, Display, element, lines, table
from ntm_analysis.judge.movement.estimates import Estimate, Estimates, estimates_of, summed
from ntm_analysis.judge.targets import Progress
from ntm_analysis.model import Period, Target, TargetKind, TargetSense, Verdict
from ntm_analysis.say.marks import caveat_mark
from ntm_analysis.say.model_areas import areas_of
from ntm_analysis.say.targets import remarks, start_rate, value_of
from ntm_analysis.say.view import View, once

_COLUMNS = ("target", "baseline", "goal", "now", "missing", "estimate", "outlook")
_NUMERIC = {"baseline", "goal", "now", "missing"}
# Where these are counted, a commune says of itself only whether it will be among them.
_COUNTED = {TargetKind.RECOGNISED, TargetKind.CRITERION, TargetKind.MODEL_AREAS}


@once
def goals(view: View) -> Display | None:
    """Shows every target of the page: what is missing, estimated, to be expected, and how it is read.

    A commune's page has the targets that bind it by name or as recognised, and names those it counts in.
    """
    bound = [p for p in view.targets if view.is_district or _binds(view, p.target)]
    joint = [p for p in view.targets if p not in bound and _counts_in(view, p.target)]
    words = view.words
    parts = []
    if bound:
        columns = [Column(words.word(f"goal.{name}"), numeric=name in _NUMERIC) for name in _COLUMNS]
        rows = [_row(view, progress) for progress in bound]
        parts.append(table(words.word("goal.caption"), columns, rows, kind="targets"))
    if joint:
        names = "; ".join(words.text(p.target.name) for p in joint)
        parts.append(element("p", words.word("goal.joint", targets=names), class_="note"))
    if bound:
        note = words.word("goal.document", document=view.data.target_document)
        parts += [element("p", note, class_="note"), _readings(view, bound)]
    return Display(Markup("\n").join(parts)) if parts else None


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


def _readings(view: View, shown: list[Progress]) -> Markup:
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
    return element("details", element("summary", words.word("goal.readings")) + lines("ul", items))


def _row(view: View, progress: Progress) -> list[object]:
    return [
        _name(view, progress),
        _baseline(view, progress),
        _goal(view, progress),
        value_of(view, progress),
        missing(view, progress),
        _estimate(view, progress),
        _outlook(view, progress),
    ]


def _baseline(view: View, progress: Progress) -> Markup:
    """Writes where the target began; a figure that the document does not print says so."""
    words, target = view.words, progress.target
    shown = Markup("{}").format(words.target_figure(target, progress.baseline))
    rate = start_rate(view, progress)
    shown = _under(shown, rate) if rate else shown
    if target.baseline.printed or progress.baseline is None:
        return shown
    return _under(shown, words.word("goal.derived"))


def _goal(view: View, progress: Progress) -> Markup:
    """Writes the goal with its share of the communes and how many more it asks for."""
    words, target = view.words, progress.target
    shown = Markup("{}").format(words.target_figure(target, progress.goal))
    notes = []
    if target.kind is TargetKind.CRITERION and target.denominator:
        notes.append(words.percent(Fraction(100 * progress.goal, target.denominator)))
    more = progress.goal - progress.baseline if progress.baseline is not None else 0
    if target.kind in _COUNTED and more > 0:
        notes.append(words.word("goal.added", n=words.formal(int(more))))
    return _under(shown, ", ".join(notes)) if notes else shown


def _under(figure: Markup, note: str) -> Markup:
    """Puts a note under a figure, on paper too, where notes otherwise follow in the line."""
    return figure + Markup("<br>") + element("small", note, class_="ratio")


def _name(view: View, progress: Progress) -> Markup:
    """Names the target and its paragraph, with each commune it names and where that stands."""
    words, target = view.words, progress.target
    name = Markup("{}").format(words.text(target.name))
    if progress.provisional:
        name += caveat_mark(view, "provisional")
    name += element("small", words.text(target.paragraph), class_="ratio")
    name += remarks(view, progress)
    name += Markup("").join(element("small", text, class_="ratio") for text in named(view, progress))
    if target.kind is TargetKind.MODEL_AREAS:
        name += element("small", areas_of(view), class_="ratio")
    return name


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


def missing(view: View, progress: Progress) -> str:
    """Writes what is still missing to the target; nothing once it is reached."""
    if progress.value is None:
        return view.words.word("value.missing")
    falls = progress.target.sense is TargetSense.FALL
    gap = progress.value - progress.goal if falls else progress.goal - progress.value
    if gap <= 0:
        return "–"
    return _amount(view, progress, gap)


def _amount(view: View, progress: Progress, gap: Fraction) -> str:
    words = view.words
    if progress.target.unit == "points":
        return words.points(gap)
    if progress.target.unit == "criteria":
        denominator = progress.target.denominator
        mean = words.number(gap, decimals=2)
        if denominator and (gap * denominator).denominator == 1:
            count = words.count(int(gap * denominator), "criteria")
            return words.word("goal.mean_gap", mean=mean, count=count)
        return mean
    return words.formal(int(gap))


def _estimate(view: View, progress: Progress) -> Markup:
    """Writes what the district states for the whole year and what its communes' own figures add up to."""
    words, target = view.words, progress.target
    found = estimates_of(target, view.data.movement.estimates, view.period)
    if not view.is_district:
        return _own_estimate(view, target, found.communes.get(view.place.code))
    shown = Markup("{}").format(words.word("value.missing"))
    if found.district:
        shown = Markup("{}").format(words.target_figure(target, found.district.value, progress.goal))
        shown += _stated_at(view, found.district)
    if found.communes:
        shown += element("small", _by_communes(view, progress, found), class_="ratio")
    return shown


def _own_estimate(view: View, target: Target, own: Estimate | None) -> Markup:
    words = view.words
    if own is None:
        return Markup("{}").format(words.word("value.missing"))
    if target.kind in _COUNTED:
        said = words.verdict(Verdict.MET if own.value else Verdict.NOT_MET)
    else:
        said = words.word("goal.estimate_criteria", n=words.number(own.value))
    return Markup("{}").format(said) + _stated_at(view, own)


def _stated_at(view: View, estimate: Estimate) -> Markup:
    month = view.words.month(Period.from_number(estimate.month))
    said = view.words.word("goal.estimated_at", month=month)
    return element("small", f"{said} (estimates.csv:{estimate.row})", class_="ratio")


def _by_communes(view: View, progress: Progress, found: Estimates) -> str:
    """Adds the communes' estimates where every commune gave one; a sum of some would pass for all."""
    words, target, n = view.words, progress.target, len(found.communes)
    if set(found.communes) != set(view.communes):
        return words.word("goal.estimated_by_some", n=words.number(n), all=words.number(len(view.communes)))
    figure = words.target_figure(target, summed(target, found.communes), progress.goal)
    return words.word("goal.estimated_by_communes", n=words.number(n), figure=figure)


def _outlook(view: View, progress: Progress) -> Markup:
    """Writes the status and the range expected at the target's end; without grounds for one, so it says."""
    words, outlook = view.words, progress.outlook
    status = words.word(f"target_status.{progress.status}")
    shown = element("span", status, class_=f"status {progress.status}")
    if outlook is None:
        return shown
    low, high = (words.target_figure(progress.target, value) for value in (outlook.low, outlook.high))
    text = low if low == high else words.word("goal.range", low=low, high=high)
    return shown + element("small", text, class_="ratio")
