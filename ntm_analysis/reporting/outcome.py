"""How a briefing ended: built, still current, or failed. A failed briefing is a value."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from ntm_analysis.reporting.plan import Briefing


class Reason(StrEnum):
    """Why a briefing failed."""

    CELL_ERROR = "cell_error"
    TIME_LIMIT = "time_limit"
    KERNEL_DIED = "kernel_died"
    WORKER_DIED = "worker_died"
    NO_SUMMARY = "no_summary"  # the notebook ended early, or is not ours
    UNFIT = "unfit"  # the page would not stand alone, or would show a path of this machine
    INTERNAL = "internal"  # a defect around the notebook, not in it


@dataclass(frozen=True)
class Page:
    """A page as it lies on the disk, with what its notebook says of it.

    ``sha256`` leaves out the ways to other months, which are written later.
    """

    key: str
    sha256: str
    size: int
    summary: dict[str, Any]


@dataclass(frozen=True)
class Built:
    """A new page lies on the disk."""

    briefing: Briefing
    page: Page
    seconds: float


@dataclass(frozen=True)
class Current:
    """The page on the disk is the one that building would give."""

    briefing: Briefing
    page: Page


@dataclass(frozen=True)
class Failed:
    """There is no page, and why."""

    briefing: Briefing
    reason: Reason
    message: str
    seconds: float
    kept: bool  # whether the executed notebook was kept for inspection


@dataclass(frozen=True)
class Started:
    """Work on the briefing has begun."""

    briefing: Briefing


Outcome = Built | Current | Failed
Event = Started | Outcome
