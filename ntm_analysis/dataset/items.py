"""movement.yaml: the numbered items of the founding document and what is counted for each."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated

from pydantic import Field, TypeAdapter

from ntm_analysis.criteria.document import Document, read_document
from ntm_analysis.dataset.shape import Shape, TextShape, matching, shaped
from ntm_analysis.model import Text

FILE = "movement.yaml"
_CODE = matching("[a-z][a-z0-9_]*", "chữ thường không dấu, chữ số và dấu gạch dưới")


@dataclass(frozen=True)
class ActivityKind:
    """What is counted under an item, with the unit of the count."""

    code: str
    item: int
    name: Text
    unit: Text


@dataclass(frozen=True)
class Item:
    """One numbered item of the founding document."""

    number: int
    name: Text


@dataclass(frozen=True)
class Items:
    """The numbered items in order, and the kinds of activity by code."""

    items: tuple[Item, ...] = ()
    kinds: dict[str, ActivityKind] = field(default_factory=dict)


class _KindShape(Shape):
    code: Annotated[str, _CODE]
    name: TextShape
    unit: TextShape


class _ItemShape(Shape):
    number: Annotated[int, Field(ge=1)]
    name: TextShape
    kinds: tuple[_KindShape, ...] = ()


class _ItemsShape(Shape):
    items: tuple[_ItemShape, ...]


def read_items(folder: Path) -> tuple[Items, Document | None]:
    """Gives the items and the file read; nothing where there is no file."""
    path = folder / FILE
    if not path.is_file():
        return Items(), None
    document = read_document(path)
    found = shaped(document, TypeAdapter(_ItemsShape))
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
    return Items(tuple(Item(item.number, item.name.text) for item in found.items), kinds), document
