"""What changed between two months: criteria gained and lost as a table, everything line by line."""

from collections.abc import Iterable, Iterator
from fractions import Fraction
from itertools import groupby

from ntm_analysis.judge.changes import Changes
from ntm_analysis.model import Change, ChangeKind, Direction, Period, Rule, Target, Verdict
from ntm_analysis.say.doubtful import doubts, signs_told
from ntm_analysis.say.marks import coded, criterion_name, indicators_known, titled
from ntm_analysis.say.texts import signed, small, with_codes
from ntm_analysis.say.units import apart
from ntm_analysis.say.view import View
from ntm_analysis.say.words import Cell, Doubt, Judged, Piece, Sentence, Shown, Table, Tone, Words, heads

_MOVED = (Direction.GAINED, Direction.LOST, Direction.OTHER)


def changes(view: View) -> Shown | None:
    """Shows what was gained and what was lost since the month before and the same month of last year.

    A commune's page shows its own; nothing where there is no month to compare with.
    """
    if view.before is None or not (view.is_district or view.is_commune):
        return None
    parts = [*_since(view, view.before)]
    year_ago = Period(view.period.year - 1, view.period.month)
    if year_ago in view.data.periods and year_ago != view.before:
        parts += _since(view, year_ago)
    elif view.is_district and year_ago != view.before:
        none = view.words.word("change.no_year_ago", month=view.words.month(year_ago))
        parts.append(Sentence(none, Tone.NOTE))
    return Shown(tuple(parts), view.words)


def _since(view: View, before: Period) -> Iterator[Table | Sentence]:
    """Compares with one month: a table, or the sentence that nothing moved, and what is not compared."""
    words, compared, standard = view.words, view.since(before), view.set_in_force("standard")
    own = list(view.communes) if view.is_district else [view.place.code]
    moved = [c for c in compared.verdicts if c.direction in _MOVED and c.place in own]
    said = apart(view, compared)
    if moved:
        caption = words.word("change.caption", month=words.month(before))
        yield _table(view, caption, moved)
    elif not said or (standard and compared.comparable(standard.id) & set(own)):
        key = "change.none" if view.is_district else "change.none_commune"
        yield Sentence(words.word(key, month=words.month(before)))
    yield from (Sentence(each, Tone.NOTE) for each in said)


def _table(view: View, caption: str, moved: list[Change]) -> Table:
    """Gives a commune's changes one by one; the district's a row a commune and set, then their sums."""
    words, rows, titles = view.words, list[tuple[Cell, ...]](), dict[str, str]()
    for change in moved:
        of_set = words.text(view.data.criteria.sets[change.set].title)
        titles[change.set] = "" if view.is_standard(change.set) else of_set
    if not view.is_district:
        for change in moved:
            criterion = (*titled(view, change.set, change.code), *small(titles[change.set]))
            now = Judged(Verdict(change.now), doubts(view, change))
            kind = words.word(f"change.kind.{change.direction}")
            rows.append((criterion, kind, Judged(Verdict(change.was)), now))
        columns = heads(words, "change", ("criterion", "change", "was", "now"))
        return Table("changes", caption, columns, tuple(rows))
    for place, of_set in dict.fromkeys((change.place, change.set) for change in moved):
        found: dict[Direction, list[Piece]] = {direction: [] for direction in _MOVED}
        for change in (c for c in moved if (c.place, c.set) == (place, of_set)):
            # What a commune newly says of itself changes no verdict.
            verdicts = dict.fromkeys(words.verdict(each) for each in (change.was, change.now))
            said = " → ".join(verdicts)
            number, name = titled(view, change.set, change.code)
            cell = found[change.direction]
            cell += [Words("; " if cell else ""), number]
            cell += [Words(f"{name.text} ({said}", doubts(view, change)), Words(")")]
        commune = view.communes[place]
        if titles[of_set]:
            commune = words.word("change.of_set", commune=commune, set=titles[of_set])
        rows.append((commune, *(tuple(cell) or "–" for cell in found.values())))
    # Gained and lost are never one figure.
    counted = [change.direction for change in moved if view.is_standard(change.set)]
    sums = (words.word("change.total"), *(words.number(counted.count(each)) for each in _MOVED))
    return Table("changes", caption, heads(words, "change", ("commune", *_MOVED)), tuple(rows), (sums,))


def by_commune(view: View, changed: Iterable[Change], key: str) -> list[str]:
    """Names communes with the codes of what changed and their signs: ``Bình Phúc (6, 13*)``."""
    pairs = ((c.place, signed(view.words, coded(view, c.set, c.code), doubts(view, c))) for c in changed)
    return with_codes(view, pairs, key)


def differences(view: View, compared: Changes) -> Iterator[str]:
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
                counted = {str(way): words.number(sum(c.direction is way for c in mine)) for way in _MOVED}
            verdicts = "_verdicts" if kind is ChangeKind.VERDICT else ""
            yield words.word(f"difference.counted{verdicts}", title=title, **counted)
        # What a merger does to verdicts and values is told above; a set that begins or ends is one line.
        mine = [c for c in mine if kind is ChangeKind.RECOGNITION or c.direction is not Direction.MERGED]
        for (_, of_set, direction), group in groupby(mine, lambda c: (c.place, c.set, c.direction)):
            members = list(group)
            if direction in {Direction.NEW, Direction.GONE}:
                title = words.text(view.data.criteria.sets[of_set].title)
                told = {"place": place_of(view, members[0]), "set": title, "n": words.number(len(members))}
                yield "- " + words.word(f"difference.{direction}_set", **told)
            else:
                yield from (f"- {_line(view, each)}" for each in members)
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
