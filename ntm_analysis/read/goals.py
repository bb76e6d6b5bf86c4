"""targets.yaml: the goals of the movement, as its founding document prints them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Container
from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, Field, TypeAdapter

from ntm_analysis.model import Baseline, Criteria, FoundingDocument, Target, TargetKind, TargetSense
from ntm_analysis.read.cells import FIRST_YEAR, LAST_YEAR
from ntm_analysis.read.criteria.document import Document, Location, is_there, read_document
from ntm_analysis.read.criteria.values import Written
from ntm_analysis.read.shape import ExactNumber, PeriodText, Shape, TextShape, expected, one_of, shaped
from ntm_analysis.read.spelling import nearest

FILE = "targets.yaml"
_UNITS = ("communes", "criteria", "points", "areas")
_COUNTED = ("communes", "areas")


def _of_our_time(day: dt.date) -> dt.date:
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise expected(f"ngày của các năm {FIRST_YEAR}–{LAST_YEAR}")
    return day


class _DocumentShape(Shape):
    title: Written
    citation: Written


class _BaselineShape(Shape):
    value: ExactNumber | None
    date: Annotated[dt.date, AfterValidator(_of_our_time)]
    printed: bool
    note: str = ""


class TargetShape(Shape):
    """One target as written, each key as documented in data/README.md."""

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

    def target(self) -> Target:
        """Gives the target of the model."""
        given = self.baseline
        return Target(
            id=self.id,
            name=self.name.text,
            kind=self.kind,
            sense=self.sense,
            value=self.value,
            unit=self.unit,
            denominator=self.denominator,
            baseline=Baseline(given.value, given.date, given.printed, given.note),
            end=self.end,
            paragraph=self.paragraph.text,
            quote=self.quote,
            set=self.set,
            criterion=self.criterion,
            communes=self.communes,
            note=self.note,
        )


class _TargetsShape(Shape):
    document: _DocumentShape
    targets: tuple[TargetShape, ...]


_SHAPE = TypeAdapter(_TargetsShape)


def read_targets(
    folder: Path, criteria: Criteria, communes: Container[str]
) -> tuple[tuple[Target, ...], FoundingDocument, Document | None]:
    """Gives the targets, the document they come from and the file read; nothing where there is no file."""
    path = folder / FILE
    if not is_there(path):
        return (), FoundingDocument(), None
    document = read_document(path)
    found = shaped(document, _SHAPE)
    if found is None:
        return (), FoundingDocument(), document
    ids: set[str] = set()
    for index, target in enumerate(found.targets):
        _check(document, index, target, criteria, communes)
        if target.id in ids:
            document.report(("targets", index, "id"), f"id “{target.id}” đã dùng", "đặt id khác")
        ids.add(target.id)
    targets = tuple(target.target() for target in found.targets)
    return targets, FoundingDocument(found.document.title, found.document.citation), document


def _check(
    document: Document, index: int, target: TargetShape, criteria: Criteria, communes: Container[str]
) -> None:
    here = ("targets", index)
    sets = criteria.sets
    if target.set and target.set not in sets:
        document.report((*here, "set"), f"không có bộ tiêu chí “{target.set}”", nearest(target.set, sets))
    codes = [c.code for c in sets[target.set].criteria] if target.set in sets else []
    if target.kind is TargetKind.CRITERION and not (target.set and target.criterion):
        document.report(here, "mục tiêu theo tiêu chí thiếu set hoặc criterion", "ghi cả hai")
    elif target.criterion and codes and target.criterion not in codes:
        near = nearest(target.criterion, codes)
        document.report((*here, "criterion"), f"không có tiêu chí “{target.criterion}” trong bộ này", near)
    _check_figures(document, here, target)
    for code in target.communes:
        if code not in communes:
            document.report((*here, "communes"), f"không có xã mã “{code}”", "dùng mã có trong communes.csv")


def _check_figures(document: Document, here: Location, target: TargetShape) -> None:
    """Reports figures no target can have: beyond its denominator, below nought, ended before it began."""
    counts = target.unit in _COUNTED
    if counts and target.denominator and target.value > target.denominator:
        found = f"{target.value} lớn hơn mẫu số {target.denominator}"
        document.report((*here, "value"), found, "một số không quá mẫu số")
    if target.kind is TargetKind.POOR_RATE_CHANGE:
        if target.unit != "points":
            document.report((*here, "unit"), f"“{target.unit}”", "points, điểm phần trăm")
    elif target.value < 0:
        document.report((*here, "value"), f"số âm “{target.value}”", "một số không âm")
    elif target.unit == "points":
        document.report((*here, "unit"), "“points” chỉ cho poor_rate_change", "communes, criteria, areas")
    if (target.end.year, target.end.month) < (target.baseline.date.year, target.baseline.date.month):
        document.report((*here, "end"), f"“{target.end}” trước mốc {target.baseline.date}", "kỳ sau mốc")
