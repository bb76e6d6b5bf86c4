"""The points that an item of the founding document stresses, each with what the data hold for it."""

from __future__ import annotations

from pandas import DataFrame

from ntm_analysis.judge.movement.activities import follow_items
from ntm_analysis.judge.movement.merits import GIVERS
from ntm_analysis.judge.movement.registrations import follow_registrations
from ntm_analysis.judge.movement.resources import of_unit, since_january
from ntm_analysis.say.units import activities, contributions, followed, million, own_rows
from ntm_analysis.say.view import View
from ntm_analysis.say.words import Column, Shown, Table

# Points that tell of tasks: all, or those of the bodies of some levels.
_LEVELS: dict[str, tuple[str, ...]] = {
    "tasks": (),
    "tasks_of_communes": ("commune_committee", "management_board", "village_board"),
    "tasks_of_unions": ("district_union",),
}


def points(view: View) -> Shown | None:
    """Shows for each point of an item that lists some what was registered, assigned, given or counted."""
    listed = [item for item in view.data.movement.items.items if item.points]
    if not listed or not (view.is_district or view.is_commune):
        return None
    words = view.words
    columns = tuple(Column(words.word(f"point.{key}")) for key in ("point", "told"))
    tables = []
    for item in listed:
        told = ((words.text(p.name), "; ".join(_told(view, shown) for shown in p.shows)) for p in item.points)
        caption = words.word("point.caption", number=item.number)
        tables.append(Table("points", caption, columns, tuple(told)))
    return Shown(tuple(tables), words)


def _told(view: View, shown: str) -> str:
    """Says what the data hold: of a kind of activity its count, else of registrations, tasks or gifts."""
    if shown == "registrations":
        registered, criteria = view.data.movement.registrations, view.now.criteria
        rows = follow_registrations(registered, criteria, view.period, list(view.communes))
        return _said(view, shown, own_rows(view, rows), "met")
    if shown in _LEVELS:
        rows, bodies = followed(view), view.data.movement.bodies
        if levels := _LEVELS[shown]:
            rows = rows[rows["body"].isin(list(bodies.loc[bodies["level"].isin(levels), "body"]))]
        return _said(view, shown, rows, "done")
    return _given(view) if shown == "own_resources" else _counted(view, shown)


def _said(view: View, key: str, rows: DataFrame, reached: str) -> str:
    words = view.words
    if rows.empty:
        return words.word("point.none", what=words.word(f"point.what.{key}"))
    n = int((rows["state"] == reached).sum())
    return words.word(f"point.{key}", all=words.number(len(rows)), n=words.number(n))


def _given(view: View) -> str:
    """Says what people, enterprises and those living elsewhere gave since January."""
    words = view.words
    code = None if view.is_district else view.place.code
    rows = since_january(contributions(view), view.period, code)
    figures = of_unit(rows[rows["fund"].isin(GIVERS)], None)
    money = figures["money"]
    told = [] if money is None else [million(view, int(money))]
    in_kind = ((key, figures[key]) for key in ("labour", "land"))
    told += [words.word(f"point.{key}", n=words.number(n)) for key, n in in_kind if n is not None]
    if not told:
        return words.word("point.none", what=words.word("point.what.own_resources"))
    return words.word("point.own_resources", told=", ".join(told))


def _counted(view: View, code: str) -> str:
    words, kind = view.words, view.data.movement.items.kinds[code]
    communes = None if view.is_district else [view.place.code]
    rows = follow_items(activities(view), [(kind.item, code)], view.period, communes)
    count = rows["so_far"].iloc[0]
    name = words.text(kind.name)
    if rows["so_far"].isna().all():
        return words.word("point.none", what=name)
    return words.word("point.counted", name=name, n=words.number(int(count)), unit=words.text(kind.unit))
