"""One folder of data about one district → checked, typed tables, or every problem at once.

What stands here needs no tables: where a dataset lies, and its outline. Whatever loads pandas is imported on
first use: a command that finds all it needs in an outline starts without.
"""

import datetime as dt
import json
import re
from dataclasses import dataclass, replace
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ntm_analysis.errors import NtmError
from ntm_analysis.model import Period, Place, Text
from ntm_analysis.model.places import Contents

if TYPE_CHECKING:
    from ntm_analysis.model.dataset import Dataset
    from ntm_analysis.read.copies import read_dataset

__all__ = ["Dataset", "Outline", "as_json", "find_dataset", "found_in", "outline_of", "read_dataset"]
_HOME = {"Dataset": "model.dataset", "read_dataset": "read.copies"}
_FILE = "dataset.yaml"
_PLAIN = re.compile(r"[A-Za-z0-9_-]+")


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"ntm_analysis.{_HOME[name]}"), name)


def find_dataset(start: Path) -> Path:
    """Gives the dataset folder ``start`` lies in, or the only data/*/ with a dataset.yaml upward of it.

    Raises NtmError where there is none, or more than one to choose from.
    """
    start = start.resolve()
    for folder in (start, *start.parents):
        if (folder / _FILE).is_file():
            return folder
        found = sorted(path.parent for path in folder.glob(f"data/*/{_FILE}"))
        if len(found) > 1:
            named = ", ".join(map(str, found))
            raise NtmError(f"có nhiều bộ số liệu: {named}; dùng --data để chọn một")
        if found:
            return found[0]
    raise NtmError(
        f"không tìm thấy bộ số liệu nào (data/*/{_FILE}) từ {start} trở lên; dùng --data để chỉ thư mục"
    )


@dataclass(frozen=True)
class Outline(Contents):
    """What planning a build needs to know of a dataset: its name, its places and its months."""

    folder: Path
    name: str
    title: Text
    office: Text
    province: str
    illustrative: bool
    places: tuple[Place, ...]
    periods: tuple[Period, ...]
    closed: tuple[Period, ...]
    areas: dict[str, Text]  # their names, by id


def outline_of(data: "Dataset") -> Outline:
    """Takes the outline of a dataset that was read."""
    same = ("name", "title", "office", "illustrative", "places", "periods", "closed")
    return Outline(
        data.folder.resolve(),
        **{name: getattr(data, name) for name in same},
        province=data.province.name,
        areas={area.id: area.name for area in data.criteria.areas.values()},
    )


def as_json(outline: Outline) -> dict[str, Any]:
    """Gives an outline as plain JSON; where the dataset lies is not told."""

    def plain(value: Any) -> Any:
        return str(value) if isinstance(value, dt.date) else vars(value)

    told: dict[str, Any] = json.loads(json.dumps(vars(outline) | {"folder": "."}, default=plain))
    return told


def found_in(folder: Path, stored: Outline) -> Outline:
    """Gives an outline read from JSON as that of a folder's dataset; raises ValueError or NtmError.

    Names and months become folders: those that no dataset may have are refused.
    """
    names = (stored.name, *(place.code for place in stored.places), *stored.areas)
    if not stored.periods or not all(map(_PLAIN.fullmatch, names)):
        raise ValueError(stored.name)
    for month in (*stored.periods, *stored.closed):
        Period.parse(str(month))
    return replace(stored, folder=folder.resolve())
