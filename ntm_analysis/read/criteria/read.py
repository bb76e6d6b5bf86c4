"""The folder of criteria files → Criteria, or every problem of every file at once."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TypeVar

from pydantic import TypeAdapter, ValidationError

from ntm_analysis.errors import InputError, Problem
from ntm_analysis.model import Criteria
from ntm_analysis.read.criteria.build import (
    build_area,
    build_denominators,
    build_plausible,
    build_set,
    build_source,
    build_statistic,
)
from ntm_analysis.read.criteria.checks import Known, check_areas, check_plausible, check_set, check_statistics
from ntm_analysis.read.criteria.document import Document, Location, read_document
from ntm_analysis.read.criteria.schema import (
    AreasShape,
    PlausiblesShape,
    SetShape,
    SourceShape,
    StatisticsShape,
)

Shape = TypeVar("Shape")

# Every other YAML file of the folder is a set of criteria.
_SHARED = ("areas.yaml", "statistics.yaml", "sources.yaml", "plausible.yaml")


# The criteria read last, by the content of their files: the districts of a country share one folder.
_last: dict[tuple[tuple[str, str], ...], Criteria] = {}


def read_criteria(folder: Path) -> Criteria:
    """Reads data/criteria; raises InputError with every problem of every file.

    Reading the same content again gives the same criteria, which nobody changes.
    """
    content = _content(folder)
    if content not in _last:
        found = _read(folder)
        _last.clear()
        _last[content] = found
    return _last[content]


def _content(folder: Path) -> tuple[tuple[str, str], ...]:
    return tuple((path.name, _digest(path)) for path in sorted(folder.glob("*.yaml")) if path.is_file())


def _digest(path: Path) -> str:
    """Gives the hash of a file, "" of one that may not be read; reading it as YAML then tells."""
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        return ""


def _read(folder: Path) -> Criteria:
    areas, statistics, sources, plausible = (read_document(folder / name) for name in _SHARED)
    sets = [read_document(path) for path in sorted(folder.glob("*.yaml")) if path.name not in _SHARED]
    known = _known(statistics, sources, sets)

    set_shapes = [_shape(document, TypeAdapter(SetShape)) for document in sets]
    area_shape = _shape(areas, TypeAdapter(AreasShape))
    statistic_shape = _shape(statistics, TypeAdapter(StatisticsShape))
    source_shapes = _shape(sources, TypeAdapter(dict[str, SourceShape]))
    plausible_shape = _shape(plausible, TypeAdapter(PlausiblesShape))
    for document in sets:
        check_set(document, known)
    check_areas(areas, known)
    check_statistics(statistics)
    check_plausible(plausible, known)

    documents = (areas, statistics, sources, plausible, *sets)
    problems = [problem for document in documents for problem in document.problems]
    problems += _problems_between(folder, sets)
    if problems or not (area_shape and statistic_shape and source_shapes is not None and plausible_shape):
        raise InputError(problems)
    return Criteria(
        sets={shape.id: build_set(shape) for shape in set_shapes if shape},
        areas={shape.id: build_area(shape) for shape in area_shape.areas},
        statistics={shape.code: build_statistic(shape) for shape in statistic_shape.statistics},
        sources={name: build_source(name, shape) for name, shape in source_shapes.items()},
        plausible=build_plausible(plausible_shape),
        denominators=build_denominators(plausible_shape),
    )


def _known(statistics: Document, sources: Document, sets: list[Document]) -> Known:
    codes = frozenset(str(item.get("code")) for _, item in statistics.members(("statistics",)))
    criteria = {
        str(document.value(("id",))): frozenset(
            str(c.get("code")) for _, c in document.members(("criteria",))
        )
        for document in sets
    }
    return Known(
        sources=None if sources.data is None else frozenset(sources.data),
        statistics=None if statistics.data is None else codes,
        criteria=None if any(document.data is None for document in sets) else criteria,
        measures={str(document.value(("id",))): frozenset(_measures(document)) for document in sets},
    )


def _measures(document: Document) -> Iterator[str]:
    for criterion, _ in document.members(("criteria",)):
        for indicator, written in document.members((*criterion, "indicators")):
            yield str(written.get("code"))
            yield from (str(part.get("code")) for _, part in document.members((*indicator, "components")))


def _problems_between(folder: Path, sets: list[Document]) -> list[Problem]:
    if not sets:
        return [Problem(str(folder), 0, "", "không có tệp bộ tiêu chí nào", "cần ít nhất một tệp .yaml")]
    problems: list[Problem] = []
    seen: dict[str, str] = {}
    for document in sets:
        identity = str(document.value(("id",)))
        if identity in seen:
            found = f"id “{identity}” đã dùng trong {seen[identity]}"
            problems.append(
                Problem(document.file, document.lines.get(("id",), 0), "id", found, "đặt id khác")
            )
        seen[identity] = document.file
    return problems


def _shape(document: Document, shape: TypeAdapter[Shape]) -> Shape | None:
    """Validates a document, turning what pydantic finds into problems of the document."""
    if document.data is None:
        return None
    try:
        return shape.validate_python(document.data)
    except ValidationError as error:
        for found in error.errors():
            document.report(*_described(found))
        return None


def _described(error: Any) -> tuple[Location, str, str]:
    """Says in Vietnamese what pydantic found; its locations may go past what is written."""
    kind = error["type"]
    location = tuple(key for key in error["loc"] if key not in ("[key]", "0"))
    if kind == "missing":
        return location, "thiếu mục này", "bổ sung; README.md của thư mục nói cách ghi"
    if kind == "extra_forbidden":
        return location, "mục này không có trong định dạng", "bỏ đi hoặc sửa lại tên mục"
    return (
        location,
        _found(error["input"]),
        error["msg"] if kind == "expected" else _RIGHT.get(kind, error["msg"]),
    )


def _found(written: Any) -> str:
    if written is None or written == "":
        return "để trống"
    if isinstance(written, list | dict):
        return "một danh sách" if isinstance(written, list) else "một nhóm mục"
    return f"“{str(written).lower() if isinstance(written, bool) else written}”"


_RIGHT = {
    "string_type": "một dòng chữ",
    "string_too_short": "một dòng chữ",
    "int_parsing": "một số nguyên",
    "int_type": "một số nguyên",
    "bool_parsing": "true hoặc false",
    "bool_type": "true hoặc false",
    "date_type": "ngày viết năm-tháng-ngày, ví dụ 2022-03-08",
    "date_parsing": "ngày viết năm-tháng-ngày, ví dụ 2022-03-08",
    "date_from_datetime_parsing": "ngày viết năm-tháng-ngày, ví dụ 2022-03-08",
    "too_short": "ít nhất một mục",
    "tuple_type": "một danh sách",
    "dict_type": "các mục “tên: giá trị”",
    "model_type": "các mục “tên: giá trị”",
}
