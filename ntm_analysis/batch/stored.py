"""Reads what an earlier command left, as strictly as input from outside."""

from __future__ import annotations

from functools import cache
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any, TypeVar, cast

if TYPE_CHECKING:
    from pydantic import TypeAdapter

T = TypeVar("T")


def read_as(kind: type[T], data: bytes | str) -> T:
    """Reads JSON as a type, every field of its own type; raises ValueError for anything else."""
    return cast("T", _adapter(kind).validate_json(data, strict=True))  # type: ignore[arg-type]


def check_is(kind: type[T], value: object) -> T:
    """Holds a plain value against a type; raises ValueError."""
    return cast("T", _adapter(kind).validate_python(value, strict=True))  # type: ignore[arg-type]


@cache
def _adapter(kind: type[Any]) -> TypeAdapter[Any]:
    from pydantic import TypeAdapter  # noqa: PLC0415 (slow, and needed only where something was left)

    return TypeAdapter(kind)


def is_inside(name: str) -> bool:
    """Tells whether a name is that of a file in the folder it is told of, and nowhere else."""
    parts = PurePosixPath(name).parts
    return (
        bool(parts)
        and name.isprintable()
        and not PurePosixPath(name).is_absolute()
        and not {"..", "."} & set(name.split("/"))
        and not set(name) & set('\\:*?"<>|')
    )
