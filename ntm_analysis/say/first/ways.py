"""Targets and money as ways from start to goal: what is done, how much time has gone, what is expected.

Every bar begins where its target began and ends at its goal, so that all ways stand in one line whatever the
unit. A mean and its gain are one way.
"""

from dataclasses import dataclass
from fractions import Fraction

from ntm_analysis.judge.movement import resources as sums
from ntm_analysis.judge.targets import STANDS_BADLY, STANDS_WELL, Progress
from ntm_analysis.judge.targets.course import as_good
from ntm_analysis.judge.targets.status import estimates_of
from ntm_analysis.model import TargetKind
from ntm_analysis.say.marks import no_value, records
from ntm_analysis.say.palette import Bar
from ntm_analysis.say.targets import status
from ntm_analysis.say.texts import below, small, target_now, text_of
from ntm_analysis.say.units import million
from ntm_analysis.say.view import View
from ntm_analysis.say.words import Cell, Sentence, Shown, Side, Table, Tone, Words, heads


@dataclass(frozen=True)
class TargetWay:
    """A target's way from its start to its goal."""

    view: View
    progress: Progress

    @property
    def start(self) -> Fraction | None:
        """Gives where the way begins, None where that is not known; what is to be held has no way."""
        known = self.progress.baseline
        return None if known == self.progress.goal else known

    def share(self, value: Fraction) -> Fraction:
        """Gives how much of the way a value has gone; without a start it begins at nought."""
        start = self.start or Fraction(0)
        if way := self.progress.goal - start:
            return min(max((value - start) / way, Fraction(0)), Fraction(1))
        return Fraction(int(value == start))

    @property
    def gone(self) -> Fraction | None:
        """Gives how much of the time from start to end has passed."""
        if self.start is None:
            return None
        baseline, end = self.progress.target.baseline, self.progress.target.end.number
        first = baseline.date.year * 12 + baseline.date.month - 1
        return min(Fraction(self.view.period.number - first, max(end - first, 1)), Fraction(1))

    @property
    def estimate(self) -> Fraction | None:
        """Gives the district's own estimate of the whole year."""
        found = estimates_of(self.progress.target, self.view.data.movement.estimates, self.view.period)
        return found.district.value if found.district else None

    @property
    def cells(self) -> tuple[Cell, ...]:
        """Gives name with figures, the bar, and where the target stands."""
        words, p = self.view.words, self.progress
        now = text_of(words, target_now(self.view, p))
        goal = words.target_figure(p.target, p.goal, p.goal)
        if p.target.unit == "points" and p.value is not None:  # the unit stands at the value
            goal = words.number(abs(p.goal), 1)
        figures = words.word("way.figures", now=now, goal=goal)
        told = {"name": words.text(p.target.name), "figures": figures}
        expected = self.share(self.estimate) if self.estimate is not None else None
        done = self.share(p.value) if p.value is not None else None
        bar = Bar(words.word("way.told", **told), done, self.gone, expected, str(p.status))
        name = words.text(p.target.brief)
        if p.target.kind is TargetKind.MEAN_CRITERIA and p in self.view.own_targets:
            gains = (other for other in self.view.own_targets if other.target.kind is TargetKind.MEAN_GAIN)
            name = words.word("way.with_gain", name=name) if any(gains) else name
        misses = words.word("way.expects_to_miss") if p in expects_to_miss(self.view) else ""
        return (Words(name), *small(figures)), bar, (status(self.view, p), *below(misses))


def ways(view: View) -> Shown | None:
    """Shows the ways of the targets on the district's page, and where estimate and outlook disagree."""
    if not view.is_district:
        return None
    shown = [TargetWay(view, progress) for progress in view.own_targets]
    if any(way.progress.target.kind is TargetKind.MEAN_CRITERIA for way in shown):
        shown = [way for way in shown if way.progress.target.kind is not TargetKind.MEAN_GAIN]
    if not shown:
        return None
    words = view.words
    table = Table(
        "progress",
        words.word("way.caption"),
        heads(words, "way", ("target", "done", "status")),
        tuple(way.cells for way in shown),
    )
    gone = sorted({way.gone for way in shown if way.gone is not None})
    keys = [words.word("way.key_done")]
    if gone:
        keys.append(words.word("way.key_gone", share=", ".join(words.percent(100 * each) for each in gone)))
    keys += [words.word("way.key_estimate")] if any(way.estimate is not None for way in shown) else []
    notes = [Sentence(note) for note in differing(view)] if view.area is None else []
    return Shown((table, Sentence(" ".join(keys), Tone.KEY), *notes), words)


def expects_to_miss(view: View) -> list[Progress]:
    """Lists the targets that the district's own estimate of the year does not reach."""
    found = [(way.progress, way.estimate) for way in (TargetWay(view, p) for p in view.targets)]
    return [p for p, value in found if value is not None and not as_good(p.target, value, p.goal)]


def differing(view: View) -> list[str]:
    """Says where the office's estimate and the outlook disagree: expected though it stands badly, or not."""
    words, missed = view.words, {p.target.id for p in expects_to_miss(view)}
    ways_of = (TargetWay(view, p) for p in view.targets)
    estimated = [way.progress for way in ways_of if way.estimate is not None]
    hopes = [p for p in estimated if p.status in STANDS_BADLY and p.target.id not in missed]
    fears = [p for p in estimated if p.status in STANDS_WELL and p.target.id in missed]
    return [
        words.word(f"way.{key}", targets=", ".join(words.text(p.target.brief) for p in of))
        for key, of in (("hopes", hopes), ("fears", fears))
        if of
    ]


def money(view: View) -> Shown | None:
    """Shows of each fund of the district how much of the year's plan is disbursed, beside the time gone."""
    if not view.is_district:
        return None
    words, rows = view.words, sums.by_fund(sums.since_january(view.data.movement.contributions, view.period))
    rows = rows[rows["planned"].notna() & (rows["planned"] > 0)]
    if rows.empty:
        return None
    gone, body = Fraction(view.period.month, 12), list[tuple[Cell, ...]]()
    # Of a fund without a row nothing is known, nor then of the whole; that is not nought.
    known = rows["disbursed"].notna()
    lines = [
        (words.word(f"resource.funds.{row.fund}"), int(row.planned), int(row.disbursed) if paid else None)
        for row, paid in zip(records(rows), known, strict=True)
    ]
    whole = int(rows["disbursed"].sum()) if known.all() else None
    for name, planned, paid in (*lines, (words.word("resource.total"), int(rows["planned"].sum()), whole)):
        share = None if paid is None else Fraction(paid, planned)
        said = words.word("value.missing") if paid is None else words.number(Fraction(paid, 1_000_000))
        figures = words.word("resource.of_plan", paid=said, planned=million(view, planned))
        bar = Bar(f"{name}: {figures}", None if share is None else min(share, Fraction(1)), gone)
        figure = no_value(view) if share is None else words.amount(100 * share, "percent", 1)
        body.append(((Words(name), *small(figures)), bar, figure))
    columns = heads(words, "resource", ("fund", "disbursed", "share"), {"share": Side.RIGHT})
    caption = words.word("resource.money_caption", month=words.month(view.period))
    table = Table("progress", caption, columns, tuple(body[:-1]), (body[-1],))
    note = words.word("resource.gone", share=words.percent(100 * gone))
    return Shown((table, Sentence(note, Tone.KEY)), words)
