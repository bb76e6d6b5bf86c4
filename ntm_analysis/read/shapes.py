"""YAML files held against pydantic shapes, which become the values of the model.

What does not fit becomes problems of the file, in the words of whoever wrote it.
"""

import re
from collections.abc import Callable
from dataclasses import MISSING, fields
from enum import StrEnum
from fractions import Fraction
from typing import Annotated, Any, ClassVar, TypeVar, get_type_hints

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    GetCoreSchemaHandler,
    StringConstraints,
    TypeAdapter,
    ValidationError,
    WrapValidator,
    create_model,
)
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from ntm_analysis.model import Period, Text
from ntm_analysis.read.cells import NUMBER
from ntm_analysis.read.yaml_files import YamlFile

Shaped = TypeVar("Shaped")

_LONGEST = 3000
# Control characters but tab and line breaks, direction and zero-width marks.
_UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]")
# What would be right, by what pydantic calls the fault.
_RIGHT = {
    fault: right
    for right, faults in {
        "một dòng chữ": "string_type string_too_short",
        "chữ ngắn hơn": "string_too_long",
        "một số nguyên": "int_parsing int_type",
        "true hoặc false": "bool_parsing bool_type",
        "ngày viết năm-tháng-ngày, ví dụ 2022-03-08": "date_type date_parsing date_from_datetime_parsing",
        "một danh sách": "tuple_type",
        "các mục “tên: giá trị”": "dict_type model_type dataclass_type",
        "ít nhất một mục": "too_short",
        "một số lớn hơn 0": "greater_than",
        "một số lớn hơn": "greater_than_equal",
        "một số nhỏ hơn": "less_than_equal",
    }.items()
    for fault in faults.split()
}


class Shape(BaseModel):
    """Admits the keys declared and no others; ``makes`` is the class of the model it is written for."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    makes: ClassVar[type[Any]]

    def made(self, **given: Any) -> Any:
        """Gives the value of the model, from the fields of the same names and those given.

        What is null has the model's own default where there is one.
        """
        values = dict(given)
        for field in fields(self.makes):
            if field.name in type(self).model_fields and field.name not in given:
                value = getattr(self, field.name)
                if value is not None or field.default is MISSING:
                    values[field.name] = value
        return self.makes(**values)


def fitting(fits: Callable[[Any], bool], right: str) -> Callable[[Any], Any]:
    """Gives what admits a value that fits and says of any other what would be right."""

    def check(value: Any) -> Any:
        if fits(value):
            return value
        raise PydanticCustomError("expected", "{right}", {"right": right})

    return check


def one_of(*allowed: str) -> BeforeValidator:
    """Admits only the words listed, and lists them to whoever wrote another one."""
    return BeforeValidator(fitting(lambda value: value in allowed, "một trong: " + ", ".join(allowed)))


def matching(pattern: str, right: str) -> BeforeValidator:
    """Admits only text of one form."""
    whole = re.compile(pattern)
    return BeforeValidator(
        fitting(lambda value: isinstance(value, str) and bool(whole.fullmatch(value)), right)
    )


def or_else(default: Any) -> WrapValidator:
    """Takes null for what stands where nothing is written."""
    return WrapValidator(lambda value, read: default if value is None else read(value))


# Without characters that nobody sees, and no longer than a page has room for.
Written = Annotated[
    str,
    StringConstraints(min_length=1, strip_whitespace=True),
    AfterValidator(fitting(lambda text: not _UNSEEN.search(text), "chữ không có ký tự điều khiển")),
    AfterValidator(fitting(lambda text: len(text) <= _LONGEST, f"chữ dài tối đa {_LONGEST} ký tự")),
]
PeriodText = Annotated[
    Period,
    BeforeValidator(Period.parse),
    matching("[0-9]{4}-(0[1-9]|1[0-2])", 'năm-tháng đặt trong nháy kép, ví dụ "2022-09"'),
]
ExactNumber = Annotated[
    Fraction,
    BeforeValidator(lambda text: Fraction(text.replace(",", "."))),
    matching(f"{NUMBER}|-?[0-9]{{1,9}}/[1-9][0-9]{{0,8}}", "một số (87.5) hoặc phân số (227/16)"),
]


class Keys:
    """Reads a class of the model from entries named like its fields, each written as its type is.

    ``own`` are those written otherwise, with their defaults; all others have the model's.
    """

    def __init__(self, **own: Any) -> None:
        self._own = own

    def __get_pydantic_core_schema__(self, kind: type[Any], handler: GetCoreSchemaHandler) -> CoreSchema:
        hints, entries = get_type_hints(kind), dict(self._own)
        for field in fields(kind):
            required = field.default is MISSING and field.default_factory is MISSING
            hint = hints[field.name]
            written = _AS_WRITTEN.get(hint, hint) if hint is not str or required else str
            if isinstance(hint, type) and issubclass(hint, StrEnum):
                written = Annotated[hint, one_of(*hint)]
            entries.setdefault(field.name, written if required else (written, field.default))
        shape = create_model(kind.__name__, __base__=Shape, **entries)
        shape.makes = kind
        return core_schema.no_info_after_validator_function(Shape.made, handler.generate_schema(shape))


# Both languages are required: a page exists in each.
BothLanguages = Annotated[Text, Keys()]
# How a type of the model is written; a word stands in the list of its own type.
_AS_WRITTEN: dict[Any, Any] = {
    str: Written,
    Fraction: ExactNumber,
    Fraction | None: ExactNumber | None,
    Period: PeriodText,
    Text: BothLanguages,
    Text | None: BothLanguages | None,
    tuple[str, ...]: tuple[Written, ...],
}


def shaped(document: YamlFile, shape: type[Shaped], *, of_criteria: bool = False) -> Shaped | None:
    """Gives a document as its shape; None, with the problems added to the document, where it does not fit.

    Files of criteria, which few people write, are told what is found a little more closely.
    """
    if document.data is None:
        return None
    try:
        return TypeAdapter(shape).validate_python(document.data)
    except ValidationError as error:
        for found in error.errors():
            # Locations may go past what is written.
            location = tuple(key for key in found["loc"] if key not in ("[key]", "0"))
            kind, written = found["type"], found["input"]
            said = "để trống" if written in (None, "") else f"“{written}”"
            if isinstance(written, bool) and of_criteria:
                said = f"“{str(written).lower()}”"
            if isinstance(written, dict | list):
                several = "một danh sách" if isinstance(written, list) else "một nhóm mục"
                said = several if of_criteria else "một danh sách hoặc nhiều mục"
            place = "README.md của thư mục" if of_criteria else "data/README.md"
            extra = ("mục này không có trong định dạng", "bỏ đi hoặc sửa lại tên mục")
            wrong = {
                "missing": ("thiếu mục này", f"bổ sung; {place} nói cách ghi"),
                "extra_forbidden": extra,
                "unexpected_keyword_argument": extra,
                "expected": (said, found["msg"]),
            }
            document.report(location, *wrong.get(kind, (said, _RIGHT.get(kind, found["msg"]))))
        return None
