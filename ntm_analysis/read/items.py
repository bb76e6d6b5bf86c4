"""targets.yaml, the goals of the movement as its founding document prints them, and movement.yaml.

The latter has the numbered items of the document and what is counted for each.
"""

import datetime as dt
from collections.abc import Container, Iterator, Mapping
from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, Field

from ntm_analysis.model import (
    ActivityKind,
    Baseline,
    Criteria,
    CriteriaSet,
    FoundingDocument,
    Item,
    Items,
    StressedPoint,
    Target,
    TargetKind,
)
from ntm_analysis.read.cells import FIRST_YEAR, LAST_YEAR
from ntm_analysis.read.shapes import BothLanguages, Keys, Shape, Written, fitting, matching, one_of, shaped
from ntm_analysis.read.spelling import nearest
from ntm_analysis.read.words import LABOUR_UNIT, LAND_UNIT, MONEY_UNITS
from ntm_analysis.read.yaml_files import YamlFile, is_there, read_yaml, repeated

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
    name: BothLanguages
    unit: BothLanguages


class _ItemShape(Shape):
    makes = Item
    number: Annotated[int, Field(ge=1, le=99)]
    name: BothLanguages
    kinds: tuple[_ActivityKindShape, ...] = ()
    points: tuple[
        Annotated[StressedPoint, Keys(shows=Annotated[tuple[Written, ...], Field(min_length=1)])], ...
    ] = ()
    about: tuple[Annotated[str, one_of(*ABOUT)], ...] = ()


class _ItemsShape(Shape):
    items: tuple[_ItemShape, ...]
    goods_units: tuple[_GoodsUnit, ...] = ()


# Each key as documented in data/README.md.
_WrittenTarget = Annotated[
    Target,
    Keys(
        unit=Annotated[str, one_of(*_UNITS)],
        denominator=Annotated[int, Field(gt=0)] | None,
        baseline=Annotated[Baseline, Keys(date=_Day)],
    ),
]


class _TargetsShape(Shape):
    document: Annotated[FoundingDocument, Keys(title=Written, citation=Written)]
    targets: tuple[_WrittenTarget, ...]


def _faults(
    target: Target, sets: Mapping[str, CriteriaSet], communes: Container[str]
) -> Iterator[tuple[str, str, str]]:
    """Tells at which key a target names what there is not or has a figure that none can have, and why."""
    codes = [c.code for c in sets[target.set].criteria] if target.set in sets else []
    half = target.kind is TargetKind.CRITERION and not (target.set and target.criterion)
    unknown = not half and target.criterion and codes and target.criterion not in codes
    change, points = target.kind is TargetKind.POOR_RATE_CHANGE, target.unit == "points"
    value, most, begun = target.value, target.denominator, target.baseline.date
    ended = (target.end.year, target.end.month) < (begun.year, begun.month)
    above = target.unit in _COUNTED and most is not None and value > most
    no_set, no_criterion = f"không có bộ tiêu chí “{target.set}”", f"không có tiêu chí “{target.criterion}”"
    for wrong, key, found, right in (
        (target.set and target.set not in sets, "set", no_set, nearest(target.set, sets)),
        (half, "", "mục tiêu theo tiêu chí thiếu set hoặc criterion", "ghi cả hai"),
        (unknown, "criterion", f"{no_criterion} trong bộ này", nearest(target.criterion, codes)),
        *(
            (code not in communes, "communes", f"không có xã mã “{code}”", "dùng mã có trong communes.csv")
            for code in target.communes
        ),
        (above, "value", f"{value} lớn hơn mẫu số {most}", "một số không quá mẫu số"),
        (change and not points, "unit", f"“{target.unit}”", "points, điểm phần trăm"),
        (not change and value < 0, "value", f"số âm “{value}”", "một số không âm"),
        (
            not change and value >= 0 and points,
            "unit",
            "“points” chỉ cho poor_rate_change",
            "communes, criteria, areas",
        ),
        (ended, "end", f"“{target.end}” trước mốc {begun}", "kỳ sau mốc"),
    ):
        if wrong:
            yield key, found, right


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
        for key, wrong, right in _faults(target, criteria.sets, communes):
            document.report(("targets", index, *filter(None, [key])), wrong, right)
    return found.targets, found.document, document
