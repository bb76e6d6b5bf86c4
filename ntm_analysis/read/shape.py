"""YAML documents held against pydantic shapes; what does not fit becomes problems of the document."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import Annotated, Any, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, TypeAdapter, ValidationError
from pydantic_core import PydanticCustomError

from ntm_analysis.model import Period, PeriodError, Text
from ntm_analysis.read.cells import exact
from ntm_analysis.read.criteria.document import Document
from ntm_analysis.read.criteria.values import Written

Shaped = TypeVar("Shaped")

_FRACTION = re.compile(r"-?[0-9]{1,9}/[1-9][0-9]{0,8}")
_RIGHT = {
    "string_type": "một dòng chữ",
    "string_too_short": "một dòng chữ",
    "int_parsing": "một số nguyên",
    "int_type": "một số nguyên",
    "bool_parsing": "true hoặc false",
    "bool_type": "true hoặc false",
    "date_from_datetime_parsing": "ngày viết năm-tháng-ngày, ví dụ 2022-03-08",
    "date_type": "ngày viết năm-tháng-ngày, ví dụ 2022-03-08",
    "tuple_type": "một danh sách",
    "dict_type": "các mục “tên: giá trị”",
    "model_type": "các mục “tên: giá trị”",
    "too_short": "ít nhất một mục",
    "greater_than": "một số lớn hơn 0",
    "greater_than_equal": "một số lớn hơn",
    "less_than_equal": "một số nhỏ hơn",
    "string_too_long": "chữ ngắn hơn",
}


class Shape(BaseModel):
    """Admits the keys declared and no others."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class TextShape(Shape):
    """Both languages are required: a page exists in each."""

    vi: Written
    en: Written

    @property
    def text(self) -> Text:
        """Gives both languages as the model's value."""
        return Text(self.vi, self.en)


def expected(right: str) -> PydanticCustomError:
    """Builds the error that says in Vietnamese what would be right."""
    return PydanticCustomError("expected", "{right}", {"right": right})


def one_of(*allowed: str) -> BeforeValidator:
    """Admits only the words listed, and lists them to whoever wrote another one."""

    def check(value: object) -> object:
        if value in allowed:
            return value
        raise expected("một trong: " + ", ".join(allowed))

    return BeforeValidator(check)


def matching(pattern: str, right: str) -> BeforeValidator:
    """Admits only text of one form."""

    def check(value: object) -> object:
        if isinstance(value, str) and re.fullmatch(pattern, value):
            return value
        raise expected(right)

    return BeforeValidator(check)


def _period(value: object) -> Period:
    try:
        return Period.parse(str(value))
    except PeriodError:
        raise expected('năm-tháng đặt trong nháy kép, ví dụ "2022-09"') from None


def _number(value: object) -> Fraction:
    if isinstance(value, str) and _FRACTION.fullmatch(value):
        return Fraction(value)
    number = exact(value) if isinstance(value, str) else None
    if number is None:
        raise expected("một số (87.5) hoặc phân số (227/16)")
    return number


PeriodText = Annotated[Period, BeforeValidator(_period)]
ExactNumber = Annotated[Fraction, BeforeValidator(_number)]


def shaped(document: Document, shape: TypeAdapter[Shaped]) -> Shaped | None:
    """Gives a document as its shape; None, with the problems added to the document, where it does not fit."""
    if document.data is None:
        return None
    try:
        return shape.validate_python(document.data)
    except ValidationError as error:
        for found in error.errors():
            document.report(found["loc"], *_described(found))
        return None


def _described(error: Any) -> tuple[str, str]:
    kind, written = error["type"], error["input"]
    if kind == "missing":
        return "thiếu mục này", "bổ sung; data/README.md nói cách ghi"
    if kind == "extra_forbidden":
        return "mục này không có trong định dạng", "bỏ đi hoặc sửa lại tên mục"
    found = "để trống" if written in (None, "") else f"“{written}”"
    if isinstance(written, dict | list):
        found = "một danh sách hoặc nhiều mục"
    return found, error["msg"] if kind == "expected" else _RIGHT.get(kind, error["msg"])
