"""What a worker is handed: a briefing or a workbook with all that is needed to build it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from ntm_analysis.reporting.frame import Frame
from ntm_analysis.reporting.plan import Briefing, Workbook


@dataclass(frozen=True)
class Limits:
    """Seconds a cell and a whole briefing, or the workbook, may take."""

    cell: float
    briefing: float


@dataclass(frozen=True)
class PageTask:
    """One briefing to build; travels to a worker process."""

    product: Briefing
    frame: Frame
    out: Path
    key: str
    limits: Limits


@dataclass(frozen=True)
class WorkbookTask:
    """The workbook of a month to write; travels to a worker process."""

    product: Workbook
    out: Path
    key: str
    limits: Limits


Task = PageTask | WorkbookTask
