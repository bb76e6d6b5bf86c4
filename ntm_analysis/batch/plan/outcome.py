"""How a product ended: built, still current, or failed, and how its process tells the batch.

A failed product is a value. What a process tells is read as what comes from a program nobody has checked: a
notebook runs in it and can write into the pipe what it likes. Nothing is made of a message but what stands in
a list, and no file is taken but the product's own.
"""

from __future__ import annotations

import io
import pickle
from dataclasses import dataclass
from enum import StrEnum
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from typing_extensions import TypedDict

from ntm_analysis.batch.plan import Briefing, Product

if TYPE_CHECKING:
    from ntm_analysis.batch.run.task import Task


class FailureReason(StrEnum):
    """Why a product failed."""

    CELL_ERROR = "cell_error"
    TIME_LIMIT = "time_limit"
    KERNEL_DIED = "kernel_died"
    WORKER_DIED = "worker_died"
    NO_SUMMARY = "no_summary"  # the notebook ended early, or is not ours
    PRINT = "print"  # the browser gave no PDF
    UNFIT = "unfit"  # the page would not stand alone, or would show a path of this machine
    EDITED = "edited"  # the notebook is not any more what it was when the build began
    INTERNAL = "internal"  # a defect around the notebook, not in it


class PageFacts(TypedDict, total=False):
    """What a notebook says of its page, for the index; other facts are not kept."""

    title: str
    place: str
    code: str
    slug: str
    kind: str
    notebook: str
    period: str
    language: str
    headline: str
    verdict: str
    met: int
    total: int
    provisional: int
    discrepancies: int
    late: int
    stale: int
    illustrative: bool
    draft: bool
    recognised: bool
    targets: dict[str, int]


@dataclass(frozen=True)
class Output:
    """A file as it lies on the disk; its key identifies all it could depend on."""

    key: str
    sha256: str
    size: int


@dataclass(frozen=True)
class Page(Output):
    """A page, with what its notebook says of it; ``sha256`` leaves out the ways to other months.

    ``unexplained`` numbers the cells that show a figure without saying what is to be seen in it; ``read``
    counts the files it was made from beside its dataset, which its executed notebook names.
    """

    summary: PageFacts
    unexplained: tuple[int, ...] = ()
    read: int = 0


@dataclass(frozen=True)
class Built:
    """A new file lies on the disk."""

    product: Product
    output: Output
    seconds: float
    core_seconds: float = 0  # the work of the process that made it, where one was started for it


@dataclass(frozen=True)
class Current:
    """The file on the disk is the one that building would give."""

    product: Product
    output: Output


@dataclass(frozen=True)
class Failure:
    """Why a file is missing."""

    reason: FailureReason
    message: str


@dataclass(frozen=True)
class Failed:
    """There is no file, and why."""

    product: Product
    reason: FailureReason
    message: str
    seconds: float
    kept: bool  # whether the executed notebook was kept for inspection


@dataclass(frozen=True)
class Started:
    """Work on the product has begun."""

    product: Product


@dataclass(frozen=True)
class Begun:
    """A cell begins; what the one before it gave is told, as JSON, so that it outlives the process.

    The first comes with the whole notebook, as JSON too, before any cell has run.
    """

    cell: int
    notebook: str = ""
    before: int = -1
    outputs: str = "[]"


@dataclass(frozen=True)
class Made:
    """What a process gives back: how the product ended, and the files that are to be written of it."""

    outcome: Built | Failed
    files: tuple[tuple[PurePosixPath, bytes], ...] = ()


class NotStartedError(Exception):
    """Is raised where an ordinary kernel dies, or does not answer, before its first cell."""


Outcome = Built | Current | Failed
Event = Started | Outcome

_PRODUCT = "product"  # stands for the product itself, which the batch has
_KNOWN = {
    kind.__name__: kind for kind in (Begun, Built, Failed, Made, Output, Page, FailureReason, PurePosixPath)
}
_MODULES = (__name__, "pathlib", "pathlib._local")  # the last is where Python 3.13 keeps its paths


class _MessageWriter(pickle.Pickler):
    def __init__(self, file: io.BytesIO, task: Task) -> None:
        super().__init__(file, protocol=5)
        self._product = task.product

    def persistent_id(self, obj: Any) -> str | None:
        return _PRODUCT if obj is self._product else None


class _MessageReader(pickle.Unpickler):
    def __init__(self, file: io.BytesIO, task: Task) -> None:
        super().__init__(file)
        self._product = task.product

    def find_class(self, module: str, name: str) -> type:
        if module not in _MODULES or name not in _KNOWN:
            raise pickle.UnpicklingError
        return _KNOWN[name]

    def persistent_load(self, pid: Any) -> Any:
        if pid != _PRODUCT:
            raise pickle.UnpicklingError
        return self._product


def written(message: Begun | Made, task: Task) -> bytes:
    """Gives a message as it is sent."""
    content = io.BytesIO()
    _MessageWriter(content, task).dump(message)
    return content.getvalue()


def understood(content: bytes, task: Task) -> Begun | Made:
    """Reads a message about a product; raises one error or another where it is none."""
    message = _MessageReader(io.BytesIO(content), task).load()
    if isinstance(message, Begun):
        return message
    if not isinstance(message, Made) or message.outcome.product is not task.product:
        raise pickle.UnpicklingError
    own = {task.product.path}
    if isinstance(task.product, Briefing):
        own.add(task.product.executed_path)
    if not {path for path, _ in message.files} <= own:
        raise pickle.UnpicklingError
    return message
