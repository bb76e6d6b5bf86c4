"""movement.yaml: the numbered items of the founding document and what is counted for each."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, Field, TypeAdapter

from ntm_analysis.model import Text
from ntm_analysis.read.criteria.document import Document, is_there, read_document
from ntm_analysis.read.criteria.values import Written
from ntm_analysis.read.shape import Shape, TextShape, expected, matching, one_of, shaped
from ntm_analysis.read.spelling import nearest
from ntm_analysis.read.words import LABOUR_UNIT, LAND_UNIT, MONEY_UNITS

FILE = "movement.yaml"
# What a point may show besides kinds of activity.
SHOWN = ("registrations", "tasks", "tasks_of_communes", "tasks_of_unions", "own_resources")
# What an item may speak of that has figures of its own: pages and papers lead there.
ABOUT = ("targets", "resources", "residential_areas", "tasks", "rewards")
_CODE = matching("[a-z][a-z0-9_]*", "chữ thường không dấu, chữ số và dấu gạch dưới")


@dataclass(frozen=True)
class ActivityKind:
    """What is counted under an item, with the unit of the count."""

    code: str
    item: int
    name: Text
    unit: Text


@dataclass(frozen=True)
class Point:
    """A point that an item stresses; ``shows`` names kinds of activity or what ``SHOWN`` lists."""

    name: Text
    shows: tuple[str, ...]


@dataclass(frozen=True)
class Item:
    """One numbered item of the founding document."""

    number: int
    name: Text
    points: tuple[Point, ...] = ()
    about: tuple[str, ...] = ()  # of ABOUT


@dataclass(frozen=True)
class Items:
    """The numbered items in order, the kinds of activity by code, and the units goods are counted in."""

    items: tuple[Item, ...] = ()
    kinds: dict[str, ActivityKind] = field(default_factory=dict)
    goods_units: tuple[str, ...] = ()


def _no_money(unit: str) -> str:
    """Refuses units of money, work and land among those of goods: their sums would be mixed."""
    if unit in {*MONEY_UNITS, LABOUR_UNIT, LAND_UNIT}:
        raise expected("đơn vị của hiện vật (tấn xi măng, m³ cát…), không phải tiền, công hoặc đất")
    return unit


class _KindShape(Shape):
    code: Annotated[str, _CODE]
    name: TextShape
    unit: TextShape


class _PointShape(Shape):
    name: TextShape
    shows: Annotated[tuple[Written, ...], Field(min_length=1)]


class _ItemShape(Shape):
    number: Annotated[int, Field(ge=1, le=99)]
    name: TextShape
    kinds: tuple[_KindShape, ...] = ()
    points: tuple[_PointShape, ...] = ()
    about: tuple[Annotated[str, one_of(*ABOUT)], ...] = ()


class _ItemsShape(Shape):
    items: tuple[_ItemShape, ...]
    goods_units: tuple[Annotated[Written, AfterValidator(_no_money)], ...] = ()


_SHAPE = TypeAdapter(_ItemsShape)


def read_items(folder: Path) -> tuple[Items, Document | None]:
    """Gives the items and the file read; nothing where there is no file."""
    path = folder / FILE
    if not is_there(path):
        return Items(), None
    document = read_document(path)
    found = shaped(document, _SHAPE)
    if found is None:
        return Items(), document
    kinds: dict[str, ActivityKind] = {}
    numbers: set[int] = set()
    for index, item in enumerate(found.items):
        if item.number in numbers:
            document.report(("items", index, "number"), f"mục {item.number} viết hai lần", "giữ lại một")
        numbers.add(item.number)
        for place, kind in enumerate(item.kinds):
            if kind.code in kinds:
                here = ("items", index, "kinds", place, "code")
                document.report(here, f"mã “{kind.code}” đã dùng", "đặt mã khác")
            kinds[kind.code] = ActivityKind(kind.code, item.number, kind.name.text, kind.unit.text)
    for index, item in enumerate(found.items):
        for place, point in enumerate(item.points):
            for shown in (code for code in point.shows if code not in (*SHOWN, *kinds)):
                here = ("items", index, "points", place, "shows")
                document.report(here, f"không có “{shown}”", nearest(shown, (*SHOWN, *kinds)))
    items = tuple(
        Item(i.number, i.name.text, tuple(Point(p.name.text, p.shows) for p in i.points), i.about)
        for i in found.items
    )
    return Items(items, kinds, found.goods_units), document
