"""A poster of the month for villages: three figures in their words, to hang beside the map (item 1).

The movement's founding document asks first of all that people know where the work stands.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from ntm_analysis.judge.movement import resources as sums
from ntm_analysis.judge.targets import Progress
from ntm_analysis.language import Language
from ntm_analysis.model import TargetKind
from ntm_analysis.say.marks import records
from ntm_analysis.say.texts import joined, made_up, target_now, text_of
from ntm_analysis.say.units import contributions, million
from ntm_analysis.say.view import View

_FIGURES = 3
# What stands before what people gave, and after it.
_TARGETS = (TargetKind.RECOGNISED, TargetKind.MEAN_CRITERIA), (TargetKind.POOR_RATE_CHANGE,)


@dataclass(frozen=True)
class Large:
    """A figure to be read from afar, what it counts, and what is beside it."""

    number: str
    told: str
    beside: str


@dataclass(frozen=True)
class Poster:
    """One sheet to hang up. ``marks`` say what is not sure of all of it, ``source`` who says it."""

    title: str
    marks: tuple[str, ...]
    figures: tuple[Large, ...]
    map_title: str
    source: str
    words: Language


def poster(view: View) -> Poster:
    """Says where the locality stands: communes recognised, criteria met, what people gave, the poor rate.

    The first three of these that the data know; none is reckoned from another.
    """
    words, data = view.words, view.data
    day = words.date(data.cut_off(view.period))
    marks = made_up(data, words)
    marks += [words.word("page.draft_until", day=day)] if data.is_draft(view.period) else []
    known = {progress.target.kind: progress for progress in view.targets if progress.value is not None}
    met, poor = ([_of_target(view, known[kind]) for kind in kinds if kind in known] for kinds in _TARGETS)
    return Poster(
        title=words.word("poster.title", place=view.place.name, month=words.month(view.period)),
        marks=tuple(marks),
        figures=(*met, *_given(view), *poor)[:_FIGURES],
        map_title=words.word("poster.map"),
        source=words.word("poster.source", office=words.text(data.office), day=day),
        words=words,
    )


def _of_target(view: View, progress: Progress) -> Large:
    words, target, now = view.words, progress.target, target_now(view, progress)
    named = joined(view, [view.communes[code] for code in target.communes if code in view.communes])
    goal = words.target_figure(target, progress.goal, progress.goal)
    beside = words.word(f"poster.{target.kind}.goal", goal=goal, year=target.end.year)
    if named:
        beside += " " + words.word("poster.named", names=named)
    return Large(text_of(words, now), words.word(f"poster.{target.kind}.told"), beside)


def _given(view: View) -> Iterator[Large]:
    """Tells days of work, money and land given since January, each apart: none is worth another."""
    words, rows = view.words, sums.since_january(contributions(view), view.period)
    given = {row.kind: row.since for row in records(sums.by_kind(rows, view.period))}
    if not given.get("labour"):
        return
    others = [words.word("poster.given.money", amount=million(view, given["money"]))] * bool(
        given.get("money")
    )
    if land := given.get("land"):
        others.append(words.word("poster.given.land", amount=words.number(land)))
    beside = words.word("poster.given.beside", others=joined(view, others)) if others else ""
    yield Large(words.number(given["labour"]), words.word("poster.given.told"), beside)
