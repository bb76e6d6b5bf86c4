"""What a worker is handed: a briefing or a workbook with all that is needed to build it."""

from __future__ import annotations

from dataclasses import dataclass

from ntm_analysis.reporting.frame import Frame
from ntm_analysis.reporting.plan import Briefing, Workbook


@dataclass(frozen=True)
class Limits:
    """What a product may take: seconds a cell, seconds in all, and bytes of memory."""

    cell: float
    briefing: float
    memory: int = 2 * 2**30


@dataclass(frozen=True)
class PageTask:
    """One briefing to build; travels to the process that builds it."""

    product: Briefing
    frame: Frame
    key: str
    limits: Limits


@dataclass(frozen=True)
class WorkbookTask:
    """The workbook of a month to write; travels to the process that builds it."""

    product: Workbook
    key: str
    limits: Limits


Task = PageTask | WorkbookTask
