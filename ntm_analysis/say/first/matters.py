"""What leaders are asked to decide: what is lacking in numbers, why, what is asked, of whom and by when.

A matter is a target of the movement that stands badly, that overdue tasks endanger or that the district
itself expects to miss; a reported verdict that the data contradict; or what a recognised commune no longer
meets. First comes the recognition of a commune, the movement's flagship; then what most targets hang on, the
gravest, and what most people lack.
"""

from ntm_analysis.judge.targets import STANDS_BADLY
from ntm_analysis.judge.targets.course import as_good
from ntm_analysis.judge.targets.status import estimates_of
from ntm_analysis.model import TargetKind
from ntm_analysis.say.doubtful import has_figures
from ntm_analysis.say.first.kinds import Matter, criterion, disputed, lost, mean, other, recognition
from ntm_analysis.say.marks import records
from ntm_analysis.say.units import followed
from ntm_analysis.say.view import View, once
from ntm_analysis.say.words import Cell, Listing, Sentence, Shown, Weight, Words

MOST = 3  # more than three matters are a list and no longer a decision


@once
def matters(view: View) -> tuple[Matter, ...]:
    """Lists every matter, the gravest first; a target is one once, a mean and its gain are one."""
    found = [*disputed(view), *lost(view)]
    tasks = [task for task in records(followed(view)) if task.state != "done"]
    of_mean = next((p for p in view.targets if p.target.kind is TargetKind.MEAN_CRITERIA), None)
    for progress in view.targets:
        target, mine = progress.target, [task for task in tasks if progress.target.id in task.serves]
        stated = estimates_of(target, view.data.movement.estimates, view.period).district
        falls_short = stated is not None and not as_good(target, stated.value, progress.goal)
        is_short = progress.value is None or not as_good(target, progress.value, progress.goal)
        endangered = is_short and any(task.overdue for task in mine)
        same = of_mean is not None and target.kind is TargetKind.MEAN_GAIN
        if same or not (progress.status in STANDS_BADLY or falls_short or endangered):
            continue
        match target.kind:
            case TargetKind.RECOGNISED:
                found += recognition(view, progress, mine)
            case TargetKind.CRITERION:
                found.append(criterion(view, progress, mine))
            case TargetKind.MEAN_CRITERIA:
                found.append(mean(view, progress))
            case _:
                found.append(other(view, progress, mine))
    return tuple(sorted(found, key=lambda matter: matter.order))


def decisions(view: View) -> Shown | None:
    """Shows at most three matters to decide, and folded those that are left; on the district's page."""
    if not view.is_district:
        return None
    words, found = view.words, matters(view)
    if not found:
        return Shown((Sentence(words.word("matter.none" if has_figures(view) else "matter.no_data")),), words)
    shown, more = tuple(map(_set, found[:MOST])), tuple(map(_set, found[MOST:]))
    left = (Listing(words.plural("matter.more", len(more)), more),) if more else ()
    return Shown((Listing("", shown, "agenda"), *left), words)


def _set(matter: Matter) -> Cell:
    return (
        Words(matter.lead, weight=Weight.STRONG),
        Words(f" {matter.told} " if matter.told else " "),
        Words(matter.asked, weight=Weight.ASKED),
        Words(matter.who, weight=Weight.BELOW),
    )
