"""The numbered items of the founding document, and the points some of them stress: what the data hold."""

from collections.abc import Iterator, Mapping

import pandas as pd
from pandas import DataFrame

from ntm_analysis.judge.movement.items import follow_items
from ntm_analysis.judge.movement.resources import GIVERS, of_unit, since_january
from ntm_analysis.model import Item
from ntm_analysis.say import units
from ntm_analysis.say.marks import records
from ntm_analysis.say.merits import commendations, merits
from ntm_analysis.say.texts import small
from ntm_analysis.say.view import View, once
from ntm_analysis.say.words import Cell, Part, Sentence, Shown, Side, Table, Tone, Weight, Words, heads

_NONE = "–"
# Points that tell of tasks: all, or those of the bodies of some levels.
_LEVELS: dict[str, tuple[str, ...]] = {
    "tasks": (),
    "tasks_of_communes": ("commune_committee", "management_board", "village_board"),
    "tasks_of_unions": ("district_union",),
}


def items(view: View) -> Shown | None:
    """Shows what was counted for each item: this month, since January, planned; an empty item says so."""
    words, listed, rows = view.words, view.data.movement.items, _counted(view)
    applies = view.is_district or view.is_commune or bool(rows["so_far"].notna().any())
    if not listed.items or not applies:
        return None
    figures = ("now", "so_far", "planned")
    columns = heads(words, "activity", ("item", "kind", *figures), dict.fromkeys(figures, Side.RIGHT))
    movement = view.data.movement
    recorded = not movement.model_areas.empty
    has = {  # whether the page has a section that speaks of an item; the roadmap is of its own page
        "targets": any(units.targets_asked(view)),
        "resources": not movement.contributions.empty,
        "residential_areas": not units.areas_told(view).empty if recorded else view.is_district,
        "tasks": False,
        "rewards": commendations(view) is not None or merits(view) is not None,
    }
    body = [
        cells for item in listed.items for cells in _item(view, item, rows[rows["item"] == item.number], has)
    ]
    parts: list[Part] = [Table("items", words.word("activity.caption"), columns, tuple(body), folded=True)]
    if any(_NONE in cells for cells in body):
        parts.append(Sentence(words.word("activity.dash"), Tone.NOTE))
    if not view.is_district:
        counted = units.activities(view)
        of_year = counted["month"].between(view.period.year * 12, view.period.number)
        parts += units.carried_note(view, counted[of_year & (counted["commune"] == view.place.code)])
    return Shown(tuple(parts), words)


@once
def _counted(view: View) -> DataFrame:
    """Follows what is counted for the items, of the page's place."""
    kinds = [(kind.item, code) for code, kind in view.data.movement.items.kinds.items()]
    communes = None if view.is_district else [view.place.code]
    return follow_items(units.activities(view), kinds, view.period, communes)


def _item(view: View, item: Item, rows: DataFrame, has: Mapping[str, bool]) -> Iterator[tuple[Cell, ...]]:
    """Gives an item's rows; the district also lists the kinds nothing is known of, a commune its own only."""
    words = view.words
    title = words.word("activity.numbered", number=item.number, name=words.text(item.name))
    sections = [f"“{words.word(f'heading.{name}')}”" for name in item.about if has[name]]
    pointer = words.word("activity.elsewhere", sections=", ".join(sections)) if sections else ""
    counted = rows[rows["so_far"].notna()]
    if counted.empty:
        yield title, pointer or words.word("table.no_value"), "", "", ""
        return
    head: Cell = (Words(title), *small(pointer)) if pointer else title
    for row in records(rows if view.is_district else counted):
        kind = view.data.movement.items.kinds[row.kind]
        named = (Words(f"{words.text(kind.name)} "), *small(f"({words.text(kind.unit)})"))
        figures = (row.now, row.so_far, row.planned)
        now, *rest = (_NONE if pd.isna(n) else words.whole(n) for n in figures)
        # A month's sum says of how many communes it is.
        told = of_communes(view, row.places) if view.is_district else ""
        month: Cell = (Words(now) if isinstance(now, str) else now, *small(told)) if told else now
        yield head, named, month, *rest
        head = Words(title, weight=Weight.REPEATED)


def of_communes(view: View, places: tuple[str, ...], key: str = "activity.places") -> str:
    """Says how many communes gave a figure, so that a sum of some is not read as that of all."""
    words, told = view.words, len(set(places) & set(view.communes))
    if not 0 < told < len(view.communes):
        return ""
    return words.word(key, n=words.number(told), all=words.number(len(view.communes)))


def points(view: View) -> Shown | None:
    """Shows for each point of an item that lists some what was registered, assigned, given or counted."""
    listed = [item for item in view.data.movement.items.items if item.points]
    if not listed or not (view.is_district or view.is_commune):
        return None
    words, tables = view.words, list[Table]()
    for item in listed:
        told = ((words.text(p.name), "; ".join(_told(view, shown) for shown in p.shows)) for p in item.points)
        caption = words.word("point.caption", number=item.number)
        tables.append(
            Table("points", caption, heads(words, "point", ("point", "told")), tuple(told), folded=True)
        )
    return Shown(tuple(tables), words)


def _told(view: View, shown: str) -> str:
    """Says what the data hold: of a kind of activity its count, else of registrations, tasks or gifts."""
    words = view.words
    if shown == "registrations" or shown in _LEVELS:
        rows, bodies = units.followed(view), view.data.movement.bodies
        if shown == "registrations":
            rows = units.own_rows(view, units.registered(view))
        elif levels := _LEVELS[shown]:
            rows = rows[rows["body"].isin(list(bodies.loc[bodies["level"].isin(levels), "body"]))]
        if rows.empty:
            return words.word("point.none", what=words.word(f"point.what.{shown}"))
        reached = words.number(int(rows["state"].isin(["met", "done"]).sum()))
        return words.word(f"point.{shown}", all=words.number(len(rows)), n=reached)
    if shown == "own_resources":  # what people, enterprises and those living elsewhere gave since January
        rows = since_january(
            units.contributions(view), view.period, None if view.is_district else view.place.code
        )
        figures = of_unit(rows[rows["fund"].isin(GIVERS)], None)
        told = [] if figures["money"] is None else [units.million(view, int(figures["money"]))]
        in_kind = ((key, figures[key]) for key in ("labour", "land"))
        told += [words.word(f"point.{key}", n=words.number(n)) for key, n in in_kind if n is not None]
        none = words.word("point.none", what=words.word("point.what.own_resources"))
        return words.word("point.own_resources", told=", ".join(told)) if told else none
    kind = view.data.movement.items.kinds[shown]
    name, rows = words.text(kind.name), _counted(view)
    counted = rows.loc[rows["kind"] == shown, "so_far"].iloc[0]
    if pd.isna(counted):
        return words.word("point.none", what=name)
    n = words.number(int(counted))
    return words.word("point.counted", name=name, n=n, unit=words.text(kind.unit))
