"""Changes between two periods in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction
from itertools import groupby

from ntm_analysis.documents.difference import Change, Direction, Kind
from ntm_analysis.model import Indicator, Rule, Target
from ntm_analysis.say.view import View


def told(view: View, changes: Iterable[Change]) -> Iterator[str]:
    """Tells what changed line by line, under a heading with its count for each kind."""
    words = view.words
    found = list(changes)
    if not found:
        yield words.word("difference.nothing")
    for kind in Kind:
        mine = [change for change in found if change.kind is kind]
        if mine:
            yield _heading(view, kind, mine)
            yield from (f"- {line}" for line in _lines(view, kind, mine))
    if any(change.provisional for change in found):
        yield words.word("difference.provisional_note")


def name_of(view: View, change: Change) -> str:
    """Names what changed: the target, the criterion or the indicator; the level of a recognition."""
    words = view.words
    match change.kind:
        case Kind.TARGET:
            return words.text(_target(view, change.code).name)
        case Kind.RECOGNITION:
            return words.word(f"difference.level_{change.code}")
        case Kind.VERDICT:
            criteria = view.data.criteria.sets[change.set].criteria
            return words.text(next(c.name for c in criteria if c.code == change.code))
        case Kind.VALUE:
            return words.text(_indicator(view, change).name)


def word_of(view: View, change: Change, code: str) -> str:
    """Writes a change's status, standing or verdict; nothing where a set was not held against the commune."""
    words = view.words
    match change.kind:
        case Kind.TARGET:
            return words.word(f"target_status.{code}")
        case Kind.RECOGNITION:
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


def _heading(view: View, kind: Kind, changes: list[Change]) -> str:
    words = view.words
    title = words.word(f"difference.{kind}_title")
    if kind is not Kind.VERDICT:
        return words.word("difference.counted", title=title, n=words.number(len(changes)))
    counts = [
        words.number(sum(c.direction is d for c in changes))
        for d in (Direction.GAINED, Direction.LOST, Direction.OTHER)
    ]
    gained, lost, other = counts
    return words.word("difference.counted_verdicts", title=title, gained=gained, lost=lost, other=other)


def _lines(view: View, kind: Kind, changes: list[Change]) -> Iterator[str]:
    """Writes one line a change; a set that begins or ends for a commune is one line."""
    merged = [] if kind is Kind.RECOGNITION else [c for c in changes if c.direction is Direction.MERGED]
    for place in dict.fromkeys(change.place for change in merged):
        of_place = next(change for change in merged if change.place == place)
        yield view.words.word("difference.merged_unit", place=place_of(view, of_place))
    compared = [change for change in changes if change not in merged]
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
        for change in members:
            line = {
                Kind.TARGET: _of_target,
                Kind.RECOGNITION: _of_recognition,
                Kind.VERDICT: _of_verdict,
                Kind.VALUE: _of_value,
            }[kind](view, change)
            line = view.words.word("difference.unchecked", text=line) if change.unchecked else line
            line = view.words.word("difference.adjusted", text=line) if was_adjusted(view, change) else line
            yield view.words.word("difference.provisional", text=line) if change.provisional else line


def was_adjusted(view: View, change: Change) -> bool:
    """Tells whether figures of a closed month that the change rests on are not what they were."""
    if change.kind is Kind.TARGET:
        return change.code in view.adjusted_targets
    if change.kind is Kind.RECOGNITION:
        rows = view.data.adjustments
        return change.place in set(rows.loc[rows["table"] == "recognitions", "commune"])
    return any((change.place, change.set, change.code) == found[1:] for found in view.adjusted)


def _of_target(view: View, change: Change) -> str:
    words, target = view.words, _target(view, change.code)
    figures = (
        words.word("targets.preliminary", value=figure) if preliminary else figure
        for figure, preliminary in (
            (words.target_figure(target, change.was_value), change.was_preliminary),
            (words.target_figure(target, change.now_value), change.now_preliminary),
        )
    )
    value = _arrow(view, *figures)
    statuses = (word_of(view, change, code) for code in (change.was, change.now))
    said = words.word(
        "difference.target", name=words.text(target.name), value=value, status=_arrow(view, *statuses)
    )
    return _reasoned(view, change, said)


def _of_recognition(view: View, change: Change) -> str:
    words = view.words
    states = (word_of(view, change, code) for code in (change.was, change.now))
    return words.word(
        "difference.recognition",
        place=place_of(view, change),
        level=name_of(view, change),
        change=_directed(view, change, _arrow(view, *states)),
    )


def _of_verdict(view: View, change: Change) -> str:
    words = view.words
    verdicts = (words.verdict(verdict) for verdict in (change.was, change.now))
    return words.word(
        _key(view, change),
        place=place_of(view, change),
        code=change.code,
        name=name_of(view, change),
        change=_directed(view, change, _arrow(view, *verdicts)),
    )


def _of_value(view: View, change: Change) -> str:
    words = view.words
    was = _figure(view, change, change.was_value, change.was_threshold)
    now = _figure(view, change, change.now_value, change.now_threshold)
    verdicts = (words.verdict(verdict) for verdict in (change.was, change.now))
    said = words.word(
        _key(view, change),
        place=place_of(view, change),
        code=change.code,
        name=name_of(view, change),
        value=_arrow(view, was, now),
        verdict=_arrow(view, *verdicts),
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
    rule = Rule(change.rule)
    return view.words.value(value.numerator, value.denominator, change.unit, threshold=threshold, rule=rule)


def _key(view: View, change: Change) -> str:
    """Names the sentence: codes of the standard set stand alone, those of another name their set."""
    standard = view.set_in_force("standard")
    of_standard = standard is not None and standard.id == change.set
    return f"difference.{change.kind}" if of_standard else f"difference.{change.kind}_advanced"


def _arrow(view: View, was: str, now: str) -> str:
    key = "difference.same" if was == now else "difference.arrow"
    return view.words.word(key, was=was, now=now)


def _directed(view: View, change: Change, text: str) -> str:
    if change.direction in {Direction.GAINED, Direction.LOST}:
        return view.words.word(f"difference.{change.direction}", change=text)
    return text


def _target(view: View, target: str) -> Target:
    return next(t for t in view.data.targets if t.id == target)


def _indicator(view: View, change: Change) -> Indicator:
    return next(i for i in view.data.criteria.sets[change.set].indicators if i.code == change.code)
