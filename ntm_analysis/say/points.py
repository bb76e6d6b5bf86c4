"""The points that an item of the founding document stresses, each with what the data hold for it."""

from __future__ import annotations

from pandas import DataFrame

from ntm_analysis.judge.movement.items import follow_items, follow_registrations
from ntm_analysis.judge.movement.resources import GIVERS, of_unit, since_january
from ntm_analysis.model import Item
from ntm_analysis.say.units import activities, contributions, followed, million, own_rows
from ntm_analysis.say.view import View
from ntm_analysis.say.words import Column, Shown, Table

_LOCAL = ("commune_committee", "management_board", "village_board")
_UNIONS = ("district_union",)


def points(view: View) -> Shown | None:
    """Shows for each point of an item that lists some what was registered, assigned, given or counted."""
    listed = [item for item in view.data.movement.items.items if item.points]
    if not listed or not (view.is_district or view.is_commune):
        return None
    return Shown(tuple(_table(view, item) for item in listed), view.words)


def _table(view: View, item: Item) -> Table:
    words = view.words
    columns = tuple(Column(words.word(f"point.{key}")) for key in ("point", "told"))
    rows = (
        (words.text(point.name), "; ".join(_told(view, shown) for shown in point.shows))
        for point in item.points
    )
    return Table("points", words.word("point.caption", number=item.number), columns, tuple(rows))


def _told(view: View, shown: str) -> str:
    """Says what the data hold: of a kind of activity its count, else of registrations, tasks or gifts."""
    match shown:
        case "registrations":
            return _registrations(view)
        case "tasks":
            return _tasks(view, "tasks", followed(view))
        case "tasks_of_communes":
            return _tasks(view, shown, _of_bodies(view, _LOCAL))
        case "tasks_of_unions":
            return _tasks(view, shown, _of_bodies(view, _UNIONS))
        case "own_resources":
            return _given(view)
        case _:
            return _counted(view, shown)


def _registrations(view: View) -> str:
    registered, criteria = view.data.movement.registrations, view.now.criteria
    rows = own_rows(view, follow_registrations(registered, criteria, view.period, list(view.communes)))
    met = int((rows["state"] == "met").sum())
    return _said(view, "registrations", rows, met)


def _tasks(view: View, key: str, rows: DataFrame) -> str:
    return _said(view, key, rows, int((rows["state"] == "done").sum()))


def _said(view: View, key: str, rows: DataFrame, done: int) -> str:
    words = view.words
    if rows.empty:
        return words.word("point.none", what=words.word(f"point.what.{key}"))
    counted = {"all": words.number(len(rows)), "n": words.number(done)}
    return words.word(f"point.{key}", **counted)


def _of_bodies(view: View, levels: tuple[str, ...]) -> DataFrame:
    """Keeps the tasks of the bodies of some levels."""
    bodies = view.data.movement.bodies
    rows = followed(view)
    mine: DataFrame = rows[rows["body"].isin(list(bodies.loc[bodies["level"].isin(levels), "body"]))]
    return mine


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
