"""targets.yaml, the goals of the movement as its founding document prints them, and movement.yaml.

The latter has the numbered items of the document and what is counted for each.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Container
from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, Field

from ntm_analysis.model import (
    ActivityKind,
    Baseline,
    Criteria,
    FoundingDocument,
    Item,
    Items,
    StressedPoint,
    Target,
    TargetKind,
    TargetSense,
)
from ntm_analysis.read.cells import FIRST_YEAR, LAST_YEAR
from ntm_analysis.read.shapes import (
    ExactNumber,
    PeriodText,
    Shape,
    TextShape,
    Written,
    fitting,
    matching,
    one_of,
    shaped,
)
from ntm_analysis.read.spelling import nearest
from ntm_analysis.read.words import LABOUR_UNIT, LAND_UNIT, MONEY_UNITS
from ntm_analysis.read.yaml_files import Location, YamlFile, is_there, read_yaml, repeated

FILE = "movement.yaml"
TARGETS = "targets.yaml"
# What a point may show besides kinds of activity.
SHOWN = ("registrations", "tasks", "tasks_of_communes", "tasks_of_unions", "own_resources")
# What an item may speak of that has figures of its own: pages and papers lead there.
ABOUT = ("targets", "resources", "residential_areas", "tasks", "rewards")
_CODE = matching("[a-z][a-z0-9_]*", "chữ thường không dấu, chữ số và dấu gạch dưới")
_UNITS = ("communes", "criteria", "points", "areas")
_COUNTED = ("communes", "areas")


# Units of money, work and land are none of goods: their sums would be mixed.
_GoodsUnit = Annotated[
    Written,
    AfterValidator(
        fitting(
            lambda unit: unit not in {*MONEY_UNITS, LABOUR_UNIT, LAND_UNIT},
            "đơn vị của hiện vật (tấn xi măng, m³ cát…), không phải tiền, công hoặc đất",
        )
    ),
]
_YEARS = f"ngày của các năm {FIRST_YEAR}–{LAST_YEAR}"
_Day = Annotated[dt.date, AfterValidator(fitting(lambda day: FIRST_YEAR <= day.year <= LAST_YEAR, _YEARS))]


class _ActivityKindShape(Shape):
    makes = ActivityKind
    code: Annotated[str, _CODE]
    name: TextShape
    unit: TextShape


class _PointShape(Shape):
    makes = StressedPoint
    name: TextShape
    shows: Annotated[tuple[Written, ...], Field(min_length=1)]


class _ItemShape(Shape):
    makes = Item
    number: Annotated[int, Field(ge=1, le=99)]
    name: TextShape
    kinds: tuple[_ActivityKindShape, ...] = ()
    points: tuple[_PointShape, ...] = ()
    about: tuple[Annotated[str, one_of(*ABOUT)], ...] = ()


class _ItemsShape(Shape):
    items: tuple[_ItemShape, ...]
    goods_units: tuple[_GoodsUnit, ...] = ()


class _DocumentShape(Shape):
    makes = FoundingDocument
    title: Written
    citation: Written


class _BaselineShape(Shape):
    makes = Baseline
    value: ExactNumber | None
    date: _Day
    printed: bool
    note: str = ""


class TargetShape(Shape):
    """One target as written, each key as documented in data/README.md."""

    makes = Target
    id: Written
    name: TextShape
    kind: Annotated[TargetKind, one_of(*TargetKind)]
    sense: Annotated[TargetSense, one_of(*TargetSense)]
    value: ExactNumber
    unit: Annotated[str, one_of(*_UNITS)]
    denominator: Annotated[int, Field(gt=0)] | None
    baseline: _BaselineShape
    end: PeriodText
    paragraph: TextShape
    quote: Written
    set: str = ""
    criterion: str = ""
    communes: tuple[Written, ...] = ()
    note: str = ""

    def check(self, document: YamlFile, index: int, criteria: Criteria, communes: Container[str]) -> None:
        """Reports sets, criteria and communes that there are not."""
        here = ("targets", index)
        sets = criteria.sets
        if self.set and self.set not in sets:
            document.report((*here, "set"), f"không có bộ tiêu chí “{self.set}”", nearest(self.set, sets))
        codes = [c.code for c in sets[self.set].criteria] if self.set in sets else []
        if self.kind is TargetKind.CRITERION and not (self.set and self.criterion):
            document.report(here, "mục tiêu theo tiêu chí thiếu set hoặc criterion", "ghi cả hai")
        elif self.criterion and codes and self.criterion not in codes:
            near = nearest(self.criterion, codes)
            document.report((*here, "criterion"), f"không có tiêu chí “{self.criterion}” trong bộ này", near)
        for code in self.communes:
            if code not in communes:
                document.report(
                    (*here, "communes"), f"không có xã mã “{code}”", "dùng mã có trong communes.csv"
                )

    def check_figures(self, document: YamlFile, here: Location) -> None:
        """Reports figures no target can have: beyond its denominator, below nought, ended before it began."""
        counts = self.unit in _COUNTED
        if counts and self.denominator and self.value > self.denominator:
            found = f"{self.value} lớn hơn mẫu số {self.denominator}"
            document.report((*here, "value"), found, "một số không quá mẫu số")
        if self.kind is TargetKind.POOR_RATE_CHANGE:
            if self.unit != "points":
                document.report((*here, "unit"), f"“{self.unit}”", "points, điểm phần trăm")
        elif self.value < 0:
            document.report((*here, "value"), f"số âm “{self.value}”", "một số không âm")
        elif self.unit == "points":
            document.report((*here, "unit"), "“points” chỉ cho poor_rate_change", "communes, criteria, areas")
        if (self.end.year, self.end.month) < (self.baseline.date.year, self.baseline.date.month):
            document.report((*here, "end"), f"“{self.end}” trước mốc {self.baseline.date}", "kỳ sau mốc")


class _TargetsShape(Shape):
    document: _DocumentShape
    targets: tuple[TargetShape, ...]


def read_items(folder: Path) -> tuple[Items, YamlFile | None]:
    """Gives the items and the file read; nothing where there is no file."""
    path = folder / FILE
    if not is_there(path):
        return Items(), None
    document = read_yaml(path)
    found = shaped(document, _ItemsShape)
    if found is None:
        return Items(), document
    for index, number in repeated(item.number for item in found.items):
        document.report(("items", index, "number"), f"mục {number} viết hai lần", "giữ lại một")
    kinds: dict[str, ActivityKind] = {}
    for index, item in enumerate(found.items):
        for place, kind in enumerate(item.kinds):
            if kind.code in kinds:
                here = ("items", index, "kinds", place, "code")
                document.report(here, f"mã “{kind.code}” đã dùng", "đặt mã khác")
            kinds[kind.code] = kind.made(item=item.number)
    for index, item in enumerate(found.items):
        for place, point in enumerate(item.points):
            for shown in (code for code in point.shows if code not in (*SHOWN, *kinds)):
                here = ("items", index, "points", place, "shows")
                document.report(here, f"không có “{shown}”", nearest(shown, (*SHOWN, *kinds)))
    return Items(tuple(item.made() for item in found.items), kinds, found.goods_units), document


def read_targets(
    folder: Path, criteria: Criteria, communes: Container[str]
) -> tuple[tuple[Target, ...], FoundingDocument, YamlFile | None]:
    """Gives the targets, the document they come from and the file read; nothing where there is no file."""
    path = folder / TARGETS
    if not is_there(path):
        return (), FoundingDocument(), None
    document = read_yaml(path)
    found = shaped(document, _TargetsShape)
    if found is None:
        return (), FoundingDocument(), document
    for index, again in repeated(target.id for target in found.targets):
        document.report(("targets", index, "id"), f"id “{again}” đã dùng", "đặt id khác")
    for index, target in enumerate(found.targets):
        target.check(document, index, criteria, communes)
        target.check_figures(document, ("targets", index))
    return tuple(target.made() for target in found.targets), found.document.made(), document
