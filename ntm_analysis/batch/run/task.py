"""What the process of a product is handed and tells, and how the product ends: built, current or failed.

A notebook runs in that process and can write into the pipe what it likes: a message is read as plain data.
"""

import json
from base64 import b64decode, b64encode
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path, PurePosixPath

from ntm_analysis.batch.keep import read_as
from ntm_analysis.batch.plan import Briefing, MonthWorkbook, Product
from ntm_analysis.batch.plan.notebooks import PageFacts
from ntm_analysis.batch.site import Frame


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


@dataclass(frozen=True)
class Output:
    """A file as it lies on the disk; its key identifies all it could depend on."""

    key: str
    sha256: str
    size: int


@dataclass(frozen=True)
class PageOutput(Output):
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


Outcome = Built | Current | Failed
Event = Started | Outcome


@dataclass(frozen=True)
class Limits:
    """What a product may take: seconds a cell, seconds in all, and bytes of memory."""

    cell: float
    briefing: float
    memory: int = 2 * 2**30


NO_LIMITS = Limits(float("inf"), float("inf"))


@dataclass(frozen=True)
class PageTask:
    """One briefing to build, with the keys of its run and of its page; travels to the process that builds it.

    ``cells`` identifies the notebook as it was when the build began; ``copy`` holds the dataset.
    """

    product: Briefing
    frame: Frame
    key: str
    run: str
    limits: Limits
    cells: str = ""
    copy: Path | None = None

    @property
    def parameters(self) -> dict[str, str]:
        """Gives what the notebook is run with: the copy in the place of the dataset's folder."""
        return {**self.product.parameters, "dataset": (self.copy or self.product.folder).as_posix()}

    def runnable(self, notebook: str) -> bytes:
        """Puts the dataset's folder in the place of its copy, which is gone when the notebook is opened."""
        folder = json.dumps(self.product.folder.as_posix(), ensure_ascii=False)[1:-1]
        return notebook.replace(self.parameters["dataset"], folder).encode(errors="backslashreplace")


@dataclass(frozen=True)
class WorkbookTask:
    """The workbook of a month to write; travels to the process that builds it."""

    product: MonthWorkbook
    key: str
    limits: Limits
    copy: Path | None = None


Task = PageTask | WorkbookTask


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


@dataclass(frozen=True)
class _End:
    """What was made, as it is sent: without the product, which the batch has, and with files as text."""

    end: PageOutput | Output | Failure
    seconds: float
    core_seconds: float
    files: dict[str, str]


# Made before a notebook runs here, which may spoil ``json.dumps`` for its own process.
_encoded = json.JSONEncoder(default=vars).encode


def written(message: Begun | Made) -> bytes:
    """Gives a message as it is sent."""
    if isinstance(message, Begun):
        return _encoded(message).encode()
    files = {str(path): b64encode(content).decode() for path, content in message.files}
    match message.outcome:
        case Built(_, output, seconds, core_seconds):
            end = _End(output, seconds, core_seconds, files)
        case Failed(_, reason, text, seconds):
            end = _End(Failure(reason, text), seconds, 0, files)
    return _encoded(end).encode()


def understood(content: bytes, task: Task) -> Begun | Made:
    """Reads a message about a product, which brings its own files alone; raises ValueError for any other."""
    if "end" not in json.loads(content):
        return read_as(Begun, content)
    told, product = read_as(_End, content), task.product
    files = tuple((PurePosixPath(path), b64decode(text, validate=True)) for path, text in told.files.items())
    own, kinds = {product.path}, {Output, Failure}
    if isinstance(product, Briefing):
        own, kinds = {product.path, product.executed_path}, {PageOutput, Failure}
    if type(end := told.end) not in kinds or not own.issuperset(dict(files)):
        raise ValueError(own)
    if isinstance(end, Failure):
        return Made(Failed(product, end.reason, end.message, told.seconds, kept=bool(files)), files)
    return Made(Built(product, end, told.seconds, told.core_seconds), files)
