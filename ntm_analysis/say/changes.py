"""Criteria gained and lost between two months: as a table, as sentences, by their codes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ntm_analysis.model import Change, Direction, Period, Verdict
from ntm_analysis.say.marks import coded, criterion_name, doubts
from ntm_analysis.say.texts import signed
from ntm_analysis.say.units import apart
from ntm_analysis.say.view import View
from ntm_analysis.say.words import (
    Cell,
    Column,
    Judged,
    Part,
    Piece,
    Sentence,
    Shown,
    Table,
    Tone,
    Weight,
    Words,
)

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


def _since(view: View, before: Period) -> Iterator[Part]:
    """Compares with one month: a table, or the sentence that nothing moved, and what is not compared."""
    words, compared, standard = view.words, view.since(before), view.set_in_force("standard")
    own = list(view.communes) if view.is_district else [view.place.code]
    moved = [c for c in compared.verdicts if c.direction in _MOVED and c.place in own]
    said = apart(view, compared)
    if moved:
        caption = words.word("change.caption", month=words.month(before))
        yield _district(view, caption, moved) if view.is_district else _commune(view, caption, moved)
    elif not said or (standard and compared.comparable(standard.id) & set(own)):
        key = "change.none" if view.is_district else "change.none_commune"
        yield Sentence(words.word(key, month=words.month(before)))
    yield from (Sentence(each, Tone.NOTE) for each in said)


def _district(view: View, caption: str, moved: list[Change]) -> Table:
    """Gives a row a commune and set, then the sums: gained and lost are never one figure."""
    words = view.words
    rows: list[tuple[Cell, ...]] = []
    for place, of_set in dict.fromkeys((change.place, change.set) for change in moved):
        name = view.communes[place]
        if not view.is_standard(of_set):
            title = words.text(view.data.criteria.sets[of_set].title)
            name = words.word("change.of_set", commune=name, set=title)
        mine = [change for change in moved if (change.place, change.set) == (place, of_set)]
        rows.append((name, *(_criteria(view, mine, direction) for direction in _MOVED)))
    counted = [change.direction for change in moved if view.is_standard(change.set)]
    sums = (words.word("change.total"), *(words.number(counted.count(each)) for each in _MOVED))
    columns = tuple(Column(words.word(f"change.{key}")) for key in ("commune", *_MOVED))
    return Table("changes", caption, columns, tuple(rows), (sums,))


def _criteria(view: View, changed: list[Change], direction: Direction) -> Cell:
    """Names criteria with what they were and are now."""
    found: list[Piece] = []
    for change in changed:
        if change.direction is direction:
            between = "; " if found else ""
            was, now = (view.words.verdict(each) for each in (change.was, change.now))
            name = criterion_name(view, change.set, change.code)
            found += [
                Words(between),
                Words(change.code, weight=Weight.STRONG),
                # What a commune newly says of itself changes no verdict.
                Words(f" {name} ({now}" if was == now else f" {name} ({was} → {now}", doubts(view, change)),
                Words(")"),
            ]
    return tuple(found) if found else "–"


def _commune(view: View, caption: str, moved: list[Change]) -> Table:
    words = view.words
    columns = tuple(Column(words.word(f"change.{key}")) for key in ("criterion", "change", "was", "now"))
    rows = []
    for change in moved:
        name = Words(f" {criterion_name(view, change.set, change.code)}")
        title = words.text(view.data.criteria.sets[change.set].title)
        of_set = () if view.is_standard(change.set) else (Words(title, weight=Weight.SMALL),)
        rows.append(
            (
                (Words(change.code, weight=Weight.STRONG), name, *of_set),
                words.word(f"change.kind.{change.direction}"),
                Judged(Verdict(change.was)),
                Judged(Verdict(change.now), doubts(view, change)),
            )
        )
    return Table("changes", caption, columns, tuple(rows))


def by_commune(view: View, changed: Iterable[Change], key: str = "change.commune_codes") -> list[str]:
    """Names communes with the codes of what changed and their signs: ``Bình Phúc (6, 13*)``."""
    codes: dict[str, list[str]] = {}
    for change in changed:
        code = signed(view.words, coded(view, change.set, change.code), doubts(view, change))
        codes.setdefault(change.place, []).append(code)
    return [
        view.words.word(key, commune=view.data.place(place).name, codes=", ".join(of_place))
        for place, of_place in codes.items()
    ]
