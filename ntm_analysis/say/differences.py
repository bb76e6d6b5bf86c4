"""What changed between two months line by line, as a command prints it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from itertools import groupby

from ntm_analysis.judge.changes import Changes
from ntm_analysis.model import Change, ChangeKind, Direction, Indicator, Rule, Target
from ntm_analysis.say.changes import apart, signs_told
from ntm_analysis.say.marks import doubts
from ntm_analysis.say.texts import signed
from ntm_analysis.say.view import View
from ntm_analysis.say.words import Doubt


def told(view: View, compared: Changes) -> Iterator[str]:
    """Tells what is not compared, then what changed under a heading with its count for each kind."""
    words, found = view.words, list(compared)
    yield from apart(view, compared)
    if not found:
        yield words.word("difference.nothing")
    for kind in ChangeKind:
        mine = [change for change in found if change.kind is kind]
        if mine:
            yield _heading(view, kind, mine)
            yield from (f"- {line}" for line in _lines(view, kind, mine))
    yield from signs_told(view, found)


def name_of(view: View, change: Change) -> str:
    """Names what changed: the target, the criterion or the indicator; the level of a recognition."""
    words = view.words
    match change.kind:
        case ChangeKind.TARGET:
            return words.text(_target(view, change.code).name)
        case ChangeKind.RECOGNITION:
            return words.word(f"difference.level_{change.code}")
        case ChangeKind.VERDICT:
            criteria = view.data.criteria.sets[change.set].criteria
            return words.text(next(c.name for c in criteria if c.code == change.code))
        case ChangeKind.VALUE:
            return words.text(_indicator(view, change).name)


def word_of(view: View, change: Change, code: str) -> str:
    """Writes a change's status, standing or verdict; nothing where a set was not held against the commune."""
    words = view.words
    match change.kind:
        case ChangeKind.TARGET:
            return words.word(f"target_status.{code}")
        case ChangeKind.RECOGNITION:
            gone = change.direction is Direction.MERGED and change.place not in view.communes
            return words.word(f"difference.standing_{'gone' if gone and not code else code or 'none'}")
        case _:
            return words.verdict(code) if code else ""


def reason_of(view: View, change: Change) -> str:
    """Writes why a verdict changed; nothing where the value tells."""
    return view.words.word(f"difference.reason_{change.reason}") if change.reason else ""


def place_of(view: View, change: Change) -> str:
    """Names the commune of a change; nothing where it is a target's."""
    if not change.place:
        return ""
    place = view.data.place(change.place)
    return view.words.word(f"page.{place.kind}_name", name=place.name)


def _heading(view: View, kind: ChangeKind, changes: list[Change]) -> str:
    words = view.words
    title = words.word(f"difference.{kind}_title")
    if kind is not ChangeKind.VERDICT:
        return words.word("difference.counted", title=title, n=words.number(len(changes)))
    counts = [
        words.number(sum(c.direction is d for c in changes))
        for d in (Direction.GAINED, Direction.LOST, Direction.OTHER)
    ]
    gained, lost, other = counts
    return words.word("difference.counted_verdicts", title=title, gained=gained, lost=lost, other=other)


def _lines(view: View, kind: ChangeKind, changes: Sequence[Change]) -> Iterator[str]:
    """Writes one line a change; a set that begins or ends for a commune is one line."""
    compared = [c for c in changes if kind is ChangeKind.RECOGNITION or c.direction is not Direction.MERGED]
    for (_, of_set, direction), group in groupby(compared, lambda c: (c.place, c.set, c.direction)):
        members = list(group)
        if direction in {Direction.NEW, Direction.GONE}:
            yield view.words.word(
                f"difference.{direction}_set",
                place=place_of(view, members[0]),
                set=view.words.text(view.data.criteria.sets[of_set].title),
                n=view.words.number(len(members)),
            )
            continue
        write = {
            ChangeKind.TARGET: _of_target,
            ChangeKind.RECOGNITION: _of_recognition,
            ChangeKind.VERDICT: _of_verdict,
            ChangeKind.VALUE: _of_value,
        }[kind]
        yield from (write(view, each) for each in members)


def _of_target(view: View, change: Change) -> str:
    words, target = view.words, _target(view, change.code)
    was, now = (
        signed(words, figure, [Doubt.PRELIMINARY] if preliminary else [])
        for figure, preliminary in (
            (words.target_figure(target, change.was_value), change.was_preliminary),
            (words.target_figure(target, change.now_value), change.now_preliminary),
        )
    )
    value, name = _arrow(view, was, now), words.text(target.name)
    return _reasoned(
        view, change, words.word("difference.target", name=name, value=value, status=_words(view, change))
    )


def _of_recognition(view: View, change: Change) -> str:
    return view.words.word(
        "difference.recognition",
        place=place_of(view, change),
        level=name_of(view, change),
        change=_directed(view, change),
    )


def _of_verdict(view: View, change: Change) -> str:
    return view.words.word(
        _key(view, change),
        place=place_of(view, change),
        code=change.code,
        name=name_of(view, change),
        change=_directed(view, change),
    )


def _of_value(view: View, change: Change) -> str:
    was = _figure(view, change, change.was_value, change.was_threshold)
    now = _figure(view, change, change.now_value, change.now_threshold)
    said = view.words.word(
        _key(view, change),
        place=place_of(view, change),
        code=change.code,
        name=name_of(view, change),
        value=_arrow(view, was, now),
        verdict=_words(view, change),
    )
    return _reasoned(view, change, said)


def _reasoned(view: View, change: Change, said: str) -> str:
    if not change.reason:
        return said
    return view.words.word("difference.reasoned", text=said, reason=reason_of(view, change))


def _figure(view: View, change: Change, value: Fraction | None, threshold: Fraction | None) -> str:
    """Writes a value so that it never contradicts its own period's verdict (rule 9)."""
    if value is None:
        return view.words.word("table.no_value")
    return view.words.measured(value, change.unit, threshold, Rule(change.rule)).text


def _key(view: View, change: Change) -> str:
    """Names the sentence: codes of the standard set stand alone, those of another name their set."""
    standard = view.set_in_force("standard")
    of_standard = standard is not None and standard.id == change.set
    return f"difference.{change.kind}" if of_standard else f"difference.{change.kind}_advanced"


def _words(view: View, change: Change) -> str:
    """Writes what it was and what it is now, with the signs of what is not sure of it."""
    was, now = (word_of(view, change, code) for code in (change.was, change.now))
    return _arrow(view, was, now, doubts(view, change))


def _arrow(view: View, was: str, now: str, doubtful: Iterable[Doubt] = ()) -> str:
    key = "difference.same" if was == now else "difference.arrow"
    return view.words.word(key, was=was, now=signed(view.words, now, doubtful))


def _directed(view: View, change: Change) -> str:
    said = _words(view, change)
    if change.direction in {Direction.GAINED, Direction.LOST}:
        return view.words.word(f"difference.{change.direction}", change=said)
    return said


def _target(view: View, target: str) -> Target:
    return next(t for t in view.data.targets if t.id == target)


def _indicator(view: View, change: Change) -> Indicator:
    return next(i for i in view.data.criteria.sets[change.set].indicators if i.code == change.code)
