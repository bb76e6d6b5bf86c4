"""How a product ended: built, still current, or failed, which is a value and stops nothing."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from typing_extensions import TypedDict

from ntm_analysis.batch.plan import Product


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


Outcome = Built | Current | Failed
Event = Started | Outcome
