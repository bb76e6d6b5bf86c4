"""What changed between two months line by line, as a command prints it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from itertools import groupby

from ntm_analysis.judge.changes import Changes
from ntm_analysis.model import Change, ChangeKind, Direction, Rule, Target
from ntm_analysis.say.marks import criterion_name, doubts, indicators_known, signs_told
from ntm_analysis.say.texts import signed
from ntm_analysis.say.units import apart
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
            title, counted = words.word(f"difference.{kind}_title"), {"n": words.number(len(mine))}
            if kind is ChangeKind.VERDICT:
                ways = (Direction.GAINED, Direction.LOST, Direction.OTHER)
                counted = {str(way): words.number(sum(c.direction is way for c in mine)) for way in ways}
            verdicts = "_verdicts" if kind is ChangeKind.VERDICT else ""
            yield words.word(f"difference.counted{verdicts}", title=title, **counted)
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
            return criterion_name(view, change.set, change.code)
        case ChangeKind.VALUE:
            return words.text(indicators_known(view)[change.set, change.code].name)


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
        else:
            yield from (_line(view, each) for each in members)


def _line(view: View, change: Change) -> str:
    """Writes what was and what is, with the signs of what is not sure of it, and why where it is told."""
    words = view.words
    was, now = (word_of(view, change, code) for code in (change.was, change.now))
    judged = _arrow(view, was, now, doubts(view, change))
    directed = judged
    if change.direction in {Direction.GAINED, Direction.LOST}:
        directed = words.word(f"difference.{change.direction}", change=judged)
    named = {"place": place_of(view, change), "code": change.code, "name": name_of(view, change)}
    # Codes of the standard set stand alone, those of another name their set.
    key = f"difference.{change.kind}{'' if view.is_standard(change.set) else '_advanced'}"
    match change.kind:
        case ChangeKind.TARGET:
            target, sign = _target(view, change.code), [Doubt.PRELIMINARY]
            was, now = (words.target_figure(target, value) for value in (change.was_value, change.now_value))
            was = signed(words, was, sign if change.was_preliminary else [])
            value = _arrow(view, was, signed(words, now, sign if change.now_preliminary else []))
            said = words.word("difference.target", name=named["name"], value=value, status=judged)
        case ChangeKind.RECOGNITION:
            level = named["name"]
            return words.word("difference.recognition", place=named["place"], level=level, change=directed)
        case ChangeKind.VERDICT:
            return words.word(key, change=directed, **named)
        case ChangeKind.VALUE:
            was = _figure(view, change, change.was_value, change.was_threshold)
            now = _figure(view, change, change.now_value, change.now_threshold)
            said = words.word(key, value=_arrow(view, was, now), verdict=judged, **named)
    if not change.reason:
        return said
    return words.word("difference.reasoned", text=said, reason=reason_of(view, change))


def _figure(view: View, change: Change, value: Fraction | None, threshold: Fraction | None) -> str:
    """Writes a value so that it never contradicts its own period's verdict (rule 9)."""
    if value is None:
        return view.words.word("table.no_value")
    return view.words.measured(value, change.unit, threshold, Rule(change.rule)).text


def _arrow(view: View, was: str, now: str, doubtful: Iterable[Doubt] = ()) -> str:
    key = "difference.same" if was == now else "difference.arrow"
    return view.words.word(key, was=was, now=signed(view.words, now, doubtful))


def _target(view: View, target: str) -> Target:
    return next(t for t in view.data.targets if t.id == target)
