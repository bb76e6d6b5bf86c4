"""What the process of a product is handed and tells, and how the product ends: built, current or failed.

A notebook runs in that process and can write into the pipe what it likes: a message is read as plain data.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path, PurePosixPath

from ntm_analysis.batch.keep import read_as, replacing
from ntm_analysis.batch.plan import Briefing, MonthWorkbook, Print, Product
from ntm_analysis.batch.plan.notebooks import Kernel, PageFacts
from ntm_analysis.batch.site import Frame
from ntm_analysis.model import Period


class FailureReason(StrEnum):
    """Why a product failed."""

    CELL_ERROR = "cell_error"
    TIME_LIMIT = "time_limit"
    KERNEL_DIED = "kernel_died"
    WORKER_DIED = "worker_died"
    NO_SUMMARY = "no_summary"  # the notebook ended early, or is not ours
    PRINT = "print"  # the browser gave nothing of the page
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
    kernel: Kernel | None = None  # of a page, if a kernel was started for it


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
    kernel: Kernel | None = None


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
    kernel: Kernel = Kernel.FORKED
    copy: Path | None = None

    @property
    def parameters(self) -> dict[str, str]:
        """Gives what the notebook is run with: the copy in the place of the dataset's folder."""
        return {**self.product.parameters, "dataset": (self.copy or self.product.folder).as_posix()}

    def runnable(self, notebook: str) -> bytes:
        """Puts the dataset's folder in the place of its copy, which is gone when the notebook is opened."""
        folder = encoded(self.product.folder.as_posix())[1:-1]
        return notebook.replace(self.parameters["dataset"], folder).encode(errors="backslashreplace")


@dataclass(frozen=True)
class FileTask:
    """A file to make without a notebook; travels to the process that makes it, ``make`` by its name."""

    product: MonthWorkbook | Print
    key: str
    limits: Limits
    make: Callable[[Path, Period, str], bytes]
    copy: Path = Path()  # of the dataset, of which the file is made; of a print the page

    def content(self) -> bytes:
        """Has the file made; raises what its maker raises."""
        of = self.product.briefing if isinstance(self.product, Print) else self.product
        return self.make(self.copy, of.period, of.language)


class PrintError(Exception):
    """Says why a browser gave nothing of a page."""


Task = PageTask | FileTask


# What the process of a product leaves for the batch, in the folder that it is handed.
MADE_FILE = "made"
EXECUTED_FILE = "executed.ipynb"


@dataclass(frozen=True)
class Begun:
    """A cell begins."""

    cell: int


@dataclass(frozen=True)
class Ended:
    """How a product ended, as its process tells it: without the product, which the batch has."""

    end: PageOutput | Output | Failure
    seconds: float
    core_seconds: float


@dataclass(frozen=True)
class Made:
    """How a product ended, and the files that are to be written of it."""

    outcome: Built | Failed
    files: tuple[tuple[PurePosixPath, bytes], ...] = ()


class NotStartedError(Exception):
    """Is raised where an ordinary kernel dies, or does not answer, before its first cell."""


# Made before a notebook runs here, which may spoil ``json.dumps`` for its own process.
encoded = json.JSONEncoder(default=vars, ensure_ascii=False).encode


def put(file: Path, content: bytes) -> None:
    """Leaves a file, whole whenever this process is killed."""
    with replacing(file) as temporary:
        temporary.write_bytes(content)


def understood(content: bytes, product: Product) -> Begun | Ended:
    """Reads a message about a product; raises ValueError for any other."""
    if b'"end"' not in content:
        return read_as(Begun, content)
    message = read_as(Ended, content)
    kind = PageOutput if isinstance(product, Briefing) else Output
    if type(message.end) not in {kind, Failure}:
        raise ValueError(kind)
    return message
