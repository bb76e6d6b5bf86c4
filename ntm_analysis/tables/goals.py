"""The movement's targets in full: where each began, stands and is going, and the communes it names."""

from __future__ import annotations

from fractions import Fraction

from markupsafe import Markup

from ntm_analysis.display import Column, Display, element, table
from ntm_analysis.model import TargetSense
from ntm_analysis.tables.figures import remarks
from ntm_analysis.tables.marks import caveat_mark
from ntm_analysis.targets import Progress
from ntm_analysis.view import View

_COLUMNS = ("target", "baseline", "goal", "now", "missing", "outlook", "status", "paragraph")
_NUMERIC = {"baseline", "goal", "now", "missing"}


def goals(view: View) -> Display | None:
    """Shows every target of the page with what is missing, the outlook, its status and its paragraph."""
    shown = view.own_targets
    if not shown:
        return None
    words = view.words
    columns = [Column(words.word(f"goal.{name}"), numeric=name in _NUMERIC) for name in _COLUMNS]
    rows = [_row(view, progress) for progress in shown]
    note = element("p", words.word("goal.document", document=view.data.target_document), class_="note")
    return Display(table(words.word("goal.caption"), columns, rows, kind="targets") + note)


def _row(view: View, progress: Progress) -> list[object]:
    words, target = view.words, progress.target
    figures = (progress.baseline, progress.goal, progress.value)
    status = words.word(f"target_status.{progress.status}")
    return [
        _name(view, progress),
        *(words.target_figure(target, value) for value in figures),
        _missing(view, progress),
        _outlook(view, progress),
        element("span", status, class_=f"status {progress.status}"),
        target.paragraph,
    ]


def _name(view: View, progress: Progress) -> Markup:
    """Names the target, with each commune it names and where that stands."""
    words = view.words
    name = Markup("{}").format(words.text(progress.target.name))
    if progress.provisional:
        name += caveat_mark(view, "provisional")
    name += remarks(view, progress)
    places = {place.code: place.name for place in view.data.places}
    for state in progress.named:
        if view.is_district or state.commune == view.place.code:
            verdict = words.word("goal.awaiting") if state.awaiting else words.verdict(state.verdict)
            text = f"{places[state.commune]}: {state.verdict.symbol} {verdict}"
            name += element("small", text, class_="ratio")
    return name


def _missing(view: View, progress: Progress) -> str:
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


def _outlook(view: View, progress: Progress) -> str:
    """Writes the range expected at the target's end; without grounds for one, so it says."""
    words, outlook = view.words, progress.outlook
    if outlook is None:
        return words.word("goal.no_outlook")
    low, high = (words.target_figure(progress.target, value) for value in (outlook.low, outlook.high))
    return low if low == high else words.word("goal.range", low=low, high=high)
